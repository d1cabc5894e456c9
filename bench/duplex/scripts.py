"""Who says what, and what else is heard of them: as many calls as asked for, drawn once for all servers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from random import Random
from typing import Any

import yaml

from bench.duplex.ticks import Kind

VOICES = ("rms", "slt", "awb", "kal16", "kal_diphone", "ked_diphone")
"""Of flite and festival."""

LONG = " +"

_INTO_SPEECH = {Kind.INTERRUPTION: 4, Kind.ACKNOWLEDGEMENT: 4, Kind.TIC: 2, Kind.ASIDE: 2, None: 1}
_IN_SILENCE = {Kind.TIC: 1, Kind.ASIDE: 1, None: 6}
"""Shares of what a caller does while the assistant speaks at length, and when it has spoken. tau-voice draws
them from rates a minute; here each has to come often enough for a rate in a hundred calls."""

_INTO = (0.5, 0.9)
"""Seconds of the assistant's speech before something is said into it. Early: a sentence that comes to its own
end within a second counts as stopped, in tau-voice too."""


@dataclass(frozen=True, slots=True)
class Beside:
    """What a caller does besides their turns. `after`: seconds into the assistant's speech; None: when it has
    ended. An interruption has no words of its own: the next turn is said into the speech."""

    kind: Kind
    what: str = ""
    after: float | None = None

    @property
    def is_spoken(self) -> bool:
        """Whether a voice says it. An "um" is a tic that has a word."""
        return bool(self.what) and (self.kind is not Kind.TIC or self.what == "um")


@dataclass(frozen=True, slots=True)
class Step:
    """Listen, do `beside` meanwhile, then say the words."""

    words: str
    beside: Beside | None = None

    @property
    def interrupts(self) -> bool:
        return self.beside is not None and self.beside.kind is Kind.INTERRUPTION


@dataclass(frozen=True, slots=True)
class Script:
    number: int
    voice: str
    steps: tuple[Step, ...]


def scripts(count: int, seed: int = 0) -> tuple[Script, ...]:
    """The first ones stay the same whatever the count."""
    return tuple(_script(number, Random(f"{seed} {number}")) for number in range(count))


def _script(number: int, random: Random) -> Script:
    calls = _written()["calls"]
    turns: list[str] = calls[number % len(calls)]
    before = ["greeting" + LONG, *turns[:-1]]
    steps = tuple(
        Step(turn.removesuffix(LONG), _beside(random, said.endswith(LONG)))
        for said, turn in zip(before, turns, strict=True)
    )
    return Script(number, random.choice(VOICES), steps)


def _beside(random: Random, at_length: bool) -> Beside | None:
    """One thing at most: two would have to be told apart."""
    kind = _drawn(random, _INTO_SPEECH) if at_length else None
    if kind is not None:
        return Beside(kind, _what(random, kind), round(random.uniform(*_INTO), 2))
    kind = _drawn(random, _IN_SILENCE)
    return None if kind is None else Beside(kind, _what(random, kind))


def _drawn(random: Random, shares: dict[Any, int]) -> Kind | None:
    [kind] = random.choices(list(shares), list(shares.values()))
    return kind  # type: ignore[no-any-return]


def _what(random: Random, kind: Kind) -> str:
    written = _written()
    match kind:
        case Kind.ACKNOWLEDGEMENT:
            return str(random.choice(written["acknowledgements"]))
        case Kind.TIC:
            return str(random.choice(written["tics"]))
        case Kind.ASIDE:
            return str(random.choice(written["asides"]))
        case Kind.TURN | Kind.INTERRUPTION:
            return ""


@cache
def _written() -> dict[str, Any]:
    content: dict[str, Any] = yaml.safe_load(Path(__file__).with_name("script.yaml").read_text())
    return content


def spoken_by(some: Sequence[Script]) -> dict[str, set[str]]:
    """By voice, all the words that the scripts have it say."""
    found: dict[str, set[str]] = {}
    for script in some:
        words = {step.words for step in script.steps}
        words |= {step.beside.what for step in script.steps if step.beside and step.beside.is_spoken}
        found.setdefault(script.voice, set()).update(words)
    return found
