"""Whom to trust: one SSL context from the public authorities and the platform's own chain."""

from __future__ import annotations

import asyncio
import logging
import re
import ssl
from pathlib import Path

import certifi

from ts_connectors._core.ports import Lake
from ts_connectors.errors import ConfigurationError, PortError
from ts_connectors.settings import TdpApiConfig

__all__ = ["hub_chain", "local_chain", "ssl_context", "trust"]

_CERTIFICATE = re.compile(r"-----BEGIN CERTIFICATE-----.*?-----END CERTIFICATE-----", re.DOTALL)
_log = logging.getLogger(__name__)


def ssl_context(*chains: str, verifies: bool = True) -> ssl.SSLContext:
    """Return a context that trusts certifi's authorities and the given PEM texts. Costs about 20 ms: make it once.

    Args:
        chains: PEM certificates; one that is no authority, such as an intermediate, is trusted as it is.
        verifies: False accepts any certificate.

    Raises:
        ConfigurationError: a certificate cannot be read.
    """
    context = ssl.create_default_context(cafile=certifi.where())
    # A private chain often comes without its root; Python trusts such a chain by itself from 3.13 on only.
    context.verify_flags |= ssl.VERIFY_X509_PARTIAL_CHAIN
    for chain in chains:
        trust(context, chain)
    if not verifies:
        _log.warning("TLS certificates are not verified: anyone on the way can read and change what is sent")
        context.check_hostname = False
        context.verify_mode = ssl.CERT_NONE
    return context


def trust(context: ssl.SSLContext, chain: str) -> None:
    """Trust the certificates of a PEM text as well.

    Raises:
        ConfigurationError: one cannot be read.
    """
    # Some files carry text between the certificates, which OpenSSL takes in ASCII only.
    pem = "\n".join(_CERTIFICATE.findall(chain))
    if not pem:
        return
    try:
        context.load_verify_locations(cadata=pem)
    except (ssl.SSLError, ValueError) as problem:
        raise ConfigurationError(
            f"A certificate of the chain cannot be read ({problem}): renew the PEM file, or remove the broken block"
        ) from problem


async def local_chain(path: str, *, is_required: bool = False) -> str:
    """Return the PEM text of a file; "" where the file is not there and need not be.

    Raises:
        ConfigurationError: it cannot be read, or holds no certificate.
    """
    try:
        text = await asyncio.to_thread(Path(path).read_text, encoding="utf-8", errors="replace")
    except FileNotFoundError:
        if not is_required:
            return ""
        raise ConfigurationError(f"The certificate file {path} does not exist: mount it, or correct the path") from None
    except OSError as problem:
        raise ConfigurationError(
            f"The certificate file {path} cannot be read ({problem.strerror}): check its permissions"
        ) from problem
    if not _CERTIFICATE.search(text):
        raise ConfigurationError(f"The file {path} holds no PEM certificate: put the platform's chain there")
    return text


async def hub_chain(config: TdpApiConfig, lake: Lake) -> str:
    """Return the platform's chain from the stream bucket; "" where none is named or AWS refuses to give it.

    Raises:
        TransportError: S3 cannot be reached.
        PortError: S3 failed for now.
    """
    if config.tdp_certificate_key is None or config.stream_bucket is None:
        return ""
    try:
        content = await lake.get(config.stream_bucket, config.tdp_certificate_key)
    except PortError as refusal:
        if refusal.is_retryable:
            raise
        _log.warning(
            "The certificate chain s3://%s/%s cannot be read (%s): only the public authorities are trusted",
            config.stream_bucket,
            config.tdp_certificate_key,
            refusal.code,
        )
        return ""
    return content.decode("utf-8", "replace")
