"""What every backend decides alike: whether what a caller told proves which customer they are."""

from __future__ import annotations

from ringup.skills.identification.directory import Directory
from ringup.skills.identification.evidence import Evidence, Found, Item, Policy, hear
from ringup.skills.identification.verdict import verdict
from ringup.skills.shop import Told
from ringup.skills.values import CustomerId

_ITEMS = frozenset(item.value for item in Item)


def identify(
    told: tuple[Told, ...], identify_by: tuple[tuple[str, ...], ...], directory: Directory
) -> CustomerId | None:
    """The customer who is proven to call. `identify_by`: sets of details each of which is proof enough; one
    with a name that is no Item proves nothing."""
    evidence = Evidence()
    for one in told:
        if one.item in _ITEMS:
            evidence = hear(evidence, Item(one.item), one.readings)
    ways = tuple(tuple(map(Item, way)) for way in identify_by if way and _ITEMS.issuperset(way))
    if not ways:
        return None
    match verdict(evidence, directory, Policy(proofs=ways, day_first=False)):
        case Found(customer):
            return customer
        case _:
            return None
