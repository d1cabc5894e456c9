"""An utterance as a row of tags: names of the menu, amounts, marks, and the words between them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from ringup.skills.understanding.ordering.menu import LONGEST, Item, Meaning, Menu, Value
from ringup.skills.understanding.ordering.words import Word, digits, words_of
from ringup.skills.understanding.tokens import singular

ITEM, VALUE, NUMBER, REGULAR = "ITEM", "VALUE", "NUM", "REGULAR"

LONGEST_MISHEARD = 4
"""Words that a misheard name may have been torn into."""

AS_IT_COMES = frozenset({"regular", "normal", "plain", "standard", "ordinary", "usual", "original"})

# fmt: off
AFTER_CHOICE = frozenset({
    "please", "and", "order", "orders", "thanks", "thank", "but", "this", "today", "if", "instead", "cup",
    "cups", "bag", "box", "with", "for", "i", "can", "could", "actually", "then", "now", "also",
})
# fmt: on
"""What may follow such a choice."""

HOMOPHONES = {"to": 2, "too": 2, "for": 4}
"""After a verb and before a plural: "order to lattes"."""

# fmt: off
_VERBS = frozenset({"order", "like", "want", "get", "have", "need", "take", "grab", "do"})
_COLLECTIVE = frozenset({"couple", "pair", "dozen"})
# fmt: on

_DENIED = re.compile(
    r"\b(?:no|not|non|without|minus|instead of|rather than|hold|skip|is not|un|less)"
    r"(?: (?:any|added|extra|more|the|a|an|that|like|have))? (?=VALUE)"
    r"|(?<=\s)(?=VALUE free\b)|^(?=VALUE free\b)"
    r"|\b(?:change|switch|swap|replace|turn)(?: (?!VALUE|ITEM)\S+){0,3} "
    r"(?=VALUE(?: (?!VALUE|ITEM|\.)\S+){0,2} (?:to|for|with|into)(?: (?!ITEM|\.)\S+){0,3}? VALUE)"
)
"""What stands before a value that is not wanted; the match ends where the value begins."""


@dataclass(frozen=True, slots=True)
class Tag:
    """`text` is a word, a mark, or one of ITEM, VALUE, NUM and REGULAR. `plural`: of an item."""

    text: str
    meanings: tuple[Meaning, ...] = ()
    number: int | None = None
    plural: bool = False
    denied: bool = False

    @property
    def item(self) -> Item:
        return next(meant for meant in self.meanings if isinstance(meant, Item))

    @property
    def product(self) -> str:
        return self.item.product

    @property
    def values(self) -> tuple[Value, ...]:
        return tuple(meant for meant in self.meanings if isinstance(meant, Value))


Row = tuple[Tag, ...]


def outline(tags: Row) -> str:
    return " ".join(tag.text for tag in tags)


def tagged(text: str, menu: Menu, asked: str | None = None) -> Row:
    """`asked` is the modifier that was just asked for; its values are then looked for first."""
    words = words_of(text)
    tags, at = [], 0
    while at < len(words):
        tag, at = _named(words, at, menu, asked) or (_plain_tag(words[at]), at + 1)
        tags.append(tag)
    return _denials(tuple(_amounts(tags)))


def named_by_options(tags: Row) -> Row:
    """Where nothing else is ordered, "a double shot of espresso" is an espresso."""
    if any(tag.text == ITEM for tag in tags):
        return tags
    return tuple(part for tag in tags for part in _value_and_item(tag))


def _value_and_item(tag: Tag) -> Row:
    items = tuple(meant for meant in tag.meanings if isinstance(meant, Item))
    return (tag, Tag(ITEM, items)) if items and tag.text == VALUE else (tag,)


def _named(words: tuple[Word, ...], at: int, menu: Menu, asked: str | None) -> tuple[Tag, int] | None:
    phrases = list(_phrases(words, at))
    for phrase in phrases:
        if asked and (answer := menu.asked(asked, phrase)):
            return _tag((answer,), phrase), at + len(phrase)
        known = menu.exact(phrase)
        if known and _stands_alone(known, words[at + len(phrase) :]):
            return _tag(known, phrase), at + len(phrase)
    return _misheard(words, at, phrases, menu)


def _stands_alone(meanings: tuple[Meaning, ...], following: tuple[Word, ...]) -> bool:
    """Whether a choice for the whole order is no other use of everyday words: "to go", not "to go home"."""
    if not (isinstance(meanings[0], Value) and meanings[0].whole_order):
        return True
    return not following or following[0].is_mark or following[0].text in AFTER_CHOICE


def _misheard(
    words: tuple[Word, ...], at: int, phrases: list[tuple[str, ...]], menu: Menu
) -> tuple[Tag, int] | None:
    """The likest name that begins here, unless an exact one begins within its words."""
    best: tuple[float, Tag, int] | None = None
    for phrase in phrases:
        if len(phrase) > LONGEST_MISHEARD or _begins_inside(words, at, len(phrase), menu):
            continue
        meanings, score = menu.alike(phrase)
        if meanings and (best is None or score > best[0]):
            best = score, _tag(meanings, phrase), at + len(phrase)
    return best and best[1:]


def _begins_inside(words: tuple[Word, ...], at: int, size: int, menu: Menu) -> bool:
    return any(menu.exact(phrase) for later in range(at + 1, at + size) for phrase in _phrases(words, later))


def _phrases(words: tuple[Word, ...], at: int) -> Iterator[tuple[str, ...]]:
    """Stretches that begin there and cross no mark, longest first."""
    most = min(LONGEST, len(words) - at)
    end = next((size for size in range(most) if words[at + size].is_mark), most)
    for size in range(end, 0, -1):
        yield tuple(digits(word) for word in words[at : at + size])


def _tag(meanings: tuple[Meaning, ...], phrase: tuple[str, ...]) -> Tag:
    kind = ITEM if isinstance(meanings[0], Item) else VALUE
    return Tag(kind, meanings, plural=singular(phrase[-1]) != phrase[-1])


def _plain_tag(word: Word) -> Tag:
    if word.number and word.text != "one":
        return Tag(NUMBER, number=word.number, plural=word.text in _COLLECTIVE)
    return Tag(REGULAR if word.text in AS_IT_COMES else word.text, number=word.number)


def _amounts(tags: list[Tag]) -> Iterator[Tag]:
    """Without the article of "a couple", and with the amounts that only sound like other words."""
    for at, tag in enumerate(tags):
        before = tags[at - 1].text if at else ""
        later = next((tag for tag in tags[at + 1 :] if tag.text != VALUE), None)
        if tag.text in ("a", "one") and at + 1 < len(tags) and _is_collective(tags[at + 1]):
            continue
        if tag.text in HOMOPHONES and before in _VERBS and later and later.text == ITEM and later.plural:
            yield Tag(NUMBER, number=HOMOPHONES[tag.text])
        else:
            yield tag


def _is_collective(tag: Tag) -> bool:
    return tag.text == NUMBER and tag.plural


def _denials(tags: Row) -> Row:
    line = outline(tags)
    denied = {line.count(" ", 0, found.end()) for found in _DENIED.finditer(line)}
    return tuple(replace(tag, denied=True) if at in denied else tag for at, tag in enumerate(tags))
