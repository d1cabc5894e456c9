"""The basket as it is said and as it is bought: its entries against the products they are of. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from ringup.skills.basket import Basket, Entry, modifiers_of
from ringup.skills.shop import Item, Line, Modifier, Options, Product
from ringup.skills.values import Money, Sku

Shelf = tuple[Product, ...]
"""Products that were looked up, with their stock."""

KIND = "kind"
"""What is asked for where variants have no options to tell them apart."""

LEAST_CHOICE = 2
"""Variants between which there is a choice."""

_SWITCH = {"yes", "no"}


def shelved(shelf: Shelf, products: Iterable[Product]) -> Shelf:
    """With `products` in the place of what was known of them."""
    known = {product.id: product for product in (*shelf, *products)}
    return tuple(known.values())


def product_of(shelf: Shelf, entry: Entry) -> Product | None:
    return next((product for product in shelf if product.id == entry.product), None)


def lines(basket: Basket, shelf: Shelf) -> tuple[Line, ...]:
    """As they are said. An entry whose variant is not known yet goes by its product's name."""
    found = ((product_of(shelf, entry), entry) for entry in basket.entries)
    return tuple(line(product, entry) for product, entry in found if product and product.variants)


def line(product: Product, entry: Entry) -> Line:
    variant = next((own for own in product.variants if own.sku == entry.sku), None)
    own = {modifier.name for modifier in product.modifiers}
    if variant is None:
        options = tuple(pair for pair in entry.options if pair[0] in own)
        said = in_general(product)
        return replace(said, quantity=entry.quantity, options=options)
    made = tuple(pair for pair in entry.options if pair[0] in own and pair not in variant.options)
    return replace(variant, quantity=entry.quantity, options=(*variant.options, *made))


def in_general(product: Product, variants: tuple[Line, ...] = ()) -> Line:
    """The product by its own name, at the lowest price of `variants`, or of all."""
    cheapest = min(variants or product.variants, key=lambda own: own.unit_price.minor)
    single = len(product.variants) == 1
    name, plural = product.names[0], cheapest.plural if single else _plural(product.names[0])
    return replace(cheapest, name=name, plural=plural, options=())


def items(basket: Basket, shelf: Shelf) -> tuple[Item, ...]:
    """Those whose variant is known."""
    return tuple(made.item for made in lines(basket, shelf) if made.sku in _skus(basket))


def total(said: Iterable[Line]) -> Money | None:
    """What they cost without delivery; None for nothing."""
    amounts = [one.total for one in said]
    return sum(amounts[1:], amounts[0]) if amounts else None


def basket_of(bought: Iterable[Line]) -> Basket:
    """The basket in which there is just that."""
    return Basket(tuple(Entry(one.product, one.quantity, one.options, one.sku) for one in bought))


def possible(product: Product, chosen: Options) -> tuple[Line, ...]:
    """The variants in stock that have the options that were chosen."""
    wanted = dict(chosen)
    return tuple(
        own
        for own in product.variants
        if product.left(own.sku) > 0 and all(wanted.get(name, value) == value for name, value in own.options)
    )


def open_option(product: Product, entry: Entry) -> Modifier | None:
    """What is to be asked next of an entry, with the values that can be had; None when all is known."""
    chosen = {name for name, _ in entry.options}
    if entry.sku is None:
        for axis in modifiers_of(replace(product, variants=possible(product, entry.options), modifiers=())):
            if axis.name not in chosen:
                return axis
        if len(kinds := kinds_of(product, entry)) > 1:
            return Modifier(KIND, tuple(kinds))
    return next((own for own in product.modifiers if own.name not in chosen and _is_asked(own)), None)


def kinds_of(product: Product, entry: Entry) -> dict[str, Sku]:
    """What the variants that can be had are told apart by in their names, where they have no options."""
    had = possible(product, entry.options)
    begin = {own.name.partition(",")[0] for own in had}
    short = len(begin) == 1 and all("," in own.name for own in had)
    return {own.name.partition(",")[2].strip() if short else own.name: own.sku for own in had}


def _is_asked(modifier: Modifier) -> bool:
    """What several may be chosen of, or what is there or not, is left to the caller to say."""
    switch = {value.lower() for value in modifier.values} <= _SWITCH
    return not modifier.several and len(modifier.values) > 1 and not switch


@dataclass(frozen=True, slots=True)
class Checked:
    """An entry as it can be had; `entry` None when nothing of it can. `short` is what there is too little
    of, its quantity being what is left."""

    entry: Entry | None
    short: Line | None = None


def checked(product: Product, entry: Entry) -> Checked:
    """With its variant where only one remains, and no more than there are."""
    had = possible(product, entry.options)
    if not had:
        return _sold_out(product, entry)
    sku = had[0].sku if len(had) == 1 else entry.sku
    known = replace(entry, sku=sku if sku in {own.sku for own in had} else None)
    left = product.left(known.sku) if known.sku else max(product.left(own.sku) for own in had)
    if entry.quantity <= left:
        return Checked(known)
    few = replace(known, quantity=left)
    return Checked(few, line(product, few))


def _sold_out(product: Product, entry: Entry) -> Checked:
    """The choices that were made last are open again, until there is something to choose from."""
    wanted = next((own for own in product.variants if _fits(own, entry.options)), None)
    gone = replace(wanted or in_general(product), quantity=0)
    options = entry.options
    while options and len(possible(product, options)) < LEAST_CHOICE:
        options = options[:-1]
    if not possible(product, options):
        return Checked(None, gone)
    return Checked(replace(entry, options=options, sku=None), gone)


def _fits(own: Line, chosen: Options) -> bool:
    wanted = dict(chosen)
    return all(wanted.get(name, value) == value for name, value in own.options)


def _skus(basket: Basket) -> set[str]:
    return {entry.sku for entry in basket.entries if entry.sku is not None}


def _plural(name: str) -> str:
    if name.endswith("s"):
        return name
    return f"{name}es" if name.endswith(("x", "ch", "sh")) else f"{name}s"
