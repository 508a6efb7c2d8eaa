"""A connector's judgement on a config, as the platform would get it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ts_connectors._runtime.config_check import check_config, try_config
from ts_connectors._runtime.user_loop import UserLoop
from ts_connectors.connector import ConfigValidationResult, Connector

__all__ = ["run_config_test", "run_config_validation"]


async def run_config_validation(connector: Connector, config: Mapping[str, Any]) -> ConfigValidationResult:
    """Return what the platform would hear of a config that somebody saves; the connector need not be started."""
    return await check_config(connector, dict(config), UserLoop.here().call)


async def run_config_test(connector: Connector, config: Mapping[str, Any]) -> ConfigValidationResult:
    """Return what the platform would hear of a config that somebody tries out; the connector need not be started.

    Raises:
        UnknownCommandError: the config is valid and the connector does not override `test_config`.
    """
    return await try_config(connector, dict(config), UserLoop.here().call)
