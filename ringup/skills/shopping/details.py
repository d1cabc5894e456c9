"""What a caller tells of themselves, taken for what it is, whatever was asked."""

from __future__ import annotations

import re

from ringup.skills.dialogue.events import UtteranceHeard
from ringup.skills.dialogue.expectations import Anything
from ringup.skills.identification.evidence import Item
from ringup.skills.intent import Answer, Name, Slot
from ringup.skills.shop import Told
from ringup.skills.understanding import particulars
from ringup.skills.understanding.numbers import digit_strings, runs
from ringup.skills.understanding.numbers import readings as number_readings
from ringup.skills.understanding.tokens import tokens

_CANNOT = re.compile(
    r"\b(?:(?:do|does|did|ca|has|have)n'?t|can't|cannot|not|no|none|nothing|forgot(?:ten)?|lost|without)\b"
)
_LETTER = re.compile(r"[^\W\d_]{2}")


def told_in(asked: str, postcode_digits: int | None, event: UtteranceHeard) -> tuple[Told, ...]:
    """The details in an answer to the question for `asked`; none where there are none. Others than that count
    where the words say what they are, or can be nothing else. `postcode_digits`: how many figures a postcode
    has here; None where it has letters too."""
    text = event.utterance.text
    named = _called_so(text)
    postcode = _postcode(text, postcode_digits)
    if named:
        known = {slot.name for slot in named}
        others = (postcode,) if postcode is not None and Item.POSTCODE not in known else ()
        return tuple(_as_told(text, slot) for slot in (*named, *others))
    if asked == Item.NAME and postcode is not None:
        rest = text[: postcode.start].strip(" ,.")
        name = (Told(asked, (rest,)),) if _LETTER.search(rest) else ()
        return (*name, _as_told(text, postcode))
    if event.intent.name is Name.ANSWER and event.intent.answer is not Answer.YES:
        return ()
    if asked == Item.POSTCODE and postcode_digits is not None and not _is_postcode(event, postcode_digits):
        return ()
    return (Told(asked, (text, *event.utterance.alternatives)),)


def named_in(text: str) -> tuple[Told, ...]:
    """The details that are called what they are: "my name is", "my email is"."""
    return tuple(_as_told(text, slot) for slot in _called_so(text))


def _called_so(text: str) -> list[Slot]:
    return [slot for slot in particulars.read(text, Anything()) if slot.name in _ITEMS]


def cannot_tell(event: UtteranceHeard) -> bool:
    """Whether the caller says that they do not know it, or have none."""
    if event.intent.answer in (Answer.NO, Answer.UNSURE):
        return True
    return _CANNOT.search(event.utterance.text.lower().replace("\u2019", "'")) is not None


def digits_in(event: UtteranceHeard) -> str:
    """All figures of what was said, one after the other."""
    said = event.intent.value("digits")
    return said or "".join(part.value for part in digit_strings(event.utterance.text))


_ITEMS = frozenset(Item) - {Item.CALLER_ID}


def _is_postcode(event: UtteranceHeard, figures: int) -> bool:
    """Enough figures in any of the readings, or a postcode of another country, which has letters too."""
    heard = (event.utterance.text, *event.utterance.alternatives)
    most = max(len(digits) for text in heard for digits in ("", *number_readings(text)))
    if max(most, len(digits_in(event))) >= figures:
        return True
    return not _are_figures(heard[0]) and bool(particulars.postcodes(heard[0]))


def _are_figures(text: str) -> bool:
    words = tokens(text)
    return [len(run) for run in runs(words)] == [len(words)]


def _postcode(text: str, figures: int | None) -> Slot | None:
    """A number that can be nothing else."""
    found = digit_strings(text)
    if len(found) != 1 or len(found[0].value) != figures:
        return None
    return Slot(Item.POSTCODE, found[0].value, found[0].start, found[0].end)


def _as_told(text: str, slot: Slot) -> Told:
    return Told(slot.name, tuple(dict.fromkeys((text[slot.start : slot.end], slot.value))))
