"""The bans that a machine keeps: each is on, says what to do instead, and bites."""

import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

BANS = {
    "os.environ": "import os\nhome = os.environ['HOME']\n",
    "os.getenv": "import os\nhome = os.getenv('HOME')\n",
    "logging.basicConfig": "import logging\nlogging.basicConfig()\n",
    "asyncio.create_task": "import asyncio\ntask = asyncio.create_task(None)\n",
    "datetime.datetime.now": "from datetime import UTC, datetime\nnow = datetime.now(UTC)\n",
    "time.sleep": "import time\ntime.sleep(1)\n",
    "unittest.mock": "from unittest.mock import Mock\nmock = Mock()\n",
}


@pytest.fixture(scope="session")
def banned(root: Path) -> dict[str, dict[str, str]]:
    document = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))
    found: dict[str, dict[str, str]] = document["tool"]["ruff"]["lint"]["flake8-tidy-imports"]["banned-api"]
    return found


def test_every_ban_says_what_to_do_instead(banned: dict[str, dict[str, str]]) -> None:
    assert [name for name, entry in banned.items() if len(entry.get("msg", "").split()) < 4] == []


@pytest.mark.parametrize("name", sorted(BANS))
def test_the_ban_bites(name: str, root: Path, banned: dict[str, dict[str, str]]) -> None:
    said = _lint(root, BANS[name], "ts_connectors/planted.py")

    assert "TID251" in said
    assert banned[name]["msg"] in said


def test_settings_alone_may_read_the_environment(root: Path) -> None:
    assert "TID251" not in _lint(root, BANS["os.environ"], "ts_connectors/settings.py")


@pytest.mark.parametrize(
    ("rule", "source"),
    [
        pytest.param("BLE001", "try:\n    x = 1\nexcept Exception:\n    x = 2\n", id="blind except"),
        pytest.param("G004", "import logging\nlogging.getLogger('a').info(f'{logging}')\n", id="formatted log line"),
        pytest.param("T201", "print('hello')\n", id="print"),
        pytest.param("PLC0415", "def f() -> None:\n    import json\n", id="import in a function"),
        pytest.param("D103", "def f() -> None:\n    return\n", id="no docstring"),
        pytest.param("ANN001", "def f(a) -> None:\n    return\n", id="no type"),
        pytest.param(
            "ASYNC210", "import urllib.request\nasync def f() -> None:\n    urllib.request.urlopen('')\n", id="blocking"
        ),
        pytest.param("S324", "import hashlib\nx = hashlib.md5(b'')\n", id="weak hash"),
    ],
)
def test_the_rule_is_on(rule: str, source: str, root: Path) -> None:
    assert rule in _lint(root, source, "ts_connectors/planted.py")


def _lint(root: Path, source: str, name: str) -> str:
    command = [
        sys.executable,
        "-m",
        "ruff",
        "check",
        "--no-cache",
        "--output-format=concise",
        "--stdin-filename",
        name,
        "-",
    ]
    done = subprocess.run(command, cwd=root, input=source, capture_output=True, text=True, check=False)
    return done.stdout
