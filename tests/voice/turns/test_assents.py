from __future__ import annotations

from collections.abc import AsyncIterator

import numpy as np
import pytest

from bench.duplex.cast import Cast, cough
from ringup.skills.dialogue.consent import explicit_yes
from ringup.skills.dialogue.guard import CONFIDENCE_BAR
from ringup.voice.asr.language_model import LanguageModel
from ringup.voice.asr.sphinx import SphinxRecognizer
from ringup.voice.audio import PHONE_RATE, WIDE_RATE, Audio
from ringup.voice.ports import Bias, Grammar
from ringup.voice.turns.assents import WAYS, AssentModel
from tests.voice.noises import noise

SPOKEN = ("confirmed", "correct", "perfect", "sure", "yep")
VOICE = "rms"
SEEDS = range(20)


@pytest.fixture
async def model() -> AsyncIterator[AssentModel]:
    model = AssentModel()
    yield model
    await model.close()


@pytest.fixture(scope="module")
def cast(tmp_path_factory: pytest.TempPathFactory) -> Cast:
    cast = Cast(tmp_path_factory.mktemp("sounds"))
    cast.prepare(VOICE, SPOKEN)
    return cast


def in_a_room(sound: Audio) -> Audio:
    """On a quiet line."""
    around = np.concatenate([np.zeros(1_200), sound.samples, np.zeros(1_200)])
    hiss = np.random.default_rng(4).normal(0, 10, len(around))
    return Audio((around + hiss).astype(np.int16), sound.rate)


@pytest.mark.parametrize("word", SPOKEN)
async def test_who_says_it_is_believed(word: str, model: AssentModel, cast: Cast) -> None:
    assert await model.was_said(in_a_room(cast.says(VOICE, word)), word)


@pytest.mark.parametrize("word", sorted(WAYS))
@pytest.mark.parametrize("kind", ["cough", "sneeze", "sniff"])
async def test_who_coughs_is_not(kind: str, word: str, model: AssentModel) -> None:
    heard = [await model.was_said(in_a_room(cough(kind, seed)), word) for seed in SEEDS]
    assert not any(heard)


def twice(sound: Audio) -> Audio:
    return sound + Audio.silence(0.2, sound.rate) + sound


async def test_who_says_it_twice_is_believed(model: AssentModel, cast: Cast) -> None:
    assert await model.was_said(in_a_room(twice(cast.says(VOICE, "correct"))), "correct correct")


@pytest.mark.parametrize("words", ["correct correct", "perfect correct", "sure sure", "yep yep"])
async def test_who_coughs_twice_is_not(words: str, model: AssentModel) -> None:
    heard = [await model.was_said(in_a_room(twice(cough("cough", seed))), words) for seed in SEEDS]
    assert not any(heard)


@pytest.mark.parametrize("word", sorted(WAYS))
@pytest.mark.parametrize("kind", ["gusts", "hiss"])
async def test_nor_is_the_wind(kind: str, word: str, model: AssentModel) -> None:
    assert not await model.was_said(noise(kind, 0.6, 8_000), word)


async def test_what_coughs_are_heard_as_is_no_yes(model: AssentModel, shop_model: LanguageModel) -> None:
    sphinx = SphinxRecognizer(shop_model, workers=1, max_decoders=1)
    yeses = 0
    for seed in range(30):
        sound = in_a_room(cough("cough", seed))
        recognition = sphinx.begin(Bias(Grammar.YES_NO))
        await recognition.feed(sound)
        found = await recognition.finish()
        if explicit_yes(found.text) and found.confidence >= CONFIDENCE_BAR:
            yeses += 1
            assert model.knows(found.text)
            assert not await model.was_said(sound, found.text)
    await sphinx.close()
    assert yeses > 0


@pytest.mark.parametrize("rate", [PHONE_RATE, WIDE_RATE])
async def test_nothing_is_nothing(rate: int, model: AssentModel) -> None:
    assert not await model.was_said(Audio.silence(0.0, rate), "sure")
    assert not await model.was_said(Audio.silence(0.5, rate), "sure")


async def test_only_what_coughs_are_heard_as_is_listened_to(model: AssentModel) -> None:
    assert model.knows("correct")
    assert model.knows("correct sure")
    assert not model.knows("")
    assert not model.knows("yes")
    assert not model.knows("correct the address")
