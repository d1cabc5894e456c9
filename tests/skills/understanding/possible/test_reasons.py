"""Which accepted reason was given."""

from __future__ import annotations

from ringup.skills.policy import Reason
from ringup.skills.understanding.possible.reasons import reason

MISTAKE, NOT_NEEDED = Reason("ordered by mistake", ("mistake",)), Reason("no longer needed", ("don't need",))
ACCEPTED = (MISTAKE, NOT_NEEDED)


def test_a_reason_is_known_by_its_name_or_words() -> None:
    assert reason("It was ordered by mistake.", ACCEPTED) == MISTAKE
    assert reason("I don\u2019t need it any more", ACCEPTED) == NOT_NEEDED
    assert reason("i don't actually even need it", ACCEPTED) == NOT_NEEDED


def test_of_several_the_first_counts() -> None:
    assert reason("a mistake, and I don't need it", ACCEPTED) == MISTAKE


def test_another_reason_is_none() -> None:
    assert reason("that is private", ACCEPTED) is None
    assert reason("mistaken", ACCEPTED) is None
