"""What a connector's process gets: AWS credentials, and an environment."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from botocore.config import Config
from botocore.exceptions import ClientError
from botocore.session import Session

from tests.simulator.aws.clients import MovedClock
from tests.simulator.platform.conftest import SCALE
from tests.simulator.platform.device import Device
from tests.simulator.platform.wire import Caller
from ts_connectors.errors import UsageError
from ts_connectors.settings import Job, TdpApiConfig
from ts_connectors.simulator import LocalConnector, LocalPlatform
from ts_connectors_api.data_acquisition.requests import CreateHubRequest
from ts_connectors_api.errors import ApiError

HUB = CreateHubRequest(
    name="Basement",
    l7_proxy_forward_port=3128,
    l7_proxy_reverse_http_port=8080,
    l7_proxy_reverse_https_port=8443,
    l7_proxy_socat_port=9000,
    l7_proxy_localnets="10.0.0.0/8",
    l7_proxy_dns_nameservers="10.0.0.2",
)


@pytest.fixture
def on_hub(platform: LocalPlatform, admin: Caller) -> LocalConnector:
    """A connector on a hub."""
    return platform.create_connector(
        "Scale 1", artifact=SCALE, host_type="hub", hub_id=admin.data_acquisition.hubs.create(HUB).id
    )


@pytest.fixture
def hub_aws(platform: LocalPlatform, on_hub: LocalConnector, botocore_session: Session) -> Iterator[Mapping[str, Any]]:
    """AWS clients that take everything from the environment of a connector on a hub."""
    environment = platform.hub_environment(on_hub)
    clients = {
        service: botocore_session.create_client(
            service,
            region_name=environment["AWS_REGION"],
            endpoint_url=environment["AWS_ENDPOINT_URL"],
            aws_access_key_id=environment["AWS_ACCESS_KEY_ID"],
            aws_secret_access_key=environment["AWS_SECRET_ACCESS_KEY"],
            aws_session_token=environment["AWS_SESSION_TOKEN"],
            config=Config(retries={"total_max_attempts": 1}),
        )
        for service in ("s3", "ssm")
    }
    yield clients
    for client in clients.values():
        client.close()


def test_credentials_hold_for_an_hour_and_no_longer(
    itself: Caller, connector: LocalConnector, device: Device, clock: MovedClock
) -> None:
    expiry = datetime.fromisoformat(itself.connectors.get_credentials(connector.id).expiration_date)
    assert timedelta(minutes=59) < expiry - clock.now() <= timedelta(hours=1)

    clock.shift += timedelta(minutes=59)
    assert device.has_nothing()
    clock.shift += timedelta(minutes=2)
    with pytest.raises(ClientError, match="Expired"):
        device.has_nothing()


def test_credentials_are_those_of_a_connectors_role(
    platform: LocalPlatform, device: Device, connector: LocalConnector
) -> None:
    with pytest.raises(ClientError, match="AccessDenied"):
        device.sqs.purge_queue(QueueUrl=connector.command_queue_url)


def test_the_environment_of_a_standalone_connector_is_complete(
    platform: LocalPlatform, connector: LocalConnector, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, value in platform.environment(connector).items():
        monkeypatch.setenv(name, value)

    config = TdpApiConfig()

    config.require(*Job)
    assert (config.tdp_endpoint, config.connector_id, config.is_standalone) == (platform.endpoint, connector.id, True)


def test_the_environment_keeps_the_developers_account_proxy_and_metadata_service_out(
    platform: LocalPlatform, connector: LocalConnector
) -> None:
    environment = platform.environment(connector)

    assert environment["AWS_EC2_METADATA_DISABLED"] == "true"
    assert environment["AWS_CONFIG_FILE"] == environment["AWS_SHARED_CREDENTIALS_FILE"] == "/dev/null"
    assert "127.0.0.1" in environment["NO_PROXY"]
    assert "127.0.0.1" in environment["no_proxy"]


def test_the_environment_of_a_connector_on_a_hub_is_complete(
    platform: LocalPlatform, on_hub: LocalConnector, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, value in platform.hub_environment(on_hub).items():
        monkeypatch.setenv(name, value)

    config = TdpApiConfig()

    config.require(*Job)
    assert (config.hub_id, config.is_standalone) == (on_hub.hub_id, False)


def test_a_connector_on_a_hub_finds_its_token_in_ssm_also_a_new_one(
    platform: LocalPlatform, admin: Caller, on_hub: LocalConnector, hub_aws: Mapping[str, Any]
) -> None:
    name = platform.hub_environment(on_hub)["JWT_TOKEN_PARAMETER"]

    def found() -> str:
        return str(hub_aws["ssm"].get_parameter(Name=name, WithDecryption=True)["Parameter"]["Value"])

    before = found()
    renewed = admin.connectors.rotate_token(on_hub.id).token
    assert (before, found()) == (on_hub.token, renewed)


def test_a_connector_on_a_hub_reads_the_certificate_chain_and_nothing_else(
    platform: LocalPlatform, on_hub: LocalConnector, hub_aws: Mapping[str, Any]
) -> None:
    environment = platform.hub_environment(on_hub)
    bucket, key = environment["STREAM_BUCKET"], environment["TDP_CERTIFICATE_KEY"]

    content = hub_aws["s3"].get_object(Bucket=bucket, Key=key)["Body"].read()

    assert content.startswith(b"-----BEGIN CERTIFICATE-----")
    with pytest.raises(ClientError, match="AccessDenied"):
        hub_aws["s3"].get_object(Bucket=environment["DATALAKE_BUCKET"], Key=key)


def test_a_connector_that_runs_on_no_hub_has_no_hub_environment(
    platform: LocalPlatform, connector: LocalConnector
) -> None:
    with pytest.raises(UsageError, match="hub_id"):
        platform.hub_environment(connector)


def test_the_installer_runs_a_command_with_the_connectors_environment(
    platform: LocalPlatform, admin: Caller, tmp_path: Path
) -> None:
    connector = platform.create_connector("Bob's $(scale)\nrm -rf x", artifact=SCALE)
    script = tmp_path / "install.sh"
    script.write_text(admin.connectors.get_installer(connector.id))

    ran = subprocess.run(["sh", str(script), "env"], capture_output=True, text=True, check=True, env={}, timeout=30)

    found = dict(line.split("=", 1) for line in ran.stdout.splitlines())
    assert found.items() >= platform.environment(connector).items()


def test_an_installer_without_a_command_says_how_it_is_used(
    admin: Caller, connector: LocalConnector, tmp_path: Path
) -> None:
    script = tmp_path / "install.sh"
    script.write_text(admin.connectors.get_installer(connector.id))

    ran = subprocess.run(["sh", str(script)], capture_output=True, text=True, check=False, timeout=30)

    assert (ran.returncode, "usage" in ran.stderr) == (2, True)


def test_a_connector_on_a_hub_has_no_installer_of_its_own(admin: Caller, on_hub: LocalConnector) -> None:
    with pytest.raises(ApiError, match="standalone"):
        admin.connectors.get_installer(on_hub.id)
