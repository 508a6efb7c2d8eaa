"""Commands that users send, as connectors hear them."""

from __future__ import annotations

import json
from datetime import datetime, timedelta
from typing import Any

import httpx
import pytest

from tests.simulator.aws.clients import MovedClock
from tests.simulator.platform.conftest import SCALE
from tests.simulator.platform.device import Device
from tests.simulator.platform.wire import Caller
from ts_connectors.simulator import LocalConnector, LocalPlatform
from ts_connectors_api.command_service.models import CommandDto, CommandSortField, PayloadDelivery, SortDirection
from ts_connectors_api.command_service.requests import CreateCommandRequest
from ts_connectors_api.errors import ApiError, NotFoundError

ACTION = "TetraScience.Connector.Scale.Tare"


def order(clock: MovedClock, connector: LocalConnector, **more: Any) -> CreateCommandRequest:
    """A command that may be picked up for ten minutes."""
    facts: dict[str, Any] = {
        "target_id": connector.id,
        "action": ACTION,
        "payload": {},
        "expires_at": clock.now() + timedelta(minutes=10),
    }
    return CreateCommandRequest(**{**facts, **more})


def test_a_command_is_pending_once_it_is_in_the_queue(
    admin: Caller, connector: LocalConnector, clock: MovedClock
) -> None:
    wanted = order(clock, connector, payload={"grams": 5}, metadata={"project": "p1"})

    sent = admin.commands.create(wanted)

    assert (sent.status, sent.target_id, sent.action, sent.metadata, sent.response_body) == (
        "PENDING",
        connector.id,
        ACTION,
        {"project": "p1"},
        None,
    )
    assert sent.request_body is not None
    assert sent.request_body.body == {"grams": 5}
    assert (sent.created_by_entity, sent.expires_at) == ("user", wanted.expires_at)
    assert admin.commands.get(sent.id) == sent


def test_the_connector_hears_the_command(
    admin: Caller, connector: LocalConnector, device: Device, clock: MovedClock
) -> None:
    payload = {"grams": 5, "note": "Gerät \x00 \uffff 😀"}
    sent = admin.commands.create(order(clock, connector, payload=payload))

    heard = device.receive()

    assert (heard["commandId"], heard["targetId"], heard["action"]) == (sent.id, connector.id, ACTION)
    assert (heard["body"], heard["bodyDelivery"]) == (payload, "embedded")
    assert datetime.fromisoformat(heard["expiresAt"]).tzinfo is not None


def test_a_payload_too_large_for_the_queue_goes_by_url_without_authorization(
    http: httpx.Client, admin: Caller, connector: LocalConnector, device: Device, clock: MovedClock
) -> None:
    payload = {"text": "ä" * 200_000}

    sent = admin.commands.create(order(clock, connector, payload=payload))

    heard = device.receive()
    assert (sent.request_payload_delivery, heard["bodyDelivery"], heard["body"]) == ("referenced", "referenced", None)
    assert http.get(heard["bodyUrl"]).json() == payload
    assert http.get(heard["bodyUrl"], headers={"authorization": "Bearer x"}).status_code == 400


def test_the_largest_message_that_fits_is_embedded(
    admin: Caller, connector: LocalConnector, device: Device, clock: MovedClock
) -> None:
    empty = admin.commands.create(order(clock, connector, payload={"text": ""}))
    room = 256 * 1024 - len(
        json.dumps({k: v for k, v in device.receive().items() if k[0] != "_"}, separators=(",", ":"))
    )

    fits = admin.commands.create(order(clock, connector, payload={"text": "a" * room}))
    too_large = admin.commands.create(order(clock, connector, payload={"text": "a" * (room + 1)}))

    deliveries = [one.request_payload_delivery for one in (empty, fits, too_large)]
    assert deliveries == ["embedded", "embedded", "referenced"]
    assert len(device.receive()["body"]["text"]) == room


def test_a_delivery_can_be_asked_for(
    admin: Caller, connector: LocalConnector, device: Device, clock: MovedClock
) -> None:
    wanted = order(clock, connector, payload={"a": 1}, payload_delivery=PayloadDelivery.REFERENCED)

    admin.commands.create(wanted)

    assert device.receive()["bodyDelivery"] == "referenced"


def test_a_queue_of_the_other_kind_keeps_a_targets_commands_in_one_group(
    http: httpx.Client, platform: LocalPlatform, admin: Caller, clock: MovedClock, botocore_session: Any
) -> None:
    connector = platform.create_connector("Scale 8", artifact=SCALE, fifo=True)
    device = Device(platform, connector, Caller(http, platform, connector.token), botocore_session)
    admin.commands.create(order(clock, connector, payload={"n": 1}))
    admin.commands.create(order(clock, connector, payload={"n": 2}))

    heard = [device.receive() for _ in range(2)]
    device.close()

    assert connector.command_queue_url.endswith(f"onprem-{connector.id}.fifo")
    assert [one["body"]["n"] for one in heard] == [1, 2]
    assert {one["_attributes"]["MessageGroupId"] for one in heard} == {connector.id}


def test_any_action_is_accepted(admin: Caller, connector: LocalConnector, clock: MovedClock) -> None:
    assert admin.commands.create(order(clock, connector, action="no such thing")).status == "PENDING"


def test_a_data_app_is_a_target_too(platform: LocalPlatform, admin: Caller, clock: MovedClock) -> None:
    from_rest = platform.state.data_apps
    admin.request(
        "POST",
        "/v1/data-acquisition/data-apps",
        content='{"name": "Plots", "hostType": "local", "connectorType": "common/plots:v1", "providerIds": []}',
    )
    (data_app,) = from_rest.all()

    sent = admin.commands.create(
        CreateCommandRequest(
            target_id=data_app.id, action=ACTION, payload={}, expires_at=clock.now() + timedelta(minutes=5)
        )
    )

    assert sent.status == "PENDING"


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        pytest.param({"target_id": "nobody"}, "targetId", id="no such target"),
        pytest.param({"metadata": {"where": "Zürich"}}, "metadata.where", id="metadata not ASCII"),
        pytest.param(
            {"payload": {"text": "a" * 300_000}, "payload_delivery": PayloadDelivery.EMBEDDED},
            "payloadDelivery",
            id="too large to be embedded",
        ),
        pytest.param({"expires_at": datetime(2200, 1, 1)}, "expiresAt", id="no offset"),
    ],
)
def test_an_order_that_cannot_be_carried_out_is_refused_with_its_field(
    admin: Caller, connector: LocalConnector, clock: MovedClock, wrong: dict[str, Any], field: str
) -> None:
    with pytest.raises(ApiError) as caught:
        admin.commands.create(order(clock, connector, **wrong))

    body: Any = caught.value.body
    assert (caught.value.status, [fault["field"] for fault in body["validations"]]) == (400, [field])
    assert admin.commands.list().hits == []


@pytest.mark.parametrize(("seconds", "is_taken"), [(58, False), (90, True)])
def test_a_command_must_be_good_for_a_minute(
    admin: Caller, connector: LocalConnector, clock: MovedClock, seconds: int, is_taken: bool
) -> None:
    wanted = order(clock, connector, expires_at=clock.now() + timedelta(seconds=seconds))

    answer = admin.request("POST", "/v1/commands", content=wanted.model_dump_json())

    assert (answer.status_code == 200) is is_taken


def test_a_request_over_ten_megabytes_is_refused(admin: Caller, connector: LocalConnector, clock: MovedClock) -> None:
    wanted = order(clock, connector, payload={"text": "a" * 10 * 1024 * 1024})

    assert admin.request("POST", "/v1/commands", content=wanted.model_dump_json()).status_code == 413


def test_a_command_that_nobody_picks_up_expires(admin: Caller, connector: LocalConnector, clock: MovedClock) -> None:
    sent = admin.commands.create(order(clock, connector))
    clock.shift += timedelta(minutes=10, seconds=1)

    assert admin.commands.get(sent.id).status == "EXPIRED"
    assert [entry.reason for entry in admin.commands.get_history(sent.id)] == [
        "CREATED -> PENDING",
        "PENDING -> EXPIRED: nobody picked it up in time",
    ]


def test_a_command_that_sqs_does_not_take_is_unsent_and_the_failure_noted(
    platform: LocalPlatform, admin: Caller, connector: LocalConnector, clock: MovedClock
) -> None:
    platform.state.connectors.change(connector.id, command_queue="http://127.0.0.1/1/nothing")

    sent = admin.commands.create(order(clock, connector))

    assert sent.status == "UNSENT"
    assert [failed.entity_id for failed in admin.data_acquisition.errors.list().errors] == [connector.id]


def _sent(admin: Caller, connector: LocalConnector, clock: MovedClock, **more: Any) -> CommandDto:
    clock.shift += timedelta(seconds=1)
    return admin.commands.create(order(clock, connector, **more))


def test_commands_are_found_by_conditions(
    platform: LocalPlatform, admin: Caller, connector: LocalConnector, clock: MovedClock
) -> None:
    other = platform.create_connector("Scale 8", artifact=SCALE)
    a = _sent(admin, connector, clock, metadata={"project": "p1", "step": "1"})
    b = _sent(admin, connector, clock, action="Other", metadata={"project": "p1"})
    c = _sent(admin, other, clock, expires_at=clock.now() + timedelta(hours=2))
    assert b.created_at is not None

    def found(**query: Any) -> list[str]:
        return [command.id for command in admin.commands.list(**query).hits]

    assert found() == [c.id, b.id, a.id]
    assert found(target_id=[connector.id]) == [b.id, a.id]
    assert found(action=[ACTION]) == [c.id, a.id]
    assert found(action=[ACTION, "Other"], target_id=[connector.id]) == [b.id, a.id]
    assert found(metadata={"project": "p1"}) == [b.id, a.id]
    assert found(metadata={"project": "p1", "step": "1"}) == [a.id]
    assert found(created_at_before=b.created_at) == [a.id]
    assert found(created_at_after=b.created_at) == [c.id]
    assert found(expires_at_after=clock.now() + timedelta(hours=1)) == [c.id]
    assert found(status=["PENDING"]) == [c.id, b.id, a.id]
    assert found(status=["SUCCESS"]) == []


def test_commands_come_in_pages_and_in_an_order(admin: Caller, connector: LocalConnector, clock: MovedClock) -> None:
    ids = [_sent(admin, connector, clock).id for _ in range(5)]

    first = admin.commands.list(size=2, sort_by=CommandSortField.CREATED_AT, sort=SortDirection.ASC)
    last = admin.commands.list(size=2, from_=4, sort_by=CommandSortField.CREATED_AT, sort=SortDirection.ASC)

    assert ([one.id for one in first.hits], first.has_next, first.from_, first.size) == (ids[:2], True, 0, 2)
    assert ([one.id for one in last.hits], last.has_next, last.from_) == (ids[4:], False, 4)


def test_every_action_ever_sent_is_listed_once(admin: Caller, connector: LocalConnector, clock: MovedClock) -> None:
    for action in ("B", "A", "B"):
        _sent(admin, connector, clock, action=action)

    assert admin.commands.list_actions() == ["A", "B"]


def test_a_command_that_there_is_not_is_404(admin: Caller) -> None:
    with pytest.raises(NotFoundError):
        admin.commands.get("nothing")
    with pytest.raises(NotFoundError):
        admin.commands.get_history("nothing")
