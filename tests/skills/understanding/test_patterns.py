"""The tables that sentences are read by."""

from __future__ import annotations

from ringup.skills.understanding.patterns import AFTER_REQUESTS, BEFORE_ANSWERS, REQUESTS


def test_no_rule_stands_twice() -> None:
    """The second would never be reached: what it fits has been read by the first."""
    rules = [*BEFORE_ANSWERS, *REQUESTS, *AFTER_REQUESTS]
    assert len(set(rules)) == len(rules)
