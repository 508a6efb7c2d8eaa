"""When a call is made again: a table of what happened, what the operation allows, and what follows."""

from collections.abc import Mapping

import pytest

from ts_connectors_api.errors import (
    ApiError,
    ForbiddenError,
    NotFoundError,
    RateLimitError,
    ServerError,
    TransportError,
    UnauthorizedError,
)
from ts_connectors_api.flow import RetryPolicy, call, drive, drive_async
from ts_connectors_api.operation import ApiResponse, HttpRequest, HttpResponse, Operation

POLICY = RetryPolicy(attempts=3, first_wait_s=1.0, longest_wait_s=5.0, random=lambda: 1.0)
LOST = TransportError("lost", may_have_been_executed=True)
NEVER_SENT = TransportError("never sent", may_have_been_executed=False)


def operation(*, is_repeatable: bool) -> Operation[None]:
    return Operation(id="pumps.save", method="PUT", path="/pumps", is_repeatable=is_repeatable)


def answer(status: int, headers: Mapping[str, str] | None = None, content: bytes = b"") -> HttpResponse:
    return HttpResponse(status=status, headers=headers or {}, content=content)


class Script:
    """A transport that plays what it is told, and remembers how long it was made to wait."""

    def __init__(self, *plays: HttpResponse | TransportError) -> None:
        self.plays = list(plays)
        self.waits: list[float] = []

    def send(self, request: HttpRequest) -> HttpResponse:
        play = self.plays.pop(0)
        if isinstance(play, TransportError):
            raise play
        return play

    def sleep(self, seconds: float) -> None:
        self.waits.append(seconds)


class AsyncScript(Script):
    """The same for an event loop."""

    async def send(self, request: HttpRequest) -> HttpResponse:  # type: ignore[override]
        return super().send(request)

    async def sleep(self, seconds: float) -> None:  # type: ignore[override]
        super().sleep(seconds)


REQUEST = HttpRequest(operation="pumps.save", method="PUT", target="/pumps")


def made(script: Script, *, is_repeatable: bool, policy: RetryPolicy = POLICY) -> ApiResponse[None]:
    return drive(call(operation(is_repeatable=is_repeatable), REQUEST, policy), script)


REPEATED = [
    pytest.param(answer(500), True, id="failed-and-safe"),
    pytest.param(answer(502), True, id="bad-gateway-and-safe"),
    pytest.param(answer(503), True, id="unavailable-and-safe"),
    pytest.param(answer(504), True, id="gateway-timeout-and-safe"),
    pytest.param(answer(408), True, id="request-timeout-and-safe"),
    pytest.param(answer(429), True, id="too-many-and-safe"),
    pytest.param(answer(429), False, id="too-many-was-never-executed"),
    pytest.param(LOST, True, id="lost-and-safe"),
    pytest.param(NEVER_SENT, True, id="never-sent-and-safe"),
    pytest.param(NEVER_SENT, False, id="never-sent-is-always-safe"),
]
GIVEN_UP = [
    pytest.param(answer(500), False, ServerError, id="failed-and-unsafe"),
    pytest.param(answer(503), False, ServerError, id="unavailable-and-unsafe"),
    pytest.param(LOST, False, TransportError, id="lost-and-unsafe"),
    pytest.param(answer(302, {"location": "/login"}), True, ApiError, id="redirected"),
    pytest.param(answer(400), True, ApiError, id="bad-request"),
    pytest.param(answer(401), True, UnauthorizedError, id="unauthorized"),
    pytest.param(answer(403), True, ForbiddenError, id="forbidden"),
    pytest.param(answer(404), True, NotFoundError, id="not-found"),
    pytest.param(answer(501), True, ServerError, id="not-implemented"),
]


@pytest.mark.parametrize(("first", "is_repeatable"), REPEATED)
def test_a_call_is_made_again(first: HttpResponse | TransportError, is_repeatable: bool) -> None:
    script = Script(first, answer(204))
    assert made(script, is_repeatable=is_repeatable).status_code == 204
    assert script.waits == [1.0]


@pytest.mark.parametrize(("first", "is_repeatable", "error"), GIVEN_UP)
def test_a_call_is_not_made_again(
    first: HttpResponse | TransportError, is_repeatable: bool, error: type[Exception]
) -> None:
    script = Script(first, answer(204))
    with pytest.raises(error) as caught:
        made(script, is_repeatable=is_repeatable)
    assert type(caught.value) is error
    assert len(script.plays) == 1


@pytest.mark.parametrize(
    ("play", "error"),
    [
        pytest.param(answer(503), ServerError, id="answers"),
        pytest.param(answer(429), RateLimitError, id="throttles"),
        pytest.param(LOST, TransportError, id="losses"),
    ],
)
def test_a_call_is_given_up_after_its_attempts(play: HttpResponse | TransportError, error: type[Exception]) -> None:
    script = Script(play, play, play, answer(204))
    with pytest.raises(error):
        made(script, is_repeatable=True)
    assert len(script.plays) == 1
    assert script.waits == [1.0, 2.0]


@pytest.mark.parametrize(
    ("headers", "wait_s"),
    [
        pytest.param({"retry-after": "3"}, 3.0, id="seconds"),
        pytest.param({"retry-after": "900"}, 5.0, id="no-longer-than-the-longest-wait"),
        pytest.param(
            {"retry-after": "Sun, 22 Nov 2026 10:00:04 GMT", "date": "Sun, 22 Nov 2026 10:00:00 GMT"}, 4.0, id="date"
        ),
        pytest.param(
            {"retry-after": "Sun, 22 Nov 2026 09:00:00 GMT", "date": "Sun, 22 Nov 2026 10:00:00 GMT"}, 0.0, id="past"
        ),
        pytest.param({"retry-after": "soon"}, 1.0, id="unreadable"),
        pytest.param({"retry-after": "\u00b2"}, 1.0, id="a-digit-that-is-no-number"),
    ],
)
def test_the_platform_says_how_long_to_wait(headers: Mapping[str, str], wait_s: float) -> None:
    script = Script(answer(503, headers), answer(204))
    made(script, is_repeatable=True)
    assert script.waits == [wait_s][: 1 if wait_s else 0]


@pytest.mark.parametrize(("drawn", "wait_s"), [(0.0, 0.5), (0.5, 0.75), (1.0, 1.0)])
def test_waits_are_spread_so_that_connectors_do_not_return_in_step(drawn: float, wait_s: float) -> None:
    script = Script(answer(503), answer(204))
    made(script, is_repeatable=True, policy=RetryPolicy(attempts=2, first_wait_s=1.0, random=lambda: drawn))
    assert script.waits == [wait_s]


def test_waits_grow_up_to_the_longest() -> None:
    policy = RetryPolicy(attempts=6, first_wait_s=1.0, longest_wait_s=5.0, random=lambda: 1.0)
    assert [policy.wait_s(attempt, None) for attempt in range(5)] == [1.0, 2.0, 4.0, 5.0, 5.0]


async def test_the_flow_is_the_same_on_a_loop() -> None:
    script = AsyncScript(answer(503), LOST, answer(204))
    flow = call(operation(is_repeatable=True), REQUEST, POLICY)
    assert (await drive_async(flow, script)).status_code == 204
    assert script.waits == [1.0, 2.0]


def test_a_refusal_carries_its_facts() -> None:
    content = b'{"statusCode": 404, "message": "no such pump"}'
    with pytest.raises(NotFoundError) as caught:
        made(Script(answer(404, {"ts-request-id": "r1"}, content)), is_repeatable=True)
    error = caught.value
    assert str(error) == "pumps.save was refused with 404: no such pump (ts-request-id: r1)"
    assert (error.operation, error.status, error.request_id) == ("pumps.save", 404, "r1")
    assert error.body == {"statusCode": 404, "message": "no such pump"}


@pytest.mark.parametrize(
    ("content", "body"),
    [
        pytest.param(b"", None, id="empty"),
        pytest.param(b"<html>", "<html>", id="html"),
        pytest.param(b'["x"]', ["x"], id="list"),
        pytest.param(b"\xff", "\ufffd", id="bytes"),
    ],
)
def test_a_refusal_with_any_body_is_told(content: bytes, body: object) -> None:
    with pytest.raises(ApiError, match="no reason given") as caught:
        made(Script(answer(400, content=content)), is_repeatable=True)
    assert caught.value.body == body


def test_a_refusal_is_returned_where_asked_for() -> None:
    flow = call(operation(is_repeatable=True), REQUEST, POLICY, raises=False)
    response = drive(flow, Script(answer(404, content=b"x")))
    assert (response.status_code, response.content, response.parsed) == (404, b"x", None)


def test_a_loss_names_the_operation() -> None:
    with pytest.raises(TransportError) as caught:
        made(Script(TransportError("lost")), is_repeatable=False)
    assert caught.value.operation == "pumps.save"
