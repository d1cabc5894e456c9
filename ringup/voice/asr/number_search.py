"""The way through a network of numbers that fits a sound best: Viterbi's, over all of its states.

A network's words become phones, each in every neighbourhood that it may have: behind the last phone of what
was said before it or a silence, and before the first of what follows or a silence. Nothing is pruned, so that
every network fits every sound somehow, and their scores compare.
"""

from __future__ import annotations

import math
from collections.abc import Collection, Hashable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import product
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from ringup.voice.asr.acoustic_model import SILENCE, STATES, Place, Triphone
from ringup.voice.asr.numbers import END, START, WAYS, Match, Network, Way
from ringup.voice.asr.senone_scores import Scores

LANGUAGE = 6.5
"""Weight of the network's probabilities against the sound."""

WORD, PAUSE = 1e-6, 0.3
"""Probabilities of one more word, whichever it is, without which digits are found in any sound, and of a
silence beside it."""

_NO_WORD = -1
_SILENT = Triphone(SILENCE, SILENCE, SILENCE, Place.ALONE)

Places = NDArray[np.intp]

_Gate = Hashable
"""Leads from phones to phones: within a word, or from one word to the next."""


@dataclass(frozen=True, slots=True)
class Word:
    """An arc of a network, said in one of its ways."""

    said: str
    phones: int


class Node(NamedTuple):
    """A phone in one neighbourhood. `word`: its number among those of the net; `cost` is that of entering
    it, the natural logarithm of a probability."""

    triphone: Triphone
    word: int
    is_first: bool
    entered_by: _Gate
    leads_to: _Gate
    cost: float


def _between(state: int, before: str, behind: str) -> _Gate:
    """At a state of the network. Whatever was said before or is said behind a silence is the same to it."""
    if before == SILENCE:
        return state, "silence ends"
    return (state, "silence begins") if behind == SILENCE else (state, before, behind)


def _nodes(network: Network, words: list[Word]) -> Iterator[Node]:
    """Adds to `words` what it finds."""
    ways = [(arc, way) for arc in network.arcs for way in WAYS[arc[3]]]
    firsts, lasts = _NeighboursAt(), _NeighboursAt()
    for (start, end, _, _), way in ways:
        firsts[start][way[0]] = lasts[end][way[-1]] = None
    for state in dict.fromkeys((*firsts, *lasts)):
        gates = _between(state, "", SILENCE), _between(state, SILENCE, "")
        yield Node(_SILENT, _NO_WORD, True, *gates, LANGUAGE * math.log(PAUSE))
    for (start, end, probability, said), way in ways:
        words.append(Word(said, len(way)))
        number, last = len(words) - 1, len(way) - 1
        costs = LANGUAGE * math.log(probability) + math.log(WORD)
        for at, triphone in _in_each_neighbourhood(way, firsts[end], lasts[start]):
            yield Node(
                triphone,
                number,
                at == 0,
                _between(start, triphone.before, triphone.phone) if at == 0 else (number, at),
                _between(end, triphone.phone, triphone.behind) if at == last else (number, at + 1),
                costs if at == 0 else 0.0,
            )


def triphones(ways: Iterable[Way]) -> set[Triphone]:
    """All that there are where such words are said in any order, with and without silences."""
    every = tuple(ways)
    firsts, lasts = {SILENCE, *(way[0] for way in every)}, {SILENCE, *(way[-1] for way in every)}
    found = (triphone for way in every for _, triphone in _in_each_neighbourhood(way, firsts, lasts))
    return {_SILENT, *found}


def _in_each_neighbourhood(
    way: Way, firsts: Collection[str], lasts: Collection[str]
) -> Iterator[tuple[int, Triphone]]:
    """Each phone of a word with its place in it; `firsts` may come behind the word, `lasts` before it."""
    last = len(way) - 1
    for at, phone in enumerate(way):
        before = lasts if at == 0 else (way[at - 1],)
        behind = firsts if at == last else (way[at + 1],)
        for left, right in product(before, behind):
            yield at, Triphone(phone, left, right, Place.of(at, last))


class _NeighboursAt(dict[int, dict[str, None]]):
    """Of each state of a network: the phones that words begin with there, or end with, and a silence."""

    def __missing__(self, state: int) -> dict[str, None]:
        return self.setdefault(state, {SILENCE: None})


@dataclass(frozen=True, slots=True)
class Alphabet:
    """What is known of some triphones, whose `rows` are told. `columns`: of the scores, in which those of
    their states stand, (triphones, states); `steps`: what their phones' transitions are, as `acoustic_model`
    tells them."""

    rows: Mapping[Triphone, int]
    columns: Places
    steps: NDArray[np.float64]


class Net:
    """A network as arrays over its nodes, to be searched often."""

    def __init__(self, network: Network, alphabet: Alphabet) -> None:
        self.words: list[Word] = []
        nodes = list(_nodes(network, self.words))
        gates: dict[_Gate, list[int]] = {}
        for number, node in enumerate(nodes):
            gates.setdefault(node.entered_by, [])
            gates.setdefault(node.leads_to, []).append(number)
        numbers = {gate: number for number, gate in enumerate(gates)}
        self.doors = [np.array(doors or [len(nodes)], np.intp) for doors in gates.values()]
        self.begins = [numbers[_between(START, *around)] for around in (("", SILENCE), (SILENCE, ""))]
        self.ends = [numbers[_between(END, *around)] for around in (("", SILENCE), (SILENCE, ""))]
        self.entered_by = np.array([numbers[node.entered_by] for node in nodes], np.intp)
        self.word_of = [node.word for node in nodes]
        self.is_first = [node.is_first for node in nodes]
        self.costs = np.array([node.cost for node in nodes], np.float32)
        rows = [alphabet.rows[node.triphone] for node in nodes]
        self.columns = np.ascontiguousarray(alphabet.columns[rows].T)
        steps = alphabet.steps[rows].astype(np.float32)
        self.stay = np.ascontiguousarray(np.diagonal(steps, axis1=1, axis2=2).T)
        self.step = np.ascontiguousarray(np.diagonal(steps, 1, axis1=1, axis2=2).T)


@dataclass(slots=True)
class _Trellis:
    """`moved`: whether the best way into a state came out of the one before it, or into the first through the
    gate, (frames, states, nodes). `left`: scores of leaving a node behind a frame, (frames, nodes and one
    more, which nothing leaves)."""

    moved: NDArray[np.bool_]
    left: NDArray[np.float32]


def best_match(net: Net, scores: Scores) -> Match | None:
    """None where there is less sound than the shortest way takes."""
    frames = len(scores)
    if frames == 0:
        return None
    trellis, total = _searched(net, scores)
    if not math.isfinite(total):
        return None
    found = [(net.words[number], taken) for number, taken in _traced(net, trellis)]
    figures = [(word, taken) for word, taken in reversed(found) if word.said.isdigit()]
    return Match(
        figures="".join(word.said for word, _ in figures),
        score=total / frames,
        shortest=min((taken / word.phones for word, taken in figures), default=0.0),
    )


def _searched(net: Net, scores: Scores) -> tuple[_Trellis, float]:
    """With the score of the best way."""
    frames, nodes = len(scores), len(net.costs)
    trellis = _Trellis(
        np.empty((frames, STATES, nodes), np.bool_), np.full((frames, nodes + 1), -np.inf, np.float32)
    )
    doors = np.concatenate(net.doors)
    starts = np.cumsum([0, *(len(each) for each in net.doors[:-1])])
    open_gates = np.full(len(net.doors), -np.inf, np.float32)
    open_gates[net.begins] = 0.0
    at = np.full((STATES, nodes), -np.inf, np.float32)
    arriving = np.empty_like(at)
    for moved, left, frame in zip(trellis.moved, trellis.left, scores, strict=True):
        arriving[0] = open_gates[net.entered_by]
        arriving[0] += net.costs
        np.add(at[:-1], net.step[:-1], out=arriving[1:])
        at += net.stay
        np.greater(arriving, at, out=moved)
        np.maximum(arriving, at, out=at)
        at += frame[net.columns]
        np.add(at[-1], net.step[-1], out=left[:-1])
        open_gates = np.maximum.reduceat(left[doors], starts)
    return trellis, float(open_gates[net.ends].max())


def _traced(net: Net, trellis: _Trellis) -> Iterator[tuple[int, int]]:
    """The words of the best way with the frames that each took, from the last to the first."""
    frame = len(trellis.moved) - 1
    doors = np.concatenate([net.doors[gate] for gate in net.ends])
    taken = 0
    while frame >= 0:
        node = int(doors[trellis.left[frame][doors].argmax()])
        state = STATES - 1
        while state >= 0:
            state -= int(trellis.moved[frame, state, node])
            frame -= 1
            taken += 1
        if net.is_first[node]:
            if net.word_of[node] != _NO_WORD:
                yield net.word_of[node], taken
            taken = 0
        doors = net.doors[net.entered_by[node]]
