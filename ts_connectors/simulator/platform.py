"""The local platform: TDP and AWS on this machine, for the connectors that run against it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import timedelta
from types import TracebackType
from typing import Any, Self, TypeVar

from ts_connectors._core.clock import Clock, SystemClock
from ts_connectors._core.threads import in_thread
from ts_connectors.errors import UsageError
from ts_connectors.simulator.address import PlatformAddress
from ts_connectors.simulator.aws import AwsServer, StoredEvent
from ts_connectors.simulator.connector import LocalConnector
from ts_connectors.simulator.enrolment import NewConnector
from ts_connectors.simulator.lake import LakeObject, lake_objects
from ts_connectors.simulator.premises import Premises
from ts_connectors.simulator.rest.app import FaultOf
from ts_connectors.simulator.rest.requests_seen import SeenRequest
from ts_connectors.simulator.state.artifacts import Artifact
from ts_connectors.simulator.state.basis import Basis, Timings
from ts_connectors.simulator.state.commands import CommandAnswer, CommandRecord
from ts_connectors.simulator.state.state import State

__all__ = ["LocalPlatform"]

HUB_CREDENTIALS = timedelta(days=7)

T = TypeVar("T")


class LocalPlatform:
    """REST, command service and AWS on loopback, with threads of their own and random tokens.

    Each start makes an empty platform. Use it in a `with` or `async with` block, or call `start` and `stop`. Methods
    may be called from any thread; `async with` blocks no loop.

    Args:
        org_slug: the organisation.
        clock: the platform's time; decides on expiry, on who is offline, and until when credentials hold.
        port: of REST and the command service; 0 takes any free one.
        aws_port: of AWS; 0 takes any free one.
        region: the only AWS region.
        timings: how long the platform waits for things.
    """

    faults: FaultOf | None = None
    """Asked on each REST request that has a route; set it at any time. `aws.faults` is the same for AWS."""

    def __init__(
        self,
        *,
        org_slug: str = "local",
        clock: Clock | None = None,
        port: int = 0,
        aws_port: int = 0,
        region: str = "us-east-1",
        timings: Timings | None = None,
    ) -> None:
        self._org_slug = org_slug
        self._clock = clock or SystemClock()
        self._port = port
        self._timings = timings or Timings()
        self._premises: Premises | None = None
        self.aws = AwsServer(aws_port, region=region, clock=self._clock)

    def start(self) -> None:
        """Listen and serve; returns when clients can connect. A second call does nothing.

        Raises:
            OSError: a port is taken.
        """
        if self._premises is not None:
            return
        self.aws.start()
        basis = Basis(org_slug=self._org_slug, clock=self._clock, timings=self._timings)
        try:
            self._premises = Premises(basis, self.aws, port=self._port, fault_of=self._fault_of)
        except BaseException:
            self.aws.stop()
            raise

    def stop(self) -> None:
        """Close the ports and forget everything. Does nothing on a platform that is not running."""
        premises, self._premises = self._premises, None
        if premises is not None:
            premises.close()
            self.aws.stop()

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()

    async def __aenter__(self) -> Self:
        await in_thread(self.start)
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await in_thread(self.stop)

    @property
    def address(self) -> PlatformAddress:
        """All that another process needs to use the platform."""
        return self._running.address

    @property
    def endpoint(self) -> str:
        """What clients need as TDP_ENDPOINT."""
        return self._running.address.endpoint

    @property
    def user_token(self) -> str:
        """The token of a user, who may do everything."""
        return self._running.user_token

    @property
    def state(self) -> State:
        """All that the platform knows, to read and to prepare what no request can."""
        return self._running.state

    def create_connector(
        self,
        name: str,
        *,
        artifact: Artifact,
        host_type: str = "standalone",
        config: Mapping[str, Any] | None = None,
        fifo: bool = False,
        labels: Sequence[tuple[str, str]] = (),
        tags: Sequence[str] = (),
        metadata: Mapping[str, object] | None = None,
        hub_id: str | None = None,
    ) -> LocalConnector:
        """Make a connector, IDLE, with a token, a command queue and a log group.

        Args:
            name: as people read it.
            artifact: the software that it runs.
            host_type: `standalone`, `hub`, `cloud` or `local`.
            config: saved without asking the connector.
            fifo: whether its command queue is a FIFO queue.
            labels: for every file, each a name and a value.
            tags: for every file.
            metadata: for every file.
            hub_id: the hub that it runs on.
        """
        premises = self._running
        premises.state.artifacts.put(artifact)
        new = NewConnector(
            name=name,
            artifact_type=artifact.type,
            host_type=host_type,
            hub_id=hub_id,
            metadata=metadata or {},
            tags=tags,
            labels=labels,
            is_fifo=fifo,
        )
        connector = premises.enrolment.connector(new)
        if config is not None:
            premises.state.configs.save(connector.id, config)
        return self.connector(connector.id)

    def connector(self, connector_id: str) -> LocalConnector:
        """Return a connector with the token that it has now; one without gets one."""
        premises = self._running
        record = premises.state.connectors.get(connector_id)
        return LocalConnector(
            id=record.id,
            name=record.name,
            token=premises.state.tokens.of(record.id) or premises.enrolment.new_token(record.id),
            command_queue_url=record.command_queue,
            host_type=record.host_type,
            hub_id=record.hub_id,
        )

    def environment(self, connector: LocalConnector) -> dict[str, str]:
        """Return every variable that a standalone connector's process needs, beside those that it inherits."""
        return self.address.environment(connector.id, connector.token)

    def hub_environment(self, connector: LocalConnector, *, lifetime: timedelta = HUB_CREDENTIALS) -> dict[str, str]:
        """Return every variable that a connector's process on a hub needs; its AWS keys hold for `lifetime`.

        Raises:
            UsageError: it runs on no hub.
        """
        if connector.hub_id is None:
            raise UsageError(f"The connector {connector.name!r} runs on no hub; create it with hub_id")
        estate = self._running.estate
        keys = estate.credentials(connector.id, lifetime)
        credentials = {
            "AWS_ACCESS_KEY_ID": keys.access_key_id,
            "AWS_SECRET_ACCESS_KEY": keys.secret_access_key,
            "AWS_SESSION_TOKEN": keys.session_token,
        }
        parameter = estate.token_parameter(connector.id)
        return self.address.hub_environment(connector.id, connector.hub_id, parameter, credentials)

    def wait_until(self, predicate: Callable[[], T], timeout: float = 10.0) -> T:
        """Return the first true value of `predicate`, which is asked again whenever something changed.

        Raises:
            TimeoutError: it did not become true within `timeout` real seconds.
        """
        return self._running.state.basis.changes.wait_until(predicate, timeout_s=timeout)

    def commands(self, target_id: str | None = None) -> list[CommandRecord]:
        """Return the commands, of one target or of all, the oldest first."""
        return [one for one in self.state.commands.all() if target_id in (None, one.target_id)]

    def answers(self, command_id: str) -> Sequence[CommandAnswer]:
        """Return every answer to a command, in the order in which they arrived."""
        return self.state.commands.get(command_id).answers

    def objects(self, prefix: str = "") -> list[LakeObject]:
        """Return the newest version of each object of the data lake, by key."""
        return lake_objects(self.aws, self.address.datalake_bucket, prefix=prefix)

    def requests(self) -> list[SeenRequest]:
        """Return the latest REST requests, the oldest first."""
        return self._running.seen.all()

    def log_events(self, connector_id: str) -> list[StoredEvent]:
        """Return what a connector's log sent to CloudWatch, stream by stream."""
        group = self._running.estate.log_group(connector_id)
        return [event for stream in self.aws.log_streams(group) for event in self.aws.log_events(group, stream)]

    @property
    def _running(self) -> Premises:
        if self._premises is None:
            raise UsageError("The local platform is not running: call start() first, or use it in a with block")
        return self._premises

    def _fault_of(self, operation: str, path: str) -> Any:
        return None if self.faults is None else self.faults(operation, path)
