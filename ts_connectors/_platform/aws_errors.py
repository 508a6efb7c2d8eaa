"""Failures of AWS calls in the terms of our own errors."""

from __future__ import annotations

import aiohttp
from botocore.exceptions import (
    BotoCoreError,
    ClientError,
    ConnectTimeoutError,
    CredentialRetrievalError,
    EndpointConnectionError,
    HTTPClientError,
    IncompleteReadError,
    NoCredentialsError,
    ParamValidationError,
    PartialCredentialsError,
    ProxyConnectionError,
    SSLError,
)
from botocore.exceptions import ConnectionError as BotoConnectionError
from botocore.parsers import ResponseParserError

from ts_connectors.errors import ConfigurationError, ConnectorError, PortError, TransportError, UsageError

__all__ = ["has_stale_credentials", "in_our_terms"]

STALE_CREDENTIALS = frozenset(
    {
        "ExpiredToken",
        "ExpiredTokenException",
        "InvalidAccessKeyId",
        "InvalidClientTokenId",
        "UnrecognizedClient",
        "UnrecognizedClientException",
    }
)
THROTTLED = frozenset(
    {
        "KMS.ThrottlingException",
        "LimitExceededException",
        "ProvisionedThroughputExceededException",
        "RequestLimitExceeded",
        "RequestThrottled",
        "RequestTimeout",
        "RequestTimeoutException",
        "ServiceUnavailable",
        "ServiceUnavailableException",
        "SlowDown",
        "Throttling",
        "ThrottlingException",
        "TooManyRequestsException",
    }
)
HINTS = {
    "AccessDenied": "allow the call in the policy of the connector's role",
    "AccessDeniedException": "allow the call in the policy of the connector's role",
    "NoSuchBucket": "check DATALAKE_BUCKET and STREAM_BUCKET",
    "ParameterNotFound": "check JWT_TOKEN_PARAMETER and AWS_REGION",
    "QueueDoesNotExist": "check the queue's URL and AWS_REGION",
    "AWS.SimpleQueueService.NonExistentQueue": "check the queue's URL and AWS_REGION",
    "RequestTimeTooSkewed": "set the machine's clock",
    "SignatureDoesNotMatch": "check the AWS credentials and the machine's clock",
}


def has_stale_credentials(error: BaseException) -> bool:
    """Whether AWS refused a call because of credentials that new ones can replace."""
    return isinstance(error, ClientError) and _code(error) in STALE_CREDENTIALS


def in_our_terms(error: Exception, *, service: str, operation: str) -> Exception:
    """Return the error to raise instead; one that is not AWS's own comes back as it is."""
    call = f"{service}:{operation}"
    match error:
        case ConnectorError():
            return error
        case ClientError():
            return _refusal(error, service, call)
        case NoCredentialsError() | PartialCredentialsError() | CredentialRetrievalError():
            return ConfigurationError(
                f"{call} was not sent, no AWS credentials were found ({error}); "
                "give the process a role or AWS credentials, or set CONNECTOR_TOKEN"
            )
        case ParamValidationError():
            return UsageError(f"{call} was not sent, a parameter is not valid: {error}; correct what was given")
        case BotoConnectionError() | HTTPClientError() | ResponseParserError() | IncompleteReadError():
            return _no_answer(error, call)
        case aiohttp.ClientError() | TimeoutError():
            return _no_answer(error, call)
        case BotoCoreError():
            return ConfigurationError(f"{call} was not sent: {error}; check AWS_REGION and AWS_ENDPOINT_URL")
        case _:
            return error


def _refusal(error: ClientError, service: str, call: str) -> PortError:
    code = _code(error)
    facts = error.response.get("ResponseMetadata", {})
    status = int(facts.get("HTTPStatusCode", 0))
    is_retryable = code in THROTTLED or status == 429 or status >= 500
    advice = (
        "try again later" if is_retryable else HINTS.get(code, "the code is explained in AWS's reference of the call")
    )
    text = error.response.get("Error", {}).get("Message", "")
    request = facts.get("RequestId", "N/A")
    return PortError(
        f"{call} was refused with {code} ({status}): {text} (request {request}); {advice}",
        service=service,
        code=code,
        status=status,
        is_retryable=is_retryable,
    )


def _no_answer(error: Exception, call: str) -> TransportError:
    was_sent = not _failed_before_sending(error)
    consequence = "it may have been carried out" if was_sent else "it was not sent"
    return TransportError(
        f"{call} got no answer, {consequence}: {error}; check the network, the proxy and AWS_ENDPOINT_URL",
        operation=call,
        may_have_been_executed=was_sent,
    )


def _failed_before_sending(error: Exception) -> bool:
    if isinstance(error, EndpointConnectionError):
        # aiobotocore raises it for a refused connection and also for one that broke in the middle.
        return isinstance(error.kwargs.get("error"), aiohttp.ClientConnectorError)
    return isinstance(error, ConnectTimeoutError | ProxyConnectionError | SSLError)


def _code(error: ClientError) -> str:
    return str(error.response.get("Error", {}).get("Code", "Unknown"))
