"""What the platform hears of a config that a hook has judged."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any

from ts_connectors._core.plain import is_list, is_map
from ts_connectors.errors import ApiError, ConnectorError, UnknownCommandError

from .hooks import ConfigHooks, ConfigValidationResult, FieldValidationError, Hooks

__all__ = ["Call", "check_config", "fetch_problem", "try_config"]

Call = Callable[..., Awaitable[Any]]
"""Calls a hook with its arguments where hooks run."""


async def check_config(hooks: ConfigHooks, config: dict[str, Any], call: Call) -> ConfigValidationResult:
    """Return the verdict of `validate_config`; a hook that raises, or returns something else, makes it invalid."""
    return await _verdict_of("validate_config", hooks.validate_config, config, call)


async def try_config(hooks: ConfigHooks, config: dict[str, Any], call: Call) -> ConfigValidationResult:
    """Return the verdict of `validate_config` where it is bad, else that of `test_config`.

    Raises:
        UnknownCommandError: the config is valid and the connector does not override `test_config`.
    """
    verdict = await check_config(hooks, config, call)
    if not verdict["valid"]:
        return verdict
    if getattr(type(hooks), "test_config", None) is Hooks.test_config:
        raise UnknownCommandError(f"{type(hooks).__name__} cannot test a config; override test_config to let it")
    return await _verdict_of("test_config", hooks.test_config, config, call)


def fetch_problem(version: object, failure: ConnectorError) -> ConfigValidationResult:
    """Return the verdict on a version that cannot be read; the failure's own text could hold secrets."""
    why = f"status {failure.status}" if isinstance(failure, ApiError) else type(failure).__name__
    return {"valid": False, "error": f"The connector could not fetch version {version} of the config ({why})."}


async def _verdict_of(
    name: str, hook: Callable[..., Any], config: dict[str, Any], call: Call
) -> ConfigValidationResult:
    try:
        result = await call(hook, config)
    except Exception as failure:  # noqa: BLE001 - the edge of the author's code; its text could hold secrets
        return {"valid": False, "error": f"{name} failed with {type(failure).__name__}."}
    verdict = _well_formed(result)
    if verdict is None:
        return {
            "valid": False,
            "error": f"{name} returned no verdict of the form {{'valid', 'error', 'fields': [{{'name', 'error'}}]}}.",
        }
    return verdict


def _well_formed(result: object) -> ConfigValidationResult | None:
    if not is_map(result) or not isinstance(result.get("valid"), bool):
        return None
    verdict: ConfigValidationResult = {"valid": result["valid"]}
    error, fields = result.get("error"), result.get("fields")
    if error is not None:
        if not isinstance(error, str):
            return None
        verdict["error"] = error
    if fields is not None:
        known = _fields(fields)
        if known is None:
            return None
        verdict["fields"] = known
    return verdict


def _fields(fields: object) -> list[FieldValidationError] | None:
    if not is_list(fields):
        return None
    known: list[FieldValidationError] = []
    for field in fields:
        name, error = (field.get("name") or field.get("field"), field.get("error")) if is_map(field) else (None, None)
        if not isinstance(name, str) or not isinstance(error, str):
            return None
        known.append({"name": name, "error": error})
    return known
