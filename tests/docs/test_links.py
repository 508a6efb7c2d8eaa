"""What the papers point at is there, and everything that a reader should find is pointed at."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pytest

from tests.docs.pages import Page

LINK = re.compile(r"(?<!!)\[[^\]]+\]\((?P<target>[^)\s]+)\)")
HEADING = re.compile(r"^#+ (?P<text>.+)$", re.MULTILINE)
FENCED = re.compile(r"^```.*?^```$", re.DOTALL | re.MULTILINE)
OWN_FOLDERS = ("benchmarks/", "codegen/", "docs/", "examples/", "generated/", "specs/", "tests/", "ts_connectors/")
INLINE = re.compile(r"`([^`\n]+)`")
NOT_YET = {"benchmarks/"}
"""Rooms that the plan of the house names and nobody has moved into."""


@pytest.fixture(scope="session")
def tracked(root: Path) -> list[str]:
    listed = subprocess.run(
        ["git", "-c", "safe.directory=*", "ls-files", "--cached", "--others", "--exclude-standard"],
        cwd=root,
        capture_output=True,
        text=True,
        check=True,
    )
    return listed.stdout.splitlines()


def test_every_link_leads_to_a_file_and_a_heading(root: Path, pages: list[Page]) -> None:
    links = [(page, found["target"]) for page in pages for found in LINK.finditer(FENCED.sub("", page.text))]

    assert len(links) > 20
    assert [f"{page.name}: {target}" for page, target in links if not _leads_somewhere(root, page, target)] == []


def test_every_path_that_a_paper_names_is_in_the_repository(pages: list[Page], tracked: list[str]) -> None:
    named = {
        (page.name, word)
        for page in pages
        for word in INLINE.findall(FENCED.sub("", page.text))
        if word.startswith(OWN_FOLDERS) and re.fullmatch(r"[\w./-]+", word)
    }

    missing = {word for _, word in named if not any(path == word or path.startswith(word) for path in tracked)}
    assert len(named) > 20
    assert {word for word in missing if not any(f"{word}.py" == path for path in tracked)} <= NOT_YET


def test_the_readme_leads_to_every_page_of_the_docs(pages: list[Page]) -> None:
    readme = next(page for page in pages if page.name == "README.md")
    linked = {found["target"] for found in LINK.finditer(readme.text)}
    guides = {page.name for page in pages if page.name.startswith("docs/") and page.name.count("/") == 1}

    assert guides - linked == set()


def _leads_somewhere(root: Path, page: Page, target: str) -> bool:
    if re.match(r"[a-z]+:", target):
        return target.startswith("https://")
    path, _, anchor = target.partition("#")
    file = (root / page.name).parent / path if path else root / page.name
    if not file.exists():
        return False
    return not anchor or anchor in {_anchor(text) for text in HEADING.findall(file.read_text(encoding="utf-8"))}


def _anchor(heading: str) -> str:
    return re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-")
