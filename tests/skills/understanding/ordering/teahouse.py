"""A small tea house for the tests of ordering, and baskets written as one line."""

from __future__ import annotations

from ringup.skills.basket import Basket
from ringup.skills.shop import Line, Modifier, Product
from ringup.skills.understanding.ordering.reader import OrderReader
from ringup.skills.values import Money, Sku

MADE_UP = (
    Modifier("milk", ("No Milk", "Whole Milk", "2% Milk", "Non-fat Milk", "Rice Milk", "Oat Milk")),
    Modifier("strength", ("Mild", "Strong")),
    Modifier("tea bags", ("Single", "Double", "Triple")),
    Modifier("temperature", ("Hot", "Iced")),
    Modifier("extras", ("Honey Syrup", "Ginger Syrup", "Sugar Free Ginger Syrup", "Lemon"), several=True),
    Modifier("tapioca pearls", ("no", "yes")),
)
WHERE = Modifier("where", ("Here", "To go", "Delivery"))


def _sized(size: str) -> Line:
    return Line(
        Sku(f"scone-{size}"),
        f"{size} scone",
        f"{size} scones",
        "",
        "",
        1,
        Money(300, "USD"),
        "scone",
        (("size", size),),
    )


PRODUCTS = (
    Product("masala", ("Masala Chai",), (), MADE_UP),
    Product("sencha", ("Sencha",), (), MADE_UP),
    Product("oolong", ("Oolong",), (), MADE_UP),
    Product("rooibos", ("Rooibos Vanille", "Rooibos"), (), MADE_UP),
    Product("lapsang", ("Lapsang Souchong",), (), MADE_UP),
    Product("crumpet", ("Crumpet",), ()),
    Product("scone", ("scone",), (_sized("small"), _sized("large"))),
)

READER = OrderReader(PRODUCTS, (WHERE,), {"non-fat milk": ("skimmed", "skim milk"), "Crumpet": ("tea cake",)})


def written(basket: Basket) -> str:
    """ "2 oolong Iced, 1 crumpet; To go"."""
    entries = (
        " ".join((str(entry.quantity), entry.product, *(value for _, value in entry.options)))
        for entry in basket.entries
    )
    return "; ".join(part for part in (", ".join(entries), " ".join(v for _, v in basket.choices)) if part)
