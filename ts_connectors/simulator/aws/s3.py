"""S3 behind the gate."""

from __future__ import annotations

from dataclasses import replace

from moto.s3.models import s3_backends

from ts_connectors.simulator.aws.account import Account
from ts_connectors.simulator.aws.checksums import PREFIX, check_body, named_checksum
from ts_connectors.simulator.aws.permission import action
from ts_connectors.simulator.aws.refusal import Refusal
from ts_connectors.simulator.aws.request import AwsRequest, AwsResponse
from ts_connectors.simulator.aws.s3_limits import (
    check_encryption,
    check_length_known,
    check_metadata,
    check_name,
    check_part_number,
)
from ts_connectors.simulator.aws.uploads import Uploads

__all__ = ["S3"]

MAKES_AN_OBJECT = frozenset({"CopyObject", "CreateMultipartUpload", "PutObject"})
ALGORITHM_HEADER = "x-amz-sdk-checksum-algorithm"


class S3:
    """Answers the calls that authentication and policy let pass."""

    def __init__(self, account: Account) -> None:
        self._account = account
        self._uploads = Uploads()

    def answer(self, request: AwsRequest) -> AwsResponse:
        """Answer one call.

        Raises:
            Refusal: S3 would refuse it.
        """
        name = action(request)
        check_name(request)
        check_length_known(request.headers)
        check_body(request)
        if name in MAKES_AN_OBJECT:
            check_metadata(request.headers)
            check_encryption(request.headers, self._known_keys())
        if name == "UploadPart":
            check_part_number(request)
        with self._account.locks["s3"]:
            if name == "CreateBucket":
                return self._create_bucket(request)
            self._check_bucket(request)
            self._uploads.check(name, request)
            response = self._account.call(_with_named_algorithm(request))
            self._uploads.record(name, request, response)
        return response

    def _known_keys(self) -> frozenset[str]:
        with self._account.locks["kms"]:
            return frozenset(self._account.kms.keys)

    def _check_bucket(self, request: AwsRequest) -> None:
        # moto would look into the buckets of other accounts too.
        if request.bucket and request.bucket not in self._account.s3.buckets:
            raise Refusal("NoSuchBucket", "The specified bucket does not exist", status=404)

    def _create_bucket(self, request: AwsRequest) -> AwsResponse:
        response = self._account.call(request)
        # moto keeps one list of names for all accounts, but another platform of this process may want this one.
        s3_backends.bucket_accounts.pop(request.bucket, None)
        return response


def _with_named_algorithm(request: AwsRequest) -> AwsRequest:
    """Name the algorithm of the checksum that came: moto stores no checksum without."""
    named = named_checksum(request.headers)
    if named is None:
        return request
    algorithm, value = named
    headers = {**request.headers, ALGORITHM_HEADER: algorithm.upper(), PREFIX + algorithm: value}
    return replace(request, headers=headers)
