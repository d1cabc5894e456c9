"""What a language model is told: the intents, what was asked, what is possible, and the caller's words.

The caller's words travel as a JSON string in a message of their own, apart from what is asked of the
model.
"""

from __future__ import annotations

import json
from datetime import datetime
from functools import cache
from importlib import resources
from string import Template
from typing import Any

import yaml
from rapidfuzz import fuzz

from ringup.skills.dialogue.expectations import (
    Anything,
    Choice,
    Detail,
    Digits,
    Expectation,
    Quantity,
    YesNo,
)
from ringup.skills.shop import Product

MOST_PRODUCTS = 60
"""That are listed with one question; of a larger shop, those whose names are most like the words."""

MOST_NAMES = 4
MOST_POSSIBLE = 40


@cache
def _tables() -> dict[str, dict[str, Any]]:
    text = resources.files(__package__).joinpath("intents.yaml").read_text(encoding="utf-8")
    tables: dict[str, dict[str, Any]] = yaml.safe_load(text)
    return tables


@cache
def slot_names() -> tuple[str, ...]:
    """The details that a model may return."""
    return tuple(_tables()["slots"])


@cache
def system_prompt() -> str:
    """The same for every turn of every shop, so that a server can keep it."""
    template = resources.files(__package__).joinpath("prompt.txt").read_text(encoding="utf-8")
    intents = "\n".join(_intent(name, told) for name, told in _tables()["intents"].items())
    slots = "\n".join(f"- {name}: {told}" for name, told in _tables()["slots"].items())
    return Template(template).substitute(intents=intents, slots=slots)


def _intent(name: str, told: dict[str, Any]) -> str:
    slots = f" Slots: {', '.join(told['slots'])}." if "slots" in told else ""
    example = f', such as "{told["say"]}"' if "say" in told else ""
    return f"- {name}: {told['means']}{example}.{slots}"


def question(
    words: str, expects: Expectation, possible: tuple[str, ...], products: tuple[Product, ...], now: datetime
) -> str:
    """The user message. `words` and `possible` have been disguised already."""
    message = {
        "now": now.strftime("%Y-%m-%d %H:%M, %A"),
        "asked": asked(expects),
        "possible": list(possible[:MOST_POSSIBLE]),
        "products": [_product(product) for product in nearest(words, products)],
        "caller": words,
    }
    return json.dumps(message, ensure_ascii=False)


def asked(expects: Expectation) -> str:
    """The question, in words that fit every shop."""
    match expects:
        case Anything():
            return "what they want"
        case YesNo():
            return "a yes/no question"
        case Digits(slot):
            return f"for digits: {slot}"
        case Choice(slot):
            return f"to choose one of the possible answers: {slot}"
        case Quantity():
            return "how many"
        case Detail(slot):
            return f"for a detail: {slot}"


def candidates(expects: Expectation) -> tuple[str, ...]:
    """The possible answers, as far as they are known."""
    match expects:
        case Choice(_, options):
            return options
        case Detail(_, candidates) | Digits(_, _, candidates):
            return candidates
        case Anything() | YesNo() | Quantity():
            return ()


def nearest(words: str, products: tuple[Product, ...]) -> tuple[Product, ...]:
    """All of a small shop's; of a large one those named most alike, in the shop's own order."""
    if len(products) <= MOST_PRODUCTS:
        return products
    said = words.lower()
    likeness = [max(fuzz.partial_token_set_ratio(n.lower(), said) for n in p.names) for p in products]
    best = sorted(range(len(products)), key=lambda at: -likeness[at])[:MOST_PRODUCTS]
    return tuple(products[at] for at in sorted(best))


def _product(product: Product) -> dict[str, Any]:
    told: dict[str, Any] = {"id": product.id, "names": product.names[:MOST_NAMES]}
    if len(product.variants) > 1:
        told["variants"] = {line.sku: line.name for line in product.variants}
    if product.modifiers:
        told["options"] = {modifier.name: modifier.values for modifier in product.modifiers}
    return told
