"""What the acoustic model is given of a sound."""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path

import numpy as np
import pytest

from ringup.voice.asr.acoustic_model import CEPSTRA
from ringup.voice.asr.cepstra import FrontEnd, streams
from tests.voice.conftest import Recorded


def test_slopes_are_those_that_pocketsphinx_takes() -> None:
    rising = np.arange(20.0)[:, None] * np.ones(CEPSTRA)
    inside = streams(rising)[5:-5]
    assert inside[:, 1] == pytest.approx(np.full_like(inside[:, 1], 4))
    assert inside[:, 2] == pytest.approx(np.zeros_like(inside[:, 2]))


def test_a_temporary_folder_that_was_tidied_away_is_made_again(
    recorded: Recorded, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    sound, front_end = recorded("yes please"), FrontEnd()
    first = front_end.cepstra(sound.pcm)
    for folder in tmp_path.iterdir():
        shutil.rmtree(folder)
    assert front_end.cepstra(sound.pcm) == pytest.approx(first)


def test_each_hundredth_of_a_second_has_its_cepstra(recorded: Recorded) -> None:
    sound = recorded("yes please")
    front_end = FrontEnd()
    first = front_end.cepstra(sound.pcm)
    assert first.shape == (pytest.approx(100 * sound.seconds, abs=4), CEPSTRA)
    front_end.cepstra(recorded("no thank you").pcm)
    assert front_end.cepstra(sound.pcm) == pytest.approx(first)
    assert np.abs(first - front_end.cepstra(recorded("no thank you").pcm)[: len(first)]).max() > 1
