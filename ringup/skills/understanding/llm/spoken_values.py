"""Whether a value that a model gives is what the caller's words say. Nothing is taken on trust: a number
must be said, a name must be among the shop's.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from ringup.skills.shop import Product
from ringup.skills.understanding.numbers import cardinals, digit_strings, readings
from ringup.skills.understanding.tokens import tokens

_WORDS_FOR_AMOUNTS = {
    "no": 0, "none": 0, "a": 1, "an": 1, "another": 1, "single": 1, "one": 1, "once": 1, "me": 1,
    "myself": 1, "alone": 1, "both": 2, "double": 2, "twice": 2, "pair": 2, "two": 2,
}  # fmt: skip
_AMOUNT = re.compile(r"-?(\d{1,9})(?:\.(\d{1,2}))?")

_DAY_SAID = re.compile(
    r"(?i)\b(?:today|tonight|tomorrow|yesterday|weekend|weeks?|months?|years?|days?|fortnight|christmas|easter"
    r"|(?:mon|tues|wednes|thurs|fri|satur|sun)days?|jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may"
    r"|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?"
    r"|\w+(?:st|nd|rd|th)|\d+)\b"
)
_TIME_SAID = re.compile(
    r"(?i)\b(?:morning|noon|midday|afternoon|evening|night|tonight|midnight|lunch\w*|dinner|breakfast|now"
    r"|hours?|minutes?|half|quarter|o'clock|[ap]\.?m\.?|\d+)\b"
)
FURTHEST = timedelta(days=800)
"""From today, either way; nobody books or asks about a day beyond it."""


@dataclass(frozen=True, slots=True)
class Facts:
    """What values may be: `products` are ids and skus; `options` are keyed by their lower-case form, as
    are `possible`, the answers to what was asked."""

    products: frozenset[str]
    options: dict[str, str]
    possible: dict[str, str]
    now: datetime


def option_values(products: tuple[Product, ...]) -> dict[str, str]:
    """Every value of an option or modifier, as the shop writes it, by its lower-case form."""
    chosen = (value for p in products for m in p.modifiers for value in m.values)
    fixed = (value for p in products for line in p.variants for _, value in line.options)
    return {value.lower(): value for value in (*chosen, *fixed)}


def product_ids(products: tuple[Product, ...]) -> frozenset[str]:
    return frozenset((*(p.id for p in products), *(str(line.sku) for p in products for line in p.variants)))


def said_value(slot: str, value: str, words: str, facts: Facts) -> str | None:
    """The canonical value, or None where `words`, the caller's, do not say it."""
    return _READERS.get(slot, _text)(value.strip(), words, facts)


def _product(value: str, words: str, facts: Facts) -> str | None:
    return value if value in facts.products else None


def _amount(value: str, words: str, facts: Facts) -> str | None:
    found = _AMOUNT.fullmatch(value)
    if found is None:
        return None
    amounts = _amounts(words)
    parts = [int(part) for part in found.groups() if part]
    return value if all(part in amounts for part in parts) else None


def _amounts(words: str) -> set[int]:
    by_word = {_WORDS_FOR_AMOUNTS[t.text] for t in tokens(words) if t.text in _WORDS_FOR_AMOUNTS}
    numbers = {found.value for found in cardinals(words)}
    strings = {int(found.value) for found in digit_strings(words) if len(found.value) < 10}
    return by_word | numbers | strings


def _order(value: str, words: str, facts: Facts) -> str | None:
    """The newest, or digits that were read out."""
    if value == "last":
        return value
    return _digits(value, words, facts)


def _digits(value: str, words: str, facts: Facts) -> str | None:
    bare = re.sub(r"\D", "", value)
    ways = (*readings(words), *(found.value for found in digit_strings(words)))
    return bare if bare and bare in ways else None


def _choice(value: str, words: str, facts: Facts) -> str | None:
    return facts.possible.get(value.lower())


def _date(value: str, words: str, facts: Facts) -> str | None:
    try:
        day = date.fromisoformat(value)
    except ValueError:
        return None
    near = abs(day - facts.now.date()) <= FURTHEST
    return day.isoformat() if near and _says(_DAY_SAID, words) else None


def _time(value: str, words: str, facts: Facts) -> str | None:
    try:
        moment = time.fromisoformat(value)
    except ValueError:
        return None
    return moment.strftime("%H:%M") if _says(_TIME_SAID, words) else None


def _says(pattern: re.Pattern[str], words: str) -> bool:
    return bool(pattern.search(words) or cardinals(words))


def _option(value: str, words: str, facts: Facts) -> str | None:
    return facts.options.get(value.lower()) or _text(value, words, facts)


def _text(value: str, words: str, facts: Facts) -> str | None:
    """One of the possible answers, or nothing but the caller's own words."""
    if (possible := facts.possible.get(value.lower())) is not None:
        return possible
    wanted, said = ([token.text for token in tokens(t)] for t in (value, words))
    places = range(len(said) - len(wanted) + 1)
    return value if wanted and any(said[at : at + len(wanted)] == wanted for at in places) else None


_Reader = Callable[[str, str, Facts], str | None]
_READERS: dict[str, _Reader] = {
    "product": _product,
    "quantity": _amount,
    "delta": _amount,
    "people": _amount,
    "price_from": _amount,
    "price_to": _amount,
    "order": _order,
    "digits": _digits,
    "choice": _choice,
    "date": _date,
    "time": _time,
    "option": _option,
}
"""What is not here is the caller's own words."""
