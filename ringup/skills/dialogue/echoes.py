"""What a yes may repeat of the read-back without saying anything new: "yes, cancel it", "yes, both of
those, on the mastercard".

Only words of the proposal itself count, and of several things either all are named or none: "yes, the
lamp" to a lamp and a kettle is another wish, not a yes.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ringup.skills.dialogue import naming
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
from ringup.skills.shop import Line
from ringup.skills.understanding.numbers import digit_strings
from ringup.skills.understanding.possible.scales import comparing

# fmt: off
_BESIDE = (
    "the", "my", "it", "them", "em", "those", "these", "that", "this", "of", "on", "to", "with", "and", "for",
    "from", "one", "ones", "only", "just", "order", "put", "through", "go", "send", "please", "too",
    "as well", "also", "up", "i want", "i wanted", "i asked for", "i meant", "i mean", "i need", "i like",
    "i had in mind", "i was after", "i was looking for",
    "do", "then", "now", "go on", "save", "make that change", "it is", "in that case", "onto", "into", "as",
    "away", "you can", "you may", "not the other one", "not the other", "not the old one", "straight",
    "pair of them", "both of them", "two of them", "every bit of it", "every one of them", "each of them",
)
_CANCEL = (
    "cancel", "whole", "lot", "all", "entire", "thing", "get rid of", "everything", "call off", "off",
    "call it off", "call that off", "wipe it", "it can go", "that can go", "they can go", "can go",
    "it can all go", "they can all go", "all of it can go",
    "scrap", "kill", "bin", "ditch", "axe", "dump", "drop", "trash", "chuck", "nix", "undo", "be rid of",
    "dump it", "drop it", "bin it", "scrap it", "lose it",
    "let it go", "let them go", "let that go",
    "stop it", "stop that", "stop this", "stop them", "stop the order",
)
_RETURN = (
    "return", "back", "take", "refund", "come and get", "come and collect", "pick", "collect", "fetch",
    "let it go", "let them go", "let that go", "can go", "may go", "goes back", "go back",
    "out of my house", "out of the house", "out of my sight", "get", "get rid of", "rid of",
    "to the warehouse",
    "to you", "to the shop", "to the store", "have it back", "have them back", "have that back",
)
_SWAP = (
    "change", "swap", "exchange", "replace", "switch", "upgrade", "instead", "new", "lot", "in", "a",
    "nothing else changes", "nothing else", "the rest", "everything else", "all else", "else", "otherwise",
    "stays", "the same", "same", "like it was", "as it was", "like before", "as before", "unchanged",
    "and all", "and everything", "charge", "use", "pay", "it on", "both changes", "both swaps",
    "both of those", "and nothing else in the order changes", "nothing else in the order", "again", "size up",
    "go for",
)
_TO = (
    "change", "address", "ship", "deliver", "update", "there", "place", "if it says", "that is", "our",
    "home", "house", "new", "in", "us", "where we live", "where i live", "where we are", "where i am",
    "office", "work", "flat", "apartment", "where it should go", "where it goes", "zip", "zip code",
    "postcode", "straight there",
)
_ACCOUNT = ("make", "account", "profile", "default", "home", "back")
_WHOLE = ("everything", "whole", "entire", "lot", "all")
_PAY = (
    "change", "switch", "card", "payment", "pay", "over", "use", "charge", "instead", "take it from",
    "move it to", "move", "account", "take", "put",
)
# fmt: on
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
_ITS_ORDER = re.compile(r"\b(?:the|that|my) (?P<thing>\w+) (?:one|order|parcel|delivery)\b")
"""Of a whole order, not of one of its things."""

_ADDS = re.compile(r"\b(?:as well|too|also)\b(?!.*\b(?:only|just|not|without)\b)")
"""What is named beside these is one more, and takes nothing away."""


def consents(text: str, proposal: Proposal, pointing: frozenset[str] = frozenset()) -> bool:
    """Whether `text` is an explicit yes to exactly that proposal. `pointing`: other words for its order."""
    if counts_otherwise(text, proposal):
        return False
    if explicit_yes(text, besides=claims(proposal)):
        return True
    plain = _with_deed(_without_its_numbers(as_named(text, proposal), proposal), proposal)
    plain = _with_order_as_it(plain, proposal)
    own = echoes(proposal, plain) | pointing
    return explicit_yes(plain, own, claims(proposal)) and all_or_none(plain, proposal)


def echoes(proposal: Proposal, text: str) -> frozenset[str]:
    """Words and phrases that a yes to it may repeat; none where nothing may. Of `text` come the words that
    are parts of longer ones ("boards" of two skateboards)."""
    match proposal:
        case CancelOrder():
            return frozenset((*_BESIDE, *_CANCEL, *naming.of_lines(proposal.lines, text)))
        case ReturnItems():
            all_of_it = _WHOLE if proposal.whole else ()
            things = (*naming.of_lines(proposal.lines, text), *_beside_the_kept(proposal, text))
            return frozenset((*_BESIDE, *_RETURN, *all_of_it, *things, *naming.paid(proposal.refund_to)))
        case ChangeItems() | ExchangeItems():
            new = naming.of_lines(tuple(swap.new for swap in proposal.swaps), text)
            how = _compared(proposal, text)
            return frozenset((*_BESIDE, *_SWAP, *new, *how, *naming.paid(proposal.payment)))
        case ChangeAddress():
            return frozenset((*_BESIDE, *_TO, *naming.of_address(proposal.address)))
        case ChangeProfile():
            return frozenset((*_BESIDE, *_TO, *_ACCOUNT, *naming.of_address(proposal.address)))
        case ChangePayment():
            return frozenset((*_BESIDE, *_PAY, *naming.paid(proposal.payment)))
        case _:
            return frozenset()


def _compared(proposal: ChangeItems | ExchangeItems, text: str) -> tuple[str, ...]:
    """What truly tells a new thing from the old one: "shorter", "cheaper"."""
    alone = len(proposal.swaps) == 1
    cheaper = ("cheaper", "cheaper one") if alone and proposal.difference.minor < 0 else ()
    return (
        *(word for swap in proposal.swaps for word in _how_it_compares(swap.new, proposal, text)),
        *cheaper,
    )


def _how_it_compares(new: Line, proposal: Proposal, text: str) -> tuple[str, ...]:
    if not isinstance(proposal, ChangeItems | ExchangeItems):
        return ()
    old = next(swap.old for swap in proposal.swaps if swap.new == new)
    return comparing(text.lower(), old.options, new.options)


def _beside_the_kept(proposal: ReturnItems, text: str) -> Iterator[str]:
    """What truly tells a thing from one of its kind that is not to go back: "the little kettle"."""
    for line in proposal.lines:
        for kept in proposal.kept:
            if kept.product == line.product:
                yield from comparing(text.lower(), kept.options, line.options)


def as_named(text: str, proposal: Proposal) -> str:
    """The words with what is proposed named as it is written: "double x l" as "xxl", "the laptop part" as
    "the laptop"."""
    text = re.sub(r"\b(?:double|x) x l\b", "xxl", text.lower())
    text = re.sub(r"\b(?:x l|extra large)\b", "xl", text)
    own = {word for line in _named(proposal) for _, value in line.options for word in naming.words(value)}
    return _KIND.sub(lambda found: found["how"] if found["how"] in own else found[0], text)


_KIND = re.compile(
    r"\b(?P<how>[a-z]+) (?:part|bit|compartment|section|sort|kind|type|version|model|style)\b(?! of)"
)
""""The laptop part": "part" alone could leave the rest out."""


def _with_order_as_it(text: str, proposal: Proposal) -> str:
    """The words with "it" for an order that is to be cancelled: "that one", "the laptop one"."""
    if not isinstance(proposal, CancelOrder):
        return text
    plain = _THAT_ORDER.sub("it", text.lower())
    things = {word for line in proposal.lines for word in naming.heads(line, set())}
    return _ITS_ORDER.sub(lambda found: "it" if found["thing"] in things else found[0], plain)


def _with_deed(text: str, proposal: Proposal) -> str:
    """To tell us to do just what was asked is a yes, where a word of agreement goes before it: "good, change
    it". Alone, "change it" and "cancel it" could as well mean the proposal."""
    deed = _DEEDS.get(type(proposal))
    found = deed.match(text.lower()) if deed else None
    return f"yes {text[found.end() :]}" if found else text


def _without_its_numbers(text: str, proposal: Proposal) -> str:
    """Those of its address, its order and its card may be said again, and no others."""
    own = _numbers(proposal)
    if not own:
        return text
    for found in reversed(digit_strings(text)):
        if found.value in own:
            text = f"{text[: found.start]} {text[found.end :]}"
    return text


def _numbers(proposal: Proposal) -> frozenset[str]:
    match proposal:
        case ChangeAddress(address=address):
            return frozenset((*re.findall(r"[0-9]+", address), proposal.order))
        case ChangeProfile(address=address):
            return frozenset(re.findall(r"[0-9]+", address))
        case CancelOrder():
            return frozenset((proposal.order,))
        case (
            ReturnItems(refund_to=method)
            | ChangeItems(payment=method)
            | ExchangeItems(payment=method)
            | ChangePayment(payment=method)
        ):
            return frozenset(filter(None, (proposal.order, method.last_four)))
        case _:
            return frozenset()


def _named(proposal: Proposal) -> tuple[Line, ...]:
    """The things of which a caller might mean only some."""
    match proposal:
        case ReturnItems() | CancelOrder():
            return proposal.lines
        case ChangeItems() | ExchangeItems():
            return tuple(swap.new for swap in proposal.swaps)
        case _:
            return ()


def names(text: str, proposal: Proposal) -> bool:
    """Whether a thing that was proposed after the sale, or one of its options, is named in `text`."""
    said = set(naming.words(text))
    things = (word for line in _named(proposal) for word in naming.of_line(line, said))
    return bool(said & set(things))


def all_or_none(text: str, proposal: Proposal) -> bool:
    """Whether of the things proposed either all are named in `text`, or none."""
    text = _with_order_as_it(text, proposal)
    said, lines = set(naming.words(text)), _named(proposal)
    named = [
        bool(said & (set(naming.heads(line, said)) | _only_of(line, lines, said)))
        or bool(_how_it_compares(line, proposal, text))
        for line in lines
    ]
    if all(named) or len(lines) == 1 or (any(named) and _ADDS.search(text.lower())):
        return True
    few = said & {"only", "just", "one"} and not _counted(text, lines)
    return not any(named) and not few and not _fewer(said, lines)


def how_many(proposal: Proposal) -> frozenset[str]:
    """The words for so many things as are proposed."""
    return frozenset(naming.NUMBERS.get(len(_named(proposal)), ()))


def _only_of(line: Line, lines: tuple[Line, ...], said: set[str]) -> set[str]:
    """The words for its options that no other of the things proposed has: "the eleven", of boots and a
    lamp."""
    others = {word for other in lines if other != line for word in naming.of_line(other, said)}
    values = (value for _, value in line.options if value.lower() not in ("yes", "no", "none"))
    counts = {word for words in naming.NUMBERS.values() for word in words}
    return {word for value in values for word in naming.as_said(value)} - others - counts


def _counted(text: str, lines: tuple[Line, ...]) -> bool:
    """ "Just those two", where they are two: it leaves none of them out."""
    number = "|".join(naming.NUMBERS.get(len(lines), ()))
    return (
        bool(number)
        and re.search(rf"\b(?:just|only) (?:the|those|these|them)? ?(?:{number})\b", text) is not None
    )


def counts_otherwise(text: str, proposal: Proposal) -> bool:
    """ "Both", where it is not two things that were proposed."""
    lines, said = _named(proposal), set(naming.words(text))
    if "both" not in said or len(lines) in (0, 2):
        return False
    return len(lines) == 1 or not all(said & set(naming.heads(line, said)) for line in lines)


def _fewer(said: set[str], lines: tuple[Line, ...]) -> bool:
    """Whether a number is named that is not that of the things."""
    numbers = {word for words in naming.NUMBERS.values() for word in words} - {"all"}
    said = said - {word for line in lines for _, value in line.options for word in naming.as_said(value)}
    return bool((said & numbers) - set(naming.NUMBERS.get(len(lines), ())))
