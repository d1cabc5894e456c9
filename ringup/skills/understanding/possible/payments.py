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
_IF_NOT = re.compile(
    r"\b(?:(?:and |or )?if (?:(?:that|it|there|this|you)\b[^,.;]*?(?:n't|\bnot\b|\bno\b)[^,.;]*|not\b)"
    r"|(?:or )?else\b|otherwise\b|failing that\b)"
)
"""Before or after a second choice."""

_NOT = re.compile(
    r"\b(?:(?:not|never|isn't|instead of|rather than|anything but)(?: on| to| the| my)*"
    r"|(?<!left )over(?: the| my)*)\s*$"
)


_WILL_NOT_DO = re.compile(
    r"(?: \w+){0,2} (?:(?:would|will|does|do|is|are|has|have)(?:n't| not| hardly| never)|won't|can't"
    r"|cannot|hardly|never|isn't|doesn't|wouldn't)\b"
    r"|(?: \w+){0,2} (?:is|has|'s)(?: \w+)? (?:empty|gone|run out|used up|expired|closed|maxed out|too low)\b"
)
"""After what is named only to say why it is not used."""


def payment(text: str, methods: Sequence[PaymentMethod], original: PaymentId | None) -> PaymentMethod | None:
    """The one of `methods` that the words mean; the last one named counts. `original` is what was paid
    with. None when none is named, or several fit."""
    return next(iter(by_preference(text, methods, original)), None)


def by_preference(
    text: str, methods: Sequence[PaymentMethod], original: PaymentId | None
) -> tuple[PaymentMethod, ...]:
    """The one that the words mean, then what is to be taken where that will not do: "the gift card, and if
    it is not enough, my visa"."""
    first, second = _choices(text.lower().replace("\u2019", "'"))
    found = (_meant(first, methods, original), _meant(second, methods, original))
    return tuple(dict.fromkeys(method for method in found if method is not None))


def _choices(said: str) -> tuple[str, str]:
    """What is wanted, and what is wanted otherwise."""
    firsts, seconds = [], []
    for sentence in re.split(r"[.;]", said):
        found = _IF_NOT.search(sentence)
        if found is None:
            firsts.append(sentence)
            continue
        before, after = sentence[: found.start()], sentence[found.end() :]
        if after.strip(" ,?") or not firsts:
            firsts.append(before)
            seconds.append(after)
        else:
            seconds.append(before)
    return ". ".join(firsts), ". ".join(seconds)


def _meant(said: str, methods: Sequence[PaymentMethod], original: PaymentId | None) -> PaymentMethod | None:
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
        if not _NOT.search(part[: found.start()]) and not _WILL_NOT_DO.match(part[found.end() :])
    ]
    return max(places, default=None)
