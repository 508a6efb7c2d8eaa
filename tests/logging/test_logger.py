"""Loggers as users know them."""

from __future__ import annotations

import io
import json
import logging
import subprocess
import sys
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from tests.logging.conftest import Console
from ts_connectors import logger
from ts_connectors._core.log_context import log_fields
from ts_connectors._core.redaction import Secrets
from ts_connectors.errors import UsageError
from ts_connectors.logger import (
    CloudWatchLogFormatter,
    CloudWatchLoggingManager,
    get_logger,
    get_root_connector_sdk_logger,
    reset_root_connector_sdk_log_level,
    set_root_connector_sdk_log_level,
    start_logging,
    stop_logging,
)

Lines = Callable[[], list[dict[str, Any]]]


@pytest.fixture
def application() -> Iterator[logging.Handler]:
    """A handler that the application may set."""
    handler = logging.StreamHandler(io.StringIO())
    yield handler
    for owner in (logging.getLogger(), logging.getLogger("ts_connectors")):
        owner.removeHandler(handler)


def test_a_logger_writes_the_line_of_the_readme(console: Console, lines: Lines) -> None:
    parent = get_logger("parent_logger", extra={"foo": "bar"})
    parent.info("my message", extra={"baz": "bazoo"})
    assert parent.name == "ts_connectors.parent_logger"
    assert console.text == (
        '{"level":"info","message":"my message",'
        '"extra":{"context":"ts_connectors.parent_logger","foo":"bar","baz":"bazoo"}}\n'
    )


def test_a_child_adds_to_its_parents_name_and_values(lines: Lines) -> None:
    child = get_logger("parent_logger", extra={"foo": "bar", "baz": 1}).get_child("child", extra={"baz": "qux"})
    child.info("from the child")
    assert child.name == "ts_connectors.parent_logger.child"
    assert lines()[0]["extra"] == {"context": "ts_connectors.parent_logger.child", "foo": "bar", "baz": "qux"}


@pytest.mark.parametrize(
    ("name", "prefix", "expected"),
    [
        pytest.param("a", None, "ts_connectors.a", id="plain"),
        pytest.param("a", "p", "ts_connectors.p.a", id="prefix"),
        pytest.param("a", "ts_connectors", "ts_connectors.a", id="the root as prefix"),
        pytest.param("ts_connectors.a", None, "ts_connectors.a", id="full name"),
        pytest.param("ts_connectors_more", None, "ts_connectors.ts_connectors_more", id="only looks like the root"),
    ],
)
def test_every_logger_is_below_the_root(name: str, prefix: str | None, expected: str) -> None:
    assert get_logger(name, name_prefix=prefix).name == expected


def test_the_sdks_own_loggers_write_the_same_lines(lines: Lines) -> None:
    start_logging()
    logging.getLogger("ts_connectors._runtime.anything").info("from inside")
    assert lines() == [
        {"level": "info", "message": "from inside", "extra": {"context": "ts_connectors._runtime.anything"}}
    ]


def test_lines_inside_a_handler_carry_the_command(lines: Lines) -> None:
    log = get_logger("handler")
    with log_fields(commandId="c-1", action="TetraScience.Connector.Start"):
        log.info("inside")
    log.info("outside")
    inside, outside = lines()
    assert inside["extra"] == {
        "context": "ts_connectors.handler",
        "commandId": "c-1",
        "action": "TetraScience.Connector.Start",
    }
    assert "commandId" not in outside["extra"]


def test_a_value_that_changes_afterwards_is_shown_as_it_was(lines: Lines) -> None:
    wells = ["A1"]
    get_logger("a").info("wells", extra={"wells": wells})
    wells.append("A2")
    assert lines()[0]["extra"]["wells"] == ["A1"]


def test_an_error_is_logged_with_its_traceback(lines: Lines) -> None:
    try:
        raise ZeroDivisionError("division by zero")
    except ZeroDivisionError:
        get_logger("a").error("failed", exc_info=True)
    assert lines()[0]["error"]["error"] == "ZeroDivisionError"


def test_info_is_the_level_unless_another_is_set(lines: Lines) -> None:
    log = get_logger("levels")
    log.debug("1")
    set_root_connector_sdk_log_level("debug")
    log.debug("2")
    reset_root_connector_sdk_log_level()
    log.debug("3")
    assert [line["message"] for line in lines()] == ["2"]
    assert log.logger.level == logging.NOTSET


@pytest.mark.parametrize("level", ["NOTSET", "DEBUG", "INFO", "WARNING", "ERROR", "CRITICAL", "critical", " info "])
def test_every_level_can_be_set(level: str) -> None:
    set_root_connector_sdk_log_level(level)
    assert logging.getLevelName(get_root_connector_sdk_logger().level) == level.strip().upper()


@pytest.mark.parametrize("level", ["LOUD", "", True])
def test_a_level_that_does_not_exist_is_refused(level: str) -> None:
    with pytest.raises(UsageError, match=r"There is no log level .*give one of NOTSET, DEBUG"):
        set_root_connector_sdk_log_level(level)


def test_a_level_set_before_the_first_line_holds(lines: Lines) -> None:
    set_root_connector_sdk_log_level("ERROR")
    get_logger("a").warning("not shown")
    assert lines() == []


def test_getting_many_loggers_writes_each_line_once(lines: Lines) -> None:
    for name in ("a", "b", "a"):
        get_logger(name)
    start_logging()
    start_logging()
    get_logger("a").info("once")
    assert len(lines()) == 1


def test_an_application_with_handlers_of_its_own_keeps_its_console_to_itself(
    application: logging.Handler, lines: Lines
) -> None:
    logging.getLogger("ts_connectors").addHandler(application)
    get_logger("a").warning("mine")
    start_logging()
    get_logger("a").warning("mine")
    assert lines() == []


def test_a_root_logger_with_a_console_does_not_write_lines_twice(
    console: Console, application: logging.StreamHandler[Any], lines: Lines
) -> None:
    application.setStream(sys.stderr)
    logging.getLogger().addHandler(application)
    get_logger("a").info("once")
    assert len(lines()) == 1


def test_the_handlers_of_the_root_logger_get_the_records(
    application: logging.StreamHandler[Any], caplog: pytest.LogCaptureFixture
) -> None:
    logging.getLogger().addHandler(application)
    get_logger("a").info("for all", extra={"well": "A1"})
    assert application.stream.getvalue() == "for all\n"
    assert [vars(record)["well"] for record in caplog.records] == ["A1"]


def test_secrets_are_masked_from_the_start_on(lines: Lines) -> None:
    secrets = Secrets()
    start_logging(secrets=secrets)
    secrets.add("canary-value")
    get_logger("a").warning("the token is %s", "canary-value", extra={"url": "https://x/?t=canary-value"})
    stop_logging()
    get_logger("a").warning("and canary-value again")
    assert "canary" not in json.dumps(lines())


def test_the_formatter_gives_the_same_line_to_any_handler() -> None:
    stream = io.StringIO()
    secrets = Secrets()
    secrets.add("canary-value")
    handler = logging.StreamHandler(stream)
    handler.setFormatter(CloudWatchLogFormatter(secrets))
    handler.emit(logging.LogRecord("name", logging.INFO, "a.py", 1, "canary-value", (), None))
    assert stream.getvalue() == '{"level":"info","message":"***","extra":{"context":"name"}}\n'


def test_detaching_leaves_the_logger_as_it_was(manager: CloudWatchLoggingManager, console: Console) -> None:
    get_logger("a").info("one")
    manager.detach()
    assert (manager.root.handlers, manager.root.level, manager.root.propagate) == ([], logging.NOTSET, True)
    assert len(console.text.splitlines()) == 1


@pytest.mark.parametrize("stream", [None, "closed"])
def test_without_a_console_logging_goes_on(monkeypatch: pytest.MonkeyPatch, stream: str | None) -> None:
    closed = io.StringIO()
    closed.close()
    monkeypatch.setattr("sys.stderr", None if stream is None else closed)
    get_logger("a").info("nobody reads it")
    stop_logging()


def test_a_console_that_knows_only_ascii_gets_the_line_all_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    raw = io.BytesIO()
    monkeypatch.setattr("sys.stderr", io.TextIOWrapper(raw, encoding="ascii"))
    get_logger("a").info("größe")
    stop_logging()
    assert json.loads(raw.getvalue())["message"] == "größe"


def test_importing_configures_nothing(root_program: Callable[[str], str]) -> None:
    found = root_program(
        "import logging, threading, ts_connectors.logger; log = logging.getLogger('ts_connectors');"
        "print(log.handlers, log.level, log.propagate, threading.active_count())"
    )
    assert found == "[] 0 True 1\n"


def test_the_last_lines_of_a_program_are_written(root_program: Callable[[str], str]) -> None:
    found = root_program(
        "import sys; sys.stderr = sys.stdout; from ts_connectors.logger import get_logger\n"
        "for number in range(3): get_logger('a').info('line %d', number)"
    )
    assert [json.loads(line)["message"] for line in found.splitlines()] == ["line 0", "line 1", "line 2"]


@pytest.fixture
def root_program() -> Callable[[str], str]:
    def run(program: str) -> str:
        return subprocess.run([sys.executable, "-c", program], check=True, capture_output=True, text=True).stdout

    return run


def test_the_names_of_the_published_module_are_there() -> None:
    assert {"CloudWatchLogHandler", "CloudWatchLogFormatter", "CloudWatchReporter"} <= set(logger.__all__)
