"""The clients: who may use them, when credentials are renewed, whom they trust, which way they go."""

from __future__ import annotations

import asyncio
import sys

import pytest

from tests.platform.aws.conftest import REGION, Issuer
from ts_connectors._core.ports import LakeObject
from ts_connectors._platform.aws import Aws
from ts_connectors.errors import ConfigurationError, PortError
from ts_connectors.simulator.aws.fault import Fault
from ts_connectors.simulator.aws.server import AwsServer

pytestmark = pytest.mark.integration


def test_making_the_adapters_loads_no_library_of_aws() -> None:
    program = (
        "import sys; from ts_connectors._platform.aws import Aws; Aws(region='us-east-1', credentials=None);"
        "heavy = {'aioboto3', 'aiobotocore', 'botocore', 'aiohttp'}; sys.exit(bool(heavy & set(sys.modules)))"
    )

    async def run() -> int:
        process = await asyncio.create_subprocess_exec(sys.executable, "-c", program)
        return await process.wait()

    assert asyncio.run(run()) == 0


async def test_the_clients_work_from_several_loops_at_the_same_time(server: AwsServer, aws: Aws, name: str) -> None:
    queue = aws.queues.queue(server.create_queue(name))

    async def send_and_leave(body: str) -> None:
        await queue.send([body])

    await asyncio.gather(
        queue.send(["here"]), *(asyncio.to_thread(asyncio.run, send_and_leave(f"there-{n}")) for n in range(3))
    )
    assert int(server.queue_attributes(queue.url)["ApproximateNumberOfMessages"]) == 4


async def test_the_clients_can_be_used_again_after_they_were_closed(server: AwsServer, aws: Aws, name: str) -> None:
    queue = aws.queues.queue(server.create_queue(name))
    await queue.send(["before"])
    await aws.aclose()
    await aws.aclose()
    await queue.send(["after"])
    assert int(server.queue_attributes(queue.url)["ApproximateNumberOfMessages"]) == 2


@pytest.mark.parametrize(
    "code",
    [
        "ExpiredToken",
        "ExpiredTokenException",
        "InvalidClientTokenId",
        "UnrecognizedClientException",
        "InvalidAccessKeyId",
    ],
)
async def test_a_call_with_stale_credentials_is_repeated_with_new_ones(
    server: AwsServer, issuer: Issuer, aws: Aws, name: str, code: str
) -> None:
    queue = aws.queues.queue(server.create_queue(name))
    faults = iter([Fault(status=403, code=code)])
    server.faults = lambda service, action: next(faults, None)
    await queue.send(["once"])
    server.faults = None
    assert len(issuer.issued) == 2
    assert int(server.queue_attributes(queue.url)["ApproximateNumberOfMessages"]) == 1


async def test_many_calls_with_revoked_credentials_share_one_renewal(
    server: AwsServer, issuer: Issuer, aws: Aws, name: str
) -> None:
    queue = aws.queues.queue(server.create_queue(name))
    await queue.send(["x"])
    server.revoke(issuer.issued[0].access_key_id)
    await asyncio.gather(
        *(queue.send([f"m{n}"]) for n in range(5)),
        aws.lake.put(LakeObject(bucket="lake", key=name, metadata={}), b"1"),
    )
    assert len(issuer.issued) == 2


async def test_credentials_that_stay_refused_are_a_refusal_after_one_repeat(
    server: AwsServer, issuer: Issuer, aws: Aws, name: str
) -> None:
    queue = aws.queues.queue(server.create_queue(name))
    server.faults = lambda service, action: Fault(status=403, code="ExpiredToken")
    with pytest.raises(PortError) as caught:
        await queue.send(["x"])
    server.faults = None
    assert (caught.value.code, len(issuer.issued)) == ("ExpiredToken", 2)


async def test_without_any_credentials_it_is_a_matter_of_configuration(server: AwsServer) -> None:
    aws = Aws(region=REGION, credentials=None, endpoint_url=server.endpoint)
    with pytest.raises(ConfigurationError, match="give the process a role"):
        await aws.parameters.get("/token")
    await aws.aclose()


async def test_the_default_chain_is_asked_again_when_its_credentials_are_stale(
    server: AwsServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    server.put_parameter("/token", "value")
    admin = server.admin
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "ASIAGONE")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "gone")
    monkeypatch.setenv("AWS_SESSION_TOKEN", "gone")
    aws = Aws(region=REGION, credentials=None, endpoint_url=server.endpoint)
    with pytest.raises(PortError):
        await aws.parameters.get("/token")
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", admin.access_key_id)
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", admin.secret_access_key)
    monkeypatch.setenv("AWS_SESSION_TOKEN", admin.session_token)
    assert await aws.parameters.get("/token") == "value"
    await aws.aclose()


async def test_the_endpoint_of_the_environment_is_honoured(
    server: AwsServer, issuer: Issuer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("AWS_ENDPOINT_URL", server.endpoint)
    server.put_parameter("/token", "value")
    aws = Aws(region=REGION, credentials=issuer)
    assert await aws.parameters.get("/token") == "value"
    await aws.aclose()


async def test_the_endpoint_of_one_service_wins_over_the_general_one(
    server: AwsServer, issuer: Issuer, monkeypatch: pytest.MonkeyPatch, unused_tcp_port: int
) -> None:
    monkeypatch.setenv("AWS_ENDPOINT_URL", f"http://127.0.0.1:{unused_tcp_port}")
    monkeypatch.setenv("AWS_ENDPOINT_URL_SSM", server.endpoint)
    server.put_parameter("/token", "value")
    aws = Aws(region=REGION, credentials=issuer)
    assert await aws.parameters.get("/token") == "value"
    await aws.aclose()


async def test_a_parameter_that_is_not_there_is_a_refusal(aws: Aws) -> None:
    with pytest.raises(PortError, match="check JWT_TOKEN_PARAMETER") as caught:
        await aws.parameters.get("/none")
    assert caught.value.code == "ParameterNotFound"
