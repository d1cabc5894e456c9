"""Whether what was heard proves who is calling: record linkage over all of it together.

Each detail that fits speaks for a customer by as much as it fits better than chance (its gain, in nats);
gains of different details add up (Fellegi and Sunter, "A Theory for Record Linkage", 1969). A customer
is found who gains enough on every detail of a proof and in all, and leaves everybody else behind.
"""

from __future__ import annotations

import numpy as np

from ringup.skills.identification.alignment import Costs
from ringup.skills.identification.directory import Directory
from ringup.skills.identification.evidence import Evidence, Found, GiveUp, Item, NotYet, Policy, Proof, Verdict
from ringup.skills.identification.matching import CAP, costs

AGAIN = 0.35
"""What an attempt adds beside a better one: the same slip is often heard twice."""

MARGIN = 3.5
"""How far the best customer must be ahead of the next, in nats."""

EACH = 2.0
"""The least gain of each detail of a proof."""

MEAN = 4.4
"""The least mean gain over the details of a proof; CAP is a perfect fit."""

STRICTER = 1.0
"""What the bars rise by for each detail that a proof has fewer than three."""


def verdict(evidence: Evidence, directory: Directory, policy: Policy) -> Verdict:
    """Who it is if that is proven, what to ask for if not, or nobody when the attempts are used up."""
    for proof in policy.proofs:
        if (row := _proven(evidence, directory, policy, proof)) is not None:
            return Found(directory.candidates[row].id)
    return _next(evidence, policy)


def _proven(evidence: Evidence, directory: Directory, policy: Policy, proof: Proof) -> int | None:
    """The one row that fits all details of the proof, or None."""
    if not len(directory) or not all(evidence.of(item) for item in proof):
        return None
    gains = np.stack([gain(evidence, directory, item, policy) for item in proof])
    total = gains.sum(axis=0)
    best = int(total.argmax())
    stricter = STRICTER * max(0, 3 - len(proof))
    if gains[:, best].min() < EACH + stricter or total[best] < (MEAN + stricter) * len(proof):
        return None
    total[best], highest = -np.inf, total[best]
    return best if highest - total.max() >= MARGIN else None


def gain(evidence: Evidence, directory: Directory, item: Item, policy: Policy) -> Costs:
    """How much all attempts at an item speak for each candidate, from 0 (nothing) to somewhat over CAP."""
    heard = evidence.of(item)
    gains = [CAP - costs(directory, item, texts, day_first=policy.day_first) for texts in heard]
    each = np.sort(np.stack(gains), axis=0)[::-1]
    return np.asarray(each[0] + np.float32(AGAIN) * each[1:].sum(axis=0), dtype=np.float32)


def _next(evidence: Evidence, policy: Policy) -> Verdict:
    """The item of the first proof that was asked least, the earlier first."""
    asked = policy.proofs[0]
    item = min(asked, key=evidence.attempts)
    return NotYet(item) if evidence.attempts(item) < policy.attempts else GiveUp()
