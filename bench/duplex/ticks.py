"""A call as both sides' sound in ticks of 200 ms, as tau-voice looks at one.

https://github.com/sierra-research/tau2-bench, `src/tau2/metrics/voice_interaction_metrics.py`. There a caller
speaks in a tick because the simulator says so, pauses within a sentence included; so it is here: the script
says what the caller's sounds are, and where they lie. The assistant speaks where its track sounds.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from bench.waveform import Stretch

TICK_MS = 200


class Kind(StrEnum):
    """What a sound of the caller's is."""

    TURN = "turn"  # said while the assistant is silent
    INTERRUPTION = "interruption"  # said into the assistant's speech, to be answered
    ACKNOWLEDGEMENT = "acknowledgement"  # "mm-hmm": go on
    TIC = "tic"  # a cough, an "um"
    ASIDE = "aside"  # to somebody else in the room

    @property
    def is_speech(self) -> bool:
        """Whether it makes a segment of the caller's. Tics and asides lie beside what they say."""
        return self not in (Kind.TIC, Kind.ASIDE)


@dataclass(frozen=True, slots=True)
class Sound:
    """One thing that the caller said, or a noise that they made."""

    kind: Kind
    start_ms: int
    end_ms: int
    words: str = ""


@dataclass(frozen=True, slots=True)
class Track:
    """Both sides of a call of `length_ms`. `sounds` are in order. `clears_ms`: when the carrier was told to
    throw away what it had not played; speech that ends without one has come to its own end."""

    sounds: tuple[Sound, ...]
    assistant: tuple[Stretch, ...]
    length_ms: int
    clears_ms: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Segment:
    """Ticks of speech without a gap; `end` is the first tick after it. `kind` is that of a caller's first
    sound in it."""

    start: int
    end: int
    kind: Kind = Kind.TURN


@dataclass(frozen=True, slots=True)
class Timeline:
    """A tick of a side is True where any of its speech lies in it. `beside` are tics and asides; `cut` are
    the ticks in which the assistant was silenced."""

    caller: tuple[bool, ...]
    assistant: tuple[bool, ...]
    turns: tuple[Segment, ...]
    answers: tuple[Segment, ...]
    beside: tuple[Segment, ...]
    cut: frozenset[int]


def timeline(track: Track) -> Timeline:
    count = -(-track.length_ms // TICK_MS)
    speech = [sound for sound in track.sounds if sound.kind.is_speech]
    caller = _ticks(((sound.start_ms, sound.end_ms) for sound in speech), count)
    assistant = _ticks(((one.start_ms, one.end_ms) for one in track.assistant), count)
    turns = tuple(Segment(start, end, _first(speech, start)) for start, end in _runs(caller))
    answers = tuple(Segment(start, end) for start, end in _runs(assistant))
    cut = frozenset(ms // TICK_MS for ms in track.clears_ms)
    return Timeline(caller, assistant, turns, answers, tuple(_beside(track.sounds)), cut)


def _ticks(spans: Iterable[tuple[int, int]], count: int) -> tuple[bool, ...]:
    ticks = [False] * count
    for start, end in spans:
        for tick in range(start // TICK_MS, min(count, -(-end // TICK_MS))):
            ticks[tick] = True
    return tuple(ticks)


def _runs(ticks: tuple[bool, ...]) -> Iterable[tuple[int, int]]:
    start = None
    for number, speaks in enumerate((*ticks, False)):
        if speaks and start is None:
            start = number
        elif not speaks and start is not None:
            yield start, number
            start = None


def _first(speech: Iterable[Sound], tick: int) -> Kind:
    return next(sound.kind for sound in speech if sound.end_ms > tick * TICK_MS)


def _beside(sounds: Iterable[Sound]) -> Iterable[Segment]:
    for sound in sounds:
        if not sound.kind.is_speech:
            yield Segment(sound.start_ms // TICK_MS, -(-sound.end_ms // TICK_MS), sound.kind)
