"""How an order is to come, and what the code of a voucher can be."""

from __future__ import annotations

import re
from itertools import islice

from ringup.skills.shop import DeliveryOffer
from ringup.skills.stems import stems
from ringup.skills.understanding.numbers import readings_of, runs
from ringup.skills.understanding.spelling import Manner, Reading, readings
from ringup.skills.understanding.tokens import tokens

_EARLIER = re.compile(r"\b(?:fast(?:er|est)?|quick(?:er|est)?|soon(?:er|est)|express|earl(?:y|ier|iest))\b")
_CHEAPER = re.compile(r"\b(?:cheap(?:er|est)?|free|slow(?:er|est)?|no hurry|no rush)\b")
_USUAL = re.compile(r"\b(?:standard|normal|regular|usual|ordinary)\b")
_PLACES = {"first": 0, "second": 1, "third": 2}
_CODE = re.compile(
    r"\b(?:vouchers?|coupons?|codes?|promo(?:tion)?(?:al)?)\b(?: code| is| it's| called|,|:)*", re.IGNORECASE
)
_LEAD = re.compile(
    r"^\W*(?:(?:it's|it is|that's|that is|is|the code is|code|the|a|my|um|uh|yes|sure|okay|try|use|with|from"
    r"|here|please|for|apply|one|i have|i've got|i want to use)\b\W*)+",
    re.IGNORECASE,
)
_TAIL = re.compile(r"\W*(?:\b(?:please|thanks|thank you|i think|if that works)\b\W*)+$", re.IGNORECASE)
_SAYS_NOTHING = set(stems("the a an by in at on to of for with it up delivery one way"))
_SIGNS = re.compile(r"[^A-Z0-9]")

MOST_WORDS = 8
MOST_CODES = 6
"""Readings of one code that are tried."""

SHORTEST, LONGEST = 3, 20


def way(text: str, offers: tuple[DeliveryOffer, ...]) -> DeliveryOffer | None:
    """The one of `offers` that is meant; None when none is, or several could be."""
    said, low = set(stems(text)), text.lower()
    scores = [len(said & _own(offer, offers)) for offer in offers]
    if (best := max(scores, default=0)) and scores.count(best) == 1:
        return offers[scores.index(best)]
    if _EARLIER.search(low):
        return min(offers, key=lambda offer: offer.arrives_on, default=None)
    if _CHEAPER.search(low):
        return min(offers, key=lambda offer: offer.price.minor, default=None)
    if _USUAL.search(low):
        return next((offer for offer in offers if offer.way == ""), None)
    place = next((place for word, place in _PLACES.items() if word in low.split()), None)
    return offers[place] if place is not None and place < len(offers) else None


def _own(offer: DeliveryOffer, offers: tuple[DeliveryOffer, ...]) -> set[str]:
    """The words of its name that no other has."""
    others = {part for other in offers if other != offer for part in stems(other.name)}
    return set(stems(offer.name)) - others - _SAYS_NOTHING


def voucher_codes(text: str, *, asked: bool) -> tuple[str, ...]:
    """What the code in `text` can be, best first, in capital letters and figures: "spring ten" is SPRING10.
    Empty where none is told. `asked`: the words are the answer to a question for it."""
    label = list(_CODE.finditer(text))
    if not label and not asked:
        return ()
    after = text[label[-1].end() :] if label else text
    body = _TAIL.sub("", _LEAD.sub("", after)).strip(" .,!?")
    if not body or len(body.split()) > MOST_WORDS:
        return ()
    found = (_joined(body), *(_SIGNS.sub("", r.text.upper()) for r in _spelled(body)))
    return tuple(code for code in dict.fromkeys(found) if SHORTEST <= len(code) <= LONGEST)[:MOST_CODES]


def _joined(body: str) -> str:
    """Words as they are, numbers in figures."""
    words = tokens(body)
    starts = {run[0].start: run for run in runs(words)}
    code, skip = "", -1
    for word in words:
        if word.start < skip:
            continue
        if (run := starts.get(word.start)) is not None:
            code, skip = code + next(islice(readings_of(run), 1), ""), run[-1].end
        else:
            code += word.text.upper()
    return _SIGNS.sub("", code)


def _spelled(body: str) -> tuple[Reading, ...]:
    return readings(body, Manner.CODE, MOST_CODES)
