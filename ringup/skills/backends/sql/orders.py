"""Orders in the database: what one would cost, what there has been, and how one is made."""

from __future__ import annotations

import secrets

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import selectinload

from ringup.database.engine import Database
from ringup.database.models import CustomerRow, OrderRow, ShopRow
from ringup.skills.backends.clock import Clock, utc_now
from ringup.skills.backends.offers import proven
from ringup.skills.backends.pricing import asked_for, shared_out
from ringup.skills.backends.sql import payments, rows, stock, vouchers
from ringup.skills.backends.sql.catalog import UNNAMED
from ringup.skills.backends.sql.transactions import reading, writing
from ringup.skills.dialogue.guard import Confirmed
from ringup.skills.dialogue.proposals import PlaceOrder
from ringup.skills.errors import DeskUnavailable, OfferChanged
from ringup.skills.shop import NO_TERMS, Item, Order, OrderStatus, Quote, Receipt, Terms
from ringup.skills.values import CustomerId, Money, OrderNumber

MOST_ORDERS = 20
ATTEMPTS = 5
"""How often placing is tried when another process takes the same key or number just then."""


class SqlOrderDesk:
    """The OrderDesk."""

    def __init__(self, database: Database, clock: Clock = utc_now) -> None:
        self._database = database
        self._clock = clock

    async def orders_of(self, customer: CustomerId) -> tuple[Order, ...]:
        newest = (
            select(OrderRow)
            .where(OrderRow.customer_id == customer)
            .order_by(OrderRow.placed_at.desc(), OrderRow.id.desc())
            .limit(MOST_ORDERS)
            .options(selectinload(OrderRow.lines))
        )
        async with reading(self._database) as session:
            return tuple(rows.order(row) for row in await session.scalars(newest))

    async def quote(self, customer: CustomerId, items: tuple[Item, ...], terms: Terms = NO_TERMS) -> Quote:
        async with reading(self._database) as session:
            shop = await session.scalar(select(ShopRow))
            who = await session.get(CustomerRow, customer)
            if shop is None or who is None:
                return self._nothing()
            return await self._quote(session, shop, who, items, terms)

    async def place(self, confirmed: Confirmed[PlaceOrder]) -> Receipt:
        confirmed = proven(confirmed)
        for _ in range(ATTEMPTS):
            try:
                return await self._place(confirmed)
            except IntegrityError as error:
                clash = error
        raise DeskUnavailable("the order clashed with others again and again") from clash

    async def _quote(
        self,
        session: AsyncSession,
        shop: ShopRow,
        who: CustomerRow,
        items: tuple[Item, ...],
        terms: Terms,
    ) -> Quote:
        asked = asked_for(items)
        found = await stock.variants(session, {item.sku for item in asked})
        lines = (stock.offered(found[i.sku], i, shop.currency) for i in asked if i.sku in found)
        shared = shared_out(lines, {sku: variant.stock for sku, variant in found.items()})
        pricing = await vouchers.pricing(session, shop)
        voucher = await vouchers.find(session, terms.vouchers, CustomerId(who.id), shop.currency)
        return pricing.quote(shared, who.address, terms, voucher, self._clock())

    def _nothing(self) -> Quote:
        free = Money(0, UNNAMED.currency)
        return Quote((), free, free, self._clock().date(), "")

    async def _place(self, confirmed: Confirmed[PlaceOrder]) -> Receipt:
        """One transaction; the order exists exactly if this returns."""
        async with writing(self._database) as session:
            same = select(OrderRow).where(OrderRow.key == confirmed.key)
            row = await session.scalar(same)
            if row is None:
                row = await self._write(session, confirmed)
            return _receipt(row, confirmed)

    async def _write(self, session: AsyncSession, confirmed: Confirmed[PlaceOrder]) -> OrderRow:
        proposal, now = confirmed.proposal, self._clock()
        shop = await session.scalar(select(ShopRow))
        if shop is None or await session.get(CustomerRow, proposal.customer) is None:
            raise OfferChanged("the shop or the customer is gone")
        pricing = await vouchers.pricing(session, shop)
        pricing.check(proposal, await vouchers.lock(session, proposal, shop.currency), now)
        terms = pricing.terms(proposal.way) or rows.delivery_terms(shop)
        await stock.take(session, proposal.lines, shop.currency)
        row = OrderRow(
            number=await _free_number(session),
            key=confirmed.key,
            customer_id=proposal.customer,
            placed_at=now,
            status=OrderStatus.PLACED.value,
            address=proposal.address,
            currency=proposal.total.currency,
            delivery_minor=proposal.delivery.minor,
            total_minor=proposal.total.minor,
            arrives_on=max(proposal.arrives_on, terms.arrival(now)),
            payment_id=proposal.payment,
            delivery_way=proposal.way,
            payments=await payments.charged(session, proposal),
            lines=rows.order_lines(proposal.lines),
        )
        session.add(row)
        await session.flush()
        await vouchers.use(session, proposal, row, now)
        await session.flush()
        return row


def _receipt(row: OrderRow, confirmed: Confirmed[PlaceOrder]) -> Receipt:
    return Receipt(
        key=confirmed.key,
        number=OrderNumber(row.number),
        total=Money(row.total_minor, row.currency),
        arrives_on=row.arrives_on or confirmed.proposal.arrives_on,
        placed_at=row.placed_at,
    )


async def _free_number(session: AsyncSession) -> str:
    """Six random digits that no order has: a number tells nobody how many orders there are."""
    while True:
        number = str(100_000 + secrets.randbelow(900_000))
        if await session.scalar(select(OrderRow.id).where(OrderRow.number == number)) is None:
            return number
