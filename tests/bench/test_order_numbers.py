"""How the bench counts what comes of an order number, with a recogniser that hears what the script says."""

from __future__ import annotations

import random
import wave
from pathlib import Path

import numpy as np
import pytest

from bench.order_numbers.callers import Person
from bench.order_numbers.calls import Ears, Outcome, ask
from ringup.skills.understanding.gazetteer import Gazetteer
from ringup.skills.understanding.rules import RulesUnderstander
from ringup.voice.audio import PHONE_RATE, Audio
from ringup.voice.ports import Grammar, Rated, Transcript
from tests.voice.fakes import FakeRecognizer

ORDERS = ("471203", "480001", "300000")


def heard(text: str, *rated: tuple[str, float]) -> Transcript:
    return Transcript(text, 0.9, rated=tuple(Rated(*each) for each in rated))


GARBLED = "four tea"


@pytest.mark.parametrize(
    ("script", "outcome"),
    [
        ([heard(GARBLED, ("471203", 0.95))], Outcome.TOLD),
        ([heard("four seven one two oh three")], Outcome.TOLD),
        ([heard(GARBLED, ("471203", 0.5), ("480001", 0.2))], Outcome.CONFIRMED),
        ([heard(GARBLED, ("480001", 0.5), ("471203", 0.2))], Outcome.LATER),
        ([heard(GARBLED), heard(GARBLED, ("471203", 0.95))], Outcome.LATER),
        ([heard(GARBLED), heard(GARBLED, ("471203", 0.5))], Outcome.LATER),
        ([heard(GARBLED, ("480001", 0.5), ("300000", 0.2))], Outcome.GAVE_UP),
        ([heard(GARBLED), heard(GARBLED)], Outcome.GAVE_UP),
        ([heard(GARBLED, ("480001", 0.95))], Outcome.WRONG),
    ],
)
async def test_what_comes_of_a_call(script: list[Transcript], outcome: Outcome) -> None:
    recognizer = FakeRecognizer(script)
    ears = Ears(recognizer, RulesUnderstander(Gazetteer()))
    assert await ask(ears, "471203", ORDERS, lambda: Audio.silence(1.0, PHONE_RATE)) is outcome
    assert recognizer.biases[0].grammar is Grammar.DIGITS
    assert set(recognizer.biases[0].phrases) == set(ORDERS)
    assert recognizer.open == 0


def test_a_person_says_each_digit_in_turn(tmp_path: Path) -> None:
    for figure in range(10):
        for take in range(15):
            with wave.open(str(tmp_path / f"{figure}_sam_{take}.wav"), "wb") as sound:
                sound.setparams((1, 2, PHONE_RATE, 0, "NONE", ""))
                sound.writeframes(np.full(2_000, 1_000 * (figure + 1), np.int16).tobytes())
    said = Person("sam", tmp_path).says("3141", random.Random(1))
    assert said.rate == PHONE_RATE
    peaks = [int(piece.samples.max()) for piece in said.chunks(0.05) if piece.samples.max() > 500]
    assert max(peaks) > 15_000  # the four, as loud as callers are
    assert 0.3 + 4 * 0.25 < said.seconds < 0.8 + 4 * 0.25 + 3 * 0.6
