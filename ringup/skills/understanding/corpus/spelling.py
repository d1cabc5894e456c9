"""Names, postcodes, codes and e-mail addresses letter by letter, as a recogniser writes them: "c h e n"."""

from __future__ import annotations

import random
import re

from ringup.accents import unaccented
from ringup.skills.understanding.corpus.spoken import digits, number, plain
from ringup.skills.understanding.letters import SPELLING_WORDS

_EXPLAINED = 0.15
"""How often a letter comes with a word for it: "t for tommy"."""

_MARKS = {"@": "at", ".": "dot", "_": "underscore", "-": "dash", "+": "plus"}
_WORD_FOR = {
    letter: tuple(word for word, its in SPELLING_WORDS.items() if its == letter)
    for letter in map(chr, range(ord("A"), ord("Z") + 1))
}
_PARTS = re.compile(r"[a-z]+|[0-9]+|[@._+-]")


def spelled(text: str, chance: random.Random) -> str:
    """Letters and figures only."""
    explained = chance.random() < 0.3
    return " ".join(
        _explained(letter, chance)
        if explained and chance.random() < 2 * _EXPLAINED
        else _letter(letter, chance)
        for letter in plain_letters(text)
    )


def plain_letters(text: str) -> list[str]:
    return [letter for letter in unaccented(text) if letter.isascii() and letter.isalnum()]


def _letter(letter: str, chance: random.Random) -> str:
    return digits(letter, chance) if letter.isdigit() else letter


def _explained(letter: str, chance: random.Random) -> str:
    if letter.isdigit():
        return digits(letter, chance)
    link = chance.choice(("for", "as in", "like", ""))
    return " ".join(filter(None, (letter if link else "", link, chance.choice(_WORD_FOR[letter.upper()]))))


def postcode(text: str, chance: random.Random) -> str:
    """Figures as digits, letters by name. Now and then another one of the same form, so that nobody's own
    is the only one that can be heard."""
    if chance.random() < 0.5:
        text = "".join(str(chance.randrange(10)) if letter.isdigit() else letter for letter in text)
    runs = re.findall(r"[0-9]+|[a-z]", text.lower())
    return " ".join(digits(run, chance) if run.isdigit() else run for run in runs)


def email(text: str, chance: random.Random) -> str:
    """ "sam dot rivera at example dot com"; the part before the "at" is spelled now and then."""
    mailbox, _, domain = unaccented(text).partition("@")
    own = spelled(mailbox, chance) if chance.random() < 0.15 else _address(mailbox, chance)
    return f"{own} at {_address(domain, chance)}"


def _address(text: str, chance: random.Random) -> str:
    def said(part: str) -> str:
        if part.isdigit():
            return number(int(part)) if len(part) < 3 and part[0] != "0" else digits(part, chance)
        return _MARKS.get(part, part)

    return " ".join(said(part) for part in _PARTS.findall(text))


def code(text: str, chance: random.Random) -> str:
    """A voucher's: words with a number, "spring ten", or figures one by one."""
    runs = re.findall(r"[a-z]+|[0-9]+", unaccented(text))
    return " ".join(
        plain(run) if not run.isdigit() or chance.random() < 0.7 else digits(run, chance) for run in runs
    )
