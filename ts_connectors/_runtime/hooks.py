"""The hooks that authors override, and what they do where nobody does."""

from __future__ import annotations

from typing import Any, NotRequired, Protocol, Required, TypedDict

from ts_connectors.errors import UnknownCommandError

__all__ = ["ConfigHooks", "ConfigValidationResult", "FieldValidationError", "Hooks"]


class FieldValidationError(TypedDict):
    """One field of a config and what is wrong with it."""

    name: str
    error: str


class ConfigValidationResult(TypedDict, total=False):
    """Whether a config can be used."""

    valid: Required[bool]
    error: NotRequired[str]
    """What is wrong as a whole."""
    fields: NotRequired[list[FieldValidationError]]


class ConfigHooks(Protocol):
    """The hooks that judge a config."""

    async def validate_config(self, config: dict[str, Any]) -> ConfigValidationResult:
        """Judge a config."""
        ...

    async def test_config(self, config: dict[str, Any]) -> ConfigValidationResult:
        """Try a config out."""
        ...


class Hooks:
    """What a connector is told; override what is of interest, as a coroutine or, to run in a thread, a plain method."""

    async def on_initializing(self) -> None:
        """Prepare; called once, first thing in `start()`, when the details are not loaded yet."""

    async def on_initialized(self) -> None:
        """Called once at the end of `start()`."""

    async def on_connector_updated(self, prev: Any) -> None:
        """Take up new details and config; also called by the default `on_start` and `on_stop`.

        Args:
            prev: the details from before, None where there were none.
        """

    async def on_shutdown(self) -> None:
        """Clean up; called once, when no command runs any more."""

    async def validate_config(self, config: dict[str, Any]) -> ConfigValidationResult:
        """Judge a config before the platform saves it; by default every config is valid."""
        return {"valid": True}

    async def test_config(self, config: dict[str, Any]) -> ConfigValidationResult:
        """Try a valid config out against the system that it points at.

        Raises:
            UnknownCommandError: always, where a connector has no such test.
        """
        raise UnknownCommandError(f"{type(self).__name__} cannot test a config; override test_config to let it")
