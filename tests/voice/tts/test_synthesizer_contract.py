"""What every voice promises, its fake included."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from ringup.voice.audio import Audio
from ringup.voice.errors import SynthesisFailed
from ringup.voice.ports import Synthesizer
from ringup.voice.tts.cached import CachedSynthesizer
from ringup.voice.tts.espeak import EspeakSynthesizer
from ringup.voice.tts.piper import PiperSynthesizer
from tests.voice.fakes import FakeSynthesizer

HELLO = "Hello there. What can I do for you?"


@pytest.fixture(params=("fake", "espeak", "piper", "cached"))
async def voice(request: pytest.FixtureRequest, piper_voice: Path) -> AsyncIterator[Synthesizer]:
    made: Synthesizer
    match request.param:
        case "fake":
            made = FakeSynthesizer()
        case "espeak":
            made = EspeakSynthesizer()
        case "piper":
            made = PiperSynthesizer(piper_voice)
        case _:
            made = CachedSynthesizer(FakeSynthesizer(), [HELLO])
    yield made
    await made.close()


async def _say(voice: Synthesizer, text: str) -> list[Audio]:
    return [piece async for piece in voice.synthesize(text)]


async def test_speaks_in_pieces_of_one_rate(voice: Synthesizer) -> None:
    pieces = await _say(voice, HELLO)
    assert len(pieces) > 1
    assert all(piece.rate == voice.rate and len(piece.samples) for piece in pieces)
    assert 0.5 < sum(piece.seconds for piece in pieces) < 10
    assert max(piece.level for piece in pieces) > -40


@pytest.mark.parametrize("nothing", ["", "  ", "...", "\n"])
async def test_nothing_to_say_gives_no_pieces(voice: Synthesizer, nothing: str) -> None:
    assert await _say(voice, nothing) == []


async def test_says_the_same_twice(voice: Synthesizer) -> None:
    first, second = await _say(voice, HELLO), await _say(voice, HELLO)
    lengths = [sum(len(piece.samples) for piece in pieces) for pieces in (first, second)]
    assert lengths[0] == pytest.approx(lengths[1], rel=0.02)


async def test_speaks_to_many_at_once(voice: Synthesizer) -> None:
    said = await asyncio.gather(*(_say(voice, HELLO) for _ in range(4)))
    lengths = [sum(piece.seconds for piece in pieces) for pieces in said]
    assert max(lengths) == pytest.approx(min(lengths), rel=0.02)


async def test_a_listener_may_leave_early(voice: Synthesizer) -> None:
    async for _ in voice.synthesize(HELLO * 20):
        break
    assert await _say(voice, HELLO)


async def test_is_silent_when_closed(voice: Synthesizer) -> None:
    await voice.close()
    with pytest.raises(SynthesisFailed):
        await _say(voice, HELLO)


async def test_has_a_name(voice: Synthesizer) -> None:
    assert voice.name
