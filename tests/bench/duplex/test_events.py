"""Hand-made calls whose panel is known. A letter is a tick: of the caller T(urn), I(nterruption),
A(cknowledgement), c (a tic), s (an aside); of the assistant X where it speaks."""

from __future__ import annotations

from itertools import groupby

import pytest

from bench.duplex.events import Event, Matter, events
from bench.duplex.panel import Rate, latency, rate, row
from bench.duplex.ticks import TICK_MS, Kind, Segment, Sound, Track, timeline
from bench.waveform import Stretch

KINDS = {
    "T": Kind.TURN,
    "I": Kind.INTERRUPTION,
    "A": Kind.ACKNOWLEDGEMENT,
    "c": Kind.TIC,
    "s": Kind.ASIDE,
}


def runs(line: str) -> list[tuple[str, int, int]]:
    found, at = [], 0
    for letter, run in groupby(line):
        length = len(list(run))
        if letter != ".":
            found.append((letter, at * TICK_MS, (at + length) * TICK_MS))
        at += length
    return found


def call(caller: str, assistant: str, *, silenced: bool = True) -> Track:
    """`silenced`: whenever the assistant's speech ended, it had been cut off."""
    assert len(caller) == len(assistant)
    sounds = tuple(Sound(KINDS[letter], start, end) for letter, start, end in runs(caller))
    answers = tuple(Stretch(start, end) for _, start, end in runs(assistant))
    cuts = tuple(answer.end_ms - 10 for answer in answers) if silenced else ()
    return Track(sounds, answers, len(caller) * TICK_MS, cuts)


def found(caller: str, assistant: str) -> list[tuple[str, bool, int | None]]:
    return [(one.matter.value, one.right, one.ticks) for one in events(timeline(call(caller, assistant)))]


def test_any_sound_in_a_tick_makes_it_speech() -> None:
    track = Track((Sound(Kind.TURN, 390, 601),), (Stretch(1_199, 1_200),), 1_500)
    assert timeline(track).caller == (False, True, True, True, False, False, False, False)
    assert timeline(track).answers == (Segment(5, 6),)


def test_a_turn_that_is_answered() -> None:
    assert found("TTT.......", ".....XXXXX") == [("response", True, 2)]


def test_a_turn_after_which_the_caller_speaks_again_first() -> None:
    assert found("TT...TT....", ".........XX") == [("response", False, None), ("response", True, 2)]


def test_of_a_last_turn_that_nothing_follows_nothing_is_known() -> None:
    assert found("TTT.......", "..........") == []


def test_an_acknowledgement_is_no_turn_and_hides_no_answer() -> None:
    assert found("TT....A........", "........XXXXXX.") == [("response", True, 6)]


def test_an_answer_in_the_tick_of_the_next_turn_still_counts_and_talks_over_the_caller() -> None:
    assert found("TT...TT...", ".....XX...") == [
        ("response", True, 3),
        ("yield", True, 2),
        ("talked over", False, None),
    ]


@pytest.mark.parametrize(("stops_after", "right"), [(1, True), (9, True), (10, False)])
def test_who_is_interrupted_has_two_seconds_to_yield(stops_after: int, right: bool) -> None:
    assistant = ("XX" + "X" * stops_after).ljust(20, ".")
    [event] = [
        one for one in events(timeline(call("..III...............", assistant))) if one.matter is Matter.YIELD
    ]
    assert event == Event(Matter.YIELD, right, 2, stops_after if right else None)


def test_an_interruption_that_was_yielded_to_wants_an_answer() -> None:
    assert found("..IIII..........", "XXX.......XXXXXX") == [("yield", True, 1), ("response", True, 4)]


def test_an_interruption_that_was_not_yielded_to_wants_none() -> None:
    assert found("..IIII..........", "XXXXXXXXXXXXXXXX") == [("yield", False, None)]


def test_a_turn_into_speech_that_had_just_begun_is_an_interruption() -> None:
    """So it is where the assistant was first by a tick, whatever the script called it."""
    assert found("...TTT..........", "..XXX......XXXXX") == [("yield", True, 2), ("response", True, 5)]


@pytest.mark.parametrize(("stops_after", "right"), [(4, False), (5, True)])
def test_who_is_acknowledged_goes_on_for_a_second(stops_after: int, right: bool) -> None:
    assistant = ("XX" + "X" * stops_after).ljust(20, ".")
    assert found("..A.................", assistant) == [("acknowledgement", right, None)]


@pytest.mark.parametrize("kind", ["c", "s"])
@pytest.mark.parametrize(("stops_after", "right"), [(5, False), (6, True)])
def test_who_hears_a_cough_or_an_aside_goes_on_for_more_than_a_second(
    kind: str, stops_after: int, right: bool
) -> None:
    """The source compares the end of the speech here, not its ticks: a tick more than above. And it has no
    event where that went well."""
    assistant = ("XX" + "X" * stops_after).ljust(20, ".")
    [event] = events(timeline(call(f"..{kind}.................", assistant)))
    assert event.matter is (Matter.TIC if kind == "c" else Matter.ASIDE)
    assert (event.right, event.in_source) == (right, not right)


@pytest.mark.parametrize("kind", ["c", "s"])
@pytest.mark.parametrize(("answers_after", "right"), [(0, False), (10, False), (11, True)])
def test_a_cough_or_an_aside_in_silence_is_not_answered_within_two_seconds(
    kind: str, answers_after: int, right: bool
) -> None:
    assistant = ("..." + "." * answers_after + "XX").ljust(30, ".")
    [event] = events(timeline(call(f".{kind}{kind}".ljust(30, "."), assistant)))
    assert (event.right, event.in_source) == (right, True)


def test_a_cough_is_no_turn() -> None:
    assert found("TT...c..TT.....", "............XXX") == [
        ("response", False, None),
        ("tic", False, None),
        ("response", True, 2),
    ]


def test_who_speaks_up_while_the_caller_speaks_talks_over_them() -> None:
    assert found("TTTTTTTT........", "...X........XXXX") == [
        ("talked over", False, None),
        ("response", True, 4),
    ]


def test_the_panel_of_two_calls() -> None:
    tracks = [
        call("TT.........A.......", "....XXXXXXXXXXXXXX."),
        call("TT....TT......II....", "..........XXXXXX..XX"),
    ]
    figures = row(tracks)
    assert (figures["R_R"], figures["turns"]) == (0.75, "3/4")
    assert figures["L_R s"] == 0.4
    assert (figures["R_Y"], figures["L_Y s"]) == (1.0, 0.4)
    assert figures["I_A"] == 0.0
    assert (figures["S_BC"], figures["S_BC of"]) == (1.0, "1/1")
    assert (figures["S_VT"], figures["S_VT of"]) == (None, "0/0")


def test_the_sources_own_count_stands_in_brackets() -> None:
    tracks = [
        call("..c.......", "XXXXXXXXXX"),
        call("..c.......", "XXX......."),
        call("..c.......", ".........."),
    ]
    figures = row(tracks)
    assert (figures["S_VT"], figures["S_VT of"]) == (0.667, "2/3 (1/2)")


@pytest.mark.parametrize("sound", ["I", "A", "c", "s"])
def test_a_sentence_that_comes_to_its_own_end_tells_nothing_but_counts_in_the_source(sound: str) -> None:
    """It was over three ticks after the caller's sound began, and nobody had cut it off."""
    caller, assistant = f"..{sound}.................", "XXXXX..............."
    [ended] = events(timeline(call(caller, assistant, silenced=False)))
    [cut] = events(timeline(call(caller, assistant)))
    assert (ended.ours, ended.in_source) == (False, True)
    assert (cut.ours, cut.in_source) == (True, True)


def test_what_tells_nothing_is_in_no_figure_but_the_sources() -> None:
    tracks = [
        call("..I.....", "XXX.....", silenced=False),
        call("..I.....", "XXXX...."),
        call("..A.....", "XXX.....", silenced=False),
    ]
    figures = row(tracks)
    assert (figures["R_Y"], figures["L_Y s"], figures["yields"]) == (1.0, 0.4, "1/1 (2/2)")
    assert (figures["S_BC"], figures["S_BC of"]) == (None, "0/0 (0/1)")


def test_nothing_is_no_rate() -> None:
    assert rate([], Matter.TIC) == Rate(0, 0)
    assert rate([], Matter.TIC).share is None
    assert latency([], Matter.RESPONSE) is None
