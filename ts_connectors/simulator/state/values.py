"""The data stores of connectors."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any, cast

from ts_connectors.simulator.state.basis import Basis

__all__ = ["StoredValue", "Values"]


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredValue:
    """An entry of a data store."""

    key: str
    value: Any = field(repr=False)
    is_secure: bool
    created_at: datetime
    updated_at: datetime


class Values:
    """Entries by connector and key."""

    def __init__(self, basis: Basis) -> None:
        self._basis = basis
        self._stores: dict[str, dict[str, StoredValue]] = {}

    def save(self, connector_id: str, key: str, value: Any, *, is_secure: bool) -> StoredValue:
        """Write an entry, or replace it as a whole."""
        now = self._basis.now()
        with self._basis.changes:
            store = self._stores.setdefault(connector_id, {})
            created_at = store[key].created_at if key in store else now
            store[key] = StoredValue(key=key, value=value, is_secure=is_secure, created_at=created_at, updated_at=now)
            return store[key]

    def read(self, connector_id: str, keys: Sequence[str] | None = None, *, is_path: bool = False) -> list[StoredValue]:
        """Return entries in the order of `keys`, all of them for None; keys that do not exist are left out.

        Args:
            connector_id: whose store.
            keys: which entries.
            is_path: whether `a.b` means member `b` of the value of entry `a`, where no entry is named `a.b`.
        """
        with self._basis.changes:
            store = dict(self._stores.get(connector_id, {}))
        if keys is None:
            return list(store.values())
        found = [store.get(key) or (_member(store, key) if is_path else None) for key in dict.fromkeys(keys)]
        return [value for value in found if value is not None]

    def delete(self, connector_id: str, keys: Sequence[str]) -> None:
        """Remove entries; keys that do not exist are none."""
        with self._basis.changes:
            for key in keys:
                self._stores.get(connector_id, {}).pop(key, None)

    def forget(self, connector_id: str) -> None:
        """Drop a connector's store."""
        with self._basis.changes:
            self._stores.pop(connector_id, None)


def _member(store: dict[str, StoredValue], path: str) -> StoredValue | None:
    key, *names = path.split(".")
    entry = store.get(key)
    if entry is None:
        return None
    value: Any = entry.value
    for name in names:
        if not isinstance(value, dict) or name not in value:
            return None
        value = cast("dict[str, Any]", value)[name]
    return replace(entry, key=path, value=value)
