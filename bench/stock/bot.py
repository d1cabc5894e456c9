"""One call of the stock bot, after pipecat 1.14's template `cli/templates/server/bot_cascade.py`."""

from __future__ import annotations

from dataclasses import dataclass

from fastapi import WebSocket
from pipecat.audio.vad.silero import SileroVADAnalyzer
from pipecat.frames.frames import LLMRunFrame
from pipecat.pipeline.pipeline import Pipeline
from pipecat.pipeline.worker import PipelineParams, PipelineWorker
from pipecat.processors.aggregators.llm_context import LLMContext
from pipecat.processors.aggregators.llm_response_universal import (
    LLMContextAggregatorPair,
    LLMUserAggregatorParams,
)
from pipecat.runner.utils import parse_telephony_websocket
from pipecat.serializers.twilio import TwilioFrameSerializer
from pipecat.transports.websocket.fastapi import FastAPIWebsocketParams, FastAPIWebsocketTransport
from pipecat.turns.user_stop import SpeechTimeoutUserTurnStopStrategy
from pipecat.turns.user_turn_strategies import UserTurnStrategies
from pipecat.workers.runner import WorkerRunner

from bench.stock.brain import Brain, Unwritten
from bench.stock.ears import Ears
from bench.stock.voice import Voice
from ringup.pipelines.call import Engines
from ringup.pipelines.shopfront import Shop, now
from ringup.skills.conversation import Conversation
from ringup.skills.values import CallId
from ringup.telephony.twilio.webhook import caller_number

TIMER = 0.6
"""Seconds: the default of pipecat's plain timer."""


@dataclass(frozen=True, slots=True)
class House:
    """What all calls share. `timer`: end turns by the plain timer in place of Smart Turn."""

    shop: Shop
    engines: Engines
    timer: bool


async def run_bot(websocket: WebSocket, house: House) -> None:
    """Until the call is over."""
    transport, brain = await _connected(websocket, house)
    context = LLMContext()
    user, assistant = LLMContextAggregatorPair(context, user_params=_user_params(house.timer))
    stages = [
        transport.input(),
        Ears(house.engines.recognizer),
        user,
        brain,
        Voice(house.engines.synthesizer),
        transport.output(),
        assistant,
    ]
    worker = PipelineWorker(
        Pipeline(stages),
        params=PipelineParams(
            enable_metrics=True,
            enable_usage_metrics=True,
            audio_in_sample_rate=8_000,
            audio_out_sample_rate=8_000,
        ),
    )
    runner = WorkerRunner(handle_sigint=False)
    await runner.add_workers(worker)

    async def connected(*_: object) -> None:
        context.add_message({"role": "developer", "content": "Start by concisely introducing yourself."})
        await worker.queue_frames([LLMRunFrame()])

    async def disconnected(*_: object) -> None:
        await runner.cancel()

    transport.event_handler("on_client_connected")(connected)
    transport.event_handler("on_client_disconnected")(disconnected)
    await runner.run()


async def _connected(websocket: WebSocket, house: House) -> tuple[FastAPIWebsocketTransport, Brain]:
    """The transport as pipecat's `create_transport` builds it, but that nobody is asked to hang up: that goes
    to the real carrier. The call ends when its socket does."""
    _, call = await parse_telephony_websocket(websocket)
    serializer = TwilioFrameSerializer(
        stream_sid=str(call["stream_id"]),
        call_sid=str(call["call_id"]),
        params=TwilioFrameSerializer.InputParams(auto_hang_up=False),
    )
    params = FastAPIWebsocketParams(
        audio_in_enabled=True, audio_out_enabled=True, add_wav_header=False, serializer=serializer
    )
    conversation = Conversation(house.shop.desks, house.shop.understander, now, Unwritten())
    caller = caller_number(str(call["from"] or ""))
    brain = Brain(conversation, CallId(str(call["call_id"])), caller)
    return FastAPIWebsocketTransport(websocket=websocket, params=params), brain


def _user_params(timer: bool) -> LLMUserAggregatorParams:
    if not timer:
        return LLMUserAggregatorParams(vad_analyzer=SileroVADAnalyzer())
    stop = SpeechTimeoutUserTurnStopStrategy(user_speech_timeout=TIMER)
    return LLMUserAggregatorParams(
        vad_analyzer=SileroVADAnalyzer(), user_turn_strategies=UserTurnStrategies(stop=[stop])
    )
