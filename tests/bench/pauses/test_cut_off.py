"""Who was cut off, in hand-made calls."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from bench.pauses.cut_off import Said, is_as_one, row
from bench.waveform import Stretch
from ringup.pipelines.archive import Note
from ringup.skills.codec import to_data
from ringup.skills.dialogue.events import Event, SilencePassed, UtteranceHeard
from ringup.skills.intent import Intent, Name, Utterance
from ringup.skills.values import Span

NOW = datetime(2026, 11, 20, tzinfo=UTC)


def said(*starts: int) -> Said:
    """A pause from 1,000 to 2,000 ms, an end at 3,000, and the assistant speaking for 500 ms each time."""
    return Said(1_000, 2_000, 3_000, tuple(Stretch(start, start + 500) for start in starts))


@pytest.mark.parametrize(
    ("starts", "cut_off", "in_the_pause", "answer_ms"),
    [
        ((3_450,), False, False, 450),
        ((1_600,), True, True, None),
        ((2_100, 3_450), True, False, None),
        ((2_999,), True, False, None),
        ((3_000,), False, False, 0),
        ((), False, False, None),
    ],
)
def test_cut_off_is_who_hears_the_assistant_before_they_have_finished(
    starts: tuple[int, ...], cut_off: bool, in_the_pause: bool, answer_ms: int | None
) -> None:
    one = said(*starts)
    assert (one.cut_off, one.in_the_pause, one.answer_ms) == (cut_off, in_the_pause, answer_ms)


def test_what_was_being_said_before_the_pause_cuts_nobody_off() -> None:
    assert not said(900).cut_off


def test_the_row_counts_clips() -> None:
    figures = row([said(3_500), said(3_700), said(3_600), said(1_600), said()])
    assert figures == {
        "clips": 5,
        "cut off": 1,
        "cut off %": 20.0,
        "in the pause": 1,
        "as one": None,
        "answered": 3,
        "answer p50 ms": 600,
    }


def heard(start_ms: int, end_ms: int) -> Note:
    words = Utterance("where is my order", span=Span(start_ms, end_ms))
    event = UtteranceHeard(NOW, words, Intent(Name.ORDER_STATUS))
    return Note(NOW, end_ms, "event", to_data(event, Event))


def test_both_parts_are_understood_as_one_where_one_utterance_has_both() -> None:
    other = Note(NOW, 0, "event", to_data(SilencePassed(NOW), Event))
    assert is_as_one(said(), [other, heard(300, 980), heard(300, 2_900)])
    assert not is_as_one(said(), [other, heard(300, 980), heard(2_010, 2_900)])
    assert row([replace(said(), as_one=one) for one in (True, False, True)])["as one"] == 2


def test_no_clips_are_no_share() -> None:
    assert row([])["cut off %"] is None
