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
from ringup.skills.dialogue.fit import Fit
from ringup.skills.intent import Utterance
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
        self.provisional: Transcript | None = None
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
        return self._ears.provisional

    async def finish(self) -> Transcript:
        self._ears.finished += 1
        self._ears.partial = ""
        entry = self._ears.script.popleft()
        if isinstance(entry, VoiceError):
            raise entry
        return entry

    async def abandon(self) -> None:
        self._ears.abandoned += 1


class Mind:
    """Thinks ahead as a test tells it to; keeps what it thought about."""

    def __init__(self) -> None:
        self.fits: dict[str, Fit] = {}
        self.thoughts: list[Utterance] = []
        self.fails = False

    async def think(self, said: Utterance) -> Fit:
        self.thoughts.append(said)
        if self.fails:
            raise RuntimeError("a bug")
        return self.fits.get(said.text, Fit.OPEN)


class Listener:
    """A detector of ends that a test tells what it thinks; keeps how much it was given."""

    def __init__(self) -> None:
        self.says: float | None = None
        self.seconds: list[float] = []

    async def ended(self, audio: Audio) -> float | None:
        self.seconds.append(audio.seconds)
        return self.says

    async def close(self) -> None: ...


class Line:
    """A caller on a telephone line whose sound comes at once."""

    def __init__(self, rig: Rig, floor: Floor, ears: Ears, mind: Mind, listener: Listener) -> None:
        self.rig = rig
        self.floor = floor
        self.ears = ears
        self.mind = mind
        self.listener = listener

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

    async def waits(self, milliseconds: int) -> None:
        """A pause that takes its time, so that what is found out in it is known in it."""
        for _ in range(milliseconds // PIECE_MS):
            await self.sound(PIECE_MS)
            await self.settled()

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
    floor, ears, mind, listener = Floor(), Ears(), Mind(), Listener()
    recognize = Recognize(ears, floor, recorder, mind.think, listener)
    async with Rig(CallerTap(recorder), recognize, rate=RATE) as rig:
        yield Line(rig, floor, ears, mind, listener)
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


@pytest.mark.parametrize(
    ("expects", "said", "fit", "ended", "patience_ms"),
    [
        (YesNo(), "no", Fit.ANSWERS, None, 350),
        (YesNo(), "yes", Fit.OPEN, 0.9, 450),
        (Choice("product", ("the lamp",)), "the lamp", Fit.ANSWERS, 0.9, 280),
        (Choice("product", ("the lamp",)), "the lamp", Fit.ANSWERS, 0.1, 450),
        (Digits("order", (6,), ("471203",)), "four seven one two oh three", Fit.ANSWERS, 0.1, 350),
        (Anything(), "where is my order", Fit.ANSWERS, None, 500),
        (Anything(), "the usual", Fit.OPEN, 0.9, 400),
        (Anything(), "the usual", Fit.OPEN, 0.1, 800),
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
    await line.pause(400)
    await line.settled()
    assert line.ears.finished == 0
    await line.sound(100)
    assert (await line.rig.down(HeardFrame)).utterance.text == "no the other"


async def test_a_thought_that_fails_costs_nothing(line: Line, caplog: pytest.LogCaptureFixture) -> None:
    line.ears.will_hear("the usual")
    line.mind.fails = True
    await line.speaks(600)
    await line.pause(600)
    assert (await line.rig.down(HeardFrame)).utterance.text == "the usual"
    assert "thinking ahead failed" in caplog.text
    assert "the usual" not in caplog.text


async def test_our_own_words_are_not_thought_about(line: Line) -> None:
    line.says("Shall I place this order?", YesNo(), until_ms=700)
    line.ears.will_hear("place this order")
    await line.sound(800)
    await line.speaks(600)
    await line.pause(600)
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


@pytest.mark.parametrize(("milliseconds", "answered"), [(200, False), (800, False), (1_000, True)])
async def test_a_sound_without_words_is_answered_unless_it_is_as_short_as_a_cough(
    milliseconds: int, answered: bool, line: Line
) -> None:
    line.ears.will_hear("")
    await line.speaks(milliseconds)
    await line.pause(900)
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
