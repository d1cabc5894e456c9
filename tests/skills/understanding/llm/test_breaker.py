"""Three failures, half a minute of rest, one trial."""

from __future__ import annotations

from ringup.skills.understanding.llm import Breaker


class Clock:
    """Seconds that pass when the test says so."""

    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now


def failing(clock: Clock) -> Breaker:
    breaker = Breaker(failures=3, rest=30, clock=clock)
    for _ in range(3):
        assert breaker.admits()
        breaker.failed()
    return breaker


def test_it_opens_after_failures_in_a_row() -> None:
    clock = Clock()
    breaker = failing(clock)
    assert breaker.is_open
    assert not breaker.admits()
    clock.now += 29
    assert not breaker.admits()


def test_a_success_between_them_counts_from_the_start() -> None:
    breaker = Breaker(failures=2, clock=Clock())
    for _ in range(5):
        breaker.failed()
        breaker.succeeded()
    assert breaker.admits()


def test_after_a_rest_one_trial_decides() -> None:
    clock = Clock()
    breaker = failing(clock)
    clock.now += 30
    assert [breaker.admits(), breaker.admits()] == [True, False]
    breaker.failed()
    clock.now += 29
    assert not breaker.admits()
    clock.now += 1
    assert breaker.admits()
    breaker.succeeded()
    assert [breaker.is_open, breaker.admits()] == [False, True]


def test_a_trial_that_reports_nothing_is_followed_by_another() -> None:
    clock = Clock()
    breaker = failing(clock)
    clock.now += 30
    assert breaker.admits()
    clock.now += 30
    assert breaker.admits()
