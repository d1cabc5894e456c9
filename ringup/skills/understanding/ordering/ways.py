"""The ways in which the names on a menu are said: without the words that all of them share, run
together, in the plural, in figures.

A phrase is compared glued, without spaces, for people and recognisers put those anywhere: "nonfat",
"non fat" and "non-fat" are one.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from itertools import product
from pathlib import Path

from ringup.skills.shop import Modifier, Options, Product
from ringup.skills.understanding.ordering.words import digits, words_of
from ringup.skills.understanding.tokens import singular

Phrase = tuple[str, ...]

AGREED = frozenset({"yes", "add", "with", "on", "true"})
REFUSED = frozenset({"no", "none", "without", "off", "false"})
"""Values of a modifier that is only there or not; its name is then what people say."""

TIMES = {"single": ("1",), "double": ("2",), "triple": ("3",), "quadruple": ("4", "quad")}

EVERYDAY = frozenset(Path(__file__).with_name("everyday.txt").read_text(encoding="utf-8").split())
"""Words that are too common to be a misheard or shortened name."""


def plain(text: str) -> Phrase:
    return tuple(digits(word) for word in words_of(text) if not word.is_mark)


def glued(phrase: Phrase) -> str:
    """In the singular: "chailatte" for ("chai", "lattes")."""
    return "".join(map(singular, phrase))


def ways_of_variants(sold: Product) -> Iterator[tuple[Phrase, Options]]:
    """The names that variants have of their own, with the options that they stand for."""
    for line in sold.variants:
        yield from ((plain(name), line.options) for name in (line.name, line.plural) if name)


def beginnings(sold: Product) -> Iterator[Phrase]:
    """Of "wild strawberry green tea": "wild strawberry green", "wild strawberry"; of "chai latte": "chai"."""
    for name in sold.names:
        words = plain(name)
        for size in range(len(words) - 1, 0, -1):
            if (size > 1 or len(words[0]) > 3) and not EVERYDAY.issuperset(words[:size]):
                yield words[:size]


def is_switch(modifier: Modifier) -> bool:
    """Whether it is only there or not, as ("whipped cream", ("no", "yes"))."""
    values = {value.lower() for value in modifier.values}
    return bool(values) and values <= (AGREED | REFUSED)


def kinds(modifier: Modifier) -> frozenset[str]:
    """The words that do not tell its values apart: its own name, and what several of them end in."""
    lasts = Counter(words[-1] for value in modifier.values if len(words := plain(value)) > 1)
    shared = {word for word, times in lasts.items() if times > 1}
    return frozenset(singular(word) for word in (*plain(modifier.name), *shared))


def telling(value: str, common: frozenset[str]) -> Phrase:
    """Of "oat milk": ("oat",). All words where nothing would remain."""
    words = plain(value)
    return tuple(word for word in words if singular(word) not in common) or words


def ways_of_value(modifier: Modifier, value: str) -> Iterator[Phrase]:
    """All of its words, those that tell it apart, and these with shared words behind them: "two shots",
    "a double shot of espresso"."""
    common = kinds(modifier)
    short = telling(value, common)
    yield plain(value)
    yield short
    heads = (short, *((number,) for number in TIMES.get(" ".join(short), ())))
    for head, kind in product(heads, sorted(common)):
        yield (*head, kind)
        yield from ((*head, kind, "of", other) for other in sorted(common) if other != kind)


def parts_of_value(modifier: Modifier, value: str) -> Iterator[Phrase]:
    """Stretches of what tells it apart, for those who leave out a word: "lactose free". Of the value
    whose words begin with a denial no single word, for "fat" is not "non-fat"."""
    short = telling(value, kinds(modifier))
    denied = short[0] in ("no", "non", "not", "low", "without")
    for size in range(len(short) - 1, 0, -1):
        for first in range(len(short) - size + 1):
            part = short[first : first + size]
            if not denied and len(part[-1]) > 3 and (size > 1 or part[0] not in EVERYDAY):
                yield part
