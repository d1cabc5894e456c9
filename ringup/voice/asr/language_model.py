"""What the embedded recogniser expects people to say: the shop's own sentences, made into n-grams.

A folder holds one model for each `Grammar`, all over the same words: the shop's sentences alone,
mixed with yes and no, and mixed with digits. Mixed, because a model that knows nothing but "yes"
hears "yes" in any noise.
"""

from __future__ import annotations

import hashlib
import json
import os
import random
import re
import shutil
import tempfile
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

from pocketsphinx import get_model_path
from pocketsphinx.lm import ArpaBoLM

from ringup.voice.asr import pronunciation
from ringup.voice.ports import Grammar

VERSION = 1
"""Part of every digest: raise it when the same sentences should give another model."""

YES_NO = (
    "yes",
    "yes please",
    "yes that's right",
    "yes go ahead",
    "yes that's correct",
    "yeah",
    "yep",
    "yup",
    "sure",
    "correct",
    "that's right",
    "go ahead",
    "please do",
    "no",
    "no no",
    "nope",
    "no thank you",
    "no thanks",
    "no that's wrong",
    "maybe",
    "i don't know",
    "i'm not sure",
    "i think so",
    "okay",
    "mm-hmm",
    "uh-huh",
    "what",
    "sorry",
    "wait",
    "hold on",
)
"""Answers to a yes/no question, undecided ones too: what is not expected is heard as what is."""

DIGITS = ("zero", "oh", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
_TENS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
_TEENS = ("ten", "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen")

GENERAL = Path(__file__).with_name("general_words.txt")
"""Everyday words, so that other talk is heard as other talk and not bent into the shop's words. Long
ones only: short ones are misheard for the shop's own."""

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
        return self.folder / f"{grammar.value}.arpa"

    @classmethod
    def read(cls, folder: Path) -> LanguageModel:
        """A folder that `build` made. Raises OSError when there is none."""
        report = json.loads((folder / "report.json").read_text(encoding="utf-8"))
        return cls(folder, tuple(report["guessed"]), tuple(report["missing"]))


Pronounce = Callable[[str], str]
"""A word's ARPAbet phones; "" when it cannot be pronounced."""


def build(sentences: Iterable[str], cache: Path, pronounce: Pronounce = lambda word: "") -> LanguageModel:
    """The model for `sentences`, from `cache` when it was built before.

    Punctuation and case do not matter; figures and other symbols are not heard, so write numbers as
    words. A sentence given twice counts twice. `pronounce` is asked for words that the bundled
    dictionary lacks.
    """
    spoken = sorted(filter(None, (_normal(sentence) for sentence in sentences)))
    general = GENERAL.read_text(encoding="utf-8")
    parts = (str(VERSION), *YES_NO, *_digit_sequences(), general, *spoken)
    digest = hashlib.sha256("\n".join(parts).encode()).hexdigest()[:24]
    folder = cache / digest
    if not (folder / "report.json").exists():
        _publish(spoken, folder, pronounce)
    return LanguageModel.read(folder)


def _normal(sentence: str) -> str:
    return " ".join(_WORD.findall(sentence.lower()))


def _publish(spoken: list[str], folder: Path, pronounce: Pronounce) -> None:
    """Write beside `folder`, then rename, so that no reader ever sees half a model."""
    folder.parent.mkdir(parents=True, exist_ok=True)
    draft = Path(tempfile.mkdtemp(dir=folder.parent))
    try:
        _write(spoken, draft, pronounce)
        os.rename(draft, folder)
    except OSError:
        shutil.rmtree(draft, ignore_errors=True)
        if not (folder / "report.json").exists():  # else another process was faster
            raise


def _write(spoken: list[str], folder: Path, pronounce: Pronounce) -> None:
    digits = _digit_sequences()
    words = {word for sentence in (*spoken, *YES_NO, *digits) for word in sentence.split()}
    general = GENERAL.read_text(encoding="utf-8").split()
    dictionary = Path(get_model_path("en-us/cmudict-en-us.dict"))
    known = pronunciation.look_up(words.union(general), dictionary)
    guesses = {word: pronounce(word) for word in sorted(words - known.keys())}
    known |= {word: (phones,) for word, phones in guesses.items() if phones}
    lines = "\n".join(pronunciation.entries(known))
    (folder / "words.dict").write_text(lines + "\n", encoding="utf-8")
    for grammar, extra in (
        (Grammar.OPEN, ()),
        (Grammar.YES_NO, _repeated(YES_NO, len(spoken))),
        (Grammar.DIGITS, _repeated(digits, len(spoken))),
    ):
        _write_grams([*spoken, *YES_NO, *digits[:50], *extra], known, folder / f"{grammar.value}.arpa")
    missing = [word for word, phones in guesses.items() if not phones]
    report = {"guessed": sorted(guesses.keys() - set(missing)), "missing": missing}
    (folder / "report.json").write_text(json.dumps(report), encoding="utf-8")


def _write_grams(sentences: list[str], known: pronunciation.Pronunciations, path: Path) -> None:
    heard = [s for s in sentences if all(word in known for word in s.split())]
    model = ArpaBoLM(text="\n".join(heard), add_start=True)
    for word in known:
        model.grams_1.setdefault(word, 1)
    model.compute()
    with path.open("w", encoding="utf-8") as out:
        model.write(out)


def _repeated(sentences: tuple[str, ...], count: int) -> tuple[str, ...]:
    """`sentences` again and again, about `count` of them: half of a mixture with `count` others."""
    return sentences * max(1, round(count / len(sentences)))


def _digit_sequences() -> tuple[str, ...]:
    """Numbers as people read them out, the same ones every time; about 600."""
    dice = random.Random(20)  # noqa: S311 - not a secret

    def group() -> str:
        match dice.randrange(10):
            case 0:
                return f"{dice.choice(('double', 'triple'))} {dice.choice(DIGITS)}"
            case 1:
                return f"{dice.choice(_TENS)} {dice.choice(DIGITS[2:])}"
            case 2:
                return dice.choice((*_TENS, *_TEENS, "eighteen", "nineteen", "hundred"))
            case _:
                return dice.choice(DIGITS)

    plain = [" ".join(dice.choices(DIGITS, k=dice.randint(1, 8))) for _ in range(450)]
    grouped = [" ".join(group() for _ in range(dice.randint(1, 6))) for _ in range(150)]
    return (*plain, *grouped)
