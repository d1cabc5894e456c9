from __future__ import annotations

import pytest

from ringup.voice.errors import SynthesisFailed
from ringup.voice.tts.cached import CachedSynthesizer
from tests.voice.fakes import FakeSynthesizer

HELLO, BYE, OTHER = "hello there", "good bye", "something else"


async def _say(voice: CachedSynthesizer, text: str) -> float:
    return sum([piece.seconds async for piece in voice.synthesize(text)])


async def test_makes_a_fixed_sentence_once() -> None:
    inner = FakeSynthesizer()
    voice = CachedSynthesizer(inner, [HELLO])
    assert await _say(voice, HELLO) == await _say(voice, HELLO) == pytest.approx(0.5)
    await _say(voice, OTHER)
    await _say(voice, OTHER)
    assert inner.said == [HELLO, OTHER, OTHER]


async def test_warming_makes_them_ahead() -> None:
    inner = FakeSynthesizer()
    voice = CachedSynthesizer(inner, [HELLO])
    await voice.warm([HELLO, BYE])
    await _say(voice, BYE)
    await _say(voice, HELLO)
    assert sorted(inner.said) == [BYE, HELLO]


async def test_forgets_what_was_not_said_for_longest() -> None:
    inner = FakeSynthesizer()
    one = 2 * round(0.25 * inner.rate) * 2
    voice = CachedSynthesizer(inner, [HELLO, BYE, OTHER], bound=2 * one)
    for sentence in (HELLO, BYE, HELLO, OTHER, HELLO, BYE):
        await _say(voice, sentence)
    assert inner.said == [HELLO, BYE, OTHER, BYE]
    assert voice.remembered == 2 * one


async def test_does_not_keep_what_alone_is_too_much() -> None:
    voice = CachedSynthesizer(FakeSynthesizer(), [HELLO], bound=100)
    await _say(voice, HELLO)
    assert voice.remembered == 0


async def test_half_a_sentence_is_not_remembered() -> None:
    inner = FakeSynthesizer()
    voice = CachedSynthesizer(inner, [HELLO])
    async for _ in voice.synthesize(HELLO):
        break
    assert await _say(voice, HELLO) == pytest.approx(0.5)
    assert inner.said == [HELLO, HELLO]


async def test_a_failure_is_not_remembered() -> None:
    inner = FakeSynthesizer()
    inner.failing.add(HELLO)
    voice = CachedSynthesizer(inner, [HELLO])
    with pytest.raises(SynthesisFailed):
        await _say(voice, HELLO)
    inner.failing.clear()
    assert await _say(voice, HELLO) == pytest.approx(0.5)
