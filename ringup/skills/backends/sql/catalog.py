"""What the shop is and sells, from the database."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import selectinload

from ringup.database.engine import Database
from ringup.database.models import ProductRow, ShopRow
from ringup.skills.backends.sql import rows
from ringup.skills.backends.sql.search import search
from ringup.skills.backends.sql.transactions import reading
from ringup.skills.codec import from_data
from ringup.skills.finding import Hit, Wish
from ringup.skills.policy import Policy
from ringup.skills.shop import Product, ShopProfile
from ringup.skills.values import Money

UNNAMED = ShopProfile("the shop", "USD", "UTC", Money(0, "USD"))
"""The profile of a database into which no shop has been loaded: it sells nothing."""


class SqlCatalogDesk:
    """The CatalogDesk."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def profile(self) -> ShopProfile:
        async with reading(self._database) as session:
            row = await session.scalar(select(ShopRow))
        return UNNAMED if row is None else rows.profile(row)

    async def policy(self) -> Policy:
        async with reading(self._database) as session:
            data = await session.scalar(select(ShopRow.policy))
        return Policy() if data is None else from_data(data, Policy)

    async def details(self, products: tuple[str, ...]) -> tuple[Product, ...]:
        wanted = select(ProductRow).where(ProductRow.id.in_(products)).order_by(ProductRow.position)
        async with reading(self._database) as session:
            currency = await session.scalar(select(ShopRow.currency)) or UNNAMED.currency
            found = await session.scalars(wanted.options(selectinload(ProductRow.variants)))
            return tuple(rows.stocked(row, currency) for row in found)

    async def products(self) -> tuple[Product, ...]:
        every = select(ProductRow).order_by(ProductRow.position)
        async with reading(self._database) as session:
            currency = await session.scalar(select(ShopRow.currency)) or UNNAMED.currency
            found = await session.scalars(every.options(selectinload(ProductRow.variants)))
            return tuple(rows.product(row, currency) for row in found)

    async def search(self, wish: Wish, limit: int = 5) -> tuple[Hit, ...]:
        async with reading(self._database) as session:
            currency = await session.scalar(select(ShopRow.currency)) or UNNAMED.currency
            return await search(session, wish, currency, limit)
