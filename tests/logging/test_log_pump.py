"""The way of lines to console and sinks: order, limits, losses."""

from __future__ import annotations

import json
import threading
from collections.abc import Sequence

import pytest

from tests.logging.conftest import a_line
from ts_connectors._core.log_lines import LogLine
from ts_connectors._runtime.log_pump import EARLY_LINES, Intake, LogPump


class Sink:
    """Keeps what it is given; with a gate, only once that is open."""

    def __init__(self, gate: threading.Event | None = None) -> None:
        self.messages: list[str] = []
        self._gate = gate

    def take(self, lines: Sequence[LogLine], intake: Intake) -> None:
        if self._gate is not None:
            assert self._gate.wait(10)
        self.messages += [json.loads(line.body)["message"] for line in lines]


def a_pump(intake: Intake | None = None) -> LogPump:
    return LogPump(lambda text: text, writes=False, intake=intake)


def test_lines_reach_a_sink_in_order() -> None:
    pump, sink = a_pump(), Sink()
    pump.add_sink(sink)
    for number in range(3_000):
        pump.put(a_line(str(number)))
    assert pump.flush()
    assert sink.messages == [str(number) for number in range(3_000)]


def test_lines_from_before_the_first_sink_come_first() -> None:
    pump, first, second = a_pump(), Sink(), Sink()
    pump.put(a_line("early"))
    pump.add_sink(first)
    pump.put(a_line("late"))
    pump.add_sink(second)
    pump.flush()
    assert (first.messages, second.messages) == (["early", "late"], [])


def test_only_the_newest_thousand_early_lines_are_kept() -> None:
    pump, sink = a_pump(), Sink()
    for number in range(EARLY_LINES + 5):
        pump.put(a_line(str(number)))
    pump.add_sink(sink)
    assert sink.messages == [str(number) for number in range(5, EARLY_LINES + 5)]


def test_early_lines_are_forgotten_where_nothing_is_shipped() -> None:
    pump, sink = a_pump(), Sink()
    pump.put(a_line("early"))
    pump.flush()
    pump.forget_early()
    pump.add_sink(sink)
    assert sink.messages == []


def test_a_sink_that_was_taken_off_gets_all_that_was_put_before() -> None:
    pump, sink = a_pump(), Sink()
    pump.add_sink(sink)
    pump.put(a_line("before"))
    pump.remove_sink(sink)
    pump.put(a_line("after"))
    pump.flush()
    assert sink.messages == ["before"]


def test_lines_of_the_shipping_itself_are_not_shipped() -> None:
    pump, sink = a_pump(), Sink()
    pump.add_sink(sink)
    pump.put(a_line("flush failed"), is_shipped=False)
    pump.flush()
    assert sink.messages == []


def test_lines_of_many_threads_all_arrive() -> None:
    pump, sink = a_pump(), Sink()
    pump.add_sink(sink)

    def log() -> None:
        for number in range(200):
            pump.put(a_line(str(number)))

    threads = [threading.Thread(target=log) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    pump.flush()
    assert sorted(map(int, sink.messages)) == sorted(list(range(200)) * 8)


def test_a_full_intake_drops_lines_and_says_how_many(capsys: pytest.CaptureFixture[str]) -> None:
    gate = threading.Event()
    size = len(a_line("0").body)
    pump = LogPump(lambda text: text, intake=Intake(limit_bytes=2 * size, longest_wait_s=0.01))
    sink = Sink(gate)
    pump.add_sink(sink)
    for number in range(5):
        pump.put(a_line(str(number)))
    gate.set()
    pump.flush()
    pump.put(a_line("5"))
    pump.flush()
    notice = "3 log lines were dropped: they came faster than they could be written"
    assert (sorted(sink.messages[:3]), sink.messages[3:]) == (sorted(["0", "1", notice]), ["5"])
    assert notice in capsys.readouterr().err


def test_a_sink_that_fails_does_not_keep_the_next_lines_back(capsys: pytest.CaptureFixture[str]) -> None:
    class Broken:
        def take(self, lines: Sequence[LogLine], intake: Intake) -> None:
            raise RuntimeError("canary-value")

    pump = LogPump(lambda text: text, intake=Intake(limit_bytes=1, longest_wait_s=0))
    pump.add_sink(Broken())
    pump.put(a_line("first"))
    pump.flush()
    pump.put(a_line("second"))
    pump.flush()
    written = capsys.readouterr().err
    assert "second" in written
    assert "could not write 1 log lines: RuntimeError" in written
    assert "canary-value" not in written


def test_a_caller_waits_for_room_before_a_line_is_dropped() -> None:
    intake = Intake(limit_bytes=10, longest_wait_s=10)
    assert intake.enter(8)
    threading.Thread(target=intake.leave, args=(8,)).start()
    assert intake.enter(8)


def test_a_line_larger_than_the_intake_passes_an_empty_one() -> None:
    intake = Intake(limit_bytes=10, longest_wait_s=0)
    assert intake.enter(11)
    assert not intake.enter(1)


def test_what_is_there_already_takes_room_without_waiting() -> None:
    intake = Intake(limit_bytes=10, longest_wait_s=0)
    intake.hold(100)
    assert not intake.enter(1)
    intake.leave(100)
    assert intake.enter(1)
