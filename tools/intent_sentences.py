"""What the intent model learns from: our example sentences, long openings and CLINC150, with their labels.
Read from the repository's root."""

from __future__ import annotations

import json
import random
import re
from collections.abc import Iterator
from pathlib import Path

import yaml

from ringup.skills.understanding.corpus import OPENINGS

DATA = Path("ringup/skills/understanding/data")
CLINC = Path("tools/clinc150.yaml")
FILLED = 6
"""Sentences made from an example with something to fill in."""
WEIGHT_OF_EXAMPLES = 2.0
WEIGHT_OF_OURS = 3.0
"""Of a sentence from CLINC150 that is a shop's business; there are far more of the others."""

Sentence = tuple[str, str, float]
"""Text, label and weight."""


def examples() -> Iterator[Sentence]:
    fills = yaml.safe_load((DATA / "fills.yaml").read_text())
    chance = random.Random(0)  # noqa: S311 - not for secrets
    for file in (*sorted(DATA.glob("*.yaml")), *sorted(OPENINGS.glob("*.yaml"))):
        if file.name == "fills.yaml":
            continue
        for label, examples in yaml.safe_load(file.read_text()).items():
            for example in examples:
                count = FILLED if "{" in example else 2
                for said in {_filled(example, fills, chance): None for _ in range(count)}:
                    yield said, label, WEIGHT_OF_EXAMPLES


def _filled(example: str, fills: dict[str, list[str]], chance: random.Random) -> str:
    said = re.sub(r"\{(\w+)\}", lambda slot: str(chance.choice(fills[slot[1]])), example)
    before = chance.choice(["", "", "", "hi ", "um ", "okay ", "hello ", "yeah ", "so "])
    return f"{before}{said}{chance.choice(['', '', '', '', ' please', ' thanks'])}"


def clinc(folder: Path) -> Iterator[Sentence]:
    table = yaml.safe_load(CLINC.read_text())
    label_of = {intent: f"other: {name}" for name, own in table["domains"].items() for intent in own}
    label_of |= table["ours"]
    for file in sorted((folder / "clinc150").glob("*.jsonl")):
        for line in file.read_text().splitlines():
            said = json.loads(line)
            text, intent = said["text"], said["intent"]
            label = _special(intent, text) or label_of[intent]
            yield text, label, 1.0 if label.startswith("other") else WEIGHT_OF_OURS


def _special(intent: str, text: str) -> str | None:
    """Two intents that hold one of ours and its contrary."""
    if intent == "change_speed" and re.search(r"slow", text):
        return "slower"
    if intent == "change_volume" and re.search(r"loud|up\b|increase|raise|higher", text):
        return "louder"
    return None
