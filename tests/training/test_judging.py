"""What was heard is counted, with and without what the product believes."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from ringup.voice.audio import WIDE_RATE
from tests.voice.asr import tiny_whisper
from training.exam import Band, Said, Subject
from training.judging import Heard, as_in_calls, judge, score
from training.mixing import Sound


def noise(level: float) -> Sound:
    made = np.random.default_rng(1).normal(size=2 * WIDE_RATE) * 10 ** (level / 20)
    return made.astype(np.float32)


def said(text: str, level: float = -30.0) -> Said:
    return Said(Subject.YES_NO if text else Subject.NOBODY, "somebody", Band.WIDE, text, noise(level))


def test_a_model_is_asked_through_faster_whisper(tmp_path: Path) -> None:
    model = tiny_whisper.write(tmp_path / "tiny")
    seen: list[tuple[int, int]] = []
    exam = [said("yes please"), said("yes"), said("", -60.0)]
    right, wrong, quiet = judge(model, exam, lambda done, of: seen.append((done, of)))
    assert (right.text, right.believed, right.wrong) == ("yes please", "yes please", 0)
    assert (wrong.text, wrong.wrong) == ("yes please", 1)
    assert (quiet.text, quiet.believed) == ("yes please", ""), "the product would not have asked"
    assert all(0 < one.real_time_factor < 100 for one in (right, wrong, quiet))
    assert seen == [(1, 3), (2, 3), (3, 3)]


def test_a_model_can_be_asked_as_calls_ask_it(tmp_path: Path) -> None:
    model = tiny_whisper.write(tmp_path / "tiny")
    exam = [said("yes please"), said("yes")]
    right, wrong = judge(model, exam, way=as_in_calls)
    assert (right.text, right.wrong, wrong.wrong) == ("yes please", 0, 1)


def test_what_the_model_doubts_itself_is_not_believed(tmp_path: Path) -> None:
    [heard] = judge(tiny_whisper.write(tmp_path / "tiny", silent=True), [said("")])
    assert heard.believed == ""


def test_a_score_counts_words_and_clips() -> None:
    some = [
        Heard(said("yes please"), "yes please", "yes please", 0.2),
        Heard(said("no thank you"), "no you", "no you", 0.4),
        Heard(said("no"), "no", "", 2.0),
    ]
    found = score(some)
    assert (found.clips, found.words, found.wrong, found.whole) == (3, 6, 1, 2)
    assert found.word_error == 1 / 6
    assert found.real_time_factor == 0.2, "the median of 0.1, 0.2 and 1.0"
