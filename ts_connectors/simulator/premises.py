"""The premises: everything of a local platform that lives from a start to a stop."""

from __future__ import annotations

import os
from datetime import timedelta

from ts_connectors.simulator.address import PlatformAddress
from ts_connectors.simulator.aws import AwsServer
from ts_connectors.simulator.aws.policy import Policy
from ts_connectors.simulator.commands.answers import AnswerReader
from ts_connectors.simulator.commands.desk import Desk
from ts_connectors.simulator.enrolment import Enrolment
from ts_connectors.simulator.estate import Estate
from ts_connectors.simulator.lifecycle import Lifecycle
from ts_connectors.simulator.rest.app import Application, FaultOf
from ts_connectors.simulator.rest.engine import Engine
from ts_connectors.simulator.rest.requests_seen import RequestsSeen
from ts_connectors.simulator.rest.service import Services
from ts_connectors.simulator.rest.views import Views
from ts_connectors.simulator.server import RestServer
from ts_connectors.simulator.state.basis import Basis
from ts_connectors.simulator.state.state import State
from ts_connectors.simulator.state.tokens import Caller

__all__ = ["Premises"]

USER_CREDENTIALS = timedelta(days=7)


class Premises:
    """Built, and serving, when the constructor returns.

    Args:
        basis: time, ids and the organisation.
        aws: a running AWS; `close` leaves it running.
        port: where REST listens, 0 for any free port.
        fault_of: what shall go wrong.

    Raises:
        OSError: the port is taken.
    """

    def __init__(self, basis: Basis, aws: AwsServer, *, port: int, fault_of: FaultOf) -> None:
        self._server = RestServer(port)
        self._is_open = False
        self.state = State(basis)
        self.user_token = self.state.tokens.issue(Caller(id="local-user"))
        self.seen = RequestsSeen(basis.changes)
        self.estate = Estate.build(aws, basis.org_slug)
        self.enrolment = Enrolment(self.state, self.estate)
        self.address = self._address(aws)
        self._reader = AnswerReader(self.state, self.estate)
        services = Services(self._engine())
        application = Application(services, self.state, seen=self.seen, fault_of=fault_of)
        self._server.start(application)
        self._reader.start()
        self._is_open = True

    def close(self) -> None:
        """Stop serving; who waits gives up."""
        self._is_open = False
        self.state.basis.changes.end()
        self._reader.request_stop()
        self._server.stop()
        self._reader.stop()

    def _engine(self) -> Engine:
        desk = Desk(self.state, self.estate)
        return Engine(
            state=self.state,
            estate=self.estate,
            desk=desk,
            enrolment=self.enrolment,
            lifecycle=Lifecycle(self.state, desk),
            views=Views(self.state),
            address=lambda: self.address,
            is_ready=lambda: self._is_open,
        )

    def _address(self, aws: AwsServer) -> PlatformAddress:
        keys = aws.issue_credentials(lifetime=USER_CREDENTIALS, name="local-user", policy=Policy.ADMIN)
        return PlatformAddress(
            endpoint=self._server.endpoint,
            aws_endpoint=aws.endpoint,
            org_slug=self.estate.org_slug,
            region=aws.region,
            outbound_queue=self.estate.outbound_queue,
            datalake_bucket=self.estate.datalake_bucket,
            stream_bucket=self.estate.stream_bucket,
            kms_key_id=self.estate.kms_key_id,
            certificate_key=self.estate.certificate_key,
            user_token=self.user_token,
            user_access_key_id=keys.access_key_id,
            user_secret_access_key=keys.secret_access_key,
            user_session_token=keys.session_token,
            pid=os.getpid(),
        )
