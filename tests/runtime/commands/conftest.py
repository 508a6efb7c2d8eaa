from collections.abc import AsyncIterator, Callable
from pathlib import Path

import pytest

from tests.runtime.commands.scene import Scene

SceneMaker = Callable[..., Scene]


@pytest.fixture
async def scenes(tmp_path: Path) -> AsyncIterator[SceneMaker]:
    """Makes scenes; `is_fifo` and `is_durable` say which queue and journal."""
    made: list[Scene] = []

    def make(*, is_fifo: bool = False, is_durable: bool = False) -> Scene:
        made.append(Scene(is_fifo=is_fifo, state_dir=tmp_path / "state" if is_durable else None))
        return made[-1]

    yield make
    for scene in made:
        await scene.end()


@pytest.fixture
async def scene(scenes: SceneMaker) -> Scene:
    """A scene with a standard queue and a journal in memory, not started yet."""
    return scenes()
