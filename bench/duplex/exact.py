"""The same matters by the millisecond, where a tick of 200 ms is too coarse."""

from __future__ import annotations

from collections.abc import Iterator

from bench.duplex.ticks import Kind, Sound, Track

GIVES_UP_MS = 2_000
"""Who has not stopped by then was not stopped by the interruption."""

SETTLES_MS = 100
"""Sound that was on its way when the carrier was told to be silent ends within so long."""


def responses_ms(track: Track) -> list[int]:
    """From the end of each turn to the assistant's next sound, where that came before the caller's next.
    An interruption that the assistant yielded to is a turn."""
    speech = [sound for sound in track.sounds if sound.kind.is_speech]
    return list(_responses(track, [one for one in speech if one.kind is not Kind.ACKNOWLEDGEMENT]))


def _responses(track: Track, turns: list[Sound]) -> Iterator[int]:
    for number, turn in enumerate(turns):
        if any(one.start_ms <= turn.end_ms < one.end_ms for one in track.assistant):
            continue
        until = turns[number + 1].start_ms if number + 1 < len(turns) else track.length_ms
        starts = (one.start_ms for one in track.assistant if turn.end_ms <= one.start_ms < until)
        if (first := next(starts, None)) is not None:
            yield first - turn.end_ms


def stops_ms(track: Track) -> list[int]:
    """From the start of each interruption to the end of the assistant's sound that it fell into, where that
    was silenced."""
    return [ms for sound in track.sounds if (ms := _stop_ms(track, sound)) is not None]


def _stop_ms(track: Track, sound: Sound) -> int | None:
    if sound.kind is not Kind.INTERRUPTION:
        return None
    over = (one for one in track.assistant if one.start_ms <= sound.start_ms < one.end_ms)
    if (speech := next(over, None)) is None or speech.end_ms - sound.start_ms > GIVES_UP_MS:
        return None
    silenced = any(sound.start_ms <= ms <= speech.end_ms + SETTLES_MS for ms in track.clears_ms)
    return speech.end_ms - sound.start_ms if silenced else None
