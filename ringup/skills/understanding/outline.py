"""An utterance in a plainer form: fillers gone, contractions written out, capitals for what has a
meaning of its own. "Um, I'd like two bags of house blend, please" becomes
"i would like NUM UNIT of PRODUCT". Patterns are written against this form.
"""

from __future__ import annotations

from dataclasses import dataclass

from ringup.skills.understanding.gazetteer import Mention, NameFinder
from ringup.skills.understanding.number_words import HOMOPHONES
from ringup.skills.understanding.numbers import cardinal_at, readings_of, runs
from ringup.skills.understanding.tokens import Token, expanded, tokens

MOST_WORDS = 60
"""Words that are read; nobody says more in a turn that means something."""

LARGEST_QUANTITY = 999

# fmt: off
FILLERS = {
    "um", "uh", "er", "erm", "ah", "eh", "oh", "hm", "please", "just", "kindly", "like",
    "basically", "literally", "re", "really", "maam", "ma'am", "sir",
}
"""Left out where they mean nothing."""

UNITS = {
    "bag", "bags", "pack", "packs", "packet", "packets", "box", "boxes", "bottle", "bottles", "jar",
    "jars", "tin", "tins", "pair", "pairs", "piece", "pieces", "unit", "units", "cup", "cups", "cans",
    "case", "cases",
}
# fmt: on


@dataclass(frozen=True, slots=True)
class Piece:
    """One word of the outline: a plain word, or NUM, DIGITS, UNIT, PRODUCT, SERVICE or STAFF.

    `value` is the amount of a NUM, the digits of DIGITS. `mention` is set for what the shop has.
    """

    word: str
    start: int
    end: int
    value: str = ""
    mention: Mention | None = None


@dataclass(frozen=True, slots=True)
class Outline:
    """`text` is the pieces' words with single spaces between them."""

    pieces: tuple[Piece, ...]

    @property
    def text(self) -> str:
        return " ".join(piece.word for piece in self.pieces)

    def between(self, first: int, last: int) -> tuple[Piece, ...]:
        """The pieces that character offsets `first` to `last` of `text` touch."""
        chosen, at = [], 0
        for piece in self.pieces:
            if first < at + len(piece.word) and at < last:
                chosen.append(piece)
            at += len(piece.word) + 1
        return tuple(chosen)

    def of(self, word: str) -> tuple[Piece, ...]:
        return tuple(piece for piece in self.pieces if piece.word == word)


def outline(text: str, finder: NameFinder) -> Outline:
    """The outline of `text`; positions refer to `text` itself."""
    words = _with_sound_alike(expanded(tokens(text)[:MOST_WORDS]))
    mentions = {mention.first: mention for mention in finder.find(words)}
    numbers = _numbers(words, tuple(mentions.values()))
    pieces: list[Piece] = []
    at = 0
    while at < len(words):
        if at in mentions:
            pieces.append(_named(words, mentions[at]))
            at = mentions[at].after
        elif at in numbers:
            piece, at = numbers[at]
            pieces.append(piece)
        else:
            pieces += _plain(words, at, finder)
            at += 1
    return Outline(tuple(pieces))


def _with_sound_alike(words: tuple[Token, ...]) -> tuple[Token, ...]:
    """ "make it to" at the end is a misheard "make it two"."""
    last = words[-1:]
    if not last or last[0].text not in HOMOPHONES or len(words) < 3:
        return words
    if words[-3].text not in ("make", "do") or words[-2].text not in ("it", "that", "them"):
        return words
    return (*words[:-1], Token(HOMOPHONES[last[0].text], last[0].start, last[0].end))


def _named(words: tuple[Token, ...], mention: Mention) -> Piece:
    start, end = words[mention.first].start, words[mention.after - 1].end
    return Piece(mention.kind, start, end, mention=mention)


def _numbers(words: tuple[Token, ...], mentions: tuple[Mention, ...]) -> dict[int, tuple[Piece, int]]:
    """Each stretch of number words outside names, by its first word, with the word after it."""
    hidden = {at for mention in mentions for at in range(mention.first, mention.after)}
    seen = tuple(Token("", w.start, w.end) if at in hidden else w for at, w in enumerate(words))
    lengths = {id(run[0]): len(run) for run in runs(seen)}
    numbers, at = {}, 0
    while at < len(seen):
        number = _number(seen, at, lengths.get(id(seen[at]), 0))
        if number is not None:
            numbers[at] = number
        at = number[1] if number else at + 1
    return numbers


def _number(words: tuple[Token, ...], at: int, length: int) -> tuple[Piece, int] | None:
    """NUM where a whole stretch is one amount, DIGITS where it is not."""
    amount = cardinal_at(words, at)
    if amount is not None and amount[1] - at >= length and amount[0] <= LARGEST_QUANTITY:
        value, after = amount
        return Piece("NUM", words[at].start, words[after - 1].end, str(value)), after
    run = words[at : at + length]
    if not run or (len(run) == 1 and run[0].text in ("oh", "o")):
        return None
    return Piece("DIGITS", run[0].start, run[-1].end, next(readings_of(run))), at + length


def _plain(words: tuple[Token, ...], at: int, finder: NameFinder) -> list[Piece]:
    word = words[at]
    if word.text in FILLERS and not _means_something(words, at):
        return []
    is_unit = word.text in UNITS or _is_unit(words, at, finder)
    return [Piece("UNIT" if is_unit else word.text, word.start, word.end)]


def _is_unit(words: tuple[Token, ...], at: int, finder: NameFinder) -> bool:
    """One of the shop's own; a "can" is one only where something is in it."""
    if words[at].text == "can":
        return at + 1 < len(words) and words[at + 1].text == "of"
    return words[at].text in finder.units


def _means_something(words: tuple[Token, ...], at: int) -> bool:
    """ "would like", "not really" and "uh huh" would lose their meaning."""
    before = words[at - 1].text if at else ""
    after = words[at + 1].text if at + 1 < len(words) else ""
    match words[at].text:
        case "like":
            return before in ("would", "also", "i", "we")
        case "really":
            return before == "not"
        case "uh":
            return after in ("huh", "uh")
        case _:
            return False
