"""Which way of paying is meant: "my visa", "the card ending in two four seven eight", "what I paid with"."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ringup.skills.shop import PaymentKind, PaymentMethod
from ringup.skills.understanding.numbers import digit_strings
from ringup.skills.understanding.possible.words import clauses
from ringup.skills.values import PaymentId

_ORIGINAL = re.compile(
    r"\b(?:original(?:ly)?|same (?:card|way|method|one|account|thing)|(?:i|was|it was|i'd|i had) paid"
    r"|paid (?:with|for|on)|i used|it came from|came from|on file|used (?:for|originally)|as before"
    r"|first paid)\b"
)
_KINDS = {
    PaymentKind.PAYPAL: re.compile(r"\bpay ?pal\b"),
    PaymentKind.GIFT_CARD: re.compile(r"\b(?:gift ?card|gift|store credit|voucher card)\b"),
    PaymentKind.CREDIT_CARD: re.compile(r"\b(?:credit card|debit card|(?<!gift )cards?|plastic)\b"),
}
_BRANDS = {
    "visa": re.compile(r"\bvisa\b"),
    "mastercard": re.compile(r"\bmaster ?card\b"),
    "amex": re.compile(r"\b(?:amex|american express)\b"),
    "american express": re.compile(r"\b(?:amex|american express)\b"),
    "discover": re.compile(r"\bdiscover\b"),
}
_OR_ELSE = re.compile(r"\b(?:and |or )?if (?:that|it|not|there|this)\b")
_NOT = re.compile(r"\b(?:not|never|isn't|instead of|rather than|anything but|over)(?: on| to| the| my)*\s*$")


def payment(text: str, methods: Sequence[PaymentMethod], original: PaymentId | None) -> PaymentMethod | None:
    """The one of `methods` that the words mean; the last one named counts. `original` is what was paid
    with. None when none is named, or several fit."""
    said = text.lower().replace("\u2019", "'")
    said = _OR_ELSE.split(said)[0] or said
    for part in reversed(clauses(said)):
        if (found := _in(part, methods)) is not None:
            return found
    if _ORIGINAL.search(said):
        return next((method for method in methods if method.id == original), None)
    ending = "".join(d.value for d in digit_strings(said))
    return next((m for m in methods if m.last_four and ending.endswith(m.last_four)), None)


def _in(part: str, methods: Sequence[PaymentMethod]) -> PaymentMethod | None:
    places = [(at, method) for method in methods if (at := _named(part, method)) is not None]
    if not places:
        return None
    last = max(at for at, _ in places)
    best = [method for at, method in places if at == last]
    if len(best) == 1:
        return best[0]
    digits = "".join(d.value for d in digit_strings(part))
    fitting = [method for method in best if method.last_four and method.last_four in digits]
    return fitting[0] if len(fitting) == 1 else None


def _named(part: str, method: PaymentMethod) -> int | None:
    """Where the words name it last and do not rule it out; a brand says more than "card"."""
    patterns = [pattern for brand, pattern in _BRANDS.items() if brand == method.brand.lower()]
    brand = _last(part, patterns)
    return brand if brand is not None else _last(part, [_KINDS[method.kind]])


def _last(part: str, patterns: list[re.Pattern[str]]) -> int | None:
    places = [
        found.start()
        for pattern in patterns
        for found in pattern.finditer(part)
        if not _NOT.search(part[: found.start()])
    ]
    return max(places, default=None)
