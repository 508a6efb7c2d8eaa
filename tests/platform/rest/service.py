"""A real HTTP service on loopback that answers by script, and remembers what it was asked."""

from __future__ import annotations

import json
import socket
import ssl
import struct
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import TracebackType
from typing import Self

__all__ = ["Received", "Reply", "Service"]


@dataclass(frozen=True)
class Received:
    """A request as it came."""

    method: str
    target: str
    headers: dict[str, str]
    body: bytes

    @property
    def json(self) -> object:
        return json.loads(self.body)


@dataclass(frozen=True)
class Reply:
    """What to answer; `ending` says how the connection ends in place of an answer."""

    status: int = 200
    body: bytes = b""
    headers: dict[str, str] = field(default_factory=dict)
    ending: str = ""


Script = Callable[[Received], Reply]


class Service:
    """Answers each request with the next of its replies, the last one for ever."""

    def __init__(self, context: ssl.SSLContext | None = None) -> None:
        self.requests: list[Received] = []
        self.connections = 0
        self.replies: list[Reply] = [Reply()]
        self.by_path: dict[str, Reply | Script] = {}
        self.released = threading.Event()
        self._lock = threading.Lock()
        self._scheme = "https" if context else "http"
        self._server = _Server(("127.0.0.1", 0), _handler(self))
        self._server.context = context
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.01,), daemon=True)

    @property
    def port(self) -> int:
        return int(self._server.server_address[1])

    @property
    def url(self) -> str:
        return f"{self._scheme}://127.0.0.1:{self.port}"

    def answers(self, *replies: Reply) -> None:
        """Answer with these, one after the other."""
        self.replies = list(replies)

    def answers_json(self, body: object, status: int = 200, **headers: str) -> None:
        """Answer every request with this."""
        self.answers(reply_json(body, status, **headers))

    def reply(self, received: Received) -> Reply:
        with self._lock:
            self.requests.append(received)
            planned = self.by_path.get(received.target.partition("?")[0])
            if isinstance(planned, Reply):
                return planned
            if planned is None:
                return self.replies.pop(0) if len(self.replies) > 1 else self.replies[0]
        return planned(received)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.released.set()
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()


def reply_json(body: object, status: int = 200, **headers: str) -> Reply:
    """Return a reply with a JSON body."""
    return Reply(
        status,
        json.dumps(body).encode(),
        {"content-type": "application/json", **{name.replace("_", "-"): value for name, value in headers.items()}},
    )


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    context: ssl.SSLContext | None = None

    def handle_error(self, request: object, client_address: object) -> None:
        """Clients that hang up are what some tests are about."""


def _handler(service: Service) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        server: _Server

        def setup(self) -> None:
            service.connections += 1
            if self.server.context is not None:
                self.request = self.server.context.wrap_socket(self.request, server_side=True)
            super().setup()

        def finish(self) -> None:
            super().finish()
            self.request.close()

        def _answer(self) -> None:
            body = self.rfile.read(int(self.headers.get("content-length", 0)))
            headers = {name.lower(): value for name, value in self.headers.items()}
            reply = service.reply(Received(self.command, self.path, headers, body))
            match reply.ending:
                case "close":
                    self.close_connection = True
                case "reset":
                    self.request.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
                    self.close_connection = True
                case "silence":
                    service.released.wait()
                    self.close_connection = True
                case "half":
                    self.wfile.write(b"HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\nhalf")
                    self.close_connection = True
                case _:
                    self._send(reply)

        def _send(self, reply: Reply) -> None:
            self.send_response(reply.status)
            for name, value in reply.headers.items():
                self.send_header(name, value)
            self.send_header("content-length", str(len(reply.body)))
            self.end_headers()
            self.wfile.write(reply.body)

        do_GET = do_PUT = do_POST = do_DELETE = _answer  # noqa: N815 - names of the standard library

        def log_message(self, format: str, *args: object) -> None:
            """Quiet."""

    return Handler
