"""Which pieces are meant by "one of them", "the other", "the second one", "both"."""

from __future__ import annotations

import re

from ringup.skills.understanding.ordering import phrases
from ringup.skills.understanding.ordering.tags import ITEM, VALUE, Row
from ringup.skills.understanding.ordering.taking import Taking, Values
from ringup.skills.understanding.ordering.units import Mode


def aim(row: Row, line: str, taking: Taking) -> None:
    """At what a sentence says its options are for: "add honey to the tea", "none on the second one"."""
    for found in phrases.AIM.finditer(line):
        first, after = (line.count(" ", 0, place) for place in (found.start(), found.end()))
        if found["nth"]:
            if nth := _nth(found["nth"], taking):
                taking.single_out(*nth)
            continue
        named = row[first : after + 1]
        product = next((tag.product for tag in named if tag.text == ITEM), None)
        options = [tag.values for tag in named if tag.text == VALUE]
        entries = [at for at in range(len(taking.basket.entries)) if _is(at, product, taking)]
        alike = [at for at in entries if all(taking.chosen(at, values) for values in options)]
        if meant := alike or (entries if product else []):
            taking.aim(meant[-1])


def told_apart(portion: re.Match[str], row: Row, following: Row, mode: Mode, taking: Taking) -> None:
    """`row`: the tags of `portion`. From now on options are for these pieces; in the mode to remove,
    the piece that was counted out is gone."""
    if portion["all"]:
        taking.target = taking.all_together()
    elif portion["nth"] and mode is Mode.REMOVE:
        _remove_nth(portion["nth"], taking)
    elif portion["nth"]:
        _the_nth(portion["nth"], taking)
    elif portion["rest"] and (other := taking.other()) is not None:
        taking.aim(other)
    elif portion["rest"]:
        plural = re.search(r"others|ones|rest|NUM", portion[0]) is not None
        taking.take_apart(max(taking.free, 1) if plural else 1)
    elif portion["some"] == "another" or portion["some"].startswith("a "):
        taking.free = taking.free if taking.free > 1 or taking.edits else 0
        taking.take_apart(1)
    else:
        option = next((tag.values for tag in following if tag.text in (VALUE, ITEM)), ())
        _some(row[0].number or 1, option, taking)


def _is(at: int, product: str | None, taking: Taking) -> bool:
    return product is None or taking.basket.entries[at].product == product


def _nth(word: str, taking: Taking) -> tuple[int, int] | None:
    """The entry of that piece and how many of the entry's pieces come before it; None if there are not
    so many."""
    pieces, which = taking.pieces(), phrases.NTH[word]
    if not -len(pieces) <= which < len(pieces):
        return None
    return pieces[which], which % len(pieces) - pieces.index(pieces[which])


def _the_nth(word: str, taking: Taking) -> None:
    if taking.edits and taking.free:
        taking.take_apart(1)
    elif nth := _nth(word, taking):
        taking.single_out(*nth)


def _remove_nth(word: str, taking: Taking) -> None:
    if nth := _nth(word, taking):
        taking.remove(nth[0], 1)


def _some(number: int, option: Values, taking: Taking) -> None:
    """So many of what is there; so many more where all have been spoken of, one by one or together."""
    if taking.edits and taking.settles(option):
        taking.free = 0
        taking.take_apart(number)
    elif taking.base is not None and (number == 1 or taking.free >= number):
        taking.take_apart(number)
