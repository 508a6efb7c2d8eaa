"""Credentials that the local platform issued, and who holds which."""

from __future__ import annotations

import base64
import secrets
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from ts_connectors._core.clock import Clock
from ts_connectors.simulator.aws.policy import Policy

__all__ = ["Credentials", "Grant", "Register"]

KEY_ID_LENGTH = 16
TOKEN_BYTES = 192


@dataclass(frozen=True, slots=True, kw_only=True)
class Credentials:
    """Temporary AWS credentials, as `GET /connectors/{id}/credentials` hands them out."""

    access_key_id: str
    secret_access_key: str = field(repr=False)
    session_token: str = field(repr=False)
    expires_at: datetime
    """From this moment on every call with them is refused as expired."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Grant:
    """What the holder of some credentials may do."""

    credentials: Credentials
    name: str
    """Whose they are; named in refusals."""
    policy: Policy
    certificate: str | None = None
    """`bucket/key` of the one object that a connector may read."""


class Register:
    """The credentials that are known, and what each may do. Safe to use from several threads."""

    def __init__(self, clock: Clock, *, random_bytes: Callable[[int], bytes] = secrets.token_bytes) -> None:
        self._clock = clock
        self._random_bytes = random_bytes
        self._grants: dict[str, Grant] = {}
        self._lock = threading.Lock()

    def issue(self, *, lifetime: timedelta, name: str, policy: Policy, certificate: str | None = None) -> Credentials:
        """Make new credentials that are valid from now on for `lifetime`."""
        credentials = Credentials(
            # Temporary keys start with ASIA: clients and S3 tell them from permanent ones by it.
            access_key_id="ASIA" + base64.b32encode(self._random_bytes(KEY_ID_LENGTH)).decode()[:KEY_ID_LENGTH],
            secret_access_key=base64.b64encode(self._random_bytes(30)).decode(),
            session_token=base64.b64encode(self._random_bytes(TOKEN_BYTES)).decode(),
            expires_at=self._clock.now() + lifetime,
        )
        grant = Grant(credentials=credentials, name=name, policy=policy, certificate=certificate)
        with self._lock:
            self._grants[credentials.access_key_id] = grant
        return credentials

    def revoke(self, access_key_id: str) -> None:
        """Forget the credentials: from now on they are unknown. Unknown ones are ignored."""
        with self._lock:
            self._grants.pop(access_key_id, None)

    def find(self, access_key_id: str) -> Grant | None:
        """Return what the holder of this key may do, also of an expired one; None for a key never issued or revoked."""
        with self._lock:
            return self._grants.get(access_key_id)

    def is_expired(self, credentials: Credentials) -> bool:
        """Whether the credentials' time is over."""
        return self._clock.now() >= credentials.expires_at
