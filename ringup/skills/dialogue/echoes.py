"""What a yes may repeat of the read-back without saying anything new: "yes, cancel it", "yes, both of
those, on the mastercard".

Only words of the proposal itself count, and of several things either all are named or none: "yes, the
lamp" to a lamp and a kettle is another wish, not a yes.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

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

# fmt: off
_BESIDE = (
    "the", "my", "it", "them", "em", "those", "these", "that", "this", "of", "on", "to", "with", "and", "for",
    "from", "one", "ones", "only", "just", "order", "put", "through", "go", "send", "please", "too",
    "as well", "up",
)
_CANCEL = ("cancel", "whole", "lot", "all", "entire", "thing", "both", "get rid of")
_RETURN = ("return", "back", "take", "refund")
_SWAP = ("change", "swap", "exchange", "replace", "switch", "instead", "new")
_TO = ("change", "address", "ship", "deliver", "update", "there", "place", "account", "profile", "if it says")
_PAY = ("change", "switch", "card", "payment", "pay", "over")
# fmt: on
_NUMBERS = {1: (), 2: ("both", "two", "all"), 3: ("all", "three"), 4: ("all", "four"), 5: ("all", "five")}
_WORDS = re.compile(r"[a-z]+")


def consents(text: str, proposal: Proposal) -> bool:
    """Whether `text` is an explicit yes to exactly that proposal."""
    return explicit_yes(text) or (
        explicit_yes(text, echoes(proposal)) and _all_or_none(text, _named(proposal))
    )


def echoes(proposal: Proposal) -> frozenset[str]:
    """Words and phrases that a yes to it may repeat; none where nothing may."""
    match proposal:
        case CancelOrder():
            return frozenset((*_BESIDE, *_CANCEL))
        case ReturnItems():
            return frozenset((*_BESIDE, *_RETURN, *_of_lines(proposal.lines), *_paid(proposal.refund_to)))
        case ChangeItems() | ExchangeItems():
            new = tuple(swap.new for swap in proposal.swaps)
            return frozenset((*_BESIDE, *_SWAP, *_of_lines(new), *_paid(proposal.payment)))
        case ChangeAddress() | ChangeProfile():
            return frozenset((*_BESIDE, *_TO, *_words(proposal.address)))
        case ChangePayment():
            return frozenset((*_BESIDE, *_PAY, *_paid(proposal.payment)))
        case _:
            return frozenset()


def _named(proposal: Proposal) -> tuple[Line, ...]:
    """The things of which a caller might mean only some."""
    match proposal:
        case ReturnItems():
            return proposal.lines
        case ChangeItems() | ExchangeItems():
            return tuple(swap.new for swap in proposal.swaps)
        case _:
            return ()


def _all_or_none(text: str, lines: tuple[Line, ...]) -> bool:
    said = set(_words(text))
    named = [bool(said & set(_heads(line))) for line in lines]
    return all(named) or (not any(named) and not said & {"only", "just", "one"}) or len(lines) == 1


def _of_lines(lines: tuple[Line, ...]) -> Iterable[str]:
    yield from _NUMBERS.get(len(lines), ("all",))
    for line in lines:
        yield from _heads(line)
        for _, value in line.options:
            yield from _words(value)


def _heads(line: Line) -> Iterable[str]:
    for word in (*_words(line.name), *_words(line.plural)):
        yield word
        yield f"{word}s"


def _paid(payment: PaymentMethod) -> Iterable[str]:
    return (*_words(payment.kind), *_words(payment.brand), "card")


def _words(text: str) -> tuple[str, ...]:
    return tuple(_WORDS.findall(text.lower()))
