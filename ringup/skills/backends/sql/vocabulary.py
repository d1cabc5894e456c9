"""The shop's names: of what it offers, and the others from the database."""

from __future__ import annotations

from typing import TypeVar

from sqlalchemy import Select, select
from sqlalchemy.ext.asyncio import AsyncSession

from ringup.database.basket_models import DeliveryWayRow, VoucherRow
from ringup.database.engine import Database
from ringup.database.models import CustomerRow
from ringup.database.page_models import PassageRow
from ringup.skills.backends.sql.catalog import SqlCatalogDesk
from ringup.skills.backends.sql.transactions import reading
from ringup.skills.policy import Policy
from ringup.skills.understanding.gazetteer import Gazetteer
from ringup.skills.vocabulary import PersonNames, Vocabulary

MOST_CUSTOMERS = 2_000
"""Whose names are expected to be heard: with more of them, each is expected too rarely to help."""

T = TypeVar("T")


class SqlVocabularyDesk:
    """The VocabularyDesk. `sold`: what the shop offers, which its understander knows by name too."""

    def __init__(self, database: Database, sold: Gazetteer) -> None:
        self._database = database
        self._sold = sold

    async def vocabulary(self) -> Vocabulary:
        policy = await SqlCatalogDesk(self._database).policy()
        async with reading(self._database) as session:
            customers = await _all(
                session, select(CustomerRow).order_by(CustomerRow.id).limit(MOST_CUSTOMERS)
            )
            ways = await _all(session, select(DeliveryWayRow).order_by(DeliveryWayRow.position))
            vouchers = await _all(session, select(VoucherRow).order_by(VoucherRow.code))
            passages = await _all(session, select(PassageRow).order_by(PassageRow.id))
        return Vocabulary(
            products=self._sold.products,
            services=tuple(name for service in self._sold.services for name in service.names),
            staff=tuple(name for one in self._sold.staff for name in one.names),
            people=tuple(PersonNames(row.first_name, row.last_name) for row in customers),
            addresses=tuple(row.address for row in customers if row.address),
            postcodes=tuple(row.postcode for row in customers if row.postcode),
            emails=tuple(row.email for row in customers if row.email),
            vouchers=tuple(row.code for row in vouchers),
            ways=tuple(row.name for row in ways),
            reasons=_reasons(policy),
            questions=_questions(passages),
        )


async def _all(session: AsyncSession, wanted: Select[T]) -> list[T]:
    return list(await session.scalars(wanted))


def _reasons(policy: Policy) -> tuple[str, ...]:
    reasons = (reason for rule in policy.rules for reason in rule.reasons)
    return tuple(dict.fromkeys(said for reason in reasons for said in (reason.name, *reason.words)))


def _questions(passages: list[PassageRow]) -> tuple[str, ...]:
    """Of the shop's pages; what is said of products is asked with their names."""
    pages = (row for row in passages if not row.product)
    return tuple(
        dict.fromkeys(text for row in pages for text in (row.title, *row.asked.splitlines()) if text)
    )
