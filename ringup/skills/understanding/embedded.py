"""Understanding without anything installed beside: rules where they are sure, a small transformer for
the many other ways to say it, and readers for the details of bookings.
"""

from __future__ import annotations

import asyncio
import re
from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import datetime

from ringup.skills.dialogue.consent import explicit_yes
from ringup.skills.dialogue.expectations import (
    Anything,
    Choice,
    Detail,
    Digits,
    Expectation,
    Quantity,
    YesNo,
)
from ringup.skills.intent import Answer, Intent, Likely, Name, Slot, Utterance
from ringup.skills.understanding import booking_slots, evidence, particulars
from ringup.skills.understanding.classifier import Guess, IntentModel, embedded_model
from ringup.skills.understanding.evidence import Reading
from ringup.skills.understanding.gazetteer import Gazetteer
from ringup.skills.understanding.mentions import OF_BOOKINGS
from ringup.skills.understanding.prices import price_bounds
from ringup.skills.understanding.rules import RulesUnderstander

SURE = 0.3
"""Probability from which the model is believed."""

SURE_OF_A_WRITE = 0.4
"""The same for an intent that may lead to a purchase, a booking or a change: the harm is greater."""

SURE_OF_THE_END = 0.6
"""The same for a farewell, which ends the call."""

SURE_BESIDE_A_QUESTION = 0.7
"""The same for whatever is not an answer to the question that was asked."""

ANSWERS = {"answer: no": Answer.NO, "answer: unsure": Answer.UNSURE, "answer: yes": Answer.UNSURE}
"""The model's yes is never one: only what the guard would accept is."""

WORTH_A_THOUGHT = 0.02
"""Probability from which an intent is among those that may be meant."""

HEARD_WELL = 0.85
"""Confidence of an utterance from which its alternatives are not asked whether they mean the same."""

WHERE_AGREED = 0.9
"""The confidence of one whose alternatives do: of 83 shop sentences over the telephone that were hardly heard
and had alternatives that agree, 76 were understood."""

HINTED = 0.15
"""The least of an intent that a telling word speaks for."""

UNCLEAR = Intent(Name.UNCLEAR, confidence=0.0)

LONGEST_ANSWER = 14
"""Words up to which a sentence is taken for a bare answer."""

CARRIES_DETAILS = OF_BOOKINGS | {Name.INFORM, Name.UNCLEAR, Name.ANSWER, Name.GREETING, Name.ASK}
"""Intents that carry what was said of date, time, people and names."""


NO_WHOLE_NUMBER = 0.85
"""A rule less sure than this found bare digits and no more."""

LONGEST_BARE_ANSWER = 9
"""Words up to which a yes or no that nobody asked for may be all that was meant."""

_LOOKS_FOR = re.compile(r"\b(?:look(?:ing)? for|do you (?:have|sell|carry)|have you got|show me)\b")


class EmbeddedUnderstander:
    """Understands every intent. Made once and shared by all calls; no state.

    Confidence is the utterance's, times the rule's certainty or the model's probability; that of an
    utterance is taken for high where its alternatives mean the same.
    """

    def __init__(self, gazetteer: Gazetteer, model: IntentModel | None = None) -> None:
        self._rules = RulesUnderstander(gazetteer)
        self._model = model or embedded_model()

    async def understand(self, utterance: Utterance, expects: Expectation, now: datetime) -> Intent:
        intent = self._understood(utterance, expects, now)
        if intent.name is Name.UNCLEAR or not utterance.alternatives or utterance.confidence >= HEARD_WELL:
            return intent
        alike = 0
        for text in utterance.alternatives:
            await asyncio.sleep(0)  # each takes some milliseconds, for which nobody else should wait
            other = self._first_reading(replace(utterance, text=text, alternatives=()), expects, now)
            alike += (other.name, other.answer) == (intent.name, intent.answer)
        asked = replace(intent, agreement=alike / len(utterance.alternatives))
        if not asked.agreed or utterance.confidence <= 0:
            return asked
        by_words = asked.confidence / utterance.confidence
        return replace(asked, confidence=by_words * heard_as(asked, utterance))

    def _understood(self, utterance: Utterance, expects: Expectation, now: datetime) -> Intent:
        intent = self._first_reading(utterance, expects, now)
        if intent.name is not Name.UNCLEAR or not utterance.alternatives:
            return intent
        if evidence.is_surely_not_ours(self._model.guesses(utterance.text)):
            return intent
        return self._rules.second_guess(utterance, expects) or intent

    def _first_reading(self, utterance: Utterance, expects: Expectation, now: datetime) -> Intent:
        reading = self._rules.read(utterance, expects)
        ruled = reading.intent
        if isinstance(expects, Detail) and expects.slot == "order":
            return self._which_order(ruled, utterance)
        asked_for = isinstance(expects, Detail) and (_is_bare(ruled) or _waits(ruled, expects))
        if asked_for and isinstance(expects, Detail) and (told := _told(utterance, expects, now)):
            return Intent(Name.INFORM, told, confidence=_certainty(expects) * _heard(utterance))
        intent = self._weighed(reading, utterance, expects)
        if isinstance(expects, Anything):
            intent = self._looked_for(intent, utterance.text)
        return _with_details(intent, utterance, expects, now)

    def _which_order(self, ruled: Intent, utterance: Utterance) -> Intent:
        """A number or what was in the order, unless the words ask for something else."""
        if ruled.name not in (Name.UNCLEAR, Name.ORDER_STATUS, Name.GIVE_NUMBER, Name.REORDER):
            return ruled
        slots = self._rules.slots(Name.ORDER_STATUS, utterance.text)
        heard = _heard(utterance)
        return Intent(Name.INFORM, slots, confidence=heard) if slots else ruled

    def _weighed(self, reading: Reading, utterance: Utterance, expects: Expectation) -> Intent:
        """What the rules say, unless it opens a write for what is surely not ours, or more speaks for
        something else. Beside a question the rules' own word counts, where they say anything."""
        ruled = reading.intent
        doubted = ruled.name.writes and not ruled.values("product")
        contested = isinstance(expects, Anything) and _is_contested(reading, utterance)
        if ruled.name is not Name.UNCLEAR and not doubted and not contested:
            return ruled
        guesses = self._model.guesses(utterance.text)
        if doubted and evidence.is_surely_not_ours(guesses):
            return UNCLEAR
        if ruled.name is not Name.UNCLEAR and not contested:
            return ruled
        cues = self._rules.cues(utterance.text)
        if isinstance(expects, Anything):
            told = cues.about
            ranking = evidence.weighed(
                guesses, reading, told, owned=cues.owned, asks=cues.asks, enquires=cues.enquires
            )
        else:
            told = None
            ranking = evidence.weighed(guesses, reading, told)
        best = evidence.likeliest(ranking)
        if best is not None and best.probability < _bar(best.label, expects):
            best = evidence.fallback(guesses, ruled, told)
        return replace(self._believed(best, ruled, utterance), nbest=_nbest(ranking, cues.hints))

    def _believed(self, guess: Guess | None, ruled: Intent, utterance: Utterance) -> Intent:
        """What all the evidence makes likeliest, where there is enough; else what the rules say."""
        if guess is None or guess.label == ruled.name:
            return ruled
        if guess.label in ANSWERS:
            return self._answered(guess, utterance)
        name, heard = Name(guess.label), _heard(utterance)
        return Intent(name, self._rules.slots(name, utterance.text), confidence=heard * guess.probability)

    def _looked_for(self, intent: Intent, text: str) -> Intent:
        """Who names a price or says that they look for something has not chosen yet."""
        if intent.name not in (Name.ORDER, Name.REORDER):
            return intent
        if not price_bounds(text) and not _LOOKS_FOR.search(text.lower()):
            return intent
        return replace(intent, name=Name.SEARCH, slots=self._rules.slots(Name.SEARCH, text))

    def _answered(self, guess: Guess, utterance: Utterance) -> Intent:
        """An answer although none was asked for; which one, the rules know better."""
        if len(utterance.text.split()) > LONGEST_ANSWER:
            return UNCLEAR
        read = self._rules.read(utterance, YesNo()).intent
        answer = read.answer if read.answer in (Answer.NO, Answer.UNSURE) else ANSWERS[guess.label]
        heard = _heard(utterance)
        return Intent(Name.ANSWER, (), answer, heard * guess.probability)


def heard_as(intent: Intent, utterance: Utterance) -> float:
    """The share of an intent's confidence that is how well it was heard: as well as can be, where what was
    heard makes no difference."""
    heard = _heard(utterance)
    return max(heard, WHERE_AGREED) if intent.agreed else heard


def _is_contested(reading: Reading, utterance: Utterance) -> bool:
    """Whether the words may well mean something else than the rules found."""
    if reading.intent.name is Name.ANSWER:
        return len(utterance.text.split()) > LONGEST_BARE_ANSWER
    return reading.intent.name in evidence.CONTESTED


def _bar(label: str, expects: Expectation) -> float:
    """How probable a label must be, given what was asked."""
    if label in ANSWERS:
        return SURE if isinstance(expects, YesNo | Anything) else SURE_BESIDE_A_QUESTION
    match expects:
        case Anything() if label == Name.GOODBYE:
            return SURE_OF_THE_END
        case Anything():
            return SURE_OF_A_WRITE if Name(label).writes else SURE
        case YesNo() | Digits() | Choice() | Quantity() | Detail():
            return SURE_BESIDE_A_QUESTION


def _with_details(intent: Intent, utterance: Utterance, expects: Expectation, now: datetime) -> Intent:
    """The intent with what was said of a booking and of the caller; details alone are `inform`."""
    if intent.name not in CARRIES_DETAILS or explicit_yes(utterance.text):
        return intent
    details = _details(utterance, expects, now)
    if intent.name is Name.UNCLEAR and details and isinstance(expects, Detail | Anything | YesNo):
        heard = _heard(utterance)
        return Intent(Name.INFORM, details, confidence=heard * _certainty(expects))
    known = {slot.name for slot in intent.slots}
    return replace(intent, slots=(*intent.slots, *(slot for slot in details if slot.name not in known)))


def _told(utterance: Utterance, expects: Detail, now: datetime) -> tuple[Slot, ...]:
    """What was said of the caller when just that had been asked for; none where it was not in the words."""
    wanted = ("name", "first_name", "last_name") if expects.slot == "name" else (expects.slot,)
    if expects.slot not in _OF_THE_CALLER:
        return ()
    details = _details(utterance, expects, now)
    return tuple(slot for slot in details if slot.name in wanted)


def _is_bare(ruled: Intent) -> bool:
    """Whether the rules found nothing but digits, or nothing."""
    if ruled.name is Name.ORDER_STATUS:
        return ruled.confidence < NO_WHOLE_NUMBER and ruled.value("order") is not None
    return ruled.name in (Name.UNCLEAR, Name.GIVE_NUMBER)


def _waits(ruled: Intent, expects: Detail) -> bool:
    """ "Let me see, two eight two, three six" says what was asked for."""
    return ruled.name is Name.WAIT and expects.slot != "name"


_OF_THE_CALLER = frozenset({"name", "postcode", "email", "date_of_birth"})


def _nbest(ranking: Sequence[Guess], hinted: Collection[Name]) -> tuple[Likely, ...]:
    """What is likely at all, or told by a word."""
    likely = (
        Likely(Name(guess.label), round(max(guess.probability, HINTED * (guess.label in hinted)), 4))
        for guess in ranking
        if guess.label not in ANSWERS
    )
    return tuple(sorted((one for one in likely if one.probability >= WORTH_A_THOUGHT), key=_falling))


def _falling(likely: Likely) -> float:
    return -likely.probability


def _heard(utterance: Utterance) -> float:
    return max(0.0, min(1.0, utterance.confidence))


def _certainty(expects: Expectation) -> float:
    """Details that nobody asked for may be anything's."""
    return 0.9 if isinstance(expects, Detail) else 0.5


def _details(utterance: Utterance, expects: Expectation, now: datetime) -> tuple[Slot, ...]:
    """Left to right; a booking's where both readers find a slot of that name."""
    booked = booking_slots.find(utterance.text, expects, now)
    known = {slot.name for slot in booked}
    personal = particulars.read(utterance.text, expects, utterance.alternatives)
    found = (*booked, *(slot for slot in personal if slot.name not in known))
    return tuple(sorted(found, key=lambda slot: (slot.start, slot.name)))
