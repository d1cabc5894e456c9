"""What arranging a booking can be in the middle of."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from ringup.skills.bookings.diary import Diary, OpeningsWanted
from ringup.skills.bookings.values import BookingNumber, Opening
from ringup.skills.intent import Intent, Slot


class Doing(StrEnum):
    """What the caller wants done about bookings."""

    BOOK = "book"
    FIND = "find"
    MOVE = "move"
    CANCEL = "cancel"
    WAIT = "wait"
    ASK = "ask"  # what is free


@dataclass(frozen=True, slots=True)
class BookingSaid:
    """Words of the caller, the slot that had been asked for ("" where nothing had), and the details in
    them, read when they were said: "tomorrow" means another day later.

    Besides the slots of a booking there may be `service` and `staff`, ids of what was chosen from an offer,
    and `phone`, the digits of a number that was confirmed; "" where the caller gives none.
    """

    asked: str
    text: str
    slots: tuple[Slot, ...] = ()

    def value(self, slot: str) -> str | None:
        return next((s.value for s in self.slots if s.name == slot), None)


@dataclass(frozen=True, slots=True)
class Looked:
    """What there was to book when it was looked up."""

    wanted: OpeningsWanted
    openings: tuple[Opening, ...]


@dataclass(frozen=True, slots=True)
class BookingForm:
    """Everything that was said about one booking and looked up for it. What is meant is read from it anew
    each time, so that any later word corrects an earlier one. `offered`: what the caller was asked to
    choose from last. `declined` counts read-backs and offers that were answered with no. `about`: the
    booking that is meant, where that was clear from the beginning."""

    doing: Doing
    said: tuple[BookingSaid, ...] = ()
    diary: Diary | None = None
    looked: tuple[Looked, ...] = ()
    offered: tuple[Opening, ...] = ()
    declined: int = 0
    about: BookingNumber | None = None


@dataclass(frozen=True, slots=True)
class OpeningDiary:
    """What can be booked, and the customer's bookings, are being looked up. `said` and `intent`: how the
    caller began; `sure`: whether it is certainly about a booking."""

    form: BookingForm
    said: str = ""
    intent: Intent | None = None
    sure: bool = True


@dataclass(frozen=True, slots=True)
class FindingOpenings:
    """What is free is being looked up."""

    form: BookingForm
    wanted: OpeningsWanted


@dataclass(frozen=True, slots=True)
class Arranging:
    """Something about a booking is being asked: the slot `asked`. `misses` in a row it was not understood. Of
    a telephone number, or of how many there will be, `digits` are those so far."""

    form: BookingForm
    asked: str
    misses: int = 0
    digits: str = ""


@dataclass(frozen=True, slots=True)
class ConfirmingPhone:
    """The number for a booking was read back: asked whether it is what the caller said. `asking`: the
    question for it, with its digits, to go back to."""

    asking: Arranging
