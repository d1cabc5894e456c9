"""Every write goes to the desk that it belongs to."""

from __future__ import annotations

from typing import cast

from ringup.skills.bookings.proposals import BookSlot, CancelBooking, JoinWaitlist, MoveBooking
from ringup.skills.dialogue.events import AnyReceipt
from ringup.skills.dialogue.guard import Confirmed
from ringup.skills.dialogue.proposals import AfterSale, PlaceOrder, Proposal
from ringup.skills.ports import AfterSaleDesk, BookingDesk, OrderDesk


class DeskTill:
    """The Till over all desks that write."""

    def __init__(self, orders: OrderDesk, after_sale: AfterSaleDesk, bookings: BookingDesk) -> None:
        self._orders = orders
        self._after_sale = after_sale
        self._bookings = bookings

    async def write(self, confirmed: Confirmed[Proposal]) -> AnyReceipt:
        match confirmed.proposal:
            case PlaceOrder():
                return await self._orders.place(cast("Confirmed[PlaceOrder]", confirmed))
            case BookSlot():
                return await self._bookings.book(cast("Confirmed[BookSlot]", confirmed))
            case MoveBooking():
                return await self._bookings.move(cast("Confirmed[MoveBooking]", confirmed))
            case CancelBooking():
                return await self._bookings.cancel(cast("Confirmed[CancelBooking]", confirmed))
            case JoinWaitlist():
                return await self._bookings.join_waitlist(cast("Confirmed[JoinWaitlist]", confirmed))
            case _:
                return await self._after_sale.apply(cast("Confirmed[AfterSale]", confirmed))
