"""How far sound in a recording lies from where it was on the line.

python -m bench.recording_drift [--minutes 15] [--seed 7]

A simulated line stalls, bursts, loses, repeats and reorders the caller's sound while the assistant
speaks at twice the pace of speech and is interrupted. Both channels carry clicks whose times are
known. No time is waited: the recorder is given the simulation's clock.
"""

from __future__ import annotations

import argparse
import random
import tempfile
import time
import wave
from collections import deque
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np

from bench.report import Report
from ringup.pipelines.recording import Recorder
from ringup.voice.audio import PHONE_RATE, Audio, Samples

PACKET_MS = 20
TICK_MS = 10
ALLOWED_MS = 20.0
CLOCK_SKEW = 50e-6
"""How much faster our clock runs than the carrier's; crystals differ by about this."""

CALLER_LEVEL, CALLER_CLICK = 100, 12_000
ASSISTANT_LEVEL, ASSISTANT_CLICK = 300, 20_000
CALLER_CLICK_EVERY_MS = 1_000
ASSISTANT_CLICK_EVERY_MS = 500


@dataclass(frozen=True, slots=True)
class Stretch:
    """From `start_ms` for `length_ms`, in the line's time."""

    start_ms: int
    length_ms: int

    def holds(self, at_ms: int) -> bool:
        return self.start_ms <= at_ms < self.start_ms + self.length_ms


@dataclass(frozen=True, slots=True)
class Scenario:
    """`stalls`: nothing arrives, then all at once. `losses`: the caller's sound never arrives.

    `sentences` are begun at their start and sent at twice the pace of speech. `clears` are the
    times of interruptions. `repeated` and `swapped` are numbers of packets sent twice, or after the
    next one.
    """

    length_ms: int
    stalls: tuple[Stretch, ...] = ()
    losses: tuple[Stretch, ...] = ()
    sentences: tuple[Stretch, ...] = ()
    clears: tuple[int, ...] = ()
    repeated: frozenset[int] = frozenset()
    swapped: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Drift:
    """`missing` counts clicks that are not in the file, or in it though they were never on the
    line. `strays` counts samples that lie in the wrong channel.
    """

    caller_ms: float
    assistant_ms: float
    length_ms: float
    caller_clicks: int
    assistant_clicks: int
    missing: int
    strays: int


@dataclass(slots=True)
class Speaker:
    """The carrier's player: plays the assistant's sound in sequence, until told to clear."""

    end_ms: int = 0
    clicks: list[int] = field(default_factory=list)

    def received(self, now_ms: int, click: bool) -> None:
        start = max(now_ms, self.end_ms)
        self.end_ms = start + PACKET_MS
        if click:
            self.clicks.append(start)

    def cleared(self, now_ms: int) -> None:
        self.end_ms = min(self.end_ms, now_ms)
        self.clicks = [click for click in self.clicks if click < now_ms]


def drift(scenario: Scenario, path: Path, rate: int = PHONE_RATE) -> Drift:
    """Record the scenario at `path` and compare the file with what was on the line."""
    line = _Line(scenario, path, rate)
    line.run()
    stamps = _sent_stamps(scenario)
    clicks = [stamp for stamp in stamps if stamp % CALLER_CLICK_EVERY_MS == 0]
    played = min(line.speaker.end_ms, scenario.length_ms)
    length = max(played, stamps[-1] + PACKET_MS if stamps else 0)
    heard = [click for click in line.speaker.clicks if click < scenario.length_ms]
    return _compared(path, length, clicks, heard)


class _Line:
    """A call over that line, in simulated time."""

    def __init__(self, scenario: Scenario, path: Path, rate: int) -> None:
        self.speaker = Speaker()
        self._now_ms = 0
        self._length_ms = scenario.length_ms
        self._packets = _Packets(rate)
        self._recorder = Recorder.open(path, rate, clock=self._our_clock)
        self._arriving = deque(_arrivals(scenario))
        self._sending = dict(_sending(scenario))
        self._clears = {_tick(at) for at in scenario.clears}

    def run(self) -> None:
        for now in range(0, self._length_ms + 1, TICK_MS):
            self._now_ms = now
            self._deliver(now)
            if now in self._clears:
                self._recorder.clear()
                self.speaker.cleared(now)
            elif (click := self._sending.get(now)) is not None:
                self._recorder.assistant(self._packets.assistant(click))
                self.speaker.received(now, click)
        self._deliver(None)
        self._recorder.close()

    def _our_clock(self) -> float:
        return 77 + self._now_ms * (1 + CLOCK_SKEW) / 1000

    def _deliver(self, until_ms: int | None) -> None:
        while self._arriving and (until_ms is None or self._arriving[0][0] <= until_ms):
            stamp = self._arriving.popleft()[1]
            self._recorder.caller(self._packets.caller(stamp), stamp)


class _Packets:
    """20 ms of each channel, with a click on its first sample or without."""

    def __init__(self, rate: int) -> None:
        self._rate = rate
        self._plain: dict[tuple[int, int | None], Audio] = {}

    def caller(self, stamp: int) -> Audio:
        click = CALLER_CLICK if stamp % CALLER_CLICK_EVERY_MS == 0 else None
        return self._packet(CALLER_LEVEL, click)

    def assistant(self, click: bool) -> Audio:
        return self._packet(ASSISTANT_LEVEL, ASSISTANT_CLICK if click else None)

    def _packet(self, level: int, click: int | None) -> Audio:
        if (level, click) not in self._plain:
            samples = np.full(self._rate * PACKET_MS // 1000, level, np.int16)
            if click is not None:
                samples[0] = click
            self._plain[level, click] = Audio(samples, self._rate)
        return self._plain[level, click]


def _sent_stamps(scenario: Scenario) -> list[int]:
    stamps = range(0, scenario.length_ms, PACKET_MS)
    return [stamp for stamp in stamps if not any(loss.holds(stamp) for loss in scenario.losses)]


def _arrivals(scenario: Scenario) -> Iterable[tuple[int, int]]:
    """When each packet arrives, and its timestamp; a socket keeps the order in which they were
    sent.
    """
    stamps = _sent_stamps(scenario)
    for number in range(len(stamps) - 1):
        if number in scenario.swapped:
            stamps[number], stamps[number + 1] = stamps[number + 1], stamps[number]
    before = 0
    for number, stamp in enumerate(stamps):
        jitter = number * 7 % 9
        before = max(before, _released(stamp + PACKET_MS + jitter, scenario.stalls))
        for _ in range(2 if number in scenario.repeated else 1):
            yield before, stamp


def _released(at_ms: int, stalls: Sequence[Stretch]) -> int:
    for stall in sorted(stalls, key=lambda stall: stall.start_ms):
        if stall.holds(at_ms):
            at_ms = stall.start_ms + stall.length_ms
    return at_ms


def _sending(scenario: Scenario) -> Iterable[tuple[int, bool]]:
    """When each packet of the sentences is sent, and whether it carries a click. A sentence waits
    until the one before it was sent; what an interruption finds unsent never is.
    """
    free = 0
    clears = sorted(_tick(at) for at in scenario.clears)
    for sentence in sorted(scenario.sentences, key=lambda sentence: sentence.start_ms):
        start = max(free, _tick(sentence.start_ms))
        clear = next((at for at in clears if at >= start), scenario.length_ms)
        for number in range(sentence.length_ms // PACKET_MS):
            free = start + (number + 1) * TICK_MS
            if free - TICK_MS >= clear:
                break
            yield free - TICK_MS, number * PACKET_MS % ASSISTANT_CLICK_EVERY_MS == 0


def _tick(at_ms: int) -> int:
    return at_ms - at_ms % TICK_MS


def _compared(path: Path, length_ms: int, caller: list[int], assistant: list[int]) -> Drift:
    with wave.open(str(path)) as file:
        rate, frames = file.getframerate(), file.getnframes()
        sound = np.frombuffer(file.readframes(frames), "<i2").reshape(-1, 2)
    left, right = sound[:, 0], sound[:, 1]
    left_ms, left_missing = _worst(left, CALLER_CLICK, caller, rate)
    right_ms, right_missing = _worst(right, ASSISTANT_CLICK, assistant, rate)
    strays = np.count_nonzero(~np.isin(left, (0, CALLER_LEVEL, CALLER_CLICK)))
    strays += np.count_nonzero(~np.isin(right, (0, ASSISTANT_LEVEL, ASSISTANT_CLICK)))
    return Drift(
        left_ms,
        right_ms,
        abs(frames * 1000 / rate - length_ms),
        len(caller),
        len(assistant),
        left_missing + right_missing,
        int(strays),
    )


def _worst(channel: Samples, click: int, expected: list[int], rate: int) -> tuple[float, int]:
    found = np.flatnonzero(channel == click) * 1000 / rate
    missing = abs(len(found) - len(expected))
    if missing or not expected:
        return 0.0, missing
    return float(np.max(np.abs(found - np.array(expected)))), 0


def random_scenario(length_ms: int, dice: random.Random) -> Scenario:
    """A bad line: a stall of up to 5 s every 20 s, losses, repeats, and an assistant who talks half
    of the time and is interrupted now and then.
    """
    seconds = length_ms // 1000

    def stretches(count: int, shortest: int, longest: int) -> tuple[Stretch, ...]:
        starts = (dice.randrange(0, length_ms - longest) for _ in range(count))
        return tuple(Stretch(start, dice.randrange(shortest, longest)) for start in starts)

    packets = range(length_ms // PACKET_MS)
    return Scenario(
        length_ms,
        stalls=stretches(seconds // 20, 100, 5_000),
        losses=stretches(seconds // 60, 20, 2_000),
        sentences=stretches(seconds // 8, 400, 7_000),
        clears=tuple(dice.randrange(length_ms) for _ in range(seconds // 30)),
        repeated=frozenset(dice.sample(packets, seconds)),
        swapped=frozenset(dice.sample(packets, seconds)),
    )


def main() -> None:
    parser = argparse.ArgumentParser(description="Measure the drift of recordings.")
    parser.add_argument("--minutes", type=int, default=15)
    parser.add_argument("--seed", type=int, default=7)
    options = parser.parse_args()
    bad = random_scenario(options.minutes * 60_000, random.Random(options.seed))
    quiet = Scenario(bad.length_ms, sentences=bad.sentences)
    facts = {"allowed ms": ALLOWED_MS, "minutes": options.minutes, "seed": options.seed}
    bench = Report("recording_drift", "Worst drift of a recording, ms", facts)
    worst = max(_measured(bench, "quiet", quiet), _measured(bench, "stalls", bad))
    bench.print_and_save()
    if worst >= ALLOWED_MS:
        raise SystemExit("the recording drifts")


def _measured(bench: Report, name: str, scenario: Scenario) -> float:
    """Add a line's row. Returns its worst drift, without end if sound is missing or misplaced."""
    began = time.perf_counter()
    with tempfile.TemporaryDirectory() as folder:
        found = drift(scenario, Path(folder) / "recording.wav")
    bench.add(_row(name, found, time.perf_counter() - began))
    if found.missing or found.strays:
        return float("inf")
    return max(found.caller_ms, found.assistant_ms, found.length_ms)


def _row(name: str, found: Drift, took: float) -> dict[str, str | float]:
    return {
        "line": name,
        "caller": round(found.caller_ms, 2),
        "assistant": round(found.assistant_ms, 2),
        "length": round(found.length_ms, 2),
        "clicks": found.caller_clicks + found.assistant_clicks,
        "missing": found.missing,
        "strays": found.strays,
        "took s": round(took, 1),
    }


if __name__ == "__main__":
    main()
