"""What a caller has put together so far, and the edits that change it. Nothing here is ordered yet."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import assert_never

from ringup.skills import codec
from ringup.skills.shop import Modifier, Options, Product
from ringup.skills.values import Sku


@dataclass(frozen=True, slots=True)
class Entry:
    """So many of one product, made up alike. `sku` is None until it is known which variant is meant.

    `options` holds a pair for each choice; a modifier that takes several values has a pair for each.
    """

    product: str
    quantity: int = 1
    options: Options = ()
    sku: Sku | None = None

    def values(self, name: str) -> tuple[str, ...]:
        """What was chosen for that option, in the order it was said."""
        return tuple(value for option, value in self.options if option == name)


@dataclass(frozen=True, slots=True)
class Basket:
    """`entries` in the order they were asked for; `choices` are those of the whole order, such as
    (("order type", "to go"),)."""

    entries: tuple[Entry, ...] = ()
    choices: Options = ()

    @property
    def count(self) -> int:
        """Pieces, not entries."""
        return sum(entry.quantity for entry in self.entries)


@dataclass(frozen=True, slots=True)
class Add:
    """Goes to the end."""

    entry: Entry


@dataclass(frozen=True, slots=True)
class Remove:
    at: int


@dataclass(frozen=True, slots=True)
class SetQuantity:
    """None or less removes the entry."""

    at: int
    quantity: int


@dataclass(frozen=True, slots=True)
class SetOption:
    """Takes the place of the value it had, unless there may be `several`."""

    at: int
    name: str
    value: str
    several: bool = False


@dataclass(frozen=True, slots=True)
class ClearOption:
    """`value` None clears all values of that option."""

    at: int
    name: str
    value: str | None = None


@dataclass(frozen=True, slots=True)
class Replace:
    """Something else in the place of an entry."""

    at: int
    entry: Entry


@dataclass(frozen=True, slots=True)
class Split:
    """Sets `quantity` of an entry apart, as an entry of its own before the rest, so that the two can
    differ: of two coffees, one decaf. Without effect unless some remain."""

    at: int
    quantity: int = 1


@dataclass(frozen=True, slots=True)
class Choose:
    """Of the whole order: here or to go."""

    name: str
    value: str


@dataclass(frozen=True, slots=True)
class Empty:
    """Everything out."""


Edit = Add | Remove | SetQuantity | SetOption | ClearOption | Replace | Split | Choose | Empty

codec.tagged(Edit)


def apply(basket: Basket, edit: Edit) -> Basket:
    """`basket` after `edit`. An `at` that names no entry changes nothing: the edit came too late."""
    match edit:
        case Add(entry):
            return replace(basket, entries=(*basket.entries, entry))
        case Choose(name, value):
            return replace(basket, choices=_with(basket.choices, name, value, several=False))
        case Empty():
            return Basket()
        case _ if not 0 <= edit.at < len(basket.entries):
            return basket
        case _:
            changed = _changed(basket.entries[edit.at], edit)
            before, after = basket.entries[: edit.at], basket.entries[edit.at + 1 :]
            return replace(basket, entries=(*before, *changed, *after))


def after(basket: Basket, edits: tuple[Edit, ...]) -> Basket:
    """`basket` after all of `edits`, in order."""
    for edit in edits:
        basket = apply(basket, edit)
    return basket


def touched(basket: Basket, edits: tuple[Edit, ...]) -> int | None:
    """Which entry of `basket`, as `edits` left it, the last of them was about; None if it is gone."""
    count = len(basket.entries)
    match edits[-1] if edits else Empty():
        case Add():
            return count - 1
        case Remove() | Choose() | Empty():
            return None
        case last:
            return last.at if 0 <= last.at < count else None


def _changed(
    entry: Entry, edit: Remove | SetQuantity | SetOption | ClearOption | Replace | Split
) -> tuple[Entry, ...]:
    """What stands in the place of `entry`."""
    match edit:
        case Remove():
            return ()
        case SetQuantity(quantity=quantity):
            return (replace(entry, quantity=quantity),) if quantity > 0 else ()
        case SetOption(name=name, value=value, several=several):
            return (replace(entry, options=_with(entry.options, name, value, several=several)),)
        case ClearOption(name=name, value=value):
            return (replace(entry, options=_without(entry.options, name, value)),)
        case Replace(entry=other):
            return (other,)
        case Split(quantity=quantity):
            rest = entry.quantity - quantity
            if quantity < 1 or rest < 1:
                return (entry,)
            return (replace(entry, quantity=quantity), replace(entry, quantity=rest))
        case _:
            assert_never(edit)


def _with(options: Options, name: str, value: str, *, several: bool) -> Options:
    kept = _without(options, name, value if several else None)
    return (*kept, (name, value))


def _without(options: Options, name: str, value: str | None) -> Options:
    return tuple(
        (option, chosen) for option, chosen in options if option != name or value not in (None, chosen)
    )


def modifiers_of(product: Product) -> tuple[Modifier, ...]:
    """Everything that can be chosen: what sets its variants apart, then what it is made up with."""
    axes: dict[str, dict[str, None]] = {}
    for line in product.variants:
        for name, value in line.options:
            axes.setdefault(name, {})[value] = None
    own = {modifier.name for modifier in product.modifiers}
    told_apart = (Modifier(name, tuple(values)) for name, values in axes.items() if len(values) > 1)
    return (*(axis for axis in told_apart if axis.name not in own), *product.modifiers)


def variant_of(product: Product, options: Options) -> Sku | None:
    """The only variant that `options` leave possible, or None while several are."""
    chosen = dict(options)
    fits = [
        line.sku
        for line in product.variants
        if all(chosen.get(name, value) == value for name, value in line.options)
    ]
    return fits[0] if len(fits) == 1 else None
