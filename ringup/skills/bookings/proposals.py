"""What a caller can confirm about bookings. Everything that is read back is in the proposal.

`repeat` counts the same proposals that this call has had done before, so that doing it again on purpose
is a different proposal; `attempt` counts the commits of this call that the shop refused. What is done to
a booking needs no `repeat`: the booking's revision sets two states of it apart.
"""

from __future__ import annotations

from dataclasses import dataclass

from ringup.skills.bookings.values import Booking, Period, ServiceId, StaffId
from ringup.skills.values import CustomerId, Money, PhoneNumber


@dataclass(frozen=True, slots=True)
class BookSlot:
    """`customer` None: somebody without an account, under `name`. `phone`: where reminders go."""

    customer: CustomerId | None
    name: str
    phone: PhoneNumber | None
    service: ServiceId
    service_name: str
    staff: StaffId
    staff_name: str
    period: Period
    people: int
    cost: Money | None
    repeat: int = 0
    attempt: int = 0


@dataclass(frozen=True, slots=True)
class MoveBooking:
    """`booking` as it stands now, and what of it becomes different; what stays is repeated."""

    booking: Booking
    staff: StaffId
    staff_name: str
    period: Period
    people: int
    cost: Money | None
    attempt: int = 0


@dataclass(frozen=True, slots=True)
class CancelBooking:
    """`booking` as it stands now."""

    booking: Booking
    attempt: int = 0


@dataclass(frozen=True, slots=True)
class JoinWaitlist:
    """`wanted`: when the booking should start. `staff` None: with anybody."""

    customer: CustomerId | None
    name: str
    phone: PhoneNumber | None
    service: ServiceId
    service_name: str
    staff: StaffId | None
    people: int
    wanted: Period
    repeat: int = 0
    attempt: int = 0


BookingProposal = BookSlot | MoveBooking | CancelBooking | JoinWaitlist
"""Everything that can be written about bookings."""
