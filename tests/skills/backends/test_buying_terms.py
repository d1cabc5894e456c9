"""Vouchers, ways of delivery and payment in the database: what they take off, and that they do so once."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from ringup.database.engine import Database
from ringup.skills.backends.shop_file import load_shop
from ringup.skills.backends.sql import SqlCustomerDesk, SqlOrderDesk
from ringup.skills.dialogue.proposals import PlaceOrder
from ringup.skills.errors import OfferChanged
from ringup.skills.shop import Item, Quote, Terms, VoucherProblem
from ringup.skills.values import Money, PaymentId
from tests.skills import sample
from tests.skills.backends.shops import filled, fixed_clock, shop_data, url, written
from tests.skills.sample import BEANS, LAMP, SAM

LAMPS = (Item(LAMP.sku, 2),)


def data() -> dict[str, Any]:
    """The small shop with an express way, vouchers, modifiers, and two ways of paying for Sam."""
    shop = shop_data()
    express = {"id": "express", "name": "express", "price": "12.00", "days": 1}
    shop["shop"]["delivery"] |= {"name": "by post", "others": [express]}
    shop["vouchers"] = [
        {"code": "Spring10", "percent": 10},
        {"code": "BIG5", "amount": "5.00", "minimum": "100.00", "once": False, "uses": 1},
        {"code": "OLD20", "percent": 20, "valid_until": "2026-03-01"},
    ]
    coffee = next(product for product in shop["products"] if product["id"] == "house-blend")
    coffee["modifiers"] = [{"name": "extras", "values": ["scoop", "filter"], "several": True}]
    sam = next(customer for customer in shop["customers"] if customer["id"] == SAM.id)
    sam["payments"] = [
        {"id": "card", "kind": "credit_card", "brand": "Visa", "last_four": "2478"},
        {"id": "gift", "kind": "gift_card", "balance": "80.00"},
    ]
    return shop


@pytest.fixture
async def database(tmp_path: Path) -> AsyncIterator[Database]:
    await filled(tmp_path, data())
    opened = Database(url(tmp_path))
    yield opened
    await opened.close()


def proposal(quote: Quote, **changes: Any) -> PlaceOrder:
    """Exactly what was quoted, on its terms."""
    chosen = replace(
        sample.proposal(quote),
        way=quote.terms.way or "",
        voucher=quote.voucher,
        discount=quote.discount,
        payment=quote.terms.payment,
    )
    return replace(chosen, **changes)


async def quoted(database: Database, terms: Terms, items: tuple[Item, ...] = LAMPS) -> Quote:
    return await SqlOrderDesk(database, fixed_clock).quote(SAM.id, items, terms)


async def placed(database: Database, proposed: PlaceOrder, call: str = "call-1") -> str:
    desk = SqlOrderDesk(database, fixed_clock)
    return (await desk.place(sample.confirm(proposed, call))).number


async def test_every_way_of_delivery_is_offered_with_its_price_and_day(database: Database) -> None:
    quote = await quoted(database, Terms())
    assert [(way.name, way.price.minor) for way in quote.ways] == [("by post", 0), ("express", 12_00)]
    fast = await quoted(database, Terms(way="express"))
    assert (fast.delivery.minor, fast.total.minor) == (12_00, 80_00)
    assert fast.arrives_on < quote.arrives_on


async def test_a_voucher_is_found_however_it_is_written_and_takes_off_goods_only(database: Database) -> None:
    quote = await quoted(database, Terms(way="express", vouchers=("NOTHING", "spring 10")))
    assert (quote.voucher, quote.discount, quote.total.minor) == ("SPRING10", Money(6_80, "USD"), 73_20)


@pytest.mark.parametrize(
    ("code", "problem"),
    [
        ("BANANA", VoucherProblem.UNKNOWN),
        ("OLD20", VoucherProblem.EXPIRED),
        ("BIG5", VoucherProblem.MINIMUM),
    ],
)
async def test_why_a_voucher_takes_nothing_off(
    database: Database, code: str, problem: VoucherProblem
) -> None:
    quote = await quoted(database, Terms(vouchers=(code,)))
    assert (quote.problem, quote.discount, quote.voucher) == (problem, None, "")


async def test_a_voucher_is_used_once_by_each_customer_and_counted_once(database: Database) -> None:
    quote = await quoted(database, Terms(vouchers=("SPRING10",)))
    number = await placed(database, proposal(quote))
    assert await placed(database, proposal(quote)) == number
    again = await quoted(database, Terms(vouchers=("SPRING10",)), (Item(LAMP.sku, 1),))
    assert again.problem is VoucherProblem.USED
    with pytest.raises(OfferChanged):
        await placed(database, proposal(quote), "call-2")


async def test_a_voucher_is_used_no_more_often_than_it_may_be(database: Database) -> None:
    quote = await quoted(database, Terms(vouchers=("BIG5",)), (Item(LAMP.sku, 3),))
    await placed(database, proposal(quote))
    with pytest.raises(OfferChanged):
        await placed(database, proposal(quote), "call-2")


async def test_loading_again_keeps_how_often_a_voucher_was_used(database: Database, tmp_path: Path) -> None:
    quote = await quoted(database, Terms(vouchers=("BIG5",)), (Item(LAMP.sku, 3),))
    await placed(database, proposal(quote))
    await load_shop(written(tmp_path / "again.json", data()), database, fixed_clock)
    again = await quoted(database, Terms(vouchers=("BIG5",)), (Item(LAMP.sku, 3),))
    assert again.problem is VoucherProblem.USED


async def test_a_gift_card_is_lighter_afterwards_and_never_overdrawn(database: Database) -> None:
    quote = await quoted(database, Terms(payment=PaymentId("gift")))
    await placed(database, proposal(quote))
    assert SAM.phone is not None
    sam = await SqlCustomerDesk(database).find(SAM.phone)
    assert sam is not None
    gift = sam.payment(PaymentId("gift"))
    assert gift is not None
    assert gift.balance == Money(12_00, "USD")
    with pytest.raises(OfferChanged):
        await placed(database, proposal(quote), "call-2")


@pytest.mark.parametrize(
    "changes",
    [
        {"way": "by pigeon"},
        {"voucher": "SPRING10"},
        {"voucher": "BANANA", "discount": Money(100, "USD")},
        {"discount": Money(100, "USD")},
        {"payment": PaymentId("somebody-elses")},
    ],
)
async def test_what_the_shop_does_not_offer_is_refused(database: Database, changes: dict[str, Any]) -> None:
    quote = await quoted(database, Terms())
    with pytest.raises(OfferChanged):
        await placed(database, proposal(quote, **changes))


async def test_what_was_chosen_is_kept_with_the_order(database: Database) -> None:
    made = Item(BEANS.sku, 1, (("extras", "scoop"), ("extras", "filter"), ("extras", "gold")))
    quote = await quoted(database, Terms("express", PaymentId("card")), (made,))
    number = await placed(database, proposal(quote))
    orders = await SqlOrderDesk(database, fixed_clock).orders_of(SAM.id)
    order = next(order for order in orders if order.number == number)
    assert order.payment == "card"
    assert order.lines[0].options == (("extras", "scoop"), ("extras", "filter"))


async def test_the_same_variant_made_up_differently_is_two_lines_of_one_stock(database: Database) -> None:
    plain, made = Item(LAMP.sku, 3), Item(LAMP.sku, 3, (("color", "red"),))
    quote = await quoted(database, Terms(), (plain, made))
    assert [line.quantity for line in quote.lines] == [3]
    assert [line.quantity for line in quote.missing] == [2]
