"""Guessing is slow, memory is bounded, and a stranger does not lock operators out."""

from __future__ import annotations

import pytest

from ringup.telephony.console.attempts import Attempts
from ringup.telephony.console.errors import TooManyTries


class StillClock:
    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> StillClock:
    return StillClock()


def guess(attempts: Attempts, times: int, name: str = "grace", address: str = "1.1.1.1") -> None:
    for _ in range(times):
        attempts.begin(name, address)


def test_a_few_tries_are_free(clock: StillClock) -> None:
    guess(Attempts(clock), Attempts.PER_PAIR)


def test_then_it_is_said_how_long_to_wait(clock: StillClock) -> None:
    attempts = Attempts(clock, window=60)
    guess(attempts, Attempts.PER_PAIR)
    clock.now = 20
    with pytest.raises(TooManyTries) as refused:
        guess(attempts, 1)
    assert refused.value.wait == 40


def test_after_the_wait_tries_are_taken_again(clock: StillClock) -> None:
    attempts = Attempts(clock, window=60)
    guess(attempts, Attempts.PER_PAIR)
    clock.now = 60
    guess(attempts, Attempts.PER_PAIR)


def test_refused_tries_do_not_make_the_wait_longer(clock: StillClock) -> None:
    attempts = Attempts(clock, window=60)
    guess(attempts, Attempts.PER_PAIR)
    for clock.now in range(0, 60, 10):
        with pytest.raises(TooManyTries):
            guess(attempts, 1)
    clock.now = 60
    guess(attempts, 1)


def test_another_address_is_not_locked_out(clock: StillClock) -> None:
    attempts = Attempts(clock)
    guess(attempts, Attempts.PER_PAIR)
    guess(attempts, 1, address="2.2.2.2")


def test_one_address_cannot_try_all_names(clock: StillClock) -> None:
    attempts = Attempts(clock)
    for number in range(Attempts.PER_ADDRESS):
        guess(attempts, 1, name=f"name {number}")
    with pytest.raises(TooManyTries):
        guess(attempts, 1, name="one more")


def test_many_addresses_cannot_try_one_name(clock: StillClock) -> None:
    attempts = Attempts(clock)
    for number in range(Attempts.PER_NAME):
        guess(attempts, 1, address=f"1.1.1.{number}")
    with pytest.raises(TooManyTries):
        guess(attempts, 1, address="2.2.2.2")


def test_signing_in_forgets_the_tries(clock: StillClock) -> None:
    attempts = Attempts(clock)
    for _ in range(3):
        guess(attempts, Attempts.PER_PAIR - 1)
        attempts.begin("grace", "1.1.1.1")
        attempts.succeeded("grace", "1.1.1.1")


def test_signing_in_does_not_forget_guesses_at_other_names(clock: StillClock) -> None:
    attempts = Attempts(clock)
    for number in range(Attempts.PER_ADDRESS):
        if number % 3 == 0:
            guess(attempts, 1, name="mine")
            attempts.succeeded("mine", "1.1.1.1")
        guess(attempts, 1, name=f"name {number}")
    with pytest.raises(TooManyTries):
        guess(attempts, 1, name="one more")


def test_memory_is_bounded(clock: StillClock) -> None:
    attempts = Attempts(clock, most_remembered=90)
    for number in range(1000):
        guess(attempts, 1, name=f"name {number}", address=f"address {number}")
    assert len(attempts) == 90
