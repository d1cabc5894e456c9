"""The sentences that a recogniser's language model is built from."""

from __future__ import annotations

import random
import re
from dataclasses import replace

import pytest

from ringup.skills.dialogue.expectations import DETAILS, Anything, YesNo, named
from ringup.skills.intent import Name, Utterance
from ringup.skills.shop import Product
from ringup.skills.understanding.corpus import (
    answers,
    moments,
    naming,
    openings,
    shop_sentences,
    spelling,
    spoken,
)
from ringup.skills.understanding.embedded import EmbeddedUnderstander
from ringup.skills.understanding.gazetteer import Gazetteer
from ringup.skills.vocabulary import PersonNames, Vocabulary
from tests.skills.understanding.shop import NOON, PRODUCTS

SHOP = Vocabulary(
    products=PRODUCTS,
    services=("coat fitting", "lamp repair"),
    staff=("Nora",),
    people=(PersonNames("Zo\u00eb", "O'Hara"), PersonNames("Mia", "Garcia")),
    addresses=("12 Harbour Street, Portland",),
    postcodes=("04101", "AB1 2CD"),
    emails=("mia_garcia@example.com",),
    vouchers=("SPRING10",),
    ways=("standard delivery", "express"),
    reasons=("ordered by mistake",),
    questions=("can you wrap it as a present",),
)


def chance() -> random.Random:
    return random.Random(3)


def test_sentences_are_as_a_recogniser_writes_them() -> None:
    for sentence in shop_sentences(SHOP, limit=3_000):
        assert re.fullmatch(r"[a-z]+(?:['-][a-z]+)*(?: [a-z]+(?:['-][a-z]+)*)*", sentence)


def test_the_same_seed_gives_the_same_sentences() -> None:
    assert list(shop_sentences(SHOP, 500)) == list(shop_sentences(SHOP, 500))
    assert list(shop_sentences(SHOP, 500)) != list(shop_sentences(SHOP, 500, seed=1))


def test_there_are_as_many_as_asked_for_and_every_name_of_the_shop_is_said() -> None:
    sentences = list(shop_sentences(SHOP, 8_000))

    assert len(sentences) == 8_000
    text = " ".join(sentences)
    names = [product.names[0] for product in PRODUCTS]
    names += ["coat fitting", "nora", "zoe o'hara", "mia garcia", "harbour street", "spring ten", "express"]
    names += [
        "ordered by mistake",
        "can you wrap it as a present",
        "mia underscore garcia at example dot com",
    ]
    assert [name for name in names if name.lower() not in text] == []


@pytest.mark.parametrize(
    "intent", ["cancel my appointment", "checkout please", "don't record me", "slow down"]
)
def test_the_sentences_that_the_classifier_learns_from_are_among_them(intent: str) -> None:
    assert any(intent in sentence for sentence in shop_sentences(SHOP, 20_000))


def test_openings_are_in_peoples_own_words() -> None:
    said = list(openings())
    assert len(said) > 5_000
    assert not any("{" in text for text in said)


def test_an_empty_shop_has_sentences_too() -> None:
    sentences = set(shop_sentences(Vocabulary(), 2_000))
    assert "yes" in sentences
    assert not any("{" in sentence for sentence in sentences)


def test_there_are_answers_to_every_question() -> None:
    for expected in (*DETAILS, "yes_no", "quantity", "pin", "code", "phone", "choice"):
        assert len(list(answers(SHOP, expected, 50))) == 50
    with pytest.raises(KeyError):
        list(answers(SHOP, "no such thing"))


@pytest.mark.parametrize("expected", ["date", "time", "people", "postcode", "email", "date_of_birth", "pin"])
async def test_most_answers_are_understood_as_such(expected: str) -> None:
    """Those that leave the choice to the shop ("any day is fine") mean nothing yet."""
    understander = EmbeddedUnderstander(Gazetteer(PRODUCTS))
    said = sorted(set(answers(SHOP, expected, 150)))
    lost = [
        text
        for text in said
        if (await understander.understand(Utterance(text), named(expected), NOON)).name is Name.UNCLEAR
    ]
    assert len(lost) < 0.25 * len(said), lost


async def test_most_of_it_means_something() -> None:
    """After an open question or a yes/no one. Talk that is none of a shop's business is part of it."""
    understander = EmbeddedUnderstander(Gazetteer(PRODUCTS))
    sentences = sorted(set(shop_sentences(SHOP, 600)))
    lost = [
        sentence
        for sentence in sentences
        if all(
            [
                (await understander.understand(Utterance(sentence), asked, NOON)).name is Name.UNCLEAR
                for asked in (Anything(), YesNo())
            ]
        )
    ]
    assert len(lost) < 0.25 * len(sentences), lost


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("12 Harbour Street, Portland", "twelve harbour street portland"),
        ("since 1987", "since nineteen eighty seven"),
        ("the 3rd", "the third"),
        ("471203", "four seven one two zero three"),
        ("rock 'n' roll", "rock n roll"),
        ("mm-hmm", "mm-hmm"),
        ("José Müller", "jose muller"),
        ("Café crème, 2 Stück", "cafe creme two stuck"),
        ("Zoë's smørrebrød", "zoe's smorrebrod"),
        ("緑茶 Łódź", "lodz"),
    ],
)
def test_writing_becomes_speech(written: str, said: str) -> None:
    assert spoken.plain(written) == said


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("60W bulb", "sixty watt bulb"),
        ("Café crème, 2.5 kg", "cafe creme two point five kilograms"),
        ("size 9.5", "size nine point five"),
        ("T-shirt & cap", "t-shirt and cap"),
        ("10-inch USB-C tray", "ten inch usb c tray"),
        ("Dr. Oat's 50% mix", "doctor oat's fifty percent mix"),
    ],
)
def test_names_are_expected_as_they_are_worded(written: str, said: str) -> None:
    assert naming.as_worded(written) == said


def test_a_half_is_said_in_both_ways() -> None:
    (line,) = PRODUCTS[-1].variants
    boots = Product("boots", ("boots",), (replace(line, name="boots, 9.5", options=(("size", "9.5"),)),))
    said = naming.Thing(boots)

    assert said.options == (
        "size nine point five",
        "size nine and a half",
        "nine point five",
        "nine and a half",
    )
    assert {"boots nine point five", "boots nine and a half"} <= set(said.names)


def test_pages_services_and_delivery_are_worded_too() -> None:
    shop = Vocabulary(ways=("24h delivery",), services=("30 min. massage",), questions=("Is 2 kg the most?",))
    text = " ".join(shop_sentences(shop, 20_000))

    names = ("twenty four hour delivery", "thirty minute massage", "is two kilograms the most")
    assert [name for name in names if name not in text] == []


def test_letters_are_said_one_by_one() -> None:
    said = {spelling.spelled("Chen", random.Random(seed)) for seed in range(60)}
    assert "c h e n" in said
    assert any(" as in " in text or " for " in text for text in said)


def test_postcodes_and_codes_are_said_as_people_do() -> None:
    codes = {spelling.postcode("04101", random.Random(seed)) for seed in range(60)}
    assert codes & {"oh four one oh one", "zero four one zero one"}
    assert len(codes) > 10, "others of the same form too"
    assert "spring ten" in {spelling.code("SPRING10", random.Random(seed)) for seed in range(20)}


def test_what_is_spelled_has_no_accents() -> None:
    assert spelling.plain_letters("Zoë") == ["z", "o", "e"]
    assert spelling.email("zoë@café.example", random.Random(2)) == "zoe at cafe dot example"
    assert spelling.code("CAFÉ", random.Random(1)) == "cafe"


def test_times_are_said_in_many_ways() -> None:
    dice = chance()
    said = " | ".join(moments.clock(dice) for _ in range(400))
    assert all(
        way in said for way in ("half past three", "quarter", "o'clock", "p m", "in the morning", "noon")
    )
