"""The carrier's buffer of what the server sent, played to the caller at the line's pace.

Marks stand between samples and are echoed when playing reaches them; `clear` drops what is left and
echoes every mark in it: https://www.twilio.com/docs/voice/media-streams/websocket-messages
"""

from __future__ import annotations

from collections import deque

from ringup.telephony.standin.sound import SILENCE


class Playout:
    """Methods that let marks pass return their names, oldest first."""

    def __init__(self) -> None:
        self._waiting = bytearray()
        self._received = 0
        self._played = 0
        self._marks: deque[tuple[int, str]] = deque()

    @property
    def is_empty(self) -> bool:
        return not self._waiting and not self._marks

    def add(self, mulaw: bytes) -> None:
        self._waiting += mulaw
        self._received += len(mulaw)

    def mark(self, name: str) -> list[str]:
        self._marks.append((self._received, name))
        return self._reached()

    def clear(self) -> list[str]:
        self._waiting.clear()
        self._played = self._received
        return self._reached()

    def take(self, samples: int) -> tuple[bytes, list[str]]:
        """The next `samples` to play, filled up with silence."""
        played = bytes(self._waiting[:samples])
        del self._waiting[:samples]
        self._played += len(played)
        return played.ljust(samples, SILENCE), self._reached()

    def _reached(self) -> list[str]:
        names = []
        while self._marks and self._marks[0][0] <= self._played:
            names.append(self._marks.popleft()[1])
        return names
