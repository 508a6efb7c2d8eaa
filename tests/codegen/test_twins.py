"""The blocking and the asynchronous client are the same: the same methods, the same requests, byte for byte."""

import asyncio
import builtins
import inspect
from collections.abc import Callable, Iterator
from typing import Any, get_type_hints

import pytest

from tests.codegen.examples import example
from ts_connectors_api.certificates import aio as certificates_aio
from ts_connectors_api.certificates import client as certificates
from ts_connectors_api.certificates import operations as certificates_operations
from ts_connectors_api.command_service import aio as command_service_aio
from ts_connectors_api.command_service import client as command_service
from ts_connectors_api.command_service import operations as command_service_operations
from ts_connectors_api.data_acquisition import aio as data_acquisition_aio
from ts_connectors_api.data_acquisition import client as data_acquisition
from ts_connectors_api.data_acquisition import operations as data_acquisition_operations
from ts_connectors_api.errors import ApiError
from ts_connectors_api.operation import HttpRequest, HttpResponse, Operation

REFUSED = HttpResponse(status=418, headers={}, content=b"")

SERVICES = [
    pytest.param(
        data_acquisition.DataAcquisitionClient,
        data_acquisition_aio.AsyncDataAcquisitionClient,
        data_acquisition_operations.OPERATIONS,
        id="data-acquisition",
    ),
    pytest.param(
        command_service.CommandServiceClient,
        command_service_aio.AsyncCommandServiceClient,
        command_service_operations.OPERATIONS,
        id="command-service",
    ),
    pytest.param(
        certificates.CertificatesClient,
        certificates_aio.AsyncCertificatesClient,
        certificates_operations.OPERATIONS,
        id="certificates",
    ),
]


class Recording:
    """A transport that refuses everything and remembers what it was asked for."""

    def __init__(self) -> None:
        self.requests: list[HttpRequest] = []

    def send(self, request: HttpRequest) -> HttpResponse:
        self.requests.append(request)
        return REFUSED

    def sleep(self, seconds: float) -> None:
        raise AssertionError("a refusal with 418 is not worth a retry")


class AsyncRecording(Recording):
    """The same for an event loop."""

    async def send(self, request: HttpRequest) -> HttpResponse:  # type: ignore[override]
        return super().send(request)

    async def sleep(self, seconds: float) -> None:  # type: ignore[override]
        super().sleep(seconds)


def methods_of(client: object) -> Iterator[tuple[str, Callable[..., Any]]]:
    """Yield every method that makes requests, `group.method` and `group.with_response.method`."""
    for group_name, group in vars(client).items():
        if hasattr(group, "with_response"):
            for prefix, owner in ((group_name, group), (f"{group_name}.with_response", group.with_response)):
                for name, method in inspect.getmembers(owner, inspect.ismethod):
                    if not name.startswith("_"):
                        yield f"{prefix}.{name}", method


def arguments_of(method: Callable[..., Any], *, only_required: bool) -> tuple[list[Any], dict[str, Any]]:
    hints = get_type_hints(method, localns={"builtins": builtins})
    positional: list[Any] = []
    keyword: dict[str, Any] = {}
    for name, parameter in inspect.signature(method).parameters.items():
        if only_required and parameter.default is not inspect.Parameter.empty:
            continue
        if parameter.kind is inspect.Parameter.KEYWORD_ONLY:
            keyword[name] = example(hints[name])
        else:
            positional.append(example(hints[name]))
    return positional, keyword


def call_blocking(method: Callable[..., Any], *, only_required: bool) -> None:
    positional, keyword = arguments_of(method, only_required=only_required)
    try:
        found = method(*positional, **keyword)
        if inspect.isgenerator(found):
            list(found)
    except ApiError:
        pass


async def call_async(method: Callable[..., Any], *, only_required: bool) -> None:
    positional, keyword = arguments_of(method, only_required=only_required)
    try:
        found = method(*positional, **keyword)
        if inspect.isasyncgen(found):
            async for _ in found:
                pass
        else:
            await found
    except ApiError:
        pass


@pytest.mark.parametrize("only_required", [False, True], ids=["every-argument", "needed-arguments"])
@pytest.mark.parametrize(("blocking", "looped", "operations"), SERVICES)
def test_both_clients_make_the_same_requests_for_all_operations(
    blocking: type, looped: type, operations: tuple[Operation[Any], ...], only_required: bool
) -> None:
    transport, async_transport = Recording(), AsyncRecording()
    methods = dict(methods_of(blocking(transport, raises=False)))
    twins = dict(methods_of(looped(async_transport, raises=False)))

    async def call_all() -> None:
        for method in twins.values():
            await call_async(method, only_required=only_required)

    for method in methods.values():
        call_blocking(method, only_required=only_required)
    asyncio.run(call_all())

    assert list(methods) == list(twins)
    assert transport.requests == async_transport.requests
    assert [request.content for request in transport.requests] == [item.content for item in async_transport.requests]
    assert {request.operation for request in transport.requests} == {operation.id for operation in operations}
    assert len(transport.requests) == len(methods)


@pytest.mark.parametrize(("blocking", "looped", "operations"), SERVICES)
def test_both_clients_have_the_same_signatures(
    blocking: type, looped: type, operations: tuple[Operation[Any], ...]
) -> None:
    methods = dict(methods_of(blocking(Recording())))
    twins = dict(methods_of(looped(AsyncRecording())))
    for name, method in methods.items():
        expected = inspect.signature(method)
        found = inspect.signature(twins[name])
        assert found.parameters == expected.parameters, name
        assert found.return_annotation == expected.return_annotation.replace("Iterator", "AsyncIterator"), name
        assert twins[name].__doc__ == method.__doc__, name


def test_every_path_is_filled_and_every_value_is_escaped() -> None:
    transport = Recording()
    client = data_acquisition.DataAcquisitionClient(transport, raises=False)
    client.connectors.with_response.get("a b/ä", resolve_secrets=True, include=["config", "arti fact"])
    assert transport.requests[0].target == (
        "/v1/data-acquisition/connectors/a%20b%2F%C3%A4?resolveSecrets=true&include=config&include=arti%20fact"
    )


def test_a_map_in_the_query_is_sent_key_by_key() -> None:
    transport = Recording()
    client = command_service.CommandServiceClient(transport, raises=False)
    client.commands.with_response.list(metadata={"project": "a&b"}, from_=0)
    assert transport.requests[0].target == "/v1/commands?metadata.project=a%26b&from=0"
