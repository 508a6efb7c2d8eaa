"""The command path: everything between the two queues."""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping

from ts_connectors._core.clock import Clock
from ts_connectors._core.ports import Blobs, CommandQueue
from ts_connectors_api.command import Binding

from .journal import Journal
from .running import CommandOptions, HandlerRunner, HealthSink

__all__ = ["CommandPath"]


class CommandPath:
    """Receives commands, runs them, answers them.

    Made and used on one loop; `cancel`, `pause_work` and `resume_work` may be called from any thread.
    """

    def __init__(
        self,
        *,
        inbound: CommandQueue,
        outbound: CommandQueue,
        blobs: Blobs,
        journal: Journal,
        clock: Clock,
        target_id: str,
        bindings: Mapping[str, Binding],
        runner: HandlerRunner,
        options: CommandOptions,
        health: HealthSink,
        mask: Callable[[str], str],
        jitter: Callable[[], float] = random.random,
    ) -> None: ...

    async def run(self) -> None:
        """Receive and answer until `drain` or `close`; survive every outage. Call it once."""
        ...

    async def drain(self, grace_s: float) -> tuple[str, ...]:
        """Stop receiving, let running commands end within `grace_s`, cancel the rest, flush the answers.

        A running Shutdown command is neither waited for nor cancelled, so its handler may call this. A second call
        waits for the same drain.

        Returns:
            The commands that were given back to the queue unstarted; the next start must name them in
            `CommandOptions.returned`.
        """
        ...

    async def close(self, grace_s: float = 5.0) -> None:
        """Drain, flush also the answer of Shutdown within `grace_s`, end all tasks and close the journal."""
        ...

    def cancel(self, command_id: str) -> bool:
        """Cancel a command that waits or runs; it answers FAILURE, code CANCELLED. False: there is none such."""
        ...

    def pause_work(self, reason: str) -> None:
        """Start no further work command until every reason is resumed; control commands go on."""
        ...

    def resume_work(self, reason: str) -> None:
        """Take one reason back."""
        ...
