"""What a named item does to the basket: one more of it, another in its place, or which one is meant."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum

from ringup.skills.understanding.ordering import phrases
from ringup.skills.understanding.ordering.tags import ITEM, REGULAR, VALUE, Row
from ringup.skills.understanding.ordering.taking import Taking

POINTING = frozenset({"the", "my", "that", "this", "those", "these", "our"})


class Mode(Enum):
    """What the verb before a name asks for."""

    ADD = "add"
    CHANGE = "change"
    REMOVE = "remove"


@dataclass(frozen=True, slots=True)
class Place:
    """Where a name stands: its sentence, what was said in it before, and what that asks for.

    `correcting`: the utterance speaks of what is there already.
    """

    line: str
    before: str
    mode: Mode
    correcting: bool

    @property
    def takes_the_place(self) -> bool:
        return self.mode is Mode.CHANGE or phrases.INSTEAD.search(self.line) is not None

    @property
    def is_of_what_is_there(self) -> bool:
        return (
            self.correcting or self.takes_the_place or phrases.OF_WHAT_IS_THERE.match(self.before) is not None
        )


def mode_at(line: str, start: int) -> Mode:
    """By the last verb before `start`; "make it" changes, though "make" alone adds."""
    last, mode = -1, Mode.ADD
    for kind, pattern in (
        (Mode.ADD, phrases.ADDING),
        (Mode.CHANGE, phrases.CHANGING),
        (Mode.REMOVE, phrases.REMOVING),
    ):
        for found in pattern.finditer(line):
            if found.start() < start and found.end() >= last:
                last, mode = found.end(), kind
    return mode


def named(place: Place, unit: re.Match[str], row: Row, taking: Taking) -> None:
    """`row`: the tags of `unit`, the item last. Its options are read by the caller."""
    product, quantity = row[-1].product, _quantity(unit, row)
    determiner, model = unit["determiner"] or "", taking.base
    entries = _described(row, taking.having(product), taking)
    if phrases.BESIDES.match(place.before) or place.mode is Mode.REMOVE:
        _away(place, entries, quantity, taking)
    elif unit["more"] or determiner == "another" or not taking.basket.entries:
        taking.add(product, quantity or 1)
    elif entries and quantity and phrases.OUT_OF.search(unit[0]):
        taking.aim(entries[-1])
        taking.take_apart(quantity)
    elif _is_part(row, determiner, entries, taking):
        taking.take_apart(quantity or 1)
    elif entries and (determiner in POINTING or place.mode is Mode.CHANGE):
        _meant(entries[-1], row, quantity, taking)
    elif (old := [at for at in entries if at < taking.old]) and place.is_of_what_is_there:
        _meant(old[-1], row, quantity, taking)
    elif place.takes_the_place and taking.old:
        _instead(place, product, quantity if determiner == "NUM" else None, determiner, taking)
    else:
        taking.add(product, quantity or 1)
    if model is not None and phrases.THE_SAME.search(place.before):
        taking.copy_options(model)


def _is_part(row: Row, determiner: str, entries: tuple[int, ...], taking: Taking) -> bool:
    """Some of those just ordered: "two lattes, one decaf latte and the other latte with soy"."""
    number = row[0].number or 1
    described = determiner in ("one", "NUM") and any(tag.text in (VALUE, REGULAR) for tag in row)
    told_apart = determiner.endswith("other") or described
    return told_apart and taking.free >= number and taking.free > 0 and taking.base in entries


def elided(row: Row, following: Row, taking: Taking) -> None:
    """The first of "a decaf and a regular latte": its name comes later."""
    product = next(tag.product for tag in following if tag.text == ITEM)
    if not _is_part(row, "one", taking.having(product), taking):
        taking.add(product, row[0].number or 1)
    else:
        taking.take_apart(row[0].number or 1)


def pronoun(place: Place, unit: re.Match[str], row: Row, taking: Taking) -> None:
    """ "A decaf one": one more of the same, unless it corrects the only one; "the decaf one" is there."""
    if taking.base is None:
        return
    everything = tuple(range(len(taking.basket.entries)))
    if unit["article"] in POINTING and (there := _alike(row, everything, taking)):
        taking.remove(there[-1]) if place.mode is Mode.REMOVE else taking.aim(there[-1])
    elif not taking.edits and (phrases.BESIDES_IT.search(place.line) or place.before.endswith("and")):
        taking.add(taking.basket.entries[taking.base].product, 1)
    elif unit["article"] == "another" or taking.edits:
        taking.take_apart(1)
    else:
        taking.aim(taking.base)


def _quantity(unit: re.Match[str], row: Row) -> int | None:
    determiner = unit["determiner"] or ""
    if determiner in ("NUM", "one"):
        return row[0].number
    return 1 if determiner in ("a", "an", "another") else None


def _alike(row: Row, entries: tuple[int, ...], taking: Taking) -> tuple[int, ...]:
    """Those that have every option named."""
    options = [tag.values for tag in row if tag.text == VALUE]
    return tuple(at for at in entries if all(taking.chosen(at, values) for values in options))


def _described(row: Row, entries: tuple[int, ...], taking: Taking) -> tuple[int, ...]:
    """Those that have every option named, or all where none has."""
    return _alike(row, entries, taking) or entries


def _meant(at: int, row: Row, quantity: int | None, taking: Taking) -> None:
    """An entry that is there; so many of it where options set them apart, else so many in all."""
    taking.aim(at)
    if quantity is None or row[0].text in ("a", "an"):
        return
    if quantity < taking.free and any(tag.text == VALUE for tag in row):
        taking.take_apart(quantity)
    else:
        taking.set_quantity(at, quantity)


def _instead(place: Place, product: str, quantity: int | None, determiner: str, taking: Taking) -> None:
    """In the place of the entry spoken of. "Change the tea to ..." without a tea in the basket changes
    nothing that is there."""
    if place.mode is Mode.CHANGE and determiner in POINTING:
        taking.aim()
    elif taking.base is None:
        taking.add(product, quantity or 1)
    else:
        taking.put_in_place_of(taking.base, product, quantity)


def _away(place: Place, entries: tuple[int, ...], quantity: int | None, taking: Taking) -> None:
    """Out of the basket; unless it is what an option is taken from."""
    if not entries:
        return
    if VALUE in place.before and phrases.FROM.search(place.before):
        taking.aim(entries[-1])
    else:
        taking.remove(entries[-1], quantity)
