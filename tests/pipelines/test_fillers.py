"""What becomes of a caller who was told to wait, on a loop whose time leaps."""

from __future__ import annotations

import asyncio
from pathlib import Path

from ringup.pipelines.frames import CallerQuietFrame, CallerSpeakingFrame, FillFrame
from ringup.skills.dialogue.prompts import Key
from ringup.skills.wording import english
from tests.pipelines.one_call import STILL_THERE, Call, calling
from tests.pipelines.virtual_time import run


async def speaks(call: Call) -> None:
    """Up to where the words are waited for."""
    await call.hears_question()
    await call.rig.send(CallerSpeakingFrame())
    await call.rig.settled()
    call.converse.turn_over()


def test_who_was_told_to_wait_is_answered_though_no_word_was_found(tmp_path: Path) -> None:
    async def scene() -> None:
        async with calling(tmp_path) as call:
            await speaks(call)
            assert (await call.rig.down(FillFrame)).speech.text == english.FIXED[Key.MOMENT]
            await call.rig.send(CallerQuietFrame())
            assert (await call.hears()).text == english.FIXED[Key.DID_NOT_CATCH]

    run(scene())


def test_who_was_not_told_is_not(tmp_path: Path) -> None:
    async def scene() -> None:
        async with calling(tmp_path) as call:
            await speaks(call)
            await call.rig.send(CallerQuietFrame())
            since = asyncio.get_running_loop().time()
            assert (await call.hears()).text == STILL_THERE
            assert asyncio.get_running_loop().time() - since >= 8.0
            assert call.rig.count(FillFrame) == 0

    run(scene())


def test_nobody_is_told_to_wait_while_they_speak(tmp_path: Path) -> None:
    async def scene() -> None:
        async with calling(tmp_path) as call:
            await speaks(call)
            await call.rig.send(CallerSpeakingFrame())
            await call.rig.settled()
            call.now_ms += 5_000
            await asyncio.sleep(1.4)
            await call.rig.settled()
            assert call.rig.count(FillFrame) == 0

    run(scene())


def test_a_line_that_dies_in_a_second_turn_is_asked_after(tmp_path: Path) -> None:
    """The words of the first come meanwhile."""

    async def scene() -> None:
        async with calling(tmp_path) as call:
            await speaks(call)
            await call.rig.send(CallerSpeakingFrame())
            await call.rig.settled()
            await call.rig.send(CallerQuietFrame())
            since = asyncio.get_running_loop().time()
            assert (await call.hears()).text == STILL_THERE
            assert asyncio.get_running_loop().time() - since <= 12.0

    run(scene())


def test_a_line_that_dies_in_the_middle_of_a_word_is_asked_after(tmp_path: Path) -> None:
    async def scene() -> None:
        async with calling(tmp_path) as call:
            await call.hears_question()
            await call.rig.send(CallerSpeakingFrame())
            since = asyncio.get_running_loop().time()
            assert (await call.hears()).text == STILL_THERE
            assert asyncio.get_running_loop().time() - since <= 12.0

    run(scene())
