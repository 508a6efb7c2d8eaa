"""Checksums of S3: what a client says of a body, against what the body is."""

from __future__ import annotations

import base64
import binascii
import hashlib
import zlib
from collections.abc import Callable, Mapping
from functools import cache

from ts_connectors.simulator.aws.refusal import Refusal
from ts_connectors.simulator.aws.request import AwsRequest

__all__ = ["ALGORITHMS", "PREFIX", "check_body", "named_checksum"]

PREFIX = "x-amz-checksum-"
ALGORITHM_HEADER = "x-amz-sdk-checksum-algorithm"
# Polynomials in reflected form, and the width of the result in bits.
CRC32C = (0x82F63B78, 32)
CRC64NVME = (0x9A6C9329AC4BC9B5, 64)


@cache
def _table(polynomial: int) -> tuple[int, ...]:
    table: list[int] = []
    for byte in range(256):
        for _ in range(8):
            byte = byte >> 1 ^ (polynomial if byte & 1 else 0)
        table.append(byte)
    return tuple(table)


def _crc(polynomial: int, width: int, body: bytes) -> bytes:
    """Divide byte by byte: some seconds for 100 MB. Only clients with awscrt send these two."""
    table, mask = _table(polynomial), (1 << width) - 1
    remainder = mask
    for byte in body:
        remainder = remainder >> 8 ^ table[(remainder ^ byte) & 0xFF]
    return (remainder ^ mask).to_bytes(width // 8, "big")


ALGORITHMS: Mapping[str, Callable[[bytes], bytes]] = {
    "crc32": lambda body: zlib.crc32(body).to_bytes(4, "big"),
    "crc32c": lambda body: _crc(*CRC32C, body),
    "crc64nvme": lambda body: _crc(*CRC64NVME, body),
    "sha1": lambda body: hashlib.sha1(body, usedforsecurity=False).digest(),
    "sha256": lambda body: hashlib.sha256(body).digest(),
}


def named_checksum(headers: Mapping[str, str]) -> tuple[str, str] | None:
    """Return algorithm and value of the body's checksum among the headers, or None.

    Raises:
        Refusal: there are two.
    """
    named = [(name, headers[PREFIX + name]) for name in ALGORITHMS if PREFIX + name in headers]
    if len(named) > 1:
        raise Refusal(
            "InvalidRequest", "Expecting a single x-amz-checksum- header. Multiple checksum Types are not allowed."
        )
    return named[0] if named else None


def check_body(request: AwsRequest) -> None:
    """Compare the body with each checksum that came with it.

    Raises:
        Refusal: one is of another body, or is no checksum at all.
    """
    if claimed := request.headers.get("content-md5"):
        actual = hashlib.md5(request.body, usedforsecurity=False).digest()
        if len(_decoded(claimed, "InvalidDigest", "The Content-MD5 you specified was invalid.")) != len(actual):
            raise Refusal("InvalidDigest", "The Content-MD5 you specified was invalid.")
        if _encoded(actual) != claimed:
            raise Refusal("BadDigest", "The Content-MD5 you specified did not match what we received.")
    named = named_checksum(request.headers)
    if named is None:
        _check_announced(request)
        return
    algorithm, value = named
    actual = bytes.fromhex(request.body_sha256) if algorithm == "sha256" else ALGORITHMS[algorithm](request.body)
    malformed = f"Value for {PREFIX}{algorithm} header is invalid."
    if len(_decoded(value, "InvalidRequest", malformed)) != len(actual):
        raise Refusal("InvalidRequest", malformed)
    if _encoded(actual) != value:
        raise Refusal("BadDigest", f"The {algorithm.upper()} you specified did not match the calculated checksum.")


def _check_announced(request: AwsRequest) -> None:
    if ALGORITHM_HEADER in request.headers and request.body:
        raise Refusal(
            "InvalidRequest",
            f"{ALGORITHM_HEADER} specified, but no corresponding x-amz-checksum-* or x-amz-trailer headers were found.",
        )


def _encoded(digest: bytes) -> str:
    return base64.b64encode(digest).decode()


def _decoded(text: str, code: str, message: str) -> bytes:
    try:
        return base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError):
        raise Refusal(code, message) from None
