"""The additional checksums of S3, computed from content in memory."""

from __future__ import annotations

import base64
import hashlib
import struct
import zlib
from collections.abc import Callable, Mapping
from functools import cache

from ts_connectors.errors import UsageError

__all__ = ["ALGORITHMS", "FULL_OBJECT_ONLY", "checksum"]

# Polynomials in reflected form, and the width of the result in bits.
_CRC32C = (0x82F63B78, 32)
_CRC64NVME = (0x9A6C9329AC4BC9B5, 64)

FULL_OBJECT_ONLY = frozenset({"CRC64NVME"})
"""Algorithms for which S3 keeps one checksum of a multipart object, not one of its parts' checksums."""


def checksum(algorithm: str, content: bytes) -> str:
    """Return the checksum in base64, as S3's headers want it.

    CRC32C and CRC64NVME are worked out in Python, at a few MB a second; the others at the machine's speed.

    Raises:
        UsageError: S3 knows no such algorithm.
    """
    digest = ALGORITHMS.get(algorithm)
    if digest is None:
        raise UsageError(f"S3 knows no checksum {algorithm!r}; give one of {', '.join(sorted(ALGORITHMS))}")
    return base64.b64encode(digest(content)).decode()


@cache
def _tables(polynomial: int) -> tuple[tuple[int, ...], ...]:
    # Table n advances a byte by n further bytes, so that eight bytes take one step.
    first: list[int] = []
    for byte in range(256):
        for _ in range(8):
            byte = byte >> 1 ^ (polynomial if byte & 1 else 0)
        first.append(byte)
    tables = [first]
    for _ in range(7):
        tables.append([value >> 8 ^ first[value & 0xFF] for value in tables[-1]])
    return tuple(map(tuple, tables))


def _crc(polynomial: int, width: int, content: bytes) -> bytes:
    t0, t1, t2, t3, t4, t5, t6, t7 = _tables(polynomial)
    mask = (1 << width) - 1
    remainder = mask
    whole = len(content) - len(content) % 8
    for (word,) in struct.iter_unpack("<Q", memoryview(content)[:whole]):
        value = word ^ remainder
        remainder = (
            t7[value & 0xFF]
            ^ t6[value >> 8 & 0xFF]
            ^ t5[value >> 16 & 0xFF]
            ^ t4[value >> 24 & 0xFF]
            ^ t3[value >> 32 & 0xFF]
            ^ t2[value >> 40 & 0xFF]
            ^ t1[value >> 48 & 0xFF]
            ^ t0[value >> 56]
        )
    for byte in content[whole:]:
        remainder = remainder >> 8 ^ t0[(remainder ^ byte) & 0xFF]
    return (remainder ^ mask).to_bytes(width // 8, "big")


ALGORITHMS: Mapping[str, Callable[[bytes], bytes]] = {
    "CRC32": lambda content: zlib.crc32(content).to_bytes(4, "big"),
    "CRC32C": lambda content: _crc(*_CRC32C, content),
    "CRC64NVME": lambda content: _crc(*_CRC64NVME, content),
    "SHA1": lambda content: hashlib.sha1(content, usedforsecurity=False).digest(),
    "SHA256": lambda content: hashlib.sha256(content).digest(),
}
