"""A thread that looks at one sound after the other, for whoever has no use for a late answer."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Generic, TypeVar

MOST_WAITING = 3
"""An answer that has to wait for more than so many others would come too late."""

_Asked = TypeVar("_Asked")
_Answer = TypeVar("_Answer")


class OneByOne(Generic[_Asked, _Answer]):
    """`look` is called in a thread of that name, after `begin`."""

    def __init__(
        self, name: str, look: Callable[[_Asked], _Answer], begin: Callable[[], None] = lambda: None
    ) -> None:
        self._look = look
        self._thread = ThreadPoolExecutor(1, name, initializer=begin)
        self._waiting = 0

    async def ask(self, asked: _Asked) -> _Answer | None:
        """None where too many wait."""
        if self._waiting >= MOST_WAITING:
            return None
        self._waiting += 1
        try:
            return await asyncio.get_running_loop().run_in_executor(self._thread, self._look, asked)
        finally:
            self._waiting -= 1

    async def close(self) -> None:
        await asyncio.to_thread(self._thread.shutdown, cancel_futures=True)
