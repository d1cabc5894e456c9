"""Turns: when they begin and end, what of them is answered, and when we stop talking for them."""

from __future__ import annotations

from collections import deque
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import numpy as np
import pytest
from pipecat.frames.frames import (
    Frame,
    InputAudioRawFrame,
    InterruptionFrame,
    VADUserStartedSpeakingFrame,
    VADUserStoppedSpeakingFrame,
)

from ringup.pipelines.bias import bias_for
from ringup.pipelines.floor import Floor
from ringup.pipelines.frames import CallerQuietFrame, CallerSpeakingFrame, HeardFrame
from ringup.pipelines.recognize import LONGEST_TURN_MS, Recognize
from ringup.pipelines.record import CallerTap
from ringup.pipelines.recording import Recorder
from ringup.skills.conversation import Speech
from ringup.skills.dialogue.expectations import (
    Anything,
    Choice,
    Detail,
    Digits,
    Expectation,
    Quantity,
    YesNo,
)
from ringup.skills.values import PromptId, Span
from ringup.voice.audio import Audio
from ringup.voice.errors import RecognitionFailed, VoiceError
from ringup.voice.ports import Bias, Grammar, Transcript
from tests.pipelines.rig import Rig

RATE = 8_000
PIECE_MS = 20
START_MS, STOP_MS = 120, 200
"""How late the detector is."""


class Ears:
    """A recogniser that a test tells what it hears; keeps what was done with it."""

    name = "ears"

    def __init__(self) -> None:
        self.partial = ""
        self.script: deque[Transcript | VoiceError] = deque()
        self.biases: list[Bias] = []
        self.seconds: list[float] = []
        self.finished = 0
        self.abandoned = 0

    def will_hear(self, text: str, confidence: float = 0.9) -> None:
        self.partial = text
        self.script.append(Transcript(text, confidence))

    def begin(self, bias: Bias = Bias()) -> EarsRecognition:  # noqa: B008 - frozen
        self.biases.append(bias)
        self.seconds.append(0.0)
        return EarsRecognition(self)

    async def close(self) -> None: ...


class EarsRecognition:
    def __init__(self, ears: Ears) -> None:
        self._ears = ears

    async def feed(self, audio: Audio) -> None:
        self._ears.seconds[-1] += audio.seconds

    def partial(self) -> str:
        return self._ears.partial

    def provisional(self) -> Transcript | None:
        return None

    async def finish(self) -> Transcript:
        self._ears.finished += 1
        self._ears.partial = ""
        entry = self._ears.script.popleft()
        if isinstance(entry, VoiceError):
            raise entry
        return entry

    async def abandon(self) -> None:
        self._ears.abandoned += 1


class Line:
    """A caller on a telephone line whose sound comes at once."""

    def __init__(self, rig: Rig, floor: Floor, ears: Ears, recorder: Recorder) -> None:
        self.rig = rig
        self.floor = floor
        self.ears = ears
        self._recorder = recorder

    async def sound(self, milliseconds: int) -> None:
        silence = bytes(np.zeros(RATE * PIECE_MS // 1000, dtype="<i2"))
        await self.rig.send(*(InputAudioRawFrame(silence, RATE, 1) for _ in range(milliseconds // PIECE_MS)))

    async def speaks(self, milliseconds: int) -> None:
        """Begins, and goes on up to the moment when the detector has noticed the end."""
        await self.begins()
        await self.ends(milliseconds)

    async def begins(self) -> None:
        """Up to the moment when the detector is sure."""
        await self.sound(START_MS)
        await self.rig.send(VADUserStartedSpeakingFrame(start_secs=START_MS / 1000))

    async def ends(self, milliseconds: int) -> None:
        await self.sound(milliseconds - START_MS + STOP_MS)
        await self.rig.send(VADUserStoppedSpeakingFrame(stop_secs=STOP_MS / 1000))

    async def pause(self, milliseconds: int) -> None:
        """Silence since the last word, of which the detector has used some up."""
        await self.sound(milliseconds - STOP_MS)

    async def settled(self) -> list[Frame]:
        """Everything so far has been worked on; what came out since."""
        before = len(self.rig.downs)
        await self.rig.settled()
        return self.rig.downs[before:-1]

    def says(self, text: str, expects: Expectation | None = None, *, until_ms: int = 60_000) -> None:
        """We are saying this, from the start of the call on."""
        prompt = PromptId(f"p{text}")
        self.floor.given(Speech(prompt, text, expects))
        self.floor.placed(prompt, Span(0, until_ms))
        if until_ms < 60_000:
            self.floor.heard(prompt)


@asynccontextmanager
async def calling(folder: Path) -> AsyncIterator[Line]:
    recorder = Recorder.open(folder / "recording.wav", RATE)
    floor, ears = Floor(), Ears()
    async with Rig(CallerTap(recorder), Recognize(ears, floor, recorder), rate=RATE) as rig:
        yield Line(rig, floor, ears, recorder)
    recorder.close()


@pytest.fixture
async def line(tmp_path: Path) -> AsyncIterator[Line]:
    async with calling(tmp_path) as line:
        yield line


async def test_a_turn_holds_what_was_said_and_where_and_the_sound_before_it(line: Line) -> None:
    line.ears.will_hear("the usual please", 0.8)
    await line.sound(1_000)
    await line.speaks(700)
    await line.pause(600)
    heard = (await line.rig.down(HeardFrame)).utterance
    assert (heard.text, heard.confidence, heard.echo) == ("the usual please", 0.8, False)
    assert heard.span == Span(1_000, 1_700)
    # The pre-roll, then everything up to the end of the pause.
    assert line.ears.seconds[0] == pytest.approx(0.4 + 0.7 - START_MS / 1000 + 0.56, abs=0.03)
    assert [type(frame) for frame in line.rig.downs] == [CallerSpeakingFrame, HeardFrame]


@pytest.mark.parametrize(
    ("expects", "partial", "patience_ms"),
    [
        (YesNo(), "yes", 450),
        (Anything(), "the usual", 550),
        (Anything(), "i'd like to", 1_600),
        (Digits("order", (6,)), "four seven one two oh three", 1_000),
        (Digits("order", (6,)), "four seven one", 2_000),
    ],
)
async def test_how_long_a_pause_may_be_depends_on_what_was_asked_and_said(
    expects: Expectation, partial: str, patience_ms: int, line: Line
) -> None:
    line.floor.expects = expects
    line.ears.will_hear(partial)
    await line.speaks(600)
    await line.pause(patience_ms - 2 * PIECE_MS)
    assert not any(isinstance(frame, HeardFrame) for frame in await line.settled())
    assert line.ears.finished == 0
    await line.sound(3 * PIECE_MS)
    assert (await line.rig.down(HeardFrame)).utterance.text == partial


async def test_a_pause_within_a_number_does_not_split_it(line: Line) -> None:
    line.floor.expects = Digits("order", (6,))
    line.ears.will_hear("four seven one")
    await line.speaks(600)
    await line.pause(1_500)
    assert await line.settled() == [line.rig.downs[0]]
    await line.begins()
    await line.settled()
    line.ears.script.clear()
    line.ears.will_hear("four seven one two oh three")
    await line.ends(600)
    await line.pause(1_060)
    assert (await line.rig.down(HeardFrame)).utterance.text == "four seven one two oh three"
    assert len(line.ears.biases) == 1


async def test_an_answer_over_the_question_stops_us_once_and_is_taken(line: Line) -> None:
    line.says("Shall I place this order?", YesNo())
    line.ears.will_hear("yes")
    await line.speaks(400)
    await line.pause(500)
    assert (await line.rig.down(HeardFrame)).utterance.text == "yes"
    assert line.rig.count(InterruptionFrame) == 1
    await line.rig.up(InterruptionFrame)


@pytest.mark.parametrize("said", ["yes", "mm hmm", "okay", "right yeah"])
async def test_an_acknowledgement_over_a_statement_is_no_turn(said: str, line: Line) -> None:
    line.says("That is a bag of house blend coffee, to twelve Harbour Street.")
    line.ears.will_hear(said)
    await line.speaks(400)
    await line.pause(600)
    await line.rig.down(CallerQuietFrame)
    assert line.rig.count(HeardFrame) == line.rig.count(InterruptionFrame) == 0


async def test_words_over_a_statement_stop_it_while_they_are_spoken(line: Line) -> None:
    line.says("That is a bag of house blend coffee, to twelve Harbour Street.")
    line.ears.will_hear("wait a second")
    await line.begins()
    await line.sound(40)
    await line.rig.down(InterruptionFrame)
    line.floor.cut(200)
    await line.ends(500)
    await line.pause(600)
    await line.rig.down(HeardFrame)
    assert line.rig.count(InterruptionFrame) == 1


async def test_whoever_made_us_stop_gets_an_answer_though_no_word_was_found(line: Line) -> None:
    line.says("That is a bag of house blend coffee.")
    line.ears.will_hear("")
    await line.speaks(1_000)
    await line.pause(600)
    assert (await line.rig.down(HeardFrame)).utterance.text == ""
    assert line.rig.count(InterruptionFrame) == 1


async def test_our_own_words_do_not_stop_us(line: Line) -> None:
    line.says("That is a bag of house blend coffee.", until_ms=2_000)
    line.says("To twelve Harbour Street.")
    line.ears.will_hear("that is a bag of house blend")
    await line.speaks(900)
    await line.pause(600)
    await line.rig.down(CallerQuietFrame)
    assert line.rig.count(HeardFrame) == line.rig.count(InterruptionFrame) == 0


async def test_an_echo_that_comes_after_us_is_passed_on_as_one(line: Line) -> None:
    line.says("Shall I place this order?", YesNo(), until_ms=700)
    line.ears.will_hear("place this order")
    await line.sound(800)
    await line.speaks(600)
    await line.pause(600)
    heard = await line.rig.down(HeardFrame)
    assert heard.utterance.echo
    assert line.rig.count(InterruptionFrame) == 0


@pytest.mark.parametrize(("milliseconds", "answered"), [(200, False), (600, True)])
async def test_a_sound_without_words_is_answered_unless_it_is_short(
    milliseconds: int, answered: bool, line: Line
) -> None:
    line.ears.will_hear("")
    await line.speaks(milliseconds)
    await line.pause(600)
    await line.rig.down(HeardFrame if answered else CallerQuietFrame)
    assert line.rig.count(HeardFrame) == answered


async def test_a_recogniser_that_fails_is_like_one_that_found_no_words(
    line: Line, caplog: pytest.LogCaptureFixture
) -> None:
    line.ears.script.append(RecognitionFailed("as the test asked"))
    await line.speaks(600)
    await line.pause(600)
    heard = (await line.rig.down(HeardFrame)).utterance
    assert (heard.text, heard.confidence) == ("", 0.0)
    assert "could not be recognised" in caplog.text


async def test_somebody_who_never_stops_is_heard_out_only_so_long(line: Line) -> None:
    line.ears.will_hear("and now the weather")
    await line.rig.send(VADUserStartedSpeakingFrame(start_secs=0.0))
    await line.sound(LONGEST_TURN_MS + 2 * PIECE_MS)
    span = (await line.rig.down(HeardFrame)).utterance.span
    assert span is not None
    assert span.end_ms - span.start_ms == pytest.approx(LONGEST_TURN_MS, abs=2 * PIECE_MS)


async def test_a_turn_that_the_hang_up_cuts_off_is_abandoned(tmp_path: Path) -> None:
    async with calling(tmp_path) as line:
        await line.begins()
        await line.rig.down(CallerSpeakingFrame)
        ears = line.ears
    assert (ears.abandoned, ears.finished) == (1, 0)


@pytest.mark.parametrize(
    ("expects", "bias"),
    [
        (Anything(), Bias()),
        (Quantity(), Bias(Grammar.CHOICE)),
        (YesNo(), Bias(Grammar.YES_NO)),
        (Digits("order", (6,), ("471203",)), Bias(Grammar.DIGITS, ("471203",))),
        (Choice("product", ("the lamp",)), Bias(Grammar.CHOICE, ("the lamp",))),
        (Detail("delivery", ("express",)), Bias(Grammar.CHOICE, ("express",))),
        (Detail("postcode"), Bias(Grammar.SPELLED)),
        (Detail("date"), Bias(Grammar.MOMENT)),
        (Detail("topic"), Bias()),
    ],
)
async def test_the_recogniser_is_told_what_was_asked(expects: Expectation, bias: Bias, line: Line) -> None:
    assert bias_for(expects) == bias
    line.floor.expects = expects
    await line.rig.send(VADUserStartedSpeakingFrame(start_secs=0.0))
    await line.rig.down(CallerSpeakingFrame)
    assert line.ears.biases == [bias]
