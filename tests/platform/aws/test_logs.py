"""CloudWatch Logs: the fake and the real one keep the same contract."""

from __future__ import annotations

import pytest

from tests.platform.aws.conftest import LogsUnderTest
from ts_connectors._core.ports import LogEvent
from ts_connectors.errors import PortError

HOUR_MS = 3600 * 1000
DAY_MS = 24 * HOUR_MS


def event(timestamp_ms: int, message: str = "x") -> LogEvent:
    return LogEvent(timestamp_ms=timestamp_ms, message=message)


async def test_events_arrive_in_the_stream(logs: LogsUnderTest) -> None:
    await logs.port.create_stream(logs.group, "s")
    refused = await logs.port.put(logs.group, "s", [event(logs.now_ms - 1, "first"), event(logs.now_ms, "zweite ä")])
    assert (refused, logs.messages("s")) == (0, ["first", "zweite ä"])


async def test_a_stream_that_is_there_already_is_no_error(logs: LogsUnderTest) -> None:
    await logs.port.create_stream(logs.group, "s")
    await logs.port.put(logs.group, "s", [event(logs.now_ms, "kept")])
    await logs.port.create_stream(logs.group, "s")
    assert logs.messages("s") == ["kept"]


async def test_a_group_is_never_made(logs: LogsUnderTest) -> None:
    with pytest.raises(PortError) as caught:
        await logs.port.create_stream(f"{logs.group}-other", "s")
    assert caught.value.code == "ResourceNotFoundException"


async def test_a_stream_that_is_not_there_takes_nothing(logs: LogsUnderTest) -> None:
    with pytest.raises(PortError) as caught:
        await logs.port.put(logs.group, "none", [event(logs.now_ms)])
    assert caught.value.code == "ResourceNotFoundException"


async def test_events_that_are_too_old_or_too_new_are_counted(logs: LogsUnderTest) -> None:
    await logs.port.create_stream(logs.group, "s")
    old = [event(logs.now_ms - 14 * DAY_MS - HOUR_MS - number, "old") for number in (2, 1)]
    assert await logs.port.put(logs.group, "s", old) == 2
    new = [event(logs.now_ms, "now"), event(logs.now_ms + 3 * HOUR_MS, "new")]
    assert await logs.port.put(logs.group, "s", new) == 1
    assert logs.messages("s") == ["now"]


@pytest.mark.parametrize(
    "events",
    [
        pytest.param([(0, 262_119)], id="an event over 256 KiB"),
        pytest.param([(0, 174_737)] * 6, id="a batch over 1 MiB"),
        pytest.param([(0, 1)] * 10_001, id="more than 10,000 events"),
        pytest.param([(0, 1), (-1, 1)], id="not in order of time"),
        pytest.param([(-DAY_MS - 1, 1), (0, 1)], id="over more than 24 hours"),
    ],
)
async def test_a_batch_beyond_a_limit_is_refused(logs: LogsUnderTest, events: list[tuple[int, int]]) -> None:
    await logs.port.create_stream(logs.group, "s")
    with pytest.raises(PortError) as caught:
        await logs.port.put(logs.group, "s", [event(logs.now_ms + offset, "x" * size) for offset, size in events])
    assert caught.value.code == "InvalidParameterException"
