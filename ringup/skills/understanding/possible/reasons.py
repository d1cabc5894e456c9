"""Which of the accepted reasons was given."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ringup.skills.policy import Reason

_ADVERBS = re.compile(r"\b(?:actually|really|honestly|even|just|simply|quite|ever|truly|frankly|clearly) ")
"""They stand inside a phrase and change nothing in it: "i don't actually need it"."""


def reason(text: str, accepted: Sequence[Reason]) -> Reason | None:
    """The reason with a word or phrase of its own in the text; of several the one said first. None for any
    other reason."""
    said = " ".join(re.findall(r"[a-z']+", text.lower().replace("\u2019", "'")))
    said = _ADVERBS.sub("", said)
    places = [
        (found.start(), place)
        for place, reason in enumerate(accepted)
        for phrase in (reason.name, *reason.words)
        if (found := re.search(rf"\b{re.escape(phrase.lower())}\b", said)) is not None
    ]
    return accepted[min(places)[1]] if places else None
