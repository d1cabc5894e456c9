"""Whether what a caller told proves who they are, by rule and over the database."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import date
from pathlib import Path

import pytest

from ringup.database.engine import Database
from ringup.skills.backends.proofs import identify
from ringup.skills.backends.sql.customers import SqlCustomerDesk
from ringup.skills.identification.directory import Candidate, Directory
from ringup.skills.shop import Told
from ringup.skills.values import CustomerId
from tests.skills import sample
from tests.skills.after_sale_sample import EMAILS, KIT, STRICT, UMA, shop_file
from tests.skills.backends import shops

BY = STRICT.identify_by
PEOPLE = Directory(
    (
        Candidate(
            CustomerId("kit"),
            "Kit",
            "Marlow",
            "02110",
            "kit.marlow@example.com",
            date(1991, 4, 9),
            "+12025550121",
        ),
        Candidate(CustomerId("uma"), "Uma", "Petrov", "80203", "uma77@example.org", date(1972, 9, 4)),
        Candidate(CustomerId("ute"), "Ute", "Petrov", "80203"),
    )
)


def told(*said: tuple[str, str]) -> tuple[Told, ...]:
    return tuple(Told(item, (text,)) for item, text in said)


NAME, POSTCODE = ("name", "kit marlow"), ("postcode", "oh two one one oh")


@pytest.mark.parametrize(
    ("said", "customer"),
    [
        ((), None),
        ((NAME,), None),
        ((NAME, POSTCODE), "kit"),
        ((("email", "kit dot marlow at example dot com"),), "kit"),
        ((("name", "petrov"), ("postcode", "80203")), None),
        ((("name", "uma petrov, u m a"), ("postcode", "80203")), "uma"),
        ((NAME, ("postcode", "80203")), None),
        ((("name", "leopold quist"), POSTCODE), None),
    ],
)
def test_details_that_fit_one_customer_prove_them(
    said: tuple[tuple[str, str], ...], customer: str | None
) -> None:
    assert identify(told(*said), BY, PEOPLE) == customer


FROM_KIT = ("caller_id", "+12025550121")


@pytest.mark.parametrize(
    ("said", "way", "customer"),
    [
        ((FROM_KIT,), (("caller_id",),), "kit"),  # for a claim; no shop file holds it as a proof
        ((FROM_KIT,), (("caller_id", "postcode"),), None),
        ((FROM_KIT, POSTCODE), (("caller_id", "postcode"),), "kit"),
        ((FROM_KIT, ("postcode", "02110")), (("caller_id", "postcode"),), "kit"),
        ((FROM_KIT, ("postcode", "02111")), (("caller_id", "postcode"),), None),
        ((FROM_KIT, ("postcode", "2110")), (("caller_id", "postcode"),), None),
        ((FROM_KIT, ("date_of_birth", "april ninth 1991")), (("caller_id", "date_of_birth"),), "kit"),
        ((FROM_KIT, ("date_of_birth", "april eighth 1991")), (("caller_id", "date_of_birth"),), None),
        ((("caller_id", "+12025550122"), POSTCODE), (("caller_id", "postcode"),), None),
        ((FROM_KIT, NAME, POSTCODE), (("caller_id", "postcode", "name"),), "kit"),
        ((FROM_KIT, ("name", "uma petrov"), POSTCODE), (("caller_id", "postcode", "name"),), None),
    ],
)
def test_beside_the_number_nothing_is_forgiven(
    said: tuple[tuple[str, str], ...], way: tuple[tuple[str, ...], ...], customer: str | None
) -> None:
    assert identify(told(*said), way, PEOPLE) == customer


@pytest.mark.parametrize("way", [(), (("name", "postcode", "code"),), (("name", "shoe"),), ((),)])
def test_only_what_can_be_compared_is_proof(way: tuple[tuple[str, ...], ...]) -> None:
    assert identify(told(NAME, POSTCODE), way, PEOPLE) is None


def test_a_shop_may_ask_for_the_date_of_birth() -> None:
    by = (("name", "date_of_birth"),)
    assert identify(told(NAME, ("date_of_birth", "april ninth nineteen ninety one")), by, PEOPLE) == "kit"
    assert identify(told(NAME, ("date_of_birth", "4/9/91")), by, PEOPLE) == "kit"
    assert identify(told(NAME, ("date_of_birth", "may ninth 1991")), by, PEOPLE) is None


# over the database


@pytest.fixture
async def desk(tmp_path: Path) -> AsyncIterator[SqlCustomerDesk]:
    await shops.filled(tmp_path, shop_file())
    database = Database(shops.url(tmp_path))
    yield SqlCustomerDesk(database)
    await database.close()


async def test_the_desk_tells_the_whole_customer(desk: SqlCustomerDesk) -> None:
    assert await desk.identify(told(NAME, POSTCODE), BY) == KIT
    assert await desk.identify(told(("email", EMAILS[UMA.id])), BY) == UMA


@pytest.mark.parametrize(
    "email",
    [
        "uma seven seven at example dot org",
        "um it's u m a seventy seven at example dot org",
        "uniform mike alpha 77 at example dot org",
    ],
)
async def test_an_email_address_is_heard_as_people_say_it(desk: SqlCustomerDesk, email: str) -> None:
    assert await desk.identify(told(("email", email)), BY) == UMA


async def test_the_recognisers_other_readings_count(desk: SqlCustomerDesk) -> None:
    heard = (
        Told("name", ("kid mellow", "kit marlowe", "kick marlow")),
        Told("postcode", ("oh to one one", "02110")),
    )
    assert await desk.identify(heard, BY) == KIT


async def test_a_later_try_may_be_better(desk: SqlCustomerDesk) -> None:
    wrong = told(("name", "uh hello"), ("postcode", "02110"))
    assert await desk.identify(wrong, BY) is None
    better = (*wrong, *told(("name", "kit marlow, k i t, m a r l o w")))
    assert await desk.identify(better, BY) == KIT


@pytest.mark.parametrize(
    "said",
    [
        (("name", "olga brandt"), ("postcode", "60614")),
        (("name", "kit marlow"), ("postcode", "80203")),
        (("name", "uma petrov"), ("postcode", "02110")),
        (("email", "somebody at example dot com"),),
        (("email", "i don't know"), ("name", "i won't tell"), ("postcode", "")),
    ],
)
async def test_what_fits_nobody_finds_nobody(
    desk: SqlCustomerDesk, said: tuple[tuple[str, str], ...]
) -> None:
    assert await desk.identify(told(*said), BY) is None


async def test_no_way_to_prove_anything_finds_nobody(desk: SqlCustomerDesk) -> None:
    assert await desk.identify(told(NAME, POSTCODE), ()) is None


async def test_a_number_and_a_postcode_are_enough_for_its_owner(desk: SqlCustomerDesk) -> None:
    by = (("caller_id", "postcode"),)
    number = Told("caller_id", (sample.phone(KIT).e164,))
    assert await desk.identify((number, *told(POSTCODE)), by) == KIT
    assert await desk.identify((number, *told(("postcode", "80203"))), by) is None
