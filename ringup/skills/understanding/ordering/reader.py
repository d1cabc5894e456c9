"""Reads what a caller says at a counter into edits of the basket.

The order of reading is the order of speaking. A unit ("a large decaf latte") opens an entry or points
at one, a portion ("the other") some of its pieces, and the options that follow are for the last of
them. What cannot be placed is left out; the read-back shows what was understood.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum

from ringup.skills.basket import Basket, Edit, Empty
from ringup.skills.shop import Modifier, Product
from ringup.skills.understanding.ordering import phrases
from ringup.skills.understanding.ordering.menu import Menu, Synonyms
from ringup.skills.understanding.ordering.tags import ITEM, REGULAR, VALUE, Tag, outline, tagged
from ringup.skills.understanding.ordering.taking import Taking
from ringup.skills.understanding.ordering.ways import plain
from ringup.skills.understanding.ordering.words import SENTENCE

Row = tuple[Tag, ...]


class Mode(Enum):
    """What the verb before a name asks for."""

    ADD = "add"
    CHANGE = "change"
    REMOVE = "remove"


@dataclass(frozen=True, slots=True)
class Place:
    """Where a name stands: its sentence, and what was said in the sentence before it."""

    row: Row
    line: str
    before: str
    mode: Mode
    correcting: bool


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
        if phrases.ASKING.match(line) and not phrases.POLITE.search(line):
            return next((tag.product for tag in row if tag.text == ITEM), noted)
        if noted and ITEM not in line and phrases.TAKING_IT.search(line):
            taking.add(noted, 1)
        elif not self._amount(row, line, taking):
            _aim(row, line, taking)
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
            place = Place(row, line, line[:start].rstrip(), _mode(line, start), correcting)
            size = self._step(place, at, start, taking)
            start += sum(len(tag.text) + 1 for tag in row[at : at + size])
            at += size

    def _step(self, place: Place, at: int, start: int, taking: Taking) -> int:
        """How many tags were read."""
        if unit := phrases.UNIT.match(place.line, start):
            size = unit[0].count(" ") + 1
            self._unit(place, unit, place.row[at : at + size], taking)
            return size
        tag = place.row[at]
        before = place.row[at - 1].text if at else ""
        portion = phrases.PORTION.match(place.line, start)
        if portion and before not in phrases.AFTER_WITH:
            size = portion[0].count(" ") + 1
            _portion(portion, place.row[at : at + size], taking)
            return size
        if tag.text == VALUE:
            _value(tag, place.mode, taking)
        elif tag.text == REGULAR and place.mode is Mode.CHANGE:
            taking.clear(None)
        elif tag.text == REGULAR:
            taking.clear(self._named_after(place.row, at, taking))
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
            _another_one(place, taking, article=unit["article"])
        else:
            _item(place, unit, row[-1].product, _quantity(unit, row), taking)
        if place.mode is not Mode.REMOVE:
            for tag in row:
                if tag.text == VALUE:
                    _value(tag, Mode.ADD, taking)


def _sentences(row: Row) -> Iterable[Row]:
    start = 0
    for at, tag in enumerate(row):
        if tag.text == SENTENCE:
            yield row[start:at]
            start = at + 1
    yield row[start:]


def _number(row: Row, line: str, found: re.Match[str], group: str) -> int | None:
    return row[line.count(" ", 0, found.start(group))].number if found[group] else None


def _pointed_at(row: Row, taking: Taking) -> int:
    """The entry that a sentence names, or the last one spoken of."""
    named = [at for tag in row if tag.text == ITEM for at in taking.having(tag.product)]
    return named[-1] if named else taking.base or 0


def _mode(line: str, start: int) -> Mode:
    """By the last verb before `start`."""
    last, mode = -1, Mode.ADD
    for kind, pattern in (
        (Mode.ADD, phrases.ADDING),
        (Mode.CHANGE, phrases.CHANGING),
        (Mode.REMOVE, phrases.REMOVING),
    ):
        for found in pattern.finditer(line):
            if found.start() < start and found.end() > last:
                last, mode = found.end(), kind
    return mode


def _aim(row: Row, line: str, taking: Taking) -> None:
    """At what the sentence says its options are for."""
    for found in phrases.AIM.finditer(line):
        if found["what"]:
            entries = taking.having(row[line.count(" ", 0, found.start("what"))].product)
            if entries:
                taking.aim(*entries[-1:])
        elif nth := _nth(found["nth"], taking):
            taking.single_out(*nth)


def _nth(word: str, taking: Taking) -> tuple[int, int] | None:
    """The entry of that piece and how many of the entry's pieces come before it; None if there are not
    so many."""
    pieces, which = taking.pieces(), phrases.NTH[word]
    if not -len(pieces) <= which < len(pieces):
        return None
    return pieces[which], which % len(pieces) - pieces.index(pieces[which])


def _quantity(unit: re.Match[str], row: Row) -> int | None:
    determiner = unit["determiner"] or ""
    if determiner in ("NUM", "one"):
        return row[0].number
    return 1 if determiner in ("a", "an", "another") else None


def _item(place: Place, unit: re.Match[str], product: str, quantity: int | None, taking: Taking) -> None:
    determiner, entries = unit["determiner"] or "", taking.having(product)
    more = bool(unit["more"]) or determiner == "another"
    if phrases.BESIDES.match(place.before) or place.mode is Mode.REMOVE:
        _away(place, entries, quantity, taking)
    elif determiner.endswith("other") and taking.free and taking.base in entries:
        taking.take_apart(1)
    elif more or not taking.basket.entries:
        taking.add(product, quantity or 1)
    elif entries and _is_there(place, determiner):
        taking.aim(entries[-1])
        if quantity and (quantity > 1 or determiner == "one"):
            taking.set_quantity(entries[-1], quantity)
    elif not entries and _takes_the_place(place) and taking.base is not None:
        taking.put_in_place_of(taking.base, product, quantity if determiner == "NUM" else None)
    else:
        taking.add(product, quantity or 1)


def _is_there(place: Place, determiner: str) -> bool:
    """Whether the item named is the one in the basket rather than one more."""
    pointing = determiner in ("the", "my", "that", "this", "those", "these")
    return (
        pointing
        or place.mode is Mode.CHANGE
        or place.correcting
        or phrases.INSTEAD.search(place.line) is not None
        or phrases.OF_WHAT_IS_THERE.match(place.before) is not None
    )


def _takes_the_place(place: Place) -> bool:
    return place.mode is Mode.CHANGE or phrases.INSTEAD.search(place.line) is not None


def _away(place: Place, entries: tuple[int, ...], quantity: int | None, taking: Taking) -> None:
    """Out of the basket; unless it is what an option is taken from."""
    if not entries:
        return
    if VALUE in place.before and re.search(r"(?:from|on|in|off|of)(?: (?:the|my))*$", place.before):
        taking.aim(entries[-1])
    else:
        taking.remove(entries[-1], quantity)


def _another_one(place: Place, taking: Taking, article: str) -> None:
    """ "A decaf one": one more of the same, unless it corrects the only one."""
    if taking.base is None:
        return
    if not taking.edits and (phrases.BESIDES_IT.search(place.line) or place.before.endswith("and")):
        taking.add(taking.basket.entries[taking.base].product, 1)
    elif article == "another" or taking.edits:
        taking.take_apart(1)
    else:
        taking.aim(taking.base)


def _portion(portion: re.Match[str], row: Row, taking: Taking) -> None:
    if portion["all"]:
        taking.target = taking.together or tuple(range(len(taking.basket.entries)))
    elif portion["nth"]:
        _the_nth(portion["nth"], taking)
    elif portion["rest"]:
        plural = re.search(r"others|ones|rest|NUM", portion[0]) is not None
        taking.take_apart(max(taking.free, 1) if plural else 1)
    elif portion["some"] == "another":
        taking.free = min(taking.free, taking.free if taking.free > 1 else 0)
        taking.take_apart(1)
    else:
        _some(row[0].number or 1, taking)


def _the_nth(word: str, taking: Taking) -> None:
    if taking.edits and taking.free:
        taking.take_apart(1)
    elif nth := _nth(word, taking):
        taking.single_out(*nth)


def _some(number: int, taking: Taking) -> None:
    """So many of what is there; so many more where all have been spoken of, one by one."""
    if taking.base is None or (number > 1 and taking.free < number):
        return
    taking.take_apart(number)


def _value(tag: Tag, mode: Mode, taking: Taking) -> None:
    if mode is Mode.REMOVE:
        taking.withdraw(tag.values)
    elif tag.denied:
        taking.refuse(tag.values)
    else:
        taking.choose(tag.values)
