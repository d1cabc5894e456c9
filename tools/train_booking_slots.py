"""Train the tagger of booking details: `python tools/train_booking_slots.py SET.jsonl MODEL [--held-out]`.

SET is RESTAURANTS-8K (CC BY 4.0): lines of `text`, `asked` and `slots`. Each sentence is learnt twice, as it
was typed and as a recogniser would write it: lower case, no marks, numbers in words. Dates in figures, which
nobody says so, are only learnt typed. With `--held-out` every fourth line stays out, for measuring; without
it the model to ship is made of all.
"""

from __future__ import annotations

import json
import random
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import pycrfsuite
from num2words import num2words

from ringup.skills.understanding.booking_features import features, words
from ringup.skills.understanding.booking_slots import NOTHING

_NOW = datetime(2001, 1, 1, tzinfo=UTC)
"""No label depends on today."""
_ORDINAL = ("st", "nd", "rd", "th")
_RUN_TOGETHER = 4
_NAMES_HIDDEN = 0.2
"""Share of sentences whose names look like none that is known, since most names are on no list."""

SETTINGS = {"c1": 0.08, "c2": 0.02, "max_iterations": 150, "feature.minfreq": 2}


@dataclass(frozen=True, slots=True)
class Sentence:
    """`labels`: one a word."""

    text: str
    asked: tuple[str, ...]
    labels: tuple[str, ...]


def read(path: Path) -> list[Sentence]:
    lines = (json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line)
    return [
        Sentence(line["text"], tuple(line["asked"]), labels(line["text"], line["slots"])) for line in lines
    ]


def labels(text: str, slots: dict[str, list[int]]) -> tuple[str, ...]:
    """The label of each word: the slots that it lies in, and whether it begins them."""
    found: list[list[str]] = [[] for _ in words(text)]
    for name, (start, end) in sorted(slots.items()):
        inside = [i for i, word in enumerate(words(text)) if word.start < end and start < word.end]
        for i in inside:
            found[i].append(f"{'B' if i == inside[0] else 'I'}:{name}")
    return tuple("+".join(each) or NOTHING for each in found)


def as_recognised(sentence: Sentence) -> Sentence:
    """The same as it is heard: no capitals, no marks, numbers spelt out."""
    said: list[tuple[str, str]] = []
    pieces = words(sentence.text)
    for at, (piece, label) in enumerate(zip(pieces, sentence.labels, strict=True)):
        following = pieces[at + 1].text if at + 1 < len(pieces) else ""
        if at and piece.text in _ORDINAL and pieces[at - 1].text.isdigit():
            continue
        for i, word in enumerate(spelt(piece.text, ordinal=following in _ORDINAL).split()):
            said.append((word, label if i == 0 else label.replace("B:", "I:")))
    text = " ".join(word for word, _ in said)
    aligned = [label for word, label in said for _ in words(word)]
    return Sentence(text, sentence.asked, tuple(aligned))


def spelt(piece: str, ordinal: bool = False) -> str:
    if not piece.isdigit():
        return piece.lower() if piece.isalpha() else ""
    if len(piece) == _RUN_TOGETHER and piece[:2] != "00" and piece[2:] != "00":
        return f"{spelt(piece[:2])} {spelt(piece[2:])}"
    if ordinal:
        return str(num2words(int(piece), to="ordinal")).replace("-", " ")
    return num2words(int(piece)).replace("-", " ").replace(",", "") if int(piece) else ""


def expectations(asked: tuple[str, ...]) -> tuple[frozenset[str], frozenset[str]]:
    """What the assistant may be known to have asked: all of it, or only the first."""
    return frozenset(asked), frozenset(asked[:1])


def examples(sentences: list[Sentence]) -> Iterator[tuple[list[list[str]], tuple[str, ...]]]:
    dice = random.Random(8)  # noqa: S311 - repeatable on purpose
    for sentence in sentences:
        every, first = expectations(sentence.asked)
        heard = as_recognised(sentence)
        forms = ((sentence, every), (heard, first)) if "/" not in sentence.text else ((sentence, every),)
        for form, asked in forms:
            seen = features(form.text, asked, _NOW)
            hidden = dice.random() < _NAMES_HIDDEN
            yield ([without_names(word) for word in seen] if hidden else seen), form.labels


def without_names(seen: list[str]) -> list[str]:
    return [feature for feature in seen if not feature.endswith((" name", ":first name", ":last name"))]


def train(sentences: list[Sentence], model: Path) -> None:
    trainer = pycrfsuite.Trainer(algorithm="lbfgs", verbose=False)
    trainer.set_params(SETTINGS)
    for seen, right in examples(sentences):
        trainer.append(seen, right)
    trainer.train(str(model))


def main(source: Path, model: Path, hold_out: bool) -> None:
    sentences = read(source)
    kept = [sentence for i, sentence in enumerate(sentences) if not hold_out or i % 4 != 3]
    train(kept, model)
    print(f"{len(kept)} sentences, {model.stat().st_size / 1e6:.2f} MB")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]), "--held-out" in sys.argv[3:])
