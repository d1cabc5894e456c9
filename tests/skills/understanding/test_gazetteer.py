"""What the shop has, found by its names: services and staff beside products."""

from __future__ import annotations

import pytest

from ringup.skills.bookings.values import Service, ServiceId, Staff, StaffId
from ringup.skills.dialogue.expectations import Anything
from ringup.skills.intent import Name, Utterance
from ringup.skills.shop import Product
from ringup.skills.understanding.embedded import EmbeddedUnderstander
from ringup.skills.understanding.gazetteer import Gazetteer, NameFinder
from ringup.skills.understanding.outline import outline
from ringup.skills.understanding.resolve import choice
from tests.skills.understanding.shop import NOON, PRODUCTS

NAMES = Gazetteer(
    PRODUCTS,
    (
        Service(ServiceId("lamp-repair"), ("lamp repair", "repair"), 30, (StaffId("will"),)),
        Service(ServiceId("shade-fitting"), ("shade fitting",), 30, (StaffId("nora"),)),
        Service(ServiceId("tasting"), ("coffee tasting", "table for a tasting"), 60, (StaffId("bench"),)),
    ),
    (
        Staff(StaffId("will"), ("Will",)),
        Staff(StaffId("nora"), ("Nora Lind",)),
        Staff(StaffId("bench"), ("the long table",), person=False),
    ),
)
FINDER = NameFinder(NAMES)
UNDERSTANDER = EmbeddedUnderstander(NAMES)


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("cancel my lamp repair", "cancel my SERVICE"),
        ("cancel the lamp", "cancel the PRODUCT"),
        ("a shade fitting with nora", "a SERVICE with STAFF"),
        ("a shayde fitting", "a SERVICE"),
        ("is will in", "is STAFF in"),
        ("when will it come", "when will it come"),
        ("the coffee tasting", "the SERVICE"),
        ("the long table", "the long table"),
    ],
)
def test_names_stand_for_what_they_name(text: str, plain: str) -> None:
    assert outline(text, FINDER).text == plain


ACCENTED = NameFinder(
    Gazetteer(
        (Product("creme", ("Café Crème",), ()), Product("bread", ("Smørrebrød",), ())),
        (Service(ServiceId("fresh-up"), ("Façon",), 30, ()),),
        (Staff(StaffId("zoe"), ("Zoë Lüders",)),),
    )
)


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("a cafe creme", "a PRODUCT"),
        ("two Cafés Crème", "NUM PRODUCT"),
        ("the smorrebrod", "the PRODUCT"),
        ("a facon with zoe", "a SERVICE with STAFF"),
        ("a façon with Zoë Luders", "a SERVICE with STAFF"),
    ],
)
def test_names_are_found_with_accents_and_without(text: str, plain: str) -> None:
    said = outline(text, ACCENTED)

    assert said.text == plain
    assert {piece.mention.certainty for piece in said.pieces if piece.mention} == {1.0}


@pytest.mark.parametrize("said", ["the brulee please", "Brûlée"])
def test_an_option_is_chosen_with_accents_and_without(said: str) -> None:
    assert choice(said, ("plain", "brûlée")) == "brûlée"


@pytest.mark.parametrize(
    ("text", "name", "service"),
    [
        ("cancel my lamp repair", Name.CANCEL_BOOKING, "lamp-repair"),
        ("i won't be able to keep it, cancel the tasting please", Name.CANCEL_BOOKING, "tasting"),
        (
            "we have to move the lamp repair to friday",
            Name.MOVE_BOOKING,
            "lamp-repair",
        ),
        ("when is my shade fitting", Name.FIND_BOOKING, "shade-fitting"),
        ("do i have a lamp repair booked", Name.FIND_BOOKING, "lamp-repair"),
        ("a shade fitting on friday at ten please", Name.BOOK, "shade-fitting"),
        ("could i bring it in for a repair tomorrow", Name.BOOK, "lamp-repair"),
        ("when could i come in for a tasting", Name.AVAILABILITY, "tasting"),
        ("is there anything free for a repair on monday", Name.AVAILABILITY, "lamp-repair"),
        ("how much is a lamp repair", Name.ASK, None),
        ("how long does the tasting take", Name.ASK, None),
        ("cancel my order for the lamp", Name.CANCEL_ORDER, None),
        ("i want to return the lamp", Name.RETURN_ITEMS, None),
    ],
)
async def test_what_is_asked_of_a_service_is_about_a_booking(
    text: str, name: Name, service: str | None
) -> None:
    intent = await UNDERSTANDER.understand(Utterance(text), Anything(), NOON)

    assert (intent.name, intent.value("service")) == (name, service)
