"""The clips: half of them kept apart, cut where the bar is, and the same every time."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import numpy as np
import pytest

from bench.pauses.clips import (
    DIGITS,
    PAUSES,
    SENTENCE_VOICES,
    SPEAKERS,
    Clip,
    Half,
    Kind,
    cut,
    numbers,
    sentences,
    written,
)
from ringup.cli.sound import write_wav
from ringup.voice.audio import PHONE_RATE, WIDE_RATE
from tests.telephony.clocks import tone
from training.voices import Spoken


@pytest.fixture(scope="module")
def digits(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Tones in place of people: a digit lasts so many tenths of a second, of an odd take 50 ms more."""
    folder = tmp_path_factory.mktemp("spoken_digits")
    for digit in range(10):
        for speaker in SPEAKERS:
            for take in range(4):
                seconds = 0.1 + 0.1 * digit + 0.05 * (take % 2)
                write_wav(folder / f"{digit}_{speaker}_{take}.wav", tone(seconds))
    return folder


@pytest.fixture(scope="module")
def spoken() -> list[Clip]:
    return list(sentences(100))


def test_numbers_have_six_digits_and_a_pause_between_two_of_them(digits: Path) -> None:
    some = list(numbers(digits, 100))
    assert len(some) == 100
    for clip in some:
        first, second = clip.words.split(" | ")
        assert len(first.split()) + len(second.split()) == DIGITS
        assert PAUSES[0] <= clip.pause <= PAUSES[1]
        assert {part.rate for part in clip.parts} == {PHONE_RATE}
    assert {len(clip.words.split(" | ", maxsplit=1)[0].split()) for clip in some} == set(range(1, DIGITS))


def test_the_kept_half_is_of_other_takes(digits: Path) -> None:
    for clip in numbers(digits, 40):
        first = [int(digit) for digit in clip.words.split(" | ", maxsplit=1)[0].split()]
        late = 0.05 if clip.half is Half.KEPT else 0.0
        least = sum(0.1 + 0.1 * digit + late for digit in first) + 0.06 * (len(first) - 1)
        assert least - 0.02 < clip.parts[0].seconds < least + 0.08 * (len(first) - 1) + 0.02


def test_every_speaker_is_in_both_halves(digits: Path) -> None:
    counts = Counter((clip.voice, clip.half) for clip in numbers(digits, 100))
    assert len(counts) == len(SPEAKERS) * len(Half)
    assert min(counts.values()) >= 16


def test_sentences_of_one_half_are_never_said_in_the_other(spoken: list[Clip]) -> None:
    assert len(spoken) == 100
    by_half = {half: {clip.words for clip in spoken if clip.half is half} for half in Half}
    assert not by_half[Half.TUNE] & by_half[Half.KEPT]
    for kind in (Kind.DANGLING, Kind.COMPLETE):
        assert {clip.words for clip in spoken if clip.kind is kind} == {
            words for half in Half for words in written(kind, half)
        }
    assert {clip.voice for clip in spoken} == set(SENTENCE_VOICES)
    assert len({(clip.words, clip.voice) for clip in spoken}) >= 90, "hardly any is said twice alike"


def test_a_sentence_is_cut_at_the_end_of_a_word() -> None:
    quiet = np.zeros(WIDE_RATE // 10, np.int16)
    word = tone(0.4, rate=WIDE_RATE).samples
    samples = np.concatenate([word, quiet, word, quiet, word])
    first, second = cut(Spoken(samples, (0.4, 0.9, 1.4)), 2)
    assert first.seconds == pytest.approx(0.9, abs=0.02)
    assert second.seconds == pytest.approx(0.4, abs=0.02)


def test_both_parts_of_a_real_sentence_sound(spoken: list[Clip]) -> None:
    assert min(part.seconds for clip in spoken for part in clip.parts) > 0.2


def test_a_seed_gives_the_same_clips_again(digits: Path) -> None:
    once, again = list(numbers(digits, 10)), list(numbers(digits, 10))
    assert [clip.parts[0].pcm for clip in once] == [clip.parts[0].pcm for clip in again]
    assert [clip.words for clip in once] != [clip.words for clip in numbers(digits, 10, seed=1)]
