"""What the embedded recogniser expects people to say, as trigrams.

A folder holds a model for each `Grammar` that there are answers for, and the open one, all over the same
words: the shop's sentences, mixed with everyday English. Mixed, because people word things as no list does,
and because a model that knows only shop sentences hears shop sentences in anything. The answers to a
question are mixed with the open one for the same reason.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import shutil
import tempfile
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from pocketsphinx import Config, LogMath, NGramModel, get_model_path

from ringup.accents import unaccented
from ringup.voice.asr import everyday, ngrams, pronunciation
from ringup.voice.asr.ngrams import Trigrams, Words
from ringup.voice.ports import Grammar

VERSION = 4
"""Part of every digest: raise it when the same sentences should give another model."""

COMMON = 2_500
"""Everyday words beside the shop's own. Twice as many hear no better and take longer to load."""

OF_THE_SHOP = 0.6
"""Share of the shop's own sentences beside everyday English."""

OF_ANSWERS = 0.5
"""Share of the answers to a question beside all that may be said instead."""

OF_YES_NO = 0.8
"""The same where yes or no is asked: what is short can be told apart by little but what is expected."""

LEAST_WORTH = 3e-7
"""Nats that a pair or a triple of everyday words has to add: of 1.7 million, 450,000 are kept."""

LEAST_BESIDE_ANSWERS = 2e-6
"""The same where a question was asked."""

DICTIONARY = "en-us/cmudict-en-us.dict"
EVERYDAY = "en-us/en-us.lm.bin"
"""Of the model of American English that comes with pocketsphinx."""

Answers = Mapping[Grammar, Iterable[str]]

_WORD = re.compile(r"[a-z]+(?:['-][a-z]+)*")


@dataclass(frozen=True, slots=True)
class LanguageModel:
    """A built folder. `guessed` words got their pronunciation by rule; `missing` have none at all
    and cannot be heard."""

    folder: Path
    guessed: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()

    @property
    def dictionary(self) -> Path:
        return self.folder / "words.dict"

    def grams(self, grammar: Grammar) -> Path:
        own = self.folder / f"{grammar.value}.lm.bin"
        return own if own.exists() else self.folder / f"{Grammar.OPEN.value}.lm.bin"

    @classmethod
    def read(cls, folder: Path) -> LanguageModel:
        """A folder that `build` made. Raises OSError when there is none."""
        report = json.loads((folder / "report.json").read_text(encoding="utf-8"))
        return cls(folder, tuple(report["guessed"]), tuple(report["missing"]))


Pronounce = Callable[[str], str]
"""A word's ARPAbet phones; "" when it cannot be pronounced."""


NO_ANSWERS: Answers = {}


def build(
    sentences: Iterable[str],
    cache: Path,
    pronounce: Pronounce = lambda word: "",
    answers: Answers = NO_ANSWERS,
    source: str = "",
) -> LanguageModel:
    """The model for `sentences`, from `cache` when it was built before; else it takes some seconds.

    Punctuation, case and accents do not matter; figures and other symbols are not heard, so write numbers as
    words. A sentence given twice counts twice. `answers` are expected where that kind of words is.
    `pronounce` is asked for words that the bundled dictionary lacks. `source` names what the sentences and
    answers come from: while it is the same, they are not looked at again.
    """
    known = cache / f"{_digest_of(source)}.source"
    if source and known.exists() and _is_whole(folder := cache / known.read_text("utf-8")):
        return LanguageModel.read(folder)
    said = _Said.of(sentences, answers)
    folder = cache / said.digest()
    if not _is_whole(folder):
        _publish(said, folder, pronounce)
    if source:
        known.write_text(folder.name, "utf-8")
    return LanguageModel.read(folder)


def _is_whole(folder: Path) -> bool:
    """Its report is there only when all of it is."""
    return (folder / "report.json").exists()


def digest(sentences: Iterable[str], answers: Answers = NO_ANSWERS) -> str:
    """What tells the model for these from any other."""
    return _Said.of(sentences, answers).digest()


@dataclass(frozen=True, slots=True)
class _Said:
    """What to expect, as it is heard."""

    sentences: list[str]
    answers: dict[Grammar, list[str]]

    @classmethod
    def of(cls, sentences: Iterable[str], answers: Answers) -> _Said:
        return cls(_normal(sentences), {grammar: _normal(texts) for grammar, texts in answers.items()})

    def digest(self) -> str:
        told = [(grammar.value, texts) for grammar, texts in self.answers.items()]
        return _digest_of([self.sentences, sorted(told)])

    def words(self) -> set[str]:
        every = (self.sentences, *self.answers.values())
        return {word for sentences in every for sentence in sentences for word in sentence.split()}


def _digest_of(what: object) -> str:
    """Of that, and of how models are made."""
    settings = (VERSION, COMMON, OF_THE_SHOP, OF_ANSWERS, OF_YES_NO, LEAST_WORTH, LEAST_BESIDE_ANSWERS)
    return hashlib.sha256(json.dumps([settings, what]).encode()).hexdigest()[:24]


def _normal(sentences: Iterable[str]) -> list[str]:
    return sorted(filter(None, (" ".join(_WORD.findall(unaccented(sentence))) for sentence in sentences)))


def _publish(said: _Said, folder: Path, pronounce: Pronounce) -> None:
    """Write beside `folder`, then rename, so that no reader ever sees half a model."""
    folder.parent.mkdir(parents=True, exist_ok=True)
    draft = Path(tempfile.mkdtemp(dir=folder.parent))
    try:
        _write(said, draft, pronounce)
        os.rename(draft, folder)
    except OSError:
        if not _is_whole(folder):  # else another process was faster
            raise
    finally:
        shutil.rmtree(draft, ignore_errors=True)


def _write(said: _Said, folder: Path, pronounce: Pronounce) -> None:
    english = everyday.read(Path(get_model_path(EVERYDAY)))
    words = said.words()
    known = pronunciation.look_up(words.union(english.common[:COMMON]), Path(get_model_path(DICTIONARY)))
    guesses = {word: pronounce(word) for word in sorted(words - known.keys())}
    known |= {word: (phones,) for word, phones in guesses.items() if phones}
    lines = "\n".join(pronunciation.entries(known))
    (folder / "words.dict").write_text(lines + "\n", encoding="utf-8")
    heard = Words.of(known)
    shop = _estimate(said.sentences, heard)
    anything = ngrams.mixed(shop, english.among(heard, LEAST_WORTH), OF_THE_SHOP)
    _write_grams(anything, folder / Grammar.OPEN.value)
    instead = ngrams.mixed(shop, english.among(heard, LEAST_BESIDE_ANSWERS), OF_THE_SHOP)
    for grammar, texts in said.answers.items():
        share = OF_YES_NO if grammar is Grammar.YES_NO else OF_ANSWERS
        expected = ngrams.mixed(_estimate(texts, heard), instead, share)
        _write_grams(expected, folder / grammar.value)
    missing = [word for word, phones in guesses.items() if not phones]
    report = {"guessed": sorted(guesses.keys() - set(missing)), "missing": missing}
    (folder / "report.json").write_text(json.dumps(report), encoding="utf-8")


def _estimate(sentences: list[str], heard: Words) -> Trigrams:
    """Of those sentences whose words can all be pronounced."""
    return ngrams.estimate((s for s in sentences if heard.place.keys() >= set(s.split())), heard)


def _write_grams(model: Trigrams, path: Path) -> None:
    """In pocketsphinx's binary form, which loads in a millisecond."""
    arpa = path.with_suffix(".arpa")
    ngrams.write(model, arpa)
    NGramModel(Config(), LogMath(), str(arpa)).write(str(path.with_suffix(".lm.bin")))
    arpa.unlink()
