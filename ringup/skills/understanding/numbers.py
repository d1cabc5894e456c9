"""English numbers in running text, as amounts and as digits read out one by one or in groups.

People read the same digits in many ways: "four seven one", "four seventy one", "forty seven one".
So a stretch of number words has one best reading and several that are possible; whoever knows which
values can be meant picks among them.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice, product
from typing import Generic, TypeVar

from ringup.skills.understanding.number_words import (
    HOMOPHONES,
    PAUSES,
    PRONOUN_AFTER,
    SCALES,
    TEENS,
    TENS,
    TIMES,
    UNITS,
    ZEROS,
)
from ringup.skills.understanding.tokens import Token, tokens

T = TypeVar("T")

MOST_READINGS = 64
"""Enough for six digits said in pairs; more only costs time."""

MOST_FIGURES = 18
"""Figures of an amount that are read; nobody means more."""

LONGEST = 40
"""Words in a stretch beyond which only its best reading is given."""


@dataclass(frozen=True, slots=True)
class Found(Generic[T]):
    """A value and where it stands in the text, as character offsets."""

    value: T
    start: int
    end: int


Read = tuple[int, int]
"""A value, and the index of the first word after it."""


def cardinals(text: str) -> tuple[Found[int], ...]:
    """Amounts, left to right: "a couple", "two dozen", "one hundred and five", "12"."""
    return cardinals_in(tokens(text))


def cardinals_in(words: tuple[Token, ...]) -> tuple[Found[int], ...]:
    found, at = [], 0
    while at < len(words):
        read = cardinal_at(words, at)
        if read is None:
            at += 1
            continue
        value, after = read
        found.append(Found(value, words[at].start, words[after - 1].end))
        at = after
    return tuple(found)


def digit_strings(text: str) -> tuple[Found[str], ...]:
    """The best reading of each stretch of number words as digits: "double five" is "55"."""
    return tuple(Found(next(readings_of(run)), run[0].start, run[-1].end) for run in runs(tokens(text)))


def readings(text: str) -> tuple[str, ...]:
    """Every plausible reading of all number words in `text` as one string of digits, best first.

    Words that only sound like numbers ("to", "for") count beside other digits, in later readings.
    """
    words = tokens(text)
    strict = _joined(runs(words))
    loose = _joined(runs(_with_homophones(words)))
    return tuple(dict.fromkeys((*strict, *loose)))


def runs(words: tuple[Token, ...]) -> tuple[tuple[Token, ...], ...]:
    """Stretches of number words; a pause inside one belongs to it, at its edge it does not."""
    found: list[tuple[Token, ...]] = []
    start = end = at = 0
    while at < len(words):
        after = max((stop for _, stop in _digits_at(words, at)), default=0)
        if after:
            start, end = (at if end == 0 else start), after
            at = after
        elif end and words[at].text in PAUSES:
            at += 1
        else:
            found += [words[start:end]] if end else []
            start, end, at = 0, 0, at + 1
    return (*found, words[start:end]) if end else tuple(found)


def readings_of(run: tuple[Token, ...]) -> Iterator[str]:
    """What one stretch of number words can stand for, best first; a reading may come twice."""
    if len(run) <= LONGEST:
        yield from _readings_from(run, 0)
        return
    best, at = "", 0
    while at < len(run):
        digits, at = next(iter(_digits_at(run, at)), ("", at + 1))
        best += digits
    yield best


def cardinal_at(words: tuple[Token, ...], at: int) -> Read | None:
    """The longest amount that begins at this word, or None."""
    if _is_pronoun(words, at):
        return None
    if (fixed := _fixed(words, at)) is not None:
        return fixed
    read = _large(words, at)
    if read is not None and _text(words, read[1]) in ("dozen", "dozens"):
        return read[0] * 12, read[1] + 1
    return read


def _joined(stretches: tuple[tuple[Token, ...], ...]) -> tuple[str, ...]:
    if not stretches:
        return ()
    ways = [tuple(islice(readings_of(run), MOST_READINGS)) for run in stretches]
    return tuple("".join(parts) for parts in islice(product(*ways), MOST_READINGS))


def _with_homophones(words: tuple[Token, ...]) -> tuple[Token, ...]:
    """Sound-alikes beside a number word, or beside one another there, become the number."""
    replaced = list(words)
    for order in (range(len(words)), range(len(words) - 1, -1, -1)):
        for i in order:
            beside = (replaced[j].text for j in (i - 1, i + 1) if 0 <= j < len(words))
            if words[i].text in HOMOPHONES and any(map(_is_digit_word, beside)):
                replaced[i] = Token(HOMOPHONES[words[i].text], words[i].start, words[i].end)
    return tuple(replaced)


def _is_digit_word(word: str) -> bool:
    return _figures(word) or any(word in table for table in (UNITS, TEENS, TENS, ZEROS, TIMES))


# digits


def _readings_from(run: tuple[Token, ...], at: int) -> Iterator[str]:
    while at < len(run) and run[at].text in PAUSES:
        at += 1
    if at >= len(run):
        yield ""
        return
    for digits, after in _digits_at(run, at):
        for rest in _readings_from(run, after):
            yield digits + rest


def _digits_at(words: tuple[Token, ...], at: int) -> tuple[tuple[str, int], ...]:
    """What the next word or group of words can be as digits, best first, with where it ends."""
    word = _text(words, at)
    if word in TIMES:
        again = _single(_text(words, at + 1))
        return ((again * TIMES[word], at + 2),) if again else ()
    if word in ZEROS:
        return (("0", at + 1),)
    if _is_pronoun(words, at) or (small := _small(words, at)) is None:
        return ()
    value, after = small
    plain = ((word if _figures(word) else str(value), after),)
    split = ((str(TENS[word]), at + 1),) if word in TENS and after > at + 1 else ()
    return (*_scaled(words, at, after), *plain, *split)


def _scaled(words: tuple[Token, ...], at: int, after: int) -> tuple[tuple[str, int], ...]:
    """With a scale behind it: "four hundred seventy one" as a whole, or "four hundred" alone."""
    if _text(words, after) not in ("hundred", *SCALES):
        return ()
    whole = _large(words, at)
    assert whole is not None
    size = 100 if _text(words, after) == "hundred" else SCALES[_text(words, after)]
    alone = _small(words, at)
    assert alone is not None
    bare = (str(alone[0] * size), after + 1)
    return ((str(whole[0]), whole[1]),) if whole[1] == bare[1] else ((str(whole[0]), whole[1]), bare)


def _single(word: str) -> str | None:
    if word in ZEROS:
        return "0"
    if word in UNITS:
        return str(UNITS[word])
    return word if len(word) == 1 and _figures(word) else None


# amounts


def _large(words: tuple[Token, ...], at: int) -> Read | None:
    read = _hundreds(words, at)
    if read is None:
        return None
    total, (part, after), below = 0, read, 1_000_000_000
    while (scale := SCALES.get(_text(words, after), below)) < below:
        total, below, after = total + part * scale, scale, after + 1
        following = _hundreds(words, _past_and(words, after))
        if following is None or following[0] >= scale:
            return total, after
        part, after = following
    return total + part, after


def _hundreds(words: tuple[Token, ...], at: int) -> Read | None:
    if _before_scale(words, at):
        read: Read | None = (1, at + 1)
    else:
        read = _small(words, at)
    if read is None or _text(words, read[1]) != "hundred":
        return read if not _before_scale(words, at) or _text(words, at + 1) in SCALES else None
    value, after = read[0] * 100, read[1] + 1
    rest = _small(words, _past_and(words, after))
    if rest is None or not 0 < rest[0] < 100:
        return value, after
    return value + rest[0], rest[1]


def _small(words: tuple[Token, ...], at: int) -> Read | None:
    """Below a hundred in words, or any figures."""
    word = _text(words, at)
    if _figures(word):
        return int(word[:MOST_FIGURES]), at + 1
    if word in ("zero", "nought"):
        return 0, at + 1
    if word in TENS:
        unit = UNITS.get(_text(words, at + 1), 0)
        return TENS[word] + unit, at + (2 if unit else 1)
    value = UNITS.get(word) or TEENS.get(word)
    return None if value is None else (value, at + 1)


def _fixed(words: tuple[Token, ...], at: int) -> Read | None:
    three = tuple(_text(words, at + i) for i in range(3))
    match three:
        case ("half", "a", "dozen"):
            return 6, at + 3
        case ("a", "couple", _):
            return 2, at + 2
        case ("a", "dozen", _):
            return 12, at + 2
        case ("couple", _, _):
            return 2, at + 1
        case ("dozen", _, _):
            return 12, at + 1
        case _:
            return None


def _before_scale(words: tuple[Token, ...], at: int) -> bool:
    """The "a" of "a hundred"."""
    return _text(words, at) == "a" and _text(words, at + 1) in ("hundred", *SCALES)


def _past_and(words: tuple[Token, ...], at: int) -> int:
    return at + 1 if _text(words, at) == "and" else at


def _is_pronoun(words: tuple[Token, ...], at: int) -> bool:
    return _text(words, at) == "one" and at > 0 and words[at - 1].text in ("", *PRONOUN_AFTER)


def _figures(word: str) -> bool:
    return word.isascii() and word.isdigit()


def _text(words: tuple[Token, ...], at: int) -> str:
    return words[at].text if 0 <= at < len(words) else ""
