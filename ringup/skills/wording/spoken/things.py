"""What is bought, by number, and lists."""

from __future__ import annotations

from collections.abc import Sequence

from ringup.skills.shop import Line
from ringup.skills.wording.spoken.numbers import number
from ringup.skills.wording.spoken.text import words_only
from ringup.skills.wording.tongues import ENGLISH, Tongue


def quantity_of(line: Line, tongue: Tongue = ENGLISH) -> str:
    """Such as "two bags of house blend coffee, whole bean", "a desk lamp"."""
    counted = f"{line.unit if line.quantity == 1 else line.units} {tongue.of} " if line.unit else ""
    many = line.quantity != 1 and not line.unit
    name = words_only(counted + (line.plural if many else line.name), tongue)
    return f"{_how_many(line.quantity, name, tongue)} {name}"


def with_article(name: str, tongue: Tongue = ENGLISH) -> str:
    """Such as "a haircut", "an hour of massage"."""
    said = words_only(name, tongue)
    return f"{tongue.article(said)} {said}"


def list_of(items: Sequence[str], tongue: Tongue = ENGLISH) -> str:
    """Such as "a, b and c"; with a pause before "and" where an item has one of its own."""
    return _joined(items, tongue.both)


def one_of(items: Sequence[str], tongue: Tongue = ENGLISH) -> str:
    """Such as "a, b or c"."""
    return _joined([words_only(item, tongue) for item in items], tongue.either)


def _how_many(quantity: int, name: str, tongue: Tongue) -> str:
    if quantity == 0:
        return tongue.none
    return tongue.article(name) if quantity == 1 else number(quantity, tongue)


def _joined(items: Sequence[str], word: str) -> str:
    if len(items) < 2:
        return "".join(items)
    pause = "," if any("," in item for item in items) else ""
    return f"{', '.join(items[:-1])}{pause} {word} {items[-1]}"
