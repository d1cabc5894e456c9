"""What is asked about a product that the catalogue itself can answer. Pure."""

from __future__ import annotations

import re
from enum import Enum

from ringup.skills.shop import Line, Product


class Topic(Enum):
    PRICE = "price"
    STOCK = "stock"
    OPTIONS = "options"


_OPTION_WORDS = (
    r"(?:options?|variants?|versions?|kinds?|types?|sorts?|varieties|colou?rs?|sizes?|styles?|flavou?rs?"
    r"|materials?|models?|choices)"
)
_TOPICS = (
    (
        Topic.OPTIONS,
        re.compile(
            rf"\bhow many (?:\w+[ -]){{0,4}}{_OPTION_WORDS}\b"
            rf"|\b(?:what|which) (?:\w+ ){{0,3}}{_OPTION_WORDS}\b"
            rf"|\b{_OPTION_WORDS} (?:do|does|are|is) (?:\w+ ){{0,5}}(?:have|come|there|available)\b"
        ),
    ),
    (
        Topic.PRICE,
        re.compile(
            r"\bhow much (?:is|are|do|does|for|would|will)\b|\b(?:the )?price (?:of|for)\b"
            r"|\bwhat (?:do|does|would|will) .* cost\b|\bhow (?:expensive|dear)\b|\bwhat .* price\b"
        ),
    ),
    (
        Topic.STOCK,
        re.compile(
            r"\b(?:in|out of) stock\b|\bavailable\b|\bsold out\b"
            r"|\bhow many .*\b(?:left|have|are there)\b"
        ),
    ),
)


def topic(text: str) -> Topic | None:
    """What is asked, or None where the catalogue has no field for it."""
    plain = text.lower().replace("\u2019", "'")
    return next((topic for topic, pattern in _TOPICS if pattern.search(plain)), None)


def buyable(product: Product) -> tuple[Line, ...]:
    """The variants that are in stock."""
    return tuple(line for line in product.variants if product.left(line.sku) > 0)


def by_price(product: Product) -> tuple[Line, ...]:
    """The cheapest and the dearest variant; one of them where all cost the same."""
    lines = sorted(product.variants, key=lambda line: line.unit_price.minor)
    return (lines[0],) if lines[0].unit_price == lines[-1].unit_price else (lines[0], lines[-1])


def choices(product: Product) -> tuple[str, ...]:
    """Each option with the values that can be had, such as "color black or blue"."""
    values: dict[str, dict[str, None]] = {}
    for line in buyable(product):
        for option, value in line.options:
            values.setdefault(option, {})[value] = None
    several = {option: list(found) for option, found in values.items() if len(found) > 1}
    return tuple(f"{option}: {', '.join(found)}" for option, found in several.items())
