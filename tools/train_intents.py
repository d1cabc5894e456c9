"""Train the embedded intent model from our example sentences and CLINC150. Run from the repository's root.

    python tools/train_intents.py --data DIR

`DIR/clinc150/*.jsonl` holds lines {"text", "intent"}. Needs scikit-learn (the extra `training`). The same
data give the same file. With --hold-out every fourth sentence is kept out, and the share of
it that is labelled as ours or as other is printed; the model is written all the same.
"""

from __future__ import annotations

import argparse
import json
import random
import re
import zipfile
from collections import defaultdict
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import numpy as np
import yaml
from numpy.typing import NDArray
from scipy.sparse import csr_matrix
from sklearn.linear_model import LogisticRegression

from ringup.skills.understanding.classifier import BUCKETS, MODEL, features

DATA = Path("ringup/skills/understanding/data")
OPENINGS = Path("tools/openings")
"""Long and winding first sentences, by label, as different people would say them."""
CLINC = Path("tools/clinc150.yaml")
FILLED = 6
"""Sentences made from an example with something to fill in."""
WEIGHT_OF_EXAMPLES = 2.0
WEIGHT_OF_OURS = 4.0
"""Of a sentence from CLINC150 that is a shop's business; there are far more of the others."""
STRENGTH = 20.0
"""Inverse of the regularisation, as scikit-learn has it."""
LEAST = 2
"""Quantised weights nearer to nothing are dropped; they only cost space."""

Sentence = tuple[str, str, float]
"""Text, label and weight."""


def main() -> None:
    options = _options()
    every = list(clinc(options.data))
    kept = every[3::4]
    fitted = [said for at, said in enumerate(every) if at % 4 != 3] if options.hold_out else every
    sentences = [*examples(), *fitted]
    labels = sorted({label for _, label, _ in sentences})
    weights, bias = fit(sentences, labels)
    write(options.out, labels, weights, bias)
    if options.hold_out:
        _report(kept, labels, weights, bias)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--out", type=Path, default=DATA / MODEL)
    parser.add_argument("--hold-out", action="store_true")
    return parser.parse_args()


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


def fit(sentences: list[Sentence], labels: list[str]) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Weights of shape (BUCKETS, labels) and bias (labels,)."""
    places = {label: at for at, label in enumerate(labels)}
    model = LogisticRegression(C=STRENGTH, max_iter=200, tol=1e-3)
    model.fit(
        _matrix([text for text, _, _ in sentences]),
        [places[label] for _, label, _ in sentences],
        sample_weight=[weight for _, _, weight in sentences],
    )
    return model.coef_.T, model.intercept_


def _matrix(texts: list[str]) -> csr_matrix:
    rows = [features(text) for text in texts]
    values = [np.full(len(row), 1 / np.sqrt(max(len(row), 1))) for row in rows]
    starts = np.cumsum([0, *(len(row) for row in rows)])
    return csr_matrix((np.concatenate(values), np.concatenate(rows), starts), (len(rows), BUCKETS))


def write(path: Path, labels: list[str], weights: NDArray[np.float64], bias: NDArray[np.float64]) -> None:
    """A compressed npz without dates, so that equal models are equal files."""
    scale = np.abs(weights).max(axis=0) / 127
    small = np.rint(weights / scale).astype(np.int8)
    small[np.abs(small) < LEAST] = 0
    parts = {
        "labels": np.array(labels),
        "weights": small,
        "scale": scale.astype(np.float32),
        "bias": bias.astype(np.float32),
    }
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as packed:
        for name, part in parts.items():
            whole = BytesIO()
            np.save(whole, part)
            packed.writestr(zipfile.ZipInfo(f"{name}.npy"), whole.getvalue(), zipfile.ZIP_DEFLATED, 9)


def _report(
    kept: list[Sentence], labels: list[str], weights: NDArray[np.float64], bias: NDArray[np.float64]
) -> None:
    best = (_matrix([text for text, _, _ in kept]) @ weights + bias).argmax(axis=1)
    right: dict[str, list[bool]] = defaultdict(list)
    for (_, label, _), at in zip(kept, best, strict=True):
        group = "other" if label.startswith("other") else label
        right[group].append(labels[at].startswith(group))
    for label, hits in sorted(right.items()):
        print(f"{label:18} {sum(hits) / len(hits):6.1%} of {len(hits)}")


if __name__ == "__main__":
    main()
