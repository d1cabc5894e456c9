"""Harbour Street Store has what the demo, the journeys and newcomers count on."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator
from pathlib import Path

import pocketsphinx
import pytest

from ringup.database.engine import Database
from ringup.skills.backends.shop_file import SAMPLE_SHOP, load_shop
from ringup.skills.backends.sql import SqlCatalogDesk, SqlCustomerDesk, SqlOrderDesk
from ringup.skills.shop import Customer, Order, OrderStatus
from ringup.skills.shopping.reorder import usual
from ringup.skills.values import PhoneNumber
from tests.skills.backends import shops


@pytest.fixture
async def database(tmp_path: Path) -> AsyncIterator[Database]:
    database = Database(shops.url(tmp_path))
    await database.migrate()
    await load_shop(SAMPLE_SHOP, database)
    yield database
    await database.close()


async def caller(database: Database, last: int) -> tuple[Customer, tuple[Order, ...]]:
    found = await SqlCustomerDesk(database).find(PhoneNumber(f"+1202555010{last}"))
    assert found is not None
    return found, await SqlOrderDesk(database).orders_of(found.id)


async def test_sam_has_a_usual_and_a_lamp_on_its_way(database: Database) -> None:
    sam, orders = await caller(database, 1)
    assert (sam.first_name, sam.last_name, sam.has_pin) == ("Sam", "Rivera", False)
    (line,) = usual(orders)
    assert (line.name, line.quantity) == ("house blend coffee, whole bean", 1)
    (waiting,) = (order for order in orders if order.status.is_open)
    assert (waiting.number, waiting.lines[0].product) == ("471203", "desk-lamp")


async def test_maria_has_a_usual_of_two_things(database: Database) -> None:
    _, orders = await caller(database, 2)
    assert {line.name for line in usual(orders)} == {"green tea", "wildflower honey"}


async def test_olivia_has_never_ordered(database: Database) -> None:
    assert (await caller(database, 3))[1] == ()


async def test_daniel_waits_for_several_orders(database: Database) -> None:
    _, orders = await caller(database, 4)
    assert sum(order.status.is_open for order in orders) == 3


async def test_graces_order_is_delayed(database: Database) -> None:
    _, orders = await caller(database, 5)
    (waiting,) = (order for order in orders if order.status.is_open)
    assert waiting.status is OrderStatus.DELAYED


async def test_henrys_usual_needs_his_pin(database: Database) -> None:
    henry, orders = await caller(database, 6)
    items = tuple(line.item for line in usual(orders))
    quote = await SqlOrderDesk(database).quote(henry.id, items)
    assert quote.total > (await SqlCatalogDesk(database).profile()).caller_id_limit
    assert await SqlCustomerDesk(database).check_pin(henry.id, "4321")


@pytest.mark.parametrize("last", [1, 2, 4, 5, 6])
async def test_everybodys_usual_can_be_had_today(database: Database, last: int) -> None:
    customer, orders = await caller(database, last)
    assert 2 <= len(orders) <= 8
    quote = await SqlOrderDesk(database).quote(customer.id, tuple(line.item for line in usual(orders)))
    assert (len(quote.lines), quote.missing) == (len(usual(orders)), ())


async def test_every_name_can_be_pronounced(database: Database) -> None:
    dictionary = Path(pocketsphinx.get_model_path()) / "en-us" / "cmudict-en-us.dict"
    known = {entry.split()[0] for entry in dictionary.read_text().splitlines()}
    products = await SqlCatalogDesk(database).products()
    lines = [line for product in products for line in product.variants]
    said = [name for product in products for name in product.names]
    said += [text for x in lines for text in (x.name, x.plural, x.unit, x.units)]
    assert not any(re.search(r"[^A-Za-z ,]", text) for text in said)
    said += [(await caller(database, n))[0].address for n in range(1, 7)]
    assert {word for text in said for word in re.findall(r"[a-z']+", text.lower())} <= known


async def test_there_is_something_to_choose_from(database: Database) -> None:
    products = await SqlCatalogDesk(database).products()
    assert 38 <= len(products) <= 45
    assert any(len(product.variants) > 3 for product in products)
