"""AWS credentials from a source that hands out temporary ones."""

from __future__ import annotations

import asyncio
import concurrent.futures
import logging
import threading
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Protocol

from ts_connectors._core.clock import Clock, SystemClock
from ts_connectors.errors import ApiError, ConnectorError, PortError, TransportError

__all__ = ["AwsCredentials", "CredentialSource", "RotatingCredentials", "refresh_time"]

EARLIEST_REFRESH = timedelta(minutes=15)
RETRY_AFTER = timedelta(seconds=30)
"""How long credentials that are still valid are used after a refresh has failed, before the next try."""

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class AwsCredentials:
    """Temporary credentials of AWS."""

    access_key_id: str
    secret_access_key: str = field(repr=False)
    session_token: str = field(repr=False)
    expires_at: datetime
    """When AWS stops taking them, with zone."""


class CredentialSource(Protocol):
    """Where temporary credentials come from; for a standalone connector the REST API."""

    async def fetch(self) -> AwsCredentials:
        """Return new credentials; called on any loop, one call at a time."""
        ...


def refresh_time(issued_at: datetime, expires_at: datetime) -> datetime:
    """Return when to replace credentials: after three quarters of their life, yet not above 15 minutes early."""
    three_quarters = issued_at + (expires_at - issued_at) * 3 / 4
    return max(three_quarters, expires_at - EARLIEST_REFRESH)


class RotatingCredentials:
    """Credentials that are replaced before they end; safe to use from several loops and threads at the same time.

    Args:
        source: hands out new ones.
        clock: the machine's, unless a test moves it.
    """

    def __init__(self, source: CredentialSource, clock: Clock | None = None) -> None:
        self._source = source
        self._clock = clock or SystemClock()
        self._lock = threading.Lock()
        self._current: AwsCredentials | None = None
        self._due_at: datetime | None = None
        self._fetching: concurrent.futures.Future[AwsCredentials] | None = None
        self._tasks: set[asyncio.Task[None]] = set()

    @property
    def current(self) -> AwsCredentials | None:
        """The latest, valid or not; None before the first fetch."""
        return self._current

    async def get(self) -> AwsCredentials:
        """Return valid credentials, fetching them where none are held or the held ones are due.

        Raises:
            TransportError: none are valid, and the source gave no answer; the AWS call was not sent.
            PortError: none are valid, and the source refused.
        """
        held = self._current
        if held is not None and self._due_at is not None and self._clock.now() < self._due_at:
            return held
        try:
            return await self._fetched()
        except ConnectorError as problem:
            now = self._clock.now()
            if held is None or held.expires_at <= now:
                raise
            self._due_at = now + RETRY_AFTER
            _log.warning("AWS credentials could not be renewed (%s); the held ones are valid for now", problem)
            return held

    async def renew(self, refused: AwsCredentials | None) -> AwsCredentials:
        """Replace credentials that AWS refused; another caller may have done so already.

        Raises:
            TransportError: the source gave no answer; the AWS call was not repeated.
            PortError: the source refused.
        """
        held = self._current
        if held is not None and held is not refused:
            return held
        return await self._fetched()

    async def _fetched(self) -> AwsCredentials:
        with self._lock:
            shared = self._fetching
            if shared is None:
                shared = self._fetching = concurrent.futures.Future()
                # A running future cannot be cancelled by one of those who wait for it.
                shared.set_running_or_notify_cancel()
                task = asyncio.get_running_loop().create_task(self._fetch(shared))
                self._tasks.add(task)
                task.add_done_callback(self._tasks.discard)
        return await asyncio.wrap_future(shared)

    async def _fetch(self, shared: concurrent.futures.Future[AwsCredentials]) -> None:
        issued_at = self._clock.now()
        try:
            fresh = await self._source.fetch()
        except BaseException as problem:  # noqa: BLE001 - it belongs to those who wait, also when this loop ends
            self._settle(shared, _as_port_error(problem))
            return
        self._current = fresh
        self._due_at = refresh_time(issued_at, fresh.expires_at)
        self._settle(shared, fresh)

    def _settle(
        self, shared: concurrent.futures.Future[AwsCredentials], outcome: AwsCredentials | BaseException
    ) -> None:
        with self._lock:
            self._fetching = None
        if isinstance(outcome, AwsCredentials):
            shared.set_result(outcome)
        else:
            shared.set_exception(outcome)


def _as_port_error(problem: BaseException) -> BaseException:
    match problem:
        case TransportError():
            error: ConnectorError = TransportError(
                f"AWS credentials could not be fetched: {problem}",
                operation=problem.operation,
                may_have_been_executed=False,
            )
        case ApiError():
            error = PortError(
                f"AWS credentials were refused: {problem}; check the connector's token",
                service="credentials",
                code=str(problem.status),
                status=problem.status,
                is_retryable=problem.status == 429 or problem.status >= 500,
            )
        case asyncio.CancelledError():
            # The loop that fetched is ending; whoever waits on another one may simply try again.
            error = TransportError("The fetch of AWS credentials was cut off; try again", may_have_been_executed=False)
        case _:
            return problem
    error.__cause__ = problem
    return error
