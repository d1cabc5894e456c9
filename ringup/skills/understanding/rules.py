"""Understanding by rules: the tables of `patterns`, read in the light of what was just asked."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
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
from ringup.skills.shop import Product
from ringup.skills.understanding import reorders, resolve
from ringup.skills.understanding.answers import NO_WORDS, YES_WORDS, answer
from ringup.skills.understanding.outline import Outline, Piece, outline
from ringup.skills.understanding.patterns import (
    AFTER_REQUESTS,
    BEFORE_ANSWERS,
    NEGATED,
    OPENERS,
    REQUESTS,
    Fit,
    Rule,
)
from ringup.skills.understanding.products import ProductFinder

SECOND_GUESS = 0.8
"""How much an alternative reading of the recogniser is worth beside its first."""

ORDER_DIGITS = 5
"""From so many digits on, a number named with an order is the whole of it."""

_NOT_A_QUANTITY = re.compile(
    r"(?:dollars?|cents?|euros?|pounds?|minutes?|hours?|days?|weeks?|months?|years?|times?|people"
    r"|percent|am|pm|o'clock|grams?|ounces?|watts?|liters?|litres?|kilos?|am|digits)"
)
_ARTICLE = re.compile(r"(?:an?|another)")
_UNCLEAR = Intent(Name.UNCLEAR, confidence=0.0)


@dataclass(frozen=True, slots=True)
class _Said:
    """One reading of what was said. `offset` is where `body` begins in the outline's text."""

    text: str
    plain: Outline
    body: str
    offset: int
    expects: Expectation
    typed: bool

    @property
    def opener(self) -> str:
        return self.plain.text[: self.offset]


class RulesUnderstander:
    """Reads reorders and questions about orders in English. Knows the shop's products; no state.

    Confidence is the utterance's, times how certain the pattern and the product's name are; that of
    `unclear` is 0. Slots found in one of the recogniser's alternatives span the whole text, because
    the words are not in it.
    """

    def __init__(self, products: tuple[Product, ...]) -> None:
        self._finder = ProductFinder(products)

    async def understand(self, utterance: Utterance, expects: Expectation, now: datetime) -> Intent:
        intent = self._read(utterance.text, utterance, expects)
        if intent.name is not Name.UNCLEAR:
            return intent
        for alternative in utterance.alternatives:
            second = self._read(alternative, utterance, expects)
            if second.name is not Name.UNCLEAR and second.answer is not Answer.YES:
                return _as_second_guess(second, utterance.text)
        return intent

    def _read(self, text: str, utterance: Utterance, expects: Expectation) -> Intent:
        plain = outline(text, self._finder)
        whole = plain.text
        opener = OPENERS.match(whole)
        offset = opener.end() if opener and opener.end() < len(whole) else 0
        typed = utterance.span is None and utterance.confidence >= 1.0
        intent = _interpret(_Said(text, plain, whole[offset:], offset, expects, typed))
        sure = max(0.0, min(1.0, utterance.confidence)) * intent.confidence
        return replace(intent, confidence=sure)


def _as_second_guess(intent: Intent, text: str) -> Intent:
    slots = tuple(replace(slot, start=0, end=len(text)) for slot in intent.slots)
    return replace(intent, slots=slots, confidence=intent.confidence * SECOND_GUESS)


def _interpret(said: _Said) -> Intent:
    if not said.body:
        return _UNCLEAR
    bare = answer(said.text, said.plain.text, asked=isinstance(said.expects, YesNo))
    if bare is Answer.YES:
        return Intent(Name.ANSWER, answer=Answer.YES)
    return (
        _by_rules(said, BEFORE_ANSWERS)
        or _expected(said)
        or _by_rules(said, REQUESTS)
        or _by_rules(said, AFTER_REQUESTS)
        or _answer_or_number(said, bare)
    )


def _by_rules(said: _Said, rules: tuple[Rule, ...]) -> Intent | None:
    for rule in rules:
        if rule.after and not isinstance(said.expects, rule.after):
            continue
        if (found := _match(rule, said.body)) is not None:
            return _intent(rule, found, said)
    return None


def _match(rule: Rule, body: str) -> re.Match[str] | None:
    """Where it may stand anywhere, the last place counts: people correct themselves."""
    if rule.fit is not Fit.WITHIN:
        return rule.pattern.match(body)
    found = [m for m in rule.pattern.finditer(body) if not _is_negated(rule, body[: m.start()])]
    return found[-1] if found else None


def _is_negated(rule: Rule, before: str) -> bool:
    return rule.name is Name.CHANGE_QUANTITY and NEGATED.search(before) is not None


def _intent(rule: Rule, found: re.Match[str], said: _Said) -> Intent:
    match rule.name:
        case Name.REORDER:
            slots = (*_products(said), *_quantities(said), *_last(rule, found, said))
        case Name.ORDER_STATUS:
            slots = (*_products(said), *_order(said))
        case Name.CHANGE_QUANTITY:
            slots = (*_changes(found, said), *_products(said))
        case Name.WAIT if isinstance(said.expects, YesNo) and NO_WORDS.search(said.plain.text):
            return Intent(Name.ANSWER, answer=Answer.NO)
        case Name.GOODBYE if isinstance(said.expects, YesNo) and YES_WORDS.search(said.opener):
            return Intent(Name.ANSWER, answer=Answer.UNSURE)
        case _:
            slots = ()
    return Intent(rule.name, slots, confidence=rule.certainty * _certainty(said.plain))


def _certainty(plain: Outline) -> float:
    return min((p.mention.certainty for p in plain.pieces if p.mention), default=1.0)


# slots


def _products(said: _Said) -> tuple[Slot, ...]:
    return tuple(
        Slot("product", product, piece.start, piece.end)
        for piece in said.plain.pieces
        if piece.mention
        for product in piece.mention.products
    )


def _quantities(said: _Said) -> tuple[Slot, ...]:
    """How many of what was named: of several for one thing, the last that was not denied."""
    pieces = said.plain.pieces
    counted = [piece for at, piece in enumerate(pieces) if _counts(pieces, at)]
    slots = tuple(Slot("quantity", p.value or "1", p.start, p.end) for p in counted)
    return slots if len(said.plain.of("PRODUCT")) > 1 else slots[-1:]


def _counts(pieces: tuple[Piece, ...], at: int) -> bool:
    before = pieces[at - 1].word if at else ""
    after = pieces[at + 1].word if at + 1 < len(pieces) else ""
    if pieces[at].word == "NUM":
        return before != "not" and not _NOT_A_QUANTITY.fullmatch(after)
    return bool(_ARTICLE.fullmatch(pieces[at].word)) and after in ("UNIT", "PRODUCT")


def _last(rule: Rule, found: re.Match[str], said: _Said) -> tuple[Slot, ...]:
    """The newest order was meant, not the usual one."""
    if not any(pattern in rule.pattern.pattern for pattern in reorders.LAST) or "usual" in said.body:
        return ()
    if said.plain.of("PRODUCT"):
        return ()
    return (_spanning("order", "last", said, found.start(), found.end()),)


def _order(said: _Said) -> tuple[Slot, ...]:
    for at, piece in enumerate(said.plain.pieces):
        before = said.plain.pieces[at - 1].word if at else ""
        if piece.word == "DIGITS" or (piece.word == "NUM" and before in ("order", "number")):
            name = "order" if len(piece.value) >= ORDER_DIGITS else "digits"
            return (Slot(name, piece.value, piece.start, piece.end),)
    return ()


def _changes(found: re.Match[str], said: _Said) -> tuple[Slot, ...]:
    groups = [(name, found.span(name)) for name, value in found.groupdict().items() if value]
    if not groups:
        return ()
    name, (start, end) = groups[0]
    touched = said.plain.between(said.offset + start, said.offset + end)
    value = next((piece.value for piece in touched if piece.value), "1")
    match name:
        case "more":
            return (_spanning("delta", value, said, start, end),)
        case "less":
            return (_spanning("delta", f"-{value}", said, start, end),)
        case "none":
            return (_spanning("quantity", "0", said, start, end),)
        case _:
            return (_spanning("quantity", value, said, start, end),)


def _spanning(name: str, value: str, said: _Said, start: int, end: int) -> Slot:
    """A slot over that part of the body."""
    touched = said.plain.between(said.offset + start, said.offset + end)
    return Slot(name, value, touched[0].start, touched[-1].end)


# what was asked for


def _expected(said: _Said) -> Intent | None:
    match said.expects:
        case Digits() as digits:
            return _number(said, digits)
        case Choice(_, options):
            return _choice(said, options)
        case Anything() | YesNo() | Quantity() | Detail():
            return None


def _number(said: _Said, expects: Digits) -> Intent | None:
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


def _named_order(said: _Said) -> Intent | None:
    """ "the lamp", when asked which order."""
    few = len(said.plain.pieces) <= 5
    if not (few and said.plain.of("PRODUCT")) or NO_WORDS.search(said.opener):
        return None
    return Intent(Name.ORDER_STATUS, _products(said), confidence=_certainty(said.plain))


def _choice(said: _Said, options: tuple[str, ...]) -> Intent | None:
    if len(said.plain.pieces) > 8 or (option := resolve.choice(said.text, options)) is None:
        return None
    pieces = said.plain.pieces
    slot = Slot("choice", option, pieces[0].start, pieces[-1].end)
    return Intent(Name.CHOOSE, (slot, *_products(said)), confidence=_certainty(said.plain))


def _answer_or_number(said: _Said, bare: Answer) -> Intent:
    if isinstance(said.expects, Quantity) and len(numbers := said.plain.of("NUM")) == 1:
        slot = Slot("quantity", numbers[0].value, numbers[0].start, numbers[0].end)
        return Intent(Name.CHANGE_QUANTITY, (slot, *_products(said)), confidence=0.9)
    if bare is Answer.NO and isinstance(said.expects, Anything) and _is_thanks(said):
        return Intent(Name.NOTHING)
    if bare is not Answer.NONE:
        return Intent(Name.ANSWER, answer=bare)
    return _bare_number(said) or _UNCLEAR


def _is_thanks(said: _Said) -> bool:
    return re.search(r"\b(?:thanks|thank you|cheers)\b", said.plain.text) is not None


def _bare_number(said: _Said) -> Intent | None:
    """Digits that nobody asked for: an order's number if there are enough of them."""
    pieces = said.plain.pieces
    if len(pieces) != 1 or pieces[0].word not in ("NUM", "DIGITS"):
        return None
    piece = pieces[0]
    if len(piece.value) >= ORDER_DIGITS:
        slot = Slot("order", piece.value, piece.start, piece.end)
        return Intent(Name.ORDER_STATUS, (slot,), confidence=0.7)
    return Intent(Name.GIVE_NUMBER, (Slot("digits", piece.value, piece.start, piece.end),))
