"""What it costs to have heard one sound where another was said.

Costs are in nats: -log P(heard | said) beside hearing it right. Capitals are letters said by their
names, small ones letters of a written word, as in `understanding.spelling`.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

ALPHABET = "abcdefghijklmnopqrstuvwxyz0123456789.@_-+'"
"""What values are made of; anything else counts as OTHER."""

OTHER = len(ALPHABET)
CODES = {sign: code for code, sign in enumerate(ALPHABET)}

SPELLED, WRITTEN, DIGIT, MARK = 3.0, 2.4, 3.0, 2.5
"""What an unrelated sign costs instead of a letter's name, a letter of a word, a digit, a mark."""

_SPELLED_ALIKE = (
    ("bcdegptvz3", 1.4), ("bdptv", 0.9), ("bpd", 0.7), ("mn", 0.5), ("sf", 0.5), ("sx6", 0.9), ("ajhk8", 1.2),
    ("aeh8", 1.2), ("a8", 0.7), ("h8", 0.7), ("jg", 0.7), ("ty", 2.0), ("iy59r", 1.5), ("59", 1.0),
    ("iy", 1.0), ("uq2w", 1.3), ("q2u", 1.0), ("o0", 0.1), ("lo0", 1.2), ("lmn", 1.3), ("l4", 1.8),
    ("4f", 1.0), ("r4", 2.0), ("v5", 0.5), ("1i", 0.5), ("19", 1.4), ("6x", 1.0), ("z0", 1.8), ("2t", 1.4),
    ("2d", 1.8), ("cz", 0.8), ("7s", 1.5), ("kq", 1.3), ("ra", 1.4), ("ei", 1.4), ("15", 2.2), ("0", 0.1),
    ("ae", 0.9), ("zs", 1.0), ("dg", 1.0), ("sc", 1.2), ("un", 2.0), ("xs", 0.9), ("wb", 2.0), ("w2", 1.4),
    ("nl", 1.2), ("8e", 1.3),
)  # fmt: skip
_WRITTEN_ALIKE = (
    ("aeiouy", 1.1), ("iy", 0.4), ("ei", 0.8), ("ck", 0.3), ("ckq", 0.5), ("sz", 0.5), ("cs", 0.7),
    ("dt", 1.0), ("bp", 1.1), ("gj", 0.7), ("mn", 0.9), ("fv", 1.0), ("uw", 1.0), ("vw", 0.9), ("rl", 1.6),
    ("sx", 1.0), ("gk", 1.3), ("dg", 1.6), ("ht", 1.8), ("bv", 1.4), ("fp", 1.6),
)  # fmt: skip


def substitution() -> dict[str, NDArray[np.float32]]:
    """For each symbol that may be heard, the cost against each code of ALPHABET and OTHER."""
    table: dict[str, NDArray[np.float32]] = {}
    for sign in ALPHABET:
        if sign.isalpha():
            table[sign] = _row(sign, WRITTEN, _WRITTEN_ALIKE)
            table[sign.upper()] = _row(sign, SPELLED, _SPELLED_ALIKE)
        else:
            table[sign] = _row(sign, DIGIT if sign.isdigit() else MARK, _SPELLED_ALIKE)
    return table


def _row(sign: str, unrelated: float, alike: tuple[tuple[str, float], ...]) -> NDArray[np.float32]:
    row = np.full(len(ALPHABET) + 1, unrelated, dtype=np.float32)
    for group, cost in alike:
        if sign in group:
            for other in group:
                row[CODES[other]] = min(row[CODES[other]], cost)
    row[CODES[sign]] = 0.0
    return row


def heard_too_much(symbol: str) -> float:
    """The cost of a symbol that nobody said."""
    if symbol.isupper() or symbol.isdigit():
        return 2.0
    return 1.0 if symbol in "aeiouhy" else 1.6 if symbol.isalpha() else 0.7


def not_heard(value: str, at: int) -> float:
    """The cost of missing the sign at that place of a value; little for doubled and silent ones."""
    sign = value[at]
    if sign in " '-._":
        return 0.6 if sign in "._" else 0.1
    if at > 0 and value[at - 1] == sign and sign.isalpha():
        return 0.5
    return 1.3 if sign in "eh" else 2.0
