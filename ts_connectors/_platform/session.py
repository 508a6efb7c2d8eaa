"""What `init_client` opens: one SSL context, and over it REST, presigned URLs and AWS."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ts_connectors import settings
from ts_connectors._core.redaction import Secrets
from ts_connectors._platform import factory
from ts_connectors._platform.auth import FixedToken, ParameterToken, RestCredentials, Tokens
from ts_connectors._platform.aws import Aws
from ts_connectors._platform.endpoint import Endpoint
from ts_connectors._platform.portal import Portal
from ts_connectors._platform.proxies import ProxyRules, passwords, with_scheme
from ts_connectors._platform.tls import hub_chain, local_chain, ssl_context
from ts_connectors.errors import ConfigurationError
from ts_connectors.settings import Job, TdpApiConfig

if TYPE_CHECKING:
    from ts_connectors._platform.wires import Wires

__all__ = ["Session", "open_session"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Session:
    """The open adapters of one TdpApi; each works from any event loop."""

    wires: Wires
    aws: Aws | None
    """None where the configuration does not suffice for AWS."""

    async def aclose(self) -> None:
        """Close the connections of all loops and threads; a later call opens new ones."""
        await self.wires.aclose()
        if self.aws is not None:
            await self.aws.aclose()


async def open_session(
    config: TdpApiConfig,
    *,
    secrets: Secrets,
    portal: Portal,
    headers: Mapping[str, str],
    proxy_url: str | None,
    disable_verify: bool,
) -> Session:
    """Open all that the configuration allows. Certificates are read now, a token with the first request.

    Raises:
        ConfigurationError: something is missing or malformed for REST, or a certificate cannot be read.
        TransportError: S3 cannot be reached for the certificates.
    """
    config.require(Job.REST)
    secrets.add(config.connector_token, *passwords(proxy_url, config.iam_proxy))
    verifies = config.tdp_tls_reject_unauthorized and not disable_verify
    everywhere = with_scheme(proxy_url) if proxy_url else None
    hub_aws = None if config.is_standalone else _aws(config, None, everywhere, verifies)
    try:
        chains = await _chains(config, hub_aws) if verifies else ()
        context = await asyncio.to_thread(ssl_context, *chains, verifies=verifies)
    except BaseException:
        if hub_aws is not None:
            await hub_aws.aclose()
        raise
    rules = ProxyRules.everywhere(everywhere) if everywhere else ProxyRules.of(settings.environment())
    # The first import of the HTTP library takes a third of a second, in which the loop shall go on.
    wires = (await asyncio.to_thread(factory.load_wires))(
        Endpoint(base_url=config.need("TDP_ENDPOINT"), org_slug=config.need("ORG_SLUG")),
        _tokens(config, hub_aws, portal, secrets),
        context=context,
        rules=rules,
        blob_rules=ProxyRules.everywhere(config.iam_proxy) if config.iam_proxy else rules,
        portal=portal,
        headers=headers,
    )
    return Session(wires=wires, aws=hub_aws or _standalone_aws(config, wires, secrets, everywhere, verifies))


async def _chains(config: TdpApiConfig, hub_aws: Aws | None) -> tuple[str, ...]:
    own = await local_chain(config.local_certificate_file) if hub_aws is None else await hub_chain(config, hub_aws.lake)
    if config.tdp_certificate_bundle is None:
        return (own,)
    return own, await local_chain(config.tdp_certificate_bundle, is_required=True)


def _tokens(config: TdpApiConfig, hub_aws: Aws | None, portal: Portal, secrets: Secrets) -> Tokens:
    if hub_aws is None:
        return FixedToken(config.need("CONNECTOR_TOKEN"))
    return ParameterToken(config.need("JWT_TOKEN_PARAMETER"), hub_aws.parameters.get, portal, secrets)


def _standalone_aws(
    config: TdpApiConfig, wires: Wires, secrets: Secrets, proxy_url: str | None, verifies: bool
) -> Aws | None:
    try:
        config.require(Job.AWS)
    except ConfigurationError:
        return None
    return _aws(config, RestCredentials(config.need("CONNECTOR_ID"), wires.transport, secrets), proxy_url, verifies)


def _aws(config: TdpApiConfig, credentials: RestCredentials | None, proxy_url: str | None, verifies: bool) -> Aws:
    return Aws(
        region=config.need("AWS_REGION"),
        credentials=credentials,
        proxy_url=config.iam_proxy or proxy_url,
        ca_bundle=config.tdp_certificate_bundle if verifies else False,
    )
