"""The serializer in pipecat's own transport, at the end of a real line."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from pipecat.frames.frames import (
    EndFrame,
    Frame,
    InputAudioRawFrame,
    InputDTMFFrame,
    InputTransportMessageFrame,
    InterruptionFrame,
    OutputTransportMessageFrame,
    TTSAudioRawFrame,
)
from pipecat.pipeline.pipeline import Pipeline
from pipecat.pipeline.worker import PipelineParams, PipelineWorker
from pipecat.processors.frame_processor import FrameDirection, FrameProcessor
from pipecat.transports.websocket.fastapi import FastAPIWebsocketParams
from pipecat.workers.runner import WorkerRunner
from starlette.websockets import WebSocket

from ringup.pipelines.admission import Admission
from ringup.skills.values import PhoneNumber
from ringup.telephony.standin.caller import StandInCall
from ringup.telephony.standin.events import EndedBy, Kind
from ringup.telephony.standin.impairments import Impairments, Loss
from ringup.telephony.twilio.messages import StreamStart
from ringup.telephony.twilio.serializer import MediaSerializer
from ringup.telephony.twilio.transport import PIECE_NS, MediaTransport
from ringup.voice.audio import PHONE_RATE
from tests.telephony.clocks import tone
from tests.telephony.twilio.hosts import open_door


class Answers(FrameProcessor):
    """Every key plays a tone and sets a mark, but 0 interrupts, and # ends the pipeline."""

    def __init__(self) -> None:
        super().__init__()
        self.times: list[int | None] = []
        self.marks: list[object] = []

    async def process_frame(self, frame: Frame, direction: FrameDirection) -> None:
        await super().process_frame(frame, direction)
        match frame:
            case InputAudioRawFrame():
                self.times.append(frame.pts)
                return
            case InputTransportMessageFrame():
                self.marks.append(frame.message)
            case InputDTMFFrame():
                await self._pressed(frame.button.value)
            case _:
                pass
        await self.push_frame(frame, direction)

    async def _pressed(self, key: str) -> None:
        if key == "0":
            await self.push_frame(InterruptionFrame())
        elif key == "#":
            await self.push_frame(EndFrame())
        else:
            sound = tone(0.3)
            await self.push_frame(TTSAudioRawFrame(sound.pcm, sound.rate, 1))
            mark = {"event": "mark", "mark": {"name": f"after {key}"}}
            await self.push_frame(OutputTransportMessageFrame(message=mark))


class Stuck(FrameProcessor):
    """Comes to three frames of sound, and to no more."""

    def __init__(self) -> None:
        super().__init__(enable_direct_mode=True)
        self.times: list[int | None] = []

    async def process_frame(self, frame: Frame, direction: FrameDirection) -> None:
        await super().process_frame(frame, direction)
        if isinstance(frame, InputAudioRawFrame):
            self.times.append(frame.pts)
            if len(self.times) == 3:
                await asyncio.Event().wait()
        await self.push_frame(frame, direction)


class NotingSerializer(MediaSerializer):
    """Notes when the sound that came is from."""

    def __init__(self, stream_sid: str) -> None:
        super().__init__(stream_sid)
        self.came: list[int] = []

    async def deserialize(self, data: str | bytes) -> Frame | None:
        frame = await super().deserialize(data)
        if isinstance(frame, InputAudioRawFrame):
            self.came.append(frame.pts or 0)
        return frame


class PipelineHost:
    """A pipecat pipeline a stream, which hears through `ears`."""

    def __init__(self, *ears: FrameProcessor) -> None:
        self.ears = ears
        self.answers = Answers()
        self.serializers: list[NotingSerializer] = []
        self.transports: list[MediaTransport] = []
        self.over = asyncio.Event()

    def admit(self, call_sid: str) -> Admission:
        return Admission.ADMITTED

    async def take(self, websocket: WebSocket, start: StreamStart, caller: PhoneNumber | None) -> None:
        self.answers = Answers()
        self.serializers.append(NotingSerializer(start.stream_sid))
        params = FastAPIWebsocketParams(
            audio_in_enabled=True, audio_out_enabled=True, serializer=self.serializers[-1]
        )
        transport = MediaTransport(websocket, params)
        self.transports.append(transport)
        rates = PipelineParams(audio_in_sample_rate=PHONE_RATE, audio_out_sample_rate=PHONE_RATE)
        worker = PipelineWorker(
            Pipeline([transport.input(), *self.ears, self.answers, transport.output()]),
            params=rates,
            enable_rtvi=False,
            idle_timeout_secs=None,
        )

        @transport.event_handler("on_client_disconnected")
        async def gone(*_: object) -> None:
            await worker.cancel()

        runner = WorkerRunner(handle_sigint=False)
        await runner.add_workers(worker)
        await runner.run()
        self.over.set()

    async def ended(self, call_sid: str) -> None: ...


@asynccontextmanager
async def _on_the_phone() -> AsyncIterator[tuple[PipelineHost, StandInCall]]:
    host = PipelineHost()
    async with open_door(host) as door:
        call = await door.carrier.dial(door.voice)
        await call.until(lambda: len(host.answers.times) > 10, 60.0, "the pipeline to listen")
        yield host, call


async def test_keys_sound_and_marks_make_the_round() -> None:
    async with _on_the_phone() as (host, call):
        call.press("5")
        await call.until(lambda: bool(host.answers.marks), 60.0, "the mark to come back")
        assert host.answers.marks == [{"event": "mark", "name": "after 5"}]
        assert call.assistant_track.level > -60
        assert not call.happened(Kind.COMPLAINT)
        assert host.answers.times[:3] == [0, PIECE_NS, 2 * PIECE_NS]


async def test_an_interruption_reaches_the_carrier_as_clear() -> None:
    async with _on_the_phone() as (_, call):
        call.press("0")
        await call.until(lambda: bool(call.happened(Kind.CLEAR)), 60.0, "the clear")


async def test_nothing_but_garbage_ends_the_stream_and_the_call_comes_back() -> None:
    async with _on_the_phone() as (host, call):
        call.send_garbage(*["garbage"] * 60)
        await call.until(lambda: len(host.serializers) == 2, 120.0, "a new stream")
        assert host.serializers[0].garbage == 50
        assert call.ended_by is None


async def test_some_garbage_is_survived() -> None:
    async with _on_the_phone() as (host, call):
        call.send_garbage(*["garbage"] * 40)
        heard = len(host.answers.times)
        await call.until(lambda: len(host.answers.times) > heard + 20, 60.0, "more sound")
        assert host.serializers[0].garbage == 40


async def test_hanging_up_is_known_as_such() -> None:
    async with _on_the_phone() as (host, call):
        await call.hang_up()
        assert await call.wait_ended() is EndedBy.CALLER
        assert host.serializers[0].stopped


async def test_what_had_come_when_the_caller_hung_up_is_kept() -> None:
    stuck = Stuck()
    host = PipelineHost(stuck)
    async with open_door(host) as door:
        call = await door.carrier.dial(door.voice)
        await call.until(lambda: len(stuck.times) == 3, 60.0, "the pipeline to listen")
        await call.wait(1.0)
        await call.hang_up()
        await host.over.wait()
    [transport] = host.transports
    [opened], [ended] = call.happened(Kind.STREAM_OPENED), call.happened(Kind.ENDED)
    frames = round((ended.at - opened.at) * 50)
    waiting = transport.waiting()
    assert [frame.pts for frame in waiting] == list(range(3 * PIECE_NS, frames * 20_000_000, PIECE_NS))
    assert sum(frame.num_frames for frame in waiting) == frames * 160 - 3 * 320


async def test_what_goes_on_together_followed_each_other() -> None:
    lossy, stuck = Impairments(loss=Loss(0.3, burst_ms=60.0)), Stuck()
    host = PipelineHost(stuck)
    async with open_door(host) as door:
        call = await door.carrier.dial(door.voice, impairments=lossy)
        await call.until(lambda: len(stuck.times) == 3, 60.0, "the pipeline to listen")
        await call.wait(1.0)
        await call.hang_up()
        await host.over.wait()
    [transport] = host.transports
    waiting = [(frame.pts or 0, frame.num_frames // 160) for frame in transport.waiting()]
    assert {count for _, count in waiting} == {1, 2}
    told = [at + 20_000_000 * number for at, count in waiting for number in range(count)]
    assert told == host.serializers[0].came[-len(told) :]
