"""The application: from an HTTP request to the method that answers it, and back."""

from __future__ import annotations

import asyncio
import json
import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from urllib.parse import parse_qsl

from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response
from starlette.types import Receive, Scope, Send

from ts_connectors.simulator.aws import Fault
from ts_connectors.simulator.problem import Problem
from ts_connectors.simulator.rest.caller import CALLER, authorise
from ts_connectors.simulator.rest.codec import body_of, encoded, query_of
from ts_connectors.simulator.rest.matching import Match, NotAllowed, RouteTable
from ts_connectors.simulator.rest.requests_seen import RequestsSeen, SeenRequest
from ts_connectors.simulator.rest.service import ROUTES, Services
from ts_connectors.simulator.state.state import State
from ts_connectors.simulator.state.tokens import Caller
from ts_connectors_api.routing import Route

__all__ = ["Application", "FaultOf"]

COMMAND_LIMIT_BYTES = 10 * 1024 * 1024
JSON = "application/json"

_log = logging.getLogger(__name__)

FaultOf = Callable[[str, str], Fault | None]
"""Called with the operation (`connectors_heartbeat`) and the path of each request that has a route."""


@dataclass(slots=True)
class _Exchange:
    """What is known of a request while it is answered."""

    request_id: str
    operation: str = ""
    caller: str = ""


class Application:
    """An ASGI application that serves all routes.

    Args:
        services: who answers.
        state: who may ask, time, ids and the organisation.
        seen: where requests are noted.
        fault_of: what shall go wrong.
    """

    def __init__(self, services: Services, state: State, *, seen: RequestsSeen, fault_of: FaultOf) -> None:
        self._services = services
        self._tokens = state.tokens
        self._connectors = state.connectors
        self._basis = state.basis
        self._seen = seen
        self._fault_of = fault_of
        self._routes = RouteTable(ROUTES)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request."""
        request = Request(scope, receive)
        exchange = _Exchange(request_id=self._basis.new_id())
        response = await self._safe_answer(request, exchange)
        response.headers["ts-request-id"] = exchange.request_id
        self._seen.add(
            SeenRequest(
                time=self._basis.now(),
                method=request.method,
                path=request.url.path,
                operation=exchange.operation,
                caller=exchange.caller,
                status=response.status_code,
                request_id=exchange.request_id,
            )
        )
        await response(scope, receive, send)

    async def _safe_answer(self, request: Request, exchange: _Exchange) -> Response:
        try:
            return await self._answer(request, exchange)
        except NotAllowed as problem:
            return _refusal(problem, {"allow": ", ".join(problem.methods)})
        except Problem as problem:
            return _refusal(problem)
        except ClientDisconnect:
            return Response(status_code=400)
        except Exception:  # noqa: BLE001 - the edge of a request: whoever asked gets an answer, the log the reason
            _log.exception("The local platform failed on %s", exchange.operation or "a request")
            return _refusal(Problem(500, "The local platform failed; its log says why"))

    async def _answer(self, request: Request, exchange: _Exchange) -> Response:
        match = self._routes.find(request.method, _raw_path(request.scope))
        exchange.operation = match.route.serves
        await self._inject_fault(match.route.serves, request.url.path)
        if match.route.sends_token:
            self._admit(request, match, exchange)
        if match.route.sends_org:
            self._check_org(request)
        arguments = [match.path[wire_name] for _, wire_name in match.route.path_parameters]
        query = query_of(match.route, parse_qsl(request.scope["query_string"].decode(), keep_blank_values=True))
        if match.route.request is not None:
            limit = COMMAND_LIMIT_BYTES if match.route.serves == "commands_create" else None
            arguments.append(body_of(match.route, await _content(request, limit)))
        return _success(match.route, await self._services.answer(match.route, *arguments, **query))

    def _admit(self, request: Request, match: Match, exchange: _Exchange) -> None:
        caller = self._tokens.caller(_token(request.headers))
        if caller is None or self._is_disabled(caller):
            raise Problem(401, "Invalid token")
        exchange.caller = caller.id
        CALLER.set(caller)
        is_about_a_connector = match.route.serves.startswith("connectors_")
        authorise(caller, match.route.serves, match.path.get("id") if is_about_a_connector else None)

    def _is_disabled(self, caller: Caller) -> bool:
        connector = self._connectors.find(caller.id) if caller.is_connector else None
        return connector is not None and connector.is_disabled

    def _check_org(self, request: Request) -> None:
        org_slug = request.headers.get("x-org-slug")
        if not org_slug:
            raise Problem(400, "The header x-org-slug is missing")
        if org_slug != self._basis.org_slug:
            raise Problem(403, "The token does not belong to the organization that x-org-slug names")

    async def _inject_fault(self, operation: str, path: str) -> None:
        fault = self._fault_of(operation, path)
        if fault is None:
            return
        await asyncio.sleep(fault.delay_s)
        if fault.status is not None:
            raise Problem(fault.status, fault.message)


def _raw_path(scope: Scope) -> str:
    raw: bytes = scope.get("raw_path") or scope["path"].encode()
    return raw.partition(b"?")[0].decode("ascii", "replace")


def _token(headers: Mapping[str, str]) -> str:
    scheme, _, credentials = headers.get("authorization", "").partition(" ")
    if scheme.lower() == "bearer":
        return credentials.strip()
    return headers.get("ts-auth-token", "").strip()


async def _content(request: Request, limit_bytes: int | None) -> bytes:
    pieces: list[bytes] = []
    size = 0
    async for piece in request.stream():
        size += len(piece)
        if limit_bytes is not None and size > limit_bytes:
            raise Problem(413, f"The request may have {limit_bytes} bytes at most")
        pieces.append(piece)
    return b"".join(pieces)


def _success(route: Route, result: object) -> Response:
    if route.response is None:
        return Response(status_code=route.status)
    if route.response is str:
        return Response(str(result), route.status, media_type="text/x-shellscript")
    return Response(encoded(route, result), route.status, media_type=JSON)


def _refusal(problem: Problem, headers: Mapping[str, str] | None = None) -> Response:
    return Response(json.dumps(problem.body()), problem.status, headers, media_type=JSON)
