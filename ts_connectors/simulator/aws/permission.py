"""The permission that a request needs, in the names of IAM."""

from __future__ import annotations

from collections.abc import Sequence

from ts_connectors.simulator.aws.credentials import Grant
from ts_connectors.simulator.aws.refusal import Reason, Refusal
from ts_connectors.simulator.aws.request import AwsRequest

__all__ = ["action", "authorise"]

OBJECT_PARTS = {"acl": "Acl", "legal-hold": "LegalHold", "retention": "Retention", "tagging": "Tagging"}
S3_BUCKET_VERBS = {
    "DELETE": "DeleteBucket",
    "GET": "ListBucket",
    "HEAD": "ListBucket",
    "POST": "DeleteObject",
    "PUT": "CreateBucket",
}
S3_OBJECT_VERBS = {
    "DELETE": "DeleteObject",
    "GET": "GetObject",
    "HEAD": "GetObject",
    "POST": "PutObject",
    "PUT": "PutObject",
}


def action(request: AwsRequest) -> str:
    """Name the call: `PutLogEvents`, `SendMessageBatch`, and for S3 the operation as far as rules differ by it."""
    if request.service == "s3":
        return _s3_action(request)
    if request.protocol == "query":
        return request.form.get("Action", "")
    return request.headers.get("x-amz-target", "").partition(".")[2]


def _s3_action(request: AwsRequest) -> str:
    arguments = request.arguments
    if not request.bucket:
        return "ListBuckets"
    if not request.key:
        return S3_BUCKET_VERBS.get(request.method, request.method)
    if "uploadId" in arguments:
        multipart = {
            "DELETE": "AbortMultipartUpload",
            "GET": "ListParts",
            "POST": "CompleteMultipartUpload",
            "PUT": "UploadPart",
        }
        return multipart.get(request.method, request.method)
    if request.method == "POST":
        return "CreateMultipartUpload" if "uploads" in arguments else "PostObject"
    for name, part in OBJECT_PARTS.items():
        if name in arguments:
            return f"{S3_OBJECT_VERBS.get(request.method, '')}{part}"
    if request.method == "PUT" and "x-amz-copy-source" in request.headers:
        return "CopyObject"
    return S3_OBJECT_VERBS.get(request.method, request.method)


def _needed(request: AwsRequest, name: str) -> Sequence[str]:
    if request.service != "s3":
        return [f"{request.service}:{name.removesuffix('Batch')}"]
    match name:
        case "CompleteMultipartUpload" | "CreateMultipartUpload" | "UploadPart":
            needed = ["s3:PutObject"]
        case "CopyObject":
            needed = ["s3:GetObject", "s3:PutObject"]
        case "ListParts":
            needed = ["s3:ListMultipartUploadParts"]
        case "ListBuckets":
            needed = ["s3:ListAllMyBuckets"]
        case _:
            needed = [f"s3:{name}"]
    return [*needed, "s3:PutObjectTagging"] if "x-amz-tagging" in request.headers else needed


def authorise(request: AwsRequest, grant: Grant) -> None:
    """Let the request pass if the grant covers it.

    Raises:
        Refusal: AccessDenied, naming the permission that is missing.
    """
    if is_certificate_read(request, grant):
        return
    for permission in _needed(request, action(request)):
        if not grant.policy.allows(permission):
            raise _denied(request, grant, permission)


def is_certificate_read(request: AwsRequest, grant: Grant) -> bool:
    """Whether the request reads the one object that this grant may read."""
    is_read = request.service == "s3" and action(request) == "GetObject"
    return is_read and grant.certificate == f"{request.bucket}/{request.key}"


def _denied(request: AwsRequest, grant: Grant, permission: str) -> Refusal:
    message = (
        f"User: {grant.name} is not authorized to perform: {permission} "
        f"because no identity-based policy allows the {permission} action"
    )
    return Reason.DENIED.refusal(request, message)
