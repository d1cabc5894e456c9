"""Examples as tensors: what the network hears, what it is to write, and where each word is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import torch
from tokenizers import Tokenizer
from torch import Tensor

from training.features import log_mels
from training.mixing import Example, Sentence, spans
from training.tokens import LETTERS, SPACE, id_of

NOTHING = -100
"""A target that is not counted."""

TIMED, PROMPTED = 0.7, 0.15
"""How many examples of a hundred are written with time stamps, and behind a prompt."""

MISREAD = 0.08
"""How many of the words' tokens of a hundred the decoder reads as some other one: what it wrote itself will
be wrong at times, and it is to listen rather than to go on from that (scheduled sampling, Bengio et al. 2015,
with tokens drawn evenly)."""

LETTER_IDS = {letter: number for number, letter in enumerate(" " + LETTERS, 1)}
"""For the auxiliary loss on letters, which keeps 0 for its blank."""

Span = tuple[int, int, int, int]
"""A token's row and place, and the first and last encoder frame of its word."""


@dataclass(frozen=True, slots=True)
class Batch:
    """`frames`: each clip's own number of mel frames. `letters` one clip's after the other, `counts` of
    each. `spans` where it is known which sound a token stands for."""

    mel: Tensor
    frames: Tensor
    tokens: Tensor
    targets: Tensor
    letters: Tensor
    counts: Tensor
    spans: Tensor


class Writer:
    """Writes examples as Whisper would. `texts` make up the prompts of some."""

    def __init__(self, tokenizer: Tokenizer, texts: Sequence[str], seed: int) -> None:
        self._tokenizer = tokenizer
        self._texts = texts
        self._dice = np.random.default_rng(seed)
        self._id = {name: id_of(tokenizer, f"<|{name}|>") for name in _NAMES}
        self._first_time = id_of(tokenizer, "<|0.00|>")
        self._first_text = id_of(tokenizer, f"{SPACE}a")

    def batch(self, examples: Sequence[Example]) -> Batch:
        mel, frames = log_mels([example.sound for example in examples])
        written = [self._write(example) for example in examples]
        length = max(len(tokens) for tokens, _, _ in written)
        tokens = torch.full((len(examples), length), self._id["endoftext"])
        targets = torch.full((len(examples), length), NOTHING)
        spans: list[Span] = []
        for row, (read, said, places) in enumerate(written):
            tokens[row, : len(read)] = torch.tensor(read)
            targets[row, : len(said)] = torch.tensor(said)
            spans += [(row, *place) for place in places]
        letters = [_letters(example) for example in examples]
        return Batch(
            mel,
            frames,
            tokens,
            targets,
            torch.tensor([letter for each in letters for letter in each]),
            torch.tensor([len(each) for each in letters]),
            torch.tensor(spans).reshape(-1, 4),
        )

    def _write(self, example: Example) -> tuple[list[int], list[int], list[tuple[int, int, int]]]:
        """What the decoder reads, what it is to write at each place, and where words are."""
        timed = self._dice.random() < TIMED
        prompt = self._prompt(example) if self._dice.random() < PROMPTED else []
        if not example.sentences:
            begin = self._first_time if timed else self._id["notimestamps"]
            read = [*prompt, self._id["startoftranscript"], begin]
            return read, [NOTHING] * len(prompt) + [self._id["nospeech"], self._id["endoftext"]], []
        line = [*prompt, self._id["startoftranscript"]] + ([] if timed else [self._id["notimestamps"]])
        places: list[tuple[int, int, int]] = []
        for sentence in example.sentences:
            line += [self._time(sentence.start)] if timed else []
            words, where = self._words(sentence, len(line))
            places += where
            line += words + ([self._time(sentence.end)] if timed else [])
        line.append(self._id["endoftext"])
        said = [NOTHING] * len(prompt) + line[len(prompt) + 1 :]
        return [self._misread(token) for token in line[:-1]], said, places

    def _misread(self, token: int) -> int:
        text = self._id["endoftext"]
        wrong = token < text and self._dice.random() < MISREAD
        return int(self._dice.integers(self._first_text, text)) if wrong else token

    def _words(self, sentence: Sentence, at: int) -> tuple[list[int], list[tuple[int, int, int]]]:
        """The tokens, and for each the place at which it is written and the frames of its word."""
        words: list[int] = []
        places: list[tuple[int, int, int]] = []
        known = spans(sentence)
        for number, word in enumerate(sentence.text.split()):
            ids = self._tokenizer.encode(f" {word}", add_special_tokens=False).ids
            if known:
                start, end = known[number]
                frames = round(start * 50), max(round(start * 50), round(end * 50))
                places += [(at + len(words) + offset - 1, *frames) for offset in range(len(ids))]
            words += ids
        return words, places

    def _prompt(self, example: Example) -> list[int]:
        """Something said before, or words to expect, some of which are said."""
        texts = self._texts
        if self._dice.random() < 0.5 or not example.sentences:
            hint = texts[int(self._dice.integers(len(texts)))]
        else:
            other = texts[int(self._dice.integers(len(texts)))]
            likely = [*example.sentences[0].text.split(), *other.split()]
            self._dice.shuffle(likely)
            hint = ", ".join(likely[:6])
        return [self._id["startofprev"], *self._tokenizer.encode(f" {hint}", add_special_tokens=False).ids]

    def _time(self, seconds: float) -> int:
        return self._first_time + min(1500, round(seconds / 0.02))


_NAMES = ("endoftext", "startoftranscript", "startofprev", "nospeech", "notimestamps")


def _letters(example: Example) -> list[int]:
    text = " ".join(sentence.text for sentence in example.sentences)
    return [LETTER_IDS[letter] for letter in text]
