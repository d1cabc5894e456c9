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
from ringup.skills.understanding.ordering.menu import Menu, Synonyms, Value
from ringup.skills.understanding.ordering.portions import aim, told_apart
from ringup.skills.understanding.ordering.tags import (
    ITEM,
    REGULAR,
    VALUE,
    Row,
    Tag,
    named_by_options,
    outline,
    tagged,
)
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

    def read(
        self, text: str, basket: Basket, asked: str | None = None, about: int | None = None
    ) -> tuple[Edit, ...]:
        """The edits in `text`, in order, each meant for the basket as the earlier ones leave it; none
        where it asks for no change.

        `asked`: the modifier or choice that the caller was just asked for, such as "milk"; its values then
        win over everything else. `about`: the entry last spoken of, which "it" means; None is the last.
        """
        row = tagged(text, self.menu, asked)
        row = row if basket.entries else named_by_options(row)
        taking = Taking(self.menu, basket, about=about)
        spoken_of = len(basket.entries) - 1 if about is None else about
        taking.aim(*([spoken_of] if 0 <= spoken_of < len(basket.entries) else []))
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
        if found := phrases.ELIDED.match(place.line, start):
            return self._first_of_two(row, at, found, taking)
        if found := phrases.UNIT.match(place.line, start):
            return self._unit(row, at, found, place, taking)
        before = row[at - 1].text if at else ""
        found = phrases.PORTION.match(place.line, start)
        if found and before not in phrases.AFTER_WITH:
            part = _tags(row, at, found)
            told_apart(found, part, row[at + len(part) :], place.mode, taking)
            return len(part)
        if row[at].text == REGULAR:
            taking.clear(None if place.mode is Mode.CHANGE else self._named_after(row, at, taking))
        elif phrases.SO_MANY.match(place.line, start) and taking.base is not None:
            taking.set_quantity(taking.base, row[at].number or 1)
        else:
            _option(row[at], place.mode, taking)
        return 1

    def _named_after(self, row: Row, at: int, taking: Taking) -> str:
        """The option that is to be as it comes: "regular milk"."""
        following = row[at + 1].text if at + 1 < len(row) else ""
        owners = (taking.basket.entries[entry].product for entry in taking.target)
        names = (own.name for product in owners for own in self.menu.modifiers.get(product, ()))
        return next((name for name in names if following and following in plain(name)), "")

    def _first_of_two(self, row: Row, at: int, found: re.Match[str], taking: Taking) -> int:
        part = _tags(row, at, found)
        elided(part, row[at + len(part) :], taking)
        _options(part, taking)
        return len(part)

    def _unit(self, row: Row, at: int, unit: re.Match[str], place: Place, taking: Taking) -> int:
        """The item first, then the options that stood before it."""
        part = _tags(row, at, unit)
        if unit["pronoun"]:
            pronoun(place, unit, part, taking)
        else:
            named(place, unit, part, taking)
        if place.mode is not Mode.REMOVE:
            _options(part, taking)
        return len(part)


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


def _tags(row: Row, at: int, found: re.Match[str]) -> Row:
    return row[at : at + found[0].count(" ") + 1]


def _option(tag: Tag, mode: Mode, taking: Taking) -> None:
    """A value, or a word for all pieces that the next ones are for."""
    if tag.text == VALUE and mode is Mode.REMOVE:
        taking.withdraw(tag.values)
    elif tag.text == VALUE and tag.denied:
        taking.refuse(tag.values)
    elif tag.text == VALUE:
        taking.choose(tag.values)
    elif phrases.PLURAL.fullmatch(tag.text) and taking.together:
        taking.target = taking.together


def _options(row: Row, taking: Taking) -> None:
    """Those that stand before an item or are in its name."""
    for tag in row:
        if tag.text == VALUE:
            _option(tag, Mode.ADD, taking)
        for name, value in tag.item.options if tag.text == ITEM else ():
            taking.choose((Value(name, value),))
