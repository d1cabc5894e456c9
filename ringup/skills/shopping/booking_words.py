"""What a caller's words say about a booking: details with their values, and which service, staff, booking
or offer they mean among those that there are. Pure."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from datetime import datetime
from typing import TypeVar

from ringup.skills.bookings.values import Service, Staff
from ringup.skills.dialogue.expectations import DETAILS, Anything, Detail
from ringup.skills.intent import Intent, Slot
from ringup.skills.shopping.booking_stages import BookingSaid, Doing
from ringup.skills.understanding import booking_slots, parties
from ringup.skills.understanding.possible.words import words

T = TypeVar("T")

_PLAIN = frozenset({"the", "a", "an", "for", "with", "of", "at", "to", "and", "my", "in", "on"})
_PARTY = re.compile(
    r"(?i)\b(?:(?:just |only )?\w+ of us|(?:party|group|table) of \w+"
    r"|\w+ (?:people|persons?|guests|adults|places))\b"
)
_FROM_THEN = re.compile(r"(?i)\b(?:after|from|past|not before|earliest|at least)\W*$")
_UNTIL_THEN = re.compile(r"(?i)\b(?:before|until|till|by|no later than|latest)\W*$")
_ANYONE = re.compile(
    r"(?i)\b(?:any(?:one|body)|whoever|either (?:of them|one)|no preference|don'?t mind who"
    r"|doesn'?t matter who|someone else|somebody else)\b"
)
_SOONEST = re.compile(
    r"(?i)\b(?:as soon as|soonest|earliest|first (?:one |thing )?(?:available|free|you have)|asap"
    r"|next (?:available|free|opening)|any ?(?:time|day)|when(?:ever)? (?:you can|can|is|are)|whenever)\b"
)
_LIST = re.compile(
    r"(?i)\b(?:waiting|wait|the|your|a) ?list\b|\bif (?:something|one|anything) (?:opens|frees)"
)
_LATER = re.compile(r"(?i)\b(?:later|after that)\b")
_EARLIER = re.compile(r"(?i)\b(?:earlier|sooner|before that)\b")
_MOVES = re.compile(r"(?i)\b(?:move|change|push|shift|switch|reschedule|postpone|bring forward)\b")
_MOVES_IT = re.compile(
    r"(?i)\b(?:(?:move|change|push|shift|switch|bring|put|reschedule|postpone|make|do) (?:it|that|this"
    r"|the time)"
    r"(?: back| forward| up)?|can (?:it|that) be|could (?:it|that) be|let's (?:say|do|make it))\b"
    r"(?!.*\b(?:gift|card|order|basket)\b)"
)
_FINDS = re.compile(r"(?i)\b(?:when|what time|what day)(?: is|'s| are|'re) (?:my|our)\b")
_ASKS = re.compile(r"(?i)\W*(?:is|are|do|does|have|what|when|which)\b")
_ORDINALS = {
    "first": 0, "former": 0, "earlier": 0, "earliest": 0, "second": 1, "third": 2,
    "last": -1, "latter": -1, "later": -1, "latest": -1,
}  # fmt: skip
MOST_TO_CHOOSE = 8
"""Words up to which "the second one" chooses from an offer."""


def heard(asked: str, text: str, intent: Intent | None, at: datetime) -> BookingSaid:
    """`at` is the shop's local time (aware), when it was said."""
    expects = Detail(asked) if asked in DETAILS else Anything()
    found = {slot.name: slot for slot in booking_slots.find(text, expects, at)}
    for slot in intent.slots if intent else ():
        if slot.name in booking_slots.SLOTS or slot.name in ("service", "staff"):
            found.setdefault(slot.name, slot)
    if "people" not in found and (party := _party(text)) is not None:
        found["people"] = party
    if not found and intent is not None and (number := intent.value("quantity")) is not None:
        found["quantity"] = Slot("quantity", number, 0, len(text))
    if (time := found.get("time")) is not None:
        found["time"] = _open_ended(text, time)
    return BookingSaid(asked, text, tuple(found.values()))


def _party(text: str) -> Slot | None:
    for match in reversed(list(_PARTY.finditer(text))):
        if (people := parties.count(match[0])) is not None:
            return Slot("people", str(people), *match.span())
    return None


def _open_ended(text: str, time: Slot) -> Slot:
    """ "After four", "before noon": a stretch of the day."""
    before = text[: time.start]
    if "/" in time.value:
        return time
    if _FROM_THEN.search(before):
        return Slot("time", f"{time.value}/23:59", time.start, time.end)
    if _UNTIL_THEN.search(before):
        return Slot("time", f"00:00/{time.value}", time.start, time.end)
    return time


def service_named(text: str, services: Sequence[Service]) -> Service | None:
    """The service whose name the words hold most of; None where none or several fit as well."""
    return _best(text, services, lambda service: service.names)


def staff_named(text: str, staff: Sequence[Staff]) -> Staff | None:
    """Whoever is named; of a name in several words at least the one that no other has."""
    return _best(text, staff, lambda each: each.names)


def anyone(text: str) -> bool:
    """Whether it does not matter with whom."""
    return _ANYONE.search(text) is not None


def soonest(text: str) -> bool:
    """Whether any day will do."""
    return _SOONEST.search(text) is not None


def wants_list(text: str) -> bool:
    """Whether the caller asks to be told when something becomes free."""
    return _LIST.search(text) is not None


def done_to_a_booking(text: str) -> Doing:
    """What the words do, of which no more is known than that they name a day or a time."""
    if _FINDS.search(text):
        return Doing.FIND
    if _MOVES.search(text):
        return Doing.MOVE
    if wants_list(text):
        return Doing.WAIT
    return Doing.ASK if text.strip().endswith("?") or _ASKS.match(text) else Doing.BOOK


def moves_it(text: str) -> bool:
    """Whether something that was spoken of before is to be at another time: "move it to four"."""
    return _MOVES_IT.search(text) is not None


def direction(text: str) -> int:
    """1 for later than what was offered, -1 for earlier, 0 where neither is said."""
    if _LATER.search(text):
        return 1
    return -1 if _EARLIER.search(text) else 0


def place(text: str, count: int) -> int | None:
    """Which of so many an ordinal means."""
    said = [word for word in re.findall(r"[a-z]+", text.lower()) if word in _ORDINALS]
    if count < 2 or len(said) != 1 or len(text.split()) > MOST_TO_CHOOSE:
        return None
    found = _ORDINALS[said[0]]
    return found % count if -count <= found < count else None


def _best(text: str, things: Sequence[T], names: Callable[[T], Sequence[str]]) -> T | None:
    said = words(text)
    known = [[[w for w in words(name).all if w not in _PLAIN] for name in names(thing)] for thing in things]
    scores = [max((_fit(said.holds, name) for name in each if name), default=0.0) for each in known]
    most = max(scores, default=0.0)
    return things[scores.index(most)] if most > 0 and scores.count(most) == 1 else None


def _fit(holds: Callable[[str], bool], name: list[str]) -> float:
    """More for a whole name than for a part of one, and for a longer name than for a shorter."""
    held = sum(map(holds, name))
    return 1.0 + held if held == len(name) else held / len(name)
