"""The reader of answers: takes what connectors say from the outbound queue."""

from __future__ import annotations

import gzip
import json
import logging
import threading
import zlib
from collections.abc import Mapping
from typing import Any, cast

from pydantic import ValidationError

from ts_connectors.simulator.commands.desk import response_key
from ts_connectors.simulator.estate import Estate
from ts_connectors.simulator.state.commands import CommandAnswer
from ts_connectors.simulator.state.state import State
from ts_connectors.simulator.state.tokens import PLATFORM
from ts_connectors_api.command_service.models import CommandResponse
from ts_connectors_api.models import closed_enums

__all__ = ["AnswerReader"]

WAIT_S = 0.1
PAUSE_S = 0.5
STOP_TIMEOUT_S = 5.0
GZIP_MAGIC = b"\x1f\x8b"

_log = logging.getLogger(__name__)


class AnswerReader:
    """Reads in a thread of its own, from `start` to `stop`."""

    def __init__(self, state: State, estate: Estate) -> None:
        self._state = state
        self._estate = estate
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._read, name="command-answers", daemon=True)

    def start(self) -> None:
        """Begin to read."""
        self._thread.start()

    def request_stop(self) -> None:
        """Let the thread end soon; `stop` waits for it."""
        self._stopping.set()

    def stop(self) -> None:
        """Read no more; returns when the thread has ended or the queue's answer is overdue."""
        self._stopping.set()
        self._thread.join(STOP_TIMEOUT_S)

    def take(self, text: str) -> None:
        """Take one message for what it is; whatever it is, it is done with then."""
        answer = self._parsed(text)
        if answer is None:
            return
        command = self._state.commands.find(answer.command_id)
        if command is None:
            self._odd(f"answers the command {answer.command_id}, which there is not")
        elif command.target_id != answer.target_id:
            reason = f"answer {answer.status} of another target ({answer.target_id}) ignored"
            self._state.commands.note(command.id, reason, by=answer.target_id)
        else:
            self._record(answer)

    def _read(self) -> None:
        while not self._stopping.is_set():
            try:
                messages = self._estate.aws.receive(self._estate.outbound_queue, limit=10, wait_s=WAIT_S)
                for message in messages:
                    self.take(message.body)
                    self._estate.aws.delete(self._estate.outbound_queue, message.receipt_handle)
                self._state.commands.expire()
            except Exception:  # noqa: BLE001 - the edge of the loop: one odd message must not end it
                if not self._stopping.is_set():
                    _log.exception("Answers could not be read; reading goes on")
                self._stopping.wait(PAUSE_S)

    def _parsed(self, text: str) -> CommandResponse | None:
        try:
            fields = json.loads(text)
            if isinstance(fields, dict) and isinstance(body := cast("dict[str, Any]", fields).get("body"), str):
                # The text of an object stands for it.
                fields["body"] = json.loads(body)
            with closed_enums():
                return CommandResponse.model_validate(fields, by_alias=True, by_name=False)
        except ValidationError as problem:
            names = sorted({".".join(map(str, fault["loc"])) for fault in problem.errors(include_input=False)})
            self._odd(f"is not valid in {', '.join(names) or 'itself'}")
        except ValueError:
            self._odd("is no JSON")
        return None

    def _record(self, answer: CommandResponse) -> None:
        is_referenced = answer.response_body_delivery == "referenced"
        try:
            body = self._uploaded(answer.command_id) if is_referenced else answer.body
        except (KeyError, ValueError, OSError, EOFError, zlib.error) as problem:
            reason = f"the answer's body cannot be read: {type(problem).__name__}"
            self._state.commands.move(answer.command_id, "ERROR", by=PLATFORM.id, reason=reason)
            return
        self._state.commands.answer(
            answer.command_id,
            CommandAnswer(
                status=answer.status.value,
                body=body,
                delivery="referenced" if is_referenced else "embedded",
                sent_at=answer.created_at,
                received_at=self._state.basis.now(),
                is_late=False,
            ),
            by=answer.target_id,
        )

    def _uploaded(self, command_id: str) -> Mapping[str, Any] | None:
        content = self._estate.aws.get_object(self._estate.stream_bucket, response_key(command_id))
        body = json.loads(gzip.decompress(content) if content.startswith(GZIP_MAGIC) else content)
        if body is not None and not isinstance(body, dict):
            raise ValueError("the uploaded body is no JSON object")
        return cast("dict[str, Any] | None", body)

    def _odd(self, reason: str) -> None:
        # The text stays out of the log: it may hold what nobody else shall read.
        _log.warning("A message of the outbound queue %s; it was dropped", reason)
        with self._state.basis.changes:
            self._state.commands.odd_answers.append(reason)
