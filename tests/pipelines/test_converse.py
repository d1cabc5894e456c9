"""The conversation on a line: sentences, marks, keys, interruptions, and what happens when nothing does."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace
from typing import cast

import pytest
from pipecat.audio.dtmf.types import KeypadEntry
from pipecat.frames.frames import (
    InterruptionFrame,
)

from ringup.pipelines.frames import (
    CallerQuietFrame,
    CallerSpeakingFrame,
    PromptFailedFrame,
)
from ringup.pipelines.patience import UNHURRIED, Patience
from ringup.skills.conversation import Output
from ringup.skills.dialogue.prompts import Key
from ringup.skills.shop import Customer
from ringup.skills.values import PromptId
from ringup.skills.wording import english
from tests.pipelines.one_call import CALL, CONFIRM, HOW_CAN_I_HELP, STILL_THERE, Call, calling
from tests.pipelines.rig import PATIENCE
from tests.skills import sample
from tests.skills.test_conversation import BROKEN

HURRIED = Patience(asked=0.01, asked_again=0.01, told_how=0.01)


async def test_a_mark_that_came_back_means_heard_to_the_end(tmp_path: Path) -> None:
    async with calling(tmp_path) as call:
        greeting, question = await call.hears(), await call.hears()
    assert greeting.text.startswith("Hello Sam.")
    assert question.text == HOW_CAN_I_HELP
    assert call.heard("PromptPlayed") == [greeting.prompt, question.prompt]
    assert [(x.start_ms, x.end_ms, x.interrupted) for x in call.turns()] == [
        (0, 1_000, False),
        (1_000, 2_000, False),
    ]


async def test_a_mark_of_nothing_we_said_means_nothing(tmp_path: Path) -> None:
    async with calling(tmp_path) as call:
        await call.mark("p99")
        greeting = await call.hears()
        await call.mark(greeting.prompt)
        await call.hears()
    assert call.heard("PromptPlayed") == ["p1", "p2"]


async def test_an_order_from_the_first_word_to_the_receipt(tmp_path: Path) -> None:
    async with calling(tmp_path) as call:
        await call.hears_question()
        await call.says("the usual please")
        assert await call.hears_question() == CONFIRM
        await call.says("yes please")
        assert (await call.hears()).text.startswith("Done.")
    assert len(call.shop.placed) == 1
    [purchase] = call.archive.read(CALL).purchases
    assert (purchase.answer, purchase.answered_by) == ("yes please", "voice")
    assert 0 < purchase.read_back_start_ms < purchase.read_back_end_ms <= purchase.answer_start_ms


async def test_a_yes_to_a_read_back_that_was_cut_off_is_none(tmp_path: Path) -> None:
    async with calling(tmp_path) as call:
        await call.hears_question()
        await call.says("the usual please")
        read_back = await call.said()
        await call.said()
        await call.rig.send(InterruptionFrame())
        await call.rig.down(InterruptionFrame)
        await call.mark(read_back.prompt)
        await call.says("yes")
        assert (await call.hears()).text == english.FIXED[Key.HEAR_ME_OUT]
    assert call.heard("PromptInterrupted")[:2] == ["p3", "p4"]
    assert call.shop.placed == {}


async def test_how_much_was_heard_of_a_sentence_that_was_cut_off_is_told_and_written_down(
    tmp_path: Path,
) -> None:
    async with calling(tmp_path) as call:
        await call.hears_question()
        await call.says("the usual please")
        read_back = await call.said()
        call.floor.made(read_back.prompt, 10_000, whole=True)
        call.now_ms += 1_000
        await call.rig.send(InterruptionFrame())
        await call.rig.down(InterruptionFrame)
    [told] = [data for data in call.events() if data.get("prompt") == read_back.prompt]
    assert (told["type"], told["heard"]) == ("PromptInterrupted", "That is a bag of")
    [written] = [turn.text for turn in call.turns() if turn.prompt == read_back.prompt]
    assert written == "That is a bag of..."


async def test_what_a_noise_cut_off_is_said_again(tmp_path: Path) -> None:
    async with calling(tmp_path) as call:
        await call.hears_question()
        await call.says("where is my order")
        status = await call.said()
        await call.said()
        await call.rig.send(CallerSpeakingFrame(), InterruptionFrame(), CallerQuietFrame(cut_in=True))
        again = await call.hears()
        assert (again.text, again.prompt) != (status.text, status.prompt)
        assert again.text == status.text
    assert call.heard("PromptInterrupted")[:2] == ["p3", "p4"]


async def test_a_key_stops_what_is_being_said_and_counts(tmp_path: Path) -> None:
    async with calling(tmp_path) as call:
        await call.hears_question()
        await call.says("the usual please")
        await call.hears()
        await call.said()
        await call.presses(KeypadEntry.ONE)
        await call.rig.down(InterruptionFrame)
        assert (await call.hears()).text.startswith("Done.")
    assert call.heard("PromptInterrupted")[0] == "p4"
    [purchase] = call.archive.read(CALL).purchases
    assert (purchase.answer, purchase.answered_by) == ("1", "key")


async def test_a_sentence_that_could_not_be_spoken_was_not_heard(tmp_path: Path) -> None:
    async with calling(tmp_path) as call:
        await call.hears_question()
        await call.says("the usual")
        read_back = await call.said()
        await call.rig.send(PromptFailedFrame(read_back.prompt))
        await call.hears()
        await call.says("yes")
        assert (await call.hears()).text == english.FIXED[Key.HEAR_ME_OUT]
    assert call.shop.placed == {}


# watchdogs


async def test_each_silence_is_answered_in_another_way_and_then_the_call_ends(tmp_path: Path) -> None:
    async with calling(tmp_path, HURRIED) as call:
        assert await call.hears_question() == HOW_CAN_I_HELP
        said = [(await call.hears()).text for _ in range(6)]
        await asyncio.wait_for(call.gone.wait(), PATIENCE)
    assert said == [
        *(STILL_THERE, HOW_CAN_I_HELP),
        *(english.FIXED[Key.EXAMPLES], HOW_CAN_I_HELP),
        english.FIXED[Key.NO_HURRY],
        said[-1],
    ]
    assert said[-1].endswith("Goodbye.")


async def test_who_asks_us_to_wait_is_given_time(tmp_path: Path) -> None:
    async with calling(tmp_path, replace(HURRIED, held=0.01, given_time=30.0)) as call:
        await call.rig.send(CallerSpeakingFrame())
        await call.hears_question()
        await call.says("hold on a second")
        assert (await call.hears()).text == english.FIXED[Key.TAKE_YOUR_TIME]
        asked = asyncio.create_task(call.hears())
        await asyncio.wait({asked}, timeout=0.1)
        assert not asked.done()
        asked.cancel()


async def test_while_the_caller_speaks_nobody_asks_whether_they_are_there(tmp_path: Path) -> None:
    async with calling(tmp_path, HURRIED) as call:
        await call.rig.send(CallerSpeakingFrame())
        await call.hears_question()
        await call.rig.settled()
        asked = asyncio.create_task(call.hears())
        await asyncio.wait({asked}, timeout=0.05)
        assert not asked.done()
        await call.rig.send(CallerQuietFrame())
        assert (await asked).text == STILL_THERE


async def test_marks_that_never_come_count_as_not_heard(tmp_path: Path) -> None:
    patience = replace(HURRIED, mark=-1_000)
    async with calling(tmp_path, patience) as call:
        await call.said()
        await call.said()
        assert (await call.said()).text == STILL_THERE
    assert call.heard("PromptInterrupted")[:2] == ["p1", "p2"]
    assert call.heard("PromptPlayed") == []


async def test_we_hang_up_once_and_only_after_the_goodbye_was_heard(tmp_path: Path) -> None:
    async with calling(tmp_path) as call:
        await call.hears_question()
        await call.says("goodbye")
        goodbye = await call.said()
        assert goodbye.text == english.FIXED[Key.GOODBYE]
        assert call.goodbyes == 0
        await call.mark(goodbye.prompt)
        await asyncio.wait_for(call.gone.wait(), PATIENCE)
    assert call.goodbyes == 1


async def test_who_speaks_into_the_goodbye_is_not_hung_up_on(tmp_path: Path) -> None:
    async with calling(tmp_path) as call:
        await call.hears_question()
        await call.says("goodbye")
        await call.said()
        await call.rig.send(InterruptionFrame())
        await call.says("wait, one more thing")
        assert (await call.hears()).text == english.FIXED[Key.STILL_HERE]
        assert await call.hears_question() == HOW_CAN_I_HELP
        await call.says("where is my lamp")
        await call.hears_question()
        assert call.goodbyes == 0
        await call.says("goodbye")
        await call.hears()
        await asyncio.wait_for(call.gone.wait(), PATIENCE)
    assert call.goodbyes == 1


async def test_a_goodbye_that_a_noise_has_cut_off_is_said_once_more(tmp_path: Path) -> None:
    async with calling(tmp_path) as call:
        await call.hears_question()
        await call.says("goodbye")
        await call.said()
        await call.rig.send(InterruptionFrame())
        await call.says("")
        assert (await call.said()).text == english.FIXED[Key.GOODBYE]
        assert call.goodbyes == 0
        await call.mark("p4")
        await asyncio.wait_for(call.gone.wait(), PATIENCE)


async def test_words_into_a_line_that_is_being_closed_come_too_late(tmp_path: Path) -> None:
    async with calling(tmp_path) as call:
        await call.hears_question()
        await call.says("goodbye")
        await call.hears()
        await asyncio.wait_for(call.gone.wait(), PATIENCE)
        await call.says("where is my lamp")
        await call.rig.settled()
    assert [data["type"] for data in call.events()].count("UtteranceHeard") == 1


async def test_a_goodbye_that_nobody_reports_as_heard_ends_the_call_as_well(tmp_path: Path) -> None:
    async with calling(tmp_path, Patience(mark=-1_000)) as call:
        await call.said()
        await call.said()
        await call.says("goodbye")
        await call.said()
        await asyncio.wait_for(call.gone.wait(), PATIENCE)


# when things go wrong


async def test_a_turn_that_fails_does_not_end_the_call(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    async with calling(tmp_path, HURRIED) as call:
        await call.hears()
        await call.said()
        await call.says("stumble")
        await call.mark("p2")
        assert (await call.hears()).text == STILL_THERE
        await call.hears()
    assert "a turn failed" in caplog.text


async def test_an_answer_on_which_a_turn_fails_is_an_apology(tmp_path: Path) -> None:
    async with calling(tmp_path) as call:
        await call.hears_question()
        orders = call.shop.orders[sample.SAM.id]
        call.shop.orders[sample.SAM.id] = (BROKEN,)
        await call.says("the usual")
        assert (await call.hears()).text == english.FIXED[Key.DESK_DOWN]
        await call.hears_question()
        call.shop.orders[sample.SAM.id] = orders
        await call.says("the usual")
        assert await call.hears_question() == CONFIRM


async def test_an_answer_on_which_a_call_cannot_begin_greets_the_caller_all_the_same(tmp_path: Path) -> None:
    call = Call(tmp_path, UNHURRIED, None)
    call.shop.customers = (cast("Customer", SimpleNamespace(phone=sample.SAM.phone)),)
    async with call.rig:
        assert (await call.hears()).text.startswith("Hello")
        assert (await call.hears()).text == HOW_CAN_I_HELP
        await call.converse.finish(hung_up=True)
    assert call.goodbyes == 0


async def test_an_order_of_which_nobody_knows_what_became_is_pending(tmp_path: Path) -> None:
    async with calling(tmp_path) as call:
        await call.hears_question()
        await call.says("the usual")
        await call.hears_question()
        call.shop.fail("record", RuntimeError("a bug"), after=True)
        await call.says("yes")
        assert (await call.hears()).text == english.FIXED[Key.PLACED_LATER]


async def test_a_shop_that_cannot_be_read_is_an_apology_and_a_goodbye(tmp_path: Path) -> None:
    call = Call(tmp_path, UNHURRIED, None)
    call.shop.fail("profile")
    async with call.rig:
        assert (await call.hears()).text == english.FIXED[Key.DESK_DOWN]
        await asyncio.wait_for(call.gone.wait(), PATIENCE)
        await call.converse.finish(hung_up=True)


async def test_a_call_that_cannot_begin_is_not_left_in_silence(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    async def broken() -> AsyncIterator[Output]:
        raise RuntimeError("a bug")
        yield  # a generator

    async with calling(tmp_path, opening=broken) as call:
        await asyncio.wait_for(call.gone.wait(), PATIENCE)
    assert "a turn failed" in caplog.text


async def test_a_caller_who_hangs_up_after_the_yes_has_their_order(tmp_path: Path) -> None:
    async with calling(tmp_path) as call:
        await call.hears_question()
        await call.says("the usual")
        await call.hears_question()
        gate = call.shop.hold("place")
        await call.says("yes")
        await call.rig.settled()
        ending = asyncio.create_task(call.converse.finish(hung_up=True))
        gate.set()
        await ending
    assert len(call.shop.placed) == 1
    assert len(call.archive.read(CALL).purchases) == 1


@pytest.mark.parametrize("hung_up", [True, False])
async def test_only_a_caller_who_ended_the_call_has_hung_up(tmp_path: Path, hung_up: bool) -> None:
    call = Call(tmp_path, UNHURRIED, None)
    async with call.rig:
        await call.said()
        await call.said()
        await call.converse.finish(hung_up=hung_up)
    kinds = [data["type"] for data in call.events()]
    assert kinds.count("PromptInterrupted") == 2
    assert ("HungUp" in kinds) == hung_up
    assert PromptId("p1") in call.heard("PromptInterrupted")
