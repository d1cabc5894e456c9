"""Who is served when: nobody is forgotten, nobody is served twice before another, answers come first."""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from ringup.voice.asr.whisper_queue import AT_ONCE, LATE, Urgency, Waiting, WhisperQueue

PASSES = st.lists(
    st.builds(
        Waiting,
        caller=st.integers(0, 3),
        urgency=st.sampled_from(Urgency),
        alike=st.integers(0, 1),
        since=st.floats(0, 2),
    ),
    max_size=20,
)


def _queue(passes: list[Waiting]) -> WhisperQueue[Waiting]:
    queue: WhisperQueue[Waiting] = WhisperQueue(len(passes))
    for one in passes:
        assert queue.add(one)
    return queue


def _growing(caller: int, since: float = 0.0) -> Waiting:
    return Waiting(caller, Urgency.GROWING, 0, since)


@given(PASSES)
def test_each_is_taken_once_and_answers_first(passes: list[Waiting]) -> None:
    queue = _queue(passes)
    taken = list(iter(queue.take, []))
    assert Counter(id(one) for batch in taken for one in batch) == Counter(id(one) for one in passes)
    urgencies = [batch[0].urgency for batch in taken]
    assert urgencies == sorted(urgencies)


@given(PASSES)
def test_a_batch_is_of_one_kind_and_bounded(passes: list[Waiting]) -> None:
    for batch in iter(_queue(passes).take, []):
        assert len({(one.urgency is Urgency.GROWING, one.alike) for one in batch}) == 1
        assert len(batch) <= (1 if batch[0].urgency is Urgency.GROWING else AT_ONCE)


@given(st.permutations(range(5)), st.integers(1, 5))
def test_callers_who_never_stop_are_served_in_turn(callers: list[int], rounds: int) -> None:
    queue = _queue([_growing(caller) for caller in callers])
    served: Counter[Hashable] = Counter()
    for _ in range(rounds * len(callers)):
        (one,) = queue.take()
        served[one.caller] += 1
        queue.add(replace(one))
    assert set(served.values()) == {rounds}


@given(st.integers(1, 10))
def test_a_caller_with_much_to_hear_does_not_keep_others_waiting(much: int) -> None:
    queue = _queue([*(_growing(0) for _ in range(much)), _growing(1)])
    queue.take()
    assert [one.caller for one in queue.take()] == [1]


@given(PASSES, st.floats(0, 3))
def test_only_the_words_so_far_can_come_too_late(passes: list[Waiting], now: float) -> None:
    queue = _queue(passes)
    late = queue.take_late(now)
    assert all(one.urgency is Urgency.GROWING and now - one.since > LATE for one in late)
    assert len(queue) == len(passes) - len(late)
    assert queue.take_late(now) == []


@given(PASSES)
def test_of_answers_that_wait_the_first_comes_first(passes: list[Waiting]) -> None:
    """Whoever has been served before: each turn of a caller is another utterance, and never was."""
    queue = _queue([one for one in passes if one.urgency is not Urgency.GROWING])
    firsts = [batch[0] for batch in iter(queue.take, [])]
    assert firsts == sorted(firsts, key=lambda one: (one.urgency, one.since))


def test_pauses_fill_a_batch_of_answers() -> None:
    pause, end, other = (
        Waiting("pause", Urgency.PAUSE, 0, 0.0),
        Waiting("end", Urgency.FINAL, 0, 1.0),
        Waiting("other", Urgency.PAUSE, 1, 0.0),
    )
    assert [[one.caller for one in batch] for batch in iter(_queue([pause, other, end]).take, [])] == [
        ["end", "pause"],
        ["other"],
    ]


def test_answers_come_before_pauses_into_a_batch() -> None:
    pauses = [Waiting(f"pause {number}", Urgency.PAUSE, 0, 0.0) for number in range(AT_ONCE)]
    ends = [Waiting(f"end {number}", Urgency.FINAL, 0, 1.0) for number in range(AT_ONCE - 1)]
    first = _queue([*pauses, *ends]).take()
    assert [one.caller for one in first] == ["end 0", "end 1", "end 2", "pause 0"]


def test_it_is_bounded() -> None:
    queue: WhisperQueue[Waiting] = WhisperQueue(1)
    assert queue.add(_growing(0))
    assert not queue.add(_growing(1))
    assert len(queue) == 1


def test_a_turn_that_ended_turns_its_pass_into_one_that_is_waited_for() -> None:
    queue = _queue([Waiting(0, Urgency.PAUSE, 0, 0.0), Waiting(1, Urgency.PAUSE, 0, 0.0)])
    queue.hurry(1)
    assert [one.caller for one in queue.take()] == [1, 0]


def test_what_was_removed_is_not_taken() -> None:
    one = _growing(0)
    queue = _queue([one])
    queue.remove(one)
    queue.remove(one)
    assert queue.take() == queue.take_all() == []


def test_who_is_gone_is_not_served() -> None:
    queue = _queue([_growing(0), _growing(1), _growing(0)])
    queue.forget(0)
    assert [one.caller for batch in iter(queue.take, []) for one in batch] == [1]
