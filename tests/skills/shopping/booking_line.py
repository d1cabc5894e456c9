"""A caller who arranges bookings by typing: the real core, understander and wording over a desk in memory."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from ringup.skills.bookings.diary import Diary
from ringup.skills.bookings.values import BookingReceipt, WaitlistReceipt
from ringup.skills.dialogue import manager
from ringup.skills.dialogue.actions import Action, Ask, Commit, FindCustomer, FindDiary, FindOpenings, Say
from ringup.skills.dialogue.events import (
    CallStarted,
    Channel,
    CommitFailed,
    CommitFailure,
    Committed,
    CustomerFound,
    DeskFailed,
    DiaryFound,
    Event,
    KeyPressed,
    OpeningsFound,
    PromptPlayed,
    UtteranceHeard,
)
from ringup.skills.dialogue.guard import Confirmed
from ringup.skills.dialogue.state import State, Step
from ringup.skills.errors import DeskUnavailable, OfferChanged, SlotTaken
from ringup.skills.intent import Utterance
from ringup.skills.policy import CallerIdFor, Policy
from ringup.skills.shopping.booking_case import sifted
from ringup.skills.understanding.embedded import EmbeddedUnderstander
from ringup.skills.understanding.gazetteer import Gazetteer
from ringup.skills.values import CallId, PhoneNumber
from ringup.skills.wording import english
from tests.skills import booking_sample, sample
from tests.skills.fake_bookings import FakeBookings

TRUSTING = Policy(identify_by=(("name", "postcode"),), caller_id_for=(CallerIdFor.BOOKINGS,))
DOUBTING = Policy(identify_by=(("name", "postcode"),))

_UNDERSTANDER = EmbeddedUnderstander(
    Gazetteer(sample.PRODUCTS, booking_sample.SERVICES, booking_sample.STAFF)
)


class BookingLine:
    """One call. `confirmed` are the commits in order; `down`: the desk answers nothing."""

    def __init__(
        self,
        caller: PhoneNumber | None = sample.SAM.phone,
        policy: Policy = TRUSTING,
        desk: FakeBookings | None = None,
    ) -> None:
        self.desk = desk or FakeBookings()
        self.confirmed: list[Confirmed[Any]] = []
        self.down = False
        self._now = sample.NOW
        started = CallStarted(
            self._now, CallId("CA1"), Channel.TEXT, sample.PROFILE, caller, len(sample.PRODUCTS), policy
        )
        self._step = manager.begin(started)
        self._pending: list[Action] = list(self._step.actions)

    @property
    def state(self) -> State:
        return self._step.state

    async def says(self, *sentences: str) -> list[str]:
        """What is answered to the last of them."""
        said = await self._follow()
        for sentence in sentences:
            self._now += timedelta(seconds=5)
            there = self._now.astimezone(booking_sample.ZONE)
            utterance = Utterance(sentence)
            intent = await _UNDERSTANDER.understand(utterance, self.state.expects, there)
            said = await self.happens(UtteranceHeard(self._now, utterance, intent))
        return said

    async def keys(self, keys: str) -> list[str]:
        """What is answered to the last of them."""
        said = await self._follow()
        for key in keys:
            said = await self.happens(KeyPressed(self._now, key))
        return said

    async def happens(self, event: Event) -> list[str]:
        """What is said to it."""
        self._step = manager.advance(self.state, event)
        self._pending = list(self._step.actions)
        return await self._follow()

    async def _follow(self) -> list[str]:
        said: list[str] = []
        spoken: list[Say | Ask] = []
        while self._pending:
            action = self._pending.pop(0)
            match action:
                case Say(prompt) | Ask(prompt):
                    said.append(english.render(prompt, self._today()))
                    spoken.append(action)
                case FindCustomer() | FindDiary() | FindOpenings() | Commit():
                    self._next(await self._answer(action))
                case _:
                    pass
        for heard in spoken:
            self._step = Step(manager.advance(self.state, PromptPlayed(self._now, heard.prompt.id)).state)
        return said

    def _next(self, event: Event) -> None:
        self._step = manager.advance(self.state, event)
        self._pending += self._step.actions

    async def _answer(self, action: FindCustomer | FindDiary | FindOpenings | Commit) -> Event:
        try:
            return await self._ask_desk(action)
        except DeskUnavailable:
            return DeskFailed(self._now)

    async def _ask_desk(self, action: FindCustomer | FindDiary | FindOpenings | Commit) -> Event:
        match action:
            case FindCustomer(phone):
                found = (customer for customer in sample.CUSTOMERS if customer.phone == phone)
                return CustomerFound(self._now, next(found, None))
            case FindDiary() | FindOpenings() if self.down:
                raise DeskUnavailable("as the test asked")
            case FindDiary(customer):
                calendar = await self.desk.calendar()
                theirs = await self.desk.bookings_of(customer) if customer else ()
                services = await self.desk.services()
                return DiaryFound(self._now, Diary(services, calendar.staff, calendar.hours, theirs))
            case FindOpenings(wanted):
                all_free = await self.desk.openings(
                    wanted.service, wanted.days, wanted.people, moving=wanted.moving
                )
                return OpeningsFound(self._now, sifted(all_free, wanted, booking_sample.ZONE))
            case Commit(confirmed):
                self.confirmed.append(confirmed)
                return await self._commit(confirmed)

    async def _commit(self, confirmed: Confirmed[Any]) -> Event:
        try:
            receipt: BookingReceipt | WaitlistReceipt = await self.desk.write(confirmed)
            return Committed(self._now, receipt)
        except SlotTaken:
            return CommitFailed(self._now, confirmed.key, CommitFailure.SLOT_TAKEN)
        except OfferChanged:
            return CommitFailed(self._now, confirmed.key, CommitFailure.OFFER_CHANGED)

    def _today(self) -> date:
        return self._now.astimezone(booking_sample.ZONE).date()
