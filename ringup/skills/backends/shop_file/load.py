"""Takes a whole shop file into the database, or nothing of it."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from pathlib import Path

from pydantic import ValidationError
from sqlalchemy import select

import ringup.shops
from ringup.database.engine import Database
from ringup.database.models import ShopRow
from ringup.skills.backends.clock import Clock, utc_now
from ringup.skills.backends.shop_file import bookings, checks
from ringup.skills.backends.shop_file.format import ShopFile
from ringup.skills.backends.shop_file.source import Place, Problem, Source, read
from ringup.skills.backends.shop_file.write import Writing, conflicts
from ringup.skills.backends.sql.secrets import hash_secret
from ringup.skills.backends.sql.transactions import reading, writing

SAMPLE_SHOP = Path(ringup.shops.__file__).with_name("harbour_street.json")
"""Harbour Street Store: something to try Ringup out with."""


@dataclass(frozen=True, slots=True)
class Loaded:
    """How much there was in a shop file."""

    shop: str
    products: int
    variants: int
    customers: int
    orders: int

    def __str__(self) -> str:
        return (
            f"{self.shop}: {self.products} products in {self.variants} variants, "
            f"{self.customers} customers, {self.orders} earlier orders"
        )


async def load_shop(path: Path, database: Database, clock: Clock = utc_now) -> Loaded:
    """Replace the shop, its catalogue, and the customers that the file names.

    Customers whom it does not name stay, and so does every order that was placed here. Raises
    ShopFileInvalid with every mistake in the file, and DeskUnavailable; then nothing has changed.
    """
    now = clock()
    source = await asyncio.to_thread(read, path)
    file = parse(source)
    if found := [*checks.problems(file, now), *bookings.problems(file)]:
        raise source.refusal(found)
    hashes = await asyncio.to_thread(_hash_pins, file)
    async with writing(database) as session:
        if found := await conflicts(session, file):
            raise source.refusal(found)
        await Writing(session, file, hashes, now).everything()
    return _summary(file)


async def ensure_shop(database: Database) -> bool:
    """Bring the schema up to date. True if a shop has been loaded; nothing is loaded here."""
    await database.migrate()
    async with reading(database) as session:
        return await session.scalar(select(ShopRow.id)) is not None


def parse(source: Source) -> ShopFile:
    """Raises ShopFileInvalid for values of the wrong shape, all of them at once."""
    try:
        return ShopFile.model_validate(source.data)
    except ValidationError as error:
        details = error.errors(include_url=False, include_input=False)
        raise source.refusal(_problem(detail) for detail in details) from error


def _problem(detail: object) -> Problem:
    assert isinstance(detail, dict)
    place: Place = detail["loc"]
    match detail["type"]:
        case "missing":
            return Problem(place, "is missing")
        case "extra_forbidden":
            return Problem(place, "means nothing here; is it misspelled?")
        case _:
            return Problem(place, str(detail["msg"]).removeprefix("Value error, "))


def _hash_pins(file: ShopFile) -> dict[str, str]:
    return {customer.id: hash_secret(customer.pin) for customer in file.customers if customer.pin}


def _summary(file: ShopFile) -> Loaded:
    return Loaded(
        shop=file.shop.name,
        products=len(file.products),
        variants=sum(len(product.variants) for product in file.products),
        customers=len(file.customers),
        orders=sum(len(customer.orders) for customer in file.customers),
    )
