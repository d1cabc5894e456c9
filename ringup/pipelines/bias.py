"""What the recogniser and the ends of turns may expect, given what was asked: the one place where
questions meet grammars."""

from __future__ import annotations

from collections.abc import Mapping

from ringup.skills.dialogue.expectations import Choice, Detail, Digits, Expectation, Quantity, YesNo
from ringup.skills.dialogue.fit import Fit
from ringup.voice.ports import Bias, Grammar
from ringup.voice.turns.silence import Completeness, Silence

ANSWERED: Mapping[Grammar, tuple[str, ...]] = {
    Grammar.YES_NO: ("yes_no",),
    Grammar.DIGITS: ("order", "pin", "code", "phone"),
    Grammar.SPELLED: ("name", "postcode", "email"),
    Grammar.MOMENT: ("date", "time", "people", "date_of_birth"),
    Grammar.CHOICE: (
        "choice", "product", "items", "options", "delivery", "payment", "voucher", "reason", "address",
        "service", "quantity",
    ),
}  # fmt: skip
"""By the names of expectations; what is not here may be answered with anything."""

_GRAMMAR_OF = {name: grammar for grammar, names in ANSWERED.items() for name in names}


def bias_for(expects: Expectation) -> Bias:
    match expects:
        case YesNo():
            return Bias(Grammar.YES_NO)
        case Digits(secret=True):
            return Bias(Grammar.DIGITS)
        case Digits(lengths=lengths, candidates=candidates):
            return Bias(Grammar.DIGITS, candidates, lengths)
        case Choice(options=options):
            return Bias(Grammar.CHOICE, options)
        case Detail(slot=slot, candidates=candidates):
            return Bias(_GRAMMAR_OF.get(slot, Grammar.OPEN), candidates)
        case Quantity():
            return Bias(Grammar.CHOICE)
        case _:
            return Bias()


_COMPLETENESS = {
    Fit.ANSWERS: Completeness.COMPLETE,
    Fit.OPEN: Completeness.OPEN,
    Fit.UNCLEAR: Completeness.UNCLEAR,
    Fit.UNFINISHED: Completeness.UNFINISHED,
}


def silence_for(expects: Expectation, words: str, fit: Fit = Fit.OPEN, ended: float | None = None) -> Silence:
    """A pause after `words`, which are `fit` as an answer to that question; `ended` as in `Silence`."""
    bias = bias_for(expects)
    lengths = expects.lengths if isinstance(expects, Digits) else ()
    return Silence(bias.grammar, words, lengths, bool(bias.phrases), _COMPLETENESS[fit], ended)
