"""Who may speak to AWS at all: keys, tokens, time and signatures, in the words of each service."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import pytest
from botocore import UNSIGNED

from tests.simulator.aws.clients import Clients, MovedClock, error_of
from ts_connectors.simulator.aws import AwsServer


@dataclass(frozen=True)
class Service:
    """One call that a connector may make, and the service's names for its refusals."""

    name: str
    call: Callable[[Any, AwsServer], object]
    unknown_key: str
    wrong_token: str
    expired: str
    wrong_signature: str
    skewed: str
    missing: str


def _json(name: str, call: Callable[[Any, AwsServer], object]) -> Service:
    signature = "InvalidSignatureException"
    unknown = "UnrecognizedClientException"
    missing = "MissingAuthenticationTokenException"
    return Service(name, call, unknown, unknown, "ExpiredTokenException", signature, signature, missing)


def _send(client: Any, aws: AwsServer) -> object:
    return client.send_message(QueueUrl=aws.create_queue("commands"), MessageBody="hello")


def _put_object(client: Any, aws: AwsServer) -> object:
    aws.create_bucket("lake")
    return client.put_object(Bucket="lake", Key="a file/ü+~.txt", Body=b"content", Metadata={"ts_file_id": "1  2"})


def _create_stream(client: Any, aws: AwsServer) -> object:
    aws.create_log_group("/connector/a")
    return client.create_log_stream(logGroupName="/connector/a", logStreamName="b")


def _get_parameter(client: Any, aws: AwsServer) -> object:
    aws.put_parameter("token", "t")
    return client.get_parameter(Name="token")


SERVICES = [
    Service(
        "sqs",
        _send,
        unknown_key="InvalidClientTokenId",
        wrong_token="InvalidClientTokenId",
        expired="ExpiredToken",
        wrong_signature="SignatureDoesNotMatch",
        skewed="SignatureDoesNotMatch",
        missing="MissingAuthenticationToken",
    ),
    Service(
        "s3",
        _put_object,
        unknown_key="InvalidAccessKeyId",
        wrong_token="InvalidToken",
        expired="ExpiredToken",
        wrong_signature="SignatureDoesNotMatch",
        skewed="RequestTimeTooSkewed",
        missing="AccessDenied",
    ),
    _json("logs", _create_stream),
    _json("ssm", _get_parameter),
]
every_service = pytest.mark.parametrize("service", [pytest.param(service, id=service.name) for service in SERVICES])


@every_service
def test_credentials_as_issued_are_accepted(service: Service, aws: AwsServer, clients: Clients) -> None:
    assert service.call(clients.client(service.name), aws)


@every_service
def test_an_unknown_access_key_is_refused(service: Service, aws: AwsServer, clients: Clients) -> None:
    client = clients.client(service.name, clients.with_other(access_key_id="ASIAAAAAAAAAAAAAAAAA"))
    assert error_of(lambda: service.call(client, aws)) == service.unknown_key


@every_service
def test_revoked_credentials_are_unknown(service: Service, aws: AwsServer, clients: Clients) -> None:
    credentials = clients.credentials()
    client = clients.client(service.name, credentials)
    assert service.call(client, aws)
    aws.revoke(credentials.access_key_id)
    assert error_of(lambda: service.call(client, aws)) == service.unknown_key


@every_service
def test_a_wrong_session_token_is_refused(service: Service, aws: AwsServer, clients: Clients) -> None:
    client = clients.client(service.name, clients.with_other(session_token="another"))
    assert error_of(lambda: service.call(client, aws)) == service.wrong_token


@every_service
def test_a_missing_session_token_is_refused(service: Service, aws: AwsServer, clients: Clients) -> None:
    client = clients.client(service.name, clients.with_other(session_token=None))
    assert error_of(lambda: service.call(client, aws)) == service.unknown_key


@every_service
def test_a_wrong_secret_gives_a_wrong_signature(service: Service, aws: AwsServer, clients: Clients) -> None:
    client = clients.client(service.name, clients.with_other(secret_access_key="another"))
    assert error_of(lambda: service.call(client, aws)) == service.wrong_signature


@every_service
def test_credentials_are_refused_from_the_moment_they_expire(
    service: Service, aws: AwsServer, clients: Clients, clock: MovedClock
) -> None:
    client = clients.client(service.name)
    clock.shift = timedelta(minutes=59)
    assert service.call(client, aws)
    clock.shift = timedelta(minutes=60)
    assert error_of(lambda: service.call(client, aws)) == service.expired


@every_service
def test_a_client_whose_clock_is_16_minutes_off_is_refused(
    service: Service, aws: AwsServer, clients: Clients, wall: MovedClock
) -> None:
    client = clients.client(service.name)
    wall.shift = timedelta(minutes=14)
    assert service.call(client, aws)
    wall.shift = timedelta(minutes=16)
    assert error_of(lambda: service.call(client, aws)) == service.skewed


@every_service
def test_a_request_without_authentication_is_refused(service: Service, aws: AwsServer, clients: Clients) -> None:
    client = clients.client(service.name, signature_version=UNSIGNED)
    assert error_of(lambda: service.call(client, aws)) == service.missing


def test_a_request_signed_for_another_region_is_refused(clients: Clients) -> None:
    with AwsServer(region="eu-west-1") as elsewhere:
        elsewhere.create_bucket("lake")
        others = Clients(elsewhere, clients.session)
        astray, right = others.admin("s3", region="us-east-1"), others.admin("s3")
        assert error_of(lambda: astray.put_object(Bucket="lake", Key="a", Body=b"")) == "AuthorizationHeaderMalformed"
        assert right.put_object(Bucket="lake", Key="a", Body=b"")
        others.close()


def test_the_old_signature_is_refused(aws: AwsServer, clients: Clients) -> None:
    aws.create_bucket("lake")
    old = clients.client("s3", signature_version="s3")
    assert error_of(lambda: old.put_object(Bucket="lake", Key="a", Body=b"b")) == "InvalidRequest"
