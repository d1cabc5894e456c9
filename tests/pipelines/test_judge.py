"""Pauses: what is made of the words before them, and of how they sounded."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from ringup.pipelines.frames import HeardFrame
from ringup.pipelines.judge import THINKS_WITHIN_MS
from ringup.skills.dialogue.expectations import (
    Anything,
    Choice,
    Digits,
    Expectation,
    YesNo,
)
from ringup.skills.dialogue.fit import Fit
from ringup.skills.values import Span
from ringup.voice.ports import Transcript
from tests.pipelines.listening import PIECE_MS, STOP_MS, Line, calling


@pytest.fixture
async def line(tmp_path: Path) -> AsyncIterator[Line]:
    async with calling(tmp_path) as line:
        yield line


@pytest.mark.parametrize(
    ("expects", "said", "fit", "ended", "patience_ms"),
    [
        (YesNo(), "no", Fit.ANSWERS, None, 300),
        (YesNo(), "yes", Fit.OPEN, 0.9, 400),
        (Choice("product", ("the lamp",)), "the lamp", Fit.ANSWERS, 0.9, 280),
        (Choice("product", ("the lamp",)), "the lamp", Fit.ANSWERS, 0.1, 450),
        (Digits("order", (6,), ("471203",)), "four seven one two oh three", Fit.ANSWERS, 0.1, 350),
        (Anything(), "where is my order", Fit.ANSWERS, None, 450),
        (Anything(), "the usual", Fit.OPEN, 0.9, 420),
        (Anything(), "the usual", Fit.OPEN, 0.1, 2_000),
        (Anything(), "the used", Fit.UNCLEAR, 0.9, 1_300),
        (Anything(), "my order number is four seven", Fit.UNFINISHED, 0.9, 2_000),
    ],
)
async def test_what_the_words_come_to_and_how_they_sound_tell_how_long_a_pause_may_be(
    expects: Expectation, said: str, fit: Fit, ended: float | None, patience_ms: int, line: Line
) -> None:
    line.floor.expects = expects
    line.ears.will_hear(said)
    line.mind.fits[said], line.listener.says = fit, ended
    await line.speaks(600)
    # One piece to think about the words in, and one to listen to how they sounded.
    await line.waits(patience_ms - STOP_MS - 2 * PIECE_MS)
    assert line.ears.finished == 0
    await line.sound(4 * PIECE_MS)
    assert (await line.rig.down(HeardFrame)).utterance.text == said


async def test_words_are_thought_about_in_a_pause_and_again_when_they_change(line: Line) -> None:
    line.ears.will_hear("the usual")
    line.ears.provisional = Transcript("the usual please", 0.7, alternatives=("the used please",))
    await line.begins()
    await line.sound(400)
    await line.settled()
    assert line.mind.thoughts == []
    await line.ends(700)
    await line.sound(4 * PIECE_MS)
    await line.settled()
    line.ears.provisional = None
    await line.sound(4 * PIECE_MS)
    await line.settled()
    first, second = line.mind.thoughts
    assert (first.text, first.confidence, first.alternatives) == (
        "the usual please",
        0.7,
        ("the used please",),
    )
    assert first.span == Span(0, 1_100)
    assert (second.text, second.alternatives) == ("the usual", ())


async def test_what_was_thought_of_a_pause_is_forgotten_when_speech_goes_on(line: Line) -> None:
    line.floor.expects = YesNo()
    line.ears.will_hear("no")
    line.mind.fits["no"] = Fit.ANSWERS
    await line.speaks(300)
    await line.waits(2 * PIECE_MS)
    await line.begins()
    line.ears.script.clear()
    line.ears.will_hear("no the other")
    await line.ends(500)
    await line.pause(360)
    await line.settled()
    assert line.ears.finished == 0
    await line.sound(100)
    assert (await line.rig.down(HeardFrame)).utterance.text == "no the other"


async def test_what_was_thought_of_other_words_hurries_nothing(line: Line) -> None:
    line.floor.expects = YesNo()
    line.ears.will_hear("no")
    line.mind.fits["no"] = Fit.ANSWERS
    await line.speaks(600)
    await line.waits(300 - STOP_MS - 2 * PIECE_MS)
    line.ears.partial = "no yes"
    await line.sound(4 * PIECE_MS)
    await line.settled()
    assert line.ears.finished == 0
    await line.sound(4 * PIECE_MS)
    await line.rig.down(HeardFrame)


async def test_a_thought_that_fails_costs_nothing(line: Line, caplog: pytest.LogCaptureFixture) -> None:
    line.ears.will_hear("the usual")
    line.mind.fails = True
    await line.speaks(600)
    await line.pause(700)
    assert (await line.rig.down(HeardFrame)).utterance.text == "the usual"
    assert "thinking ahead failed" in caplog.text
    assert "the usual" not in caplog.text


async def test_our_own_words_are_not_thought_about(line: Line) -> None:
    line.says("Shall I place this order?", YesNo(), until_ms=700)
    line.ears.will_hear("place this order")
    await line.sound(800)
    await line.speaks(600)
    await line.pause(700)
    assert (await line.rig.down(HeardFrame)).utterance.echo
    assert line.mind.thoughts == []


async def test_how_a_turn_sounds_is_asked_once_a_pause_and_not_of_numbers(line: Line) -> None:
    line.ears.will_hear("the usual")
    await line.speaks(600)
    await line.waits(200)
    await line.sound(400)
    await line.rig.down(HeardFrame)
    assert len(line.listener.seconds) == 1
    assert 0.6 < line.listener.seconds[0] < 1.3
    line.floor.expects = Digits("order", (6,))
    line.ears.will_hear("four seven one")
    await line.speaks(600)
    await line.waits(200)
    await line.sound(2_000)
    await line.rig.down(HeardFrame)
    assert len(line.listener.seconds) == 1


async def test_words_that_come_late_are_thought_about_before_they_end_a_turn(line: Line) -> None:
    line.ears.will_hear("could you")
    line.ears.is_settling = True
    line.mind.fits["could you please"] = Fit.UNCLEAR
    await line.speaks(600)
    await line.waits(700 - STOP_MS)
    line.ears.is_settling, line.ears.partial = False, "could you please"
    await line.waits(500)
    await line.settled()
    assert line.ears.finished == 0
    await line.sound(200)
    await line.rig.down(HeardFrame)


async def test_who_thinks_for_too_long_is_not_waited_for(line: Line) -> None:
    line.ears.will_hear("the usual")
    line.mind.hangs = True
    line.ears.is_settling = True
    await line.speaks(600)
    await line.waits(1_000 - STOP_MS)
    line.ears.is_settling, line.ears.partial = False, "the usual please"
    await line.waits(THINKS_WITHIN_MS)
    assert line.ears.finished == 0
    await line.sound(2 * PIECE_MS)
    await line.rig.down(HeardFrame)


async def test_a_turn_ends_with_the_words_that_it_waited_for(line: Line) -> None:
    line.ears.is_settling = True
    line.mind.fits["the usual please"] = Fit.ANSWERS
    await line.speaks(600)
    await line.waits(700 - STOP_MS)
    assert line.ears.finished == 0
    line.ears.hear_now("the usual please")
    await line.stands_still()
    assert line.ears.finished == 1


async def test_a_turn_ends_with_the_thought_that_it_waited_for(line: Line) -> None:
    line.ears.will_hear("the usual")
    line.mind.hangs = line.ears.is_settling = True
    line.mind.fits["the usual please"] = Fit.ANSWERS
    await line.speaks(600)
    await line.waits(700 - STOP_MS)
    line.ears.is_settling, line.ears.partial = False, "the usual please"
    await line.waits(PIECE_MS)
    await line.settled()
    assert line.ears.finished == 0
    line.mind.goes_on.set()
    await line.stands_still()
    assert line.ears.finished == 1


async def test_how_a_turn_sounds_is_asked_as_soon_as_its_words_are_thought_about(line: Line) -> None:
    line.ears.will_hear("the usual")
    line.listener.says = 0.9
    line.mind.hangs = True
    await line.speaks(600)
    await line.waits(PIECE_MS)
    assert line.listener.seconds == []
    line.mind.goes_on.set()
    await line.stands_still()
    assert len(line.listener.seconds) == 1
