"""Every mistake of a catalog is told at once, with its place and its cure, and nothing is written."""

from __future__ import annotations

import pytest

from tests.catalog.project import Project

_TOP = "catalog: 1\nconnector: Pump\n"


@pytest.mark.parametrize(
    ("text", "told"),
    [
        pytest.param(
            f"{_TOP}command: {{}}\ncommands: {{}}\n",
            "catalog.yaml:3:1: unknown key 'command'; write 'commands'",
            id="key",
        ),
        pytest.param(
            "catalog: 2\ncommands: {}\n",
            "catalog.yaml:1:1: must be 1, is 2; write 1, the version of this language",
            id="version",
        ),
        pytest.param(
            f"{_TOP}commands:\n  Run: {{}}\n",
            "catalog.yaml:4:3: 'summary' is missing; add 'summary: …' "
            "(what the command does, in one sentence that begins with a verb)",
            id="no summary",
        ),
        pytest.param(
            "catalog: 1\ncommands:\n  Run: {summary: Run.}\n",
            "catalog.yaml:3:3: 'action' is missing; add 'action: …', or 'connector: …' at the top, from which actions "
            "get their prefix",
            id="no action",
        ),
        pytest.param(
            f"{_TOP}commands:\n  run it: {{summary: Run.}}\n",
            "catalog.yaml:4:3: 'run it' cannot be a name here; write a capital letter, then letters and digits, such "
            "as SetScheduleInterval",
            id="command name",
        ),
        pytest.param(
            f"{_TOP}commands:\n  Run: {{summary: Run., lane: controll}}\n",
            'catalog.yaml:4:24: must be one of "control", "work", is "controll"; write \'control\'',
            id="lane",
        ),
        pytest.param(
            f"{_TOP}commands:\n  Run: {{summary: Run., timeout: 1 hour}}\n",
            'catalog.yaml:4:24: "1 hour" does not fit; write 90 or "90s" or "15m" or "1h"',
            id="timeout",
        ),
        pytest.param(
            f"{_TOP}commands:\n  Run: {{summary: Run., repeatable: yes}}\n",
            "catalog.yaml:4:24: must be true or false, is a text; write true or false",
            id="yes is a text",
        ),
        pytest.param(
            f"{_TOP}commands:\n  Run: {{summary: Run., errors: {{notReady: It is not.}}}}\n",
            "catalog.yaml:4:33: 'notReady' cannot be a name here; write the code in capitals, such as NOT_CONNECTED",
            id="error code",
        ),
        pytest.param(
            f"{_TOP}commands:\n  Start: {{summary: Run.}}\n",
            "catalog.yaml:4:3: the method 'start' is an attribute of Connector; write 'method: do_start', or "
            "another name",
            id="attribute of Connector",
        ),
        pytest.param(
            f"{_TOP}commands:\n  Import: {{summary: Run.}}\n",
            "catalog.yaml:4:3: the method 'import' is a keyword of Python; write 'method: import_it'",
            id="keyword",
        ),
        pytest.param(
            f"{_TOP}commands:\n  Import: {{summary: Run., method: handle_import}}\n",
            "catalog.yaml:4:27: the sender's method 'import' is a keyword of Python; write 'method: do_import', or "
            "another name",
            id="keyword of the sender",
        ),
        pytest.param(
            f"{_TOP}commands:\n  SendCommand: {{summary: Run.}}\n",
            "catalog.yaml:4:3: the sender's method 'send_command' is an attribute of every sender; write 'method: "
            "do_send_command', or another name",
            id="attribute of senders",
        ),
        pytest.param(
            f"{_TOP}extends: [ts_connectors]\ncommands:\n  CancelCommand: {{summary: Run.}}\n",
            "catalog.yaml:5:3: the sender's method 'cancel_command' is one of ts_connectors; write another 'method: …'",
            id="method of an extended sender",
        ),
        pytest.param(
            f"{_TOP}commands:\n  Run: {{summary: Run.}}\n  Go: {{summary: Go., method: run}}\n",
            "catalog.yaml:5:22: the method 'run' is taken by catalog.yaml:4:3; write another 'method: …'",
            id="method twice",
        ),
        pytest.param(
            f"{_TOP}commands:\n  Run: {{summary: Run.}}\n"
            "  Go: {summary: Go., action: TetraScience.Connector.Pump.Run}\n",
            "catalog.yaml:5:3: the action 'TetraScience.Connector.Pump.Run' is taken by catalog.yaml:4:3; rename the "
            "command, or give it an 'action' of its own",
            id="action twice",
        ),
        pytest.param(
            f"{_TOP}commands:\n  Run: {{summary: Run.}}\n  Run: {{summary: Again.}}\n",
            "catalog.yaml:5:3: the key 'Run' stands here twice; keep one of the two",
            id="command twice",
        ),
        pytest.param(
            f"{_TOP}commands:\n  Commands: {{summary: Run.}}\n",
            "catalog.yaml:4:3: the constant COMMANDS is taken by the tuple of all commands; rename the command",
            id="constant",
        ),
        pytest.param(
            f"{_TOP}extends: [no_such_lab]\ncommands: {{}}\n",
            "catalog.yaml:3:11: no installed package 'no_such_lab' brings a catalog; install it, or write "
            "'./no_such_lab.yaml' if a file beside this one is meant",
            id="package",
        ),
        pytest.param(
            f"{_TOP}extends: [../lab.yaml]\ncommands: {{}}\n",
            "catalog.yaml:3:11: there is no file '../lab.yaml'; write a path relative to this file",
            id="path",
        ),
        pytest.param(
            f"{_TOP}extends: [./catalog.yaml]\ncommands: {{}}\n",
            "catalog.yaml:3:11: './catalog.yaml' extends this catalog in turn; remove one of the two entries",
            id="circle",
        ),
        pytest.param(
            "{\n",
            "catalog.yaml:2:1: is no YAML: did not find expected node content; correct the syntax at this place",
            id="syntax",
        ),
        pytest.param("", "catalog.yaml:1:1: must be a mapping, is null; write a mapping", id="empty"),
    ],
)
def test_a_mistake_is_told_with_its_place_and_cure(project: Project, text: str, told: str) -> None:
    assert project.mistakes(text) == [told]


def test_the_mistakes_of_all_files_are_told_at_once_and_nothing_is_written(project: Project) -> None:
    project.write("catalog: 1\ntypes:\n  lower: {type: string}\ncommands: {}\n", "shared/lab.yaml")
    mistakes = project.mistakes(
        f"{_TOP}extends: [./shared/lab.yaml]\ncommands:\n  Run: {{summary: Run., lane: fast}}\n  Go: {{}}\n"
    )
    assert [mistake.partition(": ")[0] for mistake in mistakes] == [
        "shared/lab.yaml:3:3",
        "catalog.yaml:5:24",
        "catalog.yaml:6:3",
    ]
    assert project.complaints[-1].startswith("3 mistakes, nothing was written:\n")
    assert project.files() == {}


def test_a_catalog_with_mistakes_leaves_the_package_as_it_was(project: Project) -> None:
    project.write(f"{_TOP}commands:\n  Run: {{summary: Run.}}\n")
    assert project.run() == 0
    before = project.files()
    project.mistakes(f"{_TOP}commands:\n  Run: {{summary: 3}}\n")
    assert project.files() == before
