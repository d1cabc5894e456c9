"""A yes that is said again word for word ("yep, gone", "yes, the taller shelf and the glass kettle"), the
second time to the question that says what a yes does and what a no does.

What stands beside the yes is nobody's lexicon here, so it must hold no word that could set a condition,
doubt, refuse, postpone, ask, count, or want anything, and none for another thing: what has an article or an
owner is a thing, and must be of the proposal. New orders and bookings are left out, as with remarks.

Who says the same a third time, after being told twice what a yes does, has said it: then only words that
could change what is done are too much, and other things of the caller's own or on offer.
"""

from __future__ import annotations

import re

from ringup.skills.dialogue.consent import explicit_yes, plain_words
from ringup.skills.dialogue.echoes import all_or_none, as_named, counts_otherwise, echoes, how_many
from ringup.skills.dialogue.insistence import CHATTER, YES, assent
from ringup.skills.dialogue.proposals import ChangeAddress, ChangeProfile, Proposal
from ringup.skills.dialogue.remarks import COUNTED, DENIED, IF_SO, may_stand_beside, without_courtesy

MOST_WORDS = 10
"""Beside the yes. Who says more tells something."""

_ACCEPTED = re.compile(
    r"\bif (?:that|it|this) is (?:the only way|how it (?:is|works|goes)|the rule|what it takes)\b"
    r"|\bif (?:those|these|that) (?:are|is) the rules?\b|\bif it has to be\b"
)
"""Conditions that hold: they tell that what was read back is taken as it is."""

_PRAISES = re.compile(
    r"\b(?:that|it|this) would be (?:(?:a|an|so|very|really|such) )*"
    r"(?:help|relief|great|lovely|kind|good|nice|perfect|wonderful|fine|super|brilliant|best)\b"
)
_OPINION = re.compile(
    r"\bi think (?!about\b|it over\b)((?:\w+ ){1,3})(?:is|are|looks?|suits?|fits?) (?:\w+ )?"
    r"(?:better|best|nicer|right|good|great|fine|lovely|perfect)\b"
)
"""What is thought well of counts as named."""

_POINTS = re.compile(r"\b(?:that|this|the) one\b(?: (?:with|in|from) (?:the|an?) (?=\w+))?")
""" "That one with the cable": what nothing else is known to have tells it apart from nothing."""

_NEGATED = re.compile(r"n't\b|\bnot\b")
_COMPARED = re.compile(
    r"more|less|(?:bigg|small|larg|tall|short|long|light|dark|bright|cheap|high|low|soft|hard)er"
)
_OWNED = re.compile(r"\b(?:the|an?|my|our|your|his|her|their|that|this|those|these|both|some) ((?:\w+ ?)+)")
_FAMILIAR = frozenset(("own", "whole", "right", "correct", "new", "old", "item", "items", "piece", "pieces"))
_VAGUE = frozenset(
    ("almost", "nearly", "someone", "somebody", "something", "sort", "kind", "kinda", "hopefully", "roughly")
)


def is_steadfast(text: str, before: str, proposal: Proposal, elsewhere: frozenset[str] = frozenset()) -> bool:
    """Whether `text` says again what was said `before`, and that may stand."""
    return plain_words(text) == plain_words(before) and may_stand(text, proposal, elsewhere)


def is_firm(text: str, before: str, proposal: Proposal, elsewhere: frozenset[str] = frozenset()) -> bool:
    """Whether `text` says again what was said `before`, and begins or ends with a yes that nothing in it
    could make anything else. To be believed the third time."""
    return plain_words(text) == plain_words(before) and says_yes_plainly(text, proposal, elsewhere)


def says_yes_plainly(text: str, proposal: Proposal, elsewhere: frozenset[str] = frozenset()) -> bool:
    """The same of words that were said once."""
    if "?" in text or not may_stand_beside(proposal) or isinstance(proposal, ChangeAddress | ChangeProfile):
        return False
    words = plain_words(as_named(text, proposal))
    own = echoes(proposal, words) | how_many(proposal)
    beside = _beside_its_yes(words)
    if beside is None or counts_otherwise(words, proposal) or not all_or_none(words, proposal):
        return False
    turned = any(pattern.search(beside) for pattern in (_ASKS, _AND_DO, IF_SO))
    turned = turned or any(_COMPARED.fullmatch(word) for word in set(beside.split()) - own)
    limits = TURNS | COUNTED | PAID | _VAGUE | (elsewhere - CHATTER)
    return not turned and _holds_none(beside, limits, own)


def _beside_its_yes(words: str) -> str | None:
    """What stands behind a yes that comes first, or before one that comes last: "it has to be done, go
    ahead"."""
    if first := YES.match(words):
        return words[first.end() :]
    said = words.split()
    for at in range(max(LEAST_BEFORE, len(said) - MOST_LAST), len(said)):
        if explicit_yes(" ".join(said[at:])):
            before = " ".join(said[:at])
            return None if _TELLS_US.search(before) else before
    return None


LEAST_BEFORE = 3
"""Words before a yes that comes last; fewer could be of a word that was misheard."""

MOST_LAST = 6
"""Words of such a yes."""

_TELLS_US = re.compile(
    r"^(?:(?:oh|well|so|okay|just|close|please|then|great|fine|good|right|now) )*"
    r"(?:swap|drop|fix|make|take|send|put|change|add|remove|give|get|cut|knock|throw|use|leave|set|let|bring|move|turn"
    r"|split|exchange|replace|update|correct|switch|try|tell|ask|check|keep)\b|\b(?:and|then)$"
)
"""What is to be done first, or besides: "take the pan out of it and go ahead"."""

_ASKS = re.compile(
    r"\b(?:is|are|was|were|does|did|will|has|have|shall|am)"
    r" (?:that|it|this|they|there|i|we|you|the|those|these)\b"
    r"|'ll (?:that|it|this)\b"
)

_AND_DO = re.compile(
    r"\band (?:please |then |just )*(?:send|take|put|give|get|make|order|have|say|try|bring)\b"
    r"(?! (?:it|that|this|them|those|these|everything)(?: (?:back|off|away|over|through|done|gone|happen))?"
    r"(?: please| now| then)*$)"
)
"""Wants something besides."""


# fmt: off
ORDINARY = frozenset(
    (
        "already", "baby", "bought", "busy", "coming", "did", "dinner", "do", "does", "doing", "done", "door",
        "get", "got", "give", "had", "has", "have", "heard", "hello", "here", "hey", "hi", "home", "long",
        "made", "make", "making", "needed", "one", "order", "ordered", "paid", "people", "put", "read",
        "said", "saw", "say", "saying", "send", "sending", "sure", "take", "taking", "there", "too", "try",
        "understand", "understood", "you", "your",
    )
)
"""Denied to a remark, for it could be said to somebody else in the room, but not to the same words said to us
three times."""

TURNS = DENIED - ORDINARY
PAID = frozenset(
    ("visa", "mastercard", "amex", "paypal", "gift", "credit", "debit", "voucher", "cheque", "check", "bank")
)
# fmt: on


def may_stand(text: str, proposal: Proposal, elsewhere: frozenset[str] = frozenset()) -> bool:
    """Whether `text` says yes and nothing that could make it anything else, as far as its words are known.
    Alone it confirms nothing. `elsewhere`: words of other things that the caller might mean."""
    if "?" in text or not may_stand_beside(proposal):
        return False
    words = plain_words(as_named(text, proposal))
    for harmless in (_ACCEPTED, _PRAISES):
        words = " ".join(harmless.sub(" ", words).split())
    words = " ".join(_OPINION.sub(r"\1", without_courtesy(words)).split())
    own = echoes(proposal, words) | how_many(proposal)
    end = assent(words, own)
    if end is None or counts_otherwise(words, proposal) or not all_or_none(words, proposal):
        return False
    rest = " ".join(_POINTS.sub(" ", words[end:]).split())
    limits = DENIED | COUNTED | _VAGUE | (elsewhere - CHATTER)
    return _holds_none(rest, limits, own) and _names_only(rest, own) and not IF_SO.search(rest)


def _holds_none(rest: str, limits: frozenset[str], own: frozenset[str]) -> bool:
    """Whether the few words beside a yes hold no limit, negation or number that is not of the proposal."""
    said = rest.split()
    return (
        len(said) <= MOST_WORDS
        and not limits & (set(said) - own)
        and _NEGATED.search(rest) is None
        and not any(word.isdigit() for word in said)
    )


def _names_only(rest: str, own: frozenset[str]) -> bool:
    """Whether whatever is named in `rest` is of the proposal."""
    known = own | CHATTER | _FAMILIAR
    named = (word for found in _OWNED.finditer(rest) for word in found[1].split())
    return all(word in known or _COMPARED.fullmatch(word) for word in named)
