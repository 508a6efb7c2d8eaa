"""docs/configuration.md says what settings.py reads."""

from __future__ import annotations

import dataclasses
import re
from pathlib import Path

import pytest

from tests.docs.tables import code_words, table_after
from ts_connectors.errors import ConfigurationError
from ts_connectors.settings import Job, TdpApiConfig

PAPER = Path("docs") / "configuration.md"


@pytest.fixture
def paper(root: Path) -> str:
    return (root / PAPER).read_text(encoding="utf-8")


def test_every_variable_has_a_row_with_its_keywords_and_its_default(paper: str) -> None:
    told = {code_words(row[0])[0]: (set(code_words(row[1])), row[2].strip("`")) for row in _variables(paper)}

    known: dict[str, tuple[set[str], str]] = {}
    for field in dataclasses.fields(TdpApiConfig):
        if field.metadata:
            keywords, _ = known.setdefault(field.metadata["name"], (set(), _shown(field.metadata["default"])))
            keywords.add(field.name)
    assert told == known


def test_every_row_says_what_the_variable_means(paper: str) -> None:
    assert [row[0] for row in _variables(paper) if len(row[3].split()) < 3] == []


def test_every_other_variable_that_the_sdk_reads_by_name_is_told(root: Path, paper: str) -> None:
    fields = {field.metadata["name"] for field in dataclasses.fields(TdpApiConfig) if field.metadata}
    read: set[str] = set()
    for module in (root / "ts_connectors").rglob("*.py"):
        if "simulator" not in module.parts:
            read |= set(re.findall(r"(?:environ|known)\.get\(\s*\"([A-Z_]+)\"", module.read_text(encoding="utf-8")))

    told = {word for row in table_after(paper, "## The variables", number=1) for word in code_words(row[0])}
    proxies = {"HTTP_PROXY", "HTTPS_PROXY", "NO_PROXY"}
    assert "TS_CONNECTORS_STATE_DIR" in read
    assert {name.removesuffix("_S3") for name in read - fields} | proxies == told


@pytest.mark.parametrize("job", [job for job in Job if job is not Job.AWS])
def test_what_a_job_needs_is_what_its_error_names(job: Job, paper: str) -> None:
    needs = {row[0]: set(code_words(row[1])) for row in table_after(paper, "## What is needed for what")}
    with pytest.raises(ConfigurationError) as nothing_set:
        TdpApiConfig().require(job, Job.REST)
    with pytest.raises(ConfigurationError) as on_a_hub:
        TdpApiConfig(jwt_token_parameter="/token").require(job, Job.REST)

    named = set(re.findall(r"[A-Z]+(?:_[A-Z]+)+", f"{nothing_set.value} {on_a_hub.value}"))
    assert needs["call the REST API"] | needs[job.value] == named


def _variables(paper: str) -> list[list[str]]:
    return table_after(paper, "## The variables")


def _shown(default: object) -> str:
    return "none" if default is None else str(default).lower() if isinstance(default, bool) else str(default)
