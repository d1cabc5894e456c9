"""Passes take turns at a model: answers first and together, the words so far when there is time."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import AsyncIterator, Hashable, Sequence
from dataclasses import replace

import numpy as np
import pytest

from ringup.voice.asr.whisper_decoder import Pass, Reading
from ringup.voice.asr.whisper_pool import MOST_WAITING, WhisperPool
from ringup.voice.asr.whisper_queue import LATE, Urgency
from ringup.voice.errors import RecognitionFailed
from ringup.voice.ports import Transcript


class SlowDecoder:
    """Reads a pass as what is expected in it, one batch for each time it is let go on."""

    def __init__(self) -> None:
        self.batches: list[list[str]] = []
        self.error: Exception | None = None
        self._go_on = threading.Semaphore(0)

    def go_on(self, batches: int = 1) -> None:
        self._go_on.release(batches)

    def alike(self, wanted: Pass) -> Hashable:
        return wanted.language[0]

    def decode(self, passes: Sequence[Pass]) -> list[Reading]:
        self._go_on.acquire()
        self.batches.append([one.expected[0] for one in passes])
        if self.error is not None:
            raise self.error
        return [Reading(Transcript(one.expected[0])) for one in passes]


class Clock:
    now = 0.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def decoder() -> SlowDecoder:
    return SlowDecoder()


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
async def pool(decoder: SlowDecoder, clock: Clock) -> AsyncIterator[WhisperPool]:
    made = WhisperPool(decoder, 1, clock)
    yield made
    decoder.go_on(100)
    await made.close()


def _pass(said: str, language: str = "en") -> Pass:
    return Pass(np.zeros(16, np.int16), language, (said,))


def _ask(
    pool: WhisperPool, said: str, urgency: Urgency, caller: str = "", language: str = "en"
) -> asyncio.Task[Reading | None]:
    return asyncio.create_task(pool.hear(caller or said, _pass(said, language), urgency))


async def _all(asked: Sequence[asyncio.Task[Reading | None]]) -> list[str | None]:
    return [reading.transcript.text if reading else None for reading in await asyncio.gather(*asked)]


async def test_whoever_waits_for_an_answer_comes_before_the_words_so_far(
    pool: WhisperPool, decoder: SlowDecoder
) -> None:
    asked = [
        _ask(pool, "first", Urgency.GROWING),
        _ask(pool, "so far", Urgency.GROWING),
        _ask(pool, "pause", Urgency.PAUSE),
        _ask(pool, "end", Urgency.FINAL),
    ]
    await asyncio.sleep(0)
    decoder.go_on(3)
    assert await _all(asked) == ["first", "so far", "pause", "end"]
    assert decoder.batches == [["first"], ["end", "pause"], ["so far"]]


async def test_answers_that_wait_are_worked_out_together(pool: WhisperPool, decoder: SlowDecoder) -> None:
    asked = [_ask(pool, "first", Urgency.FINAL)]
    await asyncio.sleep(0)
    asked += [_ask(pool, str(number), Urgency.FINAL) for number in range(3)]
    asked += [_ask(pool, "oui", Urgency.FINAL, language="fr")]
    await asyncio.sleep(0)
    decoder.go_on(3)
    assert await _all(asked) == ["first", "0", "1", "2", "oui"]
    assert decoder.batches == [["first"], ["0", "1", "2"], ["oui"]]


async def test_the_words_so_far_are_skipped_when_they_would_be_late(
    pool: WhisperPool, decoder: SlowDecoder, clock: Clock
) -> None:
    asked = [_ask(pool, "end", Urgency.FINAL), _ask(pool, "so far", Urgency.GROWING)]
    await asyncio.sleep(0)
    clock.now = LATE + 0.1
    decoder.go_on()
    assert await _all(asked) == ["end", None]
    assert decoder.batches == [["end"]]


async def test_a_pause_that_became_the_end_comes_before_other_pauses(
    pool: WhisperPool, decoder: SlowDecoder
) -> None:
    asked = [_ask(pool, said, Urgency.PAUSE) for said in ("first", "one", "two")]
    await asyncio.sleep(0)
    pool.hurry("two")
    decoder.go_on(3)
    await _all(asked)
    assert decoder.batches == [["first"], ["two", "one"]]


async def test_what_nobody_waits_for_is_not_decoded(pool: WhisperPool, decoder: SlowDecoder) -> None:
    asked = [_ask(pool, said, Urgency.FINAL) for said in ("first", "given up")]
    await asyncio.sleep(0)
    asked[1].cancel()
    await asyncio.sleep(0)
    decoder.go_on(2)
    assert await _all(asked[:1]) == ["first"]
    assert decoder.batches == [["first"]]


@pytest.mark.parametrize(
    ("error", "logged"), [(RecognitionFailed("broken"), 0), (KeyError("a defect"), 2)], ids=["told", "defect"]
)
async def test_whatever_goes_wrong_recognition_fails_for_all(
    pool: WhisperPool, decoder: SlowDecoder, error: Exception, logged: int, caplog: pytest.LogCaptureFixture
) -> None:
    """A defect is logged once a batch: there are two."""
    decoder.error = error
    decoder.go_on(2)
    asked = [_ask(pool, said, Urgency.FINAL) for said in ("one", "two", "three")]
    outcomes = await asyncio.gather(*asked, return_exceptions=True)
    assert [type(one) for one in outcomes] == [RecognitionFailed] * 3
    assert all(error in (one, one.__cause__) for one in outcomes if isinstance(one, RecognitionFailed))
    assert len(caplog.records) == logged
    decoder.error = None
    decoder.go_on()
    assert await _all([_ask(pool, "and on", Urgency.FINAL)]) == ["and on"]


async def test_what_cannot_be_compared_with_others_fails(pool: WhisperPool) -> None:
    with pytest.raises(RecognitionFailed) as failed:
        await pool.hear("", replace(_pass("anything"), language=""), Urgency.FINAL)
    assert isinstance(failed.value.__cause__, IndexError)


async def test_too_many_are_refused(pool: WhisperPool, decoder: SlowDecoder) -> None:
    asked = [_ask(pool, "first", Urgency.FINAL)]
    asked += [_ask(pool, str(number), Urgency.FINAL) for number in range(MOST_WAITING)]
    await asyncio.sleep(0)
    assert await pool.hear("late", _pass("late"), Urgency.GROWING) is None
    with pytest.raises(RecognitionFailed, match="too many"):
        await pool.hear("late", _pass("late"), Urgency.FINAL)
    decoder.go_on(len(asked))
    await _all(asked)


async def test_closing_fails_what_waits(pool: WhisperPool, decoder: SlowDecoder) -> None:
    running = _ask(pool, "running", Urgency.FINAL)
    await asyncio.sleep(0)
    waiting = _ask(pool, "waiting", Urgency.FINAL)
    await asyncio.sleep(0)
    closing = asyncio.create_task(pool.close())
    with pytest.raises(RecognitionFailed):
        await waiting
    decoder.go_on()
    await closing
    assert await _all([running]) == ["running"]
    with pytest.raises(RecognitionFailed):
        await pool.hear("late", _pass("late"), Urgency.FINAL)
