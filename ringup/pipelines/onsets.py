"""Has somebody listen to how a turn begins that is spoken into what we say."""

from __future__ import annotations

import logging

from ringup.pipelines.judge import Spawn
from ringup.pipelines.turn import Turn
from ringup.voice.audio import Audio
from ringup.voice.ports import OnsetDetector, Told

log = logging.getLogger(__name__)

FIRST_MS, LAST_MS = 200, 800
"""How long somebody has spoken, as far as it is known, by when there is something to hear; and from when on
their words are."""

EVERY_MS = 60

BEFORE_MS = 60
"""Of the sound before, for a turn begins a little before it is noticed. With more of it, what the line is
like counts as listening."""


class Onsets:
    """One call's. Without `detector` nobody listens. `told`: of who takes the floor."""

    def __init__(self, detector: OnsetDetector | None, spawn: Spawn, told: Told) -> None:
        self._detector = detector
        self._spawn = spawn
        self._told = told

    def consider(self, turn: Turn, now_ms: int) -> None:
        """Again and again; it is listened to now and then, until it is known that the caller takes the
        floor."""
        onset, spoken = turn.onset, now_ms - turn.start_ms
        if not self._detector or turn.over is None or turn.pause is not None or onset.takes_floor:
            return
        if onset.is_listened_to or not FIRST_MS <= spoken <= LAST_MS or spoken < onset.known_ms + EVERY_MS:
            return
        onset.known_ms, onset.is_listened_to = spoken, True
        self._spawn(self._listen_to(turn, self._detector, turn.speech(now_ms, BEFORE_MS / 1000)))

    async def _listen_to(self, turn: Turn, detector: OnsetDetector, sound: Audio) -> None:
        try:
            turn.onset.takes_floor = await detector.takes_floor(sound)
        except Exception:
            # The words will tell, a little later.
            log.exception("how a turn begins could not be listened to")
        finally:
            turn.onset.is_listened_to = False
        if turn.onset.takes_floor:
            self._told()
