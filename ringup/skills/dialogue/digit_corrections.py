"""What digits become when a caller corrects a part of them: "no, four eight one", "the last two are four
one", "not five, nine".
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ringup.skills.understanding.numbers import readings

_ARE = r"(?: (?:digits?|numbers?|figures?|ones?))? (?:is|are|was|were|should be|must be) (?:an? )?"
_COUNT = r"(?: (?:one|two|three|four|five|six|[2-6]))?"
_LAST = re.compile(
    rf"\b(?:last|final){_COUNT}{_ARE}(?P<digits>.+)|\bend(?:s|ing)? (?:in|with|on) (?P<more>.+)"
)
_FIRST = re.compile(rf"\bfirst{_COUNT}{_ARE}(?P<digits>.+)|\b(?:start|begin)(?:s|ning)? with (?P<more>.+)")

_INSTEAD = re.compile(r"(?P<right>.+?)\b(?:instead of|rather than|and not)\b(?P<wrong>.+)")
_NOT_BUT = re.compile(r"\bnot\b(?P<wrong>.+?)(?:,|\.|;|\b(?:but|it's|it is|that's|rather)\b)(?P<right>.+)")
_NOT = re.compile(r"(?P<right>.*?)\bnot\b(?P<wrong>.+)")

_ANNOUNCED = re.compile(r"\b(?:no|nope|not|sorry|wait|actually|i meant?|instead of|rather than|wrong)\b")

GROUP = 3
"""Digits that are said together in a read-back; a correction mostly begins where a group does."""


def announces_correction(text: str) -> bool:
    """Whether the words say that something before them was wrong, or which part they are about."""
    return any(pattern.search(text.lower()) for pattern in (_ANNOUNCED, _LAST, _FIRST))


def corrections(digits: str, text: str) -> tuple[str, ...]:
    """What `digits` can become by `text`, by the plainest way that gives anything; none for other words."""
    plain = text.lower().replace("\u2019", "'")
    for way in (_at_an_end, _exchanged, _said_anew):
        if found := tuple(dict.fromkeys(way(digits, plain))):
            return found
    return ()


def _at_an_end(digits: str, text: str) -> Iterator[str]:
    """ "the last two are four one", "it starts with nine"."""
    for pattern, is_last in ((_LAST, True), (_FIRST, False)):
        if (found := pattern.search(text)) is None:
            continue
        for right in readings(found["digits"] or found["more"]):
            if 0 < len(right) <= len(digits):
                kept = len(digits) - len(right)
                yield digits[:kept] + right if is_last else right + digits[len(right) :]


def _exchanged(digits: str, text: str) -> Iterator[str]:
    """ "not five, nine", "nine, not five", "nine instead of five". None where it could be several places."""
    for wrong, right in _exchanges(text):
        if wrong and len(wrong) == len(right) and digits.count(wrong) == 1:
            yield digits.replace(wrong, right)


def _exchanges(text: str) -> Iterator[tuple[str, str]]:
    """What is wrong and what is right, as digits."""
    for pattern in (_INSTEAD, _NOT_BUT, _NOT):
        if (found := pattern.search(text)) is not None:
            wrong, right = _digits(found["wrong"]), _digits(found["right"])
            if wrong and right:
                yield wrong, right
                return
            if wrong and len(wrong) % 2 == 0:  # "not five nine": the pause between them was not heard
                yield wrong[: len(wrong) // 2], wrong[len(wrong) // 2 :]
                return


def _digits(text: str) -> str:
    return next(iter(readings(text)), "")


def _said_anew(digits: str, text: str) -> Iterator[str]:
    """All of it, or a group that takes the place of the one most like it."""
    if any(_exchanges(text)):
        return
    for group in readings(text):
        if len(group) == len(digits):
            yield group
        elif 1 < len(group) < len(digits) and group not in digits:
            yield from _put_in(digits, group)
        else:
            continue
        return


def _put_in(digits: str, group: str) -> Iterator[str]:
    places = range(len(digits) - len(group) + 1)
    unlike = {at: _unlike(digits[at : at + len(group)], group) for at in places}
    least = min(unlike.values())
    if least > len(group) // 2:
        return
    near = [at for at in places if unlike[at] == least]
    begins = [at for at in near if at % GROUP == 0 or at + len(group) == len(digits)]
    for at in begins or near:
        yield digits[:at] + group + digits[at + len(group) :]


def _unlike(one: str, other: str) -> int:
    return sum(a != b for a, b in zip(one, other, strict=True))
