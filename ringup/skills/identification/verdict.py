"""Whether what was heard proves who is calling: record linkage over all of it together.

Each detail that fits speaks for a customer by as much as it fits better than chance (its gain, in nats);
gains of different details add up (Fellegi and Sunter, "A Theory for Record Linkage", 1969). A customer
is found who gains enough on every detail of a proof and in all, and leaves everybody else behind.
"""

from __future__ import annotations

import numpy as np

from ringup.skills.identification.alignment import Costs
from ringup.skills.identification.directory import Directory
from ringup.skills.identification.evidence import (
    Evidence,
    Found,
    GiveUp,
    Item,
    NotYet,
    Policy,
    Proof,
    Verdict,
)
from ringup.skills.identification.matching import CAP, costs
from ringup.skills.identification.plan import next_item, next_way

AGAIN = 0.35
"""What an attempt adds to the lead beside a better one: the same slip is often heard twice."""

LEAD = 3.0
"""How far the best customer must be ahead of the next, in nats."""

LEAST = {Item.CALLER_ID: CAP, Item.NAME: 3.0, Item.POSTCODE: 4.5, Item.DATE_OF_BIRTH: 4.0, Item.EMAIL: 6.5}
"""The least gain of a detail at its best attempt, in a proof of three or more; CAP is a perfect fit."""

LEAST_OF_TWO = LEAST | {Item.NAME: 5.2, Item.DATE_OF_BIRTH: 5.0}
"""The same where fewer details are asked: half a name, right for a whole family, is not enough."""

LEAST_OF_ONE = {Item.POSTCODE: 6.5, Item.DATE_OF_BIRTH: 6.5, Item.EMAIL: 6.5}
"""The same where caller id leaves only one customer: whoever guesses is not found out by a lead over others,
and the next village's postcode is one figure away, so no wrong sign is forgiven."""

MEAN = 5.5
"""The least mean of these gains over the details of a proof."""


def verdict(evidence: Evidence, directory: Directory, policy: Policy) -> Verdict:
    """Who it is if that is proven, what to ask for if not, or nobody when the attempts are used up."""
    for heard in evidence.heard[-1:]:  # searched at once, so that the last answer need not wait for all
        costs(directory, heard.item, heard.texts, day_first=policy.day_first)
    for proof in policy.proofs:
        if (row := _proven(evidence, directory, policy, proof)) is not None:
            return Found(directory.candidates[row].id)
    return _next(evidence, policy)


def _proven(evidence: Evidence, directory: Directory, policy: Policy, proof: Proof) -> int | None:
    """The one row that fits all details of the proof, or None."""
    if not len(directory) or not all(evidence.of(item) for item in proof):
        return None
    gains = [_gains(evidence, directory, item, policy) for item in proof]
    total = np.sum([_all_attempts(gain) for gain in gains], axis=0)
    total[list(directory.absent)] = 0.0
    row = int(total.argmax())
    fits = [float(gain[0, row]) for gain in gains]
    least = LEAST if len(proof) > 2 else LEAST_OF_TWO
    least = least | LEAST_OF_ONE if Item.CALLER_ID in proof else least
    if any(fit < least[item] for fit, item in zip(fits, proof, strict=True)) or sum(fits) < MEAN * len(proof):
        return None
    next_best = float(np.delete(total, row).max(initial=0.0))
    return row if float(total[row]) - next_best >= LEAD else None


def _gains(evidence: Evidence, directory: Directory, item: Item, policy: Policy) -> Costs:
    """How much each attempt at an item speaks for each candidate, the best attempt of each first: an
    array of (attempts, candidates) from 0 to CAP."""
    heard = evidence.of(item)
    gains = [CAP - costs(directory, item, texts, day_first=policy.day_first) for texts in heard]
    return np.asarray(np.maximum(np.sort(np.stack(gains), axis=0)[::-1], 0.0), dtype=np.float32)


def _all_attempts(gains: Costs) -> Costs:
    return np.asarray(gains[0] + np.float32(AGAIN) * gains[1:].sum(axis=0), dtype=np.float32)


def _next(evidence: Evidence, policy: Policy) -> Verdict:
    asked = [heard.item.value for heard in evidence.heard]
    ways = [tuple(item.value for item in proof) for proof in policy.proofs]
    item = next_item(next_way(ways, asked), asked)
    return NotYet(Item(item)) if item is not None else GiveUp()
