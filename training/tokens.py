"""The tokenizer: byte-level BPE over the training texts, with Whisper's special tokens behind it.

faster-whisper suppresses the token of a bare space. So that no word ever needs it, the first merges
join the space to each letter; words are learnt on top of those.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable

from tokenizers import AddedToken, Tokenizer, decoders, models, pre_tokenizers, trainers

SPACE = "Ġ"
"""How byte-level BPE writes a space."""

LETTERS = "abcdefghijklmnopqrstuvwxyz'"
SPECIAL = (
    "<|endoftext|>",
    "<|startoftranscript|>",
    "<|translate|>",
    "<|transcribe|>",
    "<|startoflm|>",
    "<|startofprev|>",
    "<|nospeech|>",
    "<|notimestamps|>",
)
TIMES = tuple(f"<|{step * 0.02:.2f}|>" for step in range(1501))
"""Steps of 20 ms up to 30 s; the last of all tokens, as faster-whisper counts on."""


def train(texts: Iterable[str], size: int) -> Tokenizer:
    """A tokenizer with about `size` text tokens, the same one for the same texts.

    The texts hold nothing but small letters, apostrophes and spaces.
    """
    words = Counter(word for text in texts for word in text.split())
    learnt = _merges(words, size)
    pairs = [(SPACE, letter) for letter in LETTERS] + learnt
    alphabet = sorted(pre_tokenizers.ByteLevel.alphabet())
    pieces = [*alphabet, *(first + second for first, second in pairs)]
    vocabulary = {piece: number for number, piece in enumerate(dict.fromkeys(pieces))}
    made = Tokenizer(models.BPE(vocabulary, pairs))
    made.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False, use_regex=False)
    made.decoder = decoders.ByteLevel()
    made.add_special_tokens([AddedToken(token, special=True) for token in (*SPECIAL, *TIMES)])
    return made


def id_of(tokenizer: Tokenizer, token: str) -> int:
    """Raises KeyError for one that it does not have."""
    found: int | None = tokenizer.token_to_id(token)
    if found is None:
        raise KeyError(token)
    return found


def _merges(words: Counter[str], size: int) -> list[tuple[str, str]]:
    """What the library learns when the space and a word's first letter are one letter to it."""
    stands_for = {chr(0xE000 + number): SPACE + letter for number, letter in enumerate(LETTERS)}
    as_one = {pair: letter for letter, pair in stands_for.items()}
    learner = Tokenizer(models.BPE())
    letters = [*LETTERS, *stands_for]
    trainer = trainers.BpeTrainer(vocab_size=size, initial_alphabet=letters, show_progress=False)
    said = (as_one[SPACE + word[0]] + word[1:] for word, count in sorted(words.items()) for _ in range(count))
    learner.train_from_iterator(said, trainer)
    found = json.loads(learner.to_str())["model"]["merges"]
    return [(_written(first, stands_for), _written(second, stands_for)) for first, second in found]


def _written(piece: str, stands_for: dict[str, str]) -> str:
    return "".join(stands_for.get(letter, letter) for letter in piece)
