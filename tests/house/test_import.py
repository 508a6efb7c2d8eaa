"""Importing the package runs nothing and loads little."""

import json
import subprocess
import sys
from typing import Any

import pytest

HEAVY = [
    "aioboto3",
    "aiohttp",
    "boto3",
    "botocore",
    "flask",
    "httpx",
    "moto",
    "rich",
    "starlette",
    "ts_codegen",
    "typer",
]

SURVEY = """
import json, logging, os, sys, threading
before = dict(os.environ)
import {module}
print(json.dumps({{
    "loaded": sorted(sys.modules),
    "handlers": [repr(handler) for handler in logging.getLogger().handlers],
    "level": logging.getLogger().level,
    "own_handlers": [name for name, logger in logging.Logger.manager.loggerDict.items()
                     if name.startswith("ts_connectors") and getattr(logger, "handlers", [])],
    "threads": [thread.name for thread in threading.enumerate()],
    "environment_changed": before != dict(os.environ),
}}))
"""


@pytest.mark.parametrize("module", ["ts_connectors", "ts_connectors.errors", "ts_connectors_api"])
def test_importing_loads_no_network_library_and_no_optional_one(module: str) -> None:
    assert set(HEAVY) & set(_survey(module)["loaded"]) == set()


@pytest.mark.parametrize("module", ["ts_connectors", "ts_connectors_api", "ts_codegen"])
def test_importing_configures_no_logging_and_starts_nothing(module: str) -> None:
    seen = _survey(module)

    assert seen["handlers"] == []
    assert seen["level"] == 30
    assert seen["own_handlers"] == []
    assert seen["threads"] == ["MainThread"]
    assert seen["environment_changed"] is False


def _survey(module: str) -> dict[str, Any]:
    done = subprocess.run(
        [sys.executable, "-c", SURVEY.format(module=module)], capture_output=True, text=True, check=True
    )
    found: dict[str, Any] = json.loads(done.stdout)
    return found
