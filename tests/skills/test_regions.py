"""What depends on where a shop is."""

from __future__ import annotations

import pytest

from ringup.skills.regions import postcode_digits, region_of
from ringup.skills.values import PhoneNumber


@pytest.mark.parametrize(
    ("phone", "region", "digits"),
    [
        (PhoneNumber("+12025550100"), "US", 5),
        (PhoneNumber("+493012345678"), "DE", 5),
        (PhoneNumber("+41446681800"), "CH", 4),
        (PhoneNumber("+14165550123"), "CA", None),
        (PhoneNumber("+442079460123"), "GB", None),
        (None, None, None),
    ],
)
def test_postcodes_are_figures_in_some_countries(
    phone: PhoneNumber | None, region: str | None, digits: int | None
) -> None:
    assert (region_of(phone), postcode_digits(phone)) == (region, digits)
