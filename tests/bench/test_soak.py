from __future__ import annotations

import itertools

from bench import soak


def row(calls: int, own: int, decoders: int) -> dict[str, int]:
    return {"calls": calls, "MB": own, "MB of decoders": decoders}


def test_growth_counts_the_decoders() -> None:
    assert soak.growth(row(24, 500, 100), row(200, 524, 106)) == 5.0


def test_memory_that_was_given_back_is_no_growth() -> None:
    assert soak.growth(row(24, 500, 100), row(200, 440, 100)) == -10.0


def test_every_kind_of_caller_has_called_before_memory_counts() -> None:
    first = set(itertools.islice(itertools.cycle(soak.CALLERS), soak.WARM_AFTER))
    assert first == set(soak.CALLERS)
