"""The HTTP server in front of the gate: loopback only, one thread a connection, connections kept."""

from __future__ import annotations

import io
import logging
import select
import socket
import threading
from collections.abc import Callable
from typing import Any, Protocol, cast

from moto.moto_server.werkzeug_app import MotoRequestHandler  # pyright: ignore[reportMissingTypeStubs]
from werkzeug.serving import ThreadedWSGIServer

from ts_connectors.simulator.aws.request import AwsRequest, AwsResponse

__all__ = ["LoopbackServer"]

LOOPBACK = "127.0.0.1"
STOP_TIMEOUT_S = 5.0
POLL_INTERVAL_S = 0.05
BODILESS = frozenset({204, 304})

logger = logging.getLogger(__name__)


class LoopbackServer:
    """Hands requests to `answer`, each connection in a thread of its own.

    Args:
        port: 0 takes any free one.
        answer: must be safe to call from several threads at once, and must not raise.

    Raises:
        OSError: the port is taken.
    """

    def __init__(self, port: int, answer: Callable[[AwsRequest], AwsResponse]) -> None:
        # werkzeug ends the whole process when it cannot bind, so the socket is bound here.
        with socket.create_server((LOOPBACK, port)) as listening:
            self._server = _Listener(listening, answer)
        self._thread = threading.Thread(
            target=self._server.serve_forever, args=(POLL_INTERVAL_S,), name="aws-simulator", daemon=True
        )

    @property
    def port(self) -> int:
        """The port it listens on."""
        return self._server.port

    def start(self) -> None:
        """Begin to serve; connections made since the constructor wait in line until then."""
        self._thread.start()

    def stop(self) -> None:
        """Close the port and every connection, and wait for their threads."""
        self._server.shutdown()
        self._thread.join(STOP_TIMEOUT_S)
        self._server.hang_up(STOP_TIMEOUT_S)


class _Listener(ThreadedWSGIServer):
    def __init__(self, listening: socket.socket, answer: Callable[[AwsRequest], AwsResponse]) -> None:
        super().__init__(
            LOOPBACK, listening.getsockname()[1], _no_application, handler=_Connection, fd=listening.fileno()
        )
        self.answer = answer
        self._open: set[socket.socket] = set()
        self._changed = threading.Condition()

    def process_request(self, request: Any, client_address: Any) -> None:
        with self._changed:
            self._open.add(request)
        super().process_request(request, client_address)

    def shutdown_request(self, request: Any) -> None:
        super().shutdown_request(request)
        with self._changed:
            self._open.discard(request)
            self._changed.notify_all()

    def handle_error(self, request: Any, client_address: Any) -> None:
        # socketserver calls this while it handles the exception.
        logger.exception("A connection to the local AWS broke off")  # noqa: LOG004

    def hang_up(self, timeout_s: float) -> None:
        with self._changed:
            for connection in self._open:
                _shut(connection)
            self._changed.wait_for(lambda: not self._open, timeout_s)


class _Connection(MotoRequestHandler):
    """Moto's handler knows how to keep underscores in header names; werkzeug's would close after each answer."""

    protocol_version = "HTTP/1.1"
    wbufsize = 64 * 1024
    disable_nagle_algorithm = True

    def handle_expect_100(self) -> bool:
        super().handle_expect_100()
        self.wfile.flush()
        return True

    def run_wsgi(self) -> None:
        request = self._read()
        if request is None:
            self.close_connection = True
            return
        response = cast("_Answering", self.server).answer(request)
        self._write(request, response)

    def _read(self) -> AwsRequest | None:
        self.environ = environ = self.make_environ()
        stream = cast("io.BufferedIOBase", environ["wsgi.input"])
        if environ.get("wsgi.input_terminated"):
            body = stream.read()
        else:
            length = int(self.headers.get("Content-Length") or 0)
            body = stream.read(length)
            if len(body) < length:
                return None
        return AwsRequest(
            method=self.command,
            path=environ["RAW_URI"].partition("?")[0],
            query=environ["QUERY_STRING"],
            headers=self._named_headers(),
            body=body,
            environ=environ,
            is_abandoned=self._is_closed_by_client,
        )

    def _named_headers(self) -> dict[str, str]:
        named: dict[str, str] = {}
        for name, value in self.headers.items():
            lower = name.lower()
            named[lower] = f"{named[lower]},{value}" if lower in named else value
        return named

    def _is_closed_by_client(self) -> bool:
        readable, _, _ = select.select([self.connection], [], [], 0)
        try:
            return bool(readable) and self.connection.recv(1, socket.MSG_PEEK) == b""
        except OSError:
            return True

    def _write(self, request: AwsRequest, response: AwsResponse) -> None:
        # Clients take the names of metadata as they are spelled here, and S3 spells them in lower case.
        headers = {name.lower(): value for name, value in response.headers.items()}
        body = () if request.method == "HEAD" or response.status in BODILESS else response.body
        if request.method != "HEAD" and response.status not in BODILESS:
            headers["content-length"] = str(sum(map(len, body)))
        headers.setdefault("date", self.date_time_string())
        self.send_response_only(response.status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.end_headers()
        for piece in body:
            self.wfile.write(piece)
        self.wfile.flush()

    def log(self, type: str, message: str, *args: Any) -> None:
        logger.debug(message, *args)


class _Answering(Protocol):
    answer: Callable[[AwsRequest], AwsResponse]


def _no_application(environ: Any, start_response: Any) -> list[bytes]:
    raise NotImplementedError("requests are answered by the gate")


def _shut(connection: socket.socket) -> None:
    try:
        connection.shutdown(socket.SHUT_RDWR)
    except OSError:
        logger.debug("The client had closed its connection already")
