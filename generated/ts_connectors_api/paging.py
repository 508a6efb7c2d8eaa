"""Going through a list that comes in pages."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable, Iterator, Sequence
from typing import TypeVar

__all__ = ["each_item", "each_item_async"]

P = TypeVar("P")
T = TypeVar("T")


def each_item(
    page: Callable[[int, int], P],
    items: Callable[[P], Sequence[T] | None],
    total: Callable[[P], object],
    *,
    page_size: int,
) -> Iterator[T]:
    """Yield the items of all pages, asking for a page when the one before is used up.

    Args:
        page: gets a page, given how many items to leave out and how many to take.
        items: its items.
        total: how many items there are in all; anything but a number where the service does not tell.
        page_size: how many items to ask for.
    """
    seen = 0
    while True:
        answer = page(seen, page_size)
        found = items(answer) or ()
        yield from found
        seen += len(found)
        if _is_last(len(found), seen, total(answer), page_size):
            return


async def each_item_async(
    page: Callable[[int, int], Awaitable[P]],
    items: Callable[[P], Sequence[T] | None],
    total: Callable[[P], object],
    *,
    page_size: int,
) -> AsyncIterator[T]:
    """Yield the items of all pages; the same as `each_item` for an event loop."""
    seen = 0
    while True:
        answer = await page(seen, page_size)
        found = items(answer) or ()
        for item in found:
            yield item
        seen += len(found)
        if _is_last(len(found), seen, total(answer), page_size):
            return


def _is_last(count: int, seen: int, total: object, page_size: int) -> bool:
    if not count:
        # Whatever the total says: asking again would give the same.
        return True
    if isinstance(total, int) and not isinstance(total, bool):
        # A service may give fewer than were asked for and still have more.
        return seen >= total
    return count < page_size
