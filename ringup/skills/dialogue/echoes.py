"""What a yes may repeat of the read-back without saying anything new: "yes, cancel it", "yes, both of
those, on the mastercard".

Only words of the proposal itself count, and of several things either all are named or none: "yes, the
lamp" to a lamp and a kettle is another wish, not a yes.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from ringup.skills.dialogue.claims import claims
from ringup.skills.dialogue.consent import explicit_yes
from ringup.skills.dialogue.proposals import (
    CancelOrder,
    ChangeAddress,
    ChangeItems,
    ChangePayment,
    ChangeProfile,
    ExchangeItems,
    Proposal,
    ReturnItems,
)
from ringup.skills.shop import Line, PaymentMethod
from ringup.skills.understanding.corpus import spoken
from ringup.skills.understanding.numbers import digit_strings

# fmt: off
_BESIDE = (
    "the", "my", "it", "them", "em", "those", "these", "that", "this", "of", "on", "to", "with", "and", "for",
    "from", "one", "ones", "only", "just", "order", "put", "through", "go", "send", "please", "too",
    "as well", "also", "up", "i want", "i wanted", "i asked for", "i meant", "i mean", "i need", "i like",
    "do", "then", "now", "go on", "save", "make that change", "it is", "in that case", "onto", "into", "as",
    "away",
)
_CANCEL = ("cancel", "whole", "lot", "all", "entire", "thing", "get rid of", "everything", "call off", "off")
_RETURN = ("return", "back", "take", "refund")
_SWAP = (
    "change", "swap", "exchange", "replace", "switch", "upgrade", "instead", "new", "lot", "in", "a",
    "nothing else changes", "nothing else", "the rest", "everything else", "all else", "else", "otherwise",
    "stays", "the same", "same", "like it was", "as it was", "like before", "as before", "unchanged",
)
_TO = (
    "change", "address", "ship", "deliver", "update", "there", "place", "if it says", "that is", "our",
    "home", "house", "new", "in", "us", "where we live", "where i live", "where we are", "where i am",
)
_ACCOUNT = ("make", "account", "profile", "default", "home", "back")
_WHOLE = ("everything", "whole", "entire", "lot", "all")
_PAY = ("change", "switch", "card", "payment", "pay", "over", "use", "charge", "instead")
# fmt: on
_NUMBERS = {1: (), 2: ("both", "two", "all"), 3: ("all", "three"), 4: ("all", "four"), 5: ("all", "five")}
_AGREED = (
    r"(?:(?:good|great|fine|okay|ok|perfect|all right|right|lovely|wonderful|awesome)[ ,.!]+)+"
    r"(?:please |then |just )*"
)
_THEM = r"(?:it|that|this|them|em|those|these|the order|everything|both)"
_DEEDS = {
    CancelOrder: re.compile(rf"{_AGREED}cancel {_THEM}"),
    ReturnItems: re.compile(rf"{_AGREED}(?:return {_THEM}|(?:send|take) {_THEM} back)"),
    ExchangeItems: re.compile(rf"{_AGREED}(?:exchange|swap|change|replace) {_THEM}"),
    ChangeItems: re.compile(rf"{_AGREED}(?:change|swap|switch|exchange) {_THEM}"),
    ChangeAddress: re.compile(rf"{_AGREED}(?:change|send|update) {_THEM}"),
    ChangeProfile: re.compile(rf"{_AGREED}(?:change|update) {_THEM}"),
    ChangePayment: re.compile(rf"{_AGREED}(?:change|switch) {_THEM}"),
}

_THAT_ORDER = re.compile(r"\b(?:that|this) (?:one|order)\b")
"""Of a whole order, not of one of its things."""

SHORTEST_PART = 5
"""Letters of a word that can stand for a longer one that it ends."""

_ADDS = re.compile(r"\b(?:as well|too|also)\b(?!.*\b(?:only|just|not|without)\b)")
"""What is named beside these is one more, and takes nothing away."""

_WORDS = re.compile(r"[a-z]+")


def consents(text: str, proposal: Proposal) -> bool:
    """Whether `text` is an explicit yes to exactly that proposal."""
    if counts_otherwise(text, proposal):
        return False
    if explicit_yes(text, besides=claims(proposal)):
        return True
    plain = _with_deed(_without_its_numbers(_sizes(text), proposal), proposal)
    if isinstance(proposal, CancelOrder):
        plain = _THAT_ORDER.sub("it", plain)
    return explicit_yes(plain, echoes(proposal, plain), claims(proposal)) and all_or_none(plain, proposal)


def echoes(proposal: Proposal, text: str) -> frozenset[str]:
    """Words and phrases that a yes to it may repeat; none where nothing may. Of `text` come the words that
    are parts of longer ones ("boards" of two skateboards)."""
    match proposal:
        case CancelOrder():
            return frozenset((*_BESIDE, *_CANCEL, *_of_lines(proposal.lines, text)))
        case ReturnItems():
            all_of_it = _WHOLE if proposal.whole else ()
            things = _of_lines(proposal.lines, text)
            return frozenset((*_BESIDE, *_RETURN, *all_of_it, *things, *_paid(proposal.refund_to)))
        case ChangeItems() | ExchangeItems():
            new = _of_lines(tuple(swap.new for swap in proposal.swaps), text)
            return frozenset((*_BESIDE, *_SWAP, *new, *_paid(proposal.payment)))
        case ChangeAddress():
            return frozenset((*_BESIDE, *_TO, *_words(proposal.address)))
        case ChangeProfile():
            return frozenset((*_BESIDE, *_TO, *_ACCOUNT, *_words(proposal.address)))
        case ChangePayment():
            return frozenset((*_BESIDE, *_PAY, *_paid(proposal.payment)))
        case _:
            return frozenset()


def _sizes(text: str) -> str:
    """Sizes as they are written: "double x l" as "xxl"."""
    text = re.sub(r"\b(?:double|x) x l\b", "xxl", text.lower())
    return re.sub(r"\b(?:x l|extra large)\b", "xl", text)


def _with_deed(text: str, proposal: Proposal) -> str:
    """To tell us to do just what was asked is a yes, where a word of agreement goes before it: "good, change
    it". Alone, "change it" and "cancel it" could as well mean the proposal."""
    deed = _DEEDS.get(type(proposal))
    found = deed.match(text.lower()) if deed else None
    return f"yes {text[found.end() :]}" if found else text


def _without_its_numbers(text: str, proposal: Proposal) -> str:
    """Numbers of the address may be said again, and no others."""
    if not isinstance(proposal, ChangeAddress | ChangeProfile):
        return text
    own = set(re.findall(r"[0-9]+", proposal.address))
    for found in reversed(digit_strings(text)):
        if found.value in own:
            text = f"{text[: found.start]} {text[found.end :]}"
    return text


def _named(proposal: Proposal) -> tuple[Line, ...]:
    """The things of which a caller might mean only some."""
    match proposal:
        case ReturnItems() | CancelOrder():
            return proposal.lines
        case ChangeItems() | ExchangeItems():
            return tuple(swap.new for swap in proposal.swaps)
        case _:
            return ()


def all_or_none(text: str, proposal: Proposal) -> bool:
    """Whether of the things proposed either all are named in `text`, or none."""
    said, lines = set(_words(text)), _named(proposal)
    named = [bool(said & set(_heads(line, said))) for line in lines]
    if all(named) or len(lines) == 1 or (any(named) and _ADDS.search(text.lower())):
        return True
    return not any(named) and not said & {"only", "just", "one"} and not _fewer(said, lines)


def counts_otherwise(text: str, proposal: Proposal) -> bool:
    """ "Both", where it is not two things that were proposed."""
    lines, said = _named(proposal), set(_words(text))
    if "both" not in said or len(lines) in (0, 2):
        return False
    return len(lines) == 1 or not all(said & set(_heads(line, said)) for line in lines)


def _fewer(said: set[str], lines: tuple[Line, ...]) -> bool:
    """Whether a number is named that is not that of the things."""
    numbers = {word for words in _NUMBERS.values() for word in words} - {"all"}
    said = said - {word for line in lines for _, value in line.options for word in _as_said(value)}
    return bool((said & numbers) - set(_NUMBERS.get(len(lines), ())))


def _of_lines(lines: tuple[Line, ...], text: str) -> Iterator[str]:
    yield from _NUMBERS.get(len(lines), ("all",))
    said = set(_words(text))
    for line in lines:
        yield from _heads(line, said)
        for name, value in line.options:
            yield from _words(name)
            yield from _as_said(value)


def _as_said(value: str) -> Iterator[str]:
    """The words of an option's value as callers say them: of "10-inch", "5x" and "SD card" also "ten",
    "five", "times", "s" and "d"."""
    yield from _words(value)
    for figures in re.findall(r"[0-9]+", value):
        yield from spoken.number(int(figures)).split()
    if re.search(r"[0-9]x\b", value):
        yield "times"
    for letters in re.findall(r"\b[A-Z]{2,4}\b", value):
        yield from letters.lower()


def _heads(line: Line, said: set[str]) -> Iterator[str]:
    """The words of its name, and those said that such a word ends with."""
    for word in (*_words(line.name), *_words(line.plural)):
        yield word
        yield f"{word}s"
        forms = (word, f"{word}s", f"{word}es")
        yield from (part for part in said if len(part) >= SHORTEST_PART and _ends_any(forms, part))


def _ends_any(words: tuple[str, ...], part: str) -> bool:
    return any(word.endswith(part) for word in words)


def _paid(payment: PaymentMethod) -> Iterable[str]:
    return (*_words(payment.kind), *_words(payment.brand), "card")


def _words(text: str) -> tuple[str, ...]:
    return tuple(_WORDS.findall(text.lower()))
