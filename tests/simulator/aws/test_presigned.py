"""Presigned URLs, as a command's body and a large answer travel."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Any
from xml.etree import ElementTree

import httpx
import pytest

from tests.simulator.aws.clients import Clients, MovedClock
from ts_connectors.simulator.aws import AwsServer

NEW_SIGNATURE: dict[str, Any] = {"signature_version": "s3v4"}


@pytest.fixture
def http() -> Iterator[httpx.Client]:
    with httpx.Client(trust_env=False) as client:
        yield client


@pytest.fixture
def get_url(aws: AwsServer) -> str:
    aws.create_bucket("bodies")
    aws.put_object("bodies", "a command/1.json", b'{"a": 1}')
    return aws.presign("GET", "bodies", "a command/1.json", expires_s=60)


@pytest.fixture
def put_url(aws: AwsServer) -> str:
    aws.create_bucket("bodies")
    return aws.presign("PUT", "bodies", "answer.json", expires_s=60)


def _error(response: httpx.Response) -> tuple[int, str, str]:
    root = ElementTree.fromstring(response.text)  # noqa: S314 - written by the gate
    return response.status_code, root.findtext("Code", ""), root.findtext("Message", "")


def test_whoever_holds_the_url_reads_the_object(http: httpx.Client, get_url: str) -> None:
    response = http.get(get_url)
    assert (response.status_code, response.content) == (200, b'{"a": 1}')


def test_whoever_holds_the_url_writes_the_object_with_a_type_and_encoding_of_its_own(
    http: httpx.Client, put_url: str, aws: AwsServer, clients: Clients
) -> None:
    response = http.put(
        put_url, content=b"zipped", headers={"Content-Type": "application/json", "Content-Encoding": "gzip"}
    )
    assert response.status_code == 200
    assert response.headers["x-amz-version-id"] == aws.head_object("bodies", "answer.json").version_id
    stored = clients.admin("s3").get_object(Bucket="bodies", Key="answer.json")
    assert (stored["ContentType"], stored["ContentEncoding"], stored["Body"].read()) == (
        "application/json",
        "gzip",
        b"zipped",
    )


def test_an_authorization_header_beside_the_signature_is_refused(http: httpx.Client, get_url: str) -> None:
    status, code, message = _error(http.get(get_url, headers={"Authorization": "Bearer token"}))
    assert (status, code) == (400, "InvalidArgument")
    assert message.startswith("Only one auth mechanism allowed")


def test_a_url_past_its_expiry_is_refused(http: httpx.Client, get_url: str, clock: MovedClock) -> None:
    clock.shift = timedelta(seconds=58)
    assert http.get(get_url).status_code == 200
    clock.shift = timedelta(seconds=62)
    assert _error(http.get(get_url)) == (403, "AccessDenied", "Request has expired")


def test_a_url_may_live_a_week_at_most(http: httpx.Client, aws: AwsServer) -> None:
    aws.create_bucket("bodies")
    week_s = 7 * 24 * 3600
    assert http.put(aws.presign("PUT", "bodies", "a", expires_s=week_s), content=b"").status_code == 200
    refused = http.put(aws.presign("PUT", "bodies", "a", expires_s=week_s + 1), content=b"")
    assert _error(refused)[:2] == (400, "AuthorizationQueryParametersError")


def test_a_url_for_one_method_or_object_is_good_for_no_other(http: httpx.Client, get_url: str, put_url: str) -> None:
    assert _error(http.put(get_url, content=b""))[:2] == (403, "SignatureDoesNotMatch")
    assert _error(http.put(put_url.replace("answer", "other"), content=b""))[:2] == (403, "SignatureDoesNotMatch")
    assert _error(http.put(put_url.replace("Expires=60", "Expires=61"), content=b""))[:2] == (
        403,
        "SignatureDoesNotMatch",
    )


def test_x_amz_headers_that_were_not_signed_are_refused(http: httpx.Client, put_url: str) -> None:
    refused = http.put(put_url, content=b"", headers={"x-amz-meta-a": "b"})
    assert _error(refused)[:2] == (403, "AccessDenied")


def test_a_signed_content_type_must_be_sent_as_signed(http: httpx.Client, aws: AwsServer, clients: Clients) -> None:
    aws.create_bucket("bodies")
    parameters = {"Bucket": "bodies", "Key": "a", "ContentType": "application/json"}
    url = clients.client("s3", **NEW_SIGNATURE).generate_presigned_url("put_object", Params=parameters)
    assert _error(http.put(url, content=b"", headers={"Content-Type": "text/plain"}))[:2] == (
        403,
        "SignatureDoesNotMatch",
    )
    assert http.put(url, content=b"", headers={"Content-Type": "application/json"}).status_code == 200


def test_a_url_made_by_botocore_is_accepted_with_the_rights_of_who_made_it(
    http: httpx.Client, get_url: str, aws: AwsServer, clients: Clients
) -> None:
    place = {"Bucket": "bodies", "Key": "a command/1.json"}
    made_by_admin = clients.client("s3", aws.admin, **NEW_SIGNATURE).generate_presigned_url("get_object", Params=place)
    made_by_connector = clients.client("s3", **NEW_SIGNATURE).generate_presigned_url("get_object", Params=place)
    assert http.get(made_by_admin).content == b'{"a": 1}'
    assert _error(http.get(made_by_connector))[:2] == (403, "AccessDenied")


def test_a_url_in_the_old_way_of_signing_is_refused(http: httpx.Client, get_url: str, clients: Clients) -> None:
    place = {"Bucket": "bodies", "Key": "a command/1.json"}
    old = clients.client("s3", signature_version="s3").generate_presigned_url("get_object", Params=place)
    assert _error(http.get(old))[:2] == (400, "InvalidRequest")


def test_a_body_of_unknown_length_is_refused(http: httpx.Client, put_url: str) -> None:
    assert _error(http.put(put_url, content=iter([b"a", b"b"])))[:2] == (501, "NotImplemented")
    assert http.put(put_url, content=b"ab").status_code == 200


def test_a_url_of_the_future_is_refused(http: httpx.Client, get_url: str, clock: MovedClock) -> None:
    clock.shift = timedelta(minutes=-16)
    assert _error(http.get(get_url)) == (403, "AccessDenied", "Request is not valid yet")
    clock.shift = timedelta(minutes=-14)
    assert http.get(get_url).status_code == 200
