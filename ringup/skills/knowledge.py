"""Answers from the shop's own pages, in the pages' own sentences, or none at all. Pure.

A passage answers a question if it speaks of nearly all that the question is about. Words count by how
rare they are among the passages (the inverse document frequency of BM25: S. Robertson, H. Zaragoza, "The
Probabilistic Relevance Framework", 2009); a word that no page has counts most, so that "do you deliver
to Mars" is not answered by what delivery costs.
"""

from __future__ import annotations

import math
import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from ringup.skills.question_words import ASKING, PHRASES, SAME_WORDS, TIMES
from ringup.skills.stems import stem, words

ENOUGH = 0.55
"""Share of a question, by weight, that a passage must speak of."""

MOST_SENTENCES = 2

MODIFIER = 0.5
"""How much a word that says when counts beside one that says what."""

_SHORTENED = re.compile(r"(?:n't|'(?:d|ll|m|re|s|ve))\b")
_PHRASES = tuple((re.compile(rf"\b(?:{pattern})\b"), known_as) for pattern, known_as in PHRASES)
_SAME = {stem(word): stem(known_as) for word, known_as in SAME_WORDS.items()}
_ASKING = frozenset(stem(word) for word in ASKING) - frozenset(_SAME)
_WHEN = frozenset(stem(word) for word in TIMES)
_SENTENCE = re.compile(r"[^.!?]+(?:[.!?](?!\s|$)[^.!?]+)*[.!?]*\s*")


@dataclass(frozen=True, slots=True)
class Passage:
    """A paragraph of a page. `asked` are questions that its page answers; `product` are the product's
    names where it is what the shop says of a product."""

    page: str
    title: str
    text: str
    asked: tuple[str, ...] = ()
    product: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class PageAnswer:
    """One or two sentences of a page, word by word. `page` is its id, or a product's."""

    page: str
    title: str
    text: str
    certainty: float


@dataclass(frozen=True, slots=True)
class Rarity:
    """`counts`: in how many of `passages` passages each term stands; 0 if it is not there."""

    passages: int
    counts: Mapping[str, int]

    def weight(self, term: str) -> float:
        count = self.counts.get(term, 0)
        rare = math.log(1 + (self.passages - count + 0.5) / (count + 0.5))
        return rare * MODIFIER if term in _WHEN else rare


def terms(text: str) -> tuple[str, ...]:
    """What the words are about: stems without those that only ask, alike for what means the same."""
    joined = _SHORTENED.sub("", text.lower().replace("\u2019", "'"))
    for pattern, known_as in _PHRASES:
        joined = pattern.sub(known_as, joined)
    found = (stem(word) for word in words(joined) if word not in ASKING)
    return tuple(_SAME.get(each, each) for each in found if each not in _ASKING)


def answer(question: str, passages: Iterable[Passage], rarity: Rarity) -> PageAnswer | None:
    """The best passage's one or two sentences, or None where no passage says enough. Of equals those
    of a page that begins with it, and of these the first: pages begin with what is general."""
    asked = tuple(dict.fromkeys(terms(question)))
    if not asked:
        return None
    meant = _without_shorter_names(asked, passages)
    scored = [(_score(asked, passage, rarity), passage) for passage in meant]
    most = max((score for score, _ in scored), default=(0.0, 0.0))
    if most[0] < ENOUGH:
        return None
    equals = [passage for score, passage in scored if score == most]
    page = max(equals, key=lambda passage: _begins_with(asked, passage)).page
    passage = next(passage for passage in equals if passage.page == page)
    return PageAnswer(passage.page, passage.title, _excerpt(asked, passage, rarity), most[0])


def _without_shorter_names(asked: tuple[str, ...], passages: Iterable[Passage]) -> list[Passage]:
    """Without what is said of the oats where the oat milk is named."""
    every = list(passages)
    named = {passage: _named(asked, _names(passage)) for passage in every if passage.product}
    return [
        passage
        for passage in every
        if not named.get(passage) or not any(named[passage] < other for other in named.values())
    ]


def _names(passage: Passage) -> tuple[frozenset[str], ...]:
    """The terms of each of its product's names."""
    return tuple(frozenset(terms(name)) for name in passage.product)


def _named(asked: tuple[str, ...], names: tuple[frozenset[str], ...]) -> frozenset[str]:
    """The longest of the names that are in the question."""
    return max((name for name in names if name <= set(asked)), key=len, default=frozenset())


def _begins_with(asked: tuple[str, ...], passage: Passage) -> bool:
    """Whether what is asked of is what the passage speaks of first."""
    return not set(terms(passage.text)[:1]).isdisjoint(asked)


def _score(asked: tuple[str, ...], passage: Passage, rarity: Rarity) -> tuple[float, float]:
    """How much of the question the passage and what is known of its page speak of, from 0 to 1; then how
    much its own text does."""
    own = set(terms(passage.text))
    if passage.product:
        share = _share_of_product(asked, passage, own, rarity)
        return share, share
    around = {term for text in (passage.title, *passage.asked) for term in terms(text)}
    return _share(asked, own | around, rarity), _share(asked, own, rarity)


def _share_of_product(
    asked: tuple[str, ...], passage: Passage, own: Collection[str], rarity: Rarity
) -> float:
    """Of what is asked beyond the product's name; just enough where there is no more ("how big is it").
    Nothing if the question does not name it."""
    names = _names(passage)
    if not _named(asked, names):
        return 0.0
    beyond = tuple(term for term in asked if all(term not in name for name in names))
    return _share(beyond, own, rarity) if beyond else ENOUGH


def _share(asked: Collection[str], known: Collection[str], rarity: Rarity) -> float:
    total = sum(rarity.weight(term) for term in asked)
    return sum(rarity.weight(term) for term in asked if term in known) / total if total else 0.0


def _excerpt(asked: tuple[str, ...], passage: Passage, rarity: Rarity) -> str:
    """The sentence that speaks most of the question, and one beside it that speaks of it too."""
    sentences = [found[0].strip() for found in _SENTENCE.finditer(passage.text)]
    shares = [_share(asked, set(terms(sentence)), rarity) for sentence in sentences]
    best = shares.index(max(shares))
    beside = [at for at in (best + 1, best - 1) if 0 <= at < len(sentences)]
    chosen = [best, *(at for at in beside if set(terms(sentences[at])) & set(asked))][:MOST_SENTENCES]
    return " ".join(sentences[at] for at in sorted(chosen))
