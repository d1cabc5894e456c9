"""What the recogniser and the ends of turns may expect, given what was asked: the one place where
questions meet grammars."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import chain, islice, zip_longest

from ringup.skills.dialogue.expectations import Choice, Detail, Digits, Expectation, Quantity, YesNo
from ringup.skills.dialogue.fit import Fit
from ringup.skills.vocabulary import Vocabulary
from ringup.skills.wording.spoken import words_only
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


MOST_NAMES = 60
"""More than there is room for in front of what Whisper hears."""

_MOMENTS = (
    "half past ten", "a quarter to three", "monday", "tomorrow at nine in the morning",
    "the twenty first of june", "next friday", "two thirty in the afternoon", "saturday", "a table for four",
)  # fmt: skip
"""In words, so that it writes words."""


def hints_for(vocabulary: Vocabulary) -> Mapping[Grammar, tuple[str, ...]]:
    """What is expected whatever the question's own answers are, the likeliest first. None where a name
    could be taken for what was said: of a yes, of digits, of what is spelled."""
    products = [product.names[0] for product in vocabulary.products if product.names]
    in_turn = chain.from_iterable(zip_longest(products, vocabulary.services, vocabulary.staff))
    said = (words_only(name) for name in in_turn if name)
    names = tuple(islice(dict.fromkeys(name for name in said if name), MOST_NAMES))
    return {Grammar.OPEN: names, Grammar.CHOICE: names, Grammar.MOMENT: _MOMENTS}


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
