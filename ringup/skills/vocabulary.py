"""The names of a shop: whatever its callers may call by a name. What hearing is built on."""

from __future__ import annotations

from dataclasses import dataclass

from ringup.skills.shop import Product


@dataclass(frozen=True, slots=True)
class PersonNames:
    """A customer's, as written."""

    first: str
    last: str


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """All as the shop writes it. `questions` are what its pages answer, titles included; `ways` those of
    delivery; `reasons` the words that its policy knows for changing one's mind."""

    products: tuple[Product, ...] = ()
    services: tuple[str, ...] = ()
    staff: tuple[str, ...] = ()
    people: tuple[PersonNames, ...] = ()
    addresses: tuple[str, ...] = ()
    postcodes: tuple[str, ...] = ()
    emails: tuple[str, ...] = ()
    vouchers: tuple[str, ...] = ()
    ways: tuple[str, ...] = ()
    reasons: tuple[str, ...] = ()
    questions: tuple[str, ...] = ()
