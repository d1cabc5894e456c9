"""What a caller said about who they are, and what would prove it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum

from ringup.skills import policy
from ringup.skills.values import CustomerId

MOST_TEXTS = 5
"""Alternatives of one attempt that are kept; a recogniser's later ones add nothing."""


class Item(StrEnum):
    """What tells customers apart. The value is what a question for it `expects`; nobody is asked for
    CALLER_ID, the number that the call comes from."""

    CALLER_ID = policy.CALLER_ID
    NAME = "name"
    POSTCODE = "postcode"
    EMAIL = "email"
    DATE_OF_BIRTH = "date_of_birth"


@dataclass(frozen=True, slots=True)
class Heard:
    """One answer: what was understood and its alternatives, the likeliest first; none for silence."""

    item: Item
    texts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Evidence:
    """All answers of a call, oldest first. These are private words: no log holds them."""

    heard: tuple[Heard, ...] = ()

    def attempts(self, item: Item) -> int:
        return sum(heard.item is item for heard in self.heard)

    def of(self, item: Item) -> tuple[tuple[str, ...], ...]:
        """The texts of each attempt that held any."""
        return tuple(heard.texts for heard in self.heard if heard.item is item and heard.texts)


def hear(evidence: Evidence, item: Item, texts: tuple[str, ...]) -> Evidence:
    """The evidence with one more answer; `texts` is the transcript and its alternatives, best first."""
    kept = tuple(dict.fromkeys(text.strip() for text in texts if text.strip()))[:MOST_TEXTS]
    return replace(evidence, heard=(*evidence.heard, Heard(item, kept)))


Proof = tuple[Item, ...]


@dataclass(frozen=True, slots=True)
class Policy:
    """What proves who somebody is: any one of `proofs`, each the items that must fit together; see `plan`
    for what is asked. `day_first`: how dates in figures are read."""

    proofs: tuple[Proof, ...] = ((Item.NAME, Item.POSTCODE), (Item.EMAIL,))
    day_first: bool = True


@dataclass(frozen=True, slots=True)
class Found:
    customer: CustomerId


@dataclass(frozen=True, slots=True)
class NotYet:
    """Not proven so far. `ask` depends on what was asked before and not on the customers, so that the
    question reveals nothing."""

    ask: Item


@dataclass(frozen=True, slots=True)
class GiveUp:
    """Every attempt is used up: a person should take over."""


Verdict = Found | NotYet | GiveUp
