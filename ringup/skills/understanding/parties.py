"""How many people a party is: "me, my wife and two kids" is four."""

from __future__ import annotations

import re

from ringup.skills.understanding.numbers import cardinal_at
from ringup.skills.understanding.tokens import Token, singular, tokens

SPEAKER = {"me", "myself", "i", "us"}
ALONE = {"solo", "alone", "individual", "single"}
PAIRS = {"couple", "parent", "twin", "grandparent"}
"""Two of them, where no number says otherwise."""

# fmt: off
PERSONS = {
    "people", "person", "adult", "child", "children", "kid", "guest", "friend", "wife", "husband", "hubby",
    "partner", "spouse", "son", "daughter", "mother", "father", "mom", "mum", "dad", "brother", "sister",
    "sibling", "boy", "girl", "man", "men", "woman", "women", "lady", "ladie", "guy", "baby", "babie",
    "toddler", "infant", "teen", "teenager", "senior", "boyfriend", "girlfriend", "fiance", "colleague",
    "coworker", "worker", "boss", "buddy", "buddie", "mate", "other", "cousin", "uncle", "aunt", "nephew",
    "niece", "nan", "grandma", "grandpa", "grandmother", "grandfather", "gentleman", "gentlemen", "diner",
    "student", "client", "customer", "visitor", "neighbor", "neighbour", "roommate", "pax", "sis", "bro",
    "grandchild", "grandchildren", "grandson", "granddaughter", "minor", "elder", "attendee", "triplet",
}
# fmt: on
MANY = {"people", "children", "grandchildren", "men", "women", "gentlemen", "pax"}
"""Plurals that do not look it."""

SEATS = {"highchair", "chair", "table", "dog", "pram", "wheelchair"}
"""What is brought along and is nobody."""

_TOTAL = re.compile(r"(?i)\b(?:total|altogether|in all|all together)\b")


def count(text: str) -> int | None:
    """None where nothing says how many; "some friends" does not."""
    words = tokens(text)
    numbers = _numbers(words)
    if _TOTAL.search(text) and numbers:
        return numbers[-1]
    total, at, counted = 0, 0, False
    while at < len(words):
        amount, at = _next(words, at)
        counted = counted or amount > 0
        total += amount
        if _general(words, at, total) and _listed(words, at):
            return total
    return total if counted else None


def is_person(word: str) -> bool:
    return word in SPEAKER or word in PERSONS or singular(word) in PERSONS | PAIRS


def _numbers(words: tuple[Token, ...]) -> list[int]:
    return [read[0] for at in range(len(words)) if (read := cardinal_at(words, at)) is not None]


def _general(words: tuple[Token, ...], at: int, total: int) -> bool:
    """ "People" was just said: what follows a comma may only say who they are."""
    return total > 1 and words[at - 1].text in ("people", "guests", "persons")


def _listed(words: tuple[Token, ...], at: int) -> bool:
    """Whether the rest adds up to what has been counted: "5 people, 3 adults and 2 kids"."""
    rest, counted = 0, words[:at]
    while at < len(words):
        amount, at = _next(words, at)
        rest += amount
    return rest > 0 and rest == sum(_numbers(counted))


def _next(words: tuple[Token, ...], at: int) -> tuple[int, int]:
    """How many people the next words are, and the index of the first word after them."""
    word = words[at].text
    read = cardinal_at(words, at)
    if read is not None:
        return _several(words, read[0], read[1], at)
    if word == "us":
        return 0, at + 1
    if word in SPEAKER or word in ALONE:
        return (0 if word in ALONE and _said_already(words, at) else 1), at + 1
    one = singular(word)
    if one in PAIRS and (word != one or one == "couple"):
        return 2, at + 1
    if one in PERSONS and one == word and word not in MANY:
        return 1, at + 1
    return 0, at + 1


def _several(words: tuple[Token, ...], number: int, after: int, at: int) -> tuple[int, int]:
    """A number and what is counted: "two couples" are four, "one highchair" nobody."""
    following = singular(words[after].text) if after < len(words) else ""
    if following in SEATS or (following == "high" and len(words) > after + 1):
        return 0, after + 1
    if words[at].text in ("a", "couple") and number == 2 and following != "of":
        return 2, after
    if following in ("couple", "pair"):
        return 2 * number, after + 1
    named = after
    while named < len(words) and words[named].text in (
        "of",
        "my",
        "our",
        "her",
        "his",
        "other",
        "young",
        "more",
    ):
        named += 1
    if named < len(words) and is_person(words[named].text) and words[named].text not in SPEAKER:
        return number, named + 1
    return number, after


def _said_already(words: tuple[Token, ...], at: int) -> bool:
    """ "Me alone", "one single person": counted by the word beside it."""
    beside = [words[i].text for i in (at - 1, at + 1) if 0 <= i < len(words)]
    return any(word in SPEAKER or is_person(word) or word == "one" for word in beside)
