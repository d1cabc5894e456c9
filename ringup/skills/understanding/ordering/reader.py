"""Reads what a caller says at a counter into edits of the basket.

The order of reading is the order of speaking. A unit ("a large decaf latte") opens an entry or points
at one, a portion ("the other") some of its pieces, and the options that follow are for the last of
them. What cannot be placed is left out; the read-back shows what was understood.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from ringup.skills.basket import Basket, Edit, Empty
from ringup.skills.shop import Modifier, Product
from ringup.skills.understanding.ordering import phrases
from ringup.skills.understanding.ordering.menu import Menu, Synonyms
from ringup.skills.understanding.ordering.portions import aim, told_apart
from ringup.skills.understanding.ordering.tags import ITEM, REGULAR, VALUE, Row, Tag, outline, tagged
from ringup.skills.understanding.ordering.taking import Taking
from ringup.skills.understanding.ordering.units import Mode, Place, elided, mode_at, named, pronoun
from ringup.skills.understanding.ordering.ways import plain
from ringup.skills.understanding.ordering.words import SENTENCE


class OrderReader:
    """Made once from a shop's products, shared by all calls.

    `choices` are made once for a whole order, such as here or to go. `synonyms` are the shop's own
    further names for products and values.
    """

    def __init__(
        self, products: Iterable[Product], choices: Iterable[Modifier] = (), synonyms: Synonyms | None = None
    ) -> None:
        self.menu = Menu(products, choices, synonyms)

    def read(self, text: str, basket: Basket, asked: str | None = None) -> tuple[Edit, ...]:
        """The edits in `text`, in order, each meant for the basket as the earlier ones leave it; none
        where it asks for no change.

        `asked`: the modifier or choice that the caller was just asked for ("milk"), "quantity", or None.
        """
        row = tagged(text, self.menu, asked)
        taking = Taking(self.menu, basket)
        taking.aim(*([len(basket.entries) - 1] if basket.entries else []))
        if phrases.CLEARING.search(line := outline(row)):
            return (Empty(),) if basket.entries else ()
        corrects = phrases.CORRECTING.match(line) is not None
        correcting = corrects and phrases.BESIDES_IT.search(line) is None
        noted: str | None = None
        for sentence in _sentences(row):
            noted = self._sentence(sentence, taking, noted, correcting=correcting)
        return taking.settled()

    def _sentence(self, row: Row, taking: Taking, noted: str | None, *, correcting: bool) -> str | None:
        """Returns the product that a question was about, which "I'll have one" then means."""
        line = outline(row)
        if _is_question(line):
            return next((tag.product for tag in row if tag.text == ITEM), noted)
        if noted and ITEM not in line and phrases.TAKING_IT.search(line):
            taking.add(noted, 1)
        elif not self._amount(row, line, taking):
            aim(row, line, taking)
            self._walk(row, line, taking, correcting=correcting)
        return None

    def _amount(self, row: Row, line: str, taking: Taking) -> bool:
        """A sentence about nothing but how many."""
        if taking.base is None or not taking.basket.entries:
            return False
        if found := phrases.ANOTHER.search(line):
            number = _number(row, line, found, "number") or _number(row, line, found, "extra") or 1
            at = taking.base
            taking.set_quantity(at, taking.basket.entries[at].quantity + number)
            return True
        if not (found := phrases.QUANTITY.search(line)):
            return False
        number = _number(row, line, found, "number") or _number(row, line, found, "bare") or 1
        at = _pointed_at(row, taking)
        taking.set_quantity(at, number)
        taking.aim(at)
        return VALUE not in line

    def _walk(self, row: Row, line: str, taking: Taking, *, correcting: bool) -> None:
        at = start = 0
        while at < len(row):
            place = Place(line, line[:start].rstrip(), mode_at(line, start), correcting)
            size = self._step(row, place, at, start, taking)
            start += sum(len(tag.text) + 1 for tag in row[at : at + size])
            at += size

    def _step(self, row: Row, place: Place, at: int, start: int, taking: Taking) -> int:
        """How many tags were read."""
        if first := phrases.ELIDED.match(place.line, start):
            size = first[0].count(" ") + 1
            elided(row[at : at + size], row[at + size :], taking)
            _values(row[at : at + size], taking)
            return size
        if unit := phrases.UNIT.match(place.line, start):
            size = unit[0].count(" ") + 1
            self._unit(place, unit, row[at : at + size], taking)
            return size
        tag = row[at]
        before = row[at - 1].text if at else ""
        portion = phrases.PORTION.match(place.line, start)
        if portion and before not in phrases.AFTER_WITH:
            size = portion[0].count(" ") + 1
            told_apart(portion, row[at : at + size], place.mode, taking)
            return size
        if tag.text == VALUE:
            _value(tag, place.mode, taking)
        elif tag.text == REGULAR and place.mode is Mode.CHANGE:
            taking.clear(None)
        elif tag.text == REGULAR:
            taking.clear(self._named_after(row, at, taking))
        elif phrases.SO_MANY.match(place.line, start) and taking.base is not None:
            taking.set_quantity(taking.base, tag.number or 1)
        elif phrases.PLURAL.fullmatch(tag.text) and taking.together:
            taking.target = taking.together
        return 1

    def _named_after(self, row: Row, at: int, taking: Taking) -> str:
        """The option that is to be as it comes: "regular milk"."""
        following = row[at + 1].text if at + 1 < len(row) else ""
        owners = (taking.basket.entries[entry].product for entry in taking.target)
        names = (own.name for product in owners for own in self.menu.modifiers.get(product, ()))
        return next((name for name in names if following and following in plain(name)), "")

    def _unit(self, place: Place, unit: re.Match[str], row: Row, taking: Taking) -> None:
        """The item first, then the options that stood before it."""
        if unit["pronoun"]:
            pronoun(place, unit, row, taking)
        else:
            named(place, unit, row, taking)
        if place.mode is not Mode.REMOVE:
            _values(row, taking)


def _sentences(row: Row) -> Iterable[Row]:
    start = 0
    for at, tag in enumerate(row):
        if tag.text == SENTENCE:
            yield row[start:at]
            start = at + 1
    yield row[start:]


def _is_question(line: str) -> bool:
    """About the menu, rather than for something on it."""
    polite = phrases.POLITE.search(line) is not None
    return phrases.ASKING.match(line) is not None or (
        phrases.ASKING_FOR.match(line) is not None and not polite
    )


def _number(row: Row, line: str, found: re.Match[str], group: str) -> int | None:
    return row[line.count(" ", 0, found.start(group))].number if found[group] else None


def _pointed_at(row: Row, taking: Taking) -> int:
    """The entry that a sentence names, or the last one spoken of."""
    entries = [at for tag in row if tag.text == ITEM for at in taking.having(tag.product)]
    return entries[-1] if entries else taking.base or 0


def _value(tag: Tag, mode: Mode, taking: Taking) -> None:
    if mode is Mode.REMOVE:
        taking.withdraw(tag.values)
    elif tag.denied:
        taking.refuse(tag.values)
    else:
        taking.choose(tag.values)


def _values(row: Row, taking: Taking) -> None:
    for tag in row:
        if tag.text == VALUE:
            _value(tag, Mode.ADD, taking)
