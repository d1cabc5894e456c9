"""What a caller is looking for, what fits it, and how two things differ. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from decimal import Decimal, InvalidOperation

from ringup.skills.intent import Slot
from ringup.skills.shop import Line, Product
from ringup.skills.stems import stems
from ringup.skills.values import Money

CHEAPEST = "cheapest"
"""The value of the slot `sort` for "the cheapest"."""

_WITHOUT_DECIMALS = frozenset({"JPY"})


@dataclass(frozen=True, slots=True)
class Wish:
    """What a product must be. `words` are looked for in names, kinds and descriptions; `options` are
    values as people call them ("black", "waterproof"), all of which one variant must have. Prices are
    inclusive. `in_stock`: leave out what is sold out. `cheapest`: by price instead of by how well it fits.
    """

    words: tuple[str, ...] = ()
    options: tuple[str, ...] = ()
    price_from: Money | None = None
    price_to: Money | None = None
    category: str = ""
    in_stock: bool = False
    cheapest: bool = False


@dataclass(frozen=True, slots=True)
class Hit:
    """A product with those of its variants that fit a wish. `near`: not all words were found, only the
    last, which says what kind of thing is meant."""

    product: Product
    variants: tuple[Line, ...]
    near: bool = False


@dataclass(frozen=True, slots=True)
class Difference:
    """The values that each of two products comes in; none where it has no such option."""

    option: str
    first: tuple[str, ...]
    second: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Comparison:
    """`dearer`: what the second costs more than the first, each at its lowest price; negative if less."""

    dearer: Money
    differences: tuple[Difference, ...]


def wish(slots: Iterable[Slot], currency: str) -> Wish:
    """From the slots of a `search`: `product` (words), `option`, `price_from`, `price_to` (amounts such
    as "19.99"), `sort` and `stock`."""
    wanted = Wish()
    for slot in slots:
        match slot.name:
            case "product":
                wanted = replace(wanted, words=(*wanted.words, *slot.value.split()))
            case "option":
                wanted = replace(wanted, options=(*wanted.options, slot.value))
            case "price_from":
                wanted = replace(wanted, price_from=amount(slot.value, currency))
            case "price_to":
                wanted = replace(wanted, price_to=amount(slot.value, currency))
            case "sort":
                wanted = replace(wanted, cheapest=slot.value == CHEAPEST)
            case "stock":
                wanted = replace(wanted, in_stock=True)
            case _:
                pass
    return wanted


def amount(text: str, currency: str) -> Money | None:
    """ "19.99" as money; None for what is no amount."""
    try:
        value = Decimal(text)
    except InvalidOperation:
        return None
    if not value.is_finite():
        return None
    return Money(int(value.scaleb(0 if currency in _WITHOUT_DECIMALS else 2)), currency)


def fitting(product: Product, wanted: Wish) -> tuple[Line, ...]:
    """The variants with every option, within the price, and in stock if that matters."""
    if wanted.category and stems(wanted.category) != stems(product.category):
        return ()
    return tuple(line for line in product.variants if _fits(product, line, wanted))


def called(name: str, value: str) -> str:
    """How people call an option: by its value, but a thing that it has or has not by its name."""
    match value.lower():
        case "yes":
            return name
        case "no":
            return f"not {name}"
        case _:
            return value


def compare(first: Product, second: Product) -> Comparison:
    """What is worth saying: the price, and options in which they have nothing in common."""
    ours, theirs = _options(first), _options(second)
    names = dict.fromkeys((*ours, *theirs))
    both = [Difference(name, ours.get(name, ()), theirs.get(name, ())) for name in names]
    worth = [each for each in both if set(each.first).isdisjoint(each.second)]
    worth.sort(key=lambda each: not (each.first and each.second))
    price, other = _lowest(first), _lowest(second)
    return Comparison(Money(other.minor - price.minor, other.currency), tuple(worth))


def _fits(product: Product, line: Line, wanted: Wish) -> bool:
    price = line.unit_price
    return (
        (wanted.price_from is None or price.minor >= wanted.price_from.minor)
        and (wanted.price_to is None or price.minor <= wanted.price_to.minor)
        and not (wanted.in_stock and product.left(line.sku) == 0)
        and all(_has(line, option) for option in wanted.options)
    )


def _has(line: Line, option: str) -> bool:
    """By its options, or by its name where the shop tells it only there. The more general is enough:
    "blue" for "navy blue"."""
    asked = set(stems(option))
    told = (*(called(name, value) for name, value in line.options), line.name)
    return any(asked <= set(stems(text)) and _negated(text) == _negated(option) for text in told)


def _negated(text: str) -> bool:
    return text.startswith("not ")


def _options(product: Product) -> dict[str, tuple[str, ...]]:
    """Each option's values, in the order of the variants."""
    found: dict[str, dict[str, None]] = {}
    for line in product.variants:
        for name, value in line.options:
            found.setdefault(name, {})[value] = None
    return {name: tuple(values) for name, values in found.items()}


def _lowest(product: Product) -> Money:
    return min((line.unit_price for line in product.variants), key=lambda price: price.minor)
