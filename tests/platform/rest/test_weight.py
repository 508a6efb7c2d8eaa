from __future__ import annotations

import subprocess
import sys

import pytest


@pytest.mark.integration
@pytest.mark.parametrize("module", ["ts_connectors.tdp_api", "ts_connectors.tdp_api_sync", "ts_connectors.config"])
def test_importing_loads_neither_http_nor_aws_libraries(module: str) -> None:
    program = f"import {module}, sys; print({{'httpx', 'aiohttp', 'botocore', 'aioboto3'}} & set(sys.modules))"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout == "set()\n"


@pytest.mark.integration
def test_opening_for_rest_alone_loads_no_aws_library() -> None:
    program = (
        "import sys; from ts_connectors.tdp_api_sync import TdpApiSync; "
        "TdpApiSync(connector_token='t', org_slug='o', tdp_endpoint='http://127.0.0.1:9', aws_region='r', "
        "connector_id='c').init_client(); print({'httpx', 'botocore', 'aioboto3'} & set(sys.modules))"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout == "{'httpx'}\n"


@pytest.mark.integration
def test_a_program_that_closes_nothing_ends_without_a_warning() -> None:
    program = (
        "import asyncio\n"
        "from tests.platform.rest.service import Service\n"
        "from ts_connectors.tdp_api import TdpApi\n"
        "from ts_connectors.tdp_api_sync import TdpApiSync\n"
        "with Service() as service:\n"
        "    values = dict(connector_token='t', org_slug='o', tdp_endpoint=service.url)\n"
        "    async def main():\n"
        "        api = await TdpApi(**values).init_client()\n"
        "        print((await api.heartbeat('c-1')).status_code)\n"
        "    asyncio.run(main())\n"
        "    print(TdpApiSync(**values).init_client().heartbeat('c-1').status_code)\n"
    )
    done = subprocess.run([sys.executable, "-W", "error", "-c", program], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout, done.stderr) == (0, "200\n200\n", "")
