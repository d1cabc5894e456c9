"""Milliseconds of hand-made calls."""

from __future__ import annotations

from bench.duplex.exact import responses_ms, stops_ms
from bench.duplex.panel import exact_row
from bench.duplex.ticks import Kind, Sound, Track
from bench.waveform import Stretch


def test_from_the_end_of_a_turn_to_the_next_sound() -> None:
    sounds = (Sound(Kind.TURN, 1_000, 2_003), Sound(Kind.TURN, 6_000, 7_000), Sound(Kind.TURN, 7_500, 8_000))
    track = Track(sounds, (Stretch(0, 900), Stretch(2_455, 4_000), Stretch(8_600, 9_000)), 10_000)
    assert responses_ms(track) == [452, 600], "the second turn was not answered before the third"


def test_coughs_and_acknowledgements_are_no_turns() -> None:
    sounds = (
        Sound(Kind.TURN, 0, 1_000),
        Sound(Kind.TIC, 1_200, 1_400),
        Sound(Kind.ACKNOWLEDGEMENT, 3_000, 3_300),
    )
    assert responses_ms(Track(sounds, (Stretch(1_700, 5_000),), 6_000)) == [700]


def test_an_interruption_is_answered_only_where_the_assistant_had_stopped() -> None:
    sounds = (Sound(Kind.INTERRUPTION, 1_000, 2_000),)
    assert responses_ms(Track(sounds, (Stretch(0, 1_290), Stretch(2_500, 3_000)), 4_000)) == [500]
    assert responses_ms(Track(sounds, (Stretch(0, 2_900), Stretch(3_500, 4_000)), 4_000)) == []


def test_from_an_interruption_to_silence() -> None:
    sounds = (Sound(Kind.INTERRUPTION, 1_000, 2_000), Sound(Kind.ACKNOWLEDGEMENT, 4_000, 4_200))
    answers = (Stretch(0, 1_290), Stretch(3_000, 4_300))
    assert stops_ms(Track(sounds, answers, 5_000, (1_270,))) == [290]
    assert stops_ms(Track(sounds, answers, 5_000, (1_340,))) == [290], "the last frames were on their way"
    assert stops_ms(Track(sounds, answers, 5_000, (900, 1_500))) == [], "it had come to its own end"
    assert stops_ms(Track(sounds, (Stretch(0, 4_900),), 5_000)) == [], "nobody stopped"


def test_the_row_of_calls_without_either_is_empty() -> None:
    figures = exact_row([Track((), (), 1_000)])
    assert (figures["answers"], figures["answer p50 ms"], figures["stop p95 ms"]) == (0, None, None)
