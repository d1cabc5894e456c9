"""What the words most probably ask for where those who read them disagree.

The model gives each label a probability. A rule's reading multiplies that of its intent, the more the
larger the share of the words that it explains; telling words (see `cues`) multiply theirs by less. What
comes out is scaled to a sum of 1 again: a logarithmic opinion pool, with the factors for weights.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from ringup.skills.intent import CHANGES, Intent, Name
from ringup.skills.understanding.classifier import Guess

BY_RULE_OF_ALL = 2_000.0
"""Factor of a rule that explains all the words. With FLOOR it is never outweighed."""

BY_RULE_OF_A_PART = 15.0
"""Factor of a rule that explains next to nothing of a long utterance; between the two it grows
geometrically with the share."""

BY_CUES = 2.5
"""Factor of telling words anywhere."""

BY_CUES_OF_NO_QUESTION = 10.0
"""The same where nothing is asked and no rule fits: how an order stands is not told, but asked about."""

BY_CUES_ALONE = 0.6
"""Probability of what mostly telling words speak for."""

THOUGHT_OF = 0.1
"""The model's probability from which it does not speak against them."""

TO_BUY_IT_AGAIN = 0.1
"""Factor of a purchase in words about something that was bought before."""

TO_CHANGE_BY_ASKING = 0.2
"""Factor of a change in words that ask something and name no change."""

TO_ASK_BY_TELLING = 0.3
"""Factor of a question about an order in words that ask nothing and tell what to change."""

_ENQUIRIES = (Name.ORDER_STATUS, Name.REFUND_STATUS)
_ONE_WISH = (
    (Name.CHANGE_ITEMS, Name.EXCHANGE_ITEMS),
    (Name.CANCEL_ORDER, Name.RETURN_ITEMS),
    (Name.CHANGE_ADDRESS, Name.CHANGE_PROFILE),
)
"""Changes that only the caller's orders tell apart."""

_PURCHASES = (Name.ORDER, Name.SEARCH)

FLOOR = 0.001
"""Least probability that the model counts with: it is sure of things that it has never seen."""

SURELY_NOT_OURS = 0.85
"""Probability of other business from which no write is opened, unless the shop's own products are named."""

CONTESTED = frozenset(
    {
        Name.ORDER, Name.REORDER, Name.SEARCH, Name.REMOVE, Name.CANCEL, Name.CHANGE_OPTION,
        Name.CHANGE_QUANTITY, Name.ORDER_STATUS, Name.REFUND_STATUS, Name.CANCEL_ORDER, Name.CHANGE_ITEMS,
        Name.CHANGE_ADDRESS, Name.CHANGE_PAYMENT, Name.CHANGE_PROFILE, Name.RETURN_ITEMS,
        Name.EXCHANGE_ITEMS, Name.ANSWER, Name.UNCLEAR,
    }
)  # fmt: skip
"""What rules find about orders, in words that stand in requests for something else too. What they find
of bookings and of the call itself is never weighed."""


@dataclass(frozen=True, slots=True)
class Reading:
    """What the rules made of the words, and the share of the words (0 to 1) that it took to say so."""

    intent: Intent
    share: float = 1.0

    @property
    def factor(self) -> float:
        return BY_RULE_OF_A_PART * math.pow(BY_RULE_OF_ALL / BY_RULE_OF_A_PART, self.share)


def weighed(
    guesses: Sequence[Guess],
    ruled: Reading,
    told: Name | None,
    *,
    owned: bool = False,
    asks: bool = False,
    enquires: bool = True,
) -> tuple[Guess, ...]:
    """The shop's own labels with their shares of all, the likeliest first.

    `owned`: the words are plainly about something bought before. `asks`: they want to know something.
    `enquires`: it may be how an order stands.
    `told` is what the telling words are about.
    A rule's "reorder" is the model's "order" too: only the shop knows whether the caller had it before.
    """
    odds = {guess.label: guess.probability for guess in guesses}
    if not odds:
        return ()
    if ruled.intent.name is Name.REORDER:
        odds[Name.REORDER] = odds.get(Name.REORDER, 0.0) + odds.pop(Name.ORDER, 0.0)
    if ruled.intent.name not in (Name.UNCLEAR, Name.ANSWER):
        _favour(odds, ruled.intent.name, ruled.factor)
    if told is not None:
        _tell(odds, told, plain=not enquires and not asks and ruled.intent.name is Name.UNCLEAR)
    if owned:
        odds |= {label: odds[label] * TO_BUY_IT_AGAIN for label in _PURCHASES if label in odds}
    if asks and told is None:
        odds |= {label: odds[label] * TO_CHANGE_BY_ASKING for label in CHANGES if label in odds}
    whole = sum(odds.values())
    own = (Guess(label, odd / whole) for label, odd in odds.items() if not label.startswith("other"))
    return tuple(sorted(own, key=lambda guess: -guess.probability))


BESIDE_THE_POINT = "other: ours"
"""The model's label for words about what the shop does that ask for nothing."""


def _tell(odds: dict[str, float], told: Name, *, plain: bool) -> None:
    """`plain`: nothing is asked and no rule fits. What is likeliest to be other business is left at that."""
    likeliest_label = max(odds, key=lambda label: odds[label])
    if not plain or (likeliest_label.startswith("other") and likeliest_label != BESIDE_THE_POINT):
        _favour(odds, told, BY_CUES)
        return
    _favour(odds, told, BY_CUES_OF_NO_QUESTION)
    odds |= {label: odds[label] * TO_ASK_BY_TELLING for label in _ENQUIRIES if label in odds}


def likeliest(ranking: Sequence[Guess]) -> Guess | None:
    """The first; or the likeliest change after the sale, with the probability of all of them, where they are
    likelier together."""
    changes = [guess for guess in ranking if guess.label in CHANGES]
    together = sum(guess.probability for guess in changes)
    if changes and together > ranking[0].probability:
        return Guess(changes[0].label, together)
    return ranking[0] if ranking else None


def fallback(guesses: Sequence[Guess], ruled: Intent, told: Name | None) -> Guess | None:
    """Where nothing is likely enough and the rules say nothing: what the telling words are about, if the
    model thinks of it too."""
    if told is None or ruled.name is not Name.UNCLEAR:
        return None
    alike = next((names for names in _ONE_WISH if told in names), (told,))
    thought_of = sum(guess.probability for guess in guesses if guess.label in alike)
    return Guess(told, BY_CUES_ALONE) if thought_of >= THOUGHT_OF else None


def _favour(odds: dict[str, float], name: Name, factor: float) -> None:
    odds[name] = max(odds.get(name, 0.0), FLOOR) * factor


def is_surely_not_ours(guesses: Sequence[Guess]) -> bool:
    """Whether the likeliest label is other business, and sure."""
    best = guesses[0] if guesses else None
    return best is not None and best.label.startswith("other") and best.probability >= SURELY_NOT_OURS
