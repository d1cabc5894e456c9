"""One leg of a call: a transport, and the pipeline that hears, decides and speaks on it."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Coroutine, Iterable
from dataclasses import dataclass

from pipecat.audio.vad.vad_analyzer import VADParams
from pipecat.frames.frames import EndFrame, InputAudioRawFrame
from pipecat.pipeline.pipeline import Pipeline
from pipecat.pipeline.worker import PipelineParams, PipelineWorker
from pipecat.processors.audio.vad_processor import VADProcessor
from pipecat.transports.base_transport import BaseTransport
from pipecat.workers.runner import WorkerRunner

from ringup.pipelines.ahead import thinking_ahead
from ringup.pipelines.converse import Converse, Opening
from ringup.pipelines.deadlines import PromptRecognizer
from ringup.pipelines.detect import Detector
from ringup.pipelines.floor import Floor
from ringup.pipelines.logbook import Logbook
from ringup.pipelines.recognize import Recognize
from ringup.pipelines.record import AssistantTap, CallerAlone, CallerTap, record_caller
from ringup.pipelines.recording import Recorder
from ringup.pipelines.speak import Speak
from ringup.skills.conversation import Conversation
from ringup.skills.dialogue.events import Channel
from ringup.skills.ports import Clock
from ringup.skills.values import CallId, PhoneNumber
from ringup.voice.background import Background
from ringup.voice.ports import AssentDetector, OnsetDetector, Recognizer, Synthesizer, TurnDetector

VAD = VADParams(confidence=0.6, start_secs=0.12, stop_secs=0.2)
"""Quick to notice speech and its end; how long a turn may pause is decided by `voice.turns`."""

HANGS_UP_WITHIN = 5.0
"""Seconds that the carrier has to end a call; after that the line is closed from here."""

CLOSES_WITHIN = 2.0
"""Seconds after hanging up in which the other side closes the line; then we do."""


@dataclass(frozen=True, slots=True)
class Line:
    """A connected caller. `hang_up` ends the call at the carrier. `hung_up` says, once the transport is
    gone, whether the caller ended the call or the line only dropped. `put_through` gives the line to the
    staff, or says that it could not; None where no door can. `waiting` gives the caller's sound that came
    and that the pipeline was not given: what is left of it when the line is gone is recorded all the same."""

    call: CallId
    channel: Channel
    caller: PhoneNumber | None
    transport: BaseTransport
    rate: int
    hang_up: Callable[[], Awaitable[None]]
    hung_up: Callable[[], bool]
    put_through: Callable[[], Coroutine[None, None, bool]] | None = None
    waiting: Callable[[], Iterable[InputAudioRawFrame]] = tuple


def _remember_nothing(_: str) -> None: ...


@dataclass(frozen=True, slots=True)
class Engines:
    """What hears and speaks, shared by all calls. `turns` tells by its sound whether a turn is over, `onsets`
    whether one that begins while we speak wants the floor, `assents` whether a short yes was said at all, and
    `prepare` begins to make a sentence that may be said next, where the synthesizer remembers it.
    `without_noise`: the recognizer hears better what the noise was taken out of, as those do that learnt from
    quiet speech."""

    recognizer: Recognizer
    synthesizer: Synthesizer
    turns: TurnDetector | None = None
    onsets: OnsetDetector | None = None
    assents: AssentDetector | None = None
    prepare: Callable[[str], None] = _remember_nothing
    without_noise: bool = False


class Leg:
    """A call's pipeline on one connection. `run` returns when the connection is over."""

    def __init__(
        self,
        line: Line,
        engines: Engines,
        conversation: Conversation,
        opening: Opening,
        recorder: Recorder,
        logbook: Logbook,
        clock: Clock,
    ) -> None:
        self._line = line
        self._recorder = recorder
        self._goodbye_said = False
        self._done = asyncio.Event()
        self._lost = asyncio.Event()
        floor = Floor(line.rate)
        self._converse = Converse(
            conversation, opening, floor, logbook, clock, self._goodbye, pass_on=line.put_through
        )
        think = thinking_ahead(conversation, engines.prepare)
        transport = line.transport
        stages = [
            transport.input(),
            CallerTap(recorder),
            CallerAlone(recorder, floor, Background(line.rate) if engines.without_noise else None),
            VADProcessor(vad_analyzer=Detector(VAD, floor.waits_for_yes_or_no), enable_direct_mode=True),
            Recognize(
                PromptRecognizer(engines.recognizer, self._converse.turn_over),
                floor,
                recorder,
                think,
                engines.turns,
                engines.onsets,
                engines.assents,
            ),
            self._converse,
            Speak(engines.synthesizer, floor),
            transport.output(),
            AssistantTap(recorder, floor, logbook.first_sound),
        ]
        self._worker = PipelineWorker(
            Pipeline(stages),
            params=PipelineParams(audio_in_sample_rate=line.rate, audio_out_sample_rate=line.rate),
            enable_rtvi=False,
            enable_turn_tracking=False,
            cancel_on_idle_timeout=False,
            idle_timeout_secs=None,
        )
        transport.event_handler("on_client_disconnected")(self._line_lost)

    async def run(self) -> bool:
        """True when the call is over, False when only the line was lost."""
        runner = WorkerRunner(handle_sigint=False)
        await runner.add_workers(self._worker)
        try:
            await runner.run()
        finally:
            for frame in self._line.waiting():
                record_caller(self._recorder, frame)
            await asyncio.shield(self._converse.finish(hung_up=self._over))
            self._recorder.close()
            self._done.set()
        return self._over

    async def stop(self) -> None:
        """End this leg because another one takes its place, or the server stops; wait until it has."""
        await self._worker.cancel()
        await self._done.wait()

    @property
    def _over(self) -> bool:
        return self._goodbye_said or self._line.hung_up()

    async def _goodbye(self) -> None:
        self._goodbye_said = True
        try:
            async with asyncio.timeout(HANGS_UP_WITHIN):
                await self._line.hang_up()
            async with asyncio.timeout(CLOSES_WITHIN):
                await self._lost.wait()
        except TimeoutError:
            await self._worker.queue_frame(EndFrame())

    async def _line_lost(self, *_: object) -> None:
        self._lost.set()
        await self._worker.cancel()
