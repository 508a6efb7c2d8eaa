"""From an action and a body to the handler and back to an answer's body."""

from __future__ import annotations

import inspect
from collections.abc import Mapping

from .command import Binding, CommandContext
from .handlers import bindings_of

__all__ = ["Dispatcher"]


class Dispatcher:
    """The handlers of an object by action.

    `bindings` is what a runtime reads to schedule handlers itself; `dispatch` runs one right here.
    """

    def __init__(self, handlers: object) -> None:
        self.bindings: Mapping[str, Binding] = bindings_of(handlers)

    async def dispatch(self, action: str, body: object, context: CommandContext) -> Mapping[str, object] | None:
        """Validate `body`, run the handler of `action`, validate its result and return it as a JSON object.

        Raises:
            KeyError: no handler for the action.
            InvalidBodyError: the body does not fit; the handler did not run.
            InvalidResultError: the handler returned what its command forbids.
        """
        binding = self.bindings[action]
        result = binding.function(*binding.arguments(body, context))
        return binding.encode(await result if inspect.isawaitable(result) else result)
