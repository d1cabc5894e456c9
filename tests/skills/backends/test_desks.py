"""The contract of the desks and the ledger, for the database and for the fake alike."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, cast

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ringup.skills.backends.sql import (
    SqlCatalogDesk,
    SqlCommitmentLedger,
    SqlCustomerDesk,
    SqlOrderDesk,
)
from ringup.skills.dialogue.guard import Confirmed, Evidence
from ringup.skills.dialogue.proposals import PlaceOrder
from ringup.skills.errors import NotConfirmed, OfferChanged, OutOfStock
from ringup.skills.policy import Secret
from ringup.skills.ports import CatalogDesk, CommitmentLedger, CustomerDesk, OrderDesk
from ringup.skills.shop import Customer, Item, OrderStatus
from ringup.skills.values import CustomerId, Money, PhoneNumber, Sku
from tests.skills import sample
from tests.skills.backends import shops
from tests.skills.fakes import FakeShop


class Watch:
    """A clock that tests move."""

    def __init__(self) -> None:
        self.now = sample.NOW

    def __call__(self) -> datetime:
        return self.now


@dataclass(frozen=True)
class Shop:
    """One implementation of every port, over the sample shop."""

    catalog: CatalogDesk
    customers: CustomerDesk
    orders: OrderDesk
    ledger: CommitmentLedger
    watch: Watch

    async def proposal(self, *items: Item, customer: Customer = sample.SAM) -> PlaceOrder:
        return sample.proposal(await self.orders.quote(customer.id, items), customer)

    async def confirmed(self, *items: Item, call: str = "call-1") -> Confirmed[PlaceOrder]:
        return sample.confirm(await self.proposal(*items), call)


@asynccontextmanager
async def opened(kind: str, folder: Path) -> AsyncIterator[Shop]:
    watch = Watch()
    if kind == "fake":
        fake = FakeShop(watch)
        yield Shop(fake, fake, fake, fake, watch)
        return
    async with shops.opened(folder) as database:
        yield Shop(
            SqlCatalogDesk(database),
            SqlCustomerDesk(database),
            SqlOrderDesk(database, watch),
            SqlCommitmentLedger(database, watch),
            watch,
        )


@pytest.fixture(params=["fake", "sql"])
async def shop(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[Shop]:
    async with opened(request.param, tmp_path) as shop:
        yield shop


BEANS, GROUND, LAMP, TEA = (x.sku for x in (sample.BEANS, sample.GROUND, sample.LAMP, sample.TEA))


async def left_of(shop: Shop, sku: Sku) -> int:
    """How many the shop says it has left."""
    quote = await shop.orders.quote(sample.PAT.id, (Item(sku, 1_000_000),))
    return quote.missing[0].quantity


# catalogue and customers


async def test_the_shop_introduces_itself(shop: Shop) -> None:
    assert await shop.catalog.profile() == sample.PROFILE


async def test_products_come_in_the_shops_order(shop: Shop) -> None:
    assert await shop.catalog.products() == sample.PRODUCTS


async def test_a_customer_is_found_by_number(shop: Shop) -> None:
    assert await shop.customers.find(sample.phone(sample.SAM)) == sample.SAM
    assert await shop.customers.find(sample.phone(sample.ROBIN)) == sample.ROBIN


async def test_an_unknown_number_is_nobody(shop: Shop) -> None:
    assert await shop.customers.find(PhoneNumber("+12025550199")) is None


@pytest.mark.parametrize(
    ("customer", "pin", "right"),
    [
        (sample.ROBIN.id, "4321", True),
        (sample.ROBIN.id, "4322", False),
        (sample.ROBIN.id, "", False),
        (sample.SAM.id, "4321", False),
        (CustomerId("nobody"), "4321", False),
    ],
)
async def test_a_pin_is_checked(shop: Shop, customer: CustomerId, pin: str, right: bool) -> None:
    assert await shop.customers.check(Secret.PIN, customer, pin) is right


# orders and quotes


async def test_orders_come_newest_first(shop: Shop) -> None:
    assert await shop.orders.orders_of(sample.SAM.id) == sample.ORDERS[sample.SAM.id]


async def test_no_orders_for_the_new_and_the_unknown(shop: Shop) -> None:
    assert await shop.orders.orders_of(sample.PAT.id) == ()
    assert await shop.orders.orders_of(CustomerId("nobody")) == ()


async def test_only_the_newest_twenty_orders_are_told(shop: Shop) -> None:
    numbers = []
    for n in range(21):
        shop.watch.now += timedelta(minutes=1)
        placed = await shop.orders.place(await shop.confirmed(Item(BEANS, 1), call=f"call-{n}"))
        numbers.append(placed.number)
    told = [order.number for order in await shop.orders.orders_of(sample.SAM.id)]
    assert told == numbers[:0:-1]


async def test_a_small_order_pays_for_delivery(shop: Shop) -> None:
    quote = await shop.orders.quote(sample.SAM.id, (Item(BEANS, 2),))
    assert quote.lines == (sample.of(sample.BEANS, 2),)
    assert quote.delivery == Money(4_95, "USD")
    assert quote.total == Money(29_95, "USD")
    assert quote.address == sample.SAM.address
    assert quote.arrives_on == sample.TERMS.arrival(sample.NOW)
    assert quote.missing == ()


async def test_delivery_is_free_from_its_limit_on(shop: Shop) -> None:
    assert (await shop.proposal(Item(BEANS, 4))).delivery == Money(0, "USD")


async def test_days_are_counted_where_the_shop_is(shop: Shop) -> None:
    shop.watch.now = datetime(2026, 3, 3, 4, 59, tzinfo=UTC)  # still the second in New York
    quote = await shop.orders.quote(sample.SAM.id, (Item(BEANS, 1),))
    assert quote.arrives_on == sample.TERMS.arrival(sample.NOW)


async def test_what_cannot_be_had_in_that_number_is_missing(shop: Shop) -> None:
    quote = await shop.orders.quote(sample.SAM.id, (Item(GROUND, 4), Item(BEANS, 1), Item(TEA, 1)))
    assert quote.lines == (sample.BEANS,)
    assert quote.missing == (sample.of(sample.GROUND, 3), sample.of(sample.TEA, 0))
    assert quote.total == Money(17_45, "USD")


async def test_what_is_no_longer_sold_is_left_out(shop: Shop) -> None:
    quote = await shop.orders.quote(sample.SAM.id, (Item(Sku("gone"), 1),))
    assert (quote.lines, quote.missing, quote.total) == ((), (), Money(0, "USD"))


async def test_the_same_thing_twice_is_one_line(shop: Shop) -> None:
    quote = await shop.orders.quote(sample.SAM.id, (Item(GROUND, 2), Item(GROUND, 2)))
    assert quote.missing == (sample.of(sample.GROUND, 3),)


async def test_nobody_is_quoted_nothing(shop: Shop) -> None:
    assert (await shop.orders.quote(CustomerId("nobody"), (Item(BEANS, 1),))).lines == ()


# placing


async def test_a_confirmed_order_exists_and_took_its_stock(shop: Shop) -> None:
    confirmed = await shop.confirmed(Item(BEANS, 2), Item(LAMP, 1))
    receipt = await shop.orders.place(confirmed)
    assert (receipt.key, receipt.total) == (confirmed.key, confirmed.proposal.total)
    assert receipt.placed_at == sample.NOW
    newest = (await shop.orders.orders_of(sample.SAM.id))[0]
    assert (newest.number, newest.total) == (receipt.number, receipt.total)
    assert newest.status is OrderStatus.PLACED
    assert newest.lines == confirmed.proposal.lines
    assert (await left_of(shop, BEANS), await left_of(shop, LAMP)) == (38, 4)


async def test_an_order_number_is_six_digits(shop: Shop) -> None:
    receipt = await shop.orders.place(await shop.confirmed(Item(BEANS, 1)))
    assert len(receipt.number) == 6
    assert receipt.number.isdecimal()


async def test_placing_again_returns_the_first_receipt(shop: Shop) -> None:
    confirmed = await shop.confirmed(Item(BEANS, 2))
    first = await shop.orders.place(confirmed)
    shop.watch.now += timedelta(days=1)
    assert await shop.orders.place(confirmed) == first
    assert await left_of(shop, BEANS) == 38


async def test_placing_at_the_same_moment_is_placing_once(shop: Shop) -> None:
    confirmed = await shop.confirmed(Item(BEANS, 2))
    receipts = await asyncio.gather(*(shop.orders.place(confirmed) for _ in range(8)))
    assert len(set(receipts)) == 1
    assert await left_of(shop, BEANS) == 38


async def test_the_same_order_in_another_call_is_another_order(shop: Shop) -> None:
    first = await shop.orders.place(await shop.confirmed(Item(BEANS, 1), call="call-1"))
    second = await shop.orders.place(await shop.confirmed(Item(BEANS, 1), call="call-2"))
    assert first.number != second.number


async def test_many_calls_never_sell_more_than_there_is(shop: Shop) -> None:
    wanted = [await shop.confirmed(Item(GROUND, 1), call=f"call-{n}") for n in range(6)]
    outcomes = await asyncio.gather(
        *(shop.orders.place(confirmed) for confirmed in wanted), return_exceptions=True
    )
    assert sum(isinstance(outcome, OutOfStock) for outcome in outcomes) == 3
    assert await left_of(shop, GROUND) == 0


async def test_too_few_left_is_refused_whole(shop: Shop) -> None:
    too_many = await shop.confirmed(Item(BEANS, 1), Item(GROUND, 3))
    await shop.orders.place(await shop.confirmed(Item(GROUND, 1), call="call-2"))
    with pytest.raises(OutOfStock):
        await shop.orders.place(too_many)
    assert (await left_of(shop, BEANS), await left_of(shop, GROUND)) == (40, 2)
    assert len(await shop.orders.orders_of(sample.SAM.id)) == 4


def cheaper(proposal: PlaceOrder) -> PlaceOrder:
    line = replace(proposal.lines[0], unit_price=Money(1, "USD"))
    return replace(proposal, lines=(line,), total=Money(1, "USD") + proposal.delivery)


def renamed(proposal: PlaceOrder) -> PlaceOrder:
    return replace(proposal, lines=(replace(proposal.lines[0], name="finest coffee"),))


def with_quantity(quantity: int) -> Any:
    def changed(proposal: PlaceOrder) -> PlaceOrder:
        line = replace(proposal.lines[0], quantity=quantity)
        return replace(proposal, lines=(line,), total=line.total + proposal.delivery)

    return changed


@pytest.mark.parametrize(
    "change",
    [
        cheaper,
        renamed,
        with_quantity(0),
        with_quantity(-1),
        lambda p: replace(p, delivery=Money(0, "USD"), total=p.lines[0].total),
        lambda p: replace(p, total=Money(1, "USD")),
        lambda p: replace(p, total=Money(p.total.minor, "EUR")),
        lambda p: replace(p, lines=()),
        lambda p: replace(p, customer=CustomerId("nobody")),
    ],
)
async def test_what_the_shop_does_not_offer_is_refused(shop: Shop, change: Any) -> None:
    confirmed = sample.confirm(change(await shop.proposal(Item(BEANS, 1))))
    with pytest.raises(OfferChanged):
        await shop.orders.place(confirmed)
    assert len(await shop.orders.orders_of(sample.SAM.id)) == 3
    assert await left_of(shop, BEANS) == 40


async def test_an_order_placed_late_promises_only_what_can_be_kept(shop: Shop) -> None:
    confirmed = await shop.confirmed(Item(BEANS, 1))
    shop.watch.now += timedelta(days=3)
    receipt = await shop.orders.place(confirmed)
    assert receipt.arrives_on == confirmed.proposal.arrives_on + timedelta(days=3)


def built(key: str, proposal: PlaceOrder, evidence: Evidence) -> Confirmed[PlaceOrder]:
    """What somebody could make who goes around the guard."""
    forgery: Confirmed[PlaceOrder] = object.__new__(Confirmed)
    object.__setattr__(forgery, "key", key)
    object.__setattr__(forgery, "proposal", proposal)
    object.__setattr__(forgery, "evidence", evidence)
    return forgery


async def forged(shop: Shop) -> list[Any]:
    real = await shop.confirmed(Item(BEANS, 1))
    dearer = replace(real.proposal, total=Money(1, "USD"))
    return [
        real.proposal,
        None,
        "yes",
        object.__new__(Confirmed),
        built(real.key, dearer, real.evidence),
        built("call-2:abc", real.proposal, real.evidence),
    ]


async def test_only_what_the_guard_made_is_written(shop: Shop) -> None:
    for forgery in await forged(shop):
        with pytest.raises(NotConfirmed):
            await shop.orders.place(forgery)
        with pytest.raises(NotConfirmed):
            await shop.ledger.record(forgery)
    assert len(await shop.orders.orders_of(sample.SAM.id)) == 3
    assert await shop.ledger.unsettled() == ()


@settings(max_examples=8, deadline=None)
@given(
    calls=st.lists(st.tuples(st.integers(0, 3), st.integers(1, 2)), min_size=1, max_size=12),
    kind=st.sampled_from(["fake", "sql"]),
)
def test_however_often_and_in_whatever_order_each_key_is_placed_once(
    calls: list[tuple[int, int]], kind: str, tmp_path_factory: pytest.TempPathFactory
) -> None:
    async def run() -> None:
        async with opened(kind, tmp_path_factory.mktemp("shop")) as shop:
            wanted = [await shop.confirmed(Item(BEANS, n), call=f"call-{c}") for c, n in calls]
            receipts = await asyncio.gather(*(shop.orders.place(one) for one in wanted))
            keys = {one.key: one.proposal.lines[0].quantity for one in wanted}
            assert len({receipt.number for receipt in receipts}) == len(keys)
            assert await left_of(shop, BEANS) == 40 - sum(keys.values())

    asyncio.run(run())


# the ledger


async def test_what_was_recorded_comes_back_whole_until_it_is_settled(shop: Shop) -> None:
    first = await shop.confirmed(Item(BEANS, 1), call="CA:with:colons")
    second = await shop.confirmed(Item(LAMP, 1), call="call-2")
    await shop.ledger.record(first)
    await shop.ledger.record(second)
    assert await shop.ledger.unsettled() == (first, second)
    await shop.ledger.settle(first.key, "123456")
    assert await shop.ledger.unsettled() == (second,)


async def test_recording_and_settling_again_change_nothing(shop: Shop) -> None:
    confirmed = await shop.confirmed(Item(BEANS, 1))
    await asyncio.gather(*(shop.ledger.record(confirmed) for _ in range(4)))
    assert await shop.ledger.unsettled() == (confirmed,)
    await shop.ledger.settle(confirmed.key, "123456")
    await shop.ledger.settle(confirmed.key, "out_of_stock")
    await shop.ledger.record(confirmed)
    assert await shop.ledger.unsettled() == ()


async def test_settling_what_was_never_recorded_changes_nothing(shop: Shop) -> None:
    await shop.ledger.settle("call-9:none", "123456")
    assert await shop.ledger.unsettled() == ()


async def test_a_restored_commitment_can_be_placed(shop: Shop) -> None:
    await shop.ledger.record(await shop.confirmed(Item(BEANS, 1)))
    (restored,) = await shop.ledger.unsettled()
    receipt = await shop.orders.place(cast("Confirmed[PlaceOrder]", restored))
    assert receipt.key == restored.key
