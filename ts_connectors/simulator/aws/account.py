"""An account: one local platform's share of moto's state, which is one for the whole process."""

from __future__ import annotations

import io
import threading
from collections.abc import Callable, Iterable
from functools import cache
from typing import Any

from flask import Flask
from moto.kms.models import KmsBackend, kms_backends
from moto.logs.models import LogEvent, LogsBackend, logs_backends
from moto.moto_server.werkzeug_app import create_backend_app  # pyright: ignore[reportMissingTypeStubs]
from moto.s3.models import FakeKey, S3Backend, s3_backends
from moto.sqs.models import Message, SQSBackend, sqs_backends
from moto.ssm.models import SimpleSystemManagerBackend, ssm_backends
from moto.sts.models import sts_backends

from ts_connectors.simulator.aws.request import AwsRequest, AwsResponse, Service

__all__ = ["Account"]

PARTITION = "aws"
SERVICES: tuple[Service, ...] = ("kms", "logs", "s3", "sqs", "ssm", "sts")


@cache
def _application(service: Service) -> Flask:
    # The applications hold routes and no state, so all accounts of the process share them.
    return create_backend_app(service)


class Account:
    """State in moto under an account id of its own, so that platforms in one process do not see each other.

    moto keeps no order between threads; whoever touches the state of a service holds its lock in `locks`
    (queues have locks of their own, see `Queues`).
    """

    def __init__(self, account_id: str, region: str) -> None:
        self.id = account_id
        self.region = region
        self.locks = {service: threading.RLock() for service in SERVICES}

    @property
    def sqs(self) -> SQSBackend:
        """The account's queues."""
        return sqs_backends[self.id][self.region]

    @property
    def s3(self) -> S3Backend:
        """The account's buckets."""
        return s3_backends[self.id][PARTITION]

    @property
    def logs(self) -> LogsBackend:
        """The account's log groups."""
        return logs_backends[self.id][self.region]

    @property
    def ssm(self) -> SimpleSystemManagerBackend:
        """The account's parameters."""
        return ssm_backends[self.id][self.region]

    @property
    def kms(self) -> KmsBackend:
        """The account's keys."""
        return kms_backends[self.id][self.region]

    def warm_up(self) -> None:
        """Build what the first request of each service would otherwise wait for."""
        for service in SERVICES:
            _application(service)

    def call(self, request: AwsRequest) -> AwsResponse:
        """Let moto answer a request, whoever it is from. The caller holds the service's lock."""
        answered: dict[str, Any] = {}

        def start_response(
            status: str, headers: list[tuple[str, str]], exc_info: object = None
        ) -> Callable[[bytes], None]:
            answered.update(
                status=int(status.partition(" ")[0]), headers={name.lower(): value for name, value in headers}
            )
            return _refuse_write

        pieces: Iterable[bytes] = _application(request.service)(self._environ(request), start_response)
        body = tuple(pieces)
        return AwsResponse(status=answered["status"], headers=answered["headers"], body=body)

    def _environ(self, request: AwsRequest) -> dict[str, Any]:
        environ = {name: value for name, value in request.environ.items() if name != "HTTP_TRANSFER_ENCODING"}
        for name, value in request.headers.items():
            if name.startswith(("x-amz-checksum-", "x-amz-content-", "x-amz-sdk-")):
                environ[f"HTTP_{name.upper().replace('-', '_')}"] = value
        return environ | {
            "CONTENT_LENGTH": str(len(request.body)),
            "HTTP_X_MOTO_ACCOUNT_ID": self.id,
            # werkzeug reads a stream that ends by itself in one piece, without copying it.
            "wsgi.input": io.BytesIO(request.body),
            "wsgi.input_terminated": True,
        }

    def forget(self) -> None:
        """Drop all state of this account, and nobody else's."""
        # moto's own reset disposes of the objects of all accounts.
        objects: list[FakeKey] = vars(FakeKey)["instances_tracked"]
        mine = [stored for stored in objects if stored.account_id == self.id]
        for stored in mine:
            stored.dispose()
        objects[:] = [stored for stored in objects if stored.account_id != self.id]
        # moto's dashboard lists whatever was ever made, and the lists keep it alive; nobody sees the dashboard here.
        for model in (LogEvent, Message):
            vars(model)["instances_tracked"].clear()
        for backends in (kms_backends, logs_backends, s3_backends, sqs_backends, ssm_backends, sts_backends):
            backends.pop(self.id, None)


def _refuse_write(piece: bytes) -> None:
    raise NotImplementedError("moto returns its bodies")
