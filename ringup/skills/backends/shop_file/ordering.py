"""The ways of delivery and the vouchers of a shop file become rows."""

from __future__ import annotations

from decimal import Decimal

from sqlalchemy import delete, select
from sqlalchemy.ext.asyncio import AsyncSession

from ringup.database.basket_models import DeliveryWayRow, VoucherRow
from ringup.skills.backends.pricing import USUAL
from ringup.skills.backends.shop_file.format import DECIMALS, DeliveryPart, ShopFile, VoucherPart, WayPart
from ringup.skills.backends.sql.vouchers import USUAL_ID
from ringup.skills.backends.vouchers import normal


async def write_ordering(session: AsyncSession, file: ShopFile) -> None:
    """In the place of what was there. How often a voucher has been used is kept."""
    counted = await session.execute(select(VoucherRow.code, VoucherRow.used))
    used = {row.code: row.used for row in counted}
    for table in (DeliveryWayRow, VoucherRow):
        await session.execute(delete(table))
    session.add_all(_ways(file))
    session.add_all(_voucher(part, file.shop.currency, used) for part in file.vouchers)
    await session.flush()


def _ways(file: ShopFile) -> list[DeliveryWayRow]:
    """The usual one first."""
    delivery, currency = file.shop.delivery, file.shop.currency
    others = [_way(n, way.id, way.name, way, currency) for n, way in enumerate(delivery.others, start=1)]
    return [_way(0, USUAL_ID, delivery.name or USUAL, delivery, currency), *others]


def _way(position: int, key: str, name: str, part: DeliveryPart | WayPart, currency: str) -> DeliveryWayRow:
    return DeliveryWayRow(
        id=key,
        position=position,
        name=name,
        price_minor=_minor(part.price, currency),
        free_from_minor=_minor_or_none(part.free_from, currency),
        days=part.days,
    )


def _voucher(part: VoucherPart, currency: str, used: dict[str, int]) -> VoucherRow:
    code = normal(part.code)
    so_far = used.get(code, 0)
    return VoucherRow(
        code=code,
        amount_minor=_minor_or_none(part.amount, currency),
        percent=part.percent,
        minimum_minor=_minor_or_none(part.minimum, currency),
        first_day=part.valid_from,
        last_day=part.valid_until,
        most_uses=None if part.uses is None else max(part.uses, so_far),
        once_each=part.once,
        used=so_far,
    )


def _minor_or_none(amount: Decimal | None, currency: str) -> int | None:
    return None if amount is None else _minor(amount, currency)


def _minor(amount: Decimal, currency: str) -> int:
    return int(amount.scaleb(DECIMALS[currency]))
