"""The assistant without ears and mouth: a shop, its desks, and someone who understands words."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime

from ringup.database.engine import Database
from ringup.database.errors import DatabaseUrlInvalid
from ringup.pipelines.errors import SettingsInvalid
from ringup.pipelines.settings import Settings
from ringup.pipelines.understanding import names_of, open_reader
from ringup.skills.backends.sql import (
    SqlAfterSaleDesk,
    SqlCatalogDesk,
    SqlCommitmentLedger,
    SqlCustomerDesk,
    SqlKnowledgeDesk,
    SqlOrderDesk,
    SqlRecommendationDesk,
    SqlStaffDesk,
    SqlVocabularyDesk,
)
from ringup.skills.backends.sql.bookings import SqlBookingDesk
from ringup.skills.backends.till import DeskTill
from ringup.skills.checkout import Checkout
from ringup.skills.desks import Desks
from ringup.skills.ports import TextSender, Understander, VocabularyDesk
from ringup.skills.understanding import booking_slots
from ringup.skills.understanding.counter import ReadingCounter
from ringup.skills.values import PhoneNumber


@dataclass(frozen=True, slots=True)
class Shop:
    """Enough to hold a conversation by typing. `understood_by` says what the understander is; `names` and
    `glance`, as in `Reader`, are for those who also hear."""

    database: Database
    desks: Desks
    names: VocabularyDesk
    understander: Understander
    understood_by: str
    glance: Understander


def now() -> datetime:
    return datetime.now(UTC)


@asynccontextmanager
async def open_database(settings: Settings) -> AsyncIterator[Database]:
    """The shop's, migrated.

    Raises SettingsInvalid for a data folder that cannot be made and an address that names no database,
    and DatabaseUnavailable.
    """
    _make_folder(settings)
    database = _database(settings)
    try:
        await database.migrate()
        yield database
    finally:
        await database.close()


async def names_in(database: Database) -> VocabularyDesk:
    """What the callers of the shop in `database` may speak of."""
    return SqlVocabularyDesk(database, await names_of(SqlCatalogDesk(database), SqlBookingDesk(database)))


@asynccontextmanager
async def open_shop(settings: Settings, texts: TextSender | None = None) -> AsyncIterator[Shop]:
    """The desks over the shop's database. Without `texts` no code is texted to anybody. Raises what
    `open_database` raises."""
    async with open_database(settings) as database:
        catalog = SqlCatalogDesk(database)
        orders = SqlOrderDesk(database)
        bookings = SqlBookingDesk(database)
        till = DeskTill(orders, SqlAfterSaleDesk(database), bookings)
        checkout = Checkout(till, SqlCommitmentLedger(database))
        sold = await names_of(catalog, bookings)
        desks = Desks(
            catalog=catalog,
            customers=SqlCustomerDesk(database, texts),
            orders=orders,
            checkout=checkout,
            knowledge=SqlKnowledgeDesk(database),
            recommendations=SqlRecommendationDesk(database),
            bookings=bookings,
            staff=SqlStaffDesk(database, _staff_phone(settings)),
            counter=ReadingCounter(sold.products),
        )
        await asyncio.to_thread(booking_slots.warm)
        async with open_reader(settings, sold) as reader:
            yield Shop(
                database,
                desks,
                SqlVocabularyDesk(database, sold),
                reader.understander,
                reader.name,
                reader.glance,
            )


def _staff_phone(settings: Settings) -> PhoneNumber | None:
    """Only a carrier can put a call through."""
    phone = settings.staff_phone
    return PhoneNumber(phone) if phone and settings.takes_carrier_calls else None


def _database(settings: Settings) -> Database:
    try:
        return Database(settings.database)
    except DatabaseUrlInvalid as error:
        raise SettingsInvalid((f"RINGUP_DATABASE_URL: {error}",)) from error


def _make_folder(settings: Settings) -> None:
    try:
        settings.data_dir.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        problem = (
            f"RINGUP_DATA_DIR: {settings.data_dir} cannot be made: {error.strerror}. Choose another folder."
        )
        raise SettingsInvalid((problem,)) from error
