"""What a decoder of digits makes of callers, whose voices it was not made for."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from typing import Protocol

import pytest
import pytest_asyncio

from ringup.voice.asr.language_model import LanguageModel
from ringup.voice.asr.sphinx import SphinxRecognizer
from ringup.voice.ports import Bias, Grammar, Rated
from tests.voice.conftest import Recorded

NUMBER = "471203"
NEIGHBOURS = ("471204", "471293", "411203", "971203", "480001", "300000", "555555")

Found = tuple[Rated, ...]


class Rate(Protocol):
    async def __call__(
        self, said: str, *numbers: str, voice: str = "rms", lengths: tuple[int, ...] = ()
    ) -> Found: ...


pytestmark = pytest.mark.asyncio(loop_scope="module")


@pytest_asyncio.fixture(loop_scope="module", scope="module")
async def sphinx(shop_model: LanguageModel) -> AsyncIterator[SphinxRecognizer]:
    made = SphinxRecognizer(shop_model, workers=1, max_decoders=2)
    yield made
    await made.close()


@pytest.fixture
def rated(sphinx: SphinxRecognizer, recorded: Recorded) -> Rate:
    async def rate(said: str, *numbers: str, voice: str = "rms", lengths: tuple[int, ...] = ()) -> Found:
        recognition = sphinx.begin(Bias(Grammar.DIGITS, numbers, lengths))
        await recognition.feed(recorded(said, voice, phone=True))
        return (await recognition.finish()).rated

    return rate


@pytest.mark.parametrize("voice", ["rms", "slt"])
async def test_a_number_is_told_from_others_like_it(rated: Rate, voice: str) -> None:
    said = await rated("four seven one two oh three", NUMBER, *NEIGHBOURS, voice=voice)
    assert said[0].value == NUMBER
    assert [each.probability for each in said] == sorted((each.probability for each in said), reverse=True)


async def test_a_number_among_strangers_is_sure(rated: Rate) -> None:
    best, *_ = await rated("four seven one two oh three", NUMBER, "480001", "300000", "555555")
    assert best.value == NUMBER
    assert best.probability >= 0.9


async def test_a_number_that_is_not_in_the_list_is_not_sure(rated: Rate) -> None:
    assert all(each.probability < 0.9 for each in await rated("four seven one two oh three", *NEIGHBOURS))
    assert await rated("four seven one two oh three", "480001", "300000", "555555") == ()


@pytest.mark.parametrize(
    "said",
    ["i want a person", "can you repeat that", "never mind", "what's the weather like on mars tomorrow"],
)
async def test_words_that_are_no_number_are_none(rated: Rate, said: str) -> None:
    assert await rated(said, NUMBER, *NEIGHBOURS) == ()
    assert await rated(said, lengths=(6,)) == ()


async def test_without_a_list_a_number_has_so_many_digits(rated: Rate) -> None:
    for each in await rated("four seven one two oh three", lengths=(6,)):
        assert len(each.value) == 6


async def test_a_number_is_not_looked_for_where_none_was_asked_for(
    sphinx: SphinxRecognizer, recorded: Recorded
) -> None:
    recognition = sphinx.begin(Bias(Grammar.OPEN, (NUMBER,)))
    await recognition.feed(recorded("four seven one two oh three", phone=True))
    assert (await recognition.finish()).rated == ()


async def test_callers_do_not_mix_though_they_share_the_decoder_of_digits(rated: Rate) -> None:
    said = "four seven one two oh three"
    both = await asyncio.gather(rated(said, NUMBER, "480001"), rated(said, "300000", NUMBER))
    assert [found[0].value for found in both] == [NUMBER, NUMBER]
