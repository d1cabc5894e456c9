"""Understanding by rules: the tables of `patterns`, read in the light of what was just asked."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import datetime

from ringup.skills.dialogue.expectations import (
    Anything,
    Choice,
    Detail,
    Digits,
    Expectation,
    Quantity,
    YesNo,
)
from ringup.skills.intent import Answer, Intent, Name, Slot, Utterance
from ringup.skills.understanding import cues, resolve
from ringup.skills.understanding.answers import NO_WORDS, YES_WORDS, answer
from ringup.skills.understanding.cues import Cues
from ringup.skills.understanding.evidence import Reading
from ringup.skills.understanding.gazetteer import Gazetteer, NameFinder
from ringup.skills.understanding.mentions import (
    ORDER_DIGITS,
    Said,
    changes_in,
    last_order,
    products_of,
    slots_of,
)
from ringup.skills.understanding.outline import Outline, outline
from ringup.skills.understanding.patterns import (
    AFTER_REQUESTS,
    BEFORE_ANSWERS,
    NEGATED,
    OPENERS,
    REQUESTS,
    Fit,
    Rule,
)

SECOND_GUESS = 0.8
"""How much an alternative reading of the recogniser is worth beside its first."""

_UNCLEAR = Intent(Name.UNCLEAR, confidence=0.0)


class RulesUnderstander:
    """Reads reorders and questions about orders in English. Knows what the shop offers; no state.

    Confidence is the utterance's, times how certain the pattern and the product's name are; that of
    `unclear` is 0. Slots found in one of the recogniser's alternatives span the whole text, because
    the words are not in it.
    """

    def __init__(self, gazetteer: Gazetteer) -> None:
        self._finder = NameFinder(gazetteer)

    async def understand(self, utterance: Utterance, expects: Expectation, now: datetime) -> Intent:
        intent = self.read(utterance, expects).intent
        if intent.name is not Name.UNCLEAR:
            return intent
        return self.second_guess(utterance, expects) or intent

    def read(self, utterance: Utterance, expects: Expectation) -> Reading:
        """What the recogniser's first reading means."""
        return self._read(utterance.text, utterance, expects)

    def second_guess(self, utterance: Utterance, expects: Expectation) -> Intent | None:
        """What one of its other readings means, for an utterance whose first reading means nothing. Never a
        yes, and a no only where one was asked for."""
        for alternative in utterance.alternatives:
            second = self._read(alternative, utterance, expects).intent
            answers = second.name is Name.ANSWER and not isinstance(expects, YesNo)
            if second.name is not Name.UNCLEAR and second.answer is not Answer.YES and not answers:
                return _as_second_guess(second, utterance.text)
        return None

    def slots(self, name: Name, text: str) -> tuple[Slot, ...]:
        """What `text` says for an intent that was found otherwise: products, order numbers, quantities."""
        plain = outline(text, self._finder)
        return slots_of(name, Said(text, plain, plain.text, 0, Anything(), False))

    def cues(self, text: str) -> Cues:
        """What telling words of a winding `text` say."""
        return cues.read(outline(text, self._finder))

    def _read(self, text: str, utterance: Utterance, expects: Expectation) -> Reading:
        plain = outline(text, self._finder)
        whole = plain.text
        opener = OPENERS.match(whole)
        offset = opener.end() if opener and opener.end() < len(whole) else 0
        typed = utterance.span is None and utterance.confidence >= 1.0
        reading = _interpret(Said(text, plain, whole[offset:], offset, expects, typed))
        sure = max(0.0, min(1.0, utterance.confidence)) * reading.intent.confidence
        return replace(reading, intent=replace(reading.intent, confidence=sure))


def _as_second_guess(intent: Intent, text: str) -> Intent:
    slots = tuple(replace(slot, start=0, end=len(text)) for slot in intent.slots)
    return replace(intent, slots=slots, confidence=intent.confidence * SECOND_GUESS)


def _interpret(said: Said) -> Reading:
    if not said.body:
        return Reading(_UNCLEAR)
    bare = answer(said.text, said.plain.text, asked=isinstance(said.expects, YesNo))
    if bare is Answer.YES:
        return Reading(Intent(Name.ANSWER, answer=Answer.YES))
    return (
        _by_rules(said, BEFORE_ANSWERS)
        or _expected(said)
        or _by_rules(said, REQUESTS)
        or _by_rules(said, AFTER_REQUESTS)
        or _answer_or_number(said, bare)
    )


def _by_rules(said: Said, rules: tuple[Rule, ...]) -> Reading | None:
    for rule in rules:
        if rule.after and not isinstance(said.expects, rule.after):
            continue
        if (found := _match(rule, said.body)) is not None:
            return Reading(_intent(rule, found, said), len(found[0]) / len(said.body))
    return None


def _match(rule: Rule, body: str) -> re.Match[str] | None:
    """Where it may stand anywhere, the last place counts: people correct themselves."""
    if rule.fit is not Fit.WITHIN:
        return rule.pattern.match(body)
    found = [m for m in rule.pattern.finditer(body) if not _is_negated(rule, body[: m.start()])]
    return found[-1] if found else None


def _is_negated(rule: Rule, before: str) -> bool:
    changes = rule.name is Name.CHANGE_QUANTITY or rule.name.writes
    return changes and NEGATED.search(before) is not None


def _intent(rule: Rule, found: re.Match[str], said: Said) -> Intent:
    match rule.name:
        case Name.REORDER:
            slots = (*slots_of(rule.name, said), *last_order(rule, found, said))
        case Name.CHANGE_QUANTITY:
            slots = (*changes_in(found, said), *products_of(said))
        case Name.WAIT if isinstance(said.expects, YesNo) and NO_WORDS.search(said.plain.text):
            return Intent(Name.ANSWER, answer=Answer.NO)
        case Name.CANCEL if isinstance(said.expects, Anything) and said.plain.of("PRODUCT"):
            return Intent(Name.CANCEL_ORDER, slots_of(Name.CANCEL_ORDER, said), confidence=_THING_GIVEN_UP)
        case Name.GOODBYE if isinstance(said.expects, YesNo) and YES_WORDS.search(said.opener):
            return Intent(Name.ANSWER, answer=Answer.UNSURE)
        case _:
            slots = slots_of(rule.name, said)
    return Intent(rule.name, slots, confidence=rule.certainty * _certainty(said.plain))


_THING_GIVEN_UP = 0.8
"""Certainty that "I changed my mind about the lamp" is about something ordered, and not about this talk."""


def _certainty(plain: Outline) -> float:
    return min((p.mention.certainty for p in plain.pieces if p.mention), default=1.0)


# what was asked for


def _expected(said: Said) -> Reading | None:
    match said.expects:
        case Digits() as digits:
            intent = _number(said, digits)
        case Choice(_, options):
            intent = _choice(said, options)
        case Anything() | YesNo() | Quantity() | Detail():
            return None
    return Reading(intent) if intent else None


def _number(said: Said, expects: Digits) -> Intent | None:
    """A number, unless little more than one digit stands in a sentence about something else."""
    given = resolve.number_given(said.text, expects, spoken=not said.typed)
    if given is None:
        return _named_order(said)
    if len(given.digits) < 2 and len(said.plain.pieces) > 3:
        return _named_order(said)
    slots = [Slot("digits", given.digits, given.start, given.end)]
    if given.value is not None:
        slots.insert(0, Slot(expects.slot, given.value, given.start, given.end))
    return Intent(Name.GIVE_NUMBER, tuple(slots), confidence=given.certainty)


def _named_order(said: Said) -> Intent | None:
    """ "the lamp", when asked which order."""
    few = len(said.plain.pieces) <= 5
    if not (few and said.plain.of("PRODUCT")) or NO_WORDS.search(said.opener):
        return None
    return Intent(Name.ORDER_STATUS, products_of(said), confidence=_certainty(said.plain))


def _choice(said: Said, options: tuple[str, ...]) -> Intent | None:
    if len(said.plain.pieces) > 8 or (option := resolve.choice(said.text, options)) is None:
        return None
    pieces = said.plain.pieces
    slot = Slot("choice", option, pieces[0].start, pieces[-1].end)
    return Intent(Name.CHOOSE, (slot, *products_of(said)), confidence=_certainty(said.plain))


def _answer_or_number(said: Said, bare: Answer) -> Reading:
    return Reading(_answered_or_numbered(said, bare))


def _answered_or_numbered(said: Said, bare: Answer) -> Intent:
    if isinstance(said.expects, Quantity) and len(numbers := said.plain.of("NUM")) == 1:
        slot = Slot("quantity", numbers[0].value, numbers[0].start, numbers[0].end)
        return Intent(Name.CHANGE_QUANTITY, (slot, *products_of(said)), confidence=0.9)
    if bare is Answer.NO and isinstance(said.expects, Anything) and _is_thanks(said):
        return Intent(Name.NOTHING)
    if bare is not Answer.NONE:
        return Intent(Name.ANSWER, answer=bare)
    return _bare_number(said) or _UNCLEAR


def _is_thanks(said: Said) -> bool:
    return re.search(r"\b(?:thanks|thank you|cheers)\b", said.plain.text) is not None


def _bare_number(said: Said) -> Intent | None:
    """Digits that nobody asked for: an order's number if there are enough of them."""
    pieces = said.plain.pieces
    if len(pieces) != 1 or pieces[0].word not in ("NUM", "DIGITS"):
        return None
    piece = pieces[0]
    if len(piece.value) >= ORDER_DIGITS:
        slot = Slot("order", piece.value, piece.start, piece.end)
        return Intent(Name.ORDER_STATUS, (slot,), confidence=0.7)
    return Intent(Name.GIVE_NUMBER, (Slot("digits", piece.value, piece.start, piece.end),))
