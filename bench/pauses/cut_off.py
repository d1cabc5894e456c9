"""Whether a caller was let finish who paused: from where both sides sound."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bench.report import Row
from bench.waveform import Stretch


@dataclass(frozen=True, slots=True)
class Said:
    """What became of a clip: where its parts lay, in milliseconds of the call, and what the assistant said
    from then on."""

    first_end: int
    second_start: int
    second_end: int
    assistant: tuple[Stretch, ...]

    @property
    def cut_off(self) -> bool:
        """The assistant began to speak before the second part was over: it took the pause for the end."""
        return any(self.first_end <= one.start_ms < self.second_end for one in self.assistant)

    @property
    def in_the_pause(self) -> bool:
        """It did so before the second part had even begun."""
        return any(self.first_end <= one.start_ms < self.second_start for one in self.assistant)

    @property
    def answer_ms(self) -> int | None:
        """From the end to the answer, of who was let finish."""
        if self.cut_off:
            return None
        starts = (one.start_ms for one in self.assistant if one.start_ms >= self.second_end)
        first = next(starts, None)
        return None if first is None else first - self.second_end


def row(some: Sequence[Said]) -> Row:
    answers = sorted(said.answer_ms for said in some if said.answer_ms is not None)
    cut_off = sum(said.cut_off for said in some)
    return {
        "clips": len(some),
        "cut off": cut_off,
        "cut off %": round(100 * cut_off / len(some), 1) if some else None,
        "in the pause": sum(said.in_the_pause for said in some),
        "answered": len(answers),
        "answer p50 ms": answers[len(answers) // 2] if answers else None,
    }
