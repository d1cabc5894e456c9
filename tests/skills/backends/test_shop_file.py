"""A shop file is taken whole, or refused whole with the line and the reason of every mistake."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import AsyncIterator, Callable
from contextlib import suppress
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ringup.database.engine import Database
from ringup.skills.backends.shop_file import ensure_shop, load_shop
from ringup.skills.backends.shop_file.load import parse
from ringup.skills.backends.shop_file.source import read
from ringup.skills.backends.sql import SqlCatalogDesk, SqlCustomerDesk, SqlOrderDesk
from ringup.skills.errors import DeskUnavailable, ShopFileInvalid
from ringup.skills.shop import Item
from tests.database import templates
from tests.skills import sample
from tests.skills.backends import shops

Data = dict[str, Any]


@pytest.fixture
async def database(tmp_path: Path) -> AsyncIterator[Database]:
    await templates.place(tmp_path / "shop.db")
    database = Database(shops.url(tmp_path), busy_timeout=0.05)
    yield database
    await database.close()


async def load(database: Database, folder: Path, data: object) -> str:
    path = shops.written(folder / "shop.json", data)
    return str(await load_shop(path, database, shops.fixed_clock))


async def refusal(database: Database, folder: Path, data: object) -> tuple[str, ...]:
    with pytest.raises(ShopFileInvalid) as caught:
        await load(database, folder, data)
    assert not await ensure_shop(database)
    return caught.value.problems


async def test_a_good_file_is_loaded_and_summed_up(database: Database, tmp_path: Path) -> None:
    assert not await ensure_shop(database)
    summary = await load(database, tmp_path, shops.shop_data())
    assert summary == ("Corner Store: 4 products in 5 variants, 3 customers, 4 earlier orders")
    assert await ensure_shop(database)


async def test_a_pin_is_kept_only_as_a_hash(database: Database, tmp_path: Path) -> None:
    await load(database, tmp_path, shops.shop_data())
    with sqlite3.connect(tmp_path / "shop.db") as connection:
        (kept,) = connection.execute("SELECT pin_hash FROM customers WHERE id = 'robin'").fetchone()
    connection.close()
    assert kept.startswith("$argon2id$")


async def test_loading_again_changes_nothing(database: Database, tmp_path: Path) -> None:
    await load(database, tmp_path, shops.shop_data())
    await load(database, tmp_path, shops.shop_data())
    assert await SqlCatalogDesk(database).products() == sample.PRODUCTS
    orders = await SqlOrderDesk(database).orders_of(sample.SAM.id)
    assert orders == sample.ORDERS[sample.SAM.id]


async def test_loading_another_file_replaces_what_it_names(database: Database, tmp_path: Path) -> None:
    await load(database, tmp_path, shops.shop_data())
    data = shops.shop_data()
    data["shop"]["name"] = "Hill Store"
    data["products"] = data["products"][:1]
    data["customers"] = [data["customers"][0] | {"first_name": "Samuel"}]
    data["customers"][0]["orders"] = data["customers"][0]["orders"][1:]
    await load(database, tmp_path, data)
    catalog, customers = SqlCatalogDesk(database), SqlCustomerDesk(database)
    assert (await catalog.profile()).name == "Hill Store"
    assert await catalog.products() == sample.PRODUCTS[:1]
    sam = await customers.find(sample.phone(sample.SAM))
    assert sam is not None
    assert sam.first_name == "Samuel"
    assert await customers.find(sample.phone(sample.ROBIN)) == sample.ROBIN
    orders = await SqlOrderDesk(database).orders_of(sample.SAM.id)
    assert orders == sample.ORDERS[sample.SAM.id][1:]


async def test_loading_again_leaves_what_was_ordered_here(database: Database, tmp_path: Path) -> None:
    await load(database, tmp_path, shops.shop_data())
    desk = SqlOrderDesk(database, shops.fixed_clock)
    quote = await desk.quote(sample.SAM.id, (Item(sample.BEANS.sku, 2),))
    confirmed = sample.confirm(sample.proposal(quote))
    receipt = await desk.place(confirmed)
    await load(database, tmp_path, shops.shop_data())
    newest = (await desk.orders_of(sample.SAM.id))[0]
    assert (newest.number, newest.lines) == (receipt.number, quote.lines)
    assert await desk.place(confirmed) == receipt


async def test_customers_may_swap_their_numbers(database: Database, tmp_path: Path) -> None:
    await load(database, tmp_path, shops.shop_data())
    data = shops.shop_data()
    sam, robin = data["customers"][0], data["customers"][1]
    sam["phone"], robin["phone"] = robin["phone"], sam["phone"]
    await load(database, tmp_path, data)
    found = await SqlCustomerDesk(database).find(sample.phone(sample.SAM))
    assert found is not None
    assert found.id == sample.ROBIN.id


async def test_days_ago_are_counted_from_the_loading(database: Database, tmp_path: Path) -> None:
    data = shops.shop_data()
    order = data["customers"][0]["orders"][0]
    del order["arrives_on"]
    order["arrives_in_days"] = 1
    await load(database, tmp_path, data)
    newest = (await SqlOrderDesk(database).orders_of(sample.SAM.id))[0]
    assert newest.placed_at == sample.NOW - timedelta(days=3)
    assert newest.arrives_on == sample.NOW.date() + timedelta(days=1)


async def test_a_price_that_is_not_given_is_todays(database: Database, tmp_path: Path) -> None:
    data = shops.shop_data()
    for each in data["customers"][0]["orders"]:
        del each["lines"][0]["unit_price"]
    await load(database, tmp_path, data)
    orders = await SqlOrderDesk(database).orders_of(sample.SAM.id)
    assert orders == sample.ORDERS[sample.SAM.id]


# mistakes

Change = Callable[[Data], object]
TOMORROW = {"days_ago": None, "placed_at": "2026-03-03T18:00:00Z"}

ONE_MISTAKE: list[tuple[Change, str, str]] = [
    (lambda d: d["shop"].update(currency="XYZ"), '"XYZ"', "the currency is one of USD"),
    (lambda d: d["shop"].update(timezone="Mars/Crater"), "Mars/Crater", "a time zone is written"),
    (lambda d: d["shop"].update(phone="555"), '"555"', "a phone number is written like"),
    (lambda d: d["shop"].update(caller_id_limit=200), ": 200", "write an amount as text"),
    (lambda d: d["shop"].update(colour="red"), '"colour"', "is it misspelled?"),
    (lambda d: d["shop"].pop("name"), '"shop"', "shop.name: is missing"),
    (lambda d: d["shop"]["delivery"].update(days=-1), '"days"', "greater than or equal to 0"),
    (lambda d: _variant(d).update(price="12.505"), '"12.505"', "USD has 2"),
    (lambda d: _variant(d).update(price="-1"), '"-1"', "write an amount as text"),
    (lambda d: _variant(d).update(price="1e3"), '"1e3"', "write an amount as text"),
    (lambda d: _variant(d).update(price="١٢"), '"\\u0661', "write an amount as text"),
    (lambda d: _variant(d).update(stock="many"), '"many"', "valid integer"),
    (lambda d: _variant(d).update(sku="a b"), '"a b"', "an id is letters"),
    (lambda d: _variant(d, 1).update(sku="tea"), '"tea"', "the sku tea is there twice"),
    (lambda d: d["products"][0].pop("units"), '"unit"', "unit and units come together"),
    (lambda d: d["products"][2]["variants"][0].pop("plural"), '"desk lamp"', "needs a plural"),
    (lambda d: d["products"][0].update(names=[]), '"names"', "at least 1 item"),
    (lambda d: d["products"][0].update(goes_with=["sled"]), '"sled"', "there is no other product sled"),
    (lambda d: d["products"][0].update(goes_with=["house-blend"]), '"house-blend"', "no other product"),
    (lambda d: d["products"][0].update(modifiers=[{"name": "milk", "values": []}]), '"values"', "1 item"),
    (lambda d: _variant(d).update(options={"color": 7}), '"color"', "valid string"),
    (lambda d: d.update(pages=[{"id": "a", "title": "A", "text": []}]), '"text"', "at least 1 item"),
    (lambda d: d.update(pages=[_page("same"), _page("same")]), '"same"', "the page same is there twice"),
    (lambda d: d["products"][1].update(id="house-blend"), "house-blend", "there twice"),
    (lambda d: _customer(d).update(phone="+12025550102"), "550102", "is there twice"),
    (lambda d: _customer(d).update(phone="+12025"), '"+12025"', "no such phone number"),
    (lambda d: _customer(d).update(phone="+1 202 555 0101"), "+1 202", "without spaces"),
    (lambda d: _customer(d).update(pin="12"), '"12"', "a PIN is four digits"),
    (lambda d: _customer(d).update(postcode="?"), '"?"', "a postcode is letters"),
    (lambda d: _customer(d).update(id="robin"), '"robin"', "the customer robin is there twice"),
    (lambda d: _order(d).update(number="480011"), "480011", "order number 480011 is there twice"),
    (lambda d: _order(d).update(number="12"), '"12"', "an order number is six to ten digits"),
    (lambda d: _order(d).update(status="lost"), '"lost"', "a status is one of placed, packed"),
    (lambda d: _order(d).update(days_ago=None), '"number": "471203"', "either days_ago or"),
    (lambda d: _order(d).update(total="34.01"), '"34.01"', "come to 34.00, not 34.01"),
    (lambda d: _order(d)["lines"][0].update(sku="sled"), '"sled"', "no variant with sku sled"),
    (lambda d: _order(d)["lines"][0].update(quantity=0), '"quantity": 0', "or equal to 1"),
    (lambda d: _order(d).update(total=None, lines=_order(d)["lines"] * 2), '"lamp"', "there twice"),
    (lambda d: _order(d).update(arrives_in_days=1), '"arrives_on"', "not both"),
    (lambda d: _order(d).update(arrives_on="soon"), '"soon"', "valid date"),
    (lambda d: _order(d, 1).update(arrives_on="2026-04-01"), "2026-04-01", "in the future"),
    (lambda d: _order(d).update(TOMORROW), "2026-03-03T", "placed in the future"),
]


def _variant(data: Data, n: int = 0) -> Any:
    return data["products"][0]["variants"][n]


def _page(name: str) -> Data:
    return {"id": name, "title": "Hours", "text": ["We never close."]}


def _customer(data: Data) -> Any:
    return data["customers"][0]


def _order(data: Data, n: int = 0) -> Any:
    return data["customers"][0]["orders"][n]


@pytest.mark.parametrize(("change", "there", "reason"), ONE_MISTAKE)
async def test_a_mistake_is_named_with_its_line(
    database: Database, tmp_path: Path, change: Change, there: str, reason: str
) -> None:
    data = shops.shop_data()
    change(data)
    (problem,) = await refusal(database, tmp_path, data)
    lines = [str(n) for n, text in enumerate(_text(tmp_path), 1) if there in text]
    name, line, message = problem.split(":", 2)
    assert name == "shop.json"
    assert reason in message
    assert line in lines


def _text(folder: Path) -> list[str]:
    return (folder / "shop.json").read_text().splitlines()


async def test_all_mistakes_come_at_once_in_the_order_of_the_file(database: Database, tmp_path: Path) -> None:
    data = shops.shop_data()
    _order(data).update(number="12")
    _variant(data).update(price=12.5)
    data["shop"].update(currency="XYZ")
    problems = await refusal(database, tmp_path, data)
    assert [problem.split(": ")[1] for problem in problems] == [
        "shop.currency",
        "products[0].variants[0].price",
        "customers[0].orders[0].number",
    ]


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        (b"", "shop.json:1: this is no JSON"),
        (b'{\n  "shop": {,}\n}', "shop.json:2: this is no JSON"),
        (b'{\n\t"shop": {}\n', "shop.json:3: this is no JSON"),
        (b'{\n  "shop": NaN\n}', "shop.json:1: this is no JSON: NaN is no number"),
        (b'{\n  "shop": "\xff"\n}', "shop.json:2: this is not UTF-8 text"),
        (b'{\n  "shop": {},\n  "shop": {}\n}', "shop.json:3: shop: is there twice"),
        (b"[" * 100_000, "shop.json:1: this is no JSON"),
        (b"[]", "shop.json:1: Input should be"),
        (b"null", "shop.json:1: Input should be"),
        (b"{}", "shop.json:1: products: is missing"),
    ],
)
def test_what_is_no_shop_file_is_refused(tmp_path: Path, text: bytes, problem: str) -> None:
    path = tmp_path / "shop.json"
    path.write_bytes(text)
    with pytest.raises(ShopFileInvalid) as caught:
        parse(read(path))
    assert caught.value.problems[0].startswith(problem)


@pytest.mark.parametrize("name", ["missing.json", "."])
def test_a_file_that_cannot_be_read_is_refused(tmp_path: Path, name: str) -> None:
    with pytest.raises(ShopFileInvalid, match="cannot be read"):
        read(tmp_path / name)


def test_tabs_and_a_byte_order_mark_are_fine(tmp_path: Path) -> None:
    path = tmp_path / "shop.json"
    text = json.dumps(shops.shop_data(), indent="\t", ensure_ascii=False)
    path.write_text(text, encoding="utf-8-sig")
    assert parse(read(path)).shop.name == "Corner Store"


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=8,
)
PARTS = ["shop", "products", "customers"]


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(part=st.sampled_from(PARTS), key=st.text(), value=JSON, ascii_only=st.booleans())
def test_whatever_is_written_there_is_read_or_refused(
    tmp_path: Path, part: str, key: str, value: Any, ascii_only: bool
) -> None:
    data = shops.shop_data() | {part: value, key: value}
    path = tmp_path / "shop.json"
    try:
        path.write_text(json.dumps(data, indent=1, ensure_ascii=ascii_only), encoding="utf-8")
    except UnicodeEncodeError:
        return
    with suppress(ShopFileInvalid):
        parse(read(path))


# what the database already holds


async def test_somebody_elses_number_is_refused(database: Database, tmp_path: Path) -> None:
    await load(database, tmp_path, shops.shop_data())
    data = shops.shop_data()
    data["customers"] = [_customer(data) | {"id": "stranger", "orders": []}]
    with pytest.raises(ShopFileInvalid, match="another customer's already"):
        await load(database, tmp_path, data)
    assert await SqlCustomerDesk(database).find(sample.phone(sample.SAM)) == sample.SAM


async def test_the_number_of_an_order_placed_here_is_refused(database: Database, tmp_path: Path) -> None:
    await load(database, tmp_path, shops.shop_data())
    desk = SqlOrderDesk(database, shops.fixed_clock)
    quote = await desk.quote(sample.SAM.id, (Item(sample.BEANS.sku, 2),))
    receipt = await desk.place(sample.confirm(sample.proposal(quote)))
    data = shops.shop_data()
    data["shop"]["name"] = "Hill Store"
    _order(data).update(number=receipt.number)
    with pytest.raises(ShopFileInvalid, match="another order"):
        await load(database, tmp_path, data)
    assert (await SqlCatalogDesk(database).profile()).name == "Corner Store"


async def test_a_locked_database_loads_nothing(database: Database, tmp_path: Path) -> None:
    rival = sqlite3.connect(tmp_path / "shop.db", isolation_level=None)
    rival.execute("BEGIN IMMEDIATE")
    with pytest.raises(DeskUnavailable):
        await load(database, tmp_path, shops.shop_data())
    rival.execute("ROLLBACK")
    rival.close()
    assert not await ensure_shop(database)
