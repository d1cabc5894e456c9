"""Whether what was understood is believed to have been said."""

from __future__ import annotations

from ringup.skills.intent import Intent, Name

LEAST_CONFIDENCE = 0.3
"""An utterance heard with less is asked for again, whatever its words seem to be ..."""

LEAST_WHERE_AGREED = 0.05
"""... unless whatever its words were means the same. What would end the call has to be heard."""

_ENDINGS = (Name.GOODBYE, Name.NOTHING)


def is_heard(confidence: float, intent: Intent) -> bool:
    """`confidence` is the utterance's."""
    agreed = intent.agreed and intent.name not in _ENDINGS
    return confidence >= (LEAST_WHERE_AGREED if agreed else LEAST_CONFIDENCE)
