"""Which of the things just named is meant: "the second one", "the black one", "the cheaper", "it"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from ringup.skills.finding import Hit, called
from ringup.skills.stems import stem, stems
from ringup.skills.understanding.tokens import Token, tokens

_PLACES = {"first": 0, "1st": 0, "former": 0, "second": 1, "2nd": 1, "third": 2, "3rd": 2}
_LAST = ("last", "latter")
_CHEAP = ("cheaper", "cheapest")
_DEAR = ("dearer", "dearest", "priciest", "pricier")
_BOTH = ("both",)
_IT = re.compile(r"\b(?:it|that|this|these|those|them|ones?|pair)\b")
_EXPENSIVE = re.compile(r"\b(?:more|most) expensive(?: one)?\b")


@dataclass(frozen=True, slots=True)
class Pointed:
    """`hits` are meant; `rest` is what was said with "it" in the place of the words that pointed."""

    hits: tuple[Hit, ...]
    rest: str


def pointed(text: str, shown: tuple[Hit, ...]) -> Pointed | None:
    """None where none of them is meant, or more than one could be."""
    if not shown:
        return None
    words = tokens(text)
    ways = (_both(text, words, shown), _by_place(text, words, shown), _by_price(text, words, shown))
    found = next((way for way in ways if way is not None), None)
    return found or _by_words(text, words, shown) or _the_only(text, shown)


def _both(text: str, words: tuple[Token, ...], shown: tuple[Hit, ...]) -> Pointed | None:
    both = next((word for word in words if word.text in _BOTH), None)
    return Pointed(shown, "") if both and len(shown) == 2 else None


def _by_place(text: str, words: tuple[Token, ...], shown: tuple[Hit, ...]) -> Pointed | None:
    for at, word in enumerate(words):
        place = len(shown) - 1 if word.text in _LAST else _PLACES.get(word.text)
        if place is not None and place < len(shown):
            return Pointed((shown[place],), _without(text, words, at, at + 1))
    return None


def _by_price(text: str, words: tuple[Token, ...], shown: tuple[Hit, ...]) -> Pointed | None:
    """Only of several; "something cheaper" is another search."""
    if len(shown) < 2 or not re.search(r"\bthe\b", text.lower()):
        return None
    if _EXPENSIVE.search(text.lower()):
        return Pointed((max(shown, key=_price),), _EXPENSIVE.sub("it", text.lower()))
    for at, word in enumerate(words):
        if word.text in _CHEAP:
            return Pointed((min(shown, key=_price),), _without(text, words, at, at + 1))
        if word.text in _DEAR:
            return Pointed((max(shown, key=_price),), _without(text, words, at, at + 1))
    return None


def _by_words(text: str, words: tuple[Token, ...], shown: tuple[Hit, ...]) -> Pointed | None:
    """By what the words fit in one of them more than in any other: names count most."""
    said = [stem(word.text) for word in words]
    scores = [_score(said, hit, shown) for hit in shown]
    best = max(scores)
    if best == 0 or scores.count(best) > 1:
        return None
    hit = shown[scores.index(best)]
    named = {part for name in hit.product.names for part in stems(name)}
    places = [at for at, part in enumerate(said) if part in named]
    rest = _without(text, words, places[0], places[-1] + 1) if places else text
    return Pointed((hit,), rest)


def _score(said: list[str], hit: Hit, shown: tuple[Hit, ...]) -> int:
    """Words of the name that not all of them share, then of the options."""
    names = [{part for name in one.product.names for part in stems(name)} for one in shown]
    shared = set.intersection(*names) if len(shown) > 1 else set()
    own = {part for name in hit.product.names for part in stems(name)} - shared
    return 10 * len(own & set(said)) + len(set(_options(hit)) & set(said))


def _options(hit: Hit) -> Iterator[str]:
    for line in hit.variants:
        for option in line.options:
            yield from stems(called(*option))


def _the_only(text: str, shown: tuple[Hit, ...]) -> Pointed | None:
    if len(shown) > 1 or not _IT.search(text.lower()):
        return None
    return Pointed(shown, text)


def _without(text: str, words: tuple[Token, ...], first: int, after: int) -> str:
    """The words from `first` up to `after`, and a "the" and a "one" beside them, as "it"."""
    if first and words[first - 1].text in ("the", "that", "this", "a"):
        first -= 1
    if after < len(words) and words[after].text in ("one", "ones"):
        after += 1
    return f"{text[: words[first].start]}it{text[words[after - 1].end :]}"


def _price(hit: Hit) -> int:
    return min(line.unit_price.minor for line in hit.variants)
