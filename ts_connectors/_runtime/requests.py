"""Request models from what authors give: a model, or a dict with wire or Python names."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from ts_connectors.errors import UsageError

__all__ = ["request_of"]

M = TypeVar("M", bound=BaseModel)


def request_of(model: type[M], given: Mapping[str, Any] | BaseModel, what: str) -> M:
    """Return `given` as a request; None counts as unset, and of another model only the fields that both have are taken.

    Raises:
        UsageError: it does not fit; the text names each field at fault, without its value.
    """
    if isinstance(given, model):
        return given
    if isinstance(given, BaseModel):
        values: Mapping[str, Any] = given.model_dump(
            include=set(model.model_fields), by_alias=False, exclude_unset=True
        )
    else:
        values = given
    try:
        return model.model_validate({name: value for name, value in values.items() if value is not None})
    except ValidationError as mistakes:
        found = mistakes.errors(include_url=False, include_input=False)
        listed = "; ".join(f"{'.'.join(map(str, mistake['loc']))}: {mistake['msg']}" for mistake in found)
        raise UsageError(f"{what} cannot be saved as it is given: {listed}") from None
