"""Every desk of a small shop, as a conversation wants them."""

from __future__ import annotations

from ringup.skills.checkout import Checkout
from ringup.skills.conversation import Desks
from tests.skills.fake_bookings import FakeBookings
from tests.skills.fakes import FakeShop


def desks(shop: FakeShop, checkout: Checkout | None = None) -> Desks:
    """The one shop behind all of them."""
    return Desks(
        catalog=shop,
        customers=shop,
        orders=shop,
        checkout=checkout or Checkout(shop, shop),
        knowledge=shop,
        recommendations=shop,
        staff=shop,
        bookings=FakeBookings(shop.clock),
    )
