"""The measure of booking details, on sentences made up here."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from bench.understanding import restaurants8k
from bench.understanding.restaurants8k import expectation
from ringup.skills.dialogue.expectations import Anything, Detail, Expectation


def test_f1_counts_exact_spans(tmp_path: Path) -> None:
    lines = [
        {"text": "a table for 4 people", "asked": [], "slots": {"people": [12, 20]}},
        {"text": "tomorrow please", "asked": ["date"], "slots": {"date": [0, 15]}},
    ]
    (tmp_path / "made_up.jsonl").write_text("\n".join(json.dumps(line) for line in lines))
    (row,) = restaurants8k.measure(tmp_path)

    assert row.measured == pytest.approx(50.0)
    assert "people 100.0" in row.note


@pytest.mark.parametrize(
    ("asked", "expects"),
    [
        ([], Anything()),
        (["time"], Detail("time")),
        (["first_name", "last_name"], Detail("name")),
        (["first_name", "last_name", "last_name"], Detail("last_name")),
        (["people", "date"], Detail("people")),
    ],
)
def test_what_was_asked(asked: list[str], expects: Expectation) -> None:
    assert expectation(asked) == expects
