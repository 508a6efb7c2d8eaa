"""The checksums of S3, against their published test vectors."""

from __future__ import annotations

import base64
import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ts_connectors._core.checksums import ALGORITHMS, checksum
from ts_connectors.errors import UsageError

# The check values of the catalogue of CRC algorithms, and FIPS 180's way for the hashes: all of "123456789".
VECTORS = {
    "CRC32": "cbf43926",
    "CRC32C": "e3069283",
    "CRC64NVME": "ae8b14860a799888",
    "SHA1": "f7c3bc1d808e04732adf679965ccc34ca7ae3441",
    "SHA256": "15e2b0d3c33891ebb0f1ef609ec419420c20e320ce94c65fbc8c3312448eb225",
}


@pytest.mark.parametrize("algorithm", sorted(ALGORITHMS))
def test_a_checksum_is_that_of_its_standard(algorithm: str) -> None:
    assert checksum(algorithm, b"123456789") == base64.b64encode(bytes.fromhex(VECTORS[algorithm])).decode()


@given(content=st.binary(max_size=70))
def test_content_of_any_length_is_read_whole(content: bytes) -> None:
    # The tables of CRC-32 and CRC-32C differ in nothing but the polynomial.
    assert ALGORITHMS["CRC32"](content) == zlib.crc32(content).to_bytes(4, "big")
    assert ALGORITHMS["CRC32C"](content + b"\x00") != ALGORITHMS["CRC32C"](content + b"\x01")


def test_an_algorithm_that_s3_does_not_know_is_refused() -> None:
    with pytest.raises(UsageError, match="S3 knows no checksum 'MD5'; give one of CRC32"):
        checksum("MD5", b"")
