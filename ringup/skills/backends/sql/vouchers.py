"""Vouchers and ways of delivery in the database."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Select, func, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from ringup.database.basket_models import DeliveryWayRow, VoucherRow, VoucherUseRow
from ringup.database.models import OrderRow, ShopRow
from ringup.skills.backends.offers import DeliveryTerms
from ringup.skills.backends.pricing import USUAL, DeliveryWay, Pricing
from ringup.skills.backends.sql import rows
from ringup.skills.backends.vouchers import Voucher, normal
from ringup.skills.dialogue.proposals import PlaceOrder
from ringup.skills.errors import OfferChanged
from ringup.skills.values import CustomerId, Money

USUAL_ID = "usual"


async def pricing(session: AsyncSession, shop: ShopRow) -> Pricing:
    found = list(await session.scalars(select(DeliveryWayRow).order_by(DeliveryWayRow.position)))
    name = next((row.name for row in found if row.id == USUAL_ID), USUAL)
    usual = DeliveryWay("", name, rows.delivery_terms(shop))
    return Pricing((usual, *(_way(row, shop) for row in found if row.id != USUAL_ID)))


async def find(
    session: AsyncSession, codes: tuple[str, ...], customer: CustomerId, currency: str
) -> Voucher | None:
    """The first of `codes` that there is."""
    wanted = [normal(code) for code in codes]
    known = {row.code: row for row in await session.scalars(_of(wanted))} if wanted else {}
    row = next((known[code] for code in wanted if code in known), None)
    return None if row is None else _voucher(row, await _spent(session, row, customer), currency)


async def lock(session: AsyncSession, proposal: PlaceOrder, currency: str) -> Voucher | None:
    """The voucher of a proposal, which nobody else can use until the transaction is over."""
    if not proposal.voucher:
        return None
    locked = await session.scalars(
        _of([proposal.voucher]).with_for_update().execution_options(populate_existing=True)
    )
    row = locked.one_or_none()
    if row is None:
        return None
    return _voucher(row, await _spent(session, row, proposal.customer), currency)


async def use(session: AsyncSession, proposal: PlaceOrder, order: OrderRow, now: datetime) -> None:
    """Count it, with the order that it was used for. Raises OfferChanged when it is gone."""
    if not proposal.voucher:
        return
    counted = await session.scalar(
        update(VoucherRow)
        .where(VoucherRow.code == proposal.voucher)
        .where(VoucherRow.most_uses.is_(None) | (VoucherRow.used < VoucherRow.most_uses))
        .values(used=VoucherRow.used + 1)
        .returning(VoucherRow.code)
        .execution_options(synchronize_session=False)
    )
    if counted is None:
        raise OfferChanged("the voucher has been used up")
    off = proposal.discount.minor if proposal.discount else 0
    session.add(
        VoucherUseRow(
            order_id=order.id,
            code=proposal.voucher,
            customer_id=proposal.customer,
            discount_minor=off,
            used_at=now,
        )
    )


def _of(codes: list[str]) -> Select[VoucherRow]:
    return select(VoucherRow).where(VoucherRow.code.in_(codes))


async def _spent(session: AsyncSession, row: VoucherRow, customer: CustomerId) -> bool:
    if row.most_uses is not None and row.used >= row.most_uses:
        return True
    mine = select(func.count()).where(VoucherUseRow.code == row.code, VoucherUseRow.customer_id == customer)
    return row.once_each and bool(await session.scalar(mine))


def _voucher(row: VoucherRow, spent: bool, currency: str) -> Voucher:
    def money(minor: int | None) -> Money | None:
        return None if minor is None else Money(minor, currency)

    return Voucher(
        row.code,
        money(row.amount_minor),
        row.percent or 0,
        money(row.minimum_minor),
        row.first_day,
        row.last_day,
        spent,
    )


def _way(row: DeliveryWayRow, shop: ShopRow) -> DeliveryWay:
    free_from = None if row.free_from_minor is None else Money(row.free_from_minor, shop.currency)
    terms = DeliveryTerms(Money(row.price_minor, shop.currency), free_from, row.days, shop.timezone)
    return DeliveryWay(row.id, row.name, terms)
