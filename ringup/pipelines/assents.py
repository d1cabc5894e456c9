"""Has somebody listen once more to what was heard as a short yes."""

from __future__ import annotations

import logging
from dataclasses import replace

from ringup.pipelines.turn import Turn
from ringup.voice.ports import AssentDetector, Transcript

log = logging.getLogger(__name__)

AROUND = 0.15
"""Seconds of sound before and behind the word: a detector of speech may miss how it begins."""

UNPROVEN = 0.5
"""The most that a yes is believed that may be a cough: it is asked about once more."""


class Assents:
    """Without `detector` words are believed as they come."""

    def __init__(self, detector: AssentDetector | None) -> None:
        self._detector = detector

    async def weighed(self, found: Transcript, turn: Turn, now_ms: int) -> Transcript:
        """`found`, believed no more than how it sounds. `now_ms`: when the last sound of the turn came."""
        if self._detector is None or not self._detector.knows(found.text):
            return found
        try:
            is_proven = await self._detector.was_said(turn.speech(now_ms, AROUND), found.text)
        except Exception:
            log.exception("a yes could not be listened to")
            is_proven = False
        return found if is_proven else replace(found, confidence=min(found.confidence, UNPROVEN))
