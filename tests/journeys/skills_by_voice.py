"""Callers who bring one skill's business each, in their own voice, to a house of their own."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from pathlib import Path

from ringup.skills.backends.shop_file import SAMPLE_SHOP
from ringup.skills.bookings.values import Booking
from ringup.skills.shop import Order
from ringup.skills.values import CustomerId, PhoneNumber
from tests.journeys.house import OpenHouse, open_house
from tests.journeys.outcome import Ends, Outcome, outcome_of
from tests.journeys.person import Person


@dataclass(frozen=True, slots=True)
class Customer:
    """One of the sample shop's, and what they answer when asked who they are, by the prompt that asks."""

    phone: str
    proofs: tuple[tuple[str, str], ...] = ()


HARBOUR = ("ask_postcode", "oh-four-one-oh-one")
BOOKER = Customer("+12025550101", (HARBOUR,))
CANCELLER = Customer("+12025550104", (("ask_postcode", "zero-four-zero-nine-two"),))
BUYER = Customer("+12025550103")
"""Asked where they live when they pay."""
ASKER = Customer("+12025550102")

Journey = Callable[[OpenHouse], Awaitable[Person]]


async def opens(house: OpenHouse, customer: Customer, request: str) -> Person:
    """Says what the call is about, and proves who is calling as far as that is asked."""
    person = await house.ring(customer.phone)
    await person.hears("how_can_i_help")
    await person.says(request)
    await answers(person, *customer.proofs)
    return person


async def books_and_moves(house: OpenHouse) -> Person:
    person = await opens(house, BOOKER, "book-a-coat-fitting-next-tuesday-at-ten-in-the-morning")
    await answers(
        person,
        ("book_it", "yes-please"),
        ("anything_else", "move-my-fitting-to-next-friday-at-three-in-the-afternoon"),
        ("confirm_change", "yes-please"),
    )
    return await takes_leave(person)


async def cancels_with_a_reason(house: OpenHouse) -> Person:
    person = await opens(house, CANCELLER, "i-want-to-cancel-the-order-with-the-oat-milk")
    await answers(person, ("ask_reason", "i-ordered-it-by-mistake"), ("confirm_change", "yes-please"))
    return await takes_leave(person)


async def finds_and_buys(house: OpenHouse) -> Person:
    person = await opens(house, BUYER, "do-you-have-leather-gloves")
    await answers(
        person,
        ("take_it", "yes-in-large-please"),
        ("more", "i-have-a-voucher-spring-ten"),
        ("more", "no-thats-all"),
        HARBOUR,
        ("ask_delivery", "standard-delivery-please"),
        ("ask_pay_with", "with-my-visa-please"),
        ("confirm", "yes-please"),
    )
    return await takes_leave(person)


async def asks_and_wants_a_person(house: OpenHouse) -> Person:
    person = await opens(house, ASKER, "how-much-is-delivery")
    await answers(
        person,
        ("anything_else", "are-you-open-on-sunday"),
        ("anything_else", "can-i-talk-to-a-person-please"),
    )
    return await takes_leave(person)


async def answers(person: Person, *talk: tuple[str, str]) -> None:
    """Each question heard to its end, and what is said to it."""
    for question, answer in talk:
        await person.hears(question)
        await person.says(answer)


async def takes_leave(person: Person) -> Person:
    """Once more has been offered: what was wanted has been dealt with."""
    await person.hears("anything_else")
    await person.hangs_up()
    return person


JOURNEYS: tuple[Journey, ...] = (
    books_and_moves,
    cancels_with_a_reason,
    finds_and_buys,
    asks_and_wants_a_person,
)


@dataclass(frozen=True, slots=True)
class SkillEnds(Ends):
    """And what the customers have afterwards: the booker's bookings, the canceller's orders."""

    bookings: tuple[Booking, ...]
    orders: tuple[Order, ...]


async def all_at_once(folder: Path) -> SkillEnds:
    async with open_house(folder, shop_file=SAMPLE_SHOP, max_calls=len(JOURNEYS)) as house:
        ends = await asyncio.gather(*(_ended(house, each) for each in JOURNEYS), return_exceptions=True)
        desks = house.assistant.shop.desks
        bookings = await desks.bookings.bookings_of(await _id(house, BOOKER))
        orders = await desks.orders.orders_of(await _id(house, CANCELLER))
        return SkillEnds(dict(zip(JOURNEYS, ends, strict=True)), bookings, orders)


async def _id(house: OpenHouse, customer: Customer) -> CustomerId:
    found = await house.assistant.shop.desks.customers.find(PhoneNumber(customer.phone))
    assert found is not None
    return found.id


async def _ended(house: OpenHouse, journey: Journey) -> Outcome:
    person = await journey(house)
    return await outcome_of(person.call, house.archive, house.database)
