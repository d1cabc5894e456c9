"""Words with their places in the text they came from."""

from __future__ import annotations

import re
from dataclasses import dataclass

from ringup.accents import unaccented

_WORD = re.compile(r"(?i:re-order(?:ing)?)\b|[0-9]+(?:st|nd|rd|th)\b|[0-9]+|[^\W\d_]+(?:['\u2019][^\W\d_]+)*")

CONTRACTIONS = {
    "i'd": "i would",
    "we'd": "we would",
    "you'd": "you would",
    "it'd": "it would",
    "i'm": "i am",
    "im": "i am",
    "we're": "we are",
    "you're": "you are",
    "they're": "they are",
    "it's": "it is",
    "that's": "that is",
    "thats": "that is",
    "what's": "what is",
    "whats": "what is",
    "where's": "where is",
    "wheres": "where is",
    "when's": "when is",
    "how's": "how is",
    "who's": "who is",
    "there's": "there is",
    "here's": "here is",
    "let's": "let us",
    "i'll": "i will",
    "we'll": "we will",
    "it'll": "it will",
    "that'll": "that will",
    "i've": "i have",
    "we've": "we have",
    "hasn't": "has not",
    "haven't": "have not",
    "didn't": "did not",
    "didnt": "did not",
    "don't": "do not",
    "dont": "do not",
    "doesn't": "does not",
    "isn't": "is not",
    "aren't": "are not",
    "wasn't": "was not",
    "won't": "will not",
    "wouldn't": "would not",
    "couldn't": "could not",
    "shouldn't": "should not",
    "can't": "can not",
    "cant": "can not",
    "cannot": "can not",
    "wanna": "want to",
    "gonna": "going to",
    "gimme": "give me",
    "lemme": "let me",
    "reorder": "order again",
    "re-order": "order again",
    "re-ordering": "order again",
    "reordering": "order again",
    "ya": "you",
    "nevermind": "never mind",
    "goodbye": "good bye",
    "okey": "okay",
    "ok": "okay",
    "alright": "all right",
    "mhm": "mm hmm",
    "mmhmm": "mm hmm",
}


@dataclass(frozen=True, slots=True)
class Token:
    """A lower-case word or a run of figures; `start` and `end` are character offsets."""

    text: str
    start: int
    end: int


def tokens(text: str) -> tuple[Token, ...]:
    """The words of `text`; punctuation and symbols are between them and not part of them."""
    return tuple(
        Token(found[0].lower().replace("\u2019", "'"), *found.span()) for found in _WORD.finditer(text)
    )


def expanded(words: tuple[Token, ...]) -> tuple[Token, ...]:
    """Contractions written out; the parts share the place of the whole."""
    return tuple(
        Token(part, word.start, word.end)
        for word in words
        for part in CONTRACTIONS.get(word.text, word.text).split()
    )


_IRREGULAR = {
    "mice": "mouse",
    "knives": "knife",
    "shelves": "shelf",
    "bookshelves": "bookshelf",
    "scarves": "scarf",
}


def singular(word: str) -> str:
    """A plural's stem, alike for both forms, and without accents: "boxes" and "box", "cafés" and "cafe"."""
    word = unaccented(word)
    if word in _IRREGULAR:
        return _IRREGULAR[word]
    if len(word) > 4 and word.endswith(("ches", "shes", "sses", "xes")):
        return word[:-2]
    if len(word) > 4 and word.endswith("ies"):
        return word[:-3] + "y"
    if len(word) > 3 and word.endswith("s") and not word.endswith(("ss", "us")):
        return word[:-1]
    return word
