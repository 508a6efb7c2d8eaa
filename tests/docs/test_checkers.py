"""The checkers of the papers find what they are there to find."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.docs import mermaid
from tests.docs.pages import Page, blocks_of
from tests.docs.shown import difference
from tests.docs.visit import Visit

FENCE = "```"


def _page(*blocks: str) -> Page:
    text = "\n\n".join(f"{FENCE}{block}\n{FENCE}" for block in blocks)
    return Page(name="page.md", text=text, blocks=blocks_of("page.md", text))


@pytest.mark.parametrize(
    ("block", "said"),
    [
        pytest.param("rust\nfn main() {}", "page.md:2: no checker for 'rust'", id="language without a checker"),
        pytest.param("\nplain", "page.md:2: no checker for ''", id="no language"),
        pytest.param("python\nprint(1", "page.md:2: '(' was never closed", id="no Python"),
        pytest.param("python\n\nraise KeyError('gone')", "line 3, in <module>", id="Python that fails"),
        pytest.param("python\n# alone.py\nraise KeyError('gone')", "KeyError: 'gone'", id="file that nobody ran"),
        pytest.param("python\n# lab/alone.py\nx = y", "NameError", id="file in a folder"),
        pytest.param("json\n{'a': 1}", "page.md:2: Expecting property name", id="no JSON"),
        pytest.param("toml\na = ", "page.md:2: Invalid value", id="no TOML"),
        pytest.param("yaml\ncatalog: 1\ncommands: {Go: {}}", "'summary' is missing", id="mistaken catalog"),
        pytest.param("yaml\nGo: {sumary: Go.}", "write 'summary'", id="mistaken part of a catalog"),
        pytest.param("yaml\n- 1", "is no catalog", id="no catalog"),
        pytest.param("mermaid\nflowchart LR\na -> b", "'a -> b': is neither nodes nor arrows", id="unknown arrow"),
        pytest.param("text\nhello", "what the Python block above it prints", id="text after nothing"),
        pytest.param("console\nmake test", "begins with '$ '", id="no prompt"),
        pytest.param("console\n$ make fly", "make has no fly", id="unknown target"),
        pytest.param("console\n$ make test WINGS=2", "make has no WINGS", id="unknown variable"),
        pytest.param("console\n$ make check\nall passed", "its output cannot be shown", id="output that nobody checks"),
        pytest.param("console\n$ pip install 'ts-connectors[wings]'", "there is no extra wings", id="unknown extra"),
        pytest.param("console\n$ pip install ts-wings", "ts-wings is not ts-connectors", id="unknown package"),
        pytest.param("console\n$ ts-connectors fly", "has no verb fly", id="unknown verb"),
        pytest.param("console\n$ ts-connectors codegen --fly", "has no --fly", id="unknown option"),
        pytest.param("console\n$ python -m examples.fly", "has no program examples.fly", id="unknown program"),
        pytest.param("sh\nrm nowhere.txt", "page.md:2: exit code 1", id="shell line that fails"),
        pytest.param("console\n$ docker run me", "nothing knows how to run or check", id="unknown command"),
        pytest.param("console\n$ python -m ts_connectors.simulator --fly", "exit code 2", id="unknown server option"),
    ],
)
def test_a_block_that_does_not_hold_is_told_with_its_place(block: str, said: str, root: Path, tmp_path: Path) -> None:
    with pytest.raises(AssertionError) as told:
        Visit(_page(block), root=root, folder=tmp_path).follow()

    assert said in str(told.value)


def test_output_that_differs_from_what_the_page_shows_is_told(root: Path, tmp_path: Path) -> None:
    page = _page("python\nprint('one')", "text\ntwo")

    with pytest.raises(AssertionError, match=r"the page shows\ntwo\n+and this was said\none"):
        Visit(page, root=root, folder=tmp_path).follow()


def test_a_quotation_that_the_file_does_not_hold_is_told(root: Path, tmp_path: Path) -> None:
    page = _page("python\n# ts_connectors/options.py\nheartbeat_interval: float = 31")

    with pytest.raises(AssertionError, match=r"ts_connectors/options\.py does not hold these lines"):
        Visit(page, root=root, folder=tmp_path).follow()


def test_a_program_goes_on_from_block_to_block_and_sees_the_files_of_the_page(root: Path, tmp_path: Path) -> None:
    page = _page(
        "python\n# plate.py\nWELLS = 96",
        "python\nfrom plate import WELLS",
        "python\nprint(WELLS)",
        "text\n9…",
        "console\n$ GREETING=hello python say.py\nhello",
    )
    say = tmp_path / "say.py"
    say.write_text("import os\nprint(os.environ['GREETING'])\n", encoding="utf-8")

    with pytest.raises(AssertionError, match=r"nothing knows how to run or check .python say\.py."):
        Visit(page, root=root, folder=tmp_path).follow()
    # Everything before that block held; with the file on the page, all of it does.
    Visit(_page(f"python\n# say.py\n{say.read_text().strip()}", *_texts(page)), root=root, folder=tmp_path).follow()


def test_a_marked_block_is_not_run(root: Path, tmp_path: Path) -> None:
    text = f"<!-- not run: it needs docker -->\n\n{FENCE}console\n$ docker run me\n{FENCE}\n"
    page = Page(name="page.md", text=text, blocks=blocks_of("page.md", text))

    Visit(page, root=root, folder=tmp_path).follow()

    assert [block.reason for block in page.blocks] == ["it needs docker"]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        pytest.param(f"{FENCE}python\nx = 1\n", "page.md:1: the block is not closed", id="open block"),
        pytest.param("<!-- not run: why -->\nText.\n", "page.md:2: a 'not run' marker stands", id="marker above text"),
        pytest.param("<!-- not run: why -->\n", "stands above no block", id="marker at the end"),
        pytest.param("<!-- not run: -->\n", "page.md:1: write the marker as", id="marker without a reason"),
    ],
)
def test_a_page_that_cannot_be_read_is_refused(text: str, said: str) -> None:
    with pytest.raises(ValueError, match=said):
        blocks_of("page.md", text)


def test_a_block_in_a_list_is_found_and_one_in_a_longer_fence_is_text() -> None:
    text = f"- item\n\n  {FENCE}json\n  [1]\n  {FENCE}\n\n````text\n{FENCE}json\n{FENCE}\n````\n"

    assert [(block.language, block.text) for block in blocks_of("page.md", text)] == [
        ("json", "[1]\n"),
        ("text", f"{FENCE}json\n{FENCE}\n"),
    ]


@pytest.mark.parametrize(
    ("diagram", "wrong"),
    [
        pytest.param("pie\n", 1, id="other diagram"),
        pytest.param("flowchart LR\na[one] --> b & c[(two)]\n", 0, id="flow"),
        pytest.param("flowchart LR\nsubgraph a[b]\nc\n", 1, id="subgraph without an end"),
        pytest.param("sequenceDiagram\nparticipant A\nA->>B: hello\n", 1, id="unknown participant"),
        pytest.param("sequenceDiagram\nparticipant A\nA says hello\n", 1, id="no message"),
        pytest.param("sequenceDiagram\nparticipant A\nloop always\nA->>A: on\nend\n", 0, id="sequence"),
    ],
)
def test_the_shape_of_a_diagram_is_checked(diagram: str, wrong: int) -> None:
    assert len(mermaid.mistakes(diagram)) == wrong


def test_three_dots_stand_for_any_text_and_for_nothing_else() -> None:
    assert difference("done in … s\n", "done in 0.12 s  \n") is None
    assert difference("done in … s", "failed in 1 s") is not None
    assert difference("a.c", "abc") is not None


def _texts(page: Page) -> list[str]:
    return [f"{block.language}\n{block.text.rstrip()}" for block in page.blocks]
