"""A caller who is to be put through, on a line that can be given away and on one that cannot."""

from __future__ import annotations

from pathlib import Path

from ringup.pipelines.patience import Patience
from ringup.skills.dialogue.prompts import Key
from ringup.skills.handovers import Arranged, Reach
from ringup.skills.wording import english
from tests.pipelines.one_call import calling

PUTTING_THROUGH = english.FIXED[Key.PUTTING_THROUGH]
NOT_THROUGH = english.FIXED[Key.NOT_THROUGH]


async def test_a_line_that_cannot_be_given_away_is_gone_on_with(tmp_path: Path) -> None:
    async with calling(tmp_path) as call:
        call.shop.arranged = Arranged(Reach.THROUGH)
        await call.hears_question()
        await call.says("I want to speak to a person")
        assert (await call.hears()).text == PUTTING_THROUGH
        call.shop.arranged = Arranged(Reach.CALLBACK)
        assert (await call.hears()).text == NOT_THROUGH
        assert "call you back" in (await call.hears()).text
        assert call.goodbyes == 0


async def test_the_line_is_given_away_once_all_was_heard(tmp_path: Path) -> None:
    async with calling(tmp_path, takes_over=True) as call:
        call.shop.arranged = Arranged(Reach.THROUGH)
        await call.hears_question()
        await call.says("I want to speak to a person")
        speech = await call.said()
        assert call.given_away == 0
        await call.mark(speech.prompt)
        await call.gone.wait()
        assert call.given_away == 1


async def test_whoever_is_still_here_after_their_line_was_given_away_is_called_back(tmp_path: Path) -> None:
    async with calling(tmp_path, Patience(asked=0.01, asked_again=0.01), takes_over=True) as call:
        call.shop.arranged = Arranged(Reach.THROUGH)
        await call.hears_question()
        await call.says("I want to speak to a person")
        assert (await call.hears()).text == PUTTING_THROUGH
        await call.gone.wait()
        assert (await call.hears()).text == NOT_THROUGH
