"""Thinking ahead: it warms memories, and does nothing else."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Iterable
from copy import copy
from dataclasses import fields, replace
from datetime import datetime, timedelta
from types import UnionType
from typing import Any, get_args

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ringup.skills.conversation import Conversation, Output, Speech, Waiting
from ringup.skills.dialogue.actions import (
    Action,
    Ask,
    CheckSecret,
    Cite,
    Commit,
    HandOver,
    HangUp,
    JudgeCaller,
    Look,
    Lookup,
    NoteMood,
    PutThrough,
    Say,
    SendCode,
    StopRecording,
)
from ringup.skills.dialogue.events import Channel, Event, PromptPlayed, QuoteReady
from ringup.skills.dialogue.fit import Fit
from ringup.skills.foresight import LASTS, Foreseen
from ringup.skills.intent import Utterance
from ringup.skills.understanding.gazetteer import Gazetteer
from ringup.skills.understanding.rules import RulesUnderstander
from ringup.skills.values import CallId, PhoneNumber, Span
from tests.skills import sample
from tests.skills.desks import desks as desks_of
from tests.skills.fakes import FakeShop
from tests.skills.golden.cast import CALLERS
from tests.skills.golden.story import Cue, Story, stories
from tests.skills.golden.telephone import Journal, Telephone

NEVER = {
    *(JudgeCaller, CheckSecret, SendCode, HandOver, Commit),  # done at a desk
    *(PutThrough, StopRecording, HangUp),  # done on the line
    *(Say, Ask, NoteMood, Cite),  # said and noted, by the shell alone
}


def kinds(of: object) -> set[type]:
    return set(get_args(of) if isinstance(of, UnionType) else [of])


def test_every_action_is_either_looked_up_ahead_or_never_done_ahead() -> None:
    """A new one belongs in one of the two, and not in the first if its desk would keep a trace of it."""
    assert kinds(Look) | NEVER == kinds(Action)
    assert not kinds(Look) & NEVER
    assert kinds(Look) <= kinds(Lookup)


# nothing is touched

SENTENCES = (
    *("yes", "yes please", "no", "that's all", "goodbye", "make it three", "two lamps", "the usual please"),
    *("cancel my order", "return the lamp", "where is my order", "my order number is four seven one"),
    *("four three two one", "sam rivera", "oh two one one one", "send me a code", "a person please"),
    *("book a haircut on monday at ten", "cancel my haircut", "put me on the waiting list", "monday"),
    *("stop recording me", "this is ridiculous i want my money back", "what goes with it", "the first one"),
    *("change my address to eight quay street boston", "pay with paypal", "a large latte", "check out", ""),
)
STORIES = stories()


def smooth(story: Story) -> bool:
    """No desk fails in it just once: foresight may be what meets that."""
    return not any(cue.down or cue.lost for cue in (story.shop, *(turn.shop for turn in story.call)))


def kept(telephone: Telephone) -> list[dict[str, Any]]:
    """Everything that a shop, its bookings, a journal and a conversation hold, but for which methods of the
    shop were entered."""
    desks = (telephone.shop, telephone.bookings)
    held = [
        {name: copy(value) for name, value in vars(desk).items() if name != "calls" and name[0] != "_"}
        for desk in desks
    ]
    noted = [(note.event, note.met, list(note.actions)) for note in telephone.journal.noted]
    return [*held, {"noted": noted, "state": telephone.conversation.state}]


WRITTEN = ("placed", "changed", "recorded", "outcomes", "handed_over", "texts", "codes", "wrong", "stock")


READING = {"find", "orders_of", "quote", "details", "search", "answer", "companions"}


async def foresee(telephone: Telephone, words: Iterable[str], sure: float) -> None:
    """Think of all of it, one after the other."""
    for text in words:
        await telephone.conversation.foresee(Utterance(text, sure, ("cancel it",), telephone.next_words()))


async def told(story: Story, ahead: Iterable[str] | None, sure: float = 0.95) -> Telephone:
    """`ahead` is foreseen before every turn, and then what is said in it; None: nothing ever is."""
    telephone = Telephone()
    telephone.cue(story.shop)
    await telephone.dial(CALLERS[story.who])
    for turn in story.call:
        telephone.cue(turn.shop)
        if ahead is not None:
            before, asked = kept(telephone), len(telephone.shop.calls)
            await foresee(telephone, (*ahead, turn.caller or "", turn.caller or ""), sure)
            assert kept(telephone) == before
            assert set(telephone.shop.calls[asked:]) <= READING
        await telephone.turn(replace(turn, shop=Cue()))
    return telephone


@pytest.mark.parametrize("name", [name for name, story in STORIES.items() if smooth(story)])
async def test_a_call_goes_the_same_whether_or_not_it_was_foreseen(name: str) -> None:
    plain, foreseen = await told(STORIES[name], None), await told(STORIES[name], ())
    assert foreseen.journal.events == plain.journal.events
    assert foreseen.journal.actions == plain.journal.actions
    assert foreseen.conversation.state == plain.conversation.state
    assert [getattr(foreseen.shop, x) for x in WRITTEN] == [getattr(plain.shop, x) for x in WRITTEN]
    assert foreseen.bookings.bookings == plain.bookings.bookings


@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
@given(
    st.sampled_from(sorted(name for name, story in STORIES.items() if smooth(story))),
    st.lists(st.sampled_from(SENTENCES), min_size=1, max_size=6),
    st.sampled_from([0.2, 0.5, 0.8, 1.0]),
)
def test_whatever_is_foreseen_touches_nothing(name: str, ahead: list[str], sure: float) -> None:
    async def both() -> tuple[Telephone, Telephone]:
        return await told(STORIES[name], None), await told(STORIES[name], ahead, sure)

    plain, foreseen = asyncio.run(both())
    assert foreseen.journal.events == plain.journal.events
    assert foreseen.journal.actions == plain.journal.actions


# memories


PATIENT = Waiting()


class Call:
    """A call whose clock stands until it is moved."""

    def __init__(self, waiting: Waiting = PATIENT) -> None:
        self.shop = FakeShop(self.clock)
        self.journal = Journal()
        self.now = sample.NOW
        rules = RulesUnderstander(Gazetteer(self.shop.product_list))
        self.talk = Conversation(desks_of(self.shop), rules, self.clock, self.journal, waiting)

    def clock(self) -> datetime:
        return self.now

    async def begin(self, caller: PhoneNumber | None = sample.SAM.phone) -> Call:
        await drained(self.talk.begin(CallId("CA1"), Channel.PHONE, caller))
        return self

    async def foresee(self, words: str) -> Foreseen:
        return await self.talk.foresee(said(words))

    async def hear(self, words: str) -> list[str]:
        return await drained(self.talk.hear(said(words)))

    async def hear_it_all(self, words: str) -> None:
        """And listen to the answer."""
        async for output in self.talk.hear(said(words)):
            if isinstance(output, Speech):
                await drained(self.talk.handle(PromptPlayed(self.now, output.prompt, Span(0, 1_000))))


def said(words: str) -> Utterance:
    """After everything that we say."""
    return Utterance(words, 0.9, span=Span(100_000, 100_900))


async def entered(call: Call, method: str, times: int = 1) -> None:
    """The desk has been asked so often, and keeps who asked waiting."""
    async with asyncio.timeout(10):
        while call.shop.calls.count(method) < times:  # noqa: ASYNC110 - a fake has no event for it
            await asyncio.sleep(0)


async def drained(outputs: AsyncIterator[Output]) -> list[str]:
    return [output.text async for output in outputs if isinstance(output, Speech)]


async def test_what_was_foreseen_is_said_without_asking_the_desks_again() -> None:
    call = await Call().begin()
    foreseen = await call.foresee("the usual please")
    asked = list(call.shop.calls)
    assert {"orders_of", "quote"} <= set(asked)
    call.now += timedelta(seconds=1)
    assert tuple(await call.hear("the usual please")) == foreseen.sentences
    assert call.shop.calls == asked
    assert next(e.at for e in call.journal.events if isinstance(e, QuoteReady)) == call.now
    assert foreseen.fit is Fit.ANSWERS


async def test_a_memory_is_used_once_and_does_not_last() -> None:
    call = await Call().begin()
    await call.foresee("the usual please")
    await call.hear("the usual please")
    quoted = call.shop.calls.count("quote")
    await call.hear("no")
    await call.hear("the usual please")
    assert call.shop.calls.count("quote") == quoted + 1
    await call.hear("no")
    await call.foresee("the usual please")
    call.now += LASTS + timedelta(milliseconds=1)
    await call.hear("the usual please")
    assert call.shop.calls.count("quote") == quoted + 3


async def test_what_is_written_makes_every_memory_void() -> None:
    call = await Call().begin()
    await call.hear_it_all("the usual please")
    await call.foresee("where is my order")
    looked = call.shop.calls.count("orders_of")
    await call.hear_it_all("yes please")
    assert len(call.shop.placed) == 1
    assert await call.hear("where is my order")
    assert call.shop.calls.count("orders_of") == looked + 1


async def test_a_desk_that_is_still_looking_is_not_asked_twice() -> None:
    call = await Call().begin()
    gate = call.shop.hold("orders_of")
    ahead = asyncio.create_task(call.foresee("where is my order"))
    await entered(call, "orders_of")
    earnest = asyncio.create_task(call.hear("where is my order"))
    await asyncio.sleep(0)
    gate.set()
    assert tuple(await earnest) == (await ahead).sentences
    assert call.shop.calls.count("orders_of") == 1


async def test_a_desk_that_failed_ahead_is_asked_in_earnest() -> None:
    call = await Call().begin()
    call.shop.fail("orders_of")
    assert await call.foresee("where is my order") == Foreseen(Fit.ANSWERS)
    answer = await call.hear("where is my order")
    assert answer[0].startswith("Your order four seven one")


async def test_a_desk_that_never_answers_holds_up_nobody() -> None:
    call = await Call(Waiting(lookup_timeout=0.01)).begin()
    call.shop.hold("orders_of")
    assert await call.foresee("where is my order") == Foreseen(Fit.ANSWERS)


async def test_what_writing_overtakes_is_thought_no_further() -> None:
    call = await Call().begin()
    await call.hear_it_all("the usual please")
    gate = call.shop.hold("orders_of")
    ahead = asyncio.create_task(call.foresee("where is my order"))
    await entered(call, "orders_of", times=2)
    await call.hear_it_all("yes please")
    gate.set()
    await ahead
    looked = call.shop.calls.count("orders_of")
    await call.hear("where is my order")
    assert call.shop.calls.count("orders_of") == looked + 1


# what is made of it


async def test_what_has_consequences_is_not_hurried() -> None:
    call = await Call().begin()
    await call.hear_it_all("the usual please")
    assert (await call.foresee("no thank you")).fit is Fit.ANSWERS
    yes = await call.foresee("yes please")
    assert (yes.fit, yes.sentences) == (Fit.OPEN, ())
    assert (await call.foresee("goodbye")).fit is Fit.OPEN
    assert (await call.foresee("my order number is four seven")).fit is Fit.UNFINISHED


async def test_a_number_that_is_whole_is_not_waited_for_whatever_comes_of_it() -> None:
    call = await Call().begin(sample.ROBIN.phone)
    await call.hear_it_all("the usual")
    assert (await call.foresee("four three two")).fit is Fit.UNFINISHED
    assert (await call.foresee("four three two one")).fit is Fit.ANSWERS


async def test_the_number_of_an_order_that_the_caller_has_is_whole() -> None:
    call = await Call().begin()
    assert (await call.foresee("where is order four seven one two oh three")).fit is Fit.ANSWERS
    assert (await call.foresee("where is order four seven one two oh four")).fit is Fit.OPEN


async def test_nothing_is_foreseen_while_a_desk_is_waited_for_or_the_call_is_over() -> None:
    call = Call()
    assert await call.foresee("the usual please") == Foreseen()
    await call.begin()
    gate = call.shop.hold("orders_of")
    earnest = asyncio.create_task(call.hear("where is my order"))
    await entered(call, "orders_of")
    assert await call.foresee("the usual please") == Foreseen()
    gate.set()
    await earnest
    await call.hear("goodbye")
    assert await call.foresee("the usual please") == Foreseen()


def test_what_a_desk_says_has_a_time_that_memory_can_set_anew() -> None:
    assert all("at" in {field.name for field in fields(kind)} for kind in kinds(Event))
