"""What is said to the recogniser: shop sentences of held-out wording, and speech that is not for a shop."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import yaml

from ringup.skills.dialogue.expectations import Expectation, YesNo, named

_HERE = Path(__file__).parent

OPEN = "open"
"""Under this name stand requests; under others, answers to what was just asked."""

OFF_TOPIC = "off topic"


@dataclass(frozen=True, slots=True)
class Said:
    """`text` as a recogniser would write it."""

    skill: str
    expects: Expectation
    text: str


def shop_sentences() -> tuple[Said, ...]:
    skills: dict[str, dict[str, list[str]]] = yaml.safe_load((_HERE / "sentences.yaml").read_text())
    return tuple(
        Said(skill, named(None if asked == OPEN else asked), text)
        for skill, answers in skills.items()
        for asked, texts in answers.items()
        for text in texts
    )


def off_topic_sentences() -> tuple[Said, ...]:
    """Each as an opening and at a read-back, where a wrong hearing does the most harm."""
    texts: list[str] = yaml.safe_load((_HERE / "off_topic.yaml").read_text())
    return tuple(Said(OFF_TOPIC, expects, text) for expects in (named(None), YesNo()) for text in texts)
