"""A telephone number that is asked for: said or keyed in, in groups or mixed, corrected in part, and read
back before anything is done with it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial
from typing import Generic, TypeVar

from ringup.skills.dialogue import digits
from ringup.skills.dialogue.digits import Entry, More, Nothing, Outcome, Perhaps, Unknown, Whole
from ringup.skills.dialogue.events import UtteranceHeard
from ringup.skills.dialogue.expectations import YesNo
from ringup.skills.dialogue.prompts import Key
from ringup.skills.dialogue.state import Step
from ringup.skills.intent import Answer, Intent, Name
from ringup.skills.shopping.booking_stages import Arranging
from ringup.skills.shopping.handover_stages import AskingNumber
from ringup.skills.shopping.phone_numbers import LENGTHS, NUMBER, is_whole, phone
from ringup.skills.shopping.stages import Task

MOST_MISSES = 2
"""After so many that were no number it is not asked for again."""

Asking = TypeVar("Asking", Arranging, AskingNumber)
"""The stage that asks for it: `digits` are those so far, `misses` how often they were none."""


@dataclass(frozen=True, slots=True)
class AskedPhone(Generic[Asking]):
    """`confirming` is the stage that asks whether it was heard right; `given_up` what comes of it when no
    number could be had. Where a method gives None, the words or keys mean nothing to the question."""

    confirming: Callable[[Asking], Task]
    given_up: Callable[[Step], Step | None]

    def found(self, step: Step, stage: Asking, event: UtteranceHeard) -> Outcome:
        _, found = digits.heard(_entry(stage), event.utterance, event.intent, partial(is_whole, step.state))
        return found

    def keyed(self, step: Step, stage: Asking, key: str) -> Step | None:
        """Silently, until the number is whole: a word of ours would be in the way of the next key."""
        entry, found = digits.keyed(_entry(stage), key, partial(is_whole, step.state))
        if isinstance(found, More):
            return step.go(replace(stage, digits=entry.digits))
        return self.given(step, stage, found)

    def given(self, step: Step, stage: Asking, found: Outcome) -> Step | None:
        match found:
            case Whole(number) | Perhaps((number, *_)):
                return self._read_back(step, stage, number)
            case More(begun):
                step = step.ask(Key.MORE_DIGITS, NUMBER, digits=begun)
                return step.go(replace(stage, digits=begun))
            case Unknown():
                return self.again(step, stage)
            case Perhaps() | Nothing():
                return None

    def ended(self, step: Step, stage: Asking, event: UtteranceHeard) -> Step | None:
        """The digits so far are all, the caller says: "that's it"."""
        if not stage.digits or not _is_all(event.intent):
            return None
        return self._read_back(step, stage, stage.digits)

    def instead(self, step: Step, stage: Asking, event: UtteranceHeard) -> Step | None:
        """The part that was misheard, or another number, said to the read-back."""
        text = event.utterance.text
        _, found = digits.instead(_entry(stage), text, partial(is_whole, step.state))
        return self.given(step, stage, found)

    def again(self, step: Step, stage: Asking) -> Step | None:
        if stage.misses >= MOST_MISSES:
            return self.given_up(step)
        step = step.ask(Key.CALLBACK_NUMBER_AGAIN, NUMBER)
        return step.go(replace(stage, digits="", misses=stage.misses + 1))

    def _read_back(self, step: Step, stage: Asking, number: str) -> Step | None:
        given = phone(step.state, number)
        if given is None:
            return self.again(step, stage)
        step = step.ask(Key.IS_IT_NUMBER, YesNo(), phone=given)
        return step.go(self.confirming(replace(stage, digits=number)))


def _entry(stage: Arranging | AskingNumber) -> Entry:
    return Entry(LENGTHS, digits=stage.digits)


def _is_all(intent: Intent) -> bool:
    """Whether an answer to "and then?" says that the number ends here."""
    return intent.name is Name.NOTHING or intent.answer is not Answer.NONE
