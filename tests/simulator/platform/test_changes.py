"""Waiting for the platform's state."""

from __future__ import annotations

import pytest

from ts_connectors.simulator.state.changes import Changes


def test_who_waits_for_what_it_reads_under_the_lock_does_not_wake_itself_up() -> None:
    changes = Changes()
    looks: list[int] = []

    def look() -> bool:
        with changes:
            looks.append(1)
        return False

    with pytest.raises(TimeoutError):
        changes.wait_until(look, timeout_s=0.2)

    assert 1 < len(looks) < 20
