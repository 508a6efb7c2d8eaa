"""SSM's parameter store: where a cloud connector's token lies."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ts_connectors._platform.aws_calls import ServiceCalls
from ts_connectors.errors import PortError

if TYPE_CHECKING:
    from types_aiobotocore_ssm import SSMClient

__all__ = ["SsmParameters"]


class SsmParameters:
    """Reads parameters; safe to use from several loops."""

    def __init__(self, calls: ServiceCalls[SSMClient]) -> None:
        self._calls = calls

    async def get(self, name: str) -> str:
        """Return a parameter's decrypted value.

        Raises:
            PortError: there is none of this name, or the role may not read it.
            TransportError: no answer came.
        """
        answer = await self._calls("GetParameter", lambda client: client.get_parameter(Name=name, WithDecryption=True))
        value = answer["Parameter"].get("Value")
        if value is None:
            raise PortError(
                f"The parameter {name} has no value; store the token there", service="ssm", code="NoValue", status=200
            )
        return value
