"""Makes something of pauses: what the words so far come to, and whether they sounded like the end."""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable, Coroutine

from ringup.pipelines.bias import silence_for
from ringup.pipelines.turn import Pause, Turn, utterance_of
from ringup.skills.dialogue.expectations import Expectation
from ringup.skills.dialogue.fit import Fit
from ringup.skills.intent import Utterance
from ringup.skills.values import Span
from ringup.voice.audio import Audio
from ringup.voice.ports import Told, TurnDetector
from ringup.voice.turns.silence import matters_how_it_sounds, patience

log = logging.getLogger(__name__)

THINKS_WITHIN_MS = 100
"""What words come to is waited for no longer: where there is much to do, the answer is to come soon."""

Think = Callable[[Utterance], Awaitable[Fit]]
"""Thinks about words that may be all that is said, and says what they are to the question. Nothing comes of
it but that the answer to them may be quicker."""

Spawn = Callable[[Coroutine[None, None, None]], object]


class Judge:
    """One call's. Without `think` words are judged by themselves, without `detector` nobody listens to how a
    turn sounds. Both are asked while the pause goes on, and what they say late counts as not known. `told`:
    of what they say."""

    def __init__(self, think: Think | None, detector: TurnDetector | None, spawn: Spawn, told: Told) -> None:
        self._think = think
        self._detector = detector
        self._spawn = spawn
        self._told = told

    def notice(self, turn: Turn, now_ms: int) -> None:
        """Since when the words in a pause are known."""
        if (pause := turn.pause) is not None and (words := turn.words) != pause.known:
            pause.known, pause.known_ms = words, now_ms

    def is_undecided(self, turn: Turn, now_ms: int) -> bool:
        """Whether it is about to be known what the words come to that were noticed in this pause."""
        if self._think is None or (pause := turn.pause) is None or not pause.known.text:
            return False
        is_thought_through = pause.known == pause.words and not pause.is_thought_about
        return not is_thought_through and now_ms - pause.known_ms < THINKS_WITHIN_MS

    def patience(self, turn: Turn, expects: Expectation) -> float:
        """Seconds that the pause the turn is in may last. What was thought of other words hurries nothing."""
        pause, words = turn.pause, turn.words
        if pause is None:
            return float("inf")
        stale = words != pause.words and pause.fit is Fit.ANSWERS
        fit = Fit.OPEN if stale else pause.fit
        return patience(silence_for(expects, words.text, fit, pause.ended))

    def consider(self, turn: Turn, expects: Expectation) -> None:
        """Again and again in a pause. Words are thought about once, and so is how they sounded, where that
        would make a difference."""
        pause, words = turn.pause, turn.words
        if pause is None or pause.is_thought_about:
            return
        if self._think and words.text and words != pause.words:
            pause.words, pause.fit, pause.is_thought_about = words, Fit.OPEN, True
            said = utterance_of(words, Span(turn.start_ms, pause.since_ms))
            self._spawn(self._think_about(pause, self._think, said))
            return
        silence = silence_for(expects, words.text, pause.fit)
        if self._detector and not pause.is_listened_to and matters_how_it_sounds(silence):
            pause.is_listened_to = True
            self._spawn(self._listen_to(pause, self._detector, turn.sound))

    async def _think_about(self, pause: Pause, think: Think, said: Utterance) -> None:
        try:
            pause.fit = await think(said)
        except Exception:
            # Nothing depends on it but time.
            log.exception("thinking ahead failed")
        finally:
            pause.is_thought_about = False
        self._told()

    async def _listen_to(self, pause: Pause, detector: TurnDetector, sound: Audio) -> None:
        try:
            pause.ended = await detector.ended(sound)
        except Exception:
            log.exception("how a turn ended could not be listened to")
        self._told()
