"""The shape of one line."""

from __future__ import annotations

import dataclasses
import json
import logging
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.logging.conftest import a_record
from ts_connectors._core.log_lines import line_of, split_extra
from ts_connectors._core.redaction import MASK, Secrets


@dataclasses.dataclass
class Account:
    name: str
    password: str = dataclasses.field(repr=False)


class Mute:
    def __str__(self) -> str:
        raise RuntimeError("no text")


def decoded(record: logging.LogRecord, **fields: str) -> dict[str, Any]:
    line: dict[str, Any] = json.loads(line_of(record, fields).for_console)
    return line


def test_a_line_has_exactly_this_text() -> None:
    line = line_of(a_record("my message", foo="bar", baz="bazoo"), {})
    assert line.for_console == (
        '{"level":"info","message":"my message","extra":{"context":"ts_connectors.test","foo":"bar","baz":"bazoo"}}'
    )


@pytest.mark.parametrize(
    ("level", "console"),
    [
        (logging.DEBUG, "debug"),
        (logging.INFO, "info"),
        (logging.WARNING, "warning"),
        (logging.ERROR, "error"),
        (logging.CRITICAL, "critical"),
    ],
)
def test_the_level_is_in_lower_case_on_the_console_and_in_capitals_in_cloudwatch(level: int, console: str) -> None:
    line = line_of(a_record(level=level), {})
    assert json.loads(line.for_console)["level"] == console
    assert json.loads(line.for_cloudwatch) == {**json.loads(line.for_console), "level": console.upper()}


def test_an_exception_is_told_in_one_line() -> None:
    try:
        raise ValueError("no such well: Z9\nsecond line")
    except ValueError as error:
        found = decoded(a_record("failed", exc_info=(type(error), error, error.__traceback__)))["error"]
    assert (found["error"], found["message"]) == ("ValueError", "no such well: Z9\nsecond line")
    assert found["lineno"] == test_an_exception_is_told_in_one_line.__code__.co_firstlineno + 2
    assert found["traceback"].startswith("Traceback (most recent call last): | File ")
    assert "\n" not in found["traceback"]


def test_no_exception_is_no_error() -> None:
    assert "error" not in decoded(a_record(exc_info=(None, None, None)))


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        pytest.param(datetime(2026, 1, 2, tzinfo=UTC), "2026-01-02T00:00:00+00:00", id="time"),
        pytest.param(UUID(int=7), "00000000-0000-0000-0000-000000000007", id="UUID"),
        pytest.param(b"x", "b'x'", id="bytes"),
        pytest.param(Account("me", "secret"), "Account(name='me')", id="dataclass: its repr"),
        pytest.param(Mute(), "<Mute without text>", id="no text at all"),
        pytest.param(float("nan"), None, id="no number"),
        pytest.param(2**80, 2**80, id="large number"),
        pytest.param({1: [(2,), None]}, {"1": [[2], None]}, id="nested"),
        pytest.param("\ud800", "\ud800", id="lone surrogate"),
    ],
)
def test_values_that_json_lacks_become_text(value: object, expected: object) -> None:
    found = decoded(a_record(value=value))["extra"]["value"]
    assert found == (expected if not isinstance(value, Account) else str(value))
    assert "secret" not in str(found)


def test_a_value_that_holds_itself_ends_somewhere() -> None:
    value: list[object] = []
    value.append(value)
    assert decoded(a_record(value=value))["extra"]["value"][0]


def test_arguments_that_do_not_fit_do_not_cost_the_line() -> None:
    assert decoded(a_record("%d wells", "many"))["message"] == "%d wells ('many',)"


def test_fields_of_the_command_stand_in_the_line_unless_the_call_names_them() -> None:
    extra = decoded(a_record(action="mine"), commandId="c-1", action="TetraScience.Connector.Start")["extra"]
    assert extra == {"context": "ts_connectors.test", "commandId": "c-1", "action": "mine"}


def test_a_name_that_a_record_uses_itself_is_kept_all_the_same() -> None:
    extra: Any = split_extra({"name": "plate", "message": "m", "well": "A1"})
    assert decoded(a_record(**extra))["extra"] == {
        "context": "ts_connectors.test",
        "name": "plate",
        "message": "m",
        "well": "A1",
    }


def test_a_stack_is_told_in_one_line() -> None:
    assert decoded(a_record(stack_info="Stack:\n  a\n  b"))["extra"]["stack"] == "Stack: | a | b"


@pytest.mark.parametrize("secret", ["canary-value", "message", "context", "info", 'qu"ote\\', "größe", "a\nb\tc"])
def test_a_secret_is_masked_everywhere_and_the_line_stays_one(secret: str) -> None:
    secrets = Secrets()
    secrets.add(secret)
    try:
        raise ValueError(secret)
    except ValueError as error:
        exc_info = (type(error), error, error.__traceback__)
    record = a_record(f"<{secret}>", exc_info=exc_info, plain=secret, nested={"list": [secret], secret: 1})
    found = json.loads(line_of(record, {}).masked(secrets.mask).for_console)
    assert set(found) == {"level", "message", "extra", "error"}
    assert (found["level"], found["message"]) == ("info", f"<{MASK}>")
    assert found["extra"]["plain"] == MASK
    assert found["extra"]["nested"]["list"] == [MASK]
    assert found["error"]["message"] == MASK


def test_a_line_without_secrets_is_not_touched() -> None:
    line = line_of(a_record(), {})
    assert line.masked(Secrets().mask) is line


@given(message=st.text(), name=st.text(min_size=1), value=st.recursive(st.none() | st.floats() | st.text(), st.lists))
def test_every_line_is_one_line_of_json(message: str, name: str, value: object) -> None:
    text = line_of(a_record(message, **split_extra({name: value})), {}).for_console
    assert "\n" not in text
    assert json.loads(text)["extra"].keys() == {"context", name}
