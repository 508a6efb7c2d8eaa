"""What S3 refuses of objects and uploads, and the nearest that it takes."""

from __future__ import annotations

import base64
import hashlib
import zlib
from collections.abc import Mapping
from typing import Any

import pytest

from tests.simulator.aws.clients import Clients, error_of
from ts_connectors.simulator.aws import AwsServer
from ts_connectors.simulator.aws.checksums import ALGORITHMS

MIB = 1024 * 1024
PLACE = {"Bucket": "lake", "Key": "acme/1/RAW/run 1/ü.csv"}
BODY = b"the body"
OTHER = b"another"


def _base64(digest: bytes) -> str:
    return base64.b64encode(digest).decode()


@pytest.fixture
def s3(aws: AwsServer, clients: Clients) -> Any:
    aws.create_bucket("lake")
    return clients.client("s3")


def test_an_object_arrives_with_its_metadata_and_a_version(s3: Any, aws: AwsServer) -> None:
    metadata = {"ts_file_id": "1", "ts_connector-name": "=?UTF-8?B?R2Vyw6R0?="}
    first = s3.put_object(**PLACE, Body=BODY, Metadata=metadata, ContentType="text/csv")["VersionId"]
    second = s3.put_object(**PLACE, Body=OTHER)["VersionId"]
    assert [version.version_id for version in aws.list_versions("lake")] == [first, second]
    head = aws.head_object("lake", PLACE["Key"], version_id=first)
    assert (head.metadata, head.content_type, head.size) == (metadata, "text/csv", len(BODY))
    assert aws.get_object("lake", PLACE["Key"], version_id=first) == BODY
    assert aws.get_object("lake", PLACE["Key"]) == OTHER


@pytest.mark.parametrize(
    ("name", "expected"), [("crc32c", "4waSgw=="), ("crc64nvme", "rosUhgp5mIg="), ("crc32", "y/Q5Jg==")]
)
def test_the_checksums_agree_with_the_published_check_values(name: str, expected: str) -> None:
    assert _base64(ALGORITHMS[name](b"123456789")) == expected


@pytest.mark.parametrize("name", ALGORITHMS)
def test_a_checksum_of_another_body_is_refused(name: str, s3: Any, aws: AwsServer) -> None:
    member = f"Checksum{name.upper()}"
    assert (
        error_of(lambda: s3.put_object(**PLACE, Body=BODY, **{member: _base64(ALGORITHMS[name](OTHER))})) == "BadDigest"
    )
    answer = s3.put_object(**PLACE, Body=BODY, **{member: _base64(ALGORITHMS[name](BODY))})
    assert answer[member] == _base64(ALGORITHMS[name](BODY))
    head = aws.head_object("lake", PLACE["Key"])
    assert (head.checksum_algorithm, head.checksum) == (name.upper(), _base64(ALGORITHMS[name](BODY)))


def test_a_checksum_that_is_none_is_refused(s3: Any) -> None:
    assert error_of(lambda: s3.put_object(**PLACE, Body=BODY, ChecksumSHA256="no base64")) == "InvalidRequest"
    short = _base64(b"short")
    assert error_of(lambda: s3.put_object(**PLACE, Body=BODY, ChecksumSHA256=short)) == "InvalidRequest"


def test_two_checksums_are_refused(s3: Any) -> None:
    both = {
        "ChecksumSHA256": _base64(hashlib.sha256(BODY).digest()),
        "ChecksumCRC32": _base64(ALGORITHMS["crc32"](BODY)),
    }
    assert error_of(lambda: s3.put_object(**PLACE, Body=BODY, **both)) == "InvalidRequest"


def test_the_md5_of_another_body_is_refused(s3: Any) -> None:
    md5 = {body: _base64(hashlib.md5(body, usedforsecurity=False).digest()) for body in (BODY, OTHER)}
    assert error_of(lambda: s3.put_object(**PLACE, Body=BODY, ContentMD5=md5[OTHER])) == "BadDigest"
    assert error_of(lambda: s3.put_object(**PLACE, Body=BODY, ContentMD5="no base64")) == "InvalidDigest"
    assert error_of(lambda: s3.put_object(**PLACE, Body=BODY, ContentMD5=_base64(b"short"))) == "InvalidDigest"
    assert s3.put_object(**PLACE, Body=BODY, ContentMD5=md5[BODY])["VersionId"]


def test_metadata_has_at_most_2_kib(s3: Any) -> None:
    assert s3.put_object(**PLACE, Body=BODY, Metadata={"name": "a" * 2044})
    assert error_of(lambda: s3.put_object(**PLACE, Body=BODY, Metadata={"name": "a" * 2045})) == "MetadataTooLarge"


def test_a_key_has_at_most_1024_bytes(s3: Any) -> None:
    assert s3.put_object(Bucket="lake", Key="ü" * 512, Body=BODY)
    assert error_of(lambda: s3.put_object(Bucket="lake", Key="ü" * 512 + "a", Body=BODY)) == "KeyTooLongError"


def test_a_bucket_that_is_not_there_is_refused(s3: Any) -> None:
    assert error_of(lambda: s3.put_object(Bucket="nowhere", Key="a", Body=BODY)) == "NoSuchBucket"


def test_encryption_is_kept_and_answered(s3: Any, aws: AwsServer) -> None:
    key_id = aws.create_kms_key()
    answer = s3.put_object(**PLACE, Body=BODY, ServerSideEncryption="aws:kms", SSEKMSKeyId=key_id)
    assert (answer["ServerSideEncryption"], answer["SSEKMSKeyId"]) == ("aws:kms", key_id)
    head = aws.head_object("lake", PLACE["Key"])
    assert (head.encryption, head.kms_key_id) == ("aws:kms", key_id)


@pytest.mark.parametrize(
    ("headers", "code"),
    [
        pytest.param({"ServerSideEncryption": "rot13"}, "InvalidArgument", id="unknown method"),
        pytest.param({"SSEKMSKeyId": "some-key"}, "InvalidArgument", id="key without method"),
        pytest.param(
            {"ServerSideEncryption": "aws:kms", "SSEKMSKeyId": "no-key"}, "KMS.NotFoundException", id="no such key"
        ),
    ],
)
def test_encryption_that_cannot_be_is_refused(headers: Mapping[str, str], code: str, s3: Any) -> None:
    assert error_of(lambda: s3.put_object(**PLACE, Body=BODY, **headers)) == code
    assert error_of(lambda: s3.create_multipart_upload(**PLACE, **headers)) == code


def test_a_multipart_upload_arrives_in_one_piece(s3: Any, aws: AwsServer) -> None:
    key_id = aws.create_kms_key()
    bodies = [b"a" * 5 * MIB, b"b" * 5 * MIB, b"c"]
    upload = s3.create_multipart_upload(
        **PLACE,
        ChecksumAlgorithm="SHA256",
        Metadata={"ts_file_id": "1"},
        ServerSideEncryption="aws:kms",
        SSEKMSKeyId=key_id,
    )["UploadId"]
    parts = [_upload(s3, upload, number, body) for number, body in enumerate(bodies, start=1)]
    answer = s3.complete_multipart_upload(**PLACE, UploadId=upload, MultipartUpload={"Parts": parts})
    head = aws.head_object("lake", PLACE["Key"])
    assert answer["VersionId"] == head.version_id
    assert (head.metadata, head.encryption, head.kms_key_id) == ({"ts_file_id": "1"}, "aws:kms", key_id)
    whole = hashlib.sha256(b"".join(hashlib.sha256(body).digest() for body in bodies)).digest()
    assert (head.checksum_algorithm, head.checksum) == ("SHA256", _base64(whole))
    assert aws.get_object("lake", PLACE["Key"]) == b"".join(bodies)


def _upload(s3: Any, upload: str, number: int, body: bytes, algorithm: str = "SHA256") -> dict[str, Any]:
    answer = s3.upload_part(**PLACE, UploadId=upload, PartNumber=number, Body=body, ChecksumAlgorithm=algorithm)
    member = f"Checksum{algorithm}"
    return {"PartNumber": number, "ETag": answer["ETag"], member: answer[member]}


def _complete(s3: Any, upload: str, *parts: Mapping[str, Any]) -> Any:
    return s3.complete_multipart_upload(**PLACE, UploadId=upload, MultipartUpload={"Parts": list(parts)})


def test_all_parts_but_the_last_have_at_least_5_mib(s3: Any) -> None:
    upload = s3.create_multipart_upload(**PLACE)["UploadId"]
    small, last = _upload(s3, upload, 1, b"a" * (5 * MIB - 1)), _upload(s3, upload, 2, b"b")
    assert error_of(lambda: _complete(s3, upload, small, last)) == "EntityTooSmall"
    large = _upload(s3, upload, 1, b"a" * 5 * MIB)
    assert _complete(s3, upload, large, last)["VersionId"]


@pytest.mark.parametrize("number", [0, 10_001])
def test_part_numbers_go_from_1_to_10000(number: int, s3: Any) -> None:
    upload = s3.create_multipart_upload(**PLACE)["UploadId"]
    assert error_of(lambda: _upload(s3, upload, number, BODY)) == "InvalidArgument"
    assert _upload(s3, upload, 10_000, BODY)


def test_parts_must_be_listed_in_order_and_as_uploaded(s3: Any) -> None:
    upload = s3.create_multipart_upload(**PLACE)["UploadId"]
    first, second = _upload(s3, upload, 1, b"a" * 5 * MIB), _upload(s3, upload, 2, b"b")
    assert error_of(lambda: _complete(s3, upload, second, first)) == "InvalidPartOrder"
    assert error_of(lambda: _complete(s3, upload, first, second | {"ETag": '"0"'})) == "InvalidPart"
    assert error_of(lambda: _complete(s3, upload, first, second | {"PartNumber": 3})) == "InvalidPart"
    assert _complete(s3, upload, first, second)["VersionId"]


def test_parts_of_an_upload_with_a_checksum_must_bring_theirs(s3: Any) -> None:
    upload = s3.create_multipart_upload(**PLACE, ChecksumAlgorithm="SHA256")["UploadId"]
    assert error_of(lambda: _upload(s3, upload, 1, BODY, "CRC32")) == "InvalidRequest"
    part = _upload(s3, upload, 1, BODY)
    bare = {"PartNumber": 1, "ETag": part["ETag"]}
    assert error_of(lambda: _complete(s3, upload, bare)) == "InvalidRequest"
    wrong = part | {"ChecksumSHA256": _base64(hashlib.sha256(OTHER).digest())}
    assert error_of(lambda: _complete(s3, upload, wrong)) == "InvalidPart"
    assert _complete(s3, upload, part)["VersionId"]


def test_a_part_whose_checksum_is_wrong_is_refused(s3: Any) -> None:
    upload = s3.create_multipart_upload(**PLACE)["UploadId"]
    part = {**PLACE, "UploadId": upload, "PartNumber": 1, "Body": BODY}
    wrong = _base64(zlib.crc32(OTHER).to_bytes(4, "big"))
    assert error_of(lambda: s3.upload_part(**part, ChecksumCRC32=wrong)) == "BadDigest"
    assert s3.upload_part(**part, ChecksumCRC32=_base64(zlib.crc32(BODY).to_bytes(4, "big")))["ETag"]


def test_an_upload_that_is_not_there_or_was_aborted_takes_no_part(s3: Any) -> None:
    assert error_of(lambda: _upload(s3, "nothing", 1, BODY)) == "NoSuchUpload"
    upload = s3.create_multipart_upload(**PLACE)["UploadId"]
    assert _upload(s3, upload, 1, BODY)
    s3.abort_multipart_upload(**PLACE, UploadId=upload)
    assert error_of(lambda: _upload(s3, upload, 1, BODY)) == "NoSuchUpload"


def test_an_upload_with_an_unknown_checksum_does_not_begin(s3: Any) -> None:
    assert error_of(lambda: s3.create_multipart_upload(**PLACE, ChecksumAlgorithm="MD6")) == "InvalidRequest"
    assert s3.create_multipart_upload(**PLACE, ChecksumAlgorithm="CRC32")["UploadId"]
