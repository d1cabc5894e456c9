"""Where something is to go."""

from __future__ import annotations

import pytest

from ringup.skills.understanding.possible.addresses import address, corrected
from tests.skills.understanding.possible.shelf import ELM, OAK


@pytest.mark.parametrize(
    ("said", "line"),
    [
        (
            "one oh one highway, no apartment number, new york new york one zero zero zero one",
            "101 Highway, New York, NY 10001, USA",
        ),
        (
            "two ninety five broadway, suite nine thirty, chicago illinois, six oh six one three",
            "295 Broadway, Suite 930, Chicago, IL 60613, USA",
        ),
        (
            "seven twelve sunset, apartment four, denver colorado, eight oh two seven nine",
            "712 Sunset, Apartment 4, Denver, CO 80279, USA",
        ),
        (
            "four forty five maple drive, suite three ninety four, fort worth texas seven six one six five",
            "445 Maple Drive, Suite 394, Fort Worth, TX 76165, USA",
        ),
        (
            "fourteen birch lane, no suite or anything, round rock, texas, seven eight six six four",
            "14 Birch Lane, Round Rock, TX 78664, USA",
        ),
        (
            "it's 12 oak street apartment 4 in washington d c two oh three oh seven",
            "12 Oak Street, Apartment 4, Washington, DC 20307, USA",
        ),
        (
            "five fir road, suite one two, jersey city, new jersey, oh seven three oh two",
            "5 Fir Road, Suite 12, Jersey City, NJ 07302, USA",
        ),
        (
            "five fir road, new york city, new york, one oh one eight seven",
            "5 Fir Road, New York, NY 10187, USA",
        ),
        (
            "nine elm court, no suite, still charlotte, north carolina, and then two eight two oh five",
            "9 Elm Court, Charlotte, NC 28205, USA",
        ),
        (
            "to willow lane, number forty six, boulder colorado, eight oh three oh two",
            "46 Willow Lane, Boulder, CO 80302, USA",
        ),
    ],
)
def test_an_address_that_is_read_out_is_put_in_one_line(said: str, line: str) -> None:
    assert address(said, ()) == line


@pytest.mark.parametrize(
    ("said", "line"),
    [
        ("the default one in my profile", OAK),
        ("my address on file please", OAK),
        ("the new york one", ELM),
        ("send it to denver", OAK),
    ],
)
def test_a_known_address_need_not_be_read_out(said: str, line: str) -> None:
    assert address(said, (OAK, ELM)) == line


@pytest.mark.parametrize(
    "said", ["", "i moved", "twelve oak street", "twelve oak street denver", "the boston one", "80279"]
)
def test_part_of_an_address_is_none(said: str) -> None:
    assert address(said, (ELM,)) is None


def test_a_number_said_alone_corrects_the_one_that_is_as_long() -> None:
    assert corrected("no, one four", OAK) == "14 Oak Street, Denver, CO 80279, USA"
    assert corrected("it's eight oh two eight oh not eight oh two seven nine", OAK) == OAK.replace(
        "80279", "80280"
    )
    assert corrected("no that is wrong", OAK) is None
    assert corrected("no, oak street, apartment 14", OAK) is None


def test_the_state_is_that_of_the_postcode_where_it_was_not_said() -> None:
    said = "four forty five maple drive fort worth seven six one six five"
    assert address(said, ()) == "445 Maple Drive, Fort Worth, TX 76165, USA"
    assert address("12 oak street springfield 00112", ()) is None


def test_another_number_in_the_same_street_is_enough() -> None:
    assert address("it should be fourteen oak street", (OAK,), current=OAK) == OAK.replace("12", "14", 1)
    assert address("it should be fourteen elm street", (OAK,), current=OAK) is None
