"""What something may cost, in the words of people: "under two hundred", "between fifty and a hundred".

Amounts are in the shop's main unit: dollars, not cents.
"""

from __future__ import annotations

from dataclasses import dataclass

from ringup.skills.understanding.number_words import TEENS, TENS, UNITS
from ringup.skills.understanding.numbers import cardinal_at
from ringup.skills.understanding.tokens import Token, tokens

LEAST_BARE = 10
"""Below this only an amount with its money is a price: "at least two" are not two dollars."""

ABOUT = 20
"""Percent that "around a hundred" may be off."""

_MAJOR = {"dollar", "dollars", "buck", "bucks", "euro", "euros", "pound", "pounds", "quid", "usd"}
_MINOR = {"cent", "cents", "penny", "pence"}

_TO = (
    "under below up_to at_most no_more_than not_more_than less_than cheaper_than lower_than within max "
    "maximum maximum_of a_maximum_of not_over not_above for_at_most at_the_most until no_higher_than "
    "not_exceeding my_budget_is budget_of a_budget_of my_limit_is for"
)
_FROM = "over above at_least more_than from starting_at minimum minimum_of a_minimum_of not_under upwards_of"
_AROUND = "around about roughly approximately"
_AFTER_TO = "or_less or_under or_below or_cheaper max maximum at_most at_the_most tops"
_AFTER_FROM = "or_more or_over or_above and_up and_above and_over at_least"


@dataclass(frozen=True, slots=True)
class PriceBound:
    """One end of what may be paid, such as "19.99"; `start` and `end` are character offsets of all the
    words that say so."""

    name: str
    value: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class _Amount:
    """Cents, the first word and the one after the last, and whether money was named."""

    cents: int
    first: int
    after: int
    named: bool


def amount_at_start(text: str) -> tuple[str, int] | None:
    """An amount of money, named as such, with which `text` begins, such as ("3.20", where it ends)."""
    words = tokens(text)
    found = _amount(words, text, 0) if words else None
    if found is None or not found.named or words[0].start > 0:
        return None
    bound = _made("", found.cents, words, 0, found.after)
    return bound.value, bound.end


def price_bounds(text: str) -> tuple[PriceBound, ...]:
    """`price_from` and `price_to` bounds, left to right; none for amounts that bound nothing."""
    words = tokens(text)
    found: list[PriceBound] = []
    at = 0
    while at < len(words):
        bounds, after = _between(words, text, at) or _bound(words, text, at) or ((), at + 1)
        found += bounds
        at = after
    return tuple(found)


_Read = tuple[tuple[PriceBound, ...], int]


def _between(words: tuple[Token, ...], text: str, at: int) -> _Read | None:
    """ "between fifty and a hundred", "fifty to a hundred dollars"."""
    start = at + 1 if words[at].text in ("between", "from") else at
    low = _amount(words, text, start)
    if low is None or _text(words, low.after) not in ("and", "to"):
        return None
    high = _amount(words, text, low.after + 1)
    if high is None or high.cents <= low.cents or not _is_price(high):
        return None
    if not (words[at].text == "between" or low.named or high.named):
        return None
    return (_made("price_from", low.cents, words, at, low.after),
            _made("price_to", high.cents, words, low.after + 1, high.after)), high.after  # fmt: skip


def _bound(words: tuple[Token, ...], text: str, at: int) -> _Read | None:
    for kind, phrases in (("price_to", _BEFORE_TO), ("price_from", _BEFORE_FROM), ("around", _BEFORE_AROUND)):
        for phrase in phrases:
            if _says(words, at, phrase):
                return _before(words, text, at, len(phrase), kind)
    return _after(words, text, at)


def _before(words: tuple[Token, ...], text: str, at: int, size: int, kind: str) -> _Read | None:
    amount = _amount(words, text, at + size)
    if amount is None or not _is_price(amount) or (words[at].text in _NEEDS_MONEY and not amount.named):
        return None
    if kind == "around":
        low, high = (amount.cents * (100 + part) // 100 for part in (-ABOUT, ABOUT))
        ends = (at, amount.after)
        return (_made("price_from", low, words, *ends), _made("price_to", high, words, *ends)), amount.after
    return (_made(kind, amount.cents, words, at, amount.after),), amount.after


def _after(words: tuple[Token, ...], text: str, at: int) -> _Read | None:
    """ "a hundred or less", "two hundred max"."""
    amount = _amount(words, text, at)
    if amount is None or not _is_price(amount):
        return None
    for kind, phrases in (("price_to", _THEN_TO), ("price_from", _THEN_FROM)):
        for phrase in phrases:
            if _says(words, amount.after, phrase):
                end = amount.after + len(phrase)
                return (_made(kind, amount.cents, words, at, end),), end
    return None


def _is_price(amount: _Amount) -> bool:
    return amount.named or amount.cents >= LEAST_BARE * 100


def _made(name: str, cents: int, words: tuple[Token, ...], first: int, after: int) -> PriceBound:
    whole, rest = divmod(cents, 100)
    value = f"{whole}.{rest:02}" if rest else str(whole)
    return PriceBound(name, value, words[first].start, words[after - 1].end)


def _amount(words: tuple[Token, ...], text: str, at: int) -> _Amount | None:
    """ "two hundred", "$19.99", "1,200", "one fifty", "nineteen ninety nine", "a dollar and ten cents"."""
    read = _whole(words, text, at)
    if read is None:
        return None
    value, after = read
    named = text[: words[at].start].rstrip().endswith(("$", "\u20ac", "\u00a3"))
    cents = value * 100
    if _text(words, after) in _MINOR:
        return _Amount(value, at, after + 1, True)
    if _text(words, after) in _MAJOR:
        after, named = after + 1, True
        return _with_cents(words, cents, at, after)
    if (part := _below_hundred(words, after)) is not None:
        cents = _joined(words, text, value, part[0], at, after)
        after = part[1]
        if _text(words, after) in _MAJOR:
            after, named = after + 1, True
    return _Amount(cents, at, after, named)


def _whole(words: tuple[Token, ...], text: str, at: int) -> tuple[int, int] | None:
    read = cardinal_at(words, at) if at < len(words) else None
    if read is None or words[at].text in ("couple", "dozen"):
        return None
    value, after = read
    while after < len(words) and _thousands(words, text, after):
        value, after = value * 1000 + int(words[after].text), after + 1
    return value, after


def _thousands(words: tuple[Token, ...], text: str, at: int) -> bool:
    """The "200" of "1,200"."""
    group = words[at].text
    return len(group) == 3 and group.isdecimal() and text[words[at - 1].end : words[at].start] == ","


def _with_cents(words: tuple[Token, ...], cents: int, first: int, after: int) -> _Amount:
    start = after + 1 if _text(words, after) == "and" else after
    part = _below_hundred(words, start)
    if part is not None and _text(words, part[1]) in _MINOR:
        return _Amount(cents + part[0], first, part[1] + 1, True)
    return _Amount(cents, first, after, True)


def _below_hundred(words: tuple[Token, ...], at: int) -> tuple[int, int] | None:
    word = _text(words, at)
    if not (word in TENS or word in TEENS or word in UNITS or (word.isdecimal() and len(word) == 2)):
        return None
    read = cardinal_at(words, at)
    return read if read is not None and read[0] < 100 else None


def _joined(words: tuple[Token, ...], text: str, value: int, part: int, first: int, after: int) -> int:
    """Figures around a point are cents, and so is what follows ten or more ("nineteen ninety nine");
    after a single digit it is hundreds ("one fifty")."""
    pointed = text[words[after - 1].end : words[after].start] == "."
    if not pointed and value < 10 and part >= 10:
        return (value * 100 + part) * 100
    return value * 100 + part


def _says(words: tuple[Token, ...], at: int, phrase: tuple[str, ...]) -> bool:
    return tuple(word.text for word in words[at : at + len(phrase)]) == phrase


def _text(words: tuple[Token, ...], at: int) -> str:
    return words[at].text if 0 <= at < len(words) else ""


def _phrases(listed: str) -> tuple[tuple[str, ...], ...]:
    """The longest first, so that "at most" is not read as "at"."""
    return tuple(sorted((tuple(phrase.split("_")) for phrase in listed.split()), key=len, reverse=True))


_BEFORE_TO, _BEFORE_FROM, _BEFORE_AROUND = _phrases(_TO), _phrases(_FROM), _phrases(_AROUND)
_THEN_TO, _THEN_FROM = _phrases(_AFTER_TO), _phrases(_AFTER_FROM)
_NEEDS_MONEY = frozenset({"for", "until", "from", "about"})
"""Words that bound a price only where money is named: "boots for two" are not cheap."""
