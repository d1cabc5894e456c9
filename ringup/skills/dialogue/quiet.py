"""Why nobody speaks."""

from __future__ import annotations

from enum import Enum


class Quiet(Enum):
    """What decides how long a silence may last before something is said. Seconds are no matter of the
    dialogue's: whoever drives it has them."""

    ASKED = "asked"  # a question is open
    ASKED_AGAIN = "asked_again"
    TOLD_HOW = "told_how"  # and how it can be answered has been said
    NUMBER = "number"  # the caller looks for a number
    KEYING = "keying"  # the keys so far may be all of a number
    HELD = "held"  # they asked us to wait, and may well be speaking to somebody else
    GIVEN_TIME = "given_time"  # and were told that we do
