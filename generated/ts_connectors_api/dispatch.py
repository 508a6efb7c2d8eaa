"""From an action and a body to the handler and back to an answer's body."""

from __future__ import annotations

import asyncio
import inspect
from collections.abc import Mapping
from typing import Generic, TypeVar

from .binding import Binding
from .context import CommandContext, running_command
from .handlers import bindings_of

__all__ = ["Dispatcher"]

H = TypeVar("H")


class Dispatcher(Generic[H]):
    """The handlers of an object by action.

    `bindings` is what a runtime reads to schedule handlers itself; `dispatch` runs one right here.
    """

    def __init__(self, handlers: H) -> None:
        self.handlers = handlers
        self.bindings: Mapping[str, Binding] = bindings_of(handlers)

    async def dispatch(self, action: str, body: object, context: CommandContext) -> Mapping[str, object] | None:
        """Validate `body`, run the handler of `action`, validate its result and return it as a JSON object.

        A plain function runs in a thread, so that it does not stop the loop.

        Raises:
            KeyError: no handler for the action.
            InvalidBodyError: the body does not fit; the handler did not run.
            InvalidResultError: the handler returned what its command forbids.
        """
        binding = self.bindings[action]
        arguments = binding.arguments(body, context)
        with running_command(context):
            if inspect.iscoroutinefunction(binding.function):
                return binding.encode(await binding.function(*arguments))
            result = await asyncio.to_thread(binding.function, *arguments)
            # A plain function may hand out a coroutine, as functools.partial and some decorators do.
            return binding.encode(await result if inspect.isawaitable(result) else result)
