"""CLINC150 at a read-back: which of its sentences would place an order."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from bench.understanding.clinc import sentences
from bench.understanding.table import Row
from ringup.skills.dialogue.consent import explicit_yes

NAME = "clinc150"


def measure(folder: Path) -> Iterable[Row]:
    said = list(sentences(folder))
    yes = [explicit_yes(text) for text, intent in said if intent == "yes"]
    false = sum(explicit_yes(text) for text, intent in said if intent != "yes")
    accepted = 100.0 * sum(yes) / len(yes) if yes else 0.0
    yield Row("a yes accepted at a read-back", accepted, at_least=95.0, note=f"{sum(yes)} of {len(yes)}")
    yield Row("anything else accepted", false, at_most=0.0, unit="", note=f"of {len(said) - len(yes)}")
