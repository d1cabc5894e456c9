"""Whether a caller was let finish who paused: from where both sides sound."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from bench.report import Row
from bench.waveform import Stretch
from ringup.pipelines.archive import Note
from ringup.skills.codec import from_data
from ringup.skills.dialogue.events import Event, UtteranceHeard


@dataclass(frozen=True, slots=True)
class Said:
    """What became of a clip: where its parts lay, in milliseconds of the call, and what the assistant said
    from then on. `as_one`: both parts were understood as one in the end; None where nobody can tell."""

    first_end: int
    second_start: int
    second_end: int
    assistant: tuple[Stretch, ...]
    as_one: bool | None = None

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


def is_as_one(said: Said, events: Iterable[Note]) -> bool:
    """Whether the log of the call has an utterance that reaches from the one part into the other."""
    heard = (
        from_data(note.data, Event) for note in events if note.data.get("type") == UtteranceHeard.__name__
    )
    spans = (event.utterance.span for event in heard)
    return any(span and span.start_ms < said.first_end and span.end_ms > said.second_start for span in spans)


def row(some: Sequence[Said]) -> Row:
    answers = sorted(said.answer_ms for said in some if said.answer_ms is not None)
    cut_off = sum(said.cut_off for said in some)
    told = [said.as_one for said in some if said.as_one is not None]
    return {
        "clips": len(some),
        "cut off": cut_off,
        "cut off %": round(100 * cut_off / len(some), 1) if some else None,
        "in the pause": sum(said.in_the_pause for said in some),
        "as one": sum(told) if told else None,
        "answered": len(answers),
        "answer p50 ms": answers[len(answers) // 2] if answers else None,
    }
