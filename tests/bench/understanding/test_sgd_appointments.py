"""The measure of dates and times, on a dialogue made up here."""

from __future__ import annotations

import json
from pathlib import Path

from bench.understanding import sgd_appointments
from ringup.skills.dialogue.expectations import Anything, Detail

REQUEST = {"act": "REQUEST", "slot": "appointment_time", "values": [], "canonical": []}
DAY = {"act": "INFORM", "slot": "appointment_date", "values": ["the 9th"], "canonical": ["2019-03-09"]}
CLOCK = {"act": "INFORM", "slot": "appointment_time", "values": ["5"], "canonical": ["05:00"]}
DIALOGUE = {
    "turns": [
        {"speaker": "USER", "text": "see me on the 9th", "acts": [DAY]},
        {"speaker": "SYSTEM", "text": "when", "acts": [REQUEST]},
        {"speaker": "USER", "text": "at 5", "acts": [CLOCK]},
    ]
}


def test_values_and_what_was_asked_before_them(tmp_path: Path) -> None:
    (tmp_path / "made_up.jsonl").write_text(json.dumps(DIALOGUE))
    day, clock = sgd_appointments.values(tmp_path)

    assert (day.slot, day.canonical, day.expects) == ("date", "2019-03-09", Anything())
    assert (clock.slot, clock.canonical, clock.expects) == ("time", "05:00", Detail("time"))


def test_the_share_of_values_that_equal_the_canonical_ones(tmp_path: Path) -> None:
    (tmp_path / "made_up.jsonl").write_text(json.dumps(DIALOGUE))
    (row,) = sgd_appointments.measure(tmp_path)

    assert row.measured == 50.0
    assert row.note == "date 100.0 of 1, time 0.0 of 1"
