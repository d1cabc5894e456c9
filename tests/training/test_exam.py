"""What a model is measured on was not trained on."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from ringup.cli.sound import write_wav
from ringup.voice.asr.hallucination import is_worth_hearing
from ringup.voice.audio import WIDE_RATE, Audio
from training import exam
from training.exam import Band, Chosen, Said, Subject
from training.sounds import held_out
from training.voices import Flite


@pytest.fixture(scope="module")
def chosen() -> Chosen:
    return exam.texts(20)


def audio(said: Said) -> Audio:
    return Audio((said.sound * 32_768).astype(np.int16), WIDE_RATE)


def test_every_text_that_can_be_is_held_out(chosen: Chosen) -> None:
    for subject in (Subject.SENTENCES, Subject.DIGITS, Subject.OTHER):
        assert len(set(chosen[subject])) == 20
        assert all(held_out(text) for text in chosen[subject])
    assert "yes" in chosen[Subject.YES_NO]
    assert not set(chosen[Subject.SENTENCES]) & set(chosen[Subject.OTHER])
    for subject in (Subject.SENTENCES, Subject.DIGITS, Subject.OTHER):
        figures = [set(text.split()) <= exam.FIGURES for text in chosen[subject]]
        assert figures == [subject is Subject.DIGITS] * 20


def test_all_texts_are_said_by_each_voice_on_both_bands(chosen: Chosen) -> None:
    some = {Subject.YES_NO: chosen[Subject.YES_NO]}
    said = list(exam.spoken((Flite("rms"), Flite("slt")), some))
    assert len(said) == 2 * 2 * len(chosen[Subject.YES_NO])
    assert {(one.who, one.band) for one in said} == {
        (who, band) for who in ("flite-rms", "flite-slt") for band in Band
    }
    for one in said:
        assert audio(one).between(0.5, one.seconds - 0.5).level > -40
        assert audio(one).between(0.0, 0.4).level < -55


def test_silence_is_as_long_as_it_says() -> None:
    said = list(exam.silence(0.5))
    for name, level in exam.SILENCES.items():
        own = [one for one in said if one.who == name]
        assert sum(one.seconds for one in own) == 30
        assert all(audio(one).level == pytest.approx(level, abs=0.5) for one in own)
    assert [is_worth_hearing(audio(one)) for one in said] == [False] * 3 + [True] * 3


def test_noises_are_heard_in_turns(tmp_path: Path) -> None:
    write_wav(tmp_path / "car_horn.wav", Audio(np.full(25 * WIDE_RATE, 5_000, np.int16), WIDE_RATE))
    said = list(exam.noises(tmp_path))
    assert [(one.who, one.band, round(one.seconds)) for one in said] == [
        ("car horn", band, seconds) for seconds in (10, 10, 5) for band in Band
    ]
