"""A connector's end of the two queues, over real SQS with the credentials that the platform gives it."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Mapping
from concurrent.futures import Future
from typing import Any

from botocore.config import Config
from botocore.session import Session

from tests.simulator.platform.wire import Caller
from ts_connectors.simulator import LocalConnector, LocalPlatform

__all__ = ["Device", "meanwhile"]


class Device:
    """Receives commands and answers them, one by one, as a test says."""

    def __init__(self, platform: LocalPlatform, connector: LocalConnector, caller: Caller, session: Session) -> None:
        self.id = connector.id
        self.caller = caller
        self._address = platform.address
        self._queue = connector.command_queue_url
        self._session = session
        credentials = caller.connectors.get_credentials(connector.id)
        self.sqs = self.client(
            "sqs", credentials.access_key_id, credentials.secret_access_key, credentials.session_token
        )

    def client(self, service: str, key_id: str, secret: str, token: str) -> Any:
        """Return an AWS client with some credentials; it tries once."""
        return self._session.create_client(
            service,
            region_name=self._address.region,
            endpoint_url=self._address.aws_endpoint,
            aws_access_key_id=key_id,
            aws_secret_access_key=secret,
            aws_session_token=token,
            config=Config(retries={"total_max_attempts": 1}),
        )

    def heartbeat(self) -> None:
        """Be online."""
        self.caller.connectors.heartbeat(self.id)

    def receive(self, *, wait_s: int = 5) -> dict[str, Any]:
        """Take the next command from the queue and delete its message."""
        (message,) = self._messages(wait_s)
        self.sqs.delete_message(QueueUrl=self._queue, ReceiptHandle=message["ReceiptHandle"])
        return dict(json.loads(message["Body"]), _attributes=message.get("Attributes", {}))

    def has_nothing(self) -> bool:
        """Whether no command waits."""
        return not self._messages(0)

    def answer(
        self, command: Mapping[str, Any], status: str, body: Mapping[str, Any] | None = None, **more: Any
    ) -> None:
        """Answer a command."""
        fields = {"commandId": command["commandId"], "targetId": self.id, "status": status, "body": body}
        self.say(json.dumps({**fields, **more}))

    def say(self, text: str) -> None:
        """Put anything into the outbound queue."""
        self.sqs.send_message(QueueUrl=self._address.outbound_queue, MessageBody=text)

    def judges(self, verdict: Mapping[str, Any], status: str = "SUCCESS") -> dict[str, Any]:
        """Take the next command and answer it with a verdict; return the command."""
        command = self.receive()
        self.answer(command, status, verdict)
        return command

    def close(self) -> None:
        """Close the connections."""
        self.sqs.close()

    def _messages(self, wait_s: int) -> list[dict[str, Any]]:
        answer = self.sqs.receive_message(
            QueueUrl=self._queue, MaxNumberOfMessages=1, WaitTimeSeconds=wait_s, AttributeNames=["All"]
        )
        return list(answer.get("Messages", []))


def meanwhile(call: Callable[[], Any]) -> Future[Any]:
    """Run a call that blocks until the test has done its part."""
    outcome: Future[Any] = Future()

    def run() -> None:
        try:
            outcome.set_result(call())
        except Exception as error:  # noqa: BLE001 - it is raised again where the outcome is asked for
            outcome.set_exception(error)

    threading.Thread(target=run, daemon=True).start()
    return outcome
