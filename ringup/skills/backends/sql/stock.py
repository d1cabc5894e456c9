"""What is on the shelf, and taking from it only what is there."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import joinedload

from ringup.database.models import VariantRow
from ringup.skills.backends.offers import wanted
from ringup.skills.backends.pricing import made_up
from ringup.skills.backends.sql import rows
from ringup.skills.errors import OfferChanged, OutOfStock
from ringup.skills.shop import Item, Line
from ringup.skills.values import Sku


async def variants(session: AsyncSession, skus: Iterable[Sku]) -> dict[Sku, VariantRow]:
    """Those that are on sale, by sku, with their products."""
    found = await session.scalars(
        select(VariantRow).where(VariantRow.sku.in_(tuple(skus))).options(joinedload(VariantRow.product))
    )
    return {Sku(variant.sku): variant for variant in found}


def offered(row: VariantRow, item: Item, currency: str) -> Line:
    """The item at today's price. The row's product must be loaded."""
    modifiers = rows.modifiers(row.product)
    return made_up(rows.offered(row, item.quantity, currency), modifiers, item.options)


async def take(session: AsyncSession, lines: tuple[Line, ...], currency: str) -> None:
    """Raises OfferChanged unless each line is still sold as it was read back, and OutOfStock."""
    found = await variants(session, (line.sku for line in lines))
    for line in lines:
        variant = found.get(line.sku)
        if variant is None or offered(variant, line.item, currency) != line:
            raise OfferChanged("a product or its price is not what was read back")
    quantities = wanted(line.item for line in lines)
    for sku in sorted(quantities):  # one order for all, so that two orders cannot lock each other
        await _take_one(session, sku, quantities[sku])


async def _take_one(session: AsyncSession, sku: Sku, quantity: int) -> None:
    taken = await session.scalar(
        update(VariantRow)
        .where(VariantRow.sku == sku, VariantRow.stock >= quantity)
        .values(stock=VariantRow.stock - quantity)
        .returning(VariantRow.sku)
        .execution_options(synchronize_session=False)
    )
    if taken is None:
        raise OutOfStock("fewer left than were confirmed")
