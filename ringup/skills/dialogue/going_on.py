"""A caller who pauses behind words that could be all of it, is answered, and goes on.

Nobody can tell such a pause from the end of a turn. But whoever goes on at once has not heard what we asked,
and does not answer it: the words before the pause and those behind it are one turn. The answer is taken back,
which is to understand both as one where the first were said.

That is for open requests alone, whose answer has done nothing yet. What was said to a question for a yes is
never joined with anything.
"""

from __future__ import annotations

from dataclasses import replace

from ringup.skills.dialogue.actions import HangUp, Harmless
from ringup.skills.dialogue.belief import LEAST_CONFIDENCE
from ringup.skills.dialogue.events import Event, KeyPressed, PromptPlayed, SilencePassed, UtteranceHeard
from ringup.skills.dialogue.expectations import Anything, Digits
from ringup.skills.dialogue.state import Begun, State, Step
from ringup.skills.intent import Intent, Name, Utterance
from ringup.skills.values import Span

WITHIN_MS = 2_000
"""From the end of the words to where the caller goes on: who has heard more of our answer may speak to it."""

_WHOLE = frozenset(
    {
        Name.ANSWER, Name.BOT, Name.CANCEL, Name.CHECKOUT, Name.GOODBYE, Name.GREETING, Name.HELP,
        Name.LOUDER, Name.NOTHING, Name.PERSON, Name.REPEAT, Name.SLOWER, Name.START_OVER,
        Name.STOP_RECORDING, Name.WAIT,
    }
)  # fmt: skip
"""What nobody says in the middle of a request."""

_OPENINGS = frozenset(
    """
    actually am are can could did do does give have hello hey how hurry i i'd i'll i'm i've is let listen look
    may never no nope oh okay place please put send should show sorry stop tell thank thanks there these this
    wait was we well what what's when where which who why will would yeah yes you
    """.split()  # noqa: SIM905
)
"""Words that a sentence of its own begins with."""

_TAKEN_BACK = Harmless | HangUp
"""What can be taken back. Who has not heard our goodbye to its end is still there."""


def whole(state: State, utterance: Utterance) -> Utterance | None:
    """The words that `utterance` goes on with and itself, as one; None where it cannot be the rest of any."""
    begun = state.begun
    if begun is None or begun.words.span is None or utterance.span is None or utterance.echo:
        return None
    if begun.answered_ms is not None and utterance.span.start_ms >= begun.answered_ms:
        return None
    if isinstance(state.expects, Digits) and state.expects.secret:
        return None
    pause = utterance.span.start_ms - begun.words.span.end_ms
    confidence = min(begun.words.confidence, utterance.confidence)
    if pause > WITHIN_MS or confidence < LEAST_CONFIDENCE or not _is_fragment(utterance.text):
        return None
    span = Span(begun.words.span.start_ms, utterance.span.end_ms)
    text, words = f"{begun.words.text} {utterance.text}", (*begun.words.words, *utterance.words)
    return Utterance(text, confidence, span=span, words=words)


def is_part(intent: Intent) -> bool:
    """Whether words that were read as `intent`, as if nothing had been asked, may be no turn of their own."""
    return intent.name not in _WHOLE


def taken_back(state: State, event: Event) -> State:
    """Where the words were said that `event` goes on with; else the same. Prompts are never counted anew."""
    if isinstance(event, UtteranceHeard) and event.goes_on and state.begun is not None:
        return replace(state.begun.state, prompts=state.prompts)
    return state


def noted(step: Step, before: State, event: Event) -> Step:
    """What the caller may go on with, after `event` happened in the state `before`."""
    begun = _begun(before, event)
    if not all(isinstance(action, _TAKEN_BACK) for action in step.actions):
        begun = None
    return step if begun == step.state.begun else step.note(begun=begun)


def _begun(before: State, event: Event) -> Begun | None:
    match event:
        case UtteranceHeard(_, utterance) if utterance.echo:
            return before.begun
        case UtteranceHeard(_, utterance) if isinstance(before.expects, Anything) and utterance.text:
            return Begun(utterance, replace(before, begun=None))
        case PromptPlayed(_, _, Span(end_ms=end)) if before.begun is not None:
            first = before.begun.answered_ms
            return replace(before.begun, answered_ms=end if first is None else first)
        case UtteranceHeard() | KeyPressed() | PromptPlayed() | SilencePassed():
            return None
        case _:
            return before.begun


def _is_fragment(text: str) -> bool:
    first, *_ = [*text.lower().split(), ""]
    return bool(first) and first not in _OPENINGS
