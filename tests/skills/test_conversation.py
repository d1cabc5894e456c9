"""The shell: waiting, failing desks, secrets, and going on from a journal."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator, Iterable
from dataclasses import replace
from datetime import datetime
from typing import cast

import pytest

from ringup.pipelines.recovery import confirmed_and_open
from ringup.skills.checkout import Checkout
from ringup.skills.codec import from_data, to_data
from ringup.skills.conversation import (
    Conversation,
    EndCall,
    Output,
    Speech,
    Waiting,
)
from ringup.skills.dialogue import manager
from ringup.skills.dialogue.actions import Commit, HangUp, Lookup, Say
from ringup.skills.dialogue.events import (
    CallResumed,
    Channel,
    Committed,
    Event,
    HungUp,
    KeyPressed,
    PromptInterrupted,
    PromptPlayed,
    SecretChecked,
    UtteranceHeard,
)
from ringup.skills.dialogue.expectations import Anything, Digits, Expectation
from ringup.skills.dialogue.prompts import Key
from ringup.skills.dialogue.state import State
from ringup.skills.intent import Intent, Name, Slot, Utterance
from ringup.skills.masking import masked, transcript_text
from ringup.skills.shop import Line
from ringup.skills.shopping.stages import BUSY, AskingSecret
from ringup.skills.understanding.gazetteer import Gazetteer
from ringup.skills.understanding.rules import RulesUnderstander
from ringup.skills.values import CallId, PromptId
from ringup.skills.wording import english
from tests.skills import sample
from tests.skills.desks import desks as desks_of
from tests.skills.fakes import FakeShop
from tests.skills.golden.cast import CALLERS
from tests.skills.golden.story import Story, stories
from tests.skills.golden.telephone import Journal, Noted, Telephone

MOMENT = english.FIXED[Key.MOMENT]
PIN = Digits("pin", (4,), secret=True)
CALL = CallId("CA1")


def conversation(shop: FakeShop, waiting: Waiting, journal: Journal | None = None) -> Conversation:
    desks = desks_of(shop)
    rules = RulesUnderstander(Gazetteer(shop.product_list))
    return Conversation(desks, rules, lambda: sample.NOW, journal or Journal(), waiting)


async def begun(shop: FakeShop, waiting: Waiting) -> Conversation:
    talk = conversation(shop, waiting)
    assert [x async for x in talk.begin(CALL, Channel.PHONE, sample.SAM.phone)]
    return talk


async def text_of(outputs: AsyncIterator[Output]) -> list[str]:
    return [output.text async for output in outputs if isinstance(output, Speech)]


# waiting for a desk


async def test_fillers_are_prompts_of_their_own_that_change_nothing_when_cut_off() -> None:
    talk = await begun(FakeShop(), Waiting())
    before = talk.state
    fillers = [talk.filler() for _ in range(2)]
    assert [filler.text for filler in fillers] == [MOMENT, MOMENT]
    assert len({filler.prompt for filler in fillers}) == 2
    assert [x async for x in talk.handle(PromptInterrupted(sample.NOW, fillers[0].prompt))] == []
    assert talk.state == before


async def test_there_are_fillers_before_a_call_has_begun() -> None:
    assert conversation(FakeShop(), Waiting()).filler().text == MOMENT


async def test_a_desk_that_never_answers_counts_as_out_of_reach() -> None:
    shop = FakeShop()
    talk = await begun(shop, Waiting(lookup_timeout=0.01))
    shop.hold("quote")
    said = await text_of(talk.hear(Utterance("the usual")))
    assert said[0] == english.FIXED[Key.DESK_DOWN]


async def test_a_shop_that_never_answers_cannot_begin_a_call() -> None:
    shop = FakeShop()
    shop.hold("policy")
    talk = conversation(shop, Waiting(lookup_timeout=0.01))
    assert await text_of(talk.begin(CALL, Channel.PHONE, None)) == [english.FIXED[Key.DESK_DOWN]]
    assert talk.over


async def test_what_is_never_understood_is_asked_for_again() -> None:
    desks, names = desks_of(FakeShop()), Gazetteer(sample.PRODUCTS)
    talk = Conversation(
        desks, Lost(names), lambda: sample.NOW, Journal(), Waiting(understanding_timeout=0.01)
    )
    [_ async for _ in talk.begin(CALL, Channel.PHONE, sample.SAM.phone)]
    said = await text_of(talk.hear(Utterance("the usual")))
    assert said[0] == english.FIXED[Key.DID_NOT_CATCH]


class Lost(RulesUnderstander):
    """In thought."""

    async def understand(self, utterance: Utterance, expects: Expectation, now: datetime) -> Intent:
        await asyncio.get_running_loop().create_future()
        raise AssertionError("the future has no end")


async def test_a_commit_has_no_timeout() -> None:
    shop = FakeShop()
    talk = await begun(shop, Waiting(lookup_timeout=0.01))
    await confirmed_read_back(talk)
    gate = shop.hold("place")
    answer = asyncio.create_task(text_of(talk.hear(Utterance("yes"))))
    await asyncio.wait({answer}, timeout=0.1)
    assert not answer.done()
    gate.set()
    said = await answer
    assert said[0].startswith("Done.")
    assert len(shop.placed) == 1


async def confirmed_read_back(talk: Conversation) -> None:
    """The usual, read back and heard to its end."""
    said = [x async for x in talk.hear(Utterance("the usual")) if isinstance(x, Speech)]
    for speech in said:
        assert [x async for x in talk.handle(PromptPlayed(sample.NOW, speech.prompt))] == []


async def test_a_commit_outlives_a_caller_who_does_not() -> None:
    shop = FakeShop()
    checkout = Checkout(shop, shop)
    desks = desks_of(shop, checkout)
    rules = RulesUnderstander(Gazetteer(shop.product_list))
    talk = Conversation(desks, rules, lambda: sample.NOW, Journal())
    [_ async for _ in talk.begin(CALL, Channel.PHONE, sample.SAM.phone)]
    await confirmed_read_back(talk)
    gate = shop.hold("place")
    answering = asyncio.create_task(text_of(talk.hear(Utterance("yes"))))
    await asyncio.wait({answering}, timeout=0.1)
    assert "place" in shop.calls
    answering.cancel()
    await asyncio.gather(answering, return_exceptions=True)
    gate.set()
    await checkout.drain()
    assert len(shop.placed) == 1


# turns that fail or are broken off

BROKEN = replace(sample.ORDERS[sample.SAM.id][0], lines=cast("tuple[Line, ...]", (None,)))
"""On which the dialogue fails, as it would over a bug."""


async def failing(outputs: AsyncIterator[Output]) -> None:
    with pytest.raises(AttributeError):
        [_ async for _ in outputs]


async def test_an_answer_on_which_the_dialogue_fails_counts_as_none() -> None:
    shop = FakeShop()
    talk = await begun(shop, Waiting())
    orders = shop.orders[sample.SAM.id]
    shop.orders[sample.SAM.id] = (BROKEN,)
    await failing(talk.hear(Utterance("the usual")))
    assert talk.waits
    said = await text_of(talk.rescue())
    assert said == [english.FIXED[Key.DESK_DOWN], english.FIXED[Key.ANYTHING_ELSE]]
    shop.orders[sample.SAM.id] = orders
    assert (await text_of(talk.hear(Utterance("the usual"))))[-1] == english.FIXED[Key.CONFIRM]


async def test_where_nothing_waits_there_is_nothing_to_rescue() -> None:
    talk = await begun(FakeShop(), Waiting())
    assert await text_of(talk.rescue()) == []
    assert await text_of(conversation(FakeShop(), Waiting()).rescue()) == []


async def test_a_call_goes_on_from_a_journal_with_an_event_on_which_the_dialogue_failed() -> None:
    shop, journal = FakeShop(), Journal()
    talk = journal.conversation = conversation(shop, Waiting(), journal)
    [_ async for _ in talk.begin(CALL, Channel.PHONE, sample.SAM.phone)]
    shop.orders[sample.SAM.id] = (BROKEN,)
    await failing(talk.hear(Utterance("the usual")))
    [_ async for _ in talk.rescue()]
    again = conversation(shop, Waiting())
    assert await text_of(again.recover(tuple(journal.events))) == [
        english.FIXED[Key.RESUMED],
        english.FIXED[Key.ANYTHING_ELSE],
    ]
    assert confirmed_and_open(tuple(journal.events)) is None


class Smudging(Journal):
    """Cannot write down the first receipts, as over a bug."""

    def __init__(self, smudges: int) -> None:
        super().__init__()
        self.smudges = smudges

    def event(self, event: Event) -> None:
        if isinstance(event, Committed) and self.smudges:
            self.smudges -= 1
            raise RuntimeError("a bug")
        super().event(event)


@pytest.mark.parametrize(("smudges", "told"), [(1, "Done. Your order"), (2, english.FIXED[Key.PLACED_LATER])])
async def test_what_became_of_a_commit_is_found_out_or_pending_and_never_refused(
    smudges: int, told: str
) -> None:
    shop, journal = FakeShop(), Smudging(smudges)
    talk = journal.conversation = conversation(shop, Waiting(), journal)
    [_ async for _ in talk.begin(CALL, Channel.PHONE, sample.SAM.phone)]
    await confirmed_read_back(talk)
    with pytest.raises(RuntimeError):
        await text_of(talk.hear(Utterance("yes")))
    assert talk.commits
    assert (await text_of(talk.rescue()))[0].startswith(told)
    assert len(shop.placed) == 1


async def broken_off(talk: Conversation, words: str) -> None:
    answering = asyncio.create_task(text_of(talk.hear(Utterance(words))))
    await asyncio.wait({answering}, timeout=0.05)
    answering.cancel()
    await asyncio.gather(answering, return_exceptions=True)


@pytest.mark.parametrize("placed", [False, True], ids=["while it is placed", "once it was"])
async def test_a_caller_who_comes_back_hears_what_became_of_their_yes(placed: bool) -> None:
    shop = FakeShop()
    talk = await begun(shop, Waiting())
    await confirmed_read_back(talk)
    gate = shop.hold("place")
    await broken_off(talk, "yes")
    coming_back = asyncio.create_task(text_of(talk.resume()))
    if placed:
        gate.set()
    await asyncio.wait({coming_back}, timeout=0.05)
    gate.set()
    said = await coming_back
    assert said[0] == english.FIXED[Key.RESUMED]
    assert said[1].startswith("Done. Your order number is")
    assert len(shop.placed) == 1


async def test_what_was_being_looked_up_for_a_caller_who_comes_back_is_looked_up_again() -> None:
    shop = FakeShop()
    talk = await begun(shop, Waiting())
    gate = shop.hold("quote")
    await broken_off(talk, "the usual")
    gate.set()
    said = await text_of(talk.resume())
    assert (said[0], said[-1]) == (english.FIXED[Key.RESUMED], english.FIXED[Key.CONFIRM])


async def test_whoever_hangs_up_after_a_yes_leaves_a_receipt() -> None:
    shop, journal = FakeShop(), Journal()
    talk = journal.conversation = conversation(shop, Waiting(), journal)
    [_ async for _ in talk.begin(CALL, Channel.PHONE, sample.SAM.phone)]
    await confirmed_read_back(talk)
    gate = shop.hold("place")
    await broken_off(talk, "yes")
    leaving = asyncio.create_task(talk.hang_up())
    await asyncio.wait({leaving}, timeout=0.05)
    assert not leaving.done()
    gate.set()
    await leaving
    assert [event for event in journal.events if isinstance(event, Committed)]
    assert len(shop.placed) == 1
    assert talk.over


# the frame of a conversation


@pytest.mark.parametrize("method", ["profile", "products"])
async def test_a_shop_that_cannot_be_read_apologises_and_hangs_up(method: str) -> None:
    shop = FakeShop()
    shop.fail(method)
    talk = conversation(shop, Waiting())
    speech, end = [x async for x in talk.begin(CALL, Channel.PHONE, None)]
    assert isinstance(speech, Speech)
    assert speech.text == english.FIXED[Key.DESK_DOWN]
    assert isinstance(end, EndCall)
    with pytest.raises(RuntimeError):
        _ = talk.state


async def test_the_journal_holds_what_was_said_and_that_the_call_ended() -> None:
    journal = Journal()
    talk = conversation(FakeShop(), Waiting(), journal)
    [_ async for _ in talk.begin(CALL, Channel.PHONE, None)]
    outputs = [x async for x in talk.hear(Utterance("goodbye"))]
    assert isinstance(outputs[-1], EndCall)
    [(said, text), (ended, nothing)] = journal.actions[-2:]
    assert isinstance(said, Say)
    assert text == english.FIXED[Key.GOODBYE]
    assert isinstance(ended, HangUp)
    assert nothing is None


# secrets

PIN_STORIES = {n: story for n, story in stories().items() if story.who == "robin" or n.startswith("proof")}


async def told(story: Story) -> Telephone:
    telephone = Telephone()
    telephone.cue(story.shop)
    await telephone.dial(CALLERS[story.who])
    for turn in story.call:
        await telephone.turn(turn)
    return telephone


@pytest.mark.parametrize("name", PIN_STORIES)
async def test_no_pin_is_ever_written_down(name: str) -> None:
    telephone = await told(PIN_STORIES[name])
    written = json.dumps([to_data(event, Event) for event in telephone.journal.events])
    acted = repr(telephone.journal.actions)
    for pin in (
        *("4321", "four three two one", "2222", "one one one one", "9876", "nine eight seven six"),
        *("615243", "six one five two four three"),
    ):
        assert pin not in written, "in the events"
        assert pin not in acted, "in the actions"
    for note in telephone.journal.noted:
        if isinstance(note.event, KeyPressed) and note.met is not None:
            secret = isinstance(note.met.expects, Digits) and note.met.expects.secret
            assert (note.event.key == "x") is secret


def test_only_what_was_asked_for_in_secret_is_masked() -> None:
    said = "four three two one"
    intent = Intent(Name.GIVE_NUMBER, (Slot("digits", "4321", 0, len(said)),))
    heard = UtteranceHeard(sample.NOW, Utterance(said, alternatives=("four three two",)), intent)
    assert masked(heard, Anything()) is heard
    hidden = masked(heard, PIN)
    assert isinstance(hidden, UtteranceHeard)
    assert hidden.utterance.text == "*" * len(said)
    assert hidden.utterance.alternatives == ()
    assert hidden.intent.value("digits") == "****"
    star = KeyPressed(sample.NOW, "*")
    assert masked(star, PIN) is star
    assert masked(KeyPressed(sample.NOW, "7"), PIN) == KeyPressed(sample.NOW, "x")
    assert masked(HungUp(sample.NOW), PIN) == HungUp(sample.NOW)
    assert transcript_text(heard.utterance, PIN) == "[secret digits]"
    assert transcript_text(heard.utterance, Anything()) == said


# going on from a journal

STORIES = stories()


@pytest.mark.parametrize("name", STORIES)
async def test_a_call_goes_on_from_every_prefix_of_its_journal(name: str) -> None:
    telephone = await told(STORIES[name])
    confirmed = {work.confirmed.key for work in works(telephone.journal.noted) if isinstance(work, Commit)}
    noted = tuple(telephone.journal.noted)
    states = [*(note.met for note in noted[1:]), telephone.conversation.state]
    for count, state in enumerate(states, start=1):
        assert state is not None
        await goes_on(telephone, noted[:count], state)
    assert telephone.shop.placed.keys() <= confirmed


async def goes_on(telephone: Telephone, noted: tuple[Noted, ...], state: State) -> None:
    """The same state as in the call, and only what was left undone is done again."""
    journal = Journal()
    talk = journal.conversation = telephone.another(journal)
    [_ async for _ in talk.recover(tuple(through_json(note.event) for note in noted))]
    resumed = manager.advance(state, CallResumed(telephone.now())).state
    undone = works(noted[-1:]) if isinstance(resumed.task, BUSY) else []
    assert works(journal.noted)[: len(undone)] == undone
    if not undone:
        assert works(journal.noted) == []
        assert talk.state == resumed


def works(noted: Iterable[Noted]) -> list[Lookup | Commit]:
    return [x for note in noted for x, _ in note.actions if isinstance(x, Lookup | Commit)]


def through_json(event: Event) -> Event:
    restored: Event = from_data(json.loads(json.dumps(to_data(event, Event))), Event)
    assert restored == event
    return restored


async def test_a_pin_given_before_a_crash_is_asked_for_again_and_costs_no_try() -> None:
    telephone = await told(PIN_STORIES["pin_said"])
    events = telephone.journal.events
    checking = next(i for i, x in enumerate(events) if isinstance(x, SecretChecked))
    talk = telephone.another(Journal())
    said = await text_of(talk.recover(tuple(events[:checking])))
    assert said == [english.FIXED[Key.RESUMED], english.FIXED[Key.ASK_PIN]]
    assert isinstance(talk.state.task, AskingSecret)
    assert talk.state.secrets_tried == 0
    said = await text_of(talk.hear(Utterance("four three two one")))
    assert said[0].startswith("That is a laptop")


async def test_a_receipt_that_came_after_the_crash_is_told_after_the_welcome() -> None:
    telephone = await told(STORIES["the_usual"])
    events = telephone.journal.events
    placing = next(i for i, x in enumerate(events) if isinstance(x, Committed))
    talk = telephone.another(Journal())
    said = await text_of(talk.recover(tuple(events[:placing])))
    assert said[0] == english.FIXED[Key.RESUMED]
    assert said[1].startswith("Done. Your order number is six zero zero, zero zero one.")
    assert len(telephone.shop.placed) == 1


@pytest.mark.parametrize("events", [(), (CallResumed(sample.NOW),)])
async def test_a_journal_without_its_start_is_refused(events: tuple[Event, ...]) -> None:
    with pytest.raises(ValueError, match="starts with"):
        await anext(conversation(FakeShop(), Waiting()).recover(events))


def test_a_journal_from_before_it_told_how_much_was_heard_can_be_read() -> None:
    old = {"type": "PromptInterrupted", "at": sample.NOW.isoformat(), "prompt": "p1"}
    assert from_data(old, Event) == PromptInterrupted(sample.NOW, PromptId("p1"), heard="")
