"""Sound becomes utterances: one recognition a turn, ended when the caller is done, not when they pause."""

from __future__ import annotations

import asyncio
import logging
from collections import deque
from dataclasses import dataclass

from pipecat.frames.frames import (
    Frame,
    InputAudioRawFrame,
    VADUserStartedSpeakingFrame,
    VADUserStoppedSpeakingFrame,
)
from pipecat.processors.frame_processor import FrameDirection, FrameProcessor

from ringup.pipelines.bias import bias_for
from ringup.pipelines.floor import Floor, OnAir
from ringup.pipelines.frames import CallerQuietFrame, CallerSpeakingFrame, HeardFrame
from ringup.pipelines.recording import Recorder
from ringup.skills.dialogue.expectations import Digits
from ringup.skills.intent import Rated, Utterance
from ringup.skills.values import Span
from ringup.voice import bargein, echo, endpointing
from ringup.voice.audio import Audio
from ringup.voice.errors import RecognitionFailed
from ringup.voice.ports import Recognition, Recognizer, Transcript

log = logging.getLogger(__name__)

PRE_ROLL_MS = 400
"""Sound kept from before the detector was sure, so that first syllables are not lost."""

LONGEST_TURN_MS = 20_000
"""A turn is ended here even if the sound goes on: nobody talks so long to a shop, but televisions do."""

TOO_SHORT_MS = 250
"""A noise shorter than this, in which no word was found, is not worth an answer."""


@dataclass(slots=True)
class Turn:
    """The caller's turn under way. `speech_end_ms` is None while they speak."""

    recognition: Recognition
    start_ms: int
    over: OnAir | None
    speech_end_ms: int | None = None
    interrupted: bool = False


class Recognize(FrameProcessor):
    """Wraps a recogniser. Swallows the caller's sound: nothing behind it needs it."""

    def __init__(self, recognizer: Recognizer, floor: Floor, recorder: Recorder) -> None:
        super().__init__(enable_direct_mode=True)
        self._recognizer = recognizer
        self._floor = floor
        self._recorder = recorder
        self._pre_roll: deque[Audio] = deque()
        self._pre_roll_ms = 0.0
        self._turn: Turn | None = None
        self._in_order = asyncio.Lock()

    async def process_frame(self, frame: Frame, direction: FrameDirection) -> None:
        await super().process_frame(frame, direction)
        match frame:
            case InputAudioRawFrame():
                await self._listen(Audio.from_pcm(frame.audio, frame.sample_rate))
            case VADUserStartedSpeakingFrame() if direction is FrameDirection.DOWNSTREAM:
                await self._speech_started(round(frame.start_secs * 1000))
            case VADUserStoppedSpeakingFrame() if direction is FrameDirection.DOWNSTREAM:
                self._speech_stopped(round(frame.stop_secs * 1000))
            case _:
                await self.push_frame(frame, direction)

    async def cleanup(self) -> None:
        await super().cleanup()  # type: ignore[no-untyped-call]
        if self._turn is not None:
            await self._turn.recognition.abandon()
            self._turn = None

    async def _listen(self, audio: Audio) -> None:
        turn = self._turn
        if turn is None:
            self._keep(audio)
            return
        await turn.recognition.feed(audio)
        now = self._recorder.now_ms
        if not turn.interrupted and self._must_yield(turn, now):
            turn.interrupted = True
            await self.broadcast_interruption()  # type: ignore[no-untyped-call]
        if self._is_over(turn, now):
            self._turn = None
            self.create_task(self._conclude(turn, turn.speech_end_ms or now))

    def _keep(self, audio: Audio) -> None:
        self._pre_roll.append(audio)
        self._pre_roll_ms += audio.seconds * 1000
        while self._pre_roll_ms > PRE_ROLL_MS and len(self._pre_roll) > 1:
            self._pre_roll_ms -= self._pre_roll.popleft().seconds * 1000

    async def _speech_started(self, start_ms: int) -> None:
        if self._turn is not None:
            self._turn.speech_end_ms = None
            return
        began = max(0, self._recorder.now_ms - start_ms)
        recognition = self._recognizer.begin(bias_for(self._floor.expects))
        self._turn = Turn(recognition, began, self._floor.playing(began))
        await self.push_frame(CallerSpeakingFrame())
        for audio in self._pre_roll:
            await recognition.feed(audio)
        self._pre_roll.clear()
        self._pre_roll_ms = 0.0

    def _speech_stopped(self, stop_ms: int) -> None:
        if self._turn is not None:
            self._turn.speech_end_ms = max(self._turn.start_ms, self._recorder.now_ms - stop_ms)

    def _must_yield(self, turn: Turn, now: int) -> bool:
        playing = self._floor.playing(now)
        if playing is None:
            return False
        end = now if turn.speech_end_ms is None else turn.speech_end_ms
        partial = turn.recognition.partial()
        if self._is_echo(partial, turn.start_ms):
            return False
        seconds = (end - turn.start_ms) / 1000
        return bargein.interrupts(partial, seconds, asking=_asking(playing))

    def _is_over(self, turn: Turn, now: int) -> bool:
        if now - turn.start_ms > LONGEST_TURN_MS:
            return True
        if turn.speech_end_ms is None:
            return False
        expects = self._floor.expects
        lengths = expects.lengths if isinstance(expects, Digits) else ()
        partial = turn.recognition.partial()
        patience = endpointing.patience(bias_for(expects).grammar, partial, lengths)
        return now - turn.speech_end_ms >= patience * 1000

    async def _conclude(self, turn: Turn, end_ms: int) -> None:
        async with self._in_order:
            transcript = await self._finish(turn.recognition)
            echoed = self._is_echo(transcript.text, turn.start_ms)
            if not self._worth_hearing(turn, transcript, end_ms, echoed):
                await self.push_frame(CallerQuietFrame())
                return
            if not turn.interrupted and not echoed and not self._floor.idle:
                await self.broadcast_interruption()  # type: ignore[no-untyped-call]
            span = Span(turn.start_ms, end_ms)
            rated = tuple(Rated(each.value, each.probability) for each in transcript.rated)
            heard = Utterance(
                transcript.text, transcript.confidence, transcript.alternatives, span, echoed, rated
            )
            await self.push_frame(HeardFrame(heard))

    async def _finish(self, recognition: Recognition) -> Transcript:
        try:
            return await recognition.finish()
        except RecognitionFailed:
            log.exception("an utterance could not be recognised")
            return Transcript()

    def _worth_hearing(self, turn: Turn, transcript: Transcript, end_ms: int, echoed: bool) -> bool:
        """Once we have stopped talking for someone, whatever it was gets an answer."""
        if turn.interrupted:
            return True
        if not transcript.text:
            talking = turn.over is not None or not self._floor.idle
            return not talking and end_ms - turn.start_ms > TOO_SHORT_MS
        if echoed:
            return turn.over is None
        return bargein.interrupts(transcript.text, 0.0, asking=turn.over is None or _asking(turn.over))

    def _is_echo(self, text: str, start_ms: int) -> bool:
        spoken = (
            echo.Spoken(on_air.speech.text, span.start_ms / 1000, span.end_ms / 1000)
            for on_air, span in self._floor.sounded()
        )
        return bool(text) and echo.is_echo(text, start_ms / 1000, spoken)


def _asking(on_air: OnAir | None) -> bool:
    return on_air is not None and on_air.speech.expects is not None
