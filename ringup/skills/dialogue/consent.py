"""Which words are an explicit yes: a closed list, and nothing beside it.

The whole utterance must be assent and courtesy. One word more ("yes but", "yes maybe", "yes two") and
it is not a yes, whatever an understander makes of it.
"""

from __future__ import annotations

import re

_YES = (
    r"(?:yes|yeah|yep|yup|sure|correct|right|confirmed|confirm|absolutely|definitely|certainly"
    r"|of course|go ahead|that's right|that is right|that's correct|that is correct|sounds good"
    r"|sounds right|do it|place it|place the order|order it|i do|i confirm|please do|yes i do"
    r"|that's fine|that is fine|perfect|exactly)"
)
_COURTESY = r"(?:please|thanks|thank you|ma'am|sir|that's it|it is|that)"
_EXPLICIT = re.compile(rf"(?:{_YES})(?: (?:{_YES}|{_COURTESY}))*")


def explicit_yes(text: str) -> bool:
    """True when `text` says yes and nothing else. Case and punctuation do not matter."""
    words = re.sub(r"[^a-z0-9' ]+", " ", text.lower().replace("\u2019", "'")).split()
    return bool(words) and _EXPLICIT.fullmatch(" ".join(words)) is not None
