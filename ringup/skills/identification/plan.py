"""What to ask a caller for next. It depends on the shop's setting, on what was asked before and on what the
caller could not tell, and never on the customers: so no question reveals anything."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from ringup.skills.policy import CALLER_ID, Secret

MOST_ATTEMPTS = 3
"""At each item; then a person should take over."""

ATTEMPTS_BESIDE_CALLER_ID = 2
"""The same where caller id is part of the proof and there is one without: others call from that telephone."""

Way = tuple[str, ...]
"""One entry of `Policy.identify_by`."""


def next_way(ways: Sequence[Way], asked: Sequence[str], lacking: Collection[str] = ()) -> Way:
    """The first way that is open to the caller, or () for none. `asked` names the item of every attempt so
    far; `lacking` are items that the caller cannot tell."""
    usable = [way for way in ways if way and not set(way) & set(lacking)]
    without = [way for way in usable if CALLER_ID not in way]
    for way in usable:
        spent = details(way) and min(map(asked.count, details(way))) >= ATTEMPTS_BESIDE_CALLER_ID
        if CALLER_ID not in way or not spent or not without:
            return way
    return ()


def next_item(way: Way, asked: Sequence[str]) -> str | None:
    """The detail of the way that was asked least, the earlier first; its secret once all of them were told;
    None when the attempts are used up."""
    left, secret = details(way), secret_of(way)
    if secret is not None and all(map(asked.count, left)):
        return secret
    item = min(left, key=asked.count, default=None)
    return item if item is not None and asked.count(item) < MOST_ATTEMPTS else None


def details(way: Way) -> Way:
    """What a caller is asked for that may be told to anybody."""
    return tuple(item for item in way if item != CALLER_ID and item not in tuple(Secret))


def secret_of(way: Way) -> Secret | None:
    return next((Secret(item) for item in way if item in tuple(Secret)), None)
