"""Whether what a caller told proves who they are, by rule and over the database."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import date
from pathlib import Path

import pytest

from ringup.database.engine import Database
from ringup.skills.backends.proofs import Proof, identify
from ringup.skills.backends.sql.customers import SqlCustomerDesk
from ringup.skills.identification.directory import Candidate, Directory
from ringup.skills.shop import Identified, Told
from ringup.skills.values import CustomerId
from tests.skills.after_sale_sample import EMAILS, KIT, STRICT, UMA, shop_file
from tests.skills.backends import shops

BY = STRICT.identify_by
PEOPLE = Directory(
    (
        Candidate(CustomerId("kit"), "Kit", "Marlow", "02110", "kit.marlow@example.com", date(1991, 4, 9)),
        Candidate(CustomerId("uma"), "Uma", "Petrov", "80203", "uma77@example.org", date(1972, 9, 4)),
        Candidate(CustomerId("ute"), "Ute", "Petrov", "80203"),
    )
)


def told(*said: tuple[str, str]) -> tuple[Told, ...]:
    return tuple(Told(item, (text,)) for item, text in said)


NAME, POSTCODE = ("name", "kit marlow"), ("postcode", "oh two one one oh")


@pytest.mark.parametrize(
    ("said", "proof"),
    [
        ((), Proof(None, "name")),
        ((NAME,), Proof(None, "postcode")),
        ((NAME, POSTCODE), Proof(CustomerId("kit"))),
        ((("email", "kit dot marlow at example dot com"),), Proof(CustomerId("kit"))),
        ((("name", "petrov"), ("postcode", "80203")), Proof(None, "name")),
        ((("name", "uma petrov, u m a"), ("postcode", "80203")), Proof(CustomerId("uma"))),
        ((NAME, ("postcode", "80203")), Proof(None, "name")),
        ((("name", "leopold quist"), POSTCODE), Proof(None, "name")),
    ],
)
def test_details_that_fit_one_customer_prove_them(said: tuple[tuple[str, str], ...], proof: Proof) -> None:
    assert identify(told(*said), BY, PEOPLE) == proof


def test_what_is_asked_next_does_not_tell_what_was_right() -> None:
    """Whoever tries names learns nothing of which of them are customers."""
    known, unknown = told(NAME, ("postcode", "99999")), told(("name", "zed quill"), ("postcode", "99999"))
    assert identify(known, BY, PEOPLE) == identify(unknown, BY, PEOPLE)


def test_after_three_wrong_tries_of_each_nothing_is_left_to_ask() -> None:
    wrong = (("name", "zed quill"), ("postcode", "99999"))
    assert identify(told(*wrong * 2), BY, PEOPLE).ask != ""
    assert identify(told(*wrong * 3), BY, PEOPLE) == Proof(None)


@pytest.mark.parametrize(
    ("way", "proof"),
    [
        ((("caller_id",),), Proof(None)),
        ((), Proof(None)),
        ((("caller_id", "postcode"), ("email",)), Proof(None, "postcode")),
    ],
)
def test_only_what_can_be_compared_is_proof(way: tuple[tuple[str, ...], ...], proof: Proof) -> None:
    assert identify(told(("caller_id", "+12025550121")), way, PEOPLE) == proof


def test_a_shop_may_ask_for_the_date_of_birth() -> None:
    by = (("name", "date_of_birth"),)
    assert identify(told(NAME, ("date_of_birth", "april ninth nineteen ninety one")), by, PEOPLE) == Proof(
        CustomerId("kit")
    )
    assert identify(told(NAME, ("date_of_birth", "4/9/91")), by, PEOPLE) == Proof(CustomerId("kit"))
    assert identify(told(NAME, ("date_of_birth", "may ninth 1991")), by, PEOPLE).customer is None


# over the database


@pytest.fixture
async def desk(tmp_path: Path) -> AsyncIterator[SqlCustomerDesk]:
    await shops.filled(tmp_path, shop_file())
    database = Database(shops.url(tmp_path))
    yield SqlCustomerDesk(database)
    await database.close()


async def test_the_desk_tells_the_whole_customer(desk: SqlCustomerDesk) -> None:
    assert await desk.identify(told(NAME, POSTCODE), BY) == Identified(KIT)
    assert await desk.identify(told(("email", EMAILS[UMA.id])), BY) == Identified(UMA)


@pytest.mark.parametrize(
    "email",
    [
        "uma seven seven at example dot org",
        "um it's u m a seventy seven at example dot org",
        "uniform mike alpha 77 at example dot org",
    ],
)
async def test_an_email_address_is_heard_as_people_say_it(desk: SqlCustomerDesk, email: str) -> None:
    assert await desk.identify(told(("email", email)), BY) == Identified(UMA)


async def test_the_recognisers_other_readings_count(desk: SqlCustomerDesk) -> None:
    heard = (
        Told("name", ("kid mellow", "kit marlowe", "kick marlow")),
        Told("postcode", ("oh to one one", "02110")),
    )
    assert await desk.identify(heard, BY) == Identified(KIT)


async def test_a_later_try_may_be_better(desk: SqlCustomerDesk) -> None:
    wrong = told(("name", "uh hello"), ("postcode", "02110"))
    assert await desk.identify(wrong, BY) == Identified(None, "name")
    better = (*wrong, *told(("name", "kit marlow, k i t, m a r l o w")))
    assert await desk.identify(better, BY) == Identified(KIT)


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
    assert (await desk.identify(told(*said), BY)).customer is None


async def test_wrong_three_times_is_the_end(desk: SqlCustomerDesk) -> None:
    wrong = told(("name", "olga brandt"), ("postcode", "60614")) * 3
    assert await desk.identify(wrong, BY) == Identified(None, "")


async def test_no_way_to_prove_anything_is_the_end_at_once(desk: SqlCustomerDesk) -> None:
    assert await desk.identify(told(NAME, POSTCODE), ()) == Identified(None, "")
