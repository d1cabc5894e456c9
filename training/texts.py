"""What the voices say: the shop's own sentences, and what teaches sounds rather than sentences.

All in spoken form: small letters, no punctuation, numbers as words. The shop's sentences are those
that the embedded recogniser's language model is built from.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from string import ascii_lowercase

from ringup.skills.understanding import gazetteers
from ringup.skills.understanding.corpus.moments import MONTHS, WEEKDAYS
from ringup.skills.understanding.corpus.spoken import DIGITS, number, ordinal
from ringup.telephony.standin import recordings
from training.sounds import held_out

_FIGURES = (*DIGITS, "oh")
PARTS = ("in the morning", "in the afternoon", "in the evening", "at night", "a m", "p m", "o'clock")
SHORT = ("yes", "no", "yes please", "no thank you", "yeah", "nope", "maybe", "okay", "mm hmm", "correct")

SHARES = {
    "shop": 38,
    "crossed": 14,
    "callers": 10,
    "words": 11,
    "digits": 11,
    "short": 4,
    "times": 4,
    "names": 3,
    "prices": 3,
    "letters": 2,
}
"""How much of each kind, in percent. Lists of random words, and sentences that go on as another one does,
keep the decoder from guessing by heart. What the callers of the demo and of the tests say stands only once
among tens of thousands of the shop's sentences, too seldom to be learnt."""

OTHER_FIGURES = 0.75
"""How many callers say another number than they do in the demo, so that theirs is not learnt by heart."""

MOST_NAMES = 250
MOST_CROSSED = 14
"""Words."""


class Texts:
    """Draws texts: the same ones for the same sentences and seed."""

    def __init__(self, sentences: Sequence[str], seed: int) -> None:
        self._chance = random.Random(seed)  # noqa: S311 - not for secrets
        self._sentences = [sentence.replace("-", " ") for sentence in sentences]
        self._callers = [text.replace("-", " ") for text in recordings.sentences().values()]
        self._words = sorted({word for sentence in self._sentences for word in sentence.split()})
        self._first = _names("first_names.txt", self._chance)
        self._last = _names("last_names.txt", self._chance)
        self._kinds: dict[str, Callable[[], str]] = {
            "shop": lambda: self._chance.choice(self._sentences),
            "crossed": self._crossed,
            "callers": self._caller,
            "words": self._word_list,
            "digits": self._digits,
            "short": lambda: self._chance.choice(SHORT),
            "times": self._time,
            "names": lambda: f"{self._chance.choice(self._first)} {self._chance.choice(self._last)}",
            "prices": self._price,
            "letters": self._letters,
        }

    def draw(self, count: int) -> Iterator[str]:
        for kind in self._chance.choices(tuple(SHARES), tuple(SHARES.values()), k=count):
            yield self._kinds[kind]()

    def _caller(self) -> str:
        said = self._chance.choice(self._callers).split()
        if self._chance.random() < OTHER_FIGURES:
            said = [self._chance.choice(_FIGURES) if word in _FIGURES else word for word in said]
        return " ".join(said)

    def _crossed(self) -> str:
        """The beginning of one sentence and the end of another, neither of which is held out."""
        begun, ended = self._learnable(), self._learnable()
        begun = begun[: self._chance.randint(1, len(begun))]
        return " ".join((begun + ended[self._chance.randrange(len(ended)) :])[:MOST_CROSSED])

    def _learnable(self) -> list[str]:
        while held_out(sentence := self._chance.choice(self._sentences)):
            pass
        return sentence.split()

    def _word_list(self) -> str:
        return " ".join(self._chance.choices(self._words, k=self._chance.randint(2, 7)))

    def _digits(self) -> str:
        """Up to ten, most often a postcode's or an order's; "oh" and "double" as people say them."""
        length = self._chance.choice((1, 1, 2, 3, 4, 5, 5, 6, 6, 6, 7, 10))
        zero = self._chance.choice(("zero", "oh"))
        figures = self._chance.choices(range(10), k=length)
        said = [zero if figure == 0 else DIGITS[figure] for figure in figures]
        if length > 2 and self._chance.random() < 0.1:
            at = self._chance.randrange(length - 1)
            said[at : at + 2] = ["double", said[at]]
        return " ".join(said)

    def _time(self) -> str:
        pick, hour = self._chance.choice, number(self._chance.randint(1, 12))
        clock = pick((
            hour, f"half past {hour}", f"quarter to {hour}", f"quarter past {hour}", f"{hour} thirty",
            f"{hour} fifteen", f"{hour} forty five",
        ))  # fmt: skip
        day = f"{pick(('', 'next ', 'this ', 'on '))}{pick(WEEKDAYS)}"
        date = f"{pick(('', 'the '))}{ordinal(self._chance.randint(1, 31))} of {pick(MONTHS)}"
        month = f"{pick(MONTHS)} {ordinal(self._chance.randint(1, 31))}"
        when = pick((day, date, month, "tomorrow", "today", "a week from today"))
        return pick((f"{when} at {clock}", f"{clock} {pick(PARTS)}", when, f"{when} {pick(PARTS[:3])}"))

    def _price(self) -> str:
        dollars = number(self._chance.randint(1, 300)).replace(" and ", " ")
        cents = number(self._chance.choice((5, 25, 45, 49, 50, 75, 90, 95, 99)))
        some = number(self._chance.randint(11, 99))
        return self._chance.choice((
            f"{dollars} dollars", f"{dollars} {cents}", f"under {dollars} dollars",
            f"{dollars} dollars and {cents} cents", some,
        ))  # fmt: skip

    def _letters(self) -> str:
        return " ".join(self._chance.choices(ascii_lowercase, k=self._chance.randint(3, 8)))


def _names(file: str, chance: random.Random) -> list[str]:
    """Some of a gazetteer's names, the single words among them."""
    lines = (Path(gazetteers.__path__[0]) / file).read_text(encoding="utf-8").split()
    small = set(map(str.lower, lines))
    plain = sorted(name for name in small if name.isascii() and name.isalpha() and len(name) > 2)
    return chance.sample(plain, min(MOST_NAMES, len(plain)))
