"""What is to be had of what a caller wants instead, and what they said for the case that it is not: "if you
don't have that, just cancel the order".

Pure. What was said for that case is read back as any other change is, or leaves all as it is.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from enum import Enum

from ringup.skills.intent import Name
from ringup.skills.policy import Change
from ringup.skills.shop import Line
from ringup.skills.shopping.proposal_stages import Request
from ringup.skills.understanding import cues
from ringup.skills.understanding.possible.variants import wished
from ringup.skills.understanding.tokens import expanded, tokens

MOST_OFFERED = 3
"""More of them cannot be kept in mind by ear."""


class Leave(Enum):
    """Nothing is to be changed."""

    AS_IT_IS = "as it is"


def wants(text: str, variants: Sequence[Line], line: Line) -> frozenset[tuple[str, str]]:
    """The options that the words ask for, as name and value; of several values of one, the first choice."""
    chosen: dict[str, tuple[float, str]] = {}
    for (name, value), sign in wished(text, variants, line).items():
        if sign > max(0.0, chosen.get(name, (0.0, ""))[0]):
            chosen[name] = (sign, value)
    return frozenset((name, value) for name, (_, value) in chosen.items())


def nearest(wanted: frozenset[tuple[str, str]], line: Line, offered: Sequence[Line]) -> tuple[Line, ...]:
    """Of what there is instead of `line`, that which has the most of what is wanted, and of what it has."""
    had = set(line.options)

    def fit(other: Line) -> tuple[int, int]:
        options = set(other.options)
        return len(wanted & options), len(had & options)

    others = (other for other in offered if other.sku != line.sku)
    return tuple(sorted(others, key=fit, reverse=True)[:MOST_OFFERED])


def instead(request: Request) -> Change | Leave | None:
    """What is to be done if the wish cannot be met, by the latest words for that case; None where nothing
    was said of it."""
    for said in reversed(request.said):
        found = _CONDITION.search(" ".join(word.text for word in expanded(tokens(said.text))))
        if found is None:
            continue
        if _LEAVES.search(found["then"]):
            return Leave.AS_IT_IS
        if (name := cues.told(found["then"], owned=True)) in _UNDOES:
            return _UNDOES[name]
    return None


_UNDOES = {Name.CANCEL_ORDER: Change.CANCEL, Name.RETURN_ITEMS: Change.RETURN}

_CONDITION = re.compile(
    r"\b(?:(?:if (?:you|there|it|that|they|this|those|we)\b"
    r"(?: \w+){0,6}? (?:not|no|none|gone|out|impossible|sold)\b"
    r"|if not|failing that|otherwise|or else)(?P<then>.*))$"
)
_LEAVES = re.compile(
    r"\b(?:(?:leave|keep|forget) (?:it|them|that|this|everything|mine|the \w+|my \w+|things|all)|never mind"
    r"|do not (?:bother|change|do) )"
)
