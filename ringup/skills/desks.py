"""The shop's desks, and what they say to what the dialogue looks up or commits."""

from __future__ import annotations

from dataclasses import dataclass, replace
from zoneinfo import ZoneInfo

from ringup.skills.basket import after
from ringup.skills.bookings.diary import Diary, OpeningsWanted
from ringup.skills.bookings.values import Opening
from ringup.skills.checkout import Checkout
from ringup.skills.dialogue.actions import (
    CheckSecret,
    Commit,
    FindAnswer,
    FindCompanions,
    FindCustomer,
    FindDiary,
    FindGoods,
    FindOpenings,
    FindOrders,
    FindProducts,
    HandOver,
    JudgeCaller,
    Lookup,
    PrepareQuote,
    ReadOrder,
    SendCode,
)
from ringup.skills.dialogue.events import (
    AnswerFound,
    CallerJudged,
    CodeSent,
    CommitFailed,
    CommitFailure,
    Committed,
    CompanionsFound,
    CustomerFound,
    DiaryFound,
    Event,
    GoodsFound,
    HandedOver,
    OpeningsFound,
    OrderRead,
    OrdersFound,
    ProductsFound,
    QuoteReady,
    SecretChecked,
)
from ringup.skills.dialogue.state import State
from ringup.skills.ports import (
    BookingDesk,
    CatalogDesk,
    Clock,
    Counter,
    CustomerDesk,
    KnowledgeDesk,
    OrderDesk,
    RecommendationDesk,
    StaffDesk,
)
from ringup.skills.shopping.booking_case import sifted
from ringup.skills.values import CustomerId
from ringup.skills.wording.summing_up import summary


@dataclass(frozen=True, slots=True)
class Desks:
    """The shop, as the assistant sees it."""

    catalog: CatalogDesk
    customers: CustomerDesk
    orders: OrderDesk
    checkout: Checkout
    knowledge: KnowledgeDesk
    recommendations: RecommendationDesk
    staff: StaffDesk
    bookings: BookingDesk
    counter: Counter


async def look_up(action: Lookup, desks: Desks, state: State, clock: Clock) -> Event:
    """What the desk says to it. Raises DeskUnavailable."""
    match action:
        case FindCustomer(phone):
            return CustomerFound(clock(), await desks.customers.find(phone))
        case FindOrders(customer):
            return OrdersFound(clock(), await desks.orders.orders_of(customer))
        case JudgeCaller(told, identify_by):
            return CallerJudged(clock(), await desks.customers.identify(told, identify_by))
        case FindProducts(ids):
            return ProductsFound(clock(), await desks.catalog.details(ids))
        case FindGoods(text, before):
            wish = desks.counter.wish(text, state.shop.currency, before)
            return GoodsFound(clock(), wish, await desks.catalog.search(wish))
        case ReadOrder():
            return await _read_order(action, desks, clock)
        case PrepareQuote(customer, items, terms):
            return QuoteReady(clock(), await desks.orders.quote(customer, items, terms))
        case FindDiary(whose):
            return DiaryFound(clock(), await _diary(desks.bookings, whose))
        case FindOpenings(wanted):
            zone = ZoneInfo(state.shop.timezone)
            return OpeningsFound(clock(), await _openings(wanted, desks.bookings, zone))
        case FindAnswer(question):
            return AnswerFound(clock(), await desks.knowledge.answer(question))
        case FindCompanions(products):
            found = await desks.recommendations.companions(products)
            return CompanionsFound(clock(), found)
        case HandOver(handover):
            summed_up = replace(handover, summary=summary(state, handover.why))
            return HandedOver(clock(), await desks.staff.hand_over(summed_up))
        case CheckSecret(secret, customer, digits):
            passed = await desks.customers.check(secret, customer, digits)
            return SecretChecked(clock(), passed)
        case SendCode(customer):
            return CodeSent(clock(), await desks.customers.send_code(customer))


async def commit(action: Commit, desks: Desks, clock: Clock) -> Event:
    """What became of it."""
    confirmed = action.confirmed
    outcome = await desks.checkout.place(confirmed)
    if isinstance(outcome, CommitFailure):
        return CommitFailed(clock(), confirmed.key, outcome)
    return Committed(clock(), outcome)


async def _read_order(action: ReadOrder, desks: Desks, clock: Clock) -> OrderRead:
    edits = desks.counter.order(action.text, action.basket, action.asked, action.about)
    entries = after(action.basket, edits).entries
    ids = tuple(dict.fromkeys(entry.product for entry in entries))
    products = await desks.catalog.details(ids) if ids else ()
    return OrderRead(clock(), edits, products)


async def _openings(wanted: OpeningsWanted, desk: BookingDesk, zone: ZoneInfo) -> tuple[Opening, ...]:
    found = await desk.openings(wanted.service, wanted.days, wanted.people, moving=wanted.moving)
    return sifted(found, wanted, zone)


async def _diary(desk: BookingDesk, customer: CustomerId | None) -> Diary:
    calendar, services = await desk.calendar(), await desk.services()
    bookings = await desk.bookings_of(customer) if customer is not None else ()
    return Diary(services, calendar.staff, calendar.hours, bookings)
