"""A problem: why the local platform refuses a request, in the form in which TDP's services say it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from http import HTTPStatus

__all__ = ["Problem", "Validation"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Validation:
    """What is wrong with one field of a request."""

    field: str
    """Dotted path in the body, or the name of a parameter."""
    reason: str


@dataclass(eq=False)
class Problem(Exception):
    """A refusal. Anybody below the REST binding may raise it; the caller gets it as an answer."""

    status: int
    message: str
    validations: Sequence[Validation] = ()
    more: Mapping[str, object] = field(default_factory=dict[str, object])
    """Further members of the answer."""

    def __post_init__(self) -> None:
        """Let it print as what it says."""
        super().__init__(self.status, self.message)

    def body(self) -> dict[str, object]:
        """Return the answer's body."""
        body: dict[str, object] = {
            "statusCode": self.status,
            "error": HTTPStatus(self.status).phrase,
            "message": self.message,
        }
        if self.validations:
            body["validations"] = [{"field": one.field, "reason": one.reason} for one in self.validations]
        return body | dict(self.more)
