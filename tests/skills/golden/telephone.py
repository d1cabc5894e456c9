"""A telephone line without sound: sentences take time to say, and are heard to their end unless cut off."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from ringup.skills.conversation import Conversation, EndCall, Output, Speech, Waiting
from ringup.skills.dialogue.actions import Action
from ringup.skills.dialogue.events import (
    CallResumed,
    Channel,
    Event,
    FalselyInterrupted,
    HungUp,
    KeyPressed,
    PromptInterrupted,
    PromptPlayed,
    SilencePassed,
)
from ringup.skills.dialogue.state import State
from ringup.skills.handovers import Arranged, Reach
from ringup.skills.intent import Utterance
from ringup.skills.knowledge import PageAnswer
from ringup.skills.understanding.embedded import EmbeddedUnderstander
from ringup.skills.understanding.gazetteer import Gazetteer
from ringup.skills.values import CallId, Money, PhoneNumber, Span
from tests.skills import after_sale_sample, booking_sample, sample
from tests.skills.desks import desks as desks_of
from tests.skills.fake_bookings import FakeBookings
from tests.skills.fakes import FakeShop
from tests.skills.golden import goods
from tests.skills.golden.booked import booking_read
from tests.skills.golden.cast import CUSTOMERS, DETAILS, HISTORY
from tests.skills.golden.story import Cue, Happening, Turn

SPEECH_MS = 60
"""How long a character takes to say."""

UNHURRIED = Waiting(lookup_timeout=60, understanding_timeout=60)
"""No desk of a story keeps anybody waiting, however busy the machine is."""

THINKING_MS = 600
WORDS_MS = 900


@dataclass(frozen=True, slots=True)
class Noted:
    """An event as the shell wrote it down, the state that it met (None for the first), and the
    actions that followed."""

    event: Event
    met: State | None
    actions: list[tuple[Action, str | None]]


class Journal:
    """Everything that entered and left a dialogue. Set `conversation` to have its states noted."""

    def __init__(self) -> None:
        self.conversation: Conversation | None = None
        self.noted: list[Noted] = []

    def event(self, event: Event) -> None:
        met = self.conversation.state if self.conversation and self.noted else None
        self.noted.append(Noted(event, met, []))

    def action(self, action: Action, text: str | None) -> None:
        self.noted[-1].actions.append((action, text))

    @property
    def events(self) -> list[Event]:
        return [noted.event for noted in self.noted]

    @property
    def actions(self) -> list[tuple[Action, str | None]]:
        return [action for noted in self.noted for action in noted.actions]


@dataclass(frozen=True, slots=True)
class Answer:
    """What the caller hears, and whether Ringup then hangs up."""

    said: tuple[str, ...]
    ended: bool


class Telephone:
    """One call to a small shop that keeps its promises unless a cue says otherwise."""

    def __init__(self) -> None:
        self.shop = FakeShop(self.now)
        self.shop.customers = CUSTOMERS
        self.shop.details_of = dict(DETAILS)
        self.shop.product_list = (*sample.PRODUCTS, *goods.GOODS)
        self.shop.stock |= goods.STOCK
        self.shop.vouchers = goods.VOUCHERS
        self.shop.orders = dict(HISTORY)
        self.bookings = FakeBookings(self.now)
        self.bookings.customers = tuple(customer.id for customer in CUSTOMERS)
        self.journal = Journal()
        self._ms = 0
        self._later = timedelta()
        self._began_ms = 0
        self.conversation = self.journal.conversation = self.another(self.journal)

    def another(self, journal: Journal) -> Conversation:
        """A conversation that has not begun, with the same shop."""
        desks = desks_of(self.shop, bookings=self.bookings)
        names = Gazetteer(self.shop.product_list, booking_sample.SERVICES, booking_sample.STAFF)
        return Conversation(desks, EmbeddedUnderstander(names), self.now, journal, UNHURRIED)

    def now(self) -> datetime:
        return sample.NOW + self._later + timedelta(milliseconds=self._ms)

    async def dial(self, caller: PhoneNumber | None, *, interrupted: bool = False) -> Answer:
        begun = self.conversation.begin(CallId("CA1"), Channel.PHONE, caller)
        return await self._listen(begun, interrupted=interrupted)

    async def turn(self, turn: Turn) -> Answer:
        """Everything that is said in answer to one turn of a story."""
        self.cue(turn.shop)
        said: tuple[str, ...] = ()
        ended = False
        for outputs in self._does(turn):
            answer = await self._listen(outputs, interrupted=turn.interrupted)
            said, ended = said + answer.said, ended or answer.ended
        return Answer(said, ended)

    def next_words(self) -> Span:
        """Where the caller's next words will be."""
        begin = self._ms + THINKING_MS
        return Span(begin, begin + WORDS_MS)

    def cue(self, cue: Cue) -> None:
        """Change the shop."""
        if cue.strict:
            self._open_the_strict_shop()
        if cue.proof:
            ways = tuple(tuple(way.split(", ")) for way in cue.proof)
            self.shop.shop_policy = replace(self.shop.shop_policy, identify_by=ways, caller_id_for=())
        self.shop.texting = self.shop.texting and not cue.mute
        for method in cue.down:
            self.shop.fail(method)
        for method in cue.lost:
            self.shop.fail(method, after=True)
        for sku, minor in cue.price.items():
            self._reprice(sku, minor)
        self.shop.other_ways = (goods.EXPRESS,) if cue.express else self.shop.other_ways
        for line in (line for product in self.shop.product_list for line in product.variants):
            self.shop.stock[line.sku] = cue.stock.get(line.sku, self.shop.stock[line.sku])
        gone = {"all"} if cue.empty else set(cue.discontinued)
        self.shop.product_list = tuple(
            replace(p, variants=tuple(v for v in p.variants if v.sku not in gone))
            for p in self.shop.product_list
            if "all" not in gone
        )
        self._later += timedelta(minutes=cue.minutes_later)
        pages = {asked: PageAnswer("page", "Page", text, 1.0) for asked, text in cue.pages.items()}
        self.shop.answers.update(pages)
        if cue.reached:
            self.shop.arranged = Arranged(Reach.THROUGH)
        for booked in cue.booked:
            self.bookings.put(booking_read(booked))

    def _open_the_strict_shop(self) -> None:
        shop = self.shop
        shop.shop_policy = after_sale_sample.STRICT
        shop.customers = (*shop.customers, *after_sale_sample.CUSTOMERS)
        shop.details_of = dict(after_sale_sample.DETAILS)
        shop.product_list = (*shop.product_list, *after_sale_sample.PRODUCTS)
        shop.stock |= after_sale_sample.STOCK
        shop.orders |= after_sale_sample.ORDERS
        self.conversation = self.journal.conversation = self.another(self.journal)

    def _reprice(self, sku: str, minor: int) -> None:
        self.shop.product_list = tuple(
            replace(
                product,
                variants=tuple(
                    replace(line, unit_price=Money(minor, "USD")) if line.sku == sku else line
                    for line in product.variants
                ),
            )
            for product in self.shop.product_list
        )

    def _does(self, turn: Turn) -> list[AsyncIterator[Output]]:
        if turn.caller is not None:
            return [self._says(turn, turn.caller)]
        if turn.happens is not None:
            return [self.conversation.handle(self._happening(turn.happens))]
        return [self._keys(key) for key in turn.keys]

    def _says(self, turn: Turn, words: str) -> AsyncIterator[Output]:
        self._ms += THINKING_MS + WORDS_MS
        start = self._began_ms if turn.early else self._ms - WORDS_MS
        span = Span(start, self._ms)
        return self.conversation.hear(Utterance(words, turn.sure, span=span, echo=turn.echo))

    async def _keys(self, key: str) -> AsyncIterator[Output]:
        self._ms += THINKING_MS
        pressed = KeyPressed(self.now(), key, Span(self._ms, self._ms))
        async for output in self.conversation.handle(pressed):
            yield output

    def _happening(self, what: Happening) -> Event:
        match what:
            case Happening.SILENCE:
                return SilencePassed(self.now())
            case Happening.NOISE:
                return FalselyInterrupted(self.now())
            case Happening.LINE_DROPS:
                return CallResumed(self.now())
            case Happening.HANG_UP:
                return HungUp(self.now())

    async def _listen(self, outputs: AsyncIterator[Output], *, interrupted: bool) -> Answer:
        """All of an answer is worked out before its first sentence is over."""
        heard = [output async for output in outputs]
        speeches = [output for output in heard if isinstance(output, Speech)]
        self._began_ms = self._ms
        for speech in speeches:
            await self._play(speech, interrupted=interrupted)
        return Answer(tuple(s.text for s in speeches), any(isinstance(x, EndCall) for x in heard))

    async def _play(self, speech: Speech, *, interrupted: bool) -> None:
        start = self._ms
        event: Event = PromptInterrupted(self.now(), speech.prompt)
        if not interrupted:
            self._ms += SPEECH_MS * len(speech.text)
            event = PromptPlayed(self.now(), speech.prompt, Span(start, self._ms))
        assert [output async for output in self.conversation.handle(event)] == []
