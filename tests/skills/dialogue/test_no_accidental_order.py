"""The promise: no commit without its confirmed read-back, and none twice, whatever happens.

A hypothesis state machine throws events at the pure core in any order, many of them absurd: answers of
desks that nobody asked, marks of prompts never said, yeses too early, too quiet, or of our own voice.
An independent record of what the caller heard decides whether a commit was allowed.
"""

from __future__ import annotations

import multiprocessing
import os
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, replace
from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    rule,
    run_state_machine_as_test,
)

from ringup.skills.basket import Add, Edit, Entry, Remove, SetQuantity
from ringup.skills.bookings.diary import Diary
from ringup.skills.bookings.proposals import BookSlot, CancelBooking, JoinWaitlist, MoveBooking
from ringup.skills.bookings.values import (
    Booking,
    BookingNumber,
    BookingReceipt,
    Opening,
    WaitlistEntry,
    WaitlistReceipt,
)
from ringup.skills.codec import from_data, to_data
from ringup.skills.dialogue import manager
from ringup.skills.dialogue.actions import Ask, Commit, HangUp, Say
from ringup.skills.dialogue.events import (
    AnswerFound,
    CallerJudged,
    CallResumed,
    CodeSent,
    CommitFailed,
    CommitFailure,
    Committed,
    CompanionsFound,
    CustomerFound,
    DeskFailed,
    DiaryFound,
    Event,
    FalselyInterrupted,
    GoodsFound,
    HandedOver,
    HungUp,
    KeyPressed,
    OpeningsFound,
    OrderRead,
    OrdersFound,
    ProductsFound,
    PromptInterrupted,
    PromptPlayed,
    PutThroughFailed,
    QuoteReady,
    SecretChecked,
    SilencePassed,
    UtteranceHeard,
)
from ringup.skills.dialogue.guard import CONFIDENCE_BAR
from ringup.skills.dialogue.prompts import Key, Prompt
from ringup.skills.dialogue.proposals import (
    AfterSale,
    CancelOrder,
    ChangeAddress,
    ChangeItems,
    ChangePayment,
    ChangeProfile,
    ExchangeItems,
    PlaceOrder,
    Proposal,
    ReturnItems,
)
from ringup.skills.dialogue.state import State, Step
from ringup.skills.finding import Hit, Wish
from ringup.skills.handovers import Arranged, Reach
from ringup.skills.intent import Answer, Name
from ringup.skills.knowledge import PageAnswer
from ringup.skills.recommendations import Companion
from ringup.skills.shop import (
    BASKET_TERMS,
    ChangeReceipt,
    Customer,
    DeliveryOffer,
    Product,
    Quote,
    Receipt,
    Terms,
    VoucherProblem,
)
from ringup.skills.shopping.proposal_stages import Committing, Confirming
from ringup.skills.shopping.stages import BUSY, Identifying
from ringup.skills.shopping.which_change import INTENTS
from ringup.skills.values import OrderNumber, PaymentId, PromptId, Span
from tests.skills.booking_sample import ANN, HAIRCUT, HOURS, SERVICES, STAFF, period
from tests.skills.dialogue.changeable import ALLOWING, CHANGEABLE, PAYING_SAM, VARIANTS, to_be_said
from tests.skills.scenes import COFFEE, LAMP, NOW, SAM, order, quote, said, started, usd, yes

SENTENCES = (
    said("the usual", Name.REORDER),
    said("the usual but two", Name.REORDER, ("quantity", "2")),
    said("the lamp again", Name.REORDER, ("product", "lamp")),
    said("same as last time", Name.REORDER, ("order", "last")),
    said("where is my order", Name.ORDER_STATUS),
    said("where is 471203", Name.ORDER_STATUS, ("order", "471203")),
    said("make it three", Name.CHANGE_QUANTITY, ("quantity", "3")),
    said("yes but make it two", Name.CHANGE_QUANTITY, ("quantity", "2")),
    said("one lamp less", Name.CHANGE_QUANTITY, ("delta", "-1"), ("product", "lamp")),
    said("none", Name.CHANGE_QUANTITY, ("quantity", "0")),
    said("four seven one", Name.GIVE_NUMBER, ("digits", "471")),
    said("four three two one", Name.GIVE_NUMBER, ("digits", "4321")),
    said("the lamp", Name.CHOOSE, ("choice", "desk lamp"), ("product", "lamp")),
    said("no", Name.ANSWER, answer=Answer.NO),
    said("maybe", Name.ANSWER, answer=Answer.UNSURE),
    said("okay", Name.ANSWER, answer=Answer.UNSURE),
    said("never mind", Name.CANCEL),
    said("say that again", Name.REPEAT),
    said("hold on", Name.WAIT),
    said("help", Name.HELP),
    said("do you deliver on sundays", Name.ASK),
    said("how much is the lamp", Name.ASK, ("product", "lamp")),
    said("what goes with the lamp", Name.RECOMMEND, ("product", "lamp")),
    said("where is my refund", Name.REFUND_STATUS),
    said("do you have lamps", Name.SEARCH),
    said("two lamps", Name.ORDER, ("product", "lamp")),
    said("take the lamp out", Name.REMOVE, ("product", "lamp")),
    said("compare the lamp and the coffee", Name.COMPARE, ("product", "lamp"), ("product", "coffee")),
    said("what is in my basket", Name.BASKET),
    said("checkout", Name.CHECKOUT),
    said("my voucher code is spring ten", Name.VOUCHER),
    said("send it by express", Name.UNCLEAR),
    said("pay with the gift card", Name.UNCLEAR),
    said("are you a machine", Name.BOT),
    said("don't record me", Name.STOP_RECORDING),
    said("slower please", Name.SLOWER),
    said("start over", Name.START_OVER),
    said("this is ridiculous", Name.UNCLEAR),
    said("this is a damn scam, I am furious", Name.UNCLEAR),
    said("what is this about", Name.UNCLEAR),
    said("book a haircut on monday at ten", Name.BOOK),
    said("supper for four on friday", Name.BOOK),
    said("when is my haircut", Name.FIND_BOOKING),
    said("move my haircut to eleven", Name.MOVE_BOOKING),
    said("cancel my haircut", Name.CANCEL_BOOKING),
    said("put me on the list for monday", Name.WAITLIST),
    said("the first one", Name.UNCLEAR),
    said("anything later", Name.UNCLEAR),
    said("with Bob instead", Name.UNCLEAR),
    said("yes but at eleven", Name.ANSWER, answer=Answer.UNSURE),
    said("a person please", Name.PERSON),
    said("that is all", Name.NOTHING),
    said("hello", Name.GREETING),
    said("goodbye", Name.GOODBYE),
    said("mumble", Name.UNCLEAR),
    said("yes and put a lamp in too", Name.ANSWER, answer=Answer.YES),
    said("okay", Name.ANSWER, answer=Answer.YES),
    said("cancel my order with the lamp", Name.CANCEL_ORDER),
    said("return the lamp to my visa", Name.RETURN_ITEMS),
    said("exchange the coffee of order 471300 for ground, visa", Name.EXCHANGE_ITEMS),
    said("in order 471400 I want the coffee ground instead, on paypal", Name.CHANGE_ITEMS),
    said("send order 471400 to my home address", Name.CHANGE_ADDRESS),
    said("pay order 471400 with paypal", Name.CHANGE_PAYMENT),
    said("I moved", Name.CHANGE_PROFILE),
    said("8 Quay Street Boston Massachusetts 02111", Name.INFORM),
    said("the visa", Name.INFORM),
    said("both of them", Name.INFORM),
    said("yes, cancel it", Name.ANSWER, answer=Answer.YES),
    said("yes, both of them, on paypal", Name.ANSWER, answer=Answer.YES),
    said("cancel it", Name.CANCEL_ORDER),
)
YESES = ("yes", "yes please", "Yes!", "that's right", "go ahead")
REPEATING = {
    "yes, cancel it": (CancelOrder,),
    "yes, both of them, on paypal": (ChangeItems, ExchangeItems, ReturnItems),
}
"""A yes that says again what was read back is one only to such a proposal."""

WAYS = (
    DeliveryOffer("", "standard delivery", usd(495), date(2026, 11, 22)),
    DeliveryOffer("express", "express", usd(1200), date(2026, 11, 21)),
)
SHELF = tuple(Product(line.product, (line.name,), (line,), stock=((line.sku, 4),)) for line in (COFFEE, LAMP))
HITS = tuple(Hit(product, product.variants) for product in SHELF)
EDITS: tuple[tuple[Edit, ...], ...] = (
    (),
    (Add(Entry("lamp", 2, (), LAMP.sku)),),
    (Add(Entry("coffee")), SetQuantity(0, 3)),
    (Remove(0),),
    (Add(Entry("unknown", 99)),),
)
QUOTES = (
    quote(COFFEE),
    quote(replace(COFFEE, quantity=2)),
    quote(COFFEE, LAMP),
    quote(replace(LAMP, quantity=9)),
    quote(),
    quote(missing=(replace(COFFEE, quantity=1),)),
    replace(quote(LAMP), terms=BASKET_TERMS, ways=WAYS),
    replace(quote(LAMP), terms=Terms("express", PaymentId("card"), ("SPRING10",), True), ways=WAYS),
    replace(quote(LAMP), terms=Terms(vouchers=("NONE",)), problem=VoucherProblem.UNKNOWN),
)
HISTORIES = (
    (),
    (order("471203", COFFEE),),
    (order("471203", COFFEE, days_ago=0), order("471300", LAMP), order("480001", COFFEE)),
    CHANGEABLE,
)


MONDAY = date(2026, 11, 23)
HAIRCUTS = tuple(
    Opening(HAIRCUT.id, ANN.id, ANN.name, period(MONDAY, hour), HAIRCUT.price) for hour in (9, 10, 11, 15)
)
TAKEN = Booking(
    BookingNumber("700001"), SAM.id, "Sam Rivera", SAM.phone, HAIRCUT.id, HAIRCUT.name, ANN.id, ANN.name,
    period(MONDAY, 10), 1, HAIRCUT.price,
)  # fmt: skip
DIARIES = (
    Diary(SERVICES, STAFF, HOURS),
    Diary(SERVICES, STAFF, HOURS, (TAKEN,)),
    Diary(SERVICES, STAFF, HOURS, (TAKEN, replace(TAKEN, number=BookingNumber("700002"), people=1,
                                                  period=period(MONDAY, 15)))),
    Diary((), STAFF, HOURS),
)  # fmt: skip


@dataclass
class Heard:
    """What the caller really heard of the read-back that is open: the record to judge commits by."""

    proposal: Proposal
    prompt: PromptId
    ended_ms: int | None = None


class Adversary(RuleBasedStateMachine):
    """Everything that could happen on a line, in any order."""

    policy = ALLOWING

    def __init__(self) -> None:
        super().__init__()
        self.step: Step = manager.begin(replace(started(), policy=self.policy))
        self.ms = 0
        self.prompts: list[Prompt] = []
        self.heard: Heard | None = None
        self.last_quote: Quote | None = None
        self.keys: list[str] = []
        self.pending: set[str] = set()
        self.asking = False
        self.notice(None)

    @property
    def state(self) -> State:
        return self.step.state

    def happen(self, event: Event) -> None:
        before = self.state
        self.ms += 100
        self.step = manager.advance(before, event)
        assert manager.advance(before, event) == self.step, "advance is deterministic"
        self.notice(event)

    def notice(self, event: Event | None) -> None:
        for action in self.step.actions:
            if isinstance(action, Commit):
                self.judge(action, event)
            if isinstance(action, Say | Ask):
                self.prompts.append(action.prompt)
                self.asking = isinstance(action, Ask)
                at_read_back = isinstance(self.state.task, Confirming)
                assert not (at_read_back and action.prompt.key is Key.STILL_THERE), "a yes would answer both"
                self.read(action.prompt)
        if not isinstance(self.state.task, Confirming):
            self.heard = None

    def read(self, prompt: Prompt) -> None:
        stage = self.state.task
        if not isinstance(stage, Confirming) or stage.read.prompt != prompt.id:
            return
        self.heard = Heard(stage.proposal, prompt.id)
        values = dict(prompt.values)
        for name, value in to_be_said(stage.proposal).items():
            assert values[name] == value, f"the read-back does not say the {name}"

    def judge(self, commit: Commit, event: Event | None) -> None:
        heard, confirmed = self.heard, commit.confirmed
        assert heard is not None, "a commit without a read-back"
        assert heard.ended_ms is not None, "a commit of a read-back that was not heard to its end"
        assert confirmed.proposal == heard.proposal, "a commit of something that was not read back"
        assert confirmed.key not in self.keys or confirmed.key in self.pending, "a second commit"
        self.keys.append(confirmed.key)
        match event:
            case KeyPressed(key="1", span=span):
                assert span is None or span.start_ms >= heard.ended_ms
            case UtteranceHeard(_, utterance, _):
                repeats = REPEATING.get(utterance.text, ())
                assert utterance.text in YESES or isinstance(confirmed.proposal, repeats)
                assert not utterance.echo
                assert self.asking, "a yes to something else that was said"
                assert utterance.confidence >= CONFIDENCE_BAR
                assert utterance.span is None or utterance.span.start_ms >= heard.ended_ms
            case _:
                pytest.fail("a commit that nobody asked for")

    # the caller

    @rule(sentence=st.sampled_from(SENTENCES), goes_on=st.booleans())
    def caller_says(self, sentence: UtteranceHeard, goes_on: bool) -> None:
        self.happen(replace(sentence, goes_on=goes_on))

    @rule(
        text=st.sampled_from(YESES),
        confidence=st.sampled_from((0.0, 0.3, 0.59, 0.6, 0.99)),
        ago=st.sampled_from((-1, 0, 50, 3_000)),
        echo=st.booleans(),
        goes_on=st.booleans(),
    )
    def caller_says_yes(
        self, text: str, confidence: float, ago: int, echo: bool, goes_on: bool = False
    ) -> None:
        start = max(0, self.ms - ago)
        span = None if ago < 0 else Span(start, start + 300)
        self.happen(yes(text, confidence=confidence, span=span, echo=echo, goes_on=goes_on))

    @rule(key=st.sampled_from("0123456789*#"), ago=st.sampled_from((-1, 0, 3_000)))
    def caller_presses(self, key: str, ago: int) -> None:
        at = max(0, self.ms - ago)
        self.happen(KeyPressed(NOW, key, None if ago < 0 else Span(at, at)))

    @rule()
    def nobody_speaks(self) -> None:
        if isinstance(self.state.task, Committing):
            self.pending.add(self.state.task.key)  # its answer counts as lost, and it may have been placed
        self.happen(SilencePassed(NOW))

    # the line

    @rule()
    def last_prompts_are_heard(self) -> None:
        for prompt in self.prompts[-2:]:
            self.prompt_is_heard(prompt)

    @rule(back=st.integers(1, 6))
    def some_prompt_is_heard(self, back: int) -> None:
        if len(self.prompts) >= back:
            self.prompt_is_heard(self.prompts[-back])

    def prompt_is_heard(self, prompt: Prompt) -> None:
        self.ms += 2_000
        if self.heard and prompt.id == self.heard.prompt and self.heard.ended_ms is None:
            self.heard.ended_ms = self.ms
        self.happen(PromptPlayed(NOW, prompt.id, Span(self.ms - 2_000, self.ms)))

    @rule(back=st.integers(1, 3))
    def prompt_is_cut_off(self, back: int) -> None:
        if len(self.prompts) >= back:
            self.happen(PromptInterrupted(NOW, self.prompts[-back].id))

    @rule()
    def it_was_only_a_noise(self) -> None:
        self.happen(FalselyInterrupted(NOW))

    @rule()
    def a_stranger_mark_arrives(self) -> None:
        self.happen(PromptPlayed(NOW, PromptId("p999"), Span(0, 1)))

    @rule()
    def line_comes_back(self) -> None:
        self.happen(CallResumed(NOW))

    # the desks, asked or not

    @rule(known=st.booleans())
    def customer_is_looked_up(self, known: bool) -> None:
        self.happen(CustomerFound(NOW, PAYING_SAM if known else None))

    @rule(customer=st.sampled_from((PAYING_SAM, None)))
    def caller_is_judged(self, customer: Customer | None) -> None:
        self.happen(CallerJudged(NOW, customer))

    @rule()
    def variants_are_found(self) -> None:
        self.happen(ProductsFound(NOW, VARIANTS))

    @rule(history=st.sampled_from(HISTORIES))
    def orders_are_found(self, history: tuple[object, ...]) -> None:
        self.happen(OrdersFound(NOW, history))  # type: ignore[arg-type]

    @rule(offered=st.sampled_from(QUOTES))
    def quote_is_ready(self, offered: Quote) -> None:
        self.happen(QuoteReady(NOW, offered))

    @rule(diary=st.sampled_from(DIARIES))
    def diary_is_opened(self, diary: Diary) -> None:
        """Whatever was committed before has changed the bookings, as a desk counts it."""
        bookings = tuple(replace(booking, revision=len(self.keys)) for booking in diary.bookings)
        self.happen(DiaryFound(NOW, replace(diary, bookings=bookings)))

    @rule(found=st.sampled_from((HAIRCUTS, HAIRCUTS[1:2], ())))
    def openings_are_found(self, found: tuple[Opening, ...]) -> None:
        self.happen(OpeningsFound(NOW, found))

    @rule(hits=st.sampled_from((HITS, HITS[:1], ())))
    def goods_are_found(self, hits: tuple[Hit, ...]) -> None:
        self.happen(GoodsFound(NOW, Wish(("lamp",)), hits))

    @rule(edits=st.sampled_from(EDITS))
    def order_is_read(self, edits: tuple[Edit, ...]) -> None:
        self.happen(OrderRead(NOW, edits, SHELF))

    @rule(passed=st.booleans())
    def pin_is_checked(self, passed: bool) -> None:
        self.happen(SecretChecked(NOW, passed))

    @rule(sent=st.booleans())
    def code_is_sent(self, sent: bool) -> None:
        self.happen(CodeSent(NOW, sent))

    @rule(known=st.booleans())
    def answer_is_found(self, known: bool) -> None:
        self.happen(
            AnswerFound(NOW, PageAnswer("delivery", "Delivery", "On weekdays.", 1) if known else None)
        )

    @rule(ids=st.sampled_from(((), ("coffee",))))
    def companions_are_found(self, ids: tuple[str, ...]) -> None:
        self.happen(CompanionsFound(NOW, tuple(Companion(each, named=True, together=3) for each in ids)))

    @rule(stock=st.integers(0, 9))
    def products_are_found(self, stock: int) -> None:
        lamp = Product("lamp", ("desk lamp",), (LAMP,), stock=((LAMP.sku, stock),))
        self.happen(ProductsFound(NOW, (lamp,)))

    @rule(reach=st.sampled_from(Reach))
    def caller_is_handed_over(self, reach: Reach) -> None:
        self.happen(HandedOver(NOW, Arranged(reach)))

    @rule()
    def line_is_not_taken(self) -> None:
        self.happen(PutThroughFailed(NOW))

    @rule()
    def desk_fails(self) -> None:
        self.happen(DeskFailed(NOW))

    @rule(mine=st.booleans())
    def order_is_placed(self, mine: bool) -> None:
        task = self.state.task
        key = task.key if mine and isinstance(task, Committing) else "other:key"
        number = OrderNumber(f"{500_000 + len(self.keys)}")
        if mine and isinstance(task, Committing) and not isinstance(task.proposal, PlaceOrder):
            return
        self.happen(Committed(NOW, Receipt(key, number, usd(1), date(2026, 11, 22), NOW)))

    @rule()
    def change_is_made(self) -> None:
        task = self.state.task
        if isinstance(task, Committing) and isinstance(task.proposal, AfterSale):
            number = getattr(task.proposal, "order", "")
            self.happen(Committed(NOW, ChangeReceipt(task.key, number, NOW)))

    @rule()
    def booking_is_done(self) -> None:
        task = self.state.task
        if not isinstance(task, Committing):
            return
        if isinstance(task.proposal, BookSlot | MoveBooking | CancelBooking):
            self.happen(Committed(NOW, BookingReceipt(task.key, TAKEN)))
        elif isinstance(task.proposal, JoinWaitlist):
            wanted = task.proposal
            entry = WaitlistEntry(
                1, wanted.customer, wanted.name, wanted.phone, wanted.service, wanted.service_name,
                wanted.staff, wanted.people, wanted.wanted, NOW,
            )  # fmt: skip
            self.happen(Committed(NOW, WaitlistReceipt(task.key, entry)))

    @rule(reason=st.sampled_from(CommitFailure))
    def placing_fails(self, reason: CommitFailure) -> None:
        task = self.state.task
        key = task.key if isinstance(task, Committing) else "other:key"
        if reason is CommitFailure.PENDING:
            self.pending.add(key)  # recorded, and placed once under this key however often it is confirmed
        self.happen(CommitFailed(NOW, key, reason))

    # shortcuts, so that deep places are reached often

    @initialize(deep=st.booleans())
    def begin_somewhere(self, deep: bool) -> None:
        if deep:
            self.happen(CustomerFound(NOW, SAM))
            self.happen(SENTENCES[0])
            self.happen(OrdersFound(NOW, HISTORIES[1]))
            self.happen(QuoteReady(NOW, QUOTES[0]))

    @rule()
    def caller_changes_and_hears_it(self) -> None:
        self.happen(said("make it three", Name.CHANGE_QUANTITY, ("quantity", "3")))
        self.happen(QuoteReady(NOW, QUOTES[1]))
        self.last_prompts_are_heard()

    @rule()
    def caller_orders_from_start_to_end(self) -> None:
        self.happen(SENTENCES[0])
        self.happen(OrdersFound(NOW, HISTORIES[1]))
        self.happen(QuoteReady(NOW, QUOTES[0]))
        self.last_prompts_are_heard()
        self.caller_says_yes("yes", 0.99, 0, False)
        self.order_is_placed(mine=True)

    @rule()
    def caller_fills_a_basket_and_orders_it(self) -> None:
        self.happen(said("two lamps", Name.ORDER, ("product", "lamp")))
        self.order_is_read(EDITS[1])
        self.happen(said("checkout", Name.CHECKOUT))
        self.happen(QuoteReady(NOW, QUOTES[7]))
        self.last_prompts_are_heard()
        self.caller_says_yes("yes", 0.99, 0, False)

    @rule(words=st.sampled_from(("book a haircut on monday at ten", "cancel my haircut")))
    def caller_books_from_start_to_end(self, words: str) -> None:
        name = Name.BOOK if words.startswith("book") else Name.CANCEL_BOOKING
        self.happen(said(words, name))
        self.diary_is_opened(DIARIES[1])
        self.happen(OpeningsFound(NOW, HAIRCUTS))
        self.last_prompts_are_heard()
        self.caller_says_yes("yes", 0.99, 0, False)
        self.booking_is_done()

    @rule(sentence=st.sampled_from([s for s in SENTENCES if s.intent.name in INTENTS]))
    def caller_changes_from_start_to_end(self, sentence: UtteranceHeard) -> None:
        self.happen(sentence)
        self.proves_who_they_are()
        self.happen(OrdersFound(NOW, HISTORIES[3]))
        self.happen(ProductsFound(NOW, VARIANTS))
        if sentence.intent.name is Name.CHANGE_PROFILE:
            self.happen(said("8 Quay Street Boston Massachusetts 02111", Name.INFORM))
        self.last_prompts_are_heard()
        self.caller_says_yes("yes", 0.99, 0, False)
        self.change_is_made()

    def proves_who_they_are(self) -> None:
        if isinstance(self.state.task, Identifying):
            self.happen(said("Sam Rivera", Name.INFORM))
            self.happen(CallerJudged(NOW, PAYING_SAM))

    @rule(sentence=st.sampled_from(SENTENCES), confidence=st.sampled_from((0.0, 0.99)))
    def caller_speaks_into_the_goodbye(self, sentence: UtteranceHeard, confidence: float) -> None:
        self.happen(said("goodbye", Name.GOODBYE))
        self.caller_says_yes("yes", confidence, 0, False)
        self.happen(sentence)

    @rule()
    def caller_hangs_up(self) -> None:
        self.happen(HungUp(NOW + timedelta(seconds=1)))

    # what always holds

    @invariant()
    def there_is_always_a_way_on(self) -> None:
        state = self.state
        waits = isinstance(state.task, BUSY)
        assert state.ended or waits or state.asked is not None, "a dead end"

    @invariant()
    def nothing_follows_a_goodbye(self) -> None:
        if any(isinstance(action, HangUp) for action in self.step.actions):
            assert self.state.ended

    def teardown(self) -> None:
        assert from_data(to_data(self.state), State) == self.state


def attack(sequences: int) -> None:
    run_state_machine_as_test(
        Adversary,
        settings=settings(
            max_examples=sequences,
            stateful_step_count=12,
            derandomize=False,
            deadline=None,
            suppress_health_check=list(HealthCheck),
            print_blob=True,
        ),
    )


def test_no_sequence_of_events_places_an_order_that_was_not_confirmed(
    request: pytest.FixtureRequest,
) -> None:
    """Each core takes a share of them: every process draws its own."""
    sequences, cores = request.config.getoption("--sequences"), len(os.sched_getaffinity(0))
    with ProcessPoolExecutor(cores, mp_context=multiprocessing.get_context("spawn")) as pool:
        for attacked in [pool.submit(attack, -(-sequences // cores)) for _ in range(cores)]:
            attacked.result()


@pytest.mark.parametrize("words", ["book a haircut on monday at ten", "cancel my haircut"])
def test_the_adversary_does_reach_bookings(words: str) -> None:
    adversary = Adversary()
    adversary.begin_somewhere(deep=False)
    adversary.happen(CustomerFound(NOW, SAM))
    adversary.caller_books_from_start_to_end(words)
    assert len(adversary.keys) == 1


CHANGES = {
    "cancel my order with the lamp": CancelOrder,
    "return the lamp to my visa": ReturnItems,
    "exchange the coffee of order 471300 for ground, visa": ExchangeItems,
    "in order 471400 I want the coffee ground instead, on paypal": ChangeItems,
    "send order 471400 to my home address": ChangeAddress,
    "pay order 471400 with paypal": ChangePayment,
    "I moved": ChangeProfile,
}


@pytest.mark.parametrize("words", CHANGES)
def test_the_adversary_does_reach_changes_after_the_sale(words: str) -> None:
    adversary = Adversary()
    adversary.begin_somewhere(deep=False)
    adversary.happen(CustomerFound(NOW, PAYING_SAM))
    adversary.caller_changes_from_start_to_end(next(s for s in SENTENCES if s.utterance.text == words))
    assert [type(placed.proposal) for placed in adversary.state.placed] == [CHANGES[words]]
    adversary.caller_says_yes("yes", 0.99, 0, False)
    assert len(adversary.keys) == 1


def test_the_adversary_does_reach_commits() -> None:
    """The machine above would prove nothing if it never got as far as an order."""
    adversary = Adversary()
    adversary.begin_somewhere(deep=True)
    adversary.last_prompts_are_heard()
    adversary.caller_says_yes("yes", 0.99, 0, False)
    assert len(adversary.keys) == 1
    adversary.caller_says_yes("yes", 0.99, 0, False)
    assert len(adversary.keys) == 1
