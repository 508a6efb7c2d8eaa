"""The limits of S3 that moto does not keep."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from ts_connectors.simulator.aws.refusal import Refusal
from ts_connectors.simulator.aws.request import AwsRequest

__all__ = ["check_encryption", "check_length_known", "check_metadata", "check_name", "check_part_number"]

LONGEST_KEY_BYTES = 1024
LARGEST_METADATA_BYTES = 2048
LAST_PART = 10_000
METADATA_PREFIX = "x-amz-meta-"
ENCRYPTION = "x-amz-server-side-encryption"
ENCRYPTION_KEY = "x-amz-server-side-encryption-aws-kms-key-id"


def check_name(request: AwsRequest) -> None:
    """Refuse keys that are too long."""
    if len(request.key.encode("utf-8", "surrogateescape")) > LONGEST_KEY_BYTES:
        raise Refusal("KeyTooLongError", "Your key is too long")


def check_metadata(headers: Mapping[str, str]) -> None:
    """Refuse metadata that is too large or not ASCII."""
    metadata = {
        name.removeprefix(METADATA_PREFIX): value for name, value in headers.items() if name.startswith(METADATA_PREFIX)
    }
    if not all(value.isascii() for value in metadata.values()):
        # S3 takes such bytes for another text than the client signed; nobody ever gets them through.
        raise Refusal(
            "SignatureDoesNotMatch",
            "The request signature we calculated does not match the signature you provided. "
            "Metadata outside ASCII must be encoded as RFC 2047 says.",
            status=403,
        )
    size = sum(len(name) + len(value) for name, value in metadata.items())
    if size > LARGEST_METADATA_BYTES:
        raise Refusal("MetadataTooLarge", "Your metadata headers exceed the maximum allowed metadata size")


def check_length_known(headers: Mapping[str, str]) -> None:
    """Refuse bodies of unknown length, as HTTP clients send streams; S3's own chunks say their length."""
    if "transfer-encoding" in headers and "x-amz-decoded-content-length" not in headers:
        raise Refusal(
            "NotImplemented", "A header you provided implies functionality that is not implemented", status=501
        )


def check_part_number(request: AwsRequest) -> None:
    """Refuse parts outside 1 to 10,000."""
    text = request.arguments.get("partNumber", "")
    if not text.isdecimal() or not 1 <= int(text) <= LAST_PART:
        raise Refusal("InvalidArgument", "Part number must be an integer between 1 and 10000, inclusive")


def check_encryption(headers: Mapping[str, str], known_keys: Collection[str]) -> None:
    """Refuse encryption that S3 does not know, and keys that KMS does not.

    Args:
        headers: of a request that makes an object.
        known_keys: ids of the account's keys.
    """
    algorithm, key = headers.get(ENCRYPTION), headers.get(ENCRYPTION_KEY)
    if algorithm not in (None, "AES256", "aws:kms", "aws:kms:dsse"):
        raise Refusal("InvalidArgument", "The encryption method specified is not supported")
    if key is None:
        return
    if algorithm is None or not algorithm.startswith("aws:kms"):
        raise Refusal(
            "InvalidArgument",
            f"Server Side Encryption with AWS KMS managed key requires HTTP header {ENCRYPTION} : aws:kms",
        )
    if key.rpartition("/")[2] not in known_keys:
        raise Refusal("KMS.NotFoundException", f"Key '{key}' does not exist")
