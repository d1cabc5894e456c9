"""The acoustic model of the telephone, beside that of all of the band."""

from __future__ import annotations

import json

import numpy as np
import pytest
from rapidfuzz.distance import Levenshtein

from ringup.voice.asr.language_model import LanguageModel
from ringup.voice.asr.resampling import Resampler
from ringup.voice.asr.sphinx_decoder import SphinxDecoder
from ringup.voice.audio import Samples
from ringup.voice.ports import Grammar
from tests.voice.conftest import RECORDINGS, Recorded

TOLD = json.loads((RECORDINGS / "index.json").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def decoders(shop_model: LanguageModel) -> dict[bool, SphinxDecoder]:
    wide = SphinxDecoder(shop_model)
    return {False: wide, True: SphinxDecoder(shop_model, wide, narrow=True)}


def words_wrong(decoder: SphinxDecoder, said: str, sound: Samples) -> int:
    decoder.start(Grammar.OPEN)
    decoder.take(sound.astype("<i2").tobytes())
    decoder.stop()
    decoder.start(Grammar.OPEN, decoder.means())
    decoder.take(sound.astype("<i2").tobytes())
    return int(Levenshtein.distance(decoder.finish(30.0).text.split(), said.split()))


def over_the_line(recorded: Recorded, said: str, voice: str) -> Samples:
    line = Resampler()
    return np.concatenate([line.take(recorded(said, voice, phone=True)), line.rest()])


@pytest.mark.parametrize("voice", ["slt", "awb"])
def test_the_telephones_model_hears_more_of_a_phone_call(
    decoders: dict[bool, SphinxDecoder], recorded: Recorded, voice: str
) -> None:
    said_by_it = (TOLD[path.stem] for path in (RECORDINGS / voice).glob("*.wav"))
    sounds = {said: over_the_line(recorded, said, voice) for said in said_by_it}
    wrong = {
        narrow: sum(words_wrong(decoder, said, sound) for said, sound in sounds.items())
        for narrow, decoder in decoders.items()
    }
    assert wrong[True] < wrong[False]
