"""Queues that cannot be reached or refuse: back-off, health, recovery."""

import logging

import pytest

from tests.runtime.commands.scene import Scene
from ts_connectors.errors import PortError, TransportError
from ts_connectors.models import CommandAction, HealthStatus

DENIED = PortError("The role may not receive; allow it", service="sqs", code="AccessDenied", status=403)


async def test_receiving_backs_off_and_recovers_within_five_seconds(scene: Scene) -> None:
    scene.inbound.outage = TransportError("no route")
    await scene.start()
    await scene.clock.advance(60)
    assert scene.inbound.requests["receive"] <= 16
    scene.inbound.outage = None
    scene.send("c-1")
    assert (await scene.final_of("c-1", within_s=5.1))["status"] == "SUCCESS"


async def test_health_tells_of_an_outage_that_lasts_and_forgets_it_afterwards(scene: Scene) -> None:
    scene.inbound.outage = TransportError("no route")
    await scene.start()
    assert scene.health.reported == {}
    await scene.clock.advance(60)
    assert scene.health.reported == {"commands": (HealthStatus.WARNING, "CommandsNotReceived")}
    scene.inbound.outage = None
    await scene.clock.advance(30)
    assert scene.health.reported == {}
    assert len(scene.health.history) == 2


async def test_a_refusal_that_does_not_pass_by_itself_is_critical_at_once(scene: Scene) -> None:
    scene.inbound.denied = {"receive"}
    await scene.start()
    assert scene.health.reported == {"commands": (HealthStatus.CRITICAL, "CommandsNotReceived")}
    scene.inbound.denied = set()
    scene.send("c-1")
    await scene.final_of("c-1", within_s=10)
    assert scene.health.reported == {}


async def test_one_failure_is_no_matter_for_health(scene: Scene) -> None:
    scene.inbound.fail("receive", TransportError("reset"))
    scene.outbound.fail("send", TransportError("reset"))
    scene.send("c-1")
    await scene.start()
    await scene.final_of("c-1", within_s=10)
    assert scene.health.history == [("commands", None), ("answers", None)]


async def test_an_error_that_nobody_foresaw_stops_nothing(scene: Scene) -> None:
    scene.inbound.fail("receive", KeyError("Messages"))
    scene.outbound.fail("send", ValueError("odd"))
    scene.inbound.fail("delete", RuntimeError("odd"))
    scene.send("c-1")
    await scene.start()
    await scene.until_gone(within_s=30)
    assert scene.statuses("c-1") == ["PROCESSING", "SUCCESS"]


async def test_work_pauses_while_answers_cannot_be_sent_and_goes_on_by_itself(scene: Scene) -> None:
    scene.handlers.hold("c-1")
    scene.send("c-1")
    await scene.start()
    for number in range(2, 5):
        scene.send(f"c-{number}")
    scene.outbound.outage = TransportError("no route")
    await scene.clock.advance(30)
    assert scene.handlers.runs == ["c-1"]
    assert scene.health.reported["answers"] == (HealthStatus.WARNING, "AnswersNotSent")
    scene.outbound.outage = None
    scene.handlers.release("c-1")
    await scene.until_gone(within_s=30)
    assert sorted(scene.handlers.runs) == ["c-1", "c-2", "c-3", "c-4"]


async def test_control_commands_start_while_commands_cannot_be_received(scene: Scene) -> None:
    scene.handlers.hold("start")
    scene.send("start", CommandAction.START)
    scene.send("stop", CommandAction.STOP)
    await scene.start()
    scene.inbound.outage = TransportError("no route")
    await scene.clock.advance(30)
    scene.handlers.release("start")
    assert (await scene.final_of("stop"))["status"] == "SUCCESS"


async def test_an_outage_costs_two_log_lines_however_long_it_is(scene: Scene, caplog: pytest.LogCaptureFixture) -> None:
    scene.inbound.outage = TransportError("no route")
    with caplog.at_level(logging.INFO, logger="ts_connectors._runtime.outages"):
        await scene.start()
        await scene.clock.advance(600)
        scene.inbound.outage = None
        await scene.clock.advance(30)
    lines = [record.getMessage() for record in caplog.records if record.name.endswith("outages")]
    assert len(lines) == 2


async def test_no_body_is_ever_logged(scene: Scene, caplog: pytest.LogCaptureFixture) -> None:
    async def refusing(body: object, context: object) -> object:
        return ["canary"]

    with caplog.at_level(logging.DEBUG):
        scene.bind(CommandAction.VALIDATE_CONFIG, refusing)
        scene.send("c-1", body={"text": "canary"})
        scene.send("c-2", CommandAction.VALIDATE_CONFIG, body="canary")
        scene.send("c-3", "TetraScience.Connector.Test.Nobody", body="canary")
        scene.send("c-4", body="canary", expires_in_s=-1)
        scene.inbound.put('{"commandId": "c-5", "body": "canary"')
        scene.outbound.fail("send", TransportError("reset"))
        await scene.start()
        await scene.until_gone(within_s=30)
    assert "canary" not in caplog.text
    assert "canary" not in "".join(str(vars(record)) for record in caplog.records)


async def test_the_end_of_a_command_is_logged_with_its_facts(scene: Scene, caplog: pytest.LogCaptureFixture) -> None:
    scene.handlers.hold("c-1")
    scene.send("c-1")
    with caplog.at_level(logging.INFO):
        await scene.start()
        await scene.clock.advance(3)
        scene.handlers.release("c-1")
        await scene.final_of("c-1")
    (line,) = [vars(record) for record in caplog.records if hasattr(record, "durationS")]
    assert (line["commandId"], line["status"], line["durationS"]) == ("c-1", "SUCCESS", 3.0)
    assert line["action"] == "TetraScience.Connector.Test.Work"
