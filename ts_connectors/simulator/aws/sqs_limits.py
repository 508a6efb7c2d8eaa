"""The limits of SQS that moto does not keep."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from ts_connectors.simulator.aws.refusal import Refusal

__all__ = ["check_limits", "entry_failure"]

LARGEST_BYTES = 256 * 1024
MOST_ENTRIES = 10
MOST_ATTRIBUTES = 10
LONGEST_VISIBILITY_S = 43_200
LONGEST_WAIT_S = 20
FORBIDDEN = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
ENTRY_ID = re.compile(r"[A-Za-z0-9_-]{1,80}")
OLD_CODE_PREFIX = "AWS.SimpleQueueService."


def check_limits(action: str, parameters: Mapping[str, Any]) -> None:
    """Check what can be checked without looking at the queue.

    Raises:
        Refusal: a limit is passed, and the whole call is refused.
    """
    if action.endswith("Batch"):
        _check_entries(parameters.get("Entries") or [])
    match action:
        case "SendMessage":
            _check_message(parameters)
        case "SendMessageBatch":
            _check_total(parameters["Entries"])
        case "ReceiveMessage":
            _check_range(parameters, "MaxNumberOfMessages", 1, 10)
            _check_range(parameters, "WaitTimeSeconds", 0, LONGEST_WAIT_S)
            _check_range(parameters, "VisibilityTimeout", 0, LONGEST_VISIBILITY_S)
        case "ChangeMessageVisibility":
            _check_range(parameters, "VisibilityTimeout", 0, LONGEST_VISIBILITY_S)
        case _:
            pass


def entry_failure(action: str, entry: Mapping[str, Any], *, is_fifo: bool) -> Refusal | None:
    """Return why one entry of a legal batch fails while the others go through, or None."""
    try:
        if action == "SendMessageBatch":
            _check_message(entry)
            if is_fifo and not entry.get("MessageGroupId"):
                return Refusal("MissingParameter", "The request must contain the parameter MessageGroupId.")
        elif action == "ChangeMessageVisibilityBatch":
            _check_range(entry, "VisibilityTimeout", 0, LONGEST_VISIBILITY_S)
    except Refusal as failure:
        return failure
    return None


def _old(shape: str, message: str) -> Refusal:
    return Refusal(OLD_CODE_PREFIX + shape, message, shape=shape)


def _check_entries(entries: Sequence[Mapping[str, Any]]) -> None:
    if not entries:
        raise _old("EmptyBatchRequest", "There should be at least one entry in the request.")
    if len(entries) > MOST_ENTRIES:
        raise _old(
            "TooManyEntriesInBatchRequest",
            f"Maximum number of entries per request are 10. You have sent {len(entries)}.",
        )
    seen: set[str] = set()
    for entry in entries:
        entry_id = str(entry.get("Id", ""))
        if not ENTRY_ID.fullmatch(entry_id):
            raise _old(
                "InvalidBatchEntryId",
                "A batch entry id can only contain alphanumeric characters, hyphens and underscores. "
                "It can be at most 80 letters long.",
            )
        if entry_id in seen:
            raise _old("BatchEntryIdsNotDistinct", f"Id {entry_id} repeated.")
        seen.add(entry_id)


def _check_total(entries: Sequence[Mapping[str, Any]]) -> None:
    total = sum(map(_size, entries))
    if total > LARGEST_BYTES:
        raise _old(
            "BatchRequestTooLong",
            f"Batch requests cannot be longer than {LARGEST_BYTES} bytes. You have sent {total} bytes.",
        )


def _check_message(message: Mapping[str, Any]) -> None:
    body = message.get("MessageBody")
    if not isinstance(body, str) or not body:
        raise Refusal("MissingParameter", "The request must contain the parameter MessageBody.")
    if FORBIDDEN.search(body):
        raise Refusal("InvalidMessageContents", "Message contains characters outside the allowed set.")
    if _size(message) > LARGEST_BYTES:
        raise _invalid(
            f"One or more parameters are invalid. Reason: Message must be shorter than {LARGEST_BYTES} bytes."
        )
    attributes = _attributes(message)
    if len(attributes) > MOST_ATTRIBUTES:
        raise _invalid(
            f"Number of message attributes [{len(attributes)}] exceeds the allowed maximum [{MOST_ATTRIBUTES}]."
        )


def _attributes(message: Mapping[str, Any]) -> Mapping[str, Mapping[str, str]]:
    return message.get("MessageAttributes") or {}


def _size(message: Mapping[str, Any]) -> int:
    texts = [str(message.get("MessageBody", ""))]
    for name, attribute in _attributes(message).items():
        texts += [name, *attribute.values()]
    # Lone surrogates are refused as characters, with a better message than their size would give.
    return sum(len(text.encode("utf-8", "surrogatepass")) for text in texts)


def _check_range(parameters: Mapping[str, Any], name: str, least: int, most: int) -> None:
    value = parameters.get(name)
    if value is None:
        return
    if not least <= int(value) <= most:
        raise _invalid(
            f"Value {value} for parameter {name} is invalid. Reason: Must be between {least} and {most}, if provided."
        )


def _invalid(message: str) -> Refusal:
    return Refusal("InvalidParameterValue", message, shape="InvalidParameterValueException")
