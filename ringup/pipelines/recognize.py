"""Sound becomes utterances: one recognition a turn, ended when the caller is done, not when they pause."""

from __future__ import annotations

import asyncio
import logging
from collections import deque
from collections.abc import Coroutine
from dataclasses import replace

from pipecat.frames.frames import (
    Frame,
    InputAudioRawFrame,
    InputDTMFFrame,
    VADUserStartedSpeakingFrame,
    VADUserStoppedSpeakingFrame,
)
from pipecat.processors.frame_processor import FrameDirection, FrameProcessor

from ringup.pipelines.assents import Assents
from ringup.pipelines.bias import bias_for
from ringup.pipelines.floor import Floor, OnAir
from ringup.pipelines.frames import CallerQuietFrame, CallerSpeakingFrame, HeardFrame
from ringup.pipelines.heard import share_of
from ringup.pipelines.judge import Judge, Think
from ringup.pipelines.onsets import Onsets
from ringup.pipelines.recording import Recorder
from ringup.pipelines.turn import Pause, Turn, utterance_of
from ringup.skills.dialogue.expectations import YesNo
from ringup.skills.dialogue.fit import Fit
from ringup.skills.intent import Utterance
from ringup.skills.values import Span
from ringup.voice import bargein, echo
from ringup.voice.audio import Audio
from ringup.voice.errors import RecognitionFailed
from ringup.voice.nearness import Nearness
from ringup.voice.ports import (
    AssentDetector,
    OnsetDetector,
    Recognizer,
    Transcript,
    TurnDetector,
)
from ringup.voice.turns.noise import is_noise

log = logging.getLogger(__name__)

PRE_ROLL_MS = 400
"""Sound kept from before the detector was sure, so that first syllables are not lost."""

ASKED = 0.4
"""Share of a question that has to be heard before it can be answered."""

PLAIN = 0.5
"""The confidence of words from which somebody surely said them."""

LONGEST_WAIT_MS = 1_300
"""Silence after which a turn may end though its words, or what they come to, are not known yet: as one of
unclear words does. A recogniser may have much to do, and only from then on the caller can hear that it takes
a moment."""

LONGEST_TURN_MS = 20_000
"""A turn is ended here even if the sound goes on: nobody talks so long to a shop, but televisions do."""


class Recognize(FrameProcessor):
    """Wraps a recogniser. Swallows the caller's sound: nothing behind it needs it. `think` and `detector` as
    in `Judge`, `onsets` as in `Onsets`, `assents` as in `Assents`."""

    def __init__(
        self,
        recognizer: Recognizer,
        floor: Floor,
        recorder: Recorder,
        think: Think | None = None,
        detector: TurnDetector | None = None,
        onsets: OnsetDetector | None = None,
        assents: AssentDetector | None = None,
    ) -> None:
        super().__init__(enable_direct_mode=True)
        self._think = think
        self._onsets = Onsets(onsets, self.create_task, self._more_is_known)
        self._assents = Assents(assents)
        thinking = self._think_ahead if think else None
        self._judge = Judge(thinking, detector, self.create_task, self._more_is_known)
        self._recognizer = recognizer
        self._floor = floor
        self._recorder = recorder
        self._pre_roll: deque[Audio] = deque()
        self._pre_roll_ms = 0.0
        self._turn: Turn | None = None
        self._nearness = Nearness()
        self._in_order = asyncio.Lock()
        self._ahead = 0

    async def process_frame(self, frame: Frame, direction: FrameDirection) -> None:
        await super().process_frame(frame, direction)
        match frame:
            case InputAudioRawFrame():
                await self._listen(Audio.from_pcm(frame.audio, frame.sample_rate))
            case VADUserStartedSpeakingFrame() if direction is FrameDirection.DOWNSTREAM:
                await self._speech_started(round(frame.start_secs * 1000))
            case VADUserStoppedSpeakingFrame() if direction is FrameDirection.DOWNSTREAM:
                self._speech_stopped(round(frame.stop_secs * 1000))
            case InputDTMFFrame() if direction is FrameDirection.DOWNSTREAM:
                await self._keyed(frame)
            case _:
                await self.push_frame(frame, direction)

    async def cleanup(self) -> None:
        await super().cleanup()  # type: ignore[no-untyped-call]
        turn, self._turn = self._turn, None
        if turn is not None:
            await turn.recognition.abandon()

    async def _listen(self, audio: Audio) -> None:
        turn = self._turn
        if turn is None:
            self._keep(audio)
            return
        await turn.hear(audio)
        await self._attend()

    def _more_is_known(self) -> None:
        if self._turn is not None:
            self.create_task(self._attend())

    async def _attend(self) -> None:
        """To the turn, with more sound of it and when more is known of what there was: it may stop us, and it
        may be over."""
        if (turn := self._turn) is None:
            return
        now = self._recorder.now_ms
        self._onsets.consider(turn, now)
        if (playing := self._must_yield(turn, now)) is not None:
            turn.stopped = playing.speech.prompt
            await self.broadcast_interruption()  # type: ignore[no-untyped-call]
            if self._turn is not turn:
                return
        self._judge.notice(turn, now)
        if self._is_over(turn, now):
            self._end(turn, now)
            return
        self._watch_floor(turn, now)
        self._judge.consider(turn, self._floor.expects)

    def _end(self, turn: Turn, now: int) -> None:
        self._turn = None
        comes_back = self._floor.own.explains(turn.start_ms, turn.end_ms(now))
        finding = self.create_task(self._finish(turn, now))
        self._in_turn(self._conclude(turn, finding, now, comes_back=comes_back))

    async def _keyed(self, frame: InputDTMFFrame) -> None:
        """What is keyed in behind words counts after them, so they are waited for no longer."""
        if self._turn is not None and self._turn.pause is not None:
            self._end(self._turn, self._recorder.now_ms)
        if self._ahead:
            self._in_turn(self.push_frame(frame))
        else:
            await self.push_frame(frame)

    def _in_turn(self, work: Coroutine[None, None, None]) -> None:
        """Once all that came before it is done."""
        self._ahead += 1
        self.create_task(self._after_others(work))

    async def _after_others(self, work: Coroutine[None, None, None]) -> None:
        try:
            async with self._in_order:
                await work
        finally:
            self._ahead -= 1

    def _keep(self, audio: Audio) -> None:
        self._pre_roll.append(audio)
        self._pre_roll_ms += audio.seconds * 1000
        while self._pre_roll_ms > PRE_ROLL_MS and len(self._pre_roll) > 1:
            self._pre_roll_ms -= self._pre_roll.popleft().seconds * 1000

    async def _speech_started(self, start_ms: int) -> None:
        if self._turn is not None:
            self._turn.pause = None
            return
        began = max(0, self._recorder.now_ms - start_ms)
        over = self._floor.playing(began)
        bias = replace(bias_for(self._floor.expects), interim=over is not None)
        recognition = self._recognizer.begin(bias, self._more_is_known)
        self._turn = turn = Turn(recognition, began, over)
        await self.push_frame(CallerSpeakingFrame())
        for audio in self._pre_roll:
            await turn.hear(audio)
        self._pre_roll.clear()
        self._pre_roll_ms = 0.0
        self._watch_floor(turn, self._recorder.now_ms)

    def _speech_stopped(self, stop_ms: int) -> None:
        if self._turn is not None:
            self._turn.pause = Pause(max(self._turn.start_ms, self._recorder.now_ms - stop_ms))

    def _must_yield(self, turn: Turn, now: int) -> OnAir | None:
        """What we must stop saying for it, if anything. It takes a moment until that is off the air."""
        playing = self._floor.playing(now)
        if playing is None or playing.speech.prompt == turn.stopped:
            return None
        partial = turn.recognition.partial() or ""
        seconds = turn.seconds(now) if turn.goes_on else 0.0
        if not self._interrupts(turn, partial, seconds, asking=_asking(playing, turn.start_ms)):
            return None
        is_ours = self._floor.own.explains(turn.start_ms, now) or self._is_echo(partial, turn.start_ms)
        return None if is_ours or self._nearness.is_far(turn.level) else playing

    def _watch_floor(self, turn: Turn, now: int) -> None:
        if self._takes_floor(turn, now):
            self._floor.take()
        else:
            self._floor.leave()

    def _takes_floor(self, turn: Turn, now: int) -> bool:
        """Whether we do not begin to speak now: for what would stop us, and as long as nobody can know. What
        that is makes no difference before there is something to say."""
        if turn.over is not None:
            return False
        if self._floor.idle:
            return True
        if self._nearness.is_far(turn.level):
            return False
        partial = turn.recognition.partial() or ""
        seconds = turn.seconds(now)
        begins = turn.pause is None and seconds < bargein.WORDLESS
        return begins or self._interrupts(turn, partial, seconds, asking=False)

    def _is_over(self, turn: Turn, now: int) -> bool:
        if now - turn.start_ms > LONGEST_TURN_MS:
            return True
        if turn.pause is None:
            return False
        silent_ms = now - turn.pause.since_ms
        is_known = turn.knows_words and not self._judge.is_undecided(turn, now)
        if not is_known and silent_ms < LONGEST_WAIT_MS:
            return False
        return silent_ms >= self._judge.patience(turn, self._floor.expects) * 1000

    async def _think_ahead(self, said: Utterance) -> Fit:
        assert self._think is not None
        assert said.span is not None
        if self._is_echo(said.text, said.span.start_ms):
            return Fit.OPEN
        return await self._think(said)

    async def _conclude(
        self, turn: Turn, finding: asyncio.Task[Transcript | None], now_ms: int, *, comes_back: bool
    ) -> None:
        """`comes_back`: it sounded like our own voice."""
        try:
            await self._push_outcome(turn, await finding, now_ms, comes_back=comes_back)
        finally:
            if self._turn is None:
                self._floor.leave()

    async def _push_outcome(
        self, turn: Turn, found: Transcript | None, now_ms: int, *, comes_back: bool
    ) -> None:
        end_ms = turn.end_ms(now_ms)
        transcript = found or Transcript()
        echoed = comes_back or self._is_echo(transcript.text, turn.start_ms)
        is_far = bool(transcript.text) and self._nearness.is_far(turn.level)
        if is_far or not self._worth_hearing(turn, found, end_ms, echoed):
            if is_far and turn.over is None:
                self._nearness.passed_over()
            await self.push_frame(CallerQuietFrame(cut_in=turn.interrupted, is_far=is_far))
            return
        if transcript.text and not echoed:
            self._nearness.heard(turn.level)
        if not echoed and self._floor.says_more_than(turn.stopped):
            await self.broadcast_interruption()  # type: ignore[no-untyped-call]
        span = Span(turn.start_ms, end_ms)
        await self.push_frame(HeardFrame(utterance_of(transcript, span, echo=echoed)))

    async def _finish(self, turn: Turn, now_ms: int) -> Transcript | None:
        """None when it failed: then nobody knows whether there were words."""
        try:
            return await self._assents.weighed(await turn.recognition.finish(), turn, now_ms)
        except RecognitionFailed:
            log.exception("an utterance could not be recognised")
            return None

    def _worth_hearing(self, turn: Turn, found: Transcript | None, end_ms: int, echoed: bool) -> bool:
        """A cough is not: nobody who coughed wants to hear that we did not catch it. Nor is what has no words
        while we speak: whoever has something to say will."""
        seconds = (end_ms - turn.start_ms) / 1000
        if found is not None and is_noise(found.text, seconds, found.confidence):
            return False
        if found is None and turn.interrupted:
            return True
        if found is None or not found.text:
            return turn.over is None and self._floor.idle
        if echoed:
            return turn.over is None
        if turn.over is None:  # "okay" may answer a question that can be answered so, and else is no turn
            can_be_answered_so = isinstance(self._floor.expects, YesNo)
            return can_be_answered_so or not bargein.is_acknowledgement(found.text, asking=True)
        return self._is_meant(turn, turn.over, found, seconds)

    def _is_meant(self, turn: Turn, over: OnAir, found: Transcript, seconds: float) -> bool:
        """Whether words into what we say are more than a sound of somebody who listens. One short word is,
        where we ask: elsewhere it tells nothing that is worth being stopped for."""
        asking = _asking(over, turn.start_ms)
        if bargein.is_acknowledgement(found.text, asking=asking):
            return False
        if self._interrupts(turn, found.text, seconds, asking=asking):
            return True
        return found.confidence >= PLAIN and (asking or " " in found.text)

    def _interrupts(self, turn: Turn, words: str, seconds: float, *, asking: bool) -> bool:
        return bargein.interrupts(
            words,
            seconds,
            asking=asking,
            is_stranger=self._nearness.may_be_far(turn.level),
            takes_floor=turn.onset.takes_floor,
        )

    def _is_echo(self, text: str, start_ms: int) -> bool:
        spoken = (
            echo.Spoken(on_air.speech.text, span.start_ms / 1000, span.end_ms / 1000)
            for on_air, span in self._floor.sounded()
        )
        return bool(text) and echo.is_echo(text, start_ms / 1000, spoken)


def _asking(on_air: OnAir, began_ms: int) -> bool:
    """Whether who began to speak then may have answered what we say. "Yeah" to the first words of a question
    is no answer."""
    return on_air.speech.expects is not None and share_of(on_air, began_ms) >= ASKED
