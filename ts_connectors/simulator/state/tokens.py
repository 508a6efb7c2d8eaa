"""Tokens: who may call, and as whom."""

from __future__ import annotations

from dataclasses import dataclass

from ts_connectors.simulator.state.basis import Basis

__all__ = ["PLATFORM", "Caller", "Tokens"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Caller:
    """Whoever sent a request."""

    id: str
    is_connector: bool = False

    @property
    def entity(self) -> str:
        """What kind of caller it is, in the words of the command service."""
        return "connector" if self.is_connector else "user"


PLATFORM = Caller(id="platform")
"""The platform itself, which sends commands when a status or configuration changes."""


class Tokens:
    """The tokens that hold. A connector has one at a time."""

    def __init__(self, basis: Basis) -> None:
        self._basis = basis
        self._callers: dict[str, Caller] = {}

    def issue(self, caller: Caller) -> str:
        """Make a new token; a connector's token from before stops holding."""
        token = self._basis.new_token()
        with self._basis.changes:
            if caller.is_connector:
                self.revoke(caller.id)
            self._callers[token] = caller
        return token

    def revoke(self, caller_id: str) -> None:
        """Make every token of a caller invalid."""
        with self._basis.changes:
            for token in [token for token, caller in self._callers.items() if caller.id == caller_id]:
                del self._callers[token]

    def of(self, caller_id: str) -> str | None:
        """Return a caller's token, None where it has none."""
        with self._basis.changes:
            return next((token for token, caller in self._callers.items() if caller.id == caller_id), None)

    def caller(self, token: str) -> Caller | None:
        """Return whose token it is, None for one that does not hold."""
        return self._callers.get(token)
