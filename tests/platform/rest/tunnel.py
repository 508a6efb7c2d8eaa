"""A real HTTP proxy on loopback: it tunnels CONNECT, passes plain requests on, and can ask for a password."""

from __future__ import annotations

import base64
import select
import socket
import socketserver
import threading
from types import TracebackType
from typing import Self
from urllib.parse import urlsplit

__all__ = ["Proxy"]


class Proxy:
    """Remembers whom it connected to."""

    def __init__(self, *, user: str = "", password: str = "") -> None:
        self.tunnels: list[str] = []
        self.forwarded: list[str] = []
        self.refused = 0
        userinfo = f"{user}:{password}"
        self.expected = f"Basic {base64.b64encode(userinfo.encode()).decode()}" if user else ""
        self._server = _Server(("127.0.0.1", 0), _Handler)
        self._server.proxy = self
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.01,), daemon=True)

    @property
    def address(self) -> str:
        return f"127.0.0.1:{self._server.server_address[1]}"

    @property
    def url(self) -> str:
        return f"http://{self.address}"

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()


class _Server(socketserver.ThreadingTCPServer):
    daemon_threads = True
    allow_reuse_address = True
    proxy: Proxy


class _Handler(socketserver.StreamRequestHandler):
    server: _Server

    def handle(self) -> None:
        head = b""
        while not head.endswith(b"\r\n\r\n"):
            line = self.rfile.readline()
            if not line:
                return
            head += line
        proxy = self.server.proxy
        method, target, _ = head.split(b"\r\n")[0].decode().split(" ")
        if proxy.expected and f"proxy-authorization: {proxy.expected}".lower() not in head.decode().lower():
            proxy.refused += 1
            self.wfile.write(b"HTTP/1.1 407 Proxy Authentication Required\r\ncontent-length: 0\r\n\r\n")
            return
        if method == "CONNECT":
            proxy.tunnels.append(target)
            host, port = target.rsplit(":", 1)
            with socket.create_connection((host, int(port))) as upstream:
                self.wfile.write(b"HTTP/1.1 200 Connection established\r\n\r\n")
                self._relay(upstream)
            return
        proxy.forwarded.append(target)
        parts = urlsplit(target)
        with socket.create_connection((parts.hostname or "", parts.port or 80)) as upstream:
            path = target.split(parts.netloc, 1)[1]
            upstream.sendall(head.replace(target.encode(), path.encode(), 1))
            self._relay(upstream)

    def _relay(self, upstream: socket.socket) -> None:
        ways = {self.request: upstream, upstream: self.request}
        while True:
            readable, _, _ = select.select(list(ways), [], [])
            for side in readable:
                data = side.recv(65536)
                if not data:
                    return
                ways[side].sendall(data)
