"""The templates, and sentences drawn from them; and what people open a call with in their own words."""

from __future__ import annotations

import hashlib
import random
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import cast

import yaml

from ringup import accents
from ringup.skills.understanding.corpus.fills import SLOT, Speaker
from ringup.skills.vocabulary import Vocabulary
from ringup.skills.wording import spoken, tongues

_DATA = Path(__file__).parents[1] / "data"
_FILLS = "fills.yaml"
_ANSWERS = Path(__file__).with_name("answers.yaml")
OPENINGS = Path(__file__).with_name("openings")
"""Long and winding first sentences, by label, as different people would say them to shops of all kinds."""

_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
"""libyaml's where PyYAML was built with it: the openings take half a second otherwise."""

_OPENINGS = 0.6
"""Share of sentences that nobody asked for; the others answer a question."""

_WEIGHTS = {
    "yes_no": 10.0,
    "anything": 8.0,
    "leaving": 4.0,
    "listening": 4.0,
    "order": 3.0,
    "name": 3.0,
    "quantity": 2.0,
    "options": 2.0,
}
"""Of answers to what is asked often; others have 1."""

_AT_ANY_TIME = "anything"

_OTHER = "other: ours"
_OTHERS_WEIGHT = 3.0
"""Of talk that is none of a shop's business, so that it is heard as what it is."""

_HELLO = ("hi", "hello", "hey", "good morning", "good afternoon", "um", "okay", "so", "yes", "well", "yeah")
_HESITATION = ("um", "uh", "well", "okay", "so", "er")
_BYE = ("please", "thanks", "thank you", "please thank you", "for me please", "if you can", "for me")
_FRAMED = 0.15


@dataclass(frozen=True, slots=True)
class _Group:
    """Templates said equally often; `weight` is how often the group is, beside the others. `before`: what a
    sentence may begin with."""

    templates: tuple[str, ...]
    weight: float
    before: tuple[str, ...] = _HELLO


def shop_sentences(vocabulary: Vocabulary, limit: int = 40_000, seed: int = 0) -> Iterator[str]:
    """`limit` sentences, the same ones for the same vocabulary and seed. Of a shop without products those
    that name none."""
    yield from _drawn([*_openings(), *_answer_groups()], vocabulary, limit, seed)


def openings() -> Iterator[str]:
    """First sentences to shops of all kinds, as they were written down: with punctuation."""
    for file in sorted(OPENINGS.glob("*.yaml")):
        for texts in _read(file).values():
            yield from (text for text in map(str, texts) if not SLOT.search(text))


def answers(vocabulary: Vocabulary, expected: str, limit: int = 1_000, seed: int = 0) -> Iterator[str]:
    """Sentences that answer a question which expects that, such as "postcode". Raises KeyError for what
    answers.yaml has no answers to."""
    yield from _drawn([_Group(_templates_of()[expected], 1.0, _HESITATION)], vocabulary, limit, seed)


def made_from(vocabulary: Vocabulary) -> str:
    """A digest of all that these sentences come from, code included: while it is the same, so are they.
    It takes a hundredth of the time that they take to be drawn."""
    here, *said_by = (Path(each).parent for each in (__file__, spoken.__file__, tongues.__file__))
    code = (Path(accents.__file__), *(file for folder in (here, *said_by) for file in folder.glob("*.py")))
    files = (*code, *here.rglob("*.yaml"), *_DATA.glob("*.yaml"))
    parts = (repr(vocabulary).encode(), *(file.read_bytes() for file in sorted(files)))
    return hashlib.sha256(b"\0".join(parts)).hexdigest()


def _drawn(groups: list[_Group], vocabulary: Vocabulary, limit: int, seed: int) -> Iterator[str]:
    chance = random.Random(seed)  # noqa: S311 - not for secrets
    speaker = Speaker(vocabulary, _elsewhere(), chance)
    sayable = [replace(group, templates=tuple(filter(speaker.can_say, group.templates))) for group in groups]
    usable = [group for group in sayable if group.templates]
    for group in chance.choices(usable, [group.weight for group in usable], k=limit):
        template = chance.choice(group.templates)
        said = speaker.say(template)
        yield _framed(said, group.before, chance) if " " in template else said


def _framed(said: str, before: tuple[str, ...], chance: random.Random) -> str:
    if chance.random() < _FRAMED:
        said = f"{chance.choice(before)} {said}"
    if chance.random() < _FRAMED and not said.endswith(("please", "thank you", "thanks")):
        said = f"{said} {chance.choice(_BYE)}"
    return said


def _openings() -> list[_Group]:
    """One group for each intent of the examples."""
    found = {
        label: tuple(map(str, examples))
        for file in sorted(_DATA.glob("*.yaml"))
        if file.name != _FILLS
        for label, examples in _read(file).items()
    }
    weights = {label: _OTHERS_WEIGHT if label == _OTHER else 1.0 for label in found}
    share = _OPENINGS / sum(weights.values())
    return [_Group(templates, weights[label] * share) for label, templates in found.items()]


def _answer_groups() -> list[_Group]:
    found = _templates_of()
    share = (1 - _OPENINGS) / sum(_WEIGHTS.get(expected, 1.0) for expected in found)
    return [
        _Group(
            templates,
            _WEIGHTS.get(expected, 1.0) * share,
            _HELLO if expected == _AT_ANY_TIME else _HESITATION,
        )
        for expected, templates in found.items()
    ]


def _templates_of() -> dict[str, tuple[str, ...]]:
    return {expected: tuple(map(str, texts)) for expected, texts in _read(_ANSWERS).items()}


def _elsewhere() -> dict[str, tuple[str, ...]]:
    return {slot: tuple(map(str, values)) for slot, values in _read(_DATA / _FILLS).items()}


@cache
def _read(file: Path) -> dict[str, list[str]]:
    text = file.read_text(encoding="utf-8")
    return cast(dict[str, list[str]], yaml.load(text, Loader=_LOADER))  # noqa: S506 - safe ones
