"""Our dialogue in the place of pipecat's language model: a context comes in, the answer goes out as text."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator

from pipecat.frames.frames import (
    BotStoppedSpeakingFrame,
    EndWorkerFrame,
    Frame,
    InterruptionFrame,
    LLMContextFrame,
    LLMFullResponseEndFrame,
    LLMFullResponseStartFrame,
    LLMTextFrame,
    StartFrame,
)
from pipecat.processors.aggregators.llm_context import LLMContext
from pipecat.processors.frame_processor import FrameDirection, FrameProcessor

from ringup.pipelines.shopfront import now
from ringup.skills.conversation import Conversation, EndCall, Output, Speech
from ringup.skills.dialogue.actions import Action
from ringup.skills.dialogue.events import Channel, Event, PromptInterrupted, PromptPlayed
from ringup.skills.intent import Utterance
from ringup.skills.values import CallId, PhoneNumber, PromptId


class Unwritten:
    """A journal that nobody keeps."""

    def event(self, event: Event) -> None: ...

    def action(self, action: Action, text: str | None) -> None: ...


class Brain(FrameProcessor):
    """Greets at the first context, then answers each one's last words. An interruption takes the answer away
    but not the thought: the dialogue finishes what it does. What was said counts as heard when the bot stops
    speaking by itself, which is all that pipecat tells."""

    def __init__(self, conversation: Conversation, call: CallId, caller: PhoneNumber | None) -> None:
        super().__init__()
        self._conversation = conversation
        self._opening = conversation.begin(call, Channel.PHONE, caller)
        self._contexts: asyncio.Queue[LLMContext] = asyncio.Queue()
        self._thinking: asyncio.Task[None] | None = None
        self._interruptions = 0
        self._begun = False
        self._saying: list[PromptId] = []
        self._ending = False

    async def process_frame(self, frame: Frame, direction: FrameDirection) -> None:
        await super().process_frame(frame, direction)
        match frame:
            case LLMContextFrame():
                self._contexts.put_nowait(frame.context)
                return
            case StartFrame():
                self._thinking = self.create_task(self._think())
            case InterruptionFrame():
                self._interruptions += 1
                await self._closed(PromptInterrupted)
            case BotStoppedSpeakingFrame():
                await self._closed(PromptPlayed)
        await self.push_frame(frame, direction)

    async def cleanup(self) -> None:
        await super().cleanup()  # type: ignore[no-untyped-call]
        if self._thinking is not None:
            await self.cancel_task(self._thinking)

    async def _think(self) -> None:
        while True:
            context = await self._contexts.get()
            outputs = self._outputs(context)
            self._begun = True
            if outputs is not None:
                await self._answer(outputs)

    def _outputs(self, context: LLMContext) -> AsyncIterator[Output] | None:
        if not self._begun:
            return self._opening
        words = last_words(context)
        return self._conversation.hear(Utterance(words)) if words else None

    async def _answer(self, outputs: AsyncIterator[Output]) -> None:
        before = self._interruptions
        await self.push_frame(LLMFullResponseStartFrame())
        async for output in outputs:
            match output:
                case Speech() if self._interruptions == before:
                    self._saying.append(output.prompt)
                    await self.push_frame(LLMTextFrame(f"{output.text} "))
                case EndCall():
                    self._ending = True
        await self.push_frame(LLMFullResponseEndFrame())

    async def _closed(self, how: type[PromptPlayed] | type[PromptInterrupted]) -> None:
        """Nothing is said because of it: these events only close prompts."""
        closed, self._saying = self._saying, []
        for prompt in closed:
            async for _ in self._conversation.handle(how(now(), prompt)):
                pass
        if self._ending and how is PromptPlayed:
            await self.push_frame(EndWorkerFrame(), FrameDirection.UPSTREAM)


def last_words(context: LLMContext) -> str:
    """What the user said since the assistant last did; a bot that was interrupted has answered nothing."""
    said: list[str] = []
    for message in reversed(context.get_messages()):
        role = message.get("role") if isinstance(message, dict) else None
        if role == "user":
            said.insert(0, str(message.get("content", "")))  # type: ignore[union-attr]
        elif role == "assistant":
            break
    return " ".join(said)
