from __future__ import annotations

from ringup.pipelines.floor import MEMORY, Floor
from ringup.skills.conversation import Speech
from ringup.skills.dialogue.expectations import Anything, YesNo
from ringup.skills.values import PromptId, Span

P1, P2 = PromptId("p1"), PromptId("p2")
STATEMENT = Speech(P1, "That is two bags of coffee.")
QUESTION = Speech(P2, "Shall I place this order?", YesNo())


def test_a_question_sets_what_is_expected_and_a_statement_does_not() -> None:
    floor = Floor()
    floor.given(STATEMENT)
    before = floor.expects
    floor.given(QUESTION)
    assert (before, floor.expects) == (Anything(), YesNo())


def test_a_yes_or_no_is_waited_for_once_the_question_is_over() -> None:
    floor = Floor()
    assert not floor.waits_for_yes_or_no()
    floor.given(QUESTION)
    assert not floor.waits_for_yes_or_no()
    floor.heard(P2)
    assert floor.waits_for_yes_or_no()
    floor.given(STATEMENT)
    assert not floor.waits_for_yes_or_no()


def test_a_prompt_is_playing_while_its_sound_is_on_the_line() -> None:
    floor = Floor()
    floor.given(STATEMENT)
    assert floor.placed(P1, Span(1_000, 1_020))
    assert not floor.placed(P1, Span(1_020, 2_000))
    playing = floor.playing(1_500)
    assert playing is not None
    assert playing.span == Span(1_000, 2_000)
    assert floor.playing(2_000) is None


def test_a_mark_closes_its_prompt_once() -> None:
    floor = Floor()
    floor.given(STATEMENT)
    floor.placed(P1, Span(0, 900))
    heard = floor.heard(P1)
    assert heard is not None
    assert heard.span == Span(0, 900)
    assert floor.heard(P1) is None
    assert floor.idle


def test_an_interruption_cuts_everything_open_and_late_marks_mean_nothing() -> None:
    floor = Floor()
    floor.given(STATEMENT)
    floor.given(QUESTION)
    floor.placed(P1, Span(0, 3_000))
    first, second = floor.cut(1_200)
    assert first.span == Span(0, 1_200)
    assert second.span is None
    assert floor.heard(P1) is None


def test_what_has_not_begun_when_it_is_cut_was_nowhere() -> None:
    """It was sent ahead, and waits for what is still being played."""
    floor = Floor()
    floor.given(STATEMENT)
    floor.given(QUESTION)
    floor.placed(P1, Span(0, 1_300))
    floor.placed(P2, Span(1_300, 1_600))
    _, second = floor.cut(1_200)
    assert second.span == Span(1_200, 1_200)


def test_what_sounded_is_remembered_for_a_while() -> None:
    floor = Floor()
    for number in range(MEMORY + 3):
        prompt = PromptId(f"p{number}")
        floor.given(Speech(prompt, "hello"))
        floor.placed(prompt, Span(number * 10, number * 10 + 10))
        floor.heard(prompt)
    floor.given(STATEMENT)
    assert [span.start_ms for _, span in floor.sounded()] == [30, 40, 50, 60, 70, 80]


def test_sound_is_made_until_it_is_whole() -> None:
    floor = Floor()
    assert not floor.unfinished
    floor.given(STATEMENT)
    floor.given(QUESTION)
    floor.made(P1, 300)
    floor.made(P1, 200, whole=True)
    assert floor.unfinished
    floor.made(P2, 0, whole=True)
    assert not floor.unfinished
    heard = floor.heard(P1)
    assert heard is not None
    assert heard.made_ms == 500
    floor.made(P1, 100)  # after its end nothing is open any more
    assert floor.heard(P1) is None


def test_we_are_heard_for_as_long_as_what_was_sent_plays() -> None:
    floor = Floor()
    floor.given(STATEMENT)
    assert floor.sounds_for(0) == 0
    floor.placed(P1, Span(100, 900))
    assert [floor.sounds_for(at) for at in (0, 400, 900, 2_000)] == [900, 500, 0, 0]
