"""What is particular to espeak-ng and to Piper."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from ringup.voice.errors import EngineUnavailable, SynthesisFailed
from ringup.voice.tts.espeak import EspeakSynthesizer
from ringup.voice.tts.piper import PiperSynthesizer
from tests.voice.tts import tiny_piper

TWO_SENTENCES = "The first one is here. And the second one is a little longer."


async def test_espeak_streams_small_pieces() -> None:
    voice = EspeakSynthesizer()
    pieces = [piece async for piece in voice.synthesize(TWO_SENTENCES)]
    assert voice.rate == 22_050
    assert max(piece.seconds for piece in pieces) <= 0.1
    await voice.close()


async def test_espeak_has_other_voices() -> None:
    american, scottish = EspeakSynthesizer("en-us"), EspeakSynthesizer("en-gb-scotland")
    for voice in (american, scottish, american):
        assert [piece async for piece in voice.synthesize("tomato")]
    await american.close()
    await scottish.close()


async def test_espeak_names_a_voice_that_it_lacks() -> None:
    voice = EspeakSynthesizer("nowhere")
    with pytest.raises(SynthesisFailed, match="nowhere"):
        async for _ in voice.synthesize("hello"):
            pass
    await voice.close()


async def test_piper_gives_one_piece_a_sentence_and_the_first_clause_by_itself(piper_voice: Path) -> None:
    voice = PiperSynthesizer(piper_voice)
    pieces = [piece async for piece in voice.synthesize(TWO_SENTENCES)]
    assert len(pieces) == 2
    assert pieces[0].seconds < pieces[1].seconds
    more = [piece async for piece in voice.synthesize(f"Before the two of them, {TWO_SENTENCES}")]
    assert len(more) == 3
    assert more[0].seconds < pieces[0].seconds + 1
    assert more[1].seconds == pytest.approx(pieces[0].seconds, rel=0.1)
    assert voice.rate == tiny_piper.RATE
    await voice.close()


def test_piper_names_the_file_that_is_missing(tmp_path: Path, piper_voice: Path) -> None:
    with pytest.raises(EngineUnavailable, match=r"gone\.onnx.*ringup models pull"):
        PiperSynthesizer(tmp_path / "gone.onnx")
    alone = tmp_path / "alone.onnx"
    alone.write_bytes(piper_voice.read_bytes())
    with pytest.raises(EngineUnavailable, match=r"alone\.onnx\.json"):
        PiperSynthesizer(alone)


@pytest.mark.parametrize("broken", [".onnx", ".onnx.json"])
def test_piper_names_a_file_that_is_broken(tmp_path: Path, broken: str) -> None:
    path = tiny_piper.write(tmp_path)
    path.with_name("tiny" + broken).write_text("not this")
    with pytest.raises(EngineUnavailable, match="tiny"):
        PiperSynthesizer(path)


def test_a_missing_package_says_what_to_install(monkeypatch: pytest.MonkeyPatch, piper_voice: Path) -> None:
    monkeypatch.setitem(sys.modules, "piper", None)  # as the interpreter marks what is not there
    with pytest.raises(EngineUnavailable, match=r"pip install 'ringup\[voices\]'"):
        PiperSynthesizer(piper_voice)
