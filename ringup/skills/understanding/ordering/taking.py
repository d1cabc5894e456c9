"""What happens to the basket while an utterance is read: which entries are meant, which of them are
still to be told apart, and the edits so far."""

from __future__ import annotations

from dataclasses import dataclass, field

from ringup.skills.basket import (
    Add,
    Basket,
    Choose,
    ClearOption,
    Edit,
    Empty,
    Entry,
    Remove,
    Replace,
    SetOption,
    SetQuantity,
    Split,
    apply,
    variant_of,
)
from ringup.skills.shop import Product
from ringup.skills.understanding.ordering.menu import Menu, Value

Values = tuple[Value, ...]
"""What one word can mean; the item decides."""


@dataclass(slots=True)
class Taking:
    """Lives for one utterance. `target`: the entries that options are for. `together`: the entries that
    were ordered in one go, so that "both" means them. `base` is the entry of which `free` pieces have
    not been spoken of one by one. `about`: the entry that was spoken of before.
    `waiting`: options said before their item."""

    menu: Menu
    basket: Basket
    edits: list[Edit] = field(default_factory=list)
    target: tuple[int, ...] = ()
    together: tuple[int, ...] = ()
    base: int | None = None
    free: int = 0
    waiting: list[Values] = field(default_factory=list)
    about: int | None = None
    old: int = field(init=False)

    def __post_init__(self) -> None:
        self.old = len(self.basket.entries)

    def do(self, edit: Edit) -> None:
        """The first `old` entries are those that were there before the utterance."""
        count = len(self.basket.entries)
        self.edits.append(edit)
        self.basket = apply(self.basket, edit)
        if not isinstance(edit, Add | Choose | Empty) and edit.at < self.old:
            self.old += len(self.basket.entries) - count

    def all_together(self) -> tuple[int, ...]:
        """What "both" and "all" mean: all that was just ordered, or else the whole basket."""
        every = tuple(range(len(self.basket.entries)))
        if len(every) > self.old:
            return every[self.old :]
        return self.together if len(self.together) > 1 else every

    def having(self, product: str) -> tuple[int, ...]:
        return tuple(at for at, entry in enumerate(self.basket.entries) if entry.product == product)

    def aim(self, *at: int) -> None:
        """From now on options are for these entries."""
        self.target = self.together = at
        self.base = at[-1] if at else None
        self.free = self.basket.entries[at[-1]].quantity if at else 0

    def add(self, product: str, quantity: int) -> None:
        self.do(Add(Entry(product, quantity)))
        self.aim(len(self.basket.entries) - 1)
        self.free = quantity if quantity > 1 else 0
        waiting, self.waiting = self.waiting, []
        for values in waiting:
            self.choose(values)

    def put_in_place_of(self, at: int, product: str, quantity: int | None) -> None:
        """Another product; what it can be made up with as well stays as it was."""
        old = self.basket.entries[at]
        kept = tuple(pair for pair in old.options if self._takes(product, pair))
        self.do(Replace(at, Entry(product, quantity or old.quantity, kept)))
        self.aim(at)

    def set_quantity(self, at: int, quantity: int) -> None:
        if self.basket.entries[at].quantity != quantity:
            self.do(SetQuantity(at, quantity))

    def remove(self, at: int, quantity: int | None = None) -> None:
        """So many of an entry, or all of it."""
        left = self.basket.entries[at].quantity - quantity if quantity else 0
        self.do(SetQuantity(at, left) if left > 0 else Remove(at))
        self.target = self.together = ()
        self.base, self.free = None, 0

    def settles(self, values: Values) -> bool:
        """Whether that has been said already of the pieces ordered: "two with oat and one with soy"."""
        if self.base is None:
            return False
        entry = self.basket.entries[self.base]
        own = (self.menu.modifier(entry.product, meant.name) for meant in values)
        return any(m is not None and not m.several and entry.values(m.name) != () for m in own)

    def take_apart(self, quantity: int) -> None:
        """Options are now for `quantity` of the pieces not yet spoken of; for new ones of the same
        product where none are left."""
        if self.base is None:
            return
        entry = self.basket.entries[self.base]
        if self.free < 1 or quantity > self.free:
            together = self.together
            self.add(entry.product, quantity)
            self.together, self.free = (*together, *self.target), 0
            return
        self._part(self.base, entry, quantity)

    def _part(self, base: int, entry: Entry, quantity: int) -> None:
        self.free -= quantity
        self.target = (base,)
        if entry.quantity <= quantity:
            return
        self.do(Split(base, quantity))
        self.together = (*self.together, base + 1)
        self.base = base + 1

    def other(self) -> int | None:
        """The one of two entries that was not spoken of before."""
        two = not self.edits and len(self.basket.entries) == 2 and self.free < 2
        return 1 - self.about if two and self.about in (0, 1) else None

    def pieces(self) -> tuple[int, ...]:
        """The entry of each piece that "the first" or "the second" may mean."""
        among = self.together if len(self.together) > 1 else range(len(self.basket.entries))
        return tuple(at for at in among for _ in range(self.basket.entries[at].quantity))

    def single_out(self, at: int, before: int) -> None:
        """One piece of an entry, the one after so many others."""
        if before > 0:
            self.do(Split(at, before))
            at += 1
        if self.basket.entries[at].quantity > 1:
            self.do(Split(at, 1))
        self.aim(at)

    def choose(self, values: Values) -> None:
        if values[0].whole_order:
            self.do(Choose(values[0].name, values[0].value))
        elif not self.target:
            self.waiting.append(values)
        for at in self.target if not values[0].whole_order else ():
            if meant := self._fitting(at, values):
                self._set(at, meant)

    def refuse(self, values: Values) -> None:
        """Without it, or with the other of two; what the item does not have is no edit."""
        for at in self.target:
            entry = self.basket.entries[at]
            meant = self._fitting(at, values)
            if meant is None:
                continue
            if meant.value in entry.values(meant.name):
                self.do(ClearOption(at, meant.name, meant.value))
            elif other := self.menu.opposite(meant):
                self._set(at, other)

    def withdraw(self, values: Values) -> None:
        """Out of the items meant, or else of all that have it."""
        spoken_of = [at for at in self.target if self.chosen(at, values)]
        for at in spoken_of or range(len(self.basket.entries)):
            if meant := self.chosen(at, values):
                self.do(ClearOption(at, meant.name, meant.value))

    def copy_options(self, model: int) -> None:
        """As another entry is made up, as far as the product allows."""
        for name, value in self.basket.entries[model].options:
            self.choose((Value(name, value),))

    def clear(self, name: str | None) -> None:
        """As it comes: that option, or the only one that was chosen."""
        for at in self.target:
            chosen = {option for option, _ in self.basket.entries[at].options}
            gone = name if name is not None else next(iter(chosen)) if len(chosen) == 1 else None
            if gone in chosen and gone is not None:
                self.do(ClearOption(at, gone))

    def _set(self, at: int, meant: Value) -> None:
        entry = self.basket.entries[at]
        modifier = self.menu.modifier(entry.product, meant.name)
        several = modifier is not None and modifier.several
        if meant.value in entry.values(meant.name):
            return
        self.do(SetOption(at, meant.name, meant.value, several))

    def _fitting(self, at: int, values: Values) -> Value | None:
        product = self.basket.entries[at].product
        return next((meant for meant in values if self._takes(product, (meant.name, meant.value))), None)

    def chosen(self, at: int, values: Values) -> Value | None:
        """Which of `values` the entry has."""
        entry = self.basket.entries[at]
        return next((meant for meant in values if meant.value in entry.values(meant.name)), None)

    def _takes(self, product: str, pair: tuple[str, str]) -> bool:
        modifier = self.menu.modifier(product, pair[0])
        return modifier is not None and pair[1] in modifier.values

    def settled(self) -> tuple[Edit, ...]:
        """The edits, with the variant wherever the options now tell which it is."""
        for at, entry in enumerate(self.basket.entries):
            product = self.menu.products.get(entry.product)
            sku = variant_of(product, entry.options) if product else entry.sku
            still = sku is None and product is not None and _still_fits(product, entry)
            if sku != entry.sku and not still:
                self.do(Replace(at, Entry(entry.product, entry.quantity, entry.options, sku)))
        return tuple(self.edits)


def _still_fits(product: Product, entry: Entry) -> bool:
    """Whether the variant of an entry has all the options that were chosen; it may be known by its name
    alone."""
    chosen = dict(entry.options)
    own = next((line for line in product.variants if line.sku == entry.sku), None)
    return own is not None and all(chosen.get(name, value) == value for name, value in own.options)
