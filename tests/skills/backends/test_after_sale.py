"""What is changed after the sale, in SQLite and in PostgreSQL alike."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from ringup.database.engine import Database
from ringup.database.models import OrderRow, PaymentMethodRow, PaymentRow
from ringup.skills.backends.shop_file import load_shop
from ringup.skills.backends.sql.after_sale import SqlAfterSaleDesk
from ringup.skills.backends.sql.catalog import SqlCatalogDesk
from ringup.skills.backends.sql.customers import SqlCustomerDesk
from ringup.skills.backends.sql.orders import SqlOrderDesk
from ringup.skills.dialogue.guard import Confirmed
from ringup.skills.dialogue.proposals import (
    AfterSale,
    CancelOrder,
    ChangeAddress,
    ChangeItems,
    ChangePayment,
    ChangeProfile,
    ExchangeItems,
    PlaceOrder,
    ReturnItems,
    Swap,
)
from ringup.skills.errors import DeskError, NotAllowed, NotConfirmed, OutOfStock
from ringup.skills.shop import ChangeReceipt, Customer, Line, Order, OrderStatus
from ringup.skills.values import CustomerId, OrderNumber, PaymentId, Sku
from tests.skills import sample
from tests.skills.after_sale_sample import (
    AMEX,
    ARRIVED,
    BLUE,
    CLOCK,
    GIFT,
    GIFTED,
    GLASS,
    GOLD,
    KIT,
    LARGE_BLUE,
    OTHERS,
    PAYPAL,
    PENDING,
    RED,
    SENT,
    STEEL,
    UMA,
    VISA,
    confirm,
    shop_file,
    usd,
)
from tests.skills.backends import postgres, shops

NEW_HOME = "8 Quay Street, Boston, MA 02111, USA"
EMPTY_GIFT = replace(GIFT, balance=None)

CANCEL = CancelOrder(KIT.id, PENDING.number, "no longer needed", usd(64_00))
RECOLOR = ChangeItems(KIT.id, PENDING.number, (Swap(RED, BLUE),), VISA, usd(0))
UPGRADE = ChangeItems(KIT.id, PENDING.number, (Swap(STEEL, GLASS),), VISA, usd(6_00))
MOVE = ChangeAddress(KIT.id, PENDING.number, NEW_HOME)
BY_PAYPAL = ChangePayment(KIT.id, PENDING.number, PAYPAL, usd(64_00))
PROFILE = ChangeProfile(KIT.id, NEW_HOME)
RETURN = ReturnItems(KIT.id, ARRIVED.number, (RED, RED), VISA, usd(24_00))
EXCHANGE = ExchangeItems(KIT.id, ARRIVED.number, (Swap(GLASS, STEEL),), VISA, usd(-6_00))
EACH_KIND: tuple[AfterSale, ...] = (CANCEL, RECOLOR, UPGRADE, MOVE, BY_PAYPAL, PROFILE, RETURN, EXCHANGE)


@dataclass(frozen=True)
class Shop:
    """The desk, and what is in the database that it writes."""

    desk: SqlAfterSaleDesk
    database: Database

    async def apply(self, proposal: AfterSale, call: str = "call-1") -> ChangeReceipt:
        return await self.desk.apply(confirm(proposal, call))

    async def order(self, number: OrderNumber, customer: Customer = KIT) -> Order:
        orders = await SqlOrderDesk(self.database).orders_of(customer.id)
        return next(order for order in orders if order.number == number)

    async def customer(self) -> Customer:
        found = await SqlCustomerDesk(self.database).find(sample.phone(KIT))
        assert found is not None
        return found

    async def on_the_gift_card(self) -> int:
        method = (await self.customer()).payment(GIFT.id)
        assert method is not None
        assert method.balance is not None
        return method.balance.minor

    async def left(self, line: Line) -> int:
        (product,) = await SqlCatalogDesk(self.database).details((line.product,))
        return product.left(line.sku)

    async def paid(self, number: OrderNumber) -> list[tuple[str, int, str]]:
        """Money that went for the order: which way, how much, by what."""
        wanted = select(PaymentRow).join(OrderRow).where(OrderRow.number == number)
        async with self.database.reading() as session:
            rows = await session.scalars(wanted.order_by(PaymentRow.position))
            return [(row.kind, row.amount_minor, row.payment_id) for row in rows]

    async def noted(self, number: OrderNumber) -> dict[str, Any]:
        """What whoever packs and refunds is told."""
        async with self.database.reading() as session:
            row = await session.scalar(select(OrderRow).where(OrderRow.number == number))
        assert row is not None
        return row.after_sale or {}

    async def everything(self) -> object:
        """Whatever a change could change."""
        numbers = (PENDING, GIFTED, SENT, ARRIVED)
        return (
            await SqlOrderDesk(self.database).orders_of(KIT.id),
            await self.customer(),
            [await self.left(line) for line in (RED, BLUE, LARGE_BLUE, STEEL, GLASS, CLOCK)],
            [(await self.paid(order.number), await self.noted(order.number)) for order in numbers],
        )


@asynccontextmanager
async def over(url: str) -> AsyncIterator[Shop]:
    database = Database(url, busy_timeout=20)
    try:
        yield Shop(SqlAfterSaleDesk(database, shops.fixed_clock), database)
    finally:
        await database.close()


@pytest.fixture(params=["sqlite", "postgresql"])
async def shop(
    request: pytest.FixtureRequest, tmp_path: Path, postgresql: postgres.Server
) -> AsyncIterator[Shop]:
    async with shops.lent(request.param, postgresql, tmp_path, shop_file()) as url, over(url) as shop:
        yield shop


def pieces(order: Order) -> Counter[str]:
    held: Counter[str] = Counter()
    for line in order.lines:
        held[line.sku] += line.quantity
    return held


# cancelling


async def test_a_cancelled_order_gives_back_its_money_and_its_goods(shop: Shop) -> None:
    receipt = await shop.apply(CANCEL)
    assert (receipt.key, receipt.number) == (confirm(CANCEL).key, PENDING.number)
    assert receipt.made_at == sample.NOW
    assert (await shop.order(PENDING.number)).status is OrderStatus.CANCELLED
    assert await shop.paid(PENDING.number) == [("payment", 64_00, VISA.id), ("refund", 64_00, VISA.id)]
    assert (await shop.left(RED), await shop.left(STEEL)) == (7, 3)
    assert await shop.noted(PENDING.number) == {"change": "cancel", "reason": "no longer needed"}


async def test_a_gift_card_gets_back_what_it_paid(shop: Shop) -> None:
    await shop.apply(CancelOrder(KIT.id, GIFTED.number, "no longer needed", usd(25_00)))
    assert await shop.on_the_gift_card() == 55_00


@pytest.mark.parametrize("before", [BY_PAYPAL, replace(BY_PAYPAL, payment=EMPTY_GIFT, total=usd(64_00))])
async def test_what_was_paid_back_before_is_not_paid_back_again(shop: Shop, before: ChangePayment) -> None:
    await top_up(shop, 40_00)
    await shop.apply(before)
    await shop.apply(CANCEL)
    assert await balance_of_order(shop, PENDING.number) == {VISA.id: 0, before.payment.id: 0}
    assert await shop.on_the_gift_card() == 70_00


async def test_a_changed_order_pays_back_what_it_cost_in_the_end(shop: Shop) -> None:
    await shop.apply(replace(UPGRADE, payment=EMPTY_GIFT))
    await shop.apply(replace(CANCEL, refund=usd(70_00)))
    assert await balance_of_order(shop, PENDING.number) == {VISA.id: 0, GIFT.id: 0}
    assert await shop.on_the_gift_card() == 30_00


async def test_a_cheaper_order_pays_back_only_the_rest(shop: Shop) -> None:
    await shop.apply(UPGRADE)
    await make_changeable(shop, PENDING.number)
    await shop.apply(replace(UPGRADE, swaps=(Swap(GLASS, STEEL),), difference=usd(-6_00)), "call-2")
    await shop.apply(CANCEL, "call-3")
    assert await balance_of_order(shop, PENDING.number) == {VISA.id: 0}


async def top_up(shop: Shop, amount: int) -> None:
    async with shop.database.writing() as session:
        row = await session.get(PaymentMethodRow, GIFT.id)
        assert row is not None
        assert row.balance_minor is not None
        row.balance_minor += amount


async def make_changeable(shop: Shop, number: OrderNumber) -> None:
    """As if its items had not been changed yet."""
    async with shop.database.writing() as session:
        row = await session.scalar(select(OrderRow).where(OrderRow.number == number))
        assert row is not None
        row.items_changed = False


async def balance_of_order(shop: Shop, number: OrderNumber) -> dict[str, int]:
    """What each way of paying has paid for it, refunds taken off."""
    paid: Counter[str] = Counter()
    for kind, amount, method in await shop.paid(number):
        paid[method] += amount if kind == "payment" else -amount
    return dict(paid)


# changing


async def test_changed_items_swap_stock_and_charge_the_difference(shop: Shop) -> None:
    await shop.apply(UPGRADE)
    order = await shop.order(PENDING.number)
    assert pieces(order) == {RED.sku: 2, GLASS.sku: 1}
    assert (order.total, order.items_changed, order.status) == (usd(70_00), True, OrderStatus.PLACED)
    assert (await shop.left(STEEL), await shop.left(GLASS)) == (3, 1)
    assert await shop.paid(PENDING.number) == [("payment", 64_00, VISA.id), ("payment", 6_00, VISA.id)]
    assert (await shop.noted(PENDING.number))["change"] == "change_items"


async def test_one_of_two_alike_is_changed(shop: Shop) -> None:
    await shop.apply(RECOLOR)
    order = await shop.order(PENDING.number)
    assert pieces(order) == {RED.sku: 1, BLUE.sku: 1, STEEL.sku: 1}
    assert next(line for line in order.lines if line.sku == BLUE.sku).options == BLUE.options
    assert order.total == usd(64_00)
    assert await shop.paid(PENDING.number) == [("payment", 64_00, VISA.id)]


async def test_several_pieces_are_changed_at_once(shop: Shop) -> None:
    swaps = (Swap(RED, BLUE), Swap(RED, LARGE_BLUE), Swap(STEEL, GLASS))
    await shop.apply(replace(RECOLOR, swaps=swaps, difference=usd(10_00)))
    order = await shop.order(PENDING.number)
    assert pieces(order) == {BLUE.sku: 1, LARGE_BLUE.sku: 1, GLASS.sku: 1}
    assert order.total == sum((line.total for line in order.lines), usd(0)) == usd(74_00)


async def test_a_gift_card_pays_a_difference_or_gets_it_back(shop: Shop) -> None:
    await shop.apply(replace(UPGRADE, payment=EMPTY_GIFT))
    assert await shop.on_the_gift_card() == 24_00
    await make_changeable(shop, PENDING.number)
    back = Swap(GLASS, STEEL)
    await shop.apply(replace(UPGRADE, swaps=(back,), payment=EMPTY_GIFT, difference=usd(-6_00)), "call-2")
    assert await shop.on_the_gift_card() == 30_00


async def test_another_address_is_only_that(shop: Shop) -> None:
    await shop.apply(MOVE)
    assert (await shop.order(PENDING.number)) == replace(PENDING, address=NEW_HOME)
    assert (await shop.customer()).address == KIT.address


async def test_another_address_on_the_account_leaves_orders_alone(shop: Shop) -> None:
    receipt = await shop.apply(PROFILE)
    assert receipt.number == ""
    assert (await shop.customer()).address == NEW_HOME
    assert (await shop.order(PENDING.number)).address == KIT.address


async def test_another_way_of_paying_pays_all_and_gives_back_all(shop: Shop) -> None:
    await shop.apply(BY_PAYPAL)
    assert (await shop.order(PENDING.number)).payment == PAYPAL.id
    assert await shop.paid(PENDING.number) == [
        ("payment", 64_00, VISA.id), ("payment", 64_00, PAYPAL.id), ("refund", 64_00, VISA.id),
    ]  # fmt: skip


async def test_from_a_gift_card_to_a_card_fills_the_gift_card(shop: Shop) -> None:
    await shop.apply(ChangePayment(KIT.id, GIFTED.number, VISA, usd(25_00)))
    assert await shop.on_the_gift_card() == 55_00


# what comes back


async def test_a_return_is_asked_for_and_pays_nothing_yet(shop: Shop) -> None:
    await shop.apply(RETURN)
    assert (await shop.order(ARRIVED.number)).status is OrderStatus.RETURN_REQUESTED
    assert await shop.paid(ARRIVED.number) == [("payment", 70_00, VISA.id)]
    assert await shop.left(RED) == 5
    noted = await shop.noted(ARRIVED.number)
    assert (noted["change"], noted["payment"]) == ("return", VISA.id)
    assert [line["sku"] for line in noted["lines"]] == [RED.sku, RED.sku]


async def test_a_return_may_fill_a_gift_card_where_the_policy_says_so(shop: Shop) -> None:
    await shop.apply(replace(RETURN, refund_to=EMPTY_GIFT))
    assert (await shop.noted(ARRIVED.number))["payment"] == GIFT.id
    assert await shop.on_the_gift_card() == 30_00


async def test_an_exchange_is_asked_for_and_charges_nothing_yet(shop: Shop) -> None:
    await shop.apply(EXCHANGE)
    assert (await shop.order(ARRIVED.number)).status is OrderStatus.EXCHANGE_REQUESTED
    assert await shop.paid(ARRIVED.number) == [("payment", 70_00, VISA.id)]
    assert (await shop.left(GLASS), await shop.left(STEEL)) == (2, 2)
    noted = await shop.noted(ARRIVED.number)
    assert (noted["change"], noted["payment"], noted["difference_minor"]) == ("exchange", VISA.id, -6_00)


# once


@pytest.mark.parametrize("proposal", EACH_KIND)
async def test_doing_it_again_returns_the_first_receipt(shop: Shop, proposal: AfterSale) -> None:
    first = await shop.apply(proposal)
    after = await shop.everything()
    assert await shop.apply(proposal) == first
    assert await shop.everything() == after


@pytest.mark.parametrize("proposal", EACH_KIND)
async def test_doing_it_at_the_same_moment_is_doing_it_once(shop: Shop, proposal: AfterSale) -> None:
    receipts = await asyncio.gather(*(shop.apply(proposal) for _ in range(6)))
    assert len(set(receipts)) == 1
    after = await shop.everything()
    assert await shop.apply(proposal) == receipts[0]
    assert await shop.everything() == after


async def test_of_two_who_cancel_the_same_order_one_does(shop: Shop) -> None:
    calls = [f"call-{n}" for n in range(4)]
    outcomes = await asyncio.gather(*(shop.apply(CANCEL, call) for call in calls), return_exceptions=True)
    assert sum(isinstance(outcome, NotAllowed) for outcome in outcomes) == 3
    assert len(await shop.paid(PENDING.number)) == 2
    assert await shop.left(RED) == 7


async def test_a_gift_card_is_not_spent_twice_at_the_same_moment(shop: Shop) -> None:
    """Six more dollars for one order, and twenty five for another, of a card with thirty."""
    await shop.apply(ChangePayment(KIT.id, GIFTED.number, VISA, usd(25_00)))
    await top_up(shop, -25_00)
    writes = (
        shop.apply(replace(UPGRADE, payment=EMPTY_GIFT), "call-2"),
        shop.apply(ChangePayment(KIT.id, GIFTED.number, EMPTY_GIFT, usd(25_00)), "call-3"),
    )
    outcomes = await asyncio.gather(*writes, return_exceptions=True)
    done = [outcome for outcome in outcomes if isinstance(outcome, ChangeReceipt)]
    assert len(done) == 1
    assert await shop.on_the_gift_card() == (24_00 if isinstance(outcomes[0], ChangeReceipt) else 5_00)


async def test_the_last_one_is_given_once(shop: Shop) -> None:
    calls = [f"call-{n}" for n in range(4)]
    outcomes = await asyncio.gather(*(shop.apply(RECOLOR, call) for call in calls), return_exceptions=True)
    assert sum(isinstance(outcome, ChangeReceipt) for outcome in outcomes) == 1
    assert all(isinstance(outcome, ChangeReceipt | DeskError) for outcome in outcomes)
    assert (await shop.left(BLUE), pieces(await shop.order(PENDING.number))[BLUE.sku]) == (0, 1)


# refused, and nothing written


def but(proposal: Any, **changes: object) -> Any:
    return replace(proposal, **changes)


@pytest.mark.parametrize(
    "proposal",
    [
        # another order, or another's
        but(CANCEL, customer=UMA.id),
        but(CANCEL, customer=CustomerId("nobody")),
        but(CANCEL, order=OrderNumber("899999")),
        but(RETURN, customer=UMA.id),
        but(MOVE, order=OTHERS.number),
        but(PROFILE, customer=CustomerId("nobody")),
        # in a state that does not allow it
        but(CANCEL, order=SENT.number, refund=usd(46_00)),
        but(CANCEL, order=ARRIVED.number, refund=usd(70_00)),
        but(MOVE, order=SENT.number),
        but(BY_PAYPAL, order=SENT.number, total=usd(46_00)),
        but(UPGRADE, order=ARRIVED.number, swaps=(Swap(GLASS, STEEL),), difference=usd(-6_00)),
        but(EXCHANGE, order=PENDING.number, swaps=(Swap(STEEL, GLASS),), difference=usd(6_00)),
        but(RETURN, order=PENDING.number),
        # not as it was read back
        but(CANCEL, refund=usd(63_00)),
        but(BY_PAYPAL, total=usd(65_00)),
        but(BY_PAYPAL, payment=VISA),
        but(UPGRADE, difference=usd(5_00)),
        but(UPGRADE, swaps=(Swap(STEEL, replace(GLASS, unit_price=usd(45_00))),), difference=usd(5_00)),
        but(UPGRADE, swaps=(Swap(STEEL, LARGE_BLUE),), difference=usd(-24_00)),
        but(UPGRADE, swaps=(Swap(STEEL, GLASS), Swap(STEEL, GLASS)), difference=usd(12_00)),
        but(RECOLOR, swaps=(Swap(CLOCK, CLOCK),)),
        but(RETURN, lines=(RED, RED, RED), refund=usd(36_00)),
        but(RETURN, lines=(STEEL,), refund=usd(40_00)),
        # paid by what cannot pay, or not be refunded to
        but(BY_PAYPAL, payment=EMPTY_GIFT),
        but(BY_PAYPAL, payment=AMEX),
        but(UPGRADE, payment=AMEX),
        but(EXCHANGE, payment=AMEX),
        but(RETURN, refund_to=AMEX),
        but(RETURN, refund_to=PAYPAL),
        but(RETURN, refund_to=replace(VISA, id=PaymentId("gone"))),
    ],
)  # fmt: skip
async def test_what_is_not_so_is_refused(shop: Shop, proposal: AfterSale) -> None:
    before = await shop.everything()
    with pytest.raises(NotAllowed):
        await shop.apply(proposal)
    assert await shop.everything() == before


@pytest.mark.parametrize(
    "proposal",
    [
        but(RECOLOR, swaps=(Swap(RED, GOLD),), difference=usd(3_00)),
        but(RECOLOR, swaps=(Swap(RED, replace(BLUE, sku=Sku("mug-gone"))),)),
        but(RECOLOR, swaps=(Swap(RED, BLUE), Swap(RED, BLUE))),
        but(EXCHANGE, swaps=(Swap(RED, GOLD),), difference=usd(3_00)),
    ],
)
async def test_what_is_gone_is_refused(shop: Shop, proposal: AfterSale) -> None:
    before = await shop.everything()
    with pytest.raises(OutOfStock):
        await shop.apply(proposal)
    assert await shop.everything() == before


@pytest.mark.parametrize(
    ("first", "then"),
    [
        (CANCEL, MOVE),
        (CANCEL, BY_PAYPAL),
        (UPGRADE, RECOLOR),
        (UPGRADE, CANCEL),
        (UPGRADE, BY_PAYPAL),
        (RETURN, EXCHANGE),
        (EXCHANGE, RETURN),
        (RETURN, replace(RETURN, lines=(GLASS,), refund=usd(46_00))),
    ],
)
async def test_what_was_done_before_is_in_the_way(shop: Shop, first: AfterSale, then: AfterSale) -> None:
    await shop.apply(first)
    after = await shop.everything()
    with pytest.raises(NotAllowed):
        await shop.apply(then, "call-2")
    assert await shop.everything() == after


async def test_without_a_policy_nothing_can_be_done(tmp_path: Path) -> None:
    data = shop_file()
    del data["shop"]["policy"]
    url = shops.url(tmp_path)
    async with over(url) as shop:
        await shop.database.migrate()
        await load_shop(shops.written(tmp_path / "shop.json", data), shop.database, shops.fixed_clock)
        for proposal in EACH_KIND:
            with pytest.raises(NotAllowed):
                await shop.apply(proposal)


# forged


async def test_only_what_the_guard_made_is_written(shop: Shop) -> None:
    real = confirm(CANCEL)
    before = await shop.everything()
    others: list[Any] = [CANCEL, None, "yes", object.__new__(Confirmed)]
    others += [forged(real, proposal=replace(CANCEL, order=GIFTED.number)), forged(real, key="call-2:abc")]
    others += [sample.confirm(order_again())]
    for other in others:
        with pytest.raises(NotConfirmed):
            await shop.desk.apply(other)
    assert await shop.everything() == before


def forged(real: Confirmed[Any], **changes: object) -> Any:
    """What somebody could make who goes around the guard."""
    forgery: Any = object.__new__(Confirmed)
    kept = {"key": real.key, "proposal": real.proposal, "evidence": real.evidence}
    for name, value in (kept | changes).items():
        object.__setattr__(forgery, name, value)
    return forgery


def order_again() -> Any:
    """A proposal of another kind, rightly confirmed."""
    return PlaceOrder(KIT.id, (RED,), usd(0), usd(12_00), date(2026, 3, 4), KIT.address)
