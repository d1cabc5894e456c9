"""The times of day that an utterance names."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, time

from ringup.skills.understanding.moments.day_reading import hence
from ringup.skills.understanding.moments.days import AWAY, HENCE, NOW
from ringup.skills.understanding.moments.line import Line, apart
from ringup.skills.understanding.moments.parts import Part, part_near, parts
from ringup.skills.understanding.numbers import Found

DAY = 24 * 60
NOON = 12 * 60
OPEN_FROM, OPEN_UNTIL = 8, 20
"""Hours that a time without "am" or "pm" most likely lies in."""


@dataclass(frozen=True, slots=True)
class Times:
    """A time of day, or a stretch of the day. `sure` is False for what is a time only if one is being
    spoken of ("seven"); `bare` where nothing said which half of the day."""

    first: time
    last: time
    sure: bool = True
    bare: bool = False

    def __str__(self) -> str:
        """`HH:MM`; a stretch is `HH:MM/HH:MM`."""
        first = f"{self.first:%H:%M}"
        return first if self.first == self.last else f"{first}/{self.last:%H:%M}"


Reader = Callable[[re.Match[str], Part | None, datetime], Times | None]


def clocks(line: Line, now: datetime) -> tuple[Found[Times], ...]:
    """Left to right, none over another. A part of the day ("in the afternoon") is a stretch of its own where
    no time belongs to it."""
    near = parts(line)
    matches = [
        (match.start(), match.end(), (value, part))
        for pattern, read in PATTERNS
        for match in pattern.finditer(line.text)
        for part in (part_near(near, line.text, match.start(), match.end()),)
        if (value := read(match, part, now)) is not None
    ]
    found = []
    for start, end, (value, part) in apart(matches):
        found.append(Found(value, *line.place(*_with_part(line.text, start, end, value, part))))
    used = {part for _, _, (_, part) in apart(matches)}
    stretches = (part for part in near if part.open and part not in used)
    found += [Found(Times(part.first, part.last), *line.place(part.start, part.end)) for part in stretches]
    return tuple(sorted(found, key=lambda each: each.start))


def _with_part(text: str, start: int, end: int, value: Times, part: Part | None) -> tuple[int, int]:
    """An hour alone is said with the part of the day that stands right beside it."""
    if part is None or value.first.minute or value.bare or not part.open:
        return start, end
    if part.start == end + 1:
        return start, part.end
    if part.end < start and text[part.end : start] in (" ", " at "):
        return part.start, end
    return start, end


def _half(hour: int, minute: int, said: str | None, part: Part | None) -> tuple[int, int, bool] | None:
    """The hour from 0 to 23, the minute, and whether which half of the day was left open."""
    if hour > 24 or minute > 59:
        return None
    if said is not None and hour <= 12:
        return hour % 12 + (12 if said == "pm" else 0), minute, False
    if hour == 0 or hour > 12:
        return hour % 24, minute, False
    if part is not None:
        return part.hour(hour), minute, False
    return (hour if OPEN_FROM <= hour <= 12 else hour + 12), minute, True


def _times(
    hour: int, minute: int, said: str | None, part: Part | None, sure: bool = True, shift: int = 0
) -> Times | None:
    halved = _half(hour, minute, said, part)
    if halved is None:
        return None
    minutes = (halved[0] * 60 + halved[1] + shift) % DAY
    if shift and part is not None and (part.name == "morning") != (minutes < NOON):
        minutes = (minutes + NOON) % DAY
    made = time(minutes // 60, minutes % 60)
    return Times(made, made, sure, halved[2])


def _sure(match: re.Match[str], part: Part | None) -> bool:
    """Whether a bare number is a time: by "at" before it, or the part of the day beside it."""
    beside = part is not None and part.beside(match)
    return beside or match["half"] is not None or _AT.search(match.string, 0, match.start()) is not None


def _digital(match: re.Match[str], part: Part | None, now: datetime) -> Times | None:
    hour, minute = re.split(r"[:.]", match["clock"])
    if hour.startswith("0") and match["half"] is None and part is None:
        return _times(int(hour), int(minute), "am", None)
    return _times(int(hour), int(minute), match["half"], part)


def _in_words(match: re.Match[str], part: Part | None, now: datetime) -> Times | None:
    """ "six forty five"."""
    minute = match["minute"].removeprefix("oh ").removeprefix("o ")
    return _times(int(match["hour"]), int(minute), match["half"], part, _sure(match, part))


def _run_together(match: re.Match[str], part: Part | None, now: datetime) -> Times | None:
    figures = match["figures"]
    sure = match["hours"] is not None or _sure(match, part)
    known = "am" if figures.startswith("0") and int(figures[:-2]) < 12 else None
    return _times(int(figures[:-2]), int(figures[-2:]), match["half"] or known, part, sure)


def _hour(match: re.Match[str], part: Part | None, now: datetime) -> Times | None:
    sure = match["oclock"] is not None or _sure(match, part)
    return _times(int(match["hour"]), 0, match["half"], part, sure)


def _half_seven(match: re.Match[str], part: Part | None, now: datetime) -> Times | None:
    """British: half past seven."""
    return _times(int(match["hour"]), 30, match["half"], part)


def _between(match: re.Match[str], part: Part | None, now: datetime) -> Times | None:
    """ "Between two and four pm": the half of the day is said of the latter."""
    first = _times(int(match["hour"]), 0, match["half"], part)
    last = _times(int(match["until"]), 0, match["half"], part)
    if first is None or last is None or first.first >= last.first:
        return None
    return Times(first.first, last.first)


def _noon(match: re.Match[str], part: Part | None, now: datetime) -> Times:
    made = time(0) if match[0].endswith("midnight") else time(12)
    return Times(made, made)


def _relative(match: re.Match[str], part: Part | None, now: datetime) -> Times | None:
    """ "quarter to six", "ten past nine", "an hour before 7:30 pm"."""
    n = {"half": "30", "a half": "30", "quarter": "15", "a quarter": "15", "a": "1", "an": "1"}.get(
        match["n"], match["n"]
    )
    shift = int(n) * (60 if (match["unit"] or "").startswith("h") else 1)
    shift = shift if match["way"] in ("past", "after") else -shift
    anchor = match["anchor"]
    if anchor in ("noon", "midday", "midnight"):
        return _times(
            0 if anchor == "midnight" else 12, 0, "am" if anchor == "midnight" else "pm", None, True, shift
        )
    hour, _, minute = anchor.replace(".", ":").partition(":")
    guessed = _times(int(hour), int(minute or 0), match["half"], part, True, shift)
    early = guessed is not None and guessed.bare and guessed.first.hour < OPEN_FROM
    return _times(int(hour), int(minute or 0), "pm", None, True, shift) if early else guessed


def _instant(match: re.Match[str], part: Part | None, now: datetime) -> Times:
    made = (now + hence(match)).time().replace(second=0, microsecond=0)
    return Times(made, made)


def _now(match: re.Match[str], part: Part | None, now: datetime) -> Times:
    made = now.time().replace(second=0, microsecond=0)
    return Times(made, made, sure=False)


_AT = re.compile(
    r"(?<!\S)(?:at|around|about|by|from|until|till|before|after)(?: (?:about|around|like|least))? $"
)
_HOUR = r"(?P<hour>\d{1,2})"
_HALF = r"(?: ?(?P<half>am|pm))?"
_ISH = r"(?: ?ish)?"
_COUNTED = (
    r"people|persons?|of|adults?|kids?|child(?:ren)?|guests?|friends|days?|weeks?|months?|hours?|minutes?|mins?"
    r"|others?|seats?|places?|more|men|women|ladies|couples?|%|percent|dollars|stars?|pounds|years?|top|pax"
)
_NOT_MANY = rf"(?! (?:{_COUNTED}|(?:and|or) \d+ (?:people|kids|children))\b)"
_FIGURES = r"(?P<figures>[01]?\d[0-5]\d|2[0-3][0-5]\d)"
_AMOUNT = r"(?P<n>a half|half|a quarter|quarter|\d{1,2}|an?)(?: (?P<unit>min(?:ute)?s?|hours?))?"
_ANCHOR = r"(?P<anchor>\d{1,2}(?:[:.]\d\d)?|noon|midday|midnight)(?: oclock)?"

_SPELLED: tuple[tuple[str, Reader], ...] = (
    (rf"(?P<clock>\d{{1,2}}[:.]\d\d){_HALF}{_ISH}", _digital),
    (rf"{_HOUR} (?P<minute>[1-5]\d|oh? \d|0\d){_HALF}{_ISH}{_NOT_MANY}", _in_words),
    (rf"{_FIGURES}{_HALF}(?P<hours> ?h(?:ou)?rs?)?{_ISH}{_NOT_MANY}", _run_together),
    (rf"{_HOUR}(?: (?P<oclock>oclock|hrs?))?{_ISH}{_HALF}(?: sharp)?{_NOT_MANY}", _hour),
    (rf"half {_HOUR}{_HALF}{_NOT_MANY}", _half_seven),
    (rf"{_AMOUNT} (?P<way>past|after|to|before|till?|of) {_ANCHOR}{_HALF}{_NOT_MANY}", _relative),
    (rf"between {_HOUR} and (?P<until>\d{{1,2}}){_HALF}{_NOT_MANY}", _between),
    (r"(?:12 )?(?:noon|midday|midnight)", _noon),
    (HENCE, _instant),
    (AWAY, _instant),
    (NOW, _now),
)

PATTERNS = tuple((re.compile(rf"(?<!\S)(?:{pattern})(?!\S)"), read) for pattern, read in _SPELLED)
