"""A scripted caller against a server that answers whatever is said: when which sound was made."""

from __future__ import annotations

from base64 import b64decode
from pathlib import Path
from typing import Any

import pytest

from bench.duplex.cast import Cast
from bench.duplex.person import PATIENCE, Person
from bench.duplex.scripts import Beside, Script, Step
from bench.duplex.ticks import Kind, Track
from bench.waveform import stretches
from ringup.telephony.standin.caller import StandInCall
from ringup.telephony.standin.sound import from_line, to_line
from tests.telephony.clocks import tone
from tests.telephony.standin.protocol_server import Stream, on_the_line

TURNS = ("how much is delivery", "goodbye")
ASIDE = Beside(Kind.ASIDE, "not now", 0.6)


@pytest.fixture(scope="module")
def cast(tmp_path_factory: pytest.TempPathFactory) -> Cast:
    made = Cast(tmp_path_factory.mktemp("sounds"))
    made.prepare("rms", {*TURNS, "uh huh", "not now", "um"})
    return made


class Answering:
    """Greets, then says its piece 400 ms after the caller's sound has ended. `stops`: it falls silent when
    the caller speaks. `deaf_to`: so many of the caller's sounds get no answer."""

    def __init__(self, *, stops: bool = False, deaf_to: int = 0) -> None:
        self._piece = to_line(tone(2.5, 300.0))
        self._stops = stops
        self._deaf_to = deaf_to
        self._loud = self._quiet = 0

    async def __call__(self, stream: Stream, message: Any) -> None:
        if message["event"] == "start":
            await stream.play(self._piece)
        if message["event"] != "media":
            return
        if from_line(b64decode(message["media"]["payload"])).level > -40:
            await self._heard(stream)
        elif self._loud:
            self._quiet += 1
            if self._quiet == 20:
                await self._answer(stream)

    async def _heard(self, stream: Stream) -> None:
        if self._stops and not self._loud:
            await stream.send("clear")
        self._loud, self._quiet = self._loud + 1, 0

    async def _answer(self, stream: Stream) -> None:
        self._loud = 0
        if self._deaf_to:
            self._deaf_to -= 1
        else:
            await stream.play(self._piece)


async def talked(cast: Cast, answering: Answering, *steps: Step) -> tuple[StandInCall, Track]:
    async with on_the_line() as (carrier, server):
        server.react = answering
        call = await carrier.dial(f"{server.url}/voice")
        person = Person(call, Script(1, "rms", steps), cast)
        await person.talk()
        return call, person.track()


def kinds(track: Track) -> list[Kind]:
    return [sound.kind for sound in track.sounds]


def off_ms(call: StandInCall, track: Track) -> int:
    """How far what was noted is from where the caller's track sounds, at worst."""
    said = stretches(call.caller_track.samples, call.caller_track.rate)
    pairs = zip(track.sounds, said, strict=True)
    return max(max(abs(a.start_ms - b.start_ms), abs(a.end_ms - b.end_ms)) for a, b in pairs)


async def test_turns_are_said_once_the_assistant_has_finished(cast: Cast) -> None:
    call, track = await talked(cast, Answering(), *map(Step, TURNS))
    assert kinds(track) == [Kind.TURN, Kind.TURN]
    assert off_ms(call, track) <= 25
    assert len(track.assistant) == 3
    for turn, before in zip(track.sounds, track.assistant, strict=False):
        assert turn.start_ms - before.end_ms == pytest.approx(800, abs=100)


async def test_an_interruption_is_the_next_turn_said_into_speech(cast: Cast) -> None:
    cut = Step(TURNS[0], Beside(Kind.INTERRUPTION, after=0.6))
    call, track = await talked(cast, Answering(stops=True), cut, Step(TURNS[1]))
    assert kinds(track) == [Kind.INTERRUPTION, Kind.TURN]
    assert track.sounds[0].words == TURNS[0]
    greeting = track.assistant[0]
    assert track.sounds[0].start_ms - greeting.start_ms == pytest.approx(600, abs=100)
    assert greeting.end_ms < greeting.start_ms + 2_000, "it was stopped"
    assert [abs(ms - greeting.end_ms) <= 40 for ms in track.clears_ms[:1]] == [True]
    assert off_ms(call, track) <= 25


async def test_speech_that_was_not_stopped_is_no_answer_to_the_interruption(cast: Cast) -> None:
    """The greeting goes on behind it; then nothing comes, so it is said again before anything else."""
    cut = Step(TURNS[0], Beside(Kind.INTERRUPTION, after=0.6))
    _, track = await talked(cast, Answering(deaf_to=1), cut, Step(TURNS[1], ASIDE))
    assert kinds(track) == [Kind.INTERRUPTION, Kind.TURN, Kind.ASIDE, Kind.TURN]
    greeting, answer = track.assistant[:2]
    assert track.sounds[0].end_ms < greeting.end_ms
    assert track.sounds[1].start_ms - greeting.end_ms > PATIENCE * 1000
    assert track.sounds[2].start_ms - answer.start_ms == pytest.approx(600, abs=100)


@pytest.mark.parametrize("beside", [Beside(Kind.ACKNOWLEDGEMENT, "uh huh", 0.6), ASIDE])
async def test_who_speaks_into_speech_besides_their_turn_waits_for_its_end(
    cast: Cast, beside: Beside
) -> None:
    _, track = await talked(cast, Answering(deaf_to=1), Step(TURNS[0], beside))
    assert kinds(track) == [beside.kind, Kind.TURN]
    assert track.sounds[0].start_ms - track.assistant[0].start_ms == pytest.approx(600, abs=100)
    assert track.sounds[1].start_ms - track.assistant[0].end_ms == pytest.approx(800, abs=100)


async def test_who_coughs_into_silence_waits_to_see_whether_that_is_answered(cast: Cast) -> None:
    _, track = await talked(cast, Answering(), Step(TURNS[0], Beside(Kind.TIC, "cough")))
    assert kinds(track) == [Kind.TIC, Kind.TURN]
    assert track.sounds[0].start_ms >= track.assistant[0].end_ms
    answer = track.assistant[1]
    assert answer.start_ms - track.sounds[0].end_ms < 1_000
    assert track.sounds[1].start_ms > answer.end_ms, "and hears the wrong answer out"


async def test_who_is_not_answered_says_it_again_and_goes_on(cast: Cast) -> None:
    _, track = await talked(cast, Answering(deaf_to=1), *map(Step, TURNS))
    assert [sound.words for sound in track.sounds] == [TURNS[0], TURNS[0], TURNS[1]]
    gap = track.sounds[1].start_ms - track.sounds[0].end_ms
    assert gap == pytest.approx(PATIENCE * 1000, abs=200)


def test_sounds_are_kept_between_runs(cast: Cast, tmp_path: Path) -> None:
    kept = Cast(tmp_path)
    kept.prepare("rms", {"goodbye"})
    assert Cast(tmp_path).says("rms", "goodbye").pcm == kept.says("rms", "goodbye").pcm
