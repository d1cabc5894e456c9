"""Which servers the response bench measures, and how it reads their calls."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from bench.response import Subject, options_of, subjects_of
from bench.server import HERE, SERVE
from bench.stock.peers import Peer
from bench.waveform import responses
from ringup.voice.audio import PHONE_RATE, Audio, Samples
from tests.telephony.clocks import tone


def test_ours_and_the_stock_bot_stand_side_by_side() -> None:
    assert [subject.name for subject in subjects_of(options_of([]))] == ["ringup", "stock", "stock-timer"]


def test_another_tree_joins_in(tmp_path: Path) -> None:
    options = options_of(["--peers", "ringup", "--against", str(tmp_path)])
    ours, other = subjects_of(options)
    assert ours == Subject("ringup", Peer.OURS.program, HERE)
    assert other == Subject("other", SERVE, tmp_path.resolve())


def sounding(*spans: tuple[float, float], seconds: float = 10.0) -> Samples:
    """A tone from each first second to its second one."""
    track = Audio.silence(seconds, PHONE_RATE).samples
    for start, end in spans:
        first, last = round(start * PHONE_RATE), round(end * PHONE_RATE)
        track[first:last] = tone(end - start).samples[: last - first]
    return track


def test_an_answer_is_the_next_sound_before_the_caller_speaks_again() -> None:
    caller = sounding((1.0, 2.0), (4.0, 5.0), (5.6, 6.0), (8.0, 8.5))
    assistant = sounding((0.0, 0.8), (2.5, 3.5), (6.25, 7.0))
    assert responses(caller, assistant, PHONE_RATE) == pytest.approx([500, 250], abs=5)


def test_a_pause_within_a_sentence_is_no_end_of_it() -> None:
    caller = sounding((1.0, 1.5), (1.8, 2.0))
    assistant = sounding((2.6, 3.0))
    assert responses(caller, assistant, PHONE_RATE) == pytest.approx([600], abs=5)


def test_silence_has_no_answers() -> None:
    silence = np.zeros(PHONE_RATE, np.int16)
    assert responses(silence, silence, PHONE_RATE) == []
