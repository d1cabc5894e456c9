"""What every backend decides alike: whether what a caller told proves which customer they are."""

from __future__ import annotations

from dataclasses import dataclass

from ringup.skills.identification.directory import Directory
from ringup.skills.identification.evidence import Evidence, Found, GiveUp, Item, NotYet, Policy, hear
from ringup.skills.identification.verdict import verdict
from ringup.skills.shop import Told
from ringup.skills.values import CustomerId

_ITEMS = frozenset(item.value for item in Item)


@dataclass(frozen=True, slots=True)
class Proof:
    """The customer who is proven to call; else the item to ask for, or "" when it is no use to go on."""

    customer: CustomerId | None
    ask: str = ""


def identify(told: tuple[Told, ...], identify_by: tuple[tuple[str, ...], ...], directory: Directory) -> Proof:
    """`identify_by`: sets of details each of which is proof enough; names that are no Item are left out."""
    evidence = Evidence()
    for one in told:
        if one.item in _ITEMS:
            evidence = hear(evidence, Item(one.item), one.readings)
    ways = tuple(tuple(Item(item) for item in way if item in _ITEMS) for way in identify_by)
    policy = Policy(proofs=tuple(way for way in ways if way), day_first=False)
    if not policy.proofs:
        return Proof(None)
    match verdict(evidence, directory, policy):
        case Found(customer):
            return Proof(customer)
        case NotYet(ask):
            return Proof(None, ask.value)
        case GiveUp():
            return Proof(None)
