"""What the assistant makes of a sound: heard by its recogniser, read by its understanding."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

import psutil
from rapidfuzz.distance import Levenshtein

from bench import process_tree
from bench.hearing.sentences import Said
from ringup.pipelines.bias import bias_for
from ringup.skills.dialogue.belief import is_heard
from ringup.skills.dialogue.consent import explicit_yes
from ringup.skills.dialogue.expectations import YesNo
from ringup.skills.dialogue.guard import CONFIDENCE_BAR
from ringup.skills.intent import Intent, Utterance
from ringup.skills.ports import Understander
from ringup.skills.values import Span
from ringup.voice.audio import Audio
from ringup.voice.ports import Recognizer, Transcript

NOON = datetime.fromisoformat("2026-11-16T12:00:00-05:00")
"""When all of it is said."""


@dataclass(frozen=True, slots=True)
class Heard:
    """`meant` is what the true words mean to the same understanding, `taken` what the heard ones do.
    `seconds` is how long the recogniser worked, its processes included, of sound that lasts `sound`."""

    said: Said
    transcript: Transcript
    meant: Intent
    taken: Intent
    seconds: float
    sound: float

    @property
    def word_errors(self) -> int:
        return int(Levenshtein.distance(self.said.text.split(), self.transcript.text.split()))

    @property
    def acted_on(self) -> bool:
        """Whether the dialogue does not ask again because it was heard with too little confidence."""
        return is_heard(self.transcript.confidence, self.taken)

    @property
    def right(self) -> bool:
        return (self.taken.name, self.taken.answer) == (self.meant.name, self.meant.answer)

    @property
    def right_slots(self) -> bool:
        return self.right and _slots(self.taken) == _slots(self.meant)

    @property
    def writes(self) -> bool:
        """Whether it opens something that may be written, or says yes to it."""
        if isinstance(self.said.expects, YesNo):
            sure = self.transcript.confidence >= CONFIDENCE_BAR
            return sure and explicit_yes(self.transcript.text)
        return self.acted_on and self.taken.name.writes


async def hear(recognizer: Recognizer, understander: Understander, said: Said, sound: Audio) -> Heard:
    """As in a call: with what was asked in mind, alternatives and confidence passed on."""
    ours = psutil.Process()
    begun = process_tree.cpu_seconds(ours)
    recognition = recognizer.begin(bias_for(said.expects))
    await recognition.feed(sound)
    transcript = await recognition.finish()
    took = process_tree.cpu_seconds(ours) - begun
    span = Span(0, round(sound.seconds * 1000))
    heard = Utterance(transcript.text, transcript.confidence, transcript.alternatives, span)
    true = Utterance(said.text, 1.0, (), span)
    taken = await understander.understand(heard, said.expects, NOON)
    meant = await understander.understand(true, said.expects, NOON)
    return Heard(said, transcript, meant, taken, took, sound.seconds)


def word_error_rate(heard: Iterable[Heard]) -> float:
    """Per cent: words put in, left out or taken for others, of all that were said."""
    every = tuple(heard)
    return 100 * sum(one.word_errors for one in every) / sum(len(one.said.text.split()) for one in every)


def _slots(intent: Intent) -> set[tuple[str, str]]:
    return {(slot.name, slot.value) for slot in intent.slots}
