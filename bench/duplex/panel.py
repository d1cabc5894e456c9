"""tau-voice's panel of eight figures, over all events of a server's calls."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from statistics import fmean

import numpy as np

from bench.duplex.events import Event, Matter, events
from bench.duplex.exact import responses_ms, stops_ms
from bench.duplex.ticks import TICK_MS, Track, timeline
from bench.report import Cell


@dataclass(frozen=True, slots=True)
class Rate:
    """`right` of `total`."""

    right: int
    total: int

    @property
    def share(self) -> float | None:
        return round(self.right / self.total, 3) if self.total else None

    def __str__(self) -> str:
        return f"{self.right}/{self.total}"


def rate(some: Iterable[Event], matter: Matter, *, as_source: bool = False) -> Rate:
    counted = [one for one in some if one.matter is matter and (one.in_source if as_source else one.ours)]
    return Rate(sum(one.right for one in counted), len(counted))


def latency(some: Iterable[Event], matter: Matter) -> float | None:
    """Mean seconds, in steps of a tick."""
    taken = [one.ticks for one in some if one.matter is matter and one.ours and one.ticks is not None]
    return round(fmean(taken) * TICK_MS / 1000, 2) if taken else None


def row(tracks: Sequence[Track]) -> dict[str, Cell]:
    """The eight, and what they rest on. In brackets what tau-voice itself would count."""
    some = [event for track in tracks for event in events(timeline(track))]
    responses, yields = rate(some, Matter.RESPONSE), rate(some, Matter.YIELD)
    over = rate(some, Matter.TALKED_OVER).total
    return {
        "R_R": responses.share,
        "R_Y": yields.share,
        "I_A": round(over / responses.total, 3) if responses.total else None,
        "L_R s": latency(some, Matter.RESPONSE),
        "L_Y s": latency(some, Matter.YIELD),
        **_selectivity(some),
        "turns": str(responses),
        "yields": _both(some, Matter.YIELD),
        "talked over": over,
    }


def _selectivity(some: Sequence[Event]) -> dict[str, Cell]:
    shown: dict[str, Cell] = {}
    for name, matter in (("S_BC", Matter.ACKNOWLEDGEMENT), ("S_VT", Matter.TIC), ("S_ND", Matter.ASIDE)):
        shown[name] = rate(some, matter).share
        shown[f"{name} of"] = _both(some, matter)
    return shown


def _both(some: Sequence[Event], matter: Matter) -> str:
    ours, theirs = rate(some, matter), rate(some, matter, as_source=True)
    return str(ours) if ours == theirs else f"{ours} ({theirs})"


def exact_row(tracks: Sequence[Track]) -> dict[str, Cell]:
    """Of the waveforms, in milliseconds: end of speech to first sound, and interruption to silence."""
    responses = [ms for track in tracks for ms in responses_ms(track)]
    stops = [ms for track in tracks for ms in stops_ms(track)]
    return {
        "answers": len(responses),
        "answer p50 ms": percentile(responses, 50),
        "answer p95 ms": percentile(responses, 95),
        "stops": len(stops),
        "stop p50 ms": percentile(stops, 50),
        "stop p95 ms": percentile(stops, 95),
    }


def percentile(values: Sequence[int], share: float) -> int | None:
    return round(float(np.percentile(values, share))) if values else None
