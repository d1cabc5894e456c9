"""Slows down who guesses passwords: a bounded count of tries per name and address."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass

from ringup.telephony.console.errors import TooManyTries

WINDOW = 15 * 60.0
"""Seconds after which tries are forgotten."""

MOST_REMEMBERED = 10_000


@dataclass(frozen=True, slots=True)
class _Tries:
    count: int
    since: float


class Attempts:
    """Tries to sign in that did not succeed. A try counts from its start, so that many at once do
    not slip through. `clock` gives seconds that never go back.

    One name from one address has few tries. All names from one address, and one name from
    everywhere, have more: a whole shop sits behind one address, and a stranger should not find it
    easy to lock an operator out.
    """

    PER_PAIR = 5
    PER_ADDRESS = 30
    PER_NAME = 50

    def __init__(
        self,
        clock: Callable[[], float],
        window: float = WINDOW,
        most_remembered: int = MOST_REMEMBERED,
    ) -> None:
        self._clock = clock
        self._window = window
        self._most = most_remembered
        self._tries: OrderedDict[str, _Tries] = OrderedDict()

    def __len__(self) -> int:
        return len(self._tries)

    def begin(self, name: str, address: str) -> None:
        """Count one more try. Raises TooManyTries, and then counts nothing."""
        limits = self._limits(name, address)
        waits = [self._wait(key) for key, most in limits.items() if self._count(key) >= most]
        if waits:
            raise TooManyTries(max(waits))
        for key in limits:
            self._add(key)

    def succeeded(self, name: str, address: str) -> None:
        """Forget this name's tries from this address; a guesser's others still count."""
        for key in self._limits(name, address):
            self._take_back(key)
        self._tries.pop(_pair(name, address), None)

    def _limits(self, name: str, address: str) -> dict[str, int]:
        return {
            _pair(name, address): self.PER_PAIR,
            f"address {address}": self.PER_ADDRESS,
            f"name {name[:100]}": self.PER_NAME,
        }

    def _count(self, key: str) -> int:
        tries = self._tries.get(key)
        if tries is not None and self._clock() - tries.since >= self._window:
            del self._tries[key]
            return 0
        return tries.count if tries else 0

    def _wait(self, key: str) -> float:
        return self._tries[key].since + self._window - self._clock()

    def _add(self, key: str) -> None:
        count = self._count(key)
        since = self._tries[key].since if count else self._clock()
        self._tries[key] = _Tries(count + 1, since)
        self._tries.move_to_end(key)
        while len(self._tries) > self._most:
            self._tries.popitem(last=False)

    def _take_back(self, key: str) -> None:
        if (count := self._count(key)) > 1:
            self._tries[key] = _Tries(count - 1, self._tries[key].since)
        else:
            self._tries.pop(key, None)


def _pair(name: str, address: str) -> str:
    return f"{address} {name[:100]}"
