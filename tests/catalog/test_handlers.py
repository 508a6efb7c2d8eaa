"""A class of handlers is checked when it is made: what is missing, doubled or mistyped, and what to write."""

from __future__ import annotations

from types import new_class
from typing import Any

import pytest

from ts_connectors_api.command import handles
from ts_connectors_api.errors import HandlerDefinitionError, UsageError
from ts_connectors_api.handlers import bindings_of


def _complete(colony: Any) -> dict[str, Any]:
    """Return a handler for each command of the catalog."""

    async def set_schedule_interval(self: Any, request: Any) -> Any: ...
    async def ingest_range(self: Any, request: Any) -> Any: ...
    async def count_again(self: Any, request: Any) -> Any: ...
    async def ping(self: Any) -> Any: ...
    def list(self: Any) -> Any: ...

    return {
        "set_schedule_interval": set_schedule_interval,
        "ingest_range": ingest_range,
        "count_again": count_again,
        "ping": ping,
        "list": list,
    }


def _make(colony: Any, body: dict[str, Any], **keywords: Any) -> Any:
    return new_class("Counter", (colony.ColonyCounterHandlers,), keywords, lambda space: space.update(body))


def _refusal(colony: Any, body: dict[str, Any]) -> str:
    with pytest.raises(HandlerDefinitionError) as refused:
        _make(colony, body)
    return str(refused.value)


def test_a_class_with_all_handlers_is_bound_by_action(colony: Any) -> None:
    instance = _make(colony, _complete(colony))()
    assert list(bindings_of(instance)) == [command.action for command in colony.COMMANDS]


def test_missing_handlers_are_named_with_what_to_write(colony: Any) -> None:
    body = _complete(colony)
    del body["ingest_range"], body["ping"]
    assert _refusal(colony, body) == (
        "Counter leaves 2 command(s) of its catalog without a handler; add:\n"
        "  async def ingest_range(self, request: Range) -> ConnectorFilesResponse: ...  "
        "# TetraScience.Connector.ColonyCounter.IngestRange\n"
        "  async def ping(self) -> None: ...  # TetraScience.Connector.ColonyCounter.Ping\n"
        "or write 'class Counter(…, partial=True)' where a subclass is to add them"
    )


def test_a_method_that_is_nearly_called_so_is_pointed_out(colony: Any) -> None:
    body = _complete(colony)
    body["ingest_ranges"] = body.pop("ingest_range")
    assert "IngestRange (or rename ingest_ranges?)\n" in _refusal(colony, body)


def test_a_partial_class_may_leave_handlers_to_its_subclass(colony: Any) -> None:
    body = _complete(colony)
    ping = body.pop("ping")
    base = _make(colony, body, partial=True)
    finished = new_class("Finished", (base,), {}, lambda space: space.update(ping=ping))
    assert len(bindings_of(finished())) == len(colony.COMMANDS)
    with pytest.raises(HandlerDefinitionError, match="leaves 1 command"):
        new_class("Unfinished", (base,))


def test_a_method_of_any_name_can_be_marked_as_the_handler(colony: Any) -> None:
    body = _complete(colony)
    body["answer"] = handles(colony.PING)(body.pop("ping"))
    bindings = bindings_of(_make(colony, body)())
    assert bindings[colony.PING.action].function.__name__ == "ping"


def test_two_handlers_of_one_command_are_refused(colony: Any) -> None:
    body = _complete(colony)

    async def pong(self: Any) -> None: ...

    body["pong"] = handles(colony.PING)(pong)
    assert _refusal(colony, body) == (
        "Counter handles TetraScience.Connector.ColonyCounter.Ping twice, in ping and pong; keep one"
    )


def test_a_method_can_handle_one_command_only(colony: Any) -> None:
    async def both(self: Any) -> Any: ...

    handles(colony.PING)(both)
    with pytest.raises(HandlerDefinitionError, match=r"both is marked as the handler of \S+Ping already; write one"):
        handles(colony.LIST)(both)


def test_a_method_that_replaces_a_marked_one_handles_the_same_command(colony: Any) -> None:
    body = _complete(colony)
    body["answer"] = handles(colony.PING)(body.pop("ping"))

    async def louder(self: Any) -> None: ...

    child = new_class("Louder", (_make(colony, body),), {}, lambda space: space.update(answer=louder))
    assert bindings_of(child())[colony.PING.action].function.__name__ == "louder"


def test_all_that_is_amiss_is_told_at_once(colony: Any) -> None:
    body = _complete(colony)
    del body["list"]

    async def set_schedule_interval(self: Any) -> Any: ...

    body["set_schedule_interval"] = set_schedule_interval
    told = _refusal(colony, body)
    assert "Counter.set_schedule_interval cannot handle" in told
    assert "leaves 1 command(s)" in told


def _no_parameter(colony: Any) -> Any:
    async def handler(self: Any) -> Any: ...

    return handler


def _too_many(colony: Any) -> Any:
    async def handler(self: Any, request: Any, context: Any, more: Any) -> Any: ...

    return handler


def _keyword_only(colony: Any) -> Any:
    async def handler(self: Any, request: Any, *, dry: bool) -> Any: ...

    return handler


def _other_payload(colony: Any) -> Any:
    async def handler(self: Any, request: Any) -> Any: ...

    handler.__annotations__["request"] = colony.Range
    return handler


def _other_result(colony: Any) -> Any:
    async def handler(self: Any, request: Any) -> str: ...  # type: ignore[empty-body]

    return handler


def _no_result(colony: Any) -> Any:
    async def handler(self: Any, request: Any) -> None: ...

    return handler


def _no_context(colony: Any) -> Any:
    async def handler(self: Any, request: Any, dry: bool) -> Any: ...

    return handler


def _generator(colony: Any) -> Any:
    async def handler(self: Any, request: Any) -> Any:
        yield

    return handler


def _static(colony: Any) -> Any:
    def handler(request: Any) -> Any: ...

    return staticmethod(handler)


@pytest.mark.parametrize(
    ("handler", "told"),
    [
        pytest.param(
            _no_parameter,
            "it takes other parameters; write 'def handler(self, request: SetScheduleIntervalRequest)', with a further "
            "parameter if it needs the command's context",
            id="none",
        ),
        pytest.param(_too_many, "it takes other parameters; write ", id="too many"),
        pytest.param(_keyword_only, "it takes other parameters; write ", id="keyword"),
        pytest.param(
            _other_payload,
            "parameter 'request' is annotated 'Range', the catalog says 'SetScheduleIntervalRequest'; write "
            "'SetScheduleIntervalRequest'",
            id="payload",
        ),
        pytest.param(
            _other_result,
            "the result is annotated 'str', the catalog says 'SetScheduleIntervalResponse'; write "
            "'SetScheduleIntervalResponse'",
            id="result",
        ),
        pytest.param(
            _no_result,
            "the result is annotated 'None', the catalog says 'SetScheduleIntervalResponse'; ",
            id="no result",
        ),
        pytest.param(
            _no_context,
            "parameter 'dry' is annotated 'bool', but gets the command's context; write 'CommandContext', or make the "
            "parameter keyword-only",
            id="context",
        ),
        pytest.param(
            _generator,
            "it yields; return the result, and tell progress by current_command().progress(…)",
            id="generator",
        ),
        pytest.param(_static, "it is a staticmethod; remove '@staticmethod' and take self", id="staticmethod"),
    ],
)
def test_a_function_that_cannot_handle_the_command_is_refused(colony: Any, handler: Any, told: str) -> None:
    body = _complete(colony) | {"set_schedule_interval": handler(colony)}
    start = "Counter.handler cannot handle TetraScience.Connector.ColonyCounter.SetScheduleInterval: "
    assert _refusal(colony, body).startswith(start + told)


def test_a_result_of_a_subclass_and_a_payload_of_a_base_are_taken(colony: Any) -> None:
    class Better(colony.SetScheduleIntervalResponse):  # type: ignore[misc]
        """What this handler gives."""

    async def handler(self: Any, request: Any) -> Any: ...

    handler.__annotations__ |= {"request": colony.SetScheduleIntervalRequest.__base__, "return": Better}
    assert _make(colony, _complete(colony) | {"set_schedule_interval": handler})


def test_annotations_that_only_a_type_checker_can_resolve_are_left_to_it(colony: Any) -> None:
    async def handler(self: Any, request: Any) -> Any: ...

    handler.__annotations__["request"] = "NamedUnderTypeChecking"
    assert _make(colony, _complete(colony) | {"set_schedule_interval": handler})


def test_properties_are_not_read_while_the_class_is_made(colony: Any) -> None:
    def reading(self: Any) -> Any:
        raise AssertionError("the property was read")

    instance = _make(colony, _complete(colony) | {"details": property(reading)})()
    assert len(bindings_of(instance)) == len(colony.COMMANDS)


def test_a_declared_handler_that_nobody_wrote_says_what_to_write(colony: Any) -> None:
    instance = _make(colony, {}, partial=True)()
    with pytest.raises(UsageError) as refused:
        instance.ping()
    assert str(refused.value) == (
        "Counter has no handler for TetraScience.Connector.ColonyCounter.Ping; write\n"
        "  async def ping(self) -> None: ..."
    )
