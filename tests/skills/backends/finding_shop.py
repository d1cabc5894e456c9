"""A shop of tents and lamps with pages, as a shop file, in either database."""

from __future__ import annotations

from typing import Any

from tests.skills.backends import shops


def data() -> dict[str, Any]:
    base = shops.shop_data()
    return {"shop": base["shop"], "products": products(), "pages": pages(), "customers": customers()}


def products() -> list[dict[str, Any]]:
    return [
        _product(
            "tent",
            ["family tent", "tent"],
            [
                _variant("tent-red", "family tent, red", "99.00", 3, color="red", waterproof="yes"),
                _variant("tent-green", "family tent, green", "99.00", 0, color="green", waterproof="yes"),
            ],
            category="outdoors",
            description="Room for four sleepers, with a porch.",
            goes_with=["lantern"],
        ),
        _product(
            "lodge",
            ["mountain lodge"],
            [_variant("lodge", "mountain lodge", "249.00", 2, color="red", waterproof="no")],
            category="outdoors",
            description="A tent for thin air.",
        ),
        _product("lantern", ["camp lantern"], [_variant("lantern", "camp lantern", "24.00", 9)]),
        _product("stove", ["gas stove"], [_variant("stove", "gas stove", "39.00", 4)], category="outdoors"),
        _product(
            "mug",
            ["tin mug"],
            [_variant("mug", "tin mug", "6.00", 0)],
            modifiers=[{"name": "engraving", "values": ["none", "a name"]}],
        ),
    ]


def pages() -> list[dict[str, Any]]:
    return [
        {
            "id": "hire",
            "title": "Hiring a tent",
            "questions": ["can I rent one"],
            "text": [
                "Hiring costs ten dollars a night. A deposit of fifty dollars is taken.",
                "Dry it first.",
            ],
        },
        {"id": "club", "title": "The club", "text": ["Members meet on the first Tuesday of the month."]},
    ]


def customers() -> list[dict[str, Any]]:
    """Somebody who twice bought a stove with a mug, and once a stove with a lodge."""
    baskets = (("stove", "mug"), ("stove", "mug", "lantern"), ("stove", "lodge"))
    orders = [
        {
            "number": f"50000{n}",
            "days_ago": 30 * n + 1,
            "status": "delivered",
            "lines": [{"sku": sku, "quantity": 1} for sku in basket],
        }
        for n, basket in enumerate(baskets)
    ]
    return [shops.shop_data()["customers"][0] | {"orders": orders}]


def _product(
    name: str, names: list[str], variants: list[dict[str, Any]], **attributes: Any
) -> dict[str, Any]:
    return {"id": name, "names": names, "variants": variants, **attributes}


def _variant(sku: str, name: str, price: str, stock: int, **options: str) -> dict[str, Any]:
    named = {"options": options} if options else {}
    return {"sku": sku, "name": name, "plural": f"{name}s", "price": price, "stock": stock, **named}
