"""How well the intent model and the rules together read sentences that the model has not seen.

    python -m tools.cross_validate_intents --data DIR [--first FOLDS]

Five times a fifth of each of CLINC150's intents is kept out, a model is trained on the rest and on our
example sentences, and the kept fifth is read by the whole embedded understanding with that model. Needs the
extra `training`; each training takes some ten minutes on two cores. Writes no file that stays.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import random
import tempfile
from collections import Counter, defaultdict
from pathlib import Path

from bench.understanding.clinc import ANSWERS, NAMED, NOW, OUR_BUSINESS
from ringup.skills.dialogue.expectations import Anything, YesNo
from ringup.skills.intent import Intent, Utterance
from ringup.skills.understanding.classifier import IntentModel
from ringup.skills.understanding.embedded import EmbeddedUnderstander
from ringup.skills.understanding.gazetteer import Gazetteer
from tools.intent_sentences import Sentence, clinc, examples
from tools.train_intents import fit, write

FOLDS = 5
SEED = 7


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--first", type=int, default=FOLDS, help="only so many of the folds")
    options = parser.parse_args()
    folder = options.data
    sentences = list(clinc(folder))
    intents = _intents(folder)
    folds = _folds(intents)
    counts: Counter[str] = Counter()
    for kept in range(options.first):
        model = _trained([s for s, fold in zip(sentences, folds, strict=True) if fold != kept])
        chosen = [
            (text, intent)
            for (text, _, _), intent, fold in zip(sentences, intents, folds, strict=True)
            if fold == kept
        ]
        counts += asyncio.run(_read(model, chosen))
        print(f"fold {kept + 1}: {_told(counts)} so far", flush=True)
    print(_told(counts))


def _intents(folder: Path) -> list[str]:
    """In the order of `intent_sentences.clinc`."""
    files = sorted((folder / "clinc150").glob("*.jsonl"))
    return [str(json.loads(line)["intent"]) for file in files for line in file.read_text().splitlines()]


def _folds(intents: list[str]) -> list[int]:
    """A fold for each sentence, every intent spread evenly."""
    places: dict[str, list[int]] = defaultdict(list)
    for at, intent in enumerate(intents):
        places[intent].append(at)
    chance, folds = random.Random(SEED), [0] * len(intents)  # noqa: S311 - not for secrets
    for own in places.values():
        chance.shuffle(own)
        for rank, at in enumerate(own):
            folds[at] = rank % FOLDS
    return folds


def _trained(sentences: list[Sentence]) -> IntentModel:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name) / "intents"
        write(folder, fit([*examples(), *sentences]))
        return IntentModel(folder)


async def _read(model: IntentModel, said: list[tuple[str, str]]) -> Counter[str]:
    understander, counts = EmbeddedUnderstander(Gazetteer(), model), Counter[str]()
    for text, intent in said:
        expects = YesNo() if intent in ANSWERS else Anything()
        got = await understander.understand(Utterance(text), expects, NOW)
        if intent in NAMED or intent in ANSWERS:
            counts["named"] += 1
            counts["right"] += _is_right(intent, got)
        elif intent not in OUR_BUSINESS:
            counts["others"] += 1
            counts["writes"] += got.name.writes
    return counts


def _is_right(intent: str, got: Intent) -> bool:
    return got.answer is ANSWERS[intent] if intent in ANSWERS else got.name in NAMED[intent]


def _told(counts: Counter[str]) -> str:
    named, others = max(1, counts["named"]), max(1, counts["others"])
    return (
        f"named right {counts['right'] / named:.1%} of {counts['named']}, "
        f"others taken for a write {counts['writes'] / others:.2%} of {counts['others']}"
    )


if __name__ == "__main__":
    main()
