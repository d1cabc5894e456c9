"""How much of a sentence was heard before it was cut off."""

from __future__ import annotations

from ringup.pipelines.floor import OnAir

SLOW = 12.0
"""Characters a second, at the voice's own tempo. A sentence whose sound is not all made yet is thought to
last that long, so that rather too little of it counts as heard."""

CUT = "..."


def heard_of(on_air: OnAir) -> str:
    """The words that were heard to their end, time going with letters; "" where none was."""
    words = on_air.speech.text.split()
    letters = [sum(map(str.isalnum, word)) for word in words]
    said = share_of(on_air, on_air.span.end_ms if on_air.span else 0) * sum(letters)
    whole = [word for place, word in enumerate(words) if sum(letters[: place + 1]) <= said]
    return " ".join(whole)


def as_far_as_heard(on_air: OnAir) -> str:
    """A sentence that was cut off as it stands in a transcript."""
    heard = heard_of(on_air)
    return heard if heard == on_air.speech.text else heard.rstrip(".,") + CUT


def share_of(on_air: OnAir, at_ms: int) -> float:
    """How much of a sentence was heard at that time, from 0 to 1."""
    if on_air.span is None:
        return 0.0
    lasts = on_air.made_ms
    if not on_air.whole:
        lasts = max(lasts, len(on_air.speech.text) / (SLOW * on_air.speech.pace.tempo) * 1000)
    return min(1.0, max(0, at_ms - on_air.span.start_ms) / lasts) if lasts else 0.0
