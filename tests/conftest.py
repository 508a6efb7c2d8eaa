"""Fixtures for every test: the repository's root, and an environment in which no test meets the caller's account."""

import os
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

# What the SDK reads, or the libraries below it; a developer's shell may hold any of them.
FOREIGN_PREFIXES = ("AWS_", "TDP_", "TS_", "CLOUDWATCH_", "OTEL_", "ARTIFACT_", "LOCAL_CERTIFICATE_")
FOREIGN_NAMES = frozenset(
    {
        "ALL_PROXY",
        "CONNECTOR_ID",
        "CONNECTOR_TOKEN",
        "DATALAKE_BUCKET",
        "HTTPS_PROXY",
        "HTTP_PROXY",
        "HUB_ID",
        "IAM_PROXY",
        "JWT_TOKEN_PARAMETER",
        "KMS_KEY_ID",
        "NO_PROXY",
        "ORG_SLUG",
        "OUTBOUND_COMMAND_QUEUE",
        "SKIP_CLOUDWATCH",
        "STREAM_BUCKET",
    }
)


@pytest.fixture(scope="session")
def root() -> Path:
    """The root of the repository."""
    return Path(__file__).parent.parent


@pytest.fixture(autouse=True)
def _no_account_of_the_caller(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for name in tuple(os.environ):  # noqa: TID251 - the one place that empties it for the tests
        if name.startswith(FOREIGN_PREFIXES) or name.upper() in FOREIGN_NAMES:
            monkeypatch.delenv(name)
    # boto reads ~/.aws and asks the machine's metadata service for credentials unless told otherwise.
    monkeypatch.setenv("AWS_CONFIG_FILE", str(tmp_path / "no-aws-config"))
    monkeypatch.setenv("AWS_SHARED_CREDENTIALS_FILE", str(tmp_path / "no-aws-credentials"))
    monkeypatch.setenv("AWS_EC2_METADATA_DISABLED", "true")
    # Journals lie in the system's temporary directory otherwise, where one test would meet another's.
    monkeypatch.setenv("TS_CONNECTORS_STATE_DIR", str(tmp_path / "state"))


@pytest.fixture(autouse=True)
def _no_console_left_behind() -> Iterator[None]:
    yield
    # Loggers are the process's: what one test makes write would go on writing in the next ones.
    logger = sys.modules.get("ts_connectors.logger")
    if logger is not None:
        logger._manager.detach()
