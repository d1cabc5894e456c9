"""How fast and how loud the assistant speaks, as the caller asked for it."""

from __future__ import annotations

from dataclasses import dataclass, replace

SLOWEST = 0.55
SLOWER_BY = 0.15
LOUDEST = 12.0
LOUDER_BY = 6.0


@dataclass(frozen=True, slots=True)
class Pace:
    """`tempo` is a share of the voice's own, 1 as it comes; `gain` is in decibels."""

    tempo: float = 1.0
    gain: float = 0.0

    def slower(self) -> Pace:
        return replace(self, tempo=round(max(SLOWEST, self.tempo - SLOWER_BY), 2))

    def louder(self) -> Pace:
        return replace(self, gain=min(LOUDEST, self.gain + LOUDER_BY))


AS_IT_COMES = Pace()
