"""Every desk of a small shop, as a conversation wants them."""

from __future__ import annotations

from ringup.skills.backends.till import DeskTill
from ringup.skills.checkout import Checkout
from ringup.skills.desks import Desks
from ringup.skills.understanding.counter import ReadingCounter
from tests.skills.fake_bookings import FakeBookings
from tests.skills.fakes import FakeShop


def desks(shop: FakeShop, checkout: Checkout | None = None, bookings: FakeBookings | None = None) -> Desks:
    """The one shop behind all of them but the bookings."""
    bookings = bookings or FakeBookings(shop.clock)
    return Desks(
        catalog=shop,
        customers=shop,
        orders=shop,
        checkout=checkout or Checkout(DeskTill(shop, shop, bookings), shop),
        knowledge=shop,
        recommendations=shop,
        staff=shop,
        bookings=bookings,
        counter=ReadingCounter(shop.product_list),
    )
