"""What callers say to be polite, and when they have nothing more to say."""

from __future__ import annotations

import re

_WORD = re.compile(r"[a-z][a-z'-]*")

_SAID = (
    "a again ah all allright alright alrighty and appreciate awesome bye bye-bye care cheers cool day"
    " done else evening everything fine for good goodbye great have help hm hmm i i'm is it it's just"
    " later lot lots lovely ma'am mhm mm mm-hmm much nice night no nope nothing now of oh ok okay"
    " perfect please right same see sir so soon super sure take talk thank thanks that that'll that's"
    " the then this to today too uh uh-huh um very weekend welcome well wonderful yeah yep yes you"
    " you're your"
)
_COURTESIES = frozenset(_SAID.split())

_THANKS = re.compile(r"\b(?:thanks?|thank you|cheers|(?:much )?appreciate[d]?|grateful|obliged)\b")


def words(text: str) -> list[str]:
    return _WORD.findall(text.lower())


def are_all(text: str) -> bool:
    """Whether `text` says something, and nothing but courtesies."""
    said = words(text)
    return bool(said) and _COURTESIES.issuperset(said)


def are_thanks(text: str) -> bool:
    """Whether somebody thanks and says no more."""
    return are_all(text) and _THANKS.search(text.lower()) is not None
