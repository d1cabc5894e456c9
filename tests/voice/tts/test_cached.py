from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator

import pytest

from ringup.voice.audio import Audio
from ringup.voice.errors import SynthesisFailed
from ringup.voice.tts.cached import LONGEST_PREPARED, MOST_PREPARED, CachedSynthesizer
from ringup.voice.tts.prepared import PreparedSentence
from tests.voice.fakes import FakeSynthesizer
from tests.voice.hanging import HangingSynthesizer

HELLO, BYE, OTHER = "hello there", "good bye", "something else"


async def _say(voice: CachedSynthesizer, text: str) -> float:
    return sum([piece.seconds async for piece in voice.synthesize(text)])


async def made(inner: FakeSynthesizer, *sentences: str) -> None:
    """The voice has begun with those."""
    async with asyncio.timeout(10):
        while inner.said != list(sentences):  # noqa: ASYNC110 - a fake has no event for it
            await asyncio.sleep(0)


async def test_makes_a_fixed_sentence_once() -> None:
    inner = FakeSynthesizer()
    voice = CachedSynthesizer(inner, [HELLO])
    assert await _say(voice, HELLO) == await _say(voice, HELLO) == pytest.approx(0.5)
    await _say(voice, OTHER)
    await _say(voice, OTHER)
    assert inner.said == [HELLO, OTHER, OTHER]


async def test_warming_makes_the_first_at_once_and_the_others_soon() -> None:
    inner = FakeSynthesizer()
    voice = CachedSynthesizer(inner, [HELLO])
    await voice.warm([HELLO, BYE, OTHER])
    assert inner.said[0] == HELLO
    await made(inner, HELLO, BYE, OTHER)
    for sentence in (BYE, HELLO, OTHER):
        await _say(voice, sentence)
    assert inner.said == [HELLO, BYE, OTHER]
    await voice.close()


async def test_a_voice_that_cannot_be_warmed_at_all_is_told_of_at_once() -> None:
    inner = FakeSynthesizer()
    inner.failing.add(HELLO)
    with pytest.raises(SynthesisFailed):
        await CachedSynthesizer(inner, []).warm([HELLO, BYE])


async def test_one_that_fails_later_fails_where_the_sentence_is_wanted(
    caplog: pytest.LogCaptureFixture,
) -> None:
    inner = FakeSynthesizer()
    inner.failing.add(BYE)
    voice = CachedSynthesizer(inner, [])
    await voice.warm([HELLO, BYE])
    with pytest.raises(SynthesisFailed):
        await _say(voice, BYE)
    assert await _say(voice, HELLO) == pytest.approx(0.5)
    async with asyncio.timeout(10):
        while "could not be warmed up" not in caplog.text:  # noqa: ASYNC110 - a log has no event for it
            await asyncio.sleep(0)
    await voice.close()


async def test_closing_does_not_wait_for_all_to_be_made() -> None:
    voice = CachedSynthesizer(inner := FakeSynthesizer(), [])
    await voice.warm([HELLO, BYE])
    await voice.close()
    assert inner.said == [HELLO]


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


# sentences made ahead


async def test_a_prepared_sentence_is_made_before_it_is_wanted_and_once() -> None:
    inner = FakeSynthesizer()
    voice = CachedSynthesizer(inner, [HELLO])
    voice.prepare(OTHER)
    voice.prepare(OTHER)
    await made(inner, OTHER)
    assert await _say(voice, OTHER) == pytest.approx(0.5)
    assert inner.said == [OTHER]
    assert await _say(voice, OTHER) == pytest.approx(0.5)
    assert inner.said == [OTHER, OTHER]


async def test_a_sentence_wanted_while_it_is_being_prepared_is_not_made_twice() -> None:
    inner = FakeSynthesizer()
    voice = CachedSynthesizer(inner, [])
    voice.prepare(OTHER)
    assert await _say(voice, OTHER) == pytest.approx(0.5)
    assert inner.said == [OTHER]


async def test_what_is_remembered_anyway_or_too_long_is_not_prepared() -> None:
    inner = FakeSynthesizer()
    voice = CachedSynthesizer(inner, [HELLO])
    voice.prepare(HELLO)
    voice.prepare("word " * LONGEST_PREPARED)
    voice.prepare(BYE)
    await made(inner, BYE)


async def test_a_prepared_sentence_is_the_voices_own_at_its_own_tempo_only() -> None:
    inner = FakeSynthesizer()
    voice = CachedSynthesizer(inner, [])
    voice.prepare(OTHER)
    await made(inner, OTHER)
    assert sum([piece.seconds async for piece in voice.synthesize(OTHER, 0.5)]) == pytest.approx(1.0)
    assert inner.said == [OTHER, OTHER]


async def test_what_nobody_wanted_is_given_up_for_others() -> None:
    inner = FakeSynthesizer()
    voice = CachedSynthesizer(inner, [])
    sentences = [f"sentence {number}" for number in range(MOST_PREPARED + 1)]
    for sentence in sentences:
        voice.prepare(sentence)
    await made(inner, *sentences[1:])
    await _say(voice, sentences[0])
    await _say(voice, sentences[-1])
    assert inner.said == [*sentences[1:], sentences[0]]


async def test_a_preparation_that_failed_is_said_to_who_wants_it() -> None:
    inner = FakeSynthesizer()
    inner.failing.add(OTHER)
    voice = CachedSynthesizer(inner, [])
    voice.prepare(OTHER)
    with pytest.raises(SynthesisFailed):
        await _say(voice, OTHER)
    inner.failing.clear()
    assert await _say(voice, OTHER) == pytest.approx(0.5)


class Breaking(FakeSynthesizer):
    """Breaks off in the middle of a sentence with an error that no voice should raise."""

    async def synthesize(self, text: str, tempo: float = 1.0) -> AsyncIterator[Audio]:
        yield await anext(super().synthesize(text, tempo))
        raise RuntimeError("a bug")


async def test_half_a_sentence_is_not_taken_for_all_of_it_whatever_broke_it_off() -> None:
    voice = CachedSynthesizer(Breaking(), [])
    voice.prepare(OTHER)
    with pytest.raises(SynthesisFailed) as failed:
        await _say(voice, OTHER)
    assert isinstance(failed.value.__cause__, RuntimeError)


async def test_a_sentence_that_is_given_up_does_not_end_as_if_it_were_whole() -> None:
    sentence = PreparedSentence(HangingSynthesizer(hangs=frozenset({OTHER})), OTHER)

    async def listen() -> list[Audio]:
        return [piece async for piece in sentence.pieces()]

    listening = asyncio.create_task(listen())
    await asyncio.sleep(0)
    sentence.drop()
    with pytest.raises(SynthesisFailed, match="given up"):
        await listening


async def test_closing_gives_up_what_is_being_prepared() -> None:
    inner = FakeSynthesizer()
    voice = CachedSynthesizer(inner, [])
    voice.prepare(OTHER)
    await voice.close()
    with pytest.raises(SynthesisFailed):
        await _say(voice, OTHER)
