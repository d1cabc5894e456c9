"""What the decoder makes of callers, with the demo model, which knows them."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from faster_whisper import WhisperModel

from ringup.voice.asr import demo_whisper
from ringup.voice.asr.resampling import Resampler
from ringup.voice.asr.whisper_decoder import ALTERNATIVES, Pass, WhisperDecoder
from ringup.voice.errors import RecognitionFailed
from tests.voice.conftest import Recorded
from tests.voice.noises import noise

ORDER = "where is order four seven one two oh three"


@pytest.fixture(scope="module")
def decoder() -> WhisperDecoder:
    model = WhisperModel(str(demo_whisper.folder()), device="cpu", compute_type="int8", local_files_only=True)
    return WhisperDecoder(model)


@pytest.fixture
def order(recorded: Recorded) -> Pass:
    return _pass(recorded, ORDER)


def _pass(recorded: Recorded, text: str, voice: str = "rms", *, window: float = 6.0) -> Pass:
    resampler = Resampler("HQ")
    sound = resampler.take(recorded(text, voice, phone=True))
    return Pass(np.concatenate([sound, resampler.rest()]), "en", window=window)


def test_a_batch_is_heard_as_each_of_its_passes_alone(decoder: WhisperDecoder, recorded: Recorded) -> None:
    passes = [
        _pass(recorded, "yes please", "slt", window=10),
        replace(_pass(recorded, ORDER, window=10), agreed="where is order"),
        _pass(recorded, "make it three", "awb", window=10),
    ]
    assert len({decoder.alike(one) for one in passes}) == 1
    together = decoder.decode(passes)
    assert [one.transcript.text for one in together] == ["yes please", ORDER, "make it three"]
    for one, alone in zip(together, (decoder.decode([wanted])[0] for wanted in passes), strict=True):
        assert one.written == alone.written
        assert one.transcript.confidence == pytest.approx(alone.transcript.confidence, abs=0.01)


@pytest.mark.parametrize(
    "unlike",
    [{"expected": ("oat milk",)}, {"thorough": False}, {"window": 30.0}, {"language": "de"}],
    ids=lambda unlike: next(iter(unlike)),
)
def test_what_cannot_be_decoded_together_is_told_apart(
    decoder: WhisperDecoder, order: Pass, unlike: dict[str, object]
) -> None:
    assert decoder.alike(order) != decoder.alike(replace(order, **unlike))  # type: ignore[arg-type]


def test_prompts_of_one_length_are_alike(decoder: WhisperDecoder, order: Pass) -> None:
    one, other = (replace(order, expected=said) for said in (("yes", "no"), ("no", "yes")))
    assert decoder.alike(one) == decoder.alike(other) != decoder.alike(order)


def test_as_much_is_expected_as_there_is_room_for(order: Pass) -> None:
    model = WhisperModel(str(demo_whisper.folder()), device="cpu", compute_type="int8", local_files_only=True)
    decoder = WhisperDecoder(model, most_expected=4)
    few, many = (replace(order, expected=("yes", "no", *more)) for more in ((), ("a desk lamp",) * 99))
    assert decoder.alike(few) == decoder.alike(many) != decoder.alike(order)


def test_what_else_it_may_have_been_is_told(decoder: WhisperDecoder, recorded: Recorded) -> None:
    """Of sound that is cut off in a word, if of none else."""
    found = 0
    for voice in ("rms", "slt", "awb"):
        whole = _pass(recorded, "four seven one two oh three", voice)
        for share in (0.5, 0.6, 0.7, 0.8):
            cut = replace(whole, samples=whole.samples[: round(len(whole.samples) * share)])
            heard = decoder.decode([cut])[0].transcript
            found += bool(heard.alternatives)
            assert heard.text not in heard.alternatives
            assert len(set(heard.alternatives)) == len(heard.alternatives) <= ALTERNATIVES
    assert found >= 3


def test_quick_passes_give_words_alone(decoder: WhisperDecoder, order: Pass) -> None:
    heard = decoder.decode([replace(order, thorough=False)])[0]
    assert heard.transcript.text == " ".join(heard.written) == ORDER
    assert (heard.transcript.words, heard.transcript.alternatives) == ((), ())


@pytest.mark.parametrize("agreed", ["where", "where is order", "where is order four seven one two", ORDER])
def test_it_goes_on_behind_what_is_agreed(decoder: WhisperDecoder, order: Pass, agreed: str) -> None:
    heard = decoder.decode([replace(order, agreed=agreed)])[0]
    assert heard.transcript.text == ORDER
    assert [word.text for word in heard.transcript.words] == ORDER.split()


@pytest.mark.parametrize("agreed", ["cancel my order please", "where is order nine nine"])
def test_what_was_agreed_on_wrongly_is_given_up(decoder: WhisperDecoder, order: Pass, agreed: str) -> None:
    assert decoder.decode([replace(order, agreed=agreed)])[0].transcript.text == ORDER


@pytest.mark.parametrize("thorough", [True, False])
def test_noise_says_nothing(decoder: WhisperDecoder, thorough: bool) -> None:
    hiss = Pass(noise("hiss", 2.0, 600).samples, "en", thorough=thorough, window=6.0)
    heard = decoder.decode([hiss])[0]
    assert (heard.transcript.text, heard.written) == ("", ())


def test_what_the_libraries_raise_is_translated(decoder: WhisperDecoder, order: Pass) -> None:
    with pytest.raises(RecognitionFailed):
        decoder.decode([order, replace(order, expected=("two lengths",))])
