"""Parts of the day: which half of it an hour means, and what they are when they stand alone."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import time

from ringup.skills.understanding.moments.line import Line

STRETCHES = {
    "morning": (time(8), time(12)),
    "lunchtime": (time(12), time(14)),
    "afternoon": (time(12), time(17)),
    "evening": (time(17), time(21)),
    "night": (time(19), time(23)),
}

NEAR = 40
"""Characters between a time and the part of the day that it is read with."""

_PART = re.compile(
    r"(?<!\S)(?P<lead>(?:(?:early |late )?(?:in|at|during|for|on|of) )?(?:the |this |that )?"
    r"(?:early |late |later )?)"
    r"(?P<part>mornings?|lunch ?time|lunch|afternoons?|evenings?|night|tonight|tonite)(?!\S)"
)
_GREETING = re.compile(r"(?:good|very good|nice|lovely|great|wonderful|last) $")


@dataclass(frozen=True, slots=True)
class Part:
    """`start` and `end` are places in the line. `open`: it may stand for a time by
    itself; "tonight" is a day.
    """

    name: str
    start: int
    end: int
    open: bool

    @property
    def first(self) -> time:
        return STRETCHES[self.name][0]

    @property
    def last(self) -> time:
        return STRETCHES[self.name][1]

    def hour(self, hour: int) -> int:
        """An hour from 1 to 12 as one of this part of the day, from 0 to 23."""
        match self.name:
            case "morning":
                return hour % 12
            case "night":
                return hour % 12 if hour == 12 or hour < 5 else hour + 12
            case _:
                return hour % 12 + 12

    def beside(self, match: re.Match[str]) -> bool:
        """Whether nothing but "at" stands between it and the words matched."""
        if self.end < match.start():
            return match.string[self.end : match.start()] in (" ", " at ", " around ", " about ", " for ")
        return self.start == match.end() + 1


def parts(line: Line) -> tuple[Part, ...]:
    """Left to right; "good evening" is no part of a day."""
    found = []
    for match in _PART.finditer(line.text):
        if not _GREETING.search(line.text, 0, match.start()):
            found.append(_part(match))
    return tuple(found)


def part_near(near: tuple[Part, ...], text: str, start: int, end: int) -> Part | None:
    """The part of the day that words from `start` to `end` are said with: the nearest in their sentence, and
    of two as near the one that follows."""
    within = [part for part in near if "|" not in text[min(part.end, start) : max(part.start, end)]]
    nearest = min(within, key=lambda part: (_gap(part, start, end), part.start < start), default=None)
    return nearest if nearest is not None and _gap(nearest, start, end) <= NEAR else None


def _part(match: re.Match[str]) -> Part:
    word = match["part"].removesuffix("s")
    name = {"tonight": "evening", "tonite": "evening", "lunch": "lunchtime", "lunch time": "lunchtime"}.get(
        word, word
    )
    alone = word in ("tonight", "tonite", "lunch", "lunch time", "lunchtime")
    of_today = "this" in match["lead"]
    return Part(name, match.start(), match.end(), not alone and not of_today)


def _gap(part: Part, start: int, end: int) -> int:
    return max(part.start - end, start - part.end)
