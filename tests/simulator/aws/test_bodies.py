"""Bodies in the ways that clients send them: in chunks, with trailers, after a 100 Continue, and large."""

from __future__ import annotations

import base64
import hashlib
import http.client
import io
import socket
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from typing import Any
from urllib.parse import urlsplit

import pytest
from botocore.auth import S3SigV4Auth
from botocore.awsrequest import AWSRequest
from botocore.credentials import Credentials as BotocoreCredentials
from botocore.httpchecksum import AwsChunkedWrapper, Sha256Checksum

from tests.simulator.aws.clients import Clients
from ts_connectors.simulator.aws import AwsServer, Credentials, Policy
from ts_connectors.simulator.aws.chunked_body import unchunked
from ts_connectors.simulator.aws.credentials import Grant
from ts_connectors.simulator.aws.refusal import Refusal
from ts_connectors.simulator.aws.request import AwsRequest
from ts_connectors.simulator.aws.signature import Claim, Scope

BODY = b"0123456789" * 20_000
TRAILER = "STREAMING-UNSIGNED-PAYLOAD-TRAILER"


@pytest.fixture
def connection(aws: AwsServer) -> Iterator[http.client.HTTPConnection]:
    aws.create_bucket("lake")
    place = urlsplit(aws.endpoint)
    made = http.client.HTTPConnection(place.hostname or "", place.port)
    yield made
    made.close()


def _signed(
    aws: AwsServer, holder: Credentials, headers: Mapping[str, str], *, in_trailer: bool = False
) -> Mapping[str, str]:
    request = AWSRequest("PUT", f"{aws.endpoint}/lake/a", headers=dict(headers), data=b"")
    request.context["checksum"] = {"request_algorithm": {"in": "trailer"}} if in_trailer else {}
    credentials = BotocoreCredentials(holder.access_key_id, holder.secret_access_key, holder.session_token)
    S3SigV4Auth(credentials, "s3", aws.region).add_auth(request)
    return dict(request.headers.items())


def _signed_as_given(aws: AwsServer, holder: Credentials, headers: Mapping[str, str]) -> Mapping[str, str]:
    """Sign with a word of the caller's in place of the body's digest, where botocore would choose its own."""
    request = AWSRequest("PUT", f"{aws.endpoint}/lake/a", headers=dict(headers), data=b"")
    credentials = BotocoreCredentials(holder.access_key_id, holder.secret_access_key, holder.session_token)
    signer = S3SigV4Auth(credentials, "s3", aws.region)
    signer.payload = lambda request: headers["X-Amz-Content-SHA256"]  # type: ignore[method-assign]
    signer.add_auth(request)
    return dict(request.headers.items())


def _chunked_headers(length: int = len(BODY)) -> dict[str, str]:
    return {
        "Content-Encoding": "aws-chunked",
        "X-Amz-Decoded-Content-Length": str(length),
        "X-Amz-Sdk-Checksum-Algorithm": "SHA256",
        "X-Amz-Trailer": "x-amz-checksum-sha256",
    }


def _chunked(body: bytes) -> bytes:
    return AwsChunkedWrapper(
        io.BytesIO(body), checksum_cls=Sha256Checksum, checksum_name="x-amz-checksum-sha256", chunk_size=64 * 1024
    ).read()


def _put(connection: http.client.HTTPConnection, body: bytes, headers: Mapping[str, str]) -> tuple[int, str]:
    connection.request("PUT", "/lake/a", body=body, headers=dict(headers))
    response = connection.getresponse()
    return response.status, response.read().decode()


def test_a_chunked_body_with_a_checksum_behind_it_is_taken(
    aws: AwsServer, clients: Clients, connection: http.client.HTTPConnection
) -> None:
    headers = _signed(aws, clients.credentials(), _chunked_headers(), in_trailer=True)
    assert headers["X-Amz-Content-SHA256"] == TRAILER
    assert _put(connection, _chunked(BODY), headers) == (200, "")
    head = aws.head_object("lake", "a")
    assert (head.checksum_algorithm, head.checksum) == (
        "SHA256",
        base64.b64encode(hashlib.sha256(BODY).digest()).decode(),
    )
    stored = clients.admin("s3").get_object(Bucket="lake", Key="a")
    assert (stored["Body"].read(), "ContentEncoding" in stored) == (BODY, False)


@pytest.mark.parametrize(
    ("body", "length", "code"),
    [
        pytest.param(_chunked(BODY).replace(b"0123", b"0124", 1), len(BODY), "BadDigest", id="another body"),
        pytest.param(_chunked(BODY), len(BODY) + 1, "IncompleteBody", id="another length"),
        pytest.param(_chunked(BODY)[:-200], len(BODY), "IncompleteBody", id="cut off"),
        pytest.param(_chunked(BODY).partition(b"x-amz-")[0], len(BODY), "MalformedTrailerError", id="no trailer"),
        pytest.param(BODY, len(BODY), "IncompleteBody", id="no chunks"),
    ],
)
def test_a_chunked_body_that_is_not_what_it_says_is_refused(
    body: bytes, length: int, code: str, aws: AwsServer, clients: Clients, connection: http.client.HTTPConnection
) -> None:
    headers = _signed(aws, clients.credentials(), _chunked_headers(length), in_trailer=True)
    status, answer = _put(connection, body, headers)
    assert (status, f"<Code>{code}</Code>" in answer) == (400, True)
    assert aws.list_versions("lake") == []


# The example of signed chunks in the API reference of S3.
EXAMPLE_KEY = "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY"
EXAMPLE_SEED = "4f232c4386841ef735655705268965c44a0e4690baa4adea153f7db9fa80a0a9"
EXAMPLE_CHUNKS = (
    (b"a" * 65536, "ad80c730a21e5b8d04586a2213dd63b9a0e99e0e2307b0ade35a65485a288648"),
    (b"a" * 1024, "0055627c9e194cb4542bae2aa5492e3c1575bbb81b612b7d234b86a503ef5497"),
    (b"", "b6c6ea8a5354eaf15b3cb7646744f4275b71ea724fed81ceb9323e279d449df9"),
)


def _example(body: bytes) -> AwsRequest:
    return AwsRequest(
        method="PUT",
        path="/examplebucket/chunkObject.txt",
        query="",
        headers={
            "x-amz-content-sha256": "STREAMING-AWS4-HMAC-SHA256-PAYLOAD",
            "x-amz-decoded-content-length": "66560",
        },
        body=body,
        environ={},
        is_abandoned=lambda: False,
    )


def _example_holder() -> tuple[Claim, Grant]:
    key_id = "AKIAIOSFODNN7EXAMPLE"
    claim = Claim(
        access_key_id=key_id,
        scope=Scope("20130524", "us-east-1", "s3"),
        stamp="20130524T000000Z",
        signed_headers=("host",),
        signature=EXAMPLE_SEED,
        session_token=None,
        expires_s=None,
    )
    credentials = Credentials(
        access_key_id=key_id,
        secret_access_key=EXAMPLE_KEY,
        session_token="",
        expires_at=datetime(2030, 1, 1, tzinfo=UTC),
    )
    return claim, Grant(credentials=credentials, name="example", policy=Policy.CONNECTOR)


def _example_body() -> bytes:
    return b"".join(
        f"{len(piece):x};chunk-signature={signature}\r\n".encode() + piece + b"\r\n"
        for piece, signature in EXAMPLE_CHUNKS
    )


def test_chunks_that_are_signed_one_by_one_are_verified_as_the_reference_shows() -> None:
    assert unchunked(_example(_example_body()), *_example_holder()).body == b"a" * 66560
    with pytest.raises(Refusal) as caught:
        unchunked(_example(_example_body().replace(b"a\r\n400;", b"b\r\n400;")), *_example_holder())
    assert caught.value.code == "SignatureDoesNotMatch"


def test_a_body_of_another_digest_than_signed_is_refused(
    aws: AwsServer, clients: Clients, connection: http.client.HTTPConnection
) -> None:
    headers = _signed(aws, clients.credentials(), {})
    assert _put(connection, b"", headers)[0] == 200
    status, answer = _put(connection, b"another", headers)
    assert (status, "<Code>XAmzContentSHA256Mismatch</Code>" in answer) == (400, True)


def test_a_body_without_a_digest_is_refused(
    aws: AwsServer, clients: Clients, connection: http.client.HTTPConnection
) -> None:
    headers = dict(_signed(aws, clients.credentials(), {}))
    headers.pop("X-Amz-Content-SHA256")
    status, answer = _put(connection, b"", headers)
    assert (status, "x-amz-content-sha256" in answer) == (400, True)


def test_a_checksum_that_is_announced_must_come(
    aws: AwsServer, clients: Clients, connection: http.client.HTTPConnection
) -> None:
    announced = {"x-amz-sdk-checksum-algorithm": "SHA256", "X-Amz-Content-SHA256": "UNSIGNED-PAYLOAD"}
    status, answer = _put(connection, b"body", _signed_as_given(aws, clients.credentials(), announced))
    assert (status, "no corresponding x-amz-checksum" in answer) == (400, True)
    complete = announced | {"x-amz-checksum-sha256": base64.b64encode(hashlib.sha256(b"body").digest()).decode()}
    assert _put(connection, b"body", _signed_as_given(aws, clients.credentials(), complete))[0] == 200


def test_chunks_of_an_unknown_kind_are_refused(
    aws: AwsServer, clients: Clients, connection: http.client.HTTPConnection
) -> None:
    headers = {"X-Amz-Content-SHA256": "STREAMING-AWS4-ECDSA-P256-SHA256-PAYLOAD"}
    status, answer = _put(connection, b"", _signed_as_given(aws, clients.credentials(), headers))
    assert (status, "<Code>InvalidRequest</Code>" in answer) == (400, True)


@pytest.mark.parametrize("encoding", ["utf-8", "latin-1"])
def test_metadata_outside_ascii_is_refused_however_it_is_encoded(
    encoding: str, aws: AwsServer, clients: Clients, connection: http.client.HTTPConnection
) -> None:
    headers: dict[str, Any] = dict(_signed(aws, clients.credentials(), {"x-amz-meta-name": "Gerät"}))
    headers["x-amz-meta-name"] = "Gerät".encode(encoding)
    status, answer = _put(connection, b"", headers)
    assert (status, "<Code>SignatureDoesNotMatch</Code>" in answer) == (403, True)
    ascii_headers = _signed(aws, clients.credentials(), {"x-amz-meta-name": "=?UTF-8?B?R2Vyw6R0?="})
    assert _put(connection, b"", ascii_headers)[0] == 200


def test_a_client_that_waits_for_100_continue_is_told_once_to_go_on(aws: AwsServer, clients: Clients) -> None:
    aws.create_bucket("lake")
    headers = _signed(aws, clients.credentials(), {"Expect": "100-continue"})
    lines = ["PUT /lake/a HTTP/1.1", f"Host: {urlsplit(aws.endpoint).netloc}", "Content-Length: 4"]
    lines += [f"{name}: {value}" for name, value in headers.items()]
    place = urlsplit(aws.endpoint)
    with socket.create_connection((place.hostname, place.port), timeout=5) as connection:
        connection.sendall("\r\n".join([*lines, "", ""]).encode())
        assert connection.recv(1000) == b"HTTP/1.1 100 Continue\r\n\r\n"
        connection.sendall(b"body")
        # Another body than the signed one: the answer comes all the same, and after one 100 only.
        assert connection.recv(1000).startswith(b"HTTP/1.1 400 ")


def test_botocore_sends_a_file_of_some_size_with_100_continue(aws: AwsServer, clients: Clients) -> None:
    aws.create_bucket("lake")
    body = b"x" * 3_000_000
    expected: list[str] = []
    s3 = clients.client("s3")
    s3.meta.events.register("before-send.s3", lambda request, **_: expected.append(str(request.headers.get("Expect"))))
    s3.put_object(Bucket="lake", Key="a", Body=io.BytesIO(body))
    assert expected == ["b'100-continue'"]
    assert aws.get_object("lake", "a") == body


def test_an_object_of_100_mb_goes_in_and_comes_out(aws: AwsServer, clients: Clients) -> None:
    aws.create_bucket("lake")
    body = bytes(100_000_000)
    s3 = clients.admin("s3")
    s3.put_object(Bucket="lake", Key="large", Body=body)
    assert s3.get_object(Bucket="lake", Key="large")["Body"].read() == body
