"""Presigned URLs in memory."""

from __future__ import annotations

from collections.abc import Mapping

from ts_connectors.errors import PortError

__all__ = ["FakeBlobs"]


class FakeBlobs:
    """What lies behind URLs: `contents` is served, `uploads` is what was put."""

    def __init__(self) -> None:
        self.contents: dict[str, bytes] = {}
        self.uploads: dict[str, tuple[bytes, Mapping[str, str]]] = {}
        self.asked: list[str] = []
        """The URLs of all requests, in order."""
        self._errors: list[Exception] = []

    def fail(self, *errors: Exception) -> None:
        """Raise these from the next requests, one each."""
        self._errors.extend(errors)

    async def fetch(self, url: str, *, limit_bytes: int) -> bytes:
        """Return what is there; 404 where nothing is."""
        self._ask(url)
        if url not in self.contents:
            raise PortError("Nothing is at the URL; sign a new one", service="blob", code="404", status=404)
        content = self.contents[url]
        if len(content) > limit_bytes:
            raise PortError(
                f"The body has {len(content)} bytes, {limit_bytes} are allowed; send less",
                service="blob",
                code="TooLarge",
                status=200,
            )
        return content

    async def put(self, url: str, content: bytes, headers: Mapping[str, str]) -> None:
        """Keep the content."""
        self._ask(url)
        self.uploads[url] = (content, dict(headers))

    def _ask(self, url: str) -> None:
        self.asked.append(url)
        if self._errors:
            raise self._errors.pop(0)
