"""How a growing utterance is heard, with a model that hears "yes, please" in any sound, and with one that
hears what the test says."""

from __future__ import annotations

import asyncio
import threading
from collections import deque
from collections.abc import AsyncIterator, Callable, Hashable, Sequence
from pathlib import Path

import numpy as np
import pytest
from faster_whisper import WhisperModel

from ringup.voice.asr.whisper_decoder import Pass, Reading, WhisperDecoder
from ringup.voice.asr.whisper_pool import WhisperPool
from ringup.voice.asr.whisper_stream import FIRST, STEP, Manner, WhisperRecognition
from ringup.voice.asr.whisper_text import spoken
from ringup.voice.audio import WIDE_RATE, Audio
from ringup.voice.errors import RecognitionFailed
from ringup.voice.ports import Transcript

YES_PLEASE = "yes please"


class Watched:
    """A decoder that keeps what it was asked, and fails as often as it is told to."""

    def __init__(self, decoder: WhisperDecoder) -> None:
        self._decoder = decoder
        self.asked: list[Pass] = []
        self.failures = 0

    def alike(self, wanted: Pass) -> Hashable:
        return self._decoder.alike(wanted)

    def decode(self, passes: Sequence[Pass]) -> list[Reading]:
        self.asked += passes
        if self.failures:
            self.failures -= 1
            raise RecognitionFailed("the test says so")
        return self._decoder.decode(passes)


class Scripted:
    """Reads one pass after the other as the script says, as soon as the test lets it."""

    def __init__(self) -> None:
        self.asked: list[Pass] = []
        self.script: deque[str] = deque()
        self._go_on = threading.Semaphore(0)

    def alike(self, wanted: Pass) -> Hashable:
        return wanted.thorough

    def decode(self, passes: Sequence[Pass]) -> list[Reading]:
        self.asked += passes
        self._go_on.acquire()
        return [self._read(self.script.popleft()) for _ in passes]

    def reads(self, *written: str) -> None:
        """The next passes."""
        self.script += written
        self._go_on.release(len(written))

    def _read(self, written: str) -> Reading:
        return Reading(Transcript(spoken(written)), tuple(written.split()))


@pytest.fixture(scope="module")
def model(whisper_folder: Path) -> WhisperModel:
    return WhisperModel(str(whisper_folder), device="cpu", compute_type="int8", local_files_only=True)


@pytest.fixture
def decoder(model: WhisperModel) -> Watched:
    return Watched(WhisperDecoder(model))


@pytest.fixture
async def pool(decoder: Watched) -> AsyncIterator[WhisperPool]:
    made = WhisperPool(decoder, 1)
    yield made
    await made.close()


@pytest.fixture
def recognition(pool: WhisperPool) -> WhisperRecognition:
    return WhisperRecognition(pool, Manner("en", ("oat milk",), window=30, growing_window=10))


@pytest.fixture
def scripted() -> Scripted:
    return Scripted()


@pytest.fixture
async def growing(scripted: Scripted) -> AsyncIterator[WhisperRecognition]:
    """An utterance that `scripted` reads."""
    pool = WhisperPool(scripted, 1)
    recognition = WhisperRecognition(pool, Manner("en"))
    yield recognition
    await recognition.abandon()
    scripted.reads(*[""] * 9)  # whatever is still read, for nobody
    await pool.close()


def _sound(seconds: float, level: float) -> Audio:
    noise = np.random.default_rng(3).normal(size=round(seconds * WIDE_RATE)) * level
    return Audio(noise.astype(np.int16), WIDE_RATE)


ROOM, PAUSE = _sound(0.3, 30), _sound(0.4, 30)
TALK = _sound(1.0, 3_000)
NOTHING = Audio.silence(0, WIDE_RATE)


async def _feed(recognition: WhisperRecognition, *sounds: Audio) -> None:
    for sound in sounds:
        for piece in sound.chunks(0.02):
            await recognition.feed(piece)


async def _until(reached: Callable[[], object]) -> None:
    async with asyncio.timeout(20):
        while True:
            await asyncio.sleep(0)
            if reached():
                return


async def _hear_passes(count: int, recognition: WhisperRecognition, decoder: Watched) -> None:
    """Until the last of them was asked for, which is when the one before has come to its end."""
    for number in range(count):
        await _feed(recognition, TALK)
        async with asyncio.timeout(20):
            while len(decoder.asked) <= number:
                await recognition.feed(NOTHING)
                await asyncio.sleep(0)


async def _grow(recognition: WhisperRecognition, decoder: Scripted, written: str) -> None:
    """By enough for one more pass, which reads so, and otherwise than the one before."""
    decoder.reads(written)
    await _feed(recognition, TALK)
    await _until(lambda: recognition.partial() == spoken(written))


async def test_words_come_while_the_caller_speaks(recognition: WhisperRecognition, decoder: Watched) -> None:
    assert recognition.partial() == ""
    await _feed(recognition, ROOM, TALK)
    await _until(recognition.partial)
    assert recognition.partial() == YES_PLEASE
    (wanted,) = decoder.asked
    assert (wanted.thorough, wanted.agreed, wanted.window) == (False, "", 10)
    assert FIRST <= wanted.seconds < FIRST + STEP
    await recognition.abandon()


async def test_a_pass_goes_on_behind_what_two_agreed_on(
    recognition: WhisperRecognition, decoder: Watched
) -> None:
    await _hear_passes(3, recognition, decoder)
    assert [one.agreed for one in decoder.asked] == ["", "", "Yes"]
    assert recognition.partial() == YES_PLEASE
    await recognition.abandon()


async def test_words_that_two_passes_begin_with_are_kept(
    growing: WhisperRecognition, scripted: Scripted
) -> None:
    for written in ("I'd like", "I'd like two of", "I'd like two oat"):
        await _grow(growing, scripted, written)
    scripted.reads("I'd like two oat milks, please.")
    assert (await growing.finish()).text == "i'd like two oat milks please"
    assert [one.agreed for one in scripted.asked] == ["", "", "I'd like", "I'd like two"]


async def test_a_word_that_is_taken_back_was_never_agreed_on(
    growing: WhisperRecognition, scripted: Scripted
) -> None:
    for written in ("Yes, for", "Yes, forty", "Yes, forty-four", "Yes, forty-four of"):
        await _grow(growing, scripted, written)
    scripted.reads("Yes, forty-four of them.")
    await growing.finish()
    assert [one.agreed for one in scripted.asked] == ["", "", "Yes", "Yes", "Yes, forty-four"]


async def test_a_pause_that_is_heard_otherwise_takes_back_what_was_agreed_on(
    growing: WhisperRecognition, scripted: Scripted
) -> None:
    for written in ("Cancel it", "Cancel it now", "Cancel it now then"):
        await _grow(growing, scripted, written)
    scripted.reads("Can't sell it now then.")
    await _feed(growing, PAUSE)
    await _until(growing.provisional)
    await _grow(growing, scripted, "Can't sell it now then, no")
    scripted.reads("Can't sell it now then, no.")
    await growing.finish()
    agreed = ["", "", "Cancel it", "", "", "Can't sell it now then"]
    assert [one.agreed for one in scripted.asked] == agreed


async def test_at_the_end_only_the_tail_is_left(recognition: WhisperRecognition, decoder: Watched) -> None:
    await _hear_passes(3, recognition, decoder)
    heard = await recognition.finish()
    assert (heard.text, [word.text for word in heard.words]) == (YES_PLEASE, ["yes", "please"])
    assert (decoder.asked[-1].thorough, decoder.asked[-1].agreed) == (True, "Yes")


async def test_in_a_pause_all_is_heard_that_the_end_will_want(
    recognition: WhisperRecognition, decoder: Watched
) -> None:
    await _feed(recognition, ROOM, TALK)
    assert recognition.provisional() is None
    await _feed(recognition, PAUSE)
    await _until(lambda: recognition.provisional() is not None)
    asked = len(decoder.asked)
    settled = recognition.provisional()
    await _feed(recognition, PAUSE)
    assert recognition.provisional() == settled
    assert await recognition.finish() == settled
    assert len(decoder.asked) == asked
    assert settled is not None
    assert settled.text == YES_PLEASE
    assert (decoder.asked[-1].thorough, decoder.asked[-1].agreed) == (True, "")


async def test_it_says_that_a_pause_is_being_heard(growing: WhisperRecognition, scripted: Scripted) -> None:
    scripted.reads("My order")
    await _feed(growing, ROOM, TALK)
    await _until(growing.partial)
    await _feed(growing, TALK)
    await _until(lambda: len(scripted.asked) == 2)
    assert (growing.partial(), growing.is_settling()) == ("my order", False)
    await _feed(growing, PAUSE)
    assert (growing.provisional(), growing.is_settling()) == (None, True)
    scripted.reads("My order, of which", "My order number is")
    await _until(growing.provisional)
    assert (growing.partial(), growing.is_settling()) == ("my order number is", False)


async def test_a_pause_is_over_where_speech_goes_on(growing: WhisperRecognition, scripted: Scripted) -> None:
    scripted.reads("My order")
    await _feed(growing, ROOM, TALK)
    await _until(growing.partial)
    await _feed(growing, PAUSE)
    assert growing.is_settling()
    await _feed(growing, TALK)
    assert not growing.is_settling()


async def test_a_pass_that_the_end_of_the_turn_overtakes_is_waited_for(
    recognition: WhisperRecognition, decoder: Watched
) -> None:
    await _feed(recognition, ROOM, TALK, PAUSE)
    assert recognition.provisional() is None
    assert (await recognition.finish()).text == YES_PLEASE
    assert [one.thorough for one in decoder.asked].count(True) == 1


async def test_who_goes_on_after_a_pause_is_heard_to_the_end(
    recognition: WhisperRecognition, decoder: Watched
) -> None:
    await _feed(recognition, ROOM, TALK, PAUSE)
    await _until(lambda: recognition.provisional() is not None)
    await _feed(recognition, TALK)
    assert recognition.provisional() is None
    await _feed(recognition, PAUSE)
    await _until(lambda: recognition.provisional() is not None)
    assert decoder.asked[-1].seconds > ROOM.seconds + 2 * TALK.seconds
    await recognition.finish()


async def test_what_failed_in_the_pause_is_tried_again_at_the_end(
    recognition: WhisperRecognition, decoder: Watched
) -> None:
    decoder.failures = 2  # the words so far, and the pause
    await _feed(recognition, ROOM, TALK)
    await _until(lambda: decoder.asked)
    await _feed(recognition, PAUSE)
    await _until(lambda: len(decoder.asked) == 2)
    assert (await recognition.finish()).text == YES_PLEASE
    assert recognition.provisional() is None


async def test_what_fails_at_the_end_fails(recognition: WhisperRecognition, decoder: Watched) -> None:
    decoder.failures = 9
    await _feed(recognition, ROOM, TALK, PAUSE)
    with pytest.raises(RecognitionFailed):
        await recognition.finish()


async def test_silence_is_not_asked_about(recognition: WhisperRecognition, decoder: Watched) -> None:
    await _feed(recognition, Audio.silence(2.0, WIDE_RATE))
    assert await recognition.finish() == Transcript()
    assert decoder.asked == []


async def test_what_is_expected_stands_in_front_of_every_pass(
    recognition: WhisperRecognition, decoder: Watched
) -> None:
    await _feed(recognition, ROOM, TALK)
    await _until(recognition.partial)
    await _feed(recognition, PAUSE)
    await recognition.finish()
    assert {(one.expected, one.language) for one in decoder.asked} == {(("oat milk",), "en")}
    assert len(decoder.asked) > 1


async def test_more_than_a_window_is_heard_in_several(
    recognition: WhisperRecognition, decoder: Watched
) -> None:
    await _feed(recognition, _sound(40, 3_000))
    heard = await recognition.finish()
    assert heard.text == f"{YES_PLEASE} {YES_PLEASE}"
    assert heard.words[2].start > 20
    assert sum(one.seconds for one in decoder.asked if one.thorough) == pytest.approx(40, abs=0.1)


async def test_nothing_is_left_of_what_is_abandoned(
    recognition: WhisperRecognition, decoder: Watched
) -> None:
    await _feed(recognition, ROOM, TALK, PAUSE)
    await recognition.abandon()
    await asyncio.sleep(0)
    assert recognition.provisional() is None
    assert len(decoder.asked) <= 1
