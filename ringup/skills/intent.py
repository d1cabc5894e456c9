"""What was heard, and what it means."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, StrEnum

from ringup.skills.values import Span


class Name(StrEnum):
    """Every intent that an understander may return."""

    REORDER = "reorder"  # slots: product*, quantity*, order?
    ORDER_STATUS = "order_status"  # slots: order?, product*
    CHANGE_QUANTITY = "change_quantity"  # "make it two": quantity, product?
    GIVE_NUMBER = "give_number"  # bare digits: order or quantity, as was asked
    CHOOSE = "choose"  # one of the options just named: choice
    ANSWER = "answer"  # a bare yes, no or maybe; see Intent.answer
    REPEAT = "repeat"
    WAIT = "wait"  # "hold on a second"
    HELP = "help"
    PERSON = "person"
    CANCEL = "cancel"  # "never mind", "forget it"
    NOTHING = "nothing"  # "that's all", "no thanks" to "anything else?"
    GREETING = "greeting"
    GOODBYE = "goodbye"
    UNCLEAR = "unclear"


@dataclass(frozen=True, slots=True)
class Utterance:
    """One turn of the caller's words.

    `confidence` runs from 0 to 1; typed words have 1. `span` is None where there is no recording.
    `echo`: these are probably our own words coming back from a loudspeaker.
    """

    text: str
    confidence: float = 1.0
    alternatives: tuple[str, ...] = ()
    span: Span | None = None
    echo: bool = False


class Answer(Enum):
    """How an utterance answers a yes/no question."""

    YES = "yes"
    NO = "no"
    UNSURE = "unsure"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Slot:
    """`value` is canonical (digits, a sku); `start` and `end` are character offsets into the text."""

    name: str
    value: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Intent:
    """What the words ask for. `answer` is read beside the name: "yes, but make it two" is a
    `change_quantity` whose answer is NONE, because it is not a yes to what was asked."""

    name: Name
    slots: tuple[Slot, ...] = ()
    answer: Answer = Answer.NONE
    confidence: float = 1.0

    def value(self, slot: str) -> str | None:
        """The first value of that slot, or None."""
        return next((s.value for s in self.slots if s.name == slot), None)

    def values(self, slot: str) -> tuple[str, ...]:
        return tuple(s.value for s in self.slots if s.name == slot)
