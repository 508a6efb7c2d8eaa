"""The multipart uploads in progress: what S3 remembers of their checksums and moto does not."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from ts_connectors.simulator.aws.checksums import ALGORITHMS, named_checksum
from ts_connectors.simulator.aws.refusal import Refusal
from ts_connectors.simulator.aws.request import AwsRequest, AwsResponse

__all__ = ["Uploads"]

UPLOAD_ID = re.compile(rb"<UploadId>([^<]+)</UploadId>")
PART = re.compile(r"<Part>(.*?)</Part>", re.DOTALL)
FIELD = re.compile(r"<(\w+)>([^<]*)</\1>")


@dataclass(frozen=True, slots=True)
class _Upload:
    place: str
    algorithm: str | None
    """The checksum that every part must bring; None where the upload named none."""
    checksums: dict[int, str] = field(default_factory=dict[int, str])


class Uploads:
    """Checks the steps of multipart uploads. The caller holds the lock of S3."""

    def __init__(self) -> None:
        self._uploads: dict[str, _Upload] = {}

    def check(self, name: str, request: AwsRequest) -> None:
        """Check a step before it is taken; other calls pass.

        Raises:
            Refusal: the upload is unknown, or the step does not fit it.
        """
        if name == "CreateMultipartUpload":
            _algorithm(request)
        if "uploadId" in request.arguments:
            upload = self._uploads.get(request.arguments["uploadId"])
            if upload is None or upload.place != _place(request):
                raise Refusal(
                    "NoSuchUpload",
                    "The specified upload does not exist. The upload ID may be invalid, or the upload may have been "
                    "aborted or completed.",
                    status=404,
                )
            if name == "UploadPart":
                _check_part(upload, request)
            elif name == "CompleteMultipartUpload":
                _check_completion(upload, request)

    def record(self, name: str, request: AwsRequest, response: AwsResponse) -> None:
        """Remember a step that was taken."""
        if response.status >= 300:
            return
        if name == "CreateMultipartUpload":
            if match := UPLOAD_ID.search(response.content):
                self._uploads[match[1].decode()] = _Upload(_place(request), _algorithm(request))
        elif name == "UploadPart":
            if named := named_checksum(request.headers):
                upload = self._uploads[request.arguments["uploadId"]]
                upload.checksums[int(request.arguments["partNumber"])] = named[1]
        elif name == "AbortMultipartUpload":
            del self._uploads[request.arguments["uploadId"]]
        # A completed upload is kept: completing it again is legal and changes nothing.


def _place(request: AwsRequest) -> str:
    return f"{request.bucket}/{request.key}"


def _algorithm(request: AwsRequest) -> str | None:
    algorithm = request.headers.get("x-amz-checksum-algorithm")
    if algorithm is None:
        return None
    if algorithm.lower() not in ALGORITHMS:
        raise Refusal(
            "InvalidRequest", "Checksum algorithm provided is unsupported. Please try again with any of the valid types"
        )
    return algorithm.lower()


def _check_part(upload: _Upload, request: AwsRequest) -> None:
    named = named_checksum(request.headers)
    actual = named[0] if named else None
    if upload.algorithm is not None and actual != upload.algorithm:
        raise Refusal(
            "InvalidRequest",
            f"Checksum Type mismatch occurred, expected checksum Type: {upload.algorithm}, actual checksum Type: "
            f"{actual or 'null'}",
        )


def _check_completion(upload: _Upload, request: AwsRequest) -> None:
    parts = _parts(request.body.decode())
    numbers = [int(part.get("PartNumber", "0")) for part in parts]
    if any(earlier >= later for earlier, later in pairwise(numbers)):
        raise Refusal(
            "InvalidPartOrder", "The list of parts was not in ascending order. Parts must be ordered by part number."
        )
    if upload.algorithm is None or request.headers.get("x-amz-checksum-type") == "FULL_OBJECT":
        return
    for number, part in zip(numbers, parts, strict=True):
        claimed = part.get(f"Checksum{upload.algorithm.upper()}")
        if claimed is None:
            raise Refusal(
                "InvalidRequest",
                f"The upload was created using a {upload.algorithm} checksum. The complete request must include the "
                f"checksum for each part. It was missing for part {number} in the request.",
            )
        if claimed != upload.checksums.get(number):
            raise Refusal(
                "InvalidPart",
                "One or more of the specified parts could not be found. The part may not have been uploaded, or the "
                "specified entity tag may not match the part's entity tag.",
            )


def _parts(xml: str) -> Sequence[Mapping[str, str]]:
    return [dict(FIELD.findall(part)) for part in PART.findall(xml)]
