"""Tokens, certificates, credentials and uploads over the local AWS."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest

from tests.platform.rest.authority import Authority
from tests.platform.rest.conftest import TOKEN
from tests.platform.rest.samples import CREDENTIALS, DETAILS
from tests.platform.rest.service import Received, Reply, Service, reply_json
from ts_connectors._core.redaction import Secrets
from ts_connectors._platform.auth import RestCredentials
from ts_connectors.errors import ApiError, ConfigurationError, DecodeError, ForbiddenError, UploadError
from ts_connectors.files import UploadFileRequest
from ts_connectors.settings import TdpApiConfig
from ts_connectors.simulator.aws.policy import Policy
from ts_connectors.simulator.aws.server import AwsServer
from ts_connectors.tdp_api import TdpApi
from ts_connectors.tdp_api_sync import TdpApiSync
from ts_connectors_api.operation import HttpRequest, HttpResponse

pytestmark = pytest.mark.integration
REGION = "us-east-1"
PATH = "/v1/data-acquisition/connectors/c-1"


@pytest.fixture(scope="module")
def server() -> Iterator[AwsServer]:
    with AwsServer(region=REGION) as running:
        running.create_bucket("lake")
        running.create_bucket("stream")
        yield running


@pytest.fixture
def parameter(server: AwsServer) -> str:
    name = f"/tokens/{uuid4()}"
    server.put_parameter(name, "ey-canary-first\n")
    return name


@pytest.fixture
def hub(server: AwsServer, service: Service, parameter: str, monkeypatch: pytest.MonkeyPatch) -> TdpApiConfig:
    """A connector on a hub: AWS knows the machine it runs on."""
    monkeypatch.setenv("AWS_ENDPOINT_URL", server.endpoint)
    role = server.issue_credentials(
        lifetime=timedelta(hours=1), name="hub", certificate="stream/certificates/chain.pem"
    )
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", role.access_key_id)
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", role.secret_access_key)
    monkeypatch.setenv("AWS_SESSION_TOKEN", role.session_token)
    return TdpApiConfig(
        aws_region=REGION,
        connector_id="c-1",
        datalake_bucket="lake",
        jwt_token_parameter=parameter,
        org_slug="acme",
        tdp_endpoint=service.url,
    )


@pytest.fixture
def alone(
    server: AwsServer, service: Service, standalone: TdpApiConfig, monkeypatch: pytest.MonkeyPatch
) -> TdpApiConfig:
    """A standalone connector: TDP gives it credentials that AWS knows."""
    monkeypatch.setenv("AWS_ENDPOINT_URL", server.endpoint)

    def issue(_: Received) -> Reply:
        fresh = server.issue_credentials(lifetime=timedelta(hours=1), name="connector", policy=Policy.CONNECTOR)
        return reply_json(
            {
                "accessKeyId": fresh.access_key_id,
                "secretAccessKey": fresh.secret_access_key,
                "sessionToken": fresh.session_token,
                "expirationDate": fresh.expires_at.isoformat(),
            }
        )

    service.by_path[f"{PATH}/credentials"] = issue
    service.by_path[PATH] = reply_json(DETAILS)
    return standalone.replace(datalake_bucket="lake")


async def test_on_a_hub_the_token_comes_from_ssm_and_is_a_secret(hub: TdpApiConfig, service: Service) -> None:
    api = await TdpApi(config=hub).init_client()
    await api.heartbeat("c-1")
    await api.aclose()
    assert service.requests[0].headers["authorization"] == "Bearer ey-canary-first"
    assert api.secrets.mask("ey-canary-first") == "***"


async def test_on_a_hub_a_refused_token_is_read_from_ssm_again(
    hub: TdpApiConfig, service: Service, server: AwsServer, parameter: str
) -> None:
    api = await TdpApi(config=hub).init_client()
    await api.heartbeat("c-1")
    server.put_parameter(parameter, "ey-canary-second")
    service.answers(Reply(401), Reply(201))
    assert (await api.heartbeat("c-1")).status_code == 201
    await api.aclose()
    assert [request.headers["authorization"].rsplit("-", 1)[1] for request in service.requests] == [
        "first",
        "first",
        "second",
    ]


def test_on_a_hub_the_blocking_class_does_the_same(hub: TdpApiConfig, service: Service) -> None:
    api = TdpApiSync(config=hub).init_client()
    api.heartbeat("c-1")
    api.close()
    assert service.requests[0].headers["authorization"] == "Bearer ey-canary-first"


async def test_a_parameter_that_is_not_there_is_the_operators_to_mend(hub: TdpApiConfig) -> None:
    api = await TdpApi(config=hub, jwt_token_parameter="/tokens/none").init_client()
    with pytest.raises(ConfigurationError, match=r"SSM refuses the token /tokens/none .* check JWT_TOKEN_PARAMETER"):
        await api.heartbeat("c-1")
    await api.aclose()


async def test_on_a_hub_the_chain_in_the_stream_bucket_is_trusted(
    hub: TdpApiConfig, server: AwsServer, tls_service: Service, authority: Authority
) -> None:
    server.put_object("stream", "certificates/chain.pem", authority.pem.encode())
    config = hub.replace(
        stream_bucket="stream", tdp_certificate_key="certificates/chain.pem", tdp_endpoint=tls_service.url
    )
    api = await TdpApi(config=config).init_client()
    assert (await api.heartbeat("c-1")).status_code == 200
    await api.aclose()


async def test_a_chain_that_cannot_be_read_is_logged_and_survived(
    hub: TdpApiConfig, caplog: pytest.LogCaptureFixture
) -> None:
    config = hub.replace(stream_bucket="stream", tdp_certificate_key="none.pem")
    api = await TdpApi(config=config).init_client()
    assert (await api.heartbeat("c-1")).status_code == 200
    await api.aclose()
    assert "The certificate chain s3://stream/none.pem cannot be read" in caplog.text


async def test_a_standalone_connector_uploads_with_credentials_from_tdp(
    alone: TdpApiConfig, server: AwsServer, service: Service
) -> None:
    api = await TdpApi(config=alone).init_client()
    stored = await api.upload_file(UploadFileRequest(content=b"a,b\n", filepath="runs/1.csv"))
    again = await api.upload_file(UploadFileRequest(content=b"c,d\n", filepath="runs/2.csv"))
    await api.aclose()
    assert (stored.bucket, stored.key) == ("lake", "acme/c-1/RAW/runs/1.csv")
    assert server.get_object("lake", again.key) == b"c,d\n"
    assert [request.target for request in service.requests if "credentials" in request.target] == [
        f"{PATH}/credentials"
    ]
    assert {request.headers["authorization"] for request in service.requests} == {f"Bearer {TOKEN}"}


async def test_the_blocking_class_uploads_inside_a_running_loop(alone: TdpApiConfig, server: AwsServer) -> None:
    api = TdpApiSync(config=alone).init_client()
    stored = api.upload_file(UploadFileRequest(content=b"a,b\n", filepath="runs/3.csv"), connector_details=DETAILS)
    api.close()
    assert server.get_object("lake", stored.key) == b"a,b\n"


async def test_two_loops_upload_at_once(alone: TdpApiConfig, server: AwsServer) -> None:
    api = await TdpApi(config=alone).init_client()

    def elsewhere() -> str:
        request = UploadFileRequest(content=b"there", filepath="runs/there.csv")
        return asyncio.run(api.upload_file(request, DETAILS)).key

    here = UploadFileRequest(content=b"here", filepath="runs/here.csv")
    stored, key = await asyncio.gather(api.upload_file(here, DETAILS), asyncio.to_thread(elsewhere))
    await api.aclose()
    assert (server.get_object("lake", stored.key), server.get_object("lake", key)) == (b"here", b"there")


async def test_the_credentials_are_secrets_of_the_api(alone: TdpApiConfig, server: AwsServer, service: Service) -> None:
    api = await TdpApi(config=alone).init_client()
    await api.upload_file(UploadFileRequest(content=b"a", filepath="a.csv"), DETAILS)
    await api.aclose()
    # The token, and the three parts of the credentials.
    assert repr(api.secrets) == "Secrets(4 values)"


async def test_uploads_without_a_lake_name_what_is_missing(standalone: TdpApiConfig) -> None:
    api = await TdpApi(config=standalone).init_client()
    with pytest.raises(ConfigurationError, match="cannot upload files to the data lake: DATALAKE_BUCKET is missing"):
        await api.upload_file(UploadFileRequest(content=b"a", filepath="a.csv"))
    await api.aclose()


async def test_details_that_tdp_refuses_stop_an_upload(alone: TdpApiConfig, service: Service) -> None:
    service.by_path[PATH] = reply_json({"message": "no"}, 403)
    api = await TdpApi(config=alone).init_client()
    with pytest.raises(ForbiddenError):
        await api.upload_file(UploadFileRequest(content=b"a", filepath="a.csv"))
    await api.aclose()


async def test_strict_validation_refuses_what_the_platform_would(alone: TdpApiConfig) -> None:
    api = await TdpApi(config=alone).init_client()
    request = UploadFileRequest(content=b"a", filepath="a.csv", tags=["b@d"])
    with pytest.raises(UploadError):
        await api.upload_file(request, DETAILS, strict_mtl_validation=True)
    await api.aclose()


class Answering:
    """A transport with one answer."""

    def __init__(self, answer: Reply) -> None:
        self._answer = answer

    async def send(self, request: HttpRequest) -> HttpResponse:
        return HttpResponse(status=self._answer.status, headers={}, content=self._answer.body)

    async def sleep(self, seconds: float) -> None:
        """Nothing is retried here."""


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("2026-11-22T11:00:00Z", datetime(2026, 11, 22, 11, tzinfo=UTC)),
        ("2026-11-22T12:00:00.000+01:00", datetime(2026, 11, 22, 11, tzinfo=UTC)),
        ("2026-11-22T11:00:00", datetime(2026, 11, 22, 11, tzinfo=UTC)),
    ],
)
async def test_credentials_tell_when_they_end(text: str, moment: datetime) -> None:
    secrets = Secrets()
    source = RestCredentials("c-1", Answering(reply_json({**CREDENTIALS, "expirationDate": text})), secrets)
    credentials = await source.fetch()
    assert (credentials.expires_at, credentials.access_key_id) == (moment, "canary-key")
    assert secrets.mask("canary-key canary-secret canary-session") == "*** *** ***"


async def test_credentials_that_end_at_no_time_are_refused() -> None:
    source = RestCredentials("c-1", Answering(reply_json({**CREDENTIALS, "expirationDate": "soon"})), Secrets())
    with pytest.raises(DecodeError, match="expirationDate 'soon' is no ISO 8601 time"):
        await source.fetch()


async def test_refused_credentials_are_an_api_error() -> None:
    with pytest.raises(ApiError, match="was refused with 401"):
        await RestCredentials("c-1", Answering(reply_json({}, 401)), Secrets()).fetch()
