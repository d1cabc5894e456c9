"""From what a model answered to an Intent that holds nothing but what the caller said.

An answer that invents any detail is not used at all: the rest of it is no better founded.
"""

from __future__ import annotations

from ringup.skills.dialogue.consent import explicit_yes
from ringup.skills.intent import Answer, Intent, Name, Slot
from ringup.skills.understanding.llm.disguise import Disguise
from ringup.skills.understanding.llm.errors import LlmAnswerInvalid
from ringup.skills.understanding.llm.prompt import slot_names
from ringup.skills.understanding.llm.reply import Reply, SaidSlot
from ringup.skills.understanding.llm.spoken_values import Facts, said_value

_UNCLEAR = Intent(Name.UNCLEAR, confidence=0.0)


def checked(reply: Reply, said: Disguise, facts: Facts) -> Intent:
    """The intent in `reply`. An unknown one is `unclear`. Raises LlmAnswerInvalid for a slot that is
    unknown, stands nowhere in the text, or has a value that the words there do not say."""
    name = _name(reply.intent)
    answer = _answer(name, reply.answer, said.real)
    if name is Name.UNCLEAR or (name is Name.ANSWER and answer is Answer.NONE):
        return _UNCLEAR
    slots = () if name is Name.ANSWER else _slots(reply, said, facts)
    return Intent(name, slots, answer, reply.confidence)


def _slots(reply: Reply, said: Disguise, facts: Facts) -> tuple[Slot, ...]:
    """The same words a second time for the same detail are their next occurrence, if there is one."""
    slots: list[Slot] = []
    for given in reply.slots:
        taken = {(slot.start, slot.end) for slot in slots if slot.name == given.name}
        slots.append(_slot(given, said, facts, taken))
    return tuple(slots)


def _name(given: str) -> Name:
    try:
        return Name(given)
    except ValueError:
        return Name.UNCLEAR


def _answer(name: Name, given: str, text: str) -> Answer:
    """No model can say yes for a caller: it is one only where the caller's own words are."""
    if name is not Name.ANSWER:
        return Answer.NONE
    try:
        answer = Answer(given)
    except ValueError:
        return Answer.NONE
    if answer is Answer.YES and not explicit_yes(text):
        return Answer.UNSURE
    return answer


def _slot(given: SaidSlot, said: Disguise, facts: Facts, taken: set[tuple[int, int]]) -> Slot:
    if given.name not in slot_names():
        raise LlmAnswerInvalid("a slot that does not exist")
    places = said.places(given.words)
    if not places:
        raise LlmAnswerInvalid(f"{given.name}: words that were not said")
    start, end = next((place for place in places if place not in taken), places[0])
    value = said_value(given.name, said.restored(given.value), said.real[start:end], facts)
    if value is None:
        raise LlmAnswerInvalid(f"{given.name}: a value that was not said")
    return Slot(given.name, value, start, end)
