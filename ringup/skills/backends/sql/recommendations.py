"""What goes with what: the shop's own word, and what was bought in the same orders."""

from __future__ import annotations

from sqlalchemy import distinct, func, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import aliased

from ringup.database.engine import Database
from ringup.database.models import OrderLineRow, OrderRow, ProductRow
from ringup.skills.backends.sql.transactions import reading
from ringup.skills.recommendations import Companion
from ringup.skills.shop import OrderStatus

MOST = 20
LEAST_TOGETHER = 2
"""Orders in which two products were bought together, before that is more than chance."""


class SqlRecommendationDesk:
    """The RecommendationDesk."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def companions(self, products: tuple[str, ...]) -> tuple[Companion, ...]:
        async with reading(self._database) as session:
            named = await _named(session, products)
            together = await _together(session, products)
        others = dict.fromkeys((*named, *together))
        found = (Companion(each, each in named, together.get(each, 0)) for each in others)
        return tuple(each for each in found if each.product not in products)


async def _named(session: AsyncSession, products: tuple[str, ...]) -> tuple[str, ...]:
    these = select(ProductRow.goes_with).where(ProductRow.id.in_(products)).order_by(ProductRow.position)
    return tuple(other for others in await session.scalars(these) for other in others)


async def _together(session: AsyncSession, products: tuple[str, ...]) -> dict[str, int]:
    """In how many orders each other product was bought beside one of these, the most first."""
    mine, other = aliased(OrderLineRow), aliased(OrderLineRow)
    orders = func.count(distinct(other.order_id))
    beside = (
        select(other.product, orders)
        .join(mine, mine.order_id == other.order_id)
        .join(OrderRow, OrderRow.id == other.order_id)
        .where(mine.product.in_(products), other.product.not_in(products))
        .where(OrderRow.status != OrderStatus.CANCELLED.value)
        .group_by(other.product)
        .having(orders >= LEAST_TOGETHER)
        .order_by(orders.desc(), other.product)
        .limit(MOST)
    )
    return {str(product): int(count) for product, count in await session.execute(beside)}
