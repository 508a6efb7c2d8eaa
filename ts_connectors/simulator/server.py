"""The HTTP server of the local platform: loopback only, in a thread with a loop of its own."""

from __future__ import annotations

import socket
import threading

import uvicorn
from starlette.types import ASGIApp

from ts_connectors.errors import UsageError

__all__ = ["RestServer"]

LOOPBACK = "127.0.0.1"
START_TIMEOUT_S = 10.0
STOP_TIMEOUT_S = 5.0


class RestServer:
    """Serves an ASGI application from `start` to `stop`.

    Args:
        port: 0 takes any free one.

    Raises:
        OSError: the port is taken.
    """

    def __init__(self, port: int) -> None:
        # Bound at once: the address is known before anything runs, and a taken port is an error here.
        self._socket = socket.create_server((LOOPBACK, port))
        self._server: _Server | None = None
        self._thread: threading.Thread | None = None

    @property
    def endpoint(self) -> str:
        """The base URL."""
        return f"http://{LOOPBACK}:{self._socket.getsockname()[1]}"

    def start(self, application: ASGIApp) -> None:
        """Begin to serve; returns when requests are answered.

        Raises:
            UsageError: the server does not come up.
        """
        config = uvicorn.Config(
            application,
            lifespan="off",
            ws="none",
            http="h11",
            loop="asyncio",
            log_config=None,
            access_log=False,
            server_header=False,
            timeout_graceful_shutdown=1,
        )
        self._server = server = _Server(config)
        self._thread = threading.Thread(
            target=server.run, kwargs={"sockets": [self._socket]}, name="rest-simulator", daemon=True
        )
        self._thread.start()
        if not server.is_up.wait(START_TIMEOUT_S):
            raise UsageError("The local platform's REST server does not come up; its log says why")

    def stop(self) -> None:
        """Close the port and every connection."""
        if self._server is not None and self._thread is not None:
            self._server.should_exit = True
            self._thread.join(STOP_TIMEOUT_S)
        self._socket.close()


class _Server(uvicorn.Server):
    def __init__(self, config: uvicorn.Config) -> None:
        super().__init__(config)
        self.is_up = threading.Event()

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        self.is_up.set()
