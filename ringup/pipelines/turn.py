"""A caller's turn under way, and the pause that it may be in."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass, field

import numpy as np

from ringup.pipelines.floor import OnAir
from ringup.skills.dialogue.fit import Fit
from ringup.skills.intent import Rated, Utterance, Word
from ringup.skills.values import PromptId, Span
from ringup.voice.audio import Audio
from ringup.voice.nearness import level_of
from ringup.voice.ports import Recognition, Transcript

KEPT_SECONDS = 8.0
"""The latest sound of a turn, for whoever listens to how it ended."""

_MOMENT = 6
"""Steps of sound."""

_FALLEN = 10.0
"""Decibels below its own level at which a turn has paused, on a line with noise as well."""

PRESUMED = 0.8
"""The confidence of words that an engine gives while it still hears: most turn out to be right."""


@dataclass(slots=True)
class Pause:
    """Silence since `since_ms`, and what is known about it: the words that are known, and since when; the
    `words` that were last thought about, what they are to the question, and how surely the turn `ended`, None
    while nobody has said.

    Speech that goes on makes it history, with whatever is still being found out about it.
    """

    since_ms: int
    known: Transcript = Transcript()  # noqa: RUF009 - frozen
    known_ms: int = 0
    words: Transcript = Transcript()  # noqa: RUF009 - frozen
    fit: Fit = Fit.OPEN
    ended: float | None = None
    is_thought_about: bool = False
    is_listened_to: bool = False


@dataclass(slots=True)
class Onset:
    """How a turn begins: whether it sounds as if the caller `takes_floor`, and after how much of it,
    `known_ms`, that was last listened to."""

    takes_floor: bool = False
    known_ms: int = 0
    is_listened_to: bool = False


@dataclass(slots=True)
class Turn:
    """`over` is what we were saying when it began, `stopped` what we stopped saying for it last; `pause` is
    None while the caller speaks. `levels` are those of its sound so far, as `Audio` tells them."""

    recognition: Recognition
    start_ms: int
    over: OnAir | None
    pause: Pause | None = None
    stopped: PromptId | None = None
    onset: Onset = field(default_factory=Onset)
    levels: list[float] = field(default_factory=list)
    _kept: deque[Audio] = field(default_factory=deque)
    _kept_seconds: float = 0.0

    async def hear(self, audio: Audio) -> None:
        self.levels += audio.levels()
        self._kept.append(audio)
        self._kept_seconds += audio.seconds
        while self._kept_seconds > KEPT_SECONDS:
            self._kept_seconds -= self._kept.popleft().seconds
        await self.recognition.feed(audio)

    @property
    def interrupted(self) -> bool:
        """Whether we stopped speaking for it."""
        return self.stopped is not None

    @property
    def words(self) -> Transcript:
        """Those so far, as well as they are known."""
        settled = self.recognition.provisional() if self.pause else None
        return settled or Transcript(self.recognition.partial() or "", PRESUMED)

    @property
    def knows_words(self) -> bool:
        """Whether `words` are those of the sound so far; they may not be known yet."""
        if self.recognition.provisional() is not None:
            return True
        return self.recognition.partial() is not None and not self.recognition.is_settling()

    @property
    def sound(self) -> Audio:
        """Its latest; there is some."""
        return Audio(np.concatenate([audio.samples for audio in self._kept]), self._kept[0].rate)

    def speech(self, now_ms: int, around: float) -> Audio:
        """From its beginning to where its speech ended, with so many seconds `around` it, as far as they are
        kept. `now_ms`: when its last sound came."""
        sound = self.sound
        begins = sound.seconds - (now_ms - self.start_ms) / 1000 - around
        ends = sound.seconds - (now_ms - self.end_ms(now_ms)) / 1000 + around
        return sound.between(max(0.0, begins), min(sound.seconds, ends))

    @property
    def level(self) -> float:
        """How loud it is so far, in decibels of full scale."""
        return level_of(self.levels)

    @property
    def goes_on(self) -> bool:
        """Whether there was sound of it a moment ago; a detector knows only later that speech has ended."""
        return max(self.levels[-_MOMENT:]) > self.level - _FALLEN

    def seconds(self, now_ms: int) -> float:
        """How long its speech is so far."""
        return (self.end_ms(now_ms) - self.start_ms) / 1000

    def end_ms(self, now_ms: int) -> int:
        """Where its speech ends, or now."""
        return now_ms if self.pause is None else self.pause.since_ms


def utterance_of(words: Transcript, span: Span, *, echo: bool = False) -> Utterance:
    """A transcript as the dialogue takes it."""
    rated = tuple(Rated(each.value, each.probability) for each in words.rated)
    each = tuple(Word(one.text, one.confidence) for one in words.words)
    return Utterance(words.text, words.confidence, words.alternatives, span, echo, rated, each)
