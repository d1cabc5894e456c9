"""What happened between the two sides, by tau-voice's rules; see `bench.duplex.ticks` for where they stand.

Windows are counted in ticks from the first one of the caller's sound. Two things are counted otherwise than
there, and both figures are kept. Of tics and asides that fall into the assistant's speech, tau-voice counts
only those that stopped it. And a sentence that comes to its own end soon after a sound of the caller's counts
there as stopped by it; here such an event is left out, as it tells nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from bench.duplex.ticks import TICK_MS, Kind, Segment, Timeline

YIELD_WINDOW = 2_000 // TICK_MS
"""Within so many ticks the assistant has to fall silent for who interrupts it."""

IGNORE_WINDOW = 1_000 // TICK_MS
"""Who falls silent within so many ticks of what was not for it has let itself be stopped."""

ANSWER_WINDOW = 2_000 // TICK_MS
"""Who starts to speak within so many ticks after what was not for it has answered it."""


class Matter(StrEnum):
    RESPONSE = "response"  # a turn of the caller's was answered before they had to speak again
    YIELD = "yield"  # the assistant fell silent when it was interrupted
    TALKED_OVER = "talked over"  # the assistant began to speak while the caller did; never right
    ACKNOWLEDGEMENT = "acknowledgement"  # the assistant went on
    TIC = "tic"  # it went on, or stayed silent
    ASIDE = "aside"  # likewise


@dataclass(frozen=True, slots=True)
class Event:
    """`ticks`: how long the answer or the yield took. `ours`: whether it counts here; `in_source`: whether
    tau-voice would count it."""

    matter: Matter
    right: bool
    tick: int
    ticks: int | None = None
    ours: bool = True
    in_source: bool = True


def events(call: Timeline) -> tuple[Event, ...]:
    found = (*_responses(call), *_into_speech(call), *_talked_over(call), *_beside(call))
    return tuple(sorted(found, key=lambda event: event.tick))


def _responses(call: Timeline) -> Iterator[Event]:
    """Acknowledgements want no answer, and who is still spoken over at their end has not been heard out.
    Of a last turn that nothing follows, nothing is known."""
    turns = [turn for turn in call.turns if _wants_an_answer(call, turn)]
    for number, turn in enumerate(turns):
        answer = _first_from(call.answers, turn.end)
        following = _first_from(turns[number + 1 :], turn.end)
        if answer is not None and (following is None or answer <= following):
            yield Event(Matter.RESPONSE, True, turn.end, answer - turn.end)
        elif following is not None:
            yield Event(Matter.RESPONSE, False, turn.end)


def _wants_an_answer(call: Timeline, turn: Segment) -> bool:
    return turn.kind is not Kind.ACKNOWLEDGEMENT and not _at(call.assistant, turn.end)


def _into_speech(call: Timeline) -> Iterator[Event]:
    """Whatever else the caller says into the assistant's speech is an interruption."""
    for turn in call.turns:
        if not call.assistant[turn.start]:
            continue
        if turn.kind is Kind.ACKNOWLEDGEMENT:
            stopped = _silent_after(call, turn.start, IGNORE_WINDOW)
            tells = stopped is None or _was_cut(call, turn.start, stopped)
            yield Event(Matter.ACKNOWLEDGEMENT, stopped is None, turn.start, ours=tells)
        else:
            stopped = _silent_after(call, turn.start, YIELD_WINDOW)
            tells = stopped is None or _was_cut(call, turn.start, stopped)
            yield Event(Matter.YIELD, stopped is not None, turn.start, stopped, ours=tells)


def _talked_over(call: Timeline) -> Iterator[Event]:
    for answer in call.answers:
        if call.caller[answer.start]:
            yield Event(Matter.TALKED_OVER, False, answer.start)


def _beside(call: Timeline) -> Iterator[Event]:
    for sound in call.beside:
        matter = Matter.TIC if sound.kind is Kind.TIC else Matter.ASIDE
        during = next((one for one in call.answers if one.start <= sound.start < one.end), None)
        if during is not None:
            lasted = during.end - sound.start
            right = lasted > IGNORE_WINDOW
            tells = right or _was_cut(call, sound.start, lasted)
            yield Event(matter, right, sound.start, ours=tells, in_source=not right)
        else:
            until = sound.end + ANSWER_WINDOW
            answered = any(sound.start <= one.start <= until for one in call.answers)
            yield Event(matter, not answered, sound.start)


def _silent_after(call: Timeline, tick: int, window: int) -> int | None:
    """Ticks until the assistant is silent."""
    ahead = call.assistant[tick : tick + window]
    return next((number for number, speaks in enumerate(ahead) if not speaks), None)


def _was_cut(call: Timeline, tick: int, stopped: int) -> bool:
    """Whether it fell silent, so many ticks on, because it was silenced."""
    return any(cut in call.cut for cut in range(tick, tick + stopped + 1))


def _first_from(segments: Iterable[Segment], tick: int) -> int | None:
    return next((one.start for one in segments if one.start >= tick), None)


def _at(ticks: tuple[bool, ...], tick: int) -> bool:
    return tick < len(ticks) and ticks[tick]
