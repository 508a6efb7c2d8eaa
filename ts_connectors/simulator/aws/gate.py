"""The gate: everything that AWS would refuse is refused before moto sees it."""

from __future__ import annotations

import logging
import threading

from ts_connectors._core.clock import Clock
from ts_connectors.simulator.aws.account import Account
from ts_connectors.simulator.aws.authentication import Authentication
from ts_connectors.simulator.aws.chunked_body import unchunked
from ts_connectors.simulator.aws.fault import FaultHook
from ts_connectors.simulator.aws.logs import CloudWatchLogs
from ts_connectors.simulator.aws.permission import action, authorise
from ts_connectors.simulator.aws.queues import Queues
from ts_connectors.simulator.aws.refusal import Refusal, render
from ts_connectors.simulator.aws.request import AwsRequest, AwsResponse
from ts_connectors.simulator.aws.s3 import S3
from ts_connectors.simulator.aws.sqs import Sqs

__all__ = ["Gate"]

logger = logging.getLogger(__name__)


class Gate:
    """Answers requests, from any number of threads at once."""

    def __init__(
        self,
        account: Account,
        authentication: Authentication,
        queues: Queues,
        *,
        fault_of: FaultHook,
        wall: Clock,
        stopping: threading.Event,
    ) -> None:
        self._fault_of = fault_of
        self._account = account
        self._authentication = authentication
        self._stopping = stopping
        self._sqs = Sqs(account, queues)
        self._s3 = S3(account)
        self._logs = CloudWatchLogs(account, wall)

    def answer(self, request: AwsRequest) -> AwsResponse:
        """Answer a request, whatever it is."""
        try:
            return self._answer(request)
        except Refusal as refusal:
            logger.debug("Refused %s %s: %s", request.service, request.path, refusal.code)
            return render(refusal, request)
        except Exception:
            logger.exception("The local AWS failed on a request to %s", request.service)
            return render(Refusal("InternalError", "The local AWS failed; its log says why.", status=500), request)

    def _answer(self, request: AwsRequest) -> AwsResponse:
        claim, grant = self._authentication.check(request)
        name = _readable_action(request)
        authorise(request, grant)
        self._inject_fault(request, name)
        match request.service:
            case "sqs":
                return self._sqs.answer(request)
            case "s3":
                return self._s3.answer(unchunked(request, claim, grant))
            case "logs":
                return self._logs.answer(request)
            case "kms" | "ssm" | "sts":
                with self._account.locks[request.service]:
                    return self._account.call(request)

    def _inject_fault(self, request: AwsRequest, name: str) -> None:
        fault = self._fault_of(request.service, name)
        if fault is None:
            return
        self._stopping.wait(fault.delay_s)
        if fault.status is not None:
            raise Refusal(fault.code, fault.message, status=fault.status)


def _readable_action(request: AwsRequest) -> str:
    try:
        if request.service != "s3":
            _ = request.parameters
        return action(request)
    except ValueError:
        raise Refusal("SerializationException", "The request's body could not be read.") from None
