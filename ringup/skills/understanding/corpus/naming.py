"""What people call a product, its units and its options; written names as our own wording says them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache

from ringup.skills.shop import Product
from ringup.skills.understanding.corpus.spoken import plain
from ringup.skills.wording import spoken

_FIGURE = re.compile(r"[0-9]")
_HALF = re.compile(r"(?<!\S)([1-9][0-9]*)\.5(?![0-9.])")

_SELF_EVIDENT = {"yes", "no"}
"""Values that only say that a product has what the option is called."""


class Thing:
    """`one` and `many` are counted: "bag of green tea", "bags of green tea"."""

    def __init__(self, product: Product) -> None:
        names = _said(product.names) or ("one",)
        plurals = _said(line.plural for line in product.variants if not line.unit)
        self.names = (*names[:1] * 2, *names, *(name.split()[-1] for name in names), *self._variants(product))
        self.units = _said(line.unit for line in product.variants) or ("one",)
        self.plurals = _said(line.units for line in product.variants) or ("of them",)
        counted = self.units != ("one",)
        self.one = f"{self.units[0]} of {names[0]}" if counted else names[0]
        self.many = f"{self.plurals[0]} of {names[0]}" if counted else (plurals or names)[0]
        self.options = _said(_options(product)) or ("other",)

    def _variants(self, product: Product) -> tuple[str, ...]:
        return _said(tuple(dict.fromkeys(line.name for line in product.variants))[:2])


def _options(product: Product) -> Iterable[str]:
    for line in product.variants:
        for name, value in line.options:
            yield name if value in _SELF_EVIDENT else f"size {value}" if name == "size" else value
            if name == "size":
                yield value
    for modifier in product.modifiers:
        yield from modifier.values


def _said(texts: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(way for text in texts for way in _ways(text) if way))


def _ways(text: str) -> Iterator[str]:
    """ "Two point five kilograms", and "two and a half" too."""
    yield as_worded(text)
    if _HALF.search(text):
        yield as_worded(_HALF.sub(r"\1 1/2", text))


@lru_cache(maxsize=8_192)
def as_worded(text: str) -> str:
    """Of "60W bulb" "sixty watt bulb". The hyphens of words stay, for the dictionary has "t-shirt"; those of
    figures go, for it has no "ten-inch"."""
    said = spoken.words_only(text) if _FIGURE.search(text) else spoken.with_values_said(text)
    return plain(said)
