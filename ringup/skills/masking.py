"""PINs and codes stay out of whatever is written down, and out of what is remembered of a call.

What answers a question for a secret is masked whole. Elsewhere a caller may still say "my PIN is": then the
figures are taken out of the words as soon as they are understood, and are found in the intent alone.
"""

from __future__ import annotations

from dataclasses import replace

from ringup.skills.dialogue.events import Event, KeyPressed, UtteranceHeard
from ringup.skills.dialogue.expectations import Anything, Digits, Expectation
from ringup.skills.intent import Answer, Intent, Name, Slot, Utterance
from ringup.skills.policy import Secret
from ringup.skills.shopping import secrets
from ringup.skills.shopping.details import cannot_tell
from ringup.skills.understanding import particulars

_WORD_FOR_IT = "[secret digits]"


def masked(event: Event, expects: Expectation) -> Event:
    """The same event with secret digits blotted out, one for one, so that a replay still fits."""
    match event:
        case UtteranceHeard(_, utterance, intent) if _is_secret(expects):
            hidden = _reworded(utterance, "*" * len(utterance.text))
            return replace(event, utterance=hidden, intent=_blotted(intent))
        case UtteranceHeard(_, _, intent) if intent.value(Secret.PIN) is not None:
            return replace(event, intent=_blotted(intent))
        case KeyPressed(_, key) if _is_secret(expects):
            return event if key in "*#" else replace(event, key="x")
        case _:
            return event


def veiled(event: UtteranceHeard, expects: Expectation, begun: str = "") -> UtteranceHeard:
    """The same with all that will be needed in the intent, since the words may be masked: that there is no
    secret to tell, as a no; what takes the place of its digits so far, `begun`, as a no with digits; and a
    PIN that nobody asked for, as the slot `pin` and in no other, its figures taken out of the words at once.
    """
    utterance = event.utterance
    if isinstance(expects, Digits) and expects.secret:
        return replace(event, intent=_answer_in_secret(event, begun, max(expects.lengths)))
    if (pin := _pin_in(utterance.text)) is None:
        return event
    others = (slot for slot in event.intent.slots if slot.end <= pin.start or slot.start >= pin.end)
    intent = replace(event.intent, slots=(*others, pin))
    said = _reworded(utterance, _veil(utterance.text))
    return replace(event, utterance=said, intent=intent)


def transcript_text(utterance: Utterance, expects: Expectation) -> str:
    """What may be written down of an utterance."""
    return _WORD_FOR_IT if _is_secret(expects) else _veil(utterance.text)


def _is_secret(expects: Expectation) -> bool:
    return isinstance(expects, Digits) and expects.secret


def _answer_in_secret(event: UtteranceHeard, begun: str, length: int) -> Intent:
    intent = secrets.put_right(event, begun, length)
    plain = intent.name is not Name.GIVE_NUMBER and intent.answer is Answer.NONE
    return replace(intent, answer=Answer.NO) if plain and cannot_tell(event) else intent


def _pin_in(text: str) -> Slot | None:
    """Figures that the words call a PIN. Fewer are something else: "pin my hopes on two of you"."""
    found = (slot for slot in particulars.read(text, Anything()) if slot.name == Secret.PIN)
    return next((slot for slot in found if len(slot.value) >= Secret.PIN.digits), None)


def _veil(text: str) -> str:
    pin = _pin_in(text)
    return text if pin is None else f"{text[: pin.start]}{_WORD_FOR_IT}{text[pin.end :]}"


def _reworded(utterance: Utterance, text: str) -> Utterance:
    """The same, and nothing of what it was before."""
    return replace(utterance, text=text, alternatives=(), rated=(), words=())


def _blotted(intent: Intent) -> Intent:
    hidden = (replace(slot, value="*" * len(slot.value)) for slot in intent.slots)
    return replace(intent, slots=tuple(hidden))
