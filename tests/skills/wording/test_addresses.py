"""Postal addresses said aloud."""

from __future__ import annotations

import pytest

from ringup.skills.wording import spoken


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("12 Harbour St. #4", "twelve Harbour Street, number four"),
        (
            "Apt #4B, 1205 Main St., Springfield, IL 62704",
            "Apartment four B, one two zero five Main Street, Springfield, Illinois, six two seven zero four",
        ),
        (
            "986 Sunset Dr, Ste 259",
            "nine hundred and eighty six Sunset Drive, Suite two hundred and fifty nine",
        ),
        (
            "P.O. Box 1207, St. Paul, MN 55101",
            "P O Box one two zero seven, Saint Paul, Minnesota, five five one zero one",
        ),
        ("PO Box 7, Salem", "P O Box seven, Salem"),
        (
            "45 N. 5th Ave. NE, Portland, OR 97205-1234",
            "forty five North fifth Avenue Northeast, Portland, Oregon, nine seven two zero five, "
            "one two three four",
        ),
        ("7 St. James Pl, Boston, MA", "seven Saint James Place, Boston, Massachusetts"),
        (
            "221B Baker St, London NW1 6XE",
            "two hundred and twenty one B Baker Street, London N W one, six X E",
        ),
        ("120 E St, Sacramento", "one hundred and twenty E Street, Sacramento"),
        (
            "42 W St NW, Washington DC 20001",
            "forty two W Street Northwest, Washington, D C, two zero zero zero one",
        ),
        (
            "1205 Main St Unit 4-B, Port St. Lucie",
            "one two zero five Main Street, Unit four B, Port Saint Lucie",
        ),
        ("5 Martin Luther King Jr. Blvd", "five Martin Luther King Junior Boulevard"),
        ("31 Mill Road, Westbrook", "thirty one Mill Road, Westbrook"),
        ("8000 Z\u00fcrich", "eight zero zero zero Z\u00fcrich"),
        ("9 Queen St, Toronto M5H 2M9", "nine Queen Street, Toronto M five H, two M nine"),
    ],
)
def test_addresses(written: str, said: str) -> None:
    assert spoken.address(written) == said


@pytest.mark.parametrize("written", ["12 Oak St Ives", "300 Ct House"])
def test_what_may_be_either_is_left_alone(written: str) -> None:
    assert spoken.address(written).split()[-2:] == written.split()[-2:]
