from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable

import httpx
import pytest
import respx

from tests.platform.rest.conftest import TOKEN
from tests.platform.rest.service import Reply, Service
from ts_connectors._core.redaction import Secrets
from ts_connectors._platform.auth import FixedToken, ParameterToken, Tokens
from ts_connectors._platform.connections import AsyncConnections, Connections
from ts_connectors._platform.endpoint import Endpoint
from ts_connectors._platform.http import AsyncHttpTransport, HttpTransport
from ts_connectors._platform.portal import Portal, shared_portal
from ts_connectors._platform.proxies import ProxyRules
from ts_connectors._platform.tls import ssl_context
from ts_connectors.errors import TransportError
from ts_connectors_api.operation import HttpRequest, HttpResponse

READ = HttpRequest(operation="things.read", method="GET", target="/v1/things/a%2Fb?keys=x%2Cy&keys=%C3%BC")
WRITE = HttpRequest(
    operation="things.write", method="PUT", target="/v1/things", content=b'{"a":1}', content_type="application/json"
)
OPEN = HttpRequest(operation="status.get", method="GET", target="/status", sends_token=False, sends_org=False)

Send = Callable[[HttpRequest], HttpResponse]
Make = Callable[..., "Kind"]


class Kind:
    """One of the two transports, driven from blocking code."""

    def __init__(self, endpoint: Endpoint, tokens: Tokens, headers: dict[str, str], *, is_async: bool) -> None:
        self._portal = Portal()
        context = ssl_context()
        self._asynchronous = AsyncHttpTransport(
            endpoint, tokens, AsyncConnections(context, ProxyRules()), headers=headers
        )
        self._blocking = HttpTransport(
            endpoint, tokens, Connections(context, ProxyRules()), portal=shared_portal(), headers=headers
        )
        self._is_async = is_async

    def send(self, request: HttpRequest) -> HttpResponse:
        if self._is_async:
            return self._portal.run(self._asynchronous.send(request))
        return self._blocking.send(request)

    def close(self) -> None:
        self._portal.close()
        self._blocking.close()


@pytest.fixture(params=["async", "sync"])
def make(request: pytest.FixtureRequest) -> Make:
    def made(endpoint: Endpoint, tokens: Tokens | None = None, headers: dict[str, str] | None = None) -> Kind:
        kind = Kind(endpoint, tokens or FixedToken(TOKEN), headers or {}, is_async=request.param == "async")
        request.addfinalizer(kind.close)
        return kind

    return made


@pytest.fixture
def endpoint(service: Service) -> Endpoint:
    return Endpoint(base_url=service.url, org_slug="acme", timeout_s=5)


@pytest.fixture
def send(make: Make, endpoint: Endpoint) -> Send:
    return make(endpoint).send


def test_a_request_carries_token_organisation_and_its_content(send: Send, service: Service) -> None:
    send(WRITE)
    received = service.requests[0]
    assert (received.method, received.target, received.json) == ("PUT", "/v1/things", {"a": 1})
    assert received.headers["authorization"] == f"Bearer {TOKEN}"
    assert received.headers["x-org-slug"] == "acme"
    assert received.headers["content-type"] == "application/json"


def test_the_target_goes_as_it_was_encoded(send: Send, service: Service) -> None:
    send(READ)
    assert service.requests[0].target == READ.target


def test_the_bare_token_can_go_in_the_other_header(make: Make, service: Service) -> None:
    make(Endpoint(base_url=service.url, org_slug="acme", sends_bearer=False)).send(READ)
    assert service.requests[0].headers["ts-auth-token"] == TOKEN
    assert "authorization" not in service.requests[0].headers


def test_an_open_operation_carries_neither_even_where_headers_name_them(
    make: Make, endpoint: Endpoint, service: Service
) -> None:
    make(endpoint, headers={"authorization": "Bearer x", "x-org-slug": "acme", "x-trace": "1"}).send(OPEN)
    headers = service.requests[0].headers
    assert headers.keys() & {"authorization", "ts-auth-token", "x-org-slug"} == set()
    assert headers["x-trace"] == "1"


def test_headers_of_the_callers_own_win(make: Make, endpoint: Endpoint, service: Service) -> None:
    make(endpoint, headers={"user-agent": "colony-counter v1.2.0"}).send(READ)
    assert service.requests[0].headers["user-agent"] == "colony-counter v1.2.0"


def test_the_user_agent_is_the_librarys_unless_given(send: Send, service: Service) -> None:
    send(READ)
    assert service.requests[0].headers["user-agent"] == f"python-httpx/{httpx.__version__}"


def test_a_post_without_a_body_says_that_it_has_none(send: Send, service: Service) -> None:
    send(HttpRequest(operation="beat", method="POST", target="/beat"))
    assert service.requests[0].headers["content-length"] == "0"


def test_header_names_of_an_answer_are_in_lower_case(send: Send, service: Service) -> None:
    service.answers(Reply(404, b'{"message":"no"}', {"TS-Request-ID": "r-1"}))
    answer = send(READ)
    assert (answer.status, answer.content, answer.request_id) == (404, b'{"message":"no"}', "r-1")


def test_a_redirect_is_an_answer_and_not_followed(send: Send, service: Service) -> None:
    service.answers(Reply(302, headers={"location": "/elsewhere"}))
    assert send(READ).status == 302
    assert len(service.requests) == 1


def test_connections_are_kept(send: Send, service: Service) -> None:
    send(READ)
    send(WRITE)
    send(READ)
    assert service.connections == 1


def test_a_refused_connection_was_not_executed(make: Make) -> None:
    with Service() as gone:
        url = gone.url
    with pytest.raises(TransportError) as caught:
        make(Endpoint(base_url=url, org_slug="acme")).send(WRITE)
    assert not caught.value.may_have_been_executed
    assert str(caught.value) == (
        f"things.write got no answer from {url.removeprefix('http://')}: no connection; check the address, the network "
        "and the proxy"
    )


@pytest.mark.parametrize(
    ("ending", "meaning"),
    [
        pytest.param("close", "the connection was lost; try again later", id="closed after reading"),
        pytest.param("reset", "the connection was lost; try again later", id="reset after reading"),
        pytest.param("half", "the connection was lost; try again later", id="half an answer"),
    ],
)
def test_a_connection_lost_after_sending_may_have_been_executed(
    send: Send, service: Service, ending: str, meaning: str
) -> None:
    service.answers(Reply(ending=ending))
    with pytest.raises(TransportError) as caught:
        send(WRITE)
    assert caught.value.may_have_been_executed
    assert str(caught.value).endswith(meaning)
    assert len(service.requests) == 1


def test_silence_ends_at_the_timeout_and_may_have_been_executed(make: Make, service: Service) -> None:
    service.answers(Reply(ending="silence"))
    with pytest.raises(TransportError) as caught:
        make(Endpoint(base_url=service.url, org_slug="acme", timeout_s=0.05)).send(READ)
    assert caught.value.may_have_been_executed
    assert str(caught.value).endswith("no answer within the timeout; try again later")


def test_the_default_timeout_is_ten_seconds() -> None:
    assert Endpoint(base_url="http://tdp", org_slug="acme").timeout_s == 10.0


@pytest.mark.parametrize(
    ("failure", "may_have_been_executed"),
    [
        pytest.param(httpx.ConnectError, False, id="ConnectError"),
        pytest.param(httpx.ConnectTimeout, False, id="ConnectTimeout"),
        pytest.param(httpx.PoolTimeout, False, id="PoolTimeout"),
        pytest.param(httpx.ProxyError, False, id="ProxyError"),
        pytest.param(httpx.UnsupportedProtocol, False, id="UnsupportedProtocol"),
        pytest.param(httpx.LocalProtocolError, False, id="LocalProtocolError"),
        pytest.param(httpx.WriteError, True, id="WriteError"),
        pytest.param(httpx.WriteTimeout, True, id="WriteTimeout"),
        pytest.param(httpx.ReadError, True, id="ReadError"),
        pytest.param(httpx.ReadTimeout, True, id="ReadTimeout"),
        pytest.param(httpx.RemoteProtocolError, True, id="RemoteProtocolError"),
        pytest.param(httpx.CloseError, True, id="CloseError"),
        pytest.param(httpx.DecodingError, True, id="DecodingError"),
    ],
)
def test_each_failure_tells_whether_the_request_may_have_been_executed(
    make: Make, failure: type[httpx.HTTPError], may_have_been_executed: bool
) -> None:
    with respx.mock(base_url="http://tdp.example.com") as router:
        router.put("/v1/things").mock(side_effect=failure)
        with pytest.raises(TransportError) as caught:
            make(Endpoint(base_url="http://tdp.example.com", org_slug="acme")).send(WRITE)
    assert caught.value.may_have_been_executed is may_have_been_executed
    assert caught.value.operation == "things.write"


def test_a_token_that_no_header_can_carry_is_not_quoted(make: Make, endpoint: Endpoint) -> None:
    with pytest.raises(TransportError) as caught:
        make(endpoint, FixedToken("canary\nof the token")).send(READ)
    assert "canary" not in str(caught.value)
    assert caught.value.__suppress_context__
    assert not caught.value.may_have_been_executed


class Parameter:
    """An SSM parameter that changes with each read."""

    def __init__(self, *values: str) -> None:
        self.values = list(values)
        self.reads = 0

    async def read(self, name: str) -> str:
        self.reads += 1
        await asyncio.sleep(0)
        return self.values.pop(0) if len(self.values) > 1 else self.values[0]


def refusing(service: Service, token: str) -> None:
    """Answer 401 to one token."""
    service.by_path["/v1/things"] = lambda received: Reply(
        401 if received.headers["authorization"] == f"Bearer {token}" else 200
    )


def parameter_token(parameter: Parameter) -> ParameterToken:
    return ParameterToken("/connector/token", parameter.read, shared_portal(), Secrets())


def test_a_token_from_ssm_is_read_once(make: Make, endpoint: Endpoint, service: Service) -> None:
    parameter = Parameter("first")
    transport = make(endpoint, parameter_token(parameter))
    transport.send(READ)
    transport.send(READ)
    assert parameter.reads == 1
    assert service.requests[1].headers["authorization"] == "Bearer first"


def test_a_refused_token_is_read_again_and_the_request_repeated(
    make: Make, endpoint: Endpoint, service: Service
) -> None:
    refusing(service, "first")
    parameter = Parameter("first", "second")
    assert make(endpoint, parameter_token(parameter)).send(WRITE).status == 200
    assert [request.headers["authorization"] for request in service.requests] == ["Bearer first", "Bearer second"]
    assert service.requests[0].body == service.requests[1].body == WRITE.content


def test_the_same_token_again_is_not_sent_again(make: Make, endpoint: Endpoint, service: Service) -> None:
    refusing(service, "only")
    parameter = Parameter("only")
    assert make(endpoint, parameter_token(parameter)).send(WRITE).status == 401
    assert (parameter.reads, len(service.requests)) == (2, 1)


def test_a_second_refusal_is_the_answer(make: Make, endpoint: Endpoint, service: Service) -> None:
    service.answers(Reply(401))
    assert make(endpoint, parameter_token(Parameter("first", "second"))).send(WRITE).status == 401
    assert len(service.requests) == 2


def test_a_fixed_token_is_not_renewed(send: Send, service: Service) -> None:
    service.answers(Reply(401))
    assert send(READ).status == 401
    assert len(service.requests) == 1


async def test_many_refused_at_once_share_one_read(endpoint: Endpoint, service: Service) -> None:
    refusing(service, "first")
    parameter = Parameter("first", "second")
    transport = AsyncHttpTransport(endpoint, parameter_token(parameter), AsyncConnections(ssl_context(), ProxyRules()))
    answers = await asyncio.gather(*(transport.send(WRITE) for _ in range(8)))
    await transport.aclose()
    assert {answer.status for answer in answers} == {200}
    assert parameter.reads == 2


async def test_two_loops_use_one_transport_at_once(endpoint: Endpoint, service: Service) -> None:
    transport = AsyncHttpTransport(endpoint, FixedToken(TOKEN), AsyncConnections(ssl_context(), ProxyRules()))
    here_first = threading.Event()
    service.by_path["/v1/wait"] = lambda received: Reply() if here_first.wait(5) else Reply(500)
    waiting = HttpRequest(operation="wait", method="GET", target="/v1/wait")
    portal = Portal()
    elsewhere = asyncio.get_running_loop().run_in_executor(None, lambda: portal.run(transport.send(waiting)))
    assert (await transport.send(READ)).status == 200
    here_first.set()
    assert (await elsewhere).status == 200
    await transport.aclose()
    portal.close()


def test_a_loop_that_ends_takes_its_connections_along(endpoint: Endpoint, service: Service) -> None:
    # An open socket left behind would fail this test with a ResourceWarning.
    transport = AsyncHttpTransport(endpoint, FixedToken(TOKEN), AsyncConnections(ssl_context(), ProxyRules()))
    first = asyncio.run(transport.send(READ))
    second = asyncio.run(transport.send(READ))
    assert (first.status, second.status, service.connections) == (200, 200, 2)


async def test_a_closed_transport_opens_again(endpoint: Endpoint, service: Service) -> None:
    transport = AsyncHttpTransport(endpoint, FixedToken(TOKEN), AsyncConnections(ssl_context(), ProxyRules()))
    await transport.send(READ)
    await transport.aclose()
    assert (await transport.send(READ)).status == 200
    await transport.aclose()
    assert service.connections == 2
