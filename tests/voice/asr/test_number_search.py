"""The best way through a network, beside all ways there are."""

from __future__ import annotations

import itertools
import math
import random
from collections.abc import Iterator

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ringup.voice.asr.acoustic_model import SILENCE, STATES, Triphone
from ringup.voice.asr.number_search import LANGUAGE, PAUSE, WORD, Alphabet, Net, best_match, triphones
from ringup.voice.asr.numbers import ANY_DIGITS, WAYS, Network, any_of, of_length

EVERY = sorted(triphones(way for ways in WAYS.values() for way in ways))
"""Each state of each of them has scores of its own here."""

STAY, STEP = math.log(0.6), math.log(0.4)
STEPS = np.full((STATES, STATES + 1), -np.inf)
for state in range(STATES):
    STEPS[state, state : state + 2] = STAY, STEP


ALPHABET = Alphabet(
    {triphone: row for row, triphone in enumerate(EVERY)},
    np.arange(STATES * len(EVERY)).reshape(-1, STATES),
    np.stack([STEPS] * len(EVERY)),
)


def columns(triphone: Triphone) -> list[int]:
    return list(ALPHABET.columns[ALPHABET.rows[triphone]])


def net_of(network: Network) -> Net:
    return Net(network, ALPHABET)


def path_of(said: str) -> list[Triphone]:
    """Of words of the networks, and "-" for a silence; each word in its first way."""
    parts = [WAYS[word][0] if word != "-" else (SILENCE,) for word in said.split()]
    return [triphone for at in range(len(parts)) for triphone in _in_place(parts, at)]


def _in_place(parts: list[tuple[str, ...]], at: int) -> Iterator[Triphone]:
    phones = parts[at]
    if phones == (SILENCE,):
        yield next(each for each in EVERY if each.phone == SILENCE)
        return
    left = parts[at - 1][-1] if at else SILENCE
    right = parts[at + 1][0] if at + 1 < len(parts) else SILENCE
    around = [left, *phones, right]
    for place, phone in enumerate(phones):
        alike = (each for each in EVERY if each[:3] == (phone, around[place], around[place + 2]))
        yield next(each for each in alike if _fits(each, place, len(phones)))


def _fits(triphone: Triphone, place: int, size: int) -> bool:
    name = triphone.place.name
    if size == 1:
        return name == "ALONE"
    return name == ("FIRST" if place == 0 else "LAST" if place == size - 1 else "WITHIN")


def sounding_like(said: str, frames: int = 3) -> np.ndarray[tuple[int, int], np.dtype[np.float32]]:
    """Each state of it for so many frames."""
    states = [column for triphone in path_of(said) for column in columns(triphone)]
    scores = np.full((frames * len(states), STATES * len(EVERY)), -20.0, np.float32)
    for at, column in enumerate(states):
        scores[frames * at : frames * (at + 1), column] = 0.0
    return scores


@pytest.mark.parametrize(
    "said",
    ["- 4 7 1 2 0 3 -", "4 7 1 2 0 3", "- 4 7 1 - 2 0 3 -", "um - 47 12 03", "order number is 4 7 1 2 - 0 3"],
)
def test_what_was_said_is_found_with_and_without_pauses(said: str) -> None:
    said = said.replace(" 03", " 0 3")
    found = best_match(net_of(any_of(["471203", "471204", "471203471203"])), sounding_like(said))
    assert found is not None
    assert found.figures == "471203"
    assert found.shortest == 3 * STATES


def test_the_score_is_that_of_the_way() -> None:
    said, frames = "- 5 8 -", 4
    found = best_match(net_of(any_of(["58"])), sounding_like(said, frames))
    assert found is not None
    states = STATES * len(path_of(said))
    words = 2 * math.log(WORD) + 2 * LANGUAGE * math.log(PAUSE)
    way = states * ((frames - 1) * STAY + STEP) + words
    assert found.score == pytest.approx(way / (states * frames), abs=1e-4)


@settings(deadline=None, max_examples=25)
@given(st.integers(0, 10**6), st.integers(9, 14))
def test_no_way_is_better_than_the_best(seed: int, frames: int) -> None:
    """Through "2 0" and "2 2", whose ways can all be gone."""
    dice = np.random.default_rng(seed)
    scores = dice.normal(0, 3, (frames, STATES * len(EVERY))).astype(np.float32)
    texts = [
        " ".join((*before, "2", *between, last, *behind))
        for last in ("2", "0")
        for before, between, behind in itertools.product(((), ("-",)), repeat=3)
    ]
    every = [best for text in texts for best in _scores_of(text, scores)]
    found = best_match(net_of(Network(((0, 2, 1.0, "2"), (2, 1, 1.0, "2"), (2, 1, 1.0, "0")))), scores)
    if not every:
        assert found is None
    else:
        assert found is not None
        assert found.score == pytest.approx(max(every), abs=1e-4)


def _scores_of(said: str, scores: np.ndarray[tuple[int, int], np.dtype[np.float32]]) -> Iterator[float]:
    """Of each way to say it in that time; zeros in every way they are said."""
    words = said.split()
    pauses = words.count("-")
    costs = pauses * LANGUAGE * math.log(PAUSE) + (len(words) - pauses) * math.log(WORD)
    for path in _every_way(words):
        states = [column for triphone in path for column in columns(triphone)]
        if len(states) <= len(scores):
            yield (_aligned(states, scores) + costs) / len(scores)


def _every_way(words: list[str]) -> Iterator[list[Triphone]]:
    choices = [WAYS[word] if word != "-" else ((SILENCE,),) for word in words]
    for parts in itertools.product(*choices):
        yield [triphone for at in range(len(parts)) for triphone in _in_place(list(parts), at)]


def _aligned(states: list[int], scores: np.ndarray[tuple[int, int], np.dtype[np.float32]]) -> float:
    """The best alignment of these states, by trying all frames at which one gives way to the next."""
    best = -math.inf
    for cuts in itertools.combinations(range(1, len(scores)), len(states) - 1):
        bounds = [0, *cuts, len(scores)]
        total = sum(
            float(scores[start:end, state].sum()) + (end - start - 1) * STAY + STEP
            for state, (start, end) in zip(states, itertools.pairwise(bounds), strict=True)
        )
        best = max(best, total)
    return best


def test_too_short_a_sound_holds_no_number() -> None:
    scores = sounding_like("5", 1)
    assert best_match(net_of(of_length([6])), scores) is None
    assert best_match(net_of(of_length([6])), scores[:0]) is None


def test_digits_without_order_are_those_that_were_said() -> None:
    chance = random.Random(2)
    number = "".join(chance.choices("123456789", k=9))
    found = best_match(net_of(ANY_DIGITS), sounding_like(" ".join(number)))
    assert found is not None
    assert found.figures == number
