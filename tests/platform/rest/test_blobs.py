from __future__ import annotations

import gzip
import logging
import zlib
from collections.abc import AsyncIterator

import pytest

from tests.platform.rest.service import Reply, Service
from ts_connectors._platform.blobs import PresignedBlobs
from ts_connectors._platform.connections import AsyncConnections
from ts_connectors._platform.proxies import ProxyRules
from ts_connectors._platform.tls import ssl_context
from ts_connectors.errors import PortError, TransportError

QUERY = "?X-Amz-Signature=canary"
MIB = 1024 * 1024


@pytest.fixture
async def blobs() -> AsyncIterator[PresignedBlobs]:
    opened = PresignedBlobs(AsyncConnections(ssl_context(), ProxyRules()), timeout_s=5)
    yield opened
    await opened.aclose()


@pytest.fixture
def url(service: Service) -> str:
    return f"{service.url}/bucket/key{QUERY}"


def encoded(body: bytes, encoding: str) -> Reply:
    return Reply(200, body, {"content-encoding": encoding})


async def test_a_body_is_fetched_without_authorization(blobs: PresignedBlobs, service: Service, url: str) -> None:
    service.answers(Reply(200, b'{"a":1}'))
    assert await blobs.fetch(url, limit_bytes=100) == b'{"a":1}'
    assert service.requests[0].target == f"/bucket/key{QUERY}"
    assert service.requests[0].headers.keys() & {"authorization", "cookie", "x-org-slug"} == set()


@pytest.mark.parametrize(
    "reply",
    [
        pytest.param(encoded(gzip.compress(b"text" * 1000), "gzip"), id="gzip"),
        pytest.param(encoded(gzip.compress(b"text" * 400) + gzip.compress(b"text" * 600), "gzip"), id="two members"),
        pytest.param(encoded(zlib.compress(b"text" * 1000), "deflate"), id="deflate"),
        pytest.param(encoded(b"text" * 1000, "identity"), id="identity"),
    ],
)
async def test_a_body_is_decoded(blobs: PresignedBlobs, service: Service, url: str, reply: Reply) -> None:
    service.answers(reply)
    assert await blobs.fetch(url, limit_bytes=4000) == b"text" * 1000


@pytest.mark.parametrize(
    ("reply", "code"),
    [
        pytest.param(Reply(200, b"x" * 101), "TooLarge", id="plain"),
        pytest.param(encoded(gzip.compress(b"x" * 101), "gzip"), "TooLarge", id="decoded"),
        pytest.param(encoded(gzip.compress(b"\0" * 64 * MIB), "gzip"), "TooLarge", id="gzip bomb"),
        pytest.param(encoded(gzip.compress(b"x" * 50)[:-4], "gzip"), "Truncated", id="cut off"),
        pytest.param(encoded(b"no gzip at all", "gzip"), "BadEncoding", id="no gzip"),
        pytest.param(encoded(b"x", "br"), "BadEncoding", id="unknown encoding"),
    ],
)
async def test_a_body_that_cannot_be_taken_is_refused(
    blobs: PresignedBlobs, service: Service, url: str, reply: Reply, code: str
) -> None:
    service.answers(reply)
    with pytest.raises(PortError) as caught:
        await blobs.fetch(url, limit_bytes=100)
    assert (caught.value.service, caught.value.code, caught.value.is_retryable) == ("blob", code, False)
    assert "canary" not in str(caught.value)


async def test_a_refusal_gives_s3s_own_code(blobs: PresignedBlobs, service: Service, url: str) -> None:
    service.answers(Reply(403, b"<Error><Code>AccessDenied</Code><Message>Request has expired</Message></Error>"))
    with pytest.raises(PortError) as caught:
        await blobs.fetch(url, limit_bytes=100)
    assert str(caught.value) == (
        "127.0.0.1 refused reading a presigned URL with 403 AccessDenied: it may have expired, ask for a new one"
    )
    assert (caught.value.status, caught.value.is_retryable, caught.value.is_denied) == (403, False, True)


@pytest.mark.parametrize(("status", "is_retryable"), [(302, False), (404, False), (500, True), (503, True)])
async def test_any_status_but_200_is_a_refusal(
    blobs: PresignedBlobs, service: Service, url: str, status: int, is_retryable: bool
) -> None:
    service.answers(Reply(status, headers={"location": "/elsewhere"}))
    with pytest.raises(PortError) as caught:
        await blobs.fetch(url, limit_bytes=100)
    assert (caught.value.code, caught.value.is_retryable) == (f"HTTP{status}", is_retryable)
    assert len(service.requests) == 1


async def test_a_lost_connection_is_no_answer_and_hides_the_url(
    blobs: PresignedBlobs, service: Service, url: str
) -> None:
    service.answers(Reply(ending="half"))
    with pytest.raises(TransportError) as caught:
        await blobs.fetch(url, limit_bytes=100)
    assert str(caught.value) == (
        "reading a presigned URL got no answer from 127.0.0.1: the connection was lost; try again later"
    )


@pytest.mark.parametrize("bad", ["", "bucket/key", "ftp://host/key", "http://", "https://host:canary/key"])
async def test_what_is_no_url_is_refused(blobs: PresignedBlobs, bad: str) -> None:
    with pytest.raises(PortError, match=r"^The presigned URL is no URL: ask for a new one$"):
        await blobs.fetch(bad, limit_bytes=100)


async def test_content_is_put_with_the_given_headers_but_no_authorization(
    blobs: PresignedBlobs, service: Service, url: str
) -> None:
    headers = {"Content-Type": "application/json", "Content-Encoding": "gzip", "Authorization": "Bearer canary"}
    await blobs.put(url, b"content", headers)
    received = service.requests[0]
    assert (received.method, received.body) == ("PUT", b"content")
    assert (received.headers["content-type"], received.headers["content-encoding"]) == ("application/json", "gzip")
    assert received.headers["content-length"] == "7"
    assert "authorization" not in received.headers


async def test_a_refused_put_is_a_port_error(blobs: PresignedBlobs, service: Service, url: str) -> None:
    service.answers(Reply(403, b"<Code>SignatureDoesNotMatch</Code>"))
    with pytest.raises(PortError, match=r"127.0.0.1 refused writing to a presigned URL with 403 SignatureDoesNotMatch"):
        await blobs.put(url, b"content", {})


async def test_a_put_that_is_created_or_empty_is_a_success(blobs: PresignedBlobs, service: Service, url: str) -> None:
    service.answers(Reply(204))
    await blobs.put(url, b"", {})
    assert service.requests[0].headers["content-length"] == "0"


async def test_no_log_line_shows_the_url(blobs: PresignedBlobs, url: str, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.DEBUG):
        await blobs.fetch(url, limit_bytes=100)
        await blobs.put(url, b"content", {})
    assert "canary" not in caplog.text
