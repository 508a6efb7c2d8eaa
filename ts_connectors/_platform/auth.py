"""Who the connector is: its token for TDP, and the AWS credentials that a standalone connector gets for it."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime
from typing import Protocol

from ts_connectors._core.redaction import Secrets
from ts_connectors._platform.credentials import AwsCredentials
from ts_connectors._platform.portal import Portal
from ts_connectors.errors import ConfigurationError, DecodeError, PortError, TransportError
from ts_connectors_api.data_acquisition.aio import AsyncDataAcquisitionClient
from ts_connectors_api.transport import AsyncTransport

__all__ = ["FixedToken", "ParameterToken", "RestCredentials", "Tokens"]


class Tokens(Protocol):
    """Gives the token that goes with each request. Works from any event loop and thread."""

    @property
    def known(self) -> str | None:
        """The token where asking for it costs nothing, None where `current` must be awaited."""
        ...

    @property
    def is_renewable(self) -> bool:
        """Whether `renew` can give another one."""
        ...

    async def current(self) -> str:
        """Return the token."""
        ...

    async def renew(self, refused: str) -> str | None:
        """Return the token that replaces a refused one, None where there is no other."""
        ...


class FixedToken:
    """CONNECTOR_TOKEN, which nobody can renew."""

    known: str
    is_renewable = False

    def __init__(self, token: str) -> None:
        self.known = token

    async def current(self) -> str:
        """Return the token."""
        return self.known

    async def renew(self, refused: str) -> str | None:
        """Return None: there is no other."""
        del refused
        return None


class ParameterToken:
    """A token in SSM, read when first needed and again once it is refused; one read at a time for all loops."""

    is_renewable = True

    def __init__(self, parameter: str, read: Callable[[str], Awaitable[str]], portal: Portal, secrets: Secrets) -> None:
        self._parameter = parameter
        self._read = read
        self._portal = portal
        self._secrets = secrets
        # Used on the portal's loop only, so that callers of all loops wait for the same read.
        self._reading = asyncio.Lock()
        self._token: str | None = None

    @property
    def known(self) -> str | None:
        """The token that was read last."""
        return self._token

    async def current(self) -> str:
        """Return the token.

        Raises:
            ConfigurationError: SSM refuses to give it.
            TransportError: SSM cannot be reached.
        """
        known = self._token
        return known if known is not None else await self._portal.call(self._replace(None))

    async def renew(self, refused: str) -> str | None:
        """Return the token that replaces a refused one, None where SSM still holds that one."""
        token = await self._portal.call(self._replace(refused))
        return None if token == refused else token

    async def _replace(self, refused: str | None) -> str:
        async with self._reading:
            # Whoever waited for the lock finds the token that the one before it has read.
            token = self._token
            if token is None or token == refused:
                token = self._token = await self._fetch()
            return token

    async def _fetch(self) -> str:
        try:
            token = (await self._read(self._parameter)).strip()
        except PortError as refusal:
            if refusal.is_retryable:
                raise TransportError(
                    f"The token cannot be read from SSM for now ({refusal.code}); try again later",
                    operation="token",
                    may_have_been_executed=False,
                ) from refusal
            raise ConfigurationError(
                f"SSM refuses the token {self._parameter} ({refusal.code}): check JWT_TOKEN_PARAMETER and the role"
            ) from refusal
        except TransportError as failure:
            # The request to TDP itself was not sent yet.
            failure.may_have_been_executed = False
            raise
        self._secrets.add(token)
        if not token or not token.isascii() or not token.isprintable():
            raise ConfigurationError(
                f"The SSM parameter {self._parameter} holds no token: it is empty, or no header can carry it"
            )
        return token


class RestCredentials:
    """AWS credentials of a standalone connector, which TDP gives for its token; `CredentialSource` made real."""

    def __init__(self, connector_id: str, transport: AsyncTransport, secrets: Secrets) -> None:
        self._connector_id = connector_id
        self._client = AsyncDataAcquisitionClient(transport)
        self._secrets = secrets

    async def fetch(self) -> AwsCredentials:
        """Return new credentials.

        Raises:
            ApiError: TDP refuses them.
            TransportError: TDP cannot be reached.
            DecodeError: TDP's answer holds none.
        """
        answer = await self._client.connectors.get_credentials(self._connector_id)
        self._secrets.add(answer.access_key_id, answer.secret_access_key, answer.session_token)
        return AwsCredentials(
            access_key_id=answer.access_key_id,
            secret_access_key=answer.secret_access_key,
            session_token=answer.session_token,
            expires_at=_moment(answer.expiration_date),
        )


def _moment(text: str) -> datetime:
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        raise DecodeError(
            f"The credentials' expirationDate {text!r} is no ISO 8601 time; report it to TDP's support",
            operation="connectors.get_credentials",
        ) from None
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
