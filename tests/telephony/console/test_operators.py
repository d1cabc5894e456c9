"""Operators are kept as hashes, and nobody learns whose names exist."""

from __future__ import annotations

import pytest
from argon2 import PasswordHasher
from sqlalchemy import select

from ringup.database.engine import Database
from ringup.database.models import OperatorRow
from ringup.telephony.console.errors import OperatorRefused
from ringup.telephony.console.operators import Operators
from tests.telephony.console.conftest import NAME, PASSWORD


class CountingHasher(PasswordHasher):
    """Counts the work that a sign-in costs."""

    def __init__(self) -> None:
        super().__init__(time_cost=1, memory_cost=1024, parallelism=1)
        self.verified = 0

    def verify(self, hash: str | bytes, password: str | bytes) -> bool:  # type: ignore[override]
        self.verified += 1
        return super().verify(hash, password)


@pytest.fixture
def hasher() -> CountingHasher:
    return CountingHasher()


@pytest.fixture
async def operators(database: Database, hasher: CountingHasher) -> Operators:
    operators = Operators(database, hasher)
    await operators.add(NAME, PASSWORD)
    return operators


async def stored(database: Database) -> str:
    async with database.reading() as session:
        return (await session.scalars(select(OperatorRow.password_hash))).one()


async def test_the_right_password_fits(operators: Operators) -> None:
    assert await operators.verify(NAME, PASSWORD)


@pytest.mark.parametrize("password", ["", "correct horse battery ", PASSWORD.upper(), "x" * 5000])
async def test_no_other_password_fits(operators: Operators, password: str) -> None:
    assert not await operators.verify(NAME, password)


async def test_only_a_hash_is_kept(operators: Operators, database: Database) -> None:
    kept = await stored(database)
    assert kept.startswith("$argon2id$")
    assert PASSWORD not in kept


async def test_an_unknown_name_costs_as_much_as_a_wrong_password(
    operators: Operators, hasher: CountingHasher
) -> None:
    await operators.verify(NAME, "a wrong password")
    known, hasher.verified = hasher.verified, 0
    assert not await operators.verify("nobody", "a wrong password")
    assert hasher.verified == known == 1


async def test_the_password_of_nobody_lets_nobody_in(operators: Operators) -> None:
    assert not await operators.verify("nobody", "the password of nobody")


async def test_a_new_password_replaces_the_old(operators: Operators) -> None:
    before = await operators.stamp(NAME)
    await operators.add(NAME, "another long password")
    assert not await operators.verify(NAME, PASSWORD)
    assert await operators.verify(NAME, "another long password")
    assert await operators.stamp(NAME) != before
    assert await operators.names() == (NAME,)


async def test_a_hash_that_became_too_cheap_is_renewed(operators: Operators, database: Database) -> None:
    before = await stored(database)
    dearer = Operators(database, PasswordHasher(time_cost=2, memory_cost=1024, parallelism=1))
    assert await dearer.verify(NAME, PASSWORD)
    assert "t=2" in await stored(database) != before
    assert await dearer.verify(NAME, PASSWORD)


async def test_a_damaged_hash_fits_nothing(operators: Operators, database: Database) -> None:
    async with database.writing() as session:
        (await session.scalars(select(OperatorRow))).one().password_hash = "not a hash"
    assert not await operators.verify(NAME, PASSWORD)


@pytest.mark.parametrize("password", ["", "short", "123456789", "x" * 1025])
async def test_a_bad_password_is_refused(operators: Operators, password: str) -> None:
    with pytest.raises(OperatorRefused, match="characters"):
        await operators.add("ada", password)
    assert await operators.names() == (NAME,)


@pytest.mark.parametrize("name", ["", " ada", "ada\n", "-ada", "a" * 101, "<b>"])
async def test_a_bad_name_is_refused(operators: Operators, name: str) -> None:
    with pytest.raises(OperatorRefused, match="name"):
        await operators.add(name, PASSWORD)


@pytest.mark.parametrize("name", ["a", "Ada Lovelace", "ada@shop.example", "Zoë_2"])
async def test_usual_names_are_taken(operators: Operators, name: str) -> None:
    await operators.add(name, PASSWORD)
    assert set(await operators.names()) == {NAME, name}


async def test_nobody_has_no_stamp(operators: Operators) -> None:
    assert await operators.stamp("nobody") is None
