"""The small sample shop as a shop file, and databases that hold it."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

from ringup.database.engine import Database
from ringup.skills.backends.shop_file import load_shop
from ringup.skills.shop import Customer, Line, Order, Product
from ringup.skills.values import Money
from tests.database import templates
from tests.skills import sample
from tests.skills.backends import postgres


def fixed_clock() -> datetime:
    return sample.NOW


@asynccontextmanager
async def opened(folder: Path, busy_timeout: float = 5.0) -> AsyncIterator[Database]:
    """A database with the sample shop in it."""
    await filled(folder, shop_data())
    database = Database(url(folder), busy_timeout=busy_timeout)
    try:
        yield database
    finally:
        await database.close()


async def filled(folder: Path, data: dict[str, Any] | None) -> None:
    """Put the database of a shop file at `url(folder)`, an empty one for None."""
    await templates.place(folder / "shop.db", *_content(folder, data))


@asynccontextmanager
async def lent(
    kind: str, server: postgres.Server, folder: Path, data: dict[str, Any] | None = None
) -> AsyncIterator[str]:
    """The address of a "sqlite" or "postgresql" database of the test's own, with that shop file in it."""
    if kind == "sqlite":
        await filled(folder, data)
        yield url(folder)
        return
    async with server.database(*_content(folder, data)) as address:
        yield address


def _content(folder: Path, data: dict[str, Any] | None) -> tuple[str, templates.Fill | None]:
    """What it is known by, and what fills it in."""
    if data is None:
        return "", None
    file = written(folder / "shop.json", data)
    return file.read_text(), lambda database: load_shop(file, database, fixed_clock)


def url(folder: Path) -> str:
    return f"sqlite:///{folder / 'shop.db'}"


def written(path: Path, data: object) -> Path:
    path.write_text(json.dumps(data, indent=2))
    return path


def shop_data() -> dict[str, Any]:
    profile, terms = sample.PROFILE, sample.TERMS
    assert profile.phone is not None
    assert terms.free_from is not None
    return {
        "shop": {
            "name": profile.name,
            "currency": profile.currency,
            "timezone": profile.timezone,
            "phone": profile.phone.e164,
            "caller_id_limit": _amount(profile.caller_id_limit),
            "delivery": {
                "price": _amount(terms.price),
                "free_from": _amount(terms.free_from),
                "days": terms.days,
            },
        },
        "products": [_product(product) for product in sample.PRODUCTS],
        "customers": [_customer(customer) for customer in sample.CUSTOMERS],
    }


def _product(product: Product) -> dict[str, Any]:
    first = product.variants[0]
    counted = {"unit": first.unit, "units": first.units} if first.unit else {}
    variants = [_variant(line) for line in product.variants]
    return {"id": product.id, "names": list(product.names), **counted, "variants": variants}


def _variant(line: Line) -> dict[str, Any]:
    stock = sample.STOCK[line.sku]
    price = _amount(line.unit_price)
    return {"sku": line.sku, "name": line.name, "plural": line.plural, "price": price, "stock": stock}


def _customer(customer: Customer) -> dict[str, Any]:
    pin = {"pin": sample.PINS[customer.id]} if customer.has_pin else {}
    return {
        "id": customer.id,
        "first_name": customer.first_name,
        "last_name": customer.last_name,
        "phone": sample.phone(customer).e164,
        "address": customer.address,
        "postcode": "02110",
        **pin,
        "orders": [_order(order) for order in sample.ORDERS.get(customer.id, ())],
    }


def _order(order: Order) -> dict[str, Any]:
    arrives = {"arrives_on": order.arrives_on.isoformat()} if order.arrives_on else {}
    return {
        "number": order.number,
        "days_ago": (sample.NOW - order.placed_at).days,
        "status": order.status.value,
        "lines": [
            {"sku": x.sku, "quantity": x.quantity, "unit_price": _amount(x.unit_price)} for x in order.lines
        ],
        "total": _amount(order.total),
        **arrives,
        **({"carrier": order.carrier} if order.carrier else {}),
    }


def _amount(money: Money) -> str:
    return str(Decimal(money.minor).scaleb(-2))
