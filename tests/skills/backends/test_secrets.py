"""PINs and texted codes in the database: few tries, however often somebody calls."""

from __future__ import annotations

import asyncio
import re
from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import select

from ringup.database.engine import Database
from ringup.database.proof_models import ProofRow
from ringup.skills.backends.sql.customers import SqlCustomerDesk
from ringup.skills.backends.sql.secrets import CODE_LASTS, LOCKS, MOST_TEXTS, TEXTS_WITHIN
from ringup.skills.errors import TextNotSent
from ringup.skills.policy import Secret
from ringup.skills.values import CustomerId, PhoneNumber
from tests.skills import sample
from tests.skills.backends import postgres, shops
from tests.skills.backends.test_desks import Watch

ROBIN, SAM = sample.ROBIN.id, sample.SAM.id


class Telephones:
    """A TextSender: what lies on everybody's telephone. `broken`: nothing can be sent."""

    def __init__(self) -> None:
        self.got: list[tuple[PhoneNumber, str]] = []
        self.broken = False

    async def send(self, to: PhoneNumber, text: str) -> None:
        if self.broken:
            raise TextNotSent("as the test asked")
        self.got.append((to, text))

    @property
    def last_code(self) -> str:
        found = re.search(r"[0-9]{6}", self.got[-1][1])
        assert found is not None
        return found[0]


class Counter:
    """The desk, with its clock and the telephones, over a database."""

    def __init__(self, database: Database) -> None:
        self.database = database
        self.watch = Watch()
        self.telephones = Telephones()
        self.desk = SqlCustomerDesk(database, self.telephones, self.watch)

    async def wrong(self, times: int, secret: Secret = Secret.PIN, customer: CustomerId = ROBIN) -> None:
        for _ in range(times):
            assert not await self.desk.check(secret, customer, "000000")

    async def is_right(self) -> bool:
        return await self.desk.check(Secret.PIN, ROBIN, "4321")


@pytest.fixture(params=["sqlite", "postgresql"])
async def counter(
    request: pytest.FixtureRequest, tmp_path: Path, postgresql: postgres.Server
) -> AsyncIterator[Counter]:
    async with shops.lent(request.param, postgresql, tmp_path, shops.shop_data()) as url:
        database = Database(url)
        yield Counter(database)
        await database.close()


async def test_three_wrong_ones_lock_out_the_right_one(counter: Counter) -> None:
    await counter.wrong(2)
    assert await counter.is_right()
    await counter.wrong(3)
    assert not await counter.is_right()
    counter.watch.now += LOCKS[0] - timedelta(seconds=1)
    assert not await counter.is_right()
    counter.watch.now += timedelta(seconds=1)
    assert await counter.is_right()


async def test_whoever_goes_on_guessing_is_locked_out_for_longer(counter: Counter) -> None:
    for lock in (*LOCKS, LOCKS[-1]):
        await counter.wrong(3)
        counter.watch.now += lock - timedelta(seconds=1)
        assert not await counter.is_right()
        counter.watch.now += timedelta(seconds=1)
    assert await counter.is_right()
    await counter.wrong(3)
    counter.watch.now += LOCKS[0]
    assert await counter.is_right(), "a right one makes good what was wrong before"


async def test_the_limit_is_each_customers_own(counter: Counter) -> None:
    assert await counter.desk.send_code(SAM)
    await counter.wrong(3)
    assert await counter.desk.check(Secret.CODE, SAM, counter.telephones.last_code)


async def test_wrong_codes_and_wrong_pins_count_together(counter: Counter) -> None:
    assert await counter.desk.send_code(ROBIN)
    await counter.wrong(2, Secret.CODE)
    await counter.wrong(1, Secret.PIN)
    assert not await counter.is_right()
    assert not await counter.desk.check(Secret.CODE, ROBIN, counter.telephones.last_code)


async def test_calls_at_the_same_time_have_no_more_tries(counter: Counter) -> None:
    guesses = [f"{guess:04}" for guess in range(4310, 4321)]
    await asyncio.gather(*(counter.desk.check(Secret.PIN, ROBIN, guess) for guess in guesses))
    async with counter.database.reading() as session:
        row = await session.scalar(select(ProofRow).where(ProofRow.customer_id == ROBIN))
    assert row is not None
    assert row.wrong == 3
    assert not await counter.is_right()


async def test_a_code_goes_to_the_number_on_file_and_passes_once(counter: Counter) -> None:
    assert await counter.desk.send_code(SAM)
    [(to, text)] = counter.telephones.got
    assert to == sample.SAM.phone
    assert sample.PROFILE.name in text
    code = counter.telephones.last_code
    assert await counter.desk.check(Secret.CODE, SAM, code)
    assert not await counter.desk.check(Secret.CODE, SAM, code)


async def test_a_code_is_of_no_use_to_anybody_else_or_as_a_pin(counter: Counter) -> None:
    assert await counter.desk.send_code(SAM)
    code = counter.telephones.last_code
    assert not await counter.desk.check(Secret.CODE, ROBIN, code)
    assert not await counter.desk.check(Secret.CODE, None, code)
    assert not await counter.desk.check(Secret.PIN, SAM, code)


async def test_a_code_expires_and_a_fresh_one_takes_its_place(counter: Counter) -> None:
    assert await counter.desk.send_code(SAM)
    first = counter.telephones.last_code
    counter.watch.now += CODE_LASTS
    assert not await counter.desk.check(Secret.CODE, SAM, first)
    assert await counter.desk.send_code(SAM)
    second = counter.telephones.last_code
    assert second != first or len(counter.telephones.got) == 2
    assert await counter.desk.check(Secret.CODE, SAM, second)


async def test_a_code_is_kept_as_a_hash(counter: Counter) -> None:
    assert await counter.desk.send_code(SAM)
    async with counter.database.reading() as session:
        row = await session.scalar(select(ProofRow).where(ProofRow.customer_id == SAM))
    assert row is not None
    assert row.code_hash is not None
    assert counter.telephones.last_code not in row.code_hash
    assert row.code_hash.startswith("$argon2")


async def test_nobody_is_flooded_with_texts(counter: Counter) -> None:
    for _ in range(MOST_TEXTS + 2):
        assert await counter.desk.send_code(SAM), "whoever asks must not notice"
    assert len(counter.telephones.got) == MOST_TEXTS
    counter.watch.now += TEXTS_WITHIN
    assert await counter.desk.send_code(SAM)
    assert len(counter.telephones.got) == MOST_TEXTS + 1


async def test_nothing_is_texted_where_no_code_would_pass(counter: Counter) -> None:
    await counter.wrong(3)
    assert await counter.desk.send_code(ROBIN)
    assert counter.telephones.got == []


@pytest.mark.parametrize("customer", [None, CustomerId("nobody")])
async def test_nobody_gets_no_text_and_is_told_nothing_else(
    counter: Counter, customer: CustomerId | None
) -> None:
    assert await counter.desk.send_code(customer)
    assert counter.telephones.got == []


async def test_where_no_text_can_be_sent_that_is_told(counter: Counter) -> None:
    counter.telephones.broken = True
    assert not await counter.desk.send_code(SAM)
    without = SqlCustomerDesk(counter.database)
    assert not await without.send_code(SAM)
    assert not await without.send_code(None)
