"""A call's sound: the clock, both tracks, the media socket of the moment, and what happened when.

Tracks, events and waits all count in the line's own time. It begins when the webhook has answered
for the first time, and goes on while a media socket is away.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine
from typing import Any

from ringup.telephony.errors import CallIsOver, StandInError, WaitTimedOut
from ringup.telephony.standin.events import CallEvent, EndedBy, Kind
from ringup.telephony.standin.handset import Handset
from ringup.telephony.standin.impairments import Impairments
from ringup.telephony.standin.pace import FRAME_MS, Pace, frames
from ringup.telephony.standin.protocol import Answer, Clear, Mark, Media, read_answer
from ringup.telephony.standin.stream import MediaStream
from ringup.voice.audio import Audio


class MediaLine:
    """Keeps time, plays and sends. What it is connected to, and when, is decided elsewhere."""

    def __init__(self, pace: Pace, impairments: Impairments) -> None:
        self.handset = Handset(impairments)
        self.events: list[CallEvent] = []
        self.ended_by: EndedBy | None = None
        self.failure: BaseException | None = None
        """Why the call broke, where `ended_by` is FAILURE."""
        self._pace = pace
        self._stream: MediaStream | None = None
        self._stalled_until = 0
        self._ticked = asyncio.Event()
        self._over = asyncio.Event()
        self._tasks: set[asyncio.Task[None]] = set()

    @property
    def now(self) -> float:
        """Seconds of this call so far."""
        return self.handset.now

    @property
    def caller_track(self) -> Audio:
        """What the caller said, at 8 kHz, whether or not a socket was there to take it, and without what the
        line adds or loses."""
        return self.handset.said

    @property
    def assistant_track(self) -> Audio:
        """What the caller heard; sample by sample beside `caller_track`."""
        return self.handset.heard

    @property
    def stream_token(self) -> str | None:
        """The token that the running stream was opened with."""
        return self._live().facts.parameters.get("token")

    def happened(self, kind: Kind) -> list[CallEvent]:
        return [event for event in self.events if event.kind is kind]

    def note(self, kind: Kind, detail: str = "") -> None:
        self.events.append(CallEvent(self.now, kind, detail))

    async def until(self, happened: Callable[[], bool], within: float, what: str) -> None:
        """Wait, `within` seconds of the line's time, until it `happened`.

        Raises WaitTimedOut, or CallIsOver when the call ends first; `what` completes "waiting for".
        """
        deadline = self.now + within
        while not happened():
            if self.ended_by is not None:
                why = CallIsOver(f"while waiting for {what}, the call ended: {self.ended_by}")
                raise why from self.failure
            if self.now >= deadline:
                raise WaitTimedOut(f"waited {within:g} s for {what}; {self._latest()}")
            await self._ticked.wait()

    async def wait_ended(self, within: float = 30.0) -> EndedBy:
        """Raises WaitTimedOut, and whatever broke the call where that was no StandInError."""
        await self.until(lambda: self.ended_by is not None, within, "the end of the call")
        await self._over.wait()
        assert self.ended_by is not None
        if self.failure is not None and not isinstance(self.failure, StandInError):
            raise self.failure
        return self.ended_by

    def send_garbage(self, *messages: str | bytes) -> None:
        """Text or binary, as it is, among the media."""
        for message in messages:
            self._live().raw(message)

    def drop_socket(self) -> None:
        """Break the media connection. The call goes on where its TwiML says."""
        self._live().abort()

    def stall(self, seconds: float) -> None:
        """Hold back all that goes to the server, then send it in a burst. Time stamps stay true."""
        self._stalled_until = self.handset.frames + round(seconds * 1000 / FRAME_MS)

    async def end(self, by: EndedBy) -> None:
        """Tell the server that the call is over, and take all down. Idempotent."""
        if self.ended_by is None:
            self.ended_by = by
            self.note(Kind.ENDED, by)
            try:
                await self._take_down()
            finally:
                self._over.set()
                self._ticked.set()
        await self._over.wait()

    async def _keep_time(self) -> None:
        async for _ in frames(self._pace):
            sent, marks = self.handset.tick()
            if self._stream is not None:
                self._stream.media(sent)
                await self._echo(self._stream, marks)
            self._ticked.set()
            self._ticked = asyncio.Event()

    async def _read(self, stream: MediaStream) -> None:
        async for message in stream.received():
            if self._stream is not stream:
                continue  # a former stream: nobody listens to it any more
            try:
                marks = self._take(read_answer(message, stream.facts.stream_sid))
            except ValueError as error:
                self.note(Kind.COMPLAINT, f"not a message of the protocol: {type(error).__name__}")
                continue
            await self._echo(stream, marks)

    def _take(self, answer: Answer) -> list[str]:
        match answer:
            case Media():
                self.handset.playout.add(answer.mulaw)
                return []
            case Mark(mark=mark):
                return self.handset.playout.mark(mark.name)
            case Clear():
                self.note(Kind.CLEAR)
                return self.handset.playout.clear()

    async def _echo(self, stream: MediaStream, marks: list[str]) -> None:
        for name in marks:
            stream.mark(name)
            self.note(Kind.MARK, name)
        if self.handset.frames >= self._stalled_until:
            await stream.flush()

    def _start(self, work: Coroutine[Any, Any, None]) -> None:
        task = asyncio.create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._finished)

    def _finished(self, task: asyncio.Task[None]) -> None:
        self._tasks.discard(task)
        if task.cancelled() or (failure := task.exception()) is None:
            return
        self.failure = failure
        self._start(self.end(EndedBy.FAILURE))

    async def _take_down(self) -> None:
        stream, self._stream = self._stream, None
        if stream is not None:
            stream.stop()
            await stream.flush()
            await stream.close()
        others = self._tasks - {asyncio.current_task()}
        for task in others:
            task.cancel()
        await asyncio.gather(*others, return_exceptions=True)

    def _live(self) -> MediaStream:
        if self._stream is None:
            raise CallIsOver(f"no media stream is open; {self._latest()}")
        return self._stream

    def _latest(self) -> str:
        last = ", ".join(f"{event.kind} at {event.at:.2f} s" for event in self.events[-3:])
        return f"latest on the line at {self.now:.2f} s: {last or 'nothing'}"
