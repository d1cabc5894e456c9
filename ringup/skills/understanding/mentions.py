"""What an utterance names: products, orders, amounts. Each becomes slots that point at their words."""

from __future__ import annotations

import re
from dataclasses import dataclass

from ringup.skills.dialogue.expectations import Expectation
from ringup.skills.intent import Name, Slot
from ringup.skills.understanding import reorders
from ringup.skills.understanding.gazetteer import Kind
from ringup.skills.understanding.outline import Outline, Piece
from ringup.skills.understanding.patterns import Rule

ORDER_DIGITS = 5
"""From so many digits on, a number named with an order is the whole of it."""

_NOT_A_QUANTITY = re.compile(
    r"(?:dollars?|cents?|euros?|pounds?|minutes?|hours?|days?|weeks?|months?|years?|times?|people"
    r"|percent|am|pm|o'clock|grams?|ounces?|watts?|liters?|litres?|kilos?|am|digits)"
)
_OF_AN_ORDER = frozenset(
    {
        Name.ORDER_STATUS,
        Name.CANCEL_ORDER,
        Name.CHANGE_ITEMS,
        Name.CHANGE_ADDRESS,
        Name.CHANGE_PAYMENT,
        Name.RETURN_ITEMS,
        Name.EXCHANGE_ITEMS,
        Name.REFUND_STATUS,
    }
)
"""They are about an order that was placed, by its number or by what is in it."""

_OF_PRODUCTS = frozenset(
    {Name.SEARCH, Name.COMPARE, Name.REMOVE, Name.CHANGE_OPTION, Name.RECOMMEND, Name.ASK}
)

OF_BOOKINGS = frozenset(
    {
        Name.BOOK,
        Name.FIND_BOOKING,
        Name.MOVE_BOOKING,
        Name.CANCEL_BOOKING,
        Name.WAITLIST,
        Name.AVAILABILITY,
    }
)

_ARTICLE = re.compile(r"(?:an?|another)")


@dataclass(frozen=True, slots=True)
class Said:
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


def slots_of(name: Name, said: Said) -> tuple[Slot, ...]:
    """What was named, for the intents that are about products and orders."""
    if name in (Name.REORDER, Name.ORDER, Name.CHANGE_QUANTITY):
        return (*products_of(said), *_quantities(said))
    if name in _OF_AN_ORDER:
        return (*products_of(said), *_order(said))
    if name in OF_BOOKINGS:
        return of_a_booking(said)
    return products_of(said) if name in _OF_PRODUCTS else ()


def products_of(said: Said) -> tuple[Slot, ...]:
    return tuple(
        Slot("product", product, piece.start, piece.end)
        for piece in said.plain.pieces
        if piece.mention and piece.mention.kind is Kind.PRODUCT
        for product in piece.mention.things
    )


def of_a_booking(said: Said) -> tuple[Slot, ...]:
    """The service and who does it, each where it is the only one that the words fit."""
    return tuple(
        Slot(piece.mention.kind.value.lower(), piece.mention.things[0], piece.start, piece.end)
        for piece in said.plain.pieces
        if piece.mention and piece.mention.kind is not Kind.PRODUCT and len(piece.mention.things) == 1
    )


def _quantities(said: Said) -> tuple[Slot, ...]:
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


def last_order(rule: Rule, found: re.Match[str], said: Said) -> tuple[Slot, ...]:
    """The newest order was meant, not the usual one."""
    if not any(pattern in rule.expression for pattern in reorders.LAST) or "usual" in said.body:
        return ()
    if said.plain.of("PRODUCT"):
        return ()
    return (_spanning("order", "last", said, found.start(), found.end()),)


def _order(said: Said) -> tuple[Slot, ...]:
    for at, piece in enumerate(said.plain.pieces):
        before = said.plain.pieces[at - 1].word if at else ""
        if piece.word == "DIGITS" or (piece.word == "NUM" and before in ("order", "number")):
            name = "order" if len(piece.value) >= ORDER_DIGITS else "digits"
            return (Slot(name, piece.value, piece.start, piece.end),)
    return ()


def changes_in(found: re.Match[str], said: Said) -> tuple[Slot, ...]:
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


def _spanning(name: str, value: str, said: Said, start: int, end: int) -> Slot:
    """A slot over that part of the body."""
    touched = said.plain.between(said.offset + start, said.offset + end)
    return Slot(name, value, touched[0].start, touched[-1].end)
