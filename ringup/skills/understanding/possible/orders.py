"""Which order is meant: by its number, by what is in it, by where it goes, or the one just talked of."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ringup.skills.shop import Order, OrderStatus
from ringup.skills.understanding.numbers import cardinal_at, digit_strings, readings
from ringup.skills.understanding.possible.words import Words, words
from ringup.skills.understanding.resolve import closest
from ringup.skills.understanding.tokens import tokens
from ringup.skills.values import OrderNumber

_SAME = re.compile(
    r"\b(?:same (?:\w+ ){0,2}(?:order|one|delivery|box|package)|that (?:same )?order"
    r"|the order (?:i|we) just|this order)\b|^\W*(?:\w+\W+){0,4}(?:cancel|undo|scrap) (?:it|that|this)\b"
)
_NEWEST = re.compile(r"\b(?:last|latest|newest|most recent|just (?:placed|made|ordered))\b")

SHORTEST = 4
"""Digits of a number, from which a part of it is enough where only one order has that part."""

CLEARLY = 0.6
"""By so much must one order fit better than another, where a thing named is a point: options alone, which
may be those that are wanted instead, do not decide."""

_PLAIN = frozenset(
    {"the", "order", "one", "it", "with", "and", "in", "my", "of", "a", "set", "pro", "to", "for", "new"}
)


def by_number(text: str, orders: Sequence[Order]) -> Order | None:
    """The order whose number was said. One digit may be wrong or missing, or part of it given, where it can
    still be only one order's."""
    said = _said_numbers(text)
    by = {str(order.number): order for order in orders}
    if (exact := next((digits for digits in said if digits in by), None)) is not None:
        return by[exact]
    if (near := next(filter(None, (closest(digits, tuple(by)) for digits in said)), None)) is not None:
        return by[near]
    for digits in said:
        part = [o for o in orders if len(digits) >= SHORTEST and digits in o.number]
        if len(part) == 1:
            return part[0]
    return None


def _said_numbers(text: str) -> tuple[str, ...]:
    """The whole as one number, then each part by itself, the last first: people correct themselves. Then
    each stretch of digits, for another number may follow ("810004 for the glass one")."""
    parts = re.split(r"\b(?:no|sorry|wait|i mean|or|actually|let me)\b|,\s*(?:uh|um)\b", text.lower())
    ways = [*readings(text), *(way for part in reversed(parts) for way in readings(part))]
    ways += [found.value for found in digit_strings(text)]
    return tuple(dict.fromkeys(way for way in ways if way))


def by_description(text: str, orders: Sequence[Order], last: OrderNumber | None = None) -> tuple[Order, ...]:
    """The orders that fit the words best: one, several alike, or none when nothing in the words tells."""
    plain = text.lower().replace("\u2019", "'")
    if _SAME.search(plain) and (same := tuple(o for o in orders if o.number == last)):
        return same
    orders = _come_or_coming(plain, orders)
    if (counted := _counted(plain, orders)) and len(counted) < len(orders):
        return by_description(_COUNT.sub(" ", _ALONE.sub(" ", plain)), counted, last) or counted
    said = words(plain)
    scores = [_score(said, order) for order in orders]
    most = max(scores, default=0)
    if most > 0:
        near = (order for order, score in zip(orders, scores, strict=True) if score > most - CLEARLY)
        return tuple(near)
    if _NEWEST.search(plain) and orders:
        return (max(orders, key=lambda order: order.placed_at),)
    return ()


def points_back(text: str) -> bool:
    """Whether words in small letters point at what was talked of last ("in there", "make them red")."""
    return _BACK.search(text) is not None


_BACK = re.compile(
    r"\b(?:in (?:there|it|that one)|(?:on|of|make|have|get|swap|change|with) (?:them|those|it|that))\b"
)


def _come_or_coming(text: str, orders: Sequence[Order]) -> tuple[Order, ...]:
    """Those that have arrived, or that have not, where the words say just one of the two; else all."""
    come, coming = _ARRIVED.search(text) is not None, _COMING.search(text) is not None
    if come == coming:
        return tuple(orders)
    return tuple(order for order in orders if (order.status is OrderStatus.DELIVERED) == come)


_ARRIVED = re.compile(
    r"\b(?:arrived|received|(?:that|which) (?:have |has |just |already |finally )*(?:came|come)"
    r"|you (?:have |just |already )*(?:sent|delivered|brought)(?: me| us)?|(?:was|were) delivered"
    r"|already (?:here|have)|i have (?:it|them) here)\b"
)
_COMING = re.compile(
    r"\b(?:on order|pending|(?:on|under) (?:its|the|their) way|still (?:coming|to come|waiting|on order)"
    r"|(?:is|are|got) coming|waiting for|(?:has|have|had|is|are|was|did|does)(?:n't| not)(?: yet| even)*"
    r" (?:come|arrived?|here|been (?:sent|delivered|shipped)|shipped|sent|delivered|out)"
    r"|not (?:yet )?(?:sent|delivered|shipped|arrived|out)|before it (?:ships|goes out|is sent))\b"
)


def _counted(text: str, orders: Sequence[Order]) -> tuple[Order, ...]:
    """The orders that hold as many things as was said: "the one with five items", "nothing else in it"."""
    found = _COUNT.search(text)
    if found is not None and not (found["of"] or found["inside"]):
        found = None
    number = cardinal_at(tokens(found["number"]), 0) if found else None
    count = number[0] if number else (1 if _ALONE.search(text) else None)
    return tuple(order for order in orders if sum(line.quantity for line in order.lines) == count)


_COUNT = re.compile(
    r"(?P<of>\b(?:with|has|had|holds|contains|of)(?: all| just| only| the)? )?\b(?P<number>\w+) "
    r"(?:different |other )?"
    r"(?:items|things|articles|products)(?P<inside> (?:in|on) (?:it|that|there))?\b"
)
"""Two things are also what somebody has to say, or wants changed."""

_ALONE = re.compile(
    r"\b(?:the )?only (?:thing|item|one)(?: in (?:it|there|that))?\b|\bnothing else in (?:it|there)\b"
    r"|\bonly (?=(?:the|a|an|my) .*\bin it\b)|\bby itself\b|\ball by itself\b"
)


def _score(said: Words, order: Order) -> float:
    """A point for each thing in it that is named, a little for what is said of it, one for its town."""
    score = 0.0
    for line in order.lines:
        name = [w for w in words(line.name.split(",", maxsplit=1)[0]).all if w not in _PLAIN]
        if name and (said.holds(name[-1]) or sum(len(w) > 3 and said.holds(w) for w in name) > 0):
            score += 1 + 0.1 * sum(said.holds(word) for word in name[:-1])
            score += 0.1 * sum(
                all(said.holds(w) for w in words(value).all) for _, value in line.options if words(value).all
            )
    towns = [part for part in order.address.lower().split(",")[1:-1] if part.strip()]
    score += sum(all(word in said.all for word in words(part).all) for part in towns[-2:-1])
    return score
