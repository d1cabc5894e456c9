from __future__ import annotations

from datetime import date

import pytest

from ringup.skills.shop import DeliveryOffer
from ringup.skills.understanding.possible.ways import voucher_codes, way
from ringup.skills.values import Money

OFFERS = (
    DeliveryOffer("", "standard delivery", Money(4_00, "USD"), date(2026, 3, 6)),
    DeliveryOffer("courier", "courier", Money(15_00, "USD"), date(2026, 3, 3)),
    DeliveryOffer("shop", "pick up in the shop", Money(0, "USD"), date(2026, 3, 4)),
)


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("the courier please", "courier"),
        ("as fast as you can, the fastest", "courier"),
        ("whatever is cheapest", "shop"),
        ("I'll pick it up", "shop"),
        ("just the normal one", ""),
        ("the second", "courier"),
    ],
)
def test_which_way_of_delivery_is_meant(text: str, meant: str) -> None:
    found = way(text, OFFERS)
    assert found is not None
    assert found.way == meant


def test_no_way_is_meant() -> None:
    assert way("hm, let me see", OFFERS) is None
    assert way("the courier", ()) is None


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("the code is summer ten", "SUMMER10"),
        ("SUMMER10", "SUMMER10"),
        ("it's s u m m e r one zero", "SUMMER10"),
        ("my voucher is hello twenty twenty six please", "HELLO2026"),
    ],
)
def test_what_the_code_of_a_voucher_is(text: str, code: str) -> None:
    assert voucher_codes(text, asked=True)[0] == code


@pytest.mark.parametrize("text", ["I have a voucher", "can I use a coupon", "two lamps please"])
def test_no_code_was_told(text: str) -> None:
    assert voucher_codes(text, asked=False) == ()
