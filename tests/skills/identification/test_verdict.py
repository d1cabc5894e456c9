"""Who is calling, by what was heard."""

from __future__ import annotations

from datetime import date

import pytest

from ringup.skills import codec
from ringup.skills.identification.directory import Candidate, Directory
from ringup.skills.identification.evidence import (
    Evidence,
    Found,
    GiveUp,
    Item,
    NotYet,
    Policy,
    Verdict,
    hear,
)
from ringup.skills.identification.verdict import verdict
from ringup.skills.values import CustomerId

SHOP = Policy()
BANK = Policy(((Item.POSTCODE, Item.NAME, Item.DATE_OF_BIRTH),))
PEOPLE = Directory(
    (
        Candidate(CustomerId("ann"), "Ann", "Lee", "AB1 2CD", "ann.lee@example.com", date(1980, 5, 3)),
        Candidate(CustomerId("bob"), "Bob", "Lee", "AB1 2CD", "bob.lee27@example.com", date(1984, 6, 8)),
        Candidate(CustomerId("tim"), "Timothy", "Marshall", "LS6 4TW", "tim@example.com", date(1955, 1, 2)),
        Candidate(CustomerId("zoe"), "Zoë", "O'Hara", "90210", "zoe@example.org"),
        Candidate(CustomerId("one"), "Kim", "Stone", "EX4 5RT", "home@example.org"),
        Candidate(CustomerId("two"), "Kim", "Stone", "EX4 5RT", "home@example.org"),
    )
)


def heard(*said: tuple[Item, tuple[str, ...] | str]) -> Evidence:
    evidence = Evidence()
    for item, texts in said:
        evidence = hear(evidence, item, (texts,) if isinstance(texts, str) else texts)
    return evidence


@pytest.mark.parametrize(
    ("name", "postcode", "customer"),
    [
        ("ann lee", "a b one two c d", "ann"),
        ("lee, bob", "alpha bravo one two charlie delta", "bob"),
        ("timothy marshel", "l s 6 for tea w", "tim"),
        ("it's zoe ohara", "nine oh two one oh", "zoe"),
        (("tim of the", "timothy marshal"), ("hell s 6", "l s 6 4 t w"), "tim"),
    ],
)
def test_name_and_postcode_prove_who_it_is(
    name: str | tuple[str, ...], postcode: str | tuple[str, ...], customer: str
) -> None:
    evidence = heard((Item.NAME, name), (Item.POSTCODE, postcode))

    assert verdict(evidence, PEOPLE, SHOP) == Found(CustomerId(customer))


def test_an_email_alone_proves_who_it_is_and_a_wrong_figure_in_it_does_not() -> None:
    right = heard((Item.EMAIL, "bob dot lee twenty seven at example dot com"))
    wrong = heard((Item.EMAIL, "bob dot lee twenty one at example dot com"))

    assert verdict(right, PEOPLE, SHOP) == Found(CustomerId("bob"))
    assert verdict(wrong, PEOPLE, SHOP) == NotYet(Item.NAME)


@pytest.mark.parametrize("name", ["lee", "carl lee", "timothy marshall"])
def test_a_household_is_not_proof(name: str) -> None:
    assert isinstance(verdict(heard((Item.NAME, name), (Item.POSTCODE, "ab1 2cd")), PEOPLE, SHOP), NotYet)


def test_two_who_are_alike_are_never_told_apart_by_chance() -> None:
    evidence = heard((Item.NAME, "kim stone"), (Item.POSTCODE, "ex4 5rt"), (Item.EMAIL, "home@example.org"))

    assert isinstance(verdict(evidence, PEOPLE, SHOP), NotYet)


def test_a_weak_name_is_made_good_by_the_rest() -> None:
    evidence = heard(
        (Item.POSTCODE, "a b 1 2 c d"), (Item.NAME, "and lee"), (Item.DATE_OF_BIRTH, "3rd of May 1980")
    )

    assert verdict(evidence, PEOPLE, BANK) == Found(CustomerId("ann"))


def test_a_wrong_birthday_is_no_proof_however_good_the_rest() -> None:
    evidence = heard((Item.POSTCODE, "ab1 2cd"), (Item.NAME, "ann lee"), (Item.DATE_OF_BIRTH, "9 July 1961"))

    assert isinstance(verdict(evidence, PEOPLE, BANK), NotYet)


def test_what_is_asked_next_does_not_depend_on_the_customers() -> None:
    evidence, asked = Evidence(), []
    while isinstance(now := verdict(evidence, PEOPLE, SHOP), NotYet):
        asked.append(now.ask)
        evidence = hear(evidence, now.ask, ("ann lee" if now.ask is Item.NAME else "x x 9 9 z z",))

    assert asked == [Item.NAME, Item.POSTCODE] * 3
    assert now == GiveUp()


def test_silence_is_an_attempt_and_proves_nothing() -> None:
    evidence = heard((Item.NAME, ()), (Item.POSTCODE, " "))

    assert evidence.attempts(Item.NAME) == 1
    assert verdict(evidence, PEOPLE, SHOP) == NotYet(Item.NAME)


def test_someone_absent_is_nobody() -> None:
    evidence = heard((Item.NAME, "ann lee"), (Item.POSTCODE, "ab1 2cd"))

    assert isinstance(verdict(evidence, PEOPLE.without(CustomerId("ann")), SHOP), NotYet)
    assert verdict(evidence, PEOPLE, SHOP) == Found(CustomerId("ann"))


def test_without_customers_nobody_is_found() -> None:
    now: Verdict = verdict(heard((Item.EMAIL, "ann@example.com")), Directory(()), SHOP)

    assert isinstance(now, NotYet)


def test_a_detail_that_the_shop_does_not_know_proves_nothing() -> None:
    evidence = heard((Item.POSTCODE, "90210"), (Item.NAME, "zoe ohara"), (Item.DATE_OF_BIRTH, "1 May 1990"))

    assert isinstance(verdict(evidence, PEOPLE, BANK), NotYet)


def test_evidence_survives_being_written_down() -> None:
    evidence = heard((Item.NAME, ("ann lee", "an lee")), (Item.POSTCODE, "ab1 2cd"))

    assert codec.from_data(codec.to_data(evidence), Evidence) == evidence
