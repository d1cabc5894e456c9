"""A call as the carrier runs it: follows the TwiML, keeps the media clock, plays and sends.

Tracks, events and waits all count in the line's own time. It begins when the webhook has answered
for the first time, and goes on while a media socket is away.
"""

from __future__ import annotations

import asyncio
import secrets
from collections.abc import Callable, Coroutine
from dataclasses import dataclass
from typing import Any
from urllib.parse import urljoin

from ringup.telephony.errors import CallIsOver, StandInError, WaitTimedOut, WebhookFailed
from ringup.telephony.standin.events import CallEvent, EndedBy, Kind
from ringup.telephony.standin.handset import Handset
from ringup.telephony.standin.pace import FRAME_MS, Pace, frames
from ringup.telephony.standin.playout import Playout
from ringup.telephony.standin.protocol import Answer, Clear, Mark, Media, read_answer
from ringup.telephony.standin.stream import MediaStream, StreamFacts
from ringup.telephony.standin.twiml import Dial, Hangup, Redirect, Say, Stream, Verb
from ringup.telephony.standin.webhooks import CallFacts, Webhooks
from ringup.voice.audio import Audio

MOST_REDIRECTS = 20
"""A server that lets nothing in is not asked for ever."""


@dataclass(frozen=True, slots=True)
class Terms:
    """How a call is carried. `stream_token`, a fault, replaces the one from the TwiML."""

    webhooks: Webhooks
    pace: Pace
    status_url: str | None = None
    stream_token: str | None = None


class Line:
    """One call, from the webhook's first answer to the status callback."""

    def __init__(self, facts: CallFacts, terms: Terms) -> None:
        self.facts = facts
        self.handset = Handset()
        self.events: list[CallEvent] = []
        self.ended_by: EndedBy | None = None
        self.failure: BaseException | None = None
        """Why the call broke, where `ended_by` is FAILURE."""
        self.dialled_status = "completed"
        """What comes of a number that the server has dialled: "no-answer" where nobody picks up."""
        self._terms = terms
        self._webhook_url = ""
        self._stream: MediaStream | None = None
        self._stalled_until = 0
        self._redirects = 0
        self._ticked = asyncio.Event()
        self._over = asyncio.Event()
        self._tasks: set[asyncio.Task[None]] = set()

    async def begin(self, webhook_url: str) -> None:
        """Raises WebhookFailed when the webhook's first answer is of no use."""
        self._webhook_url = webhook_url
        script = await self._ask(webhook_url, "ringing")
        self._start(self._keep_time())
        self._start(self._follow(script, webhook_url))

    @property
    def call_sid(self) -> str:
        return self.facts.call_sid

    @property
    def now(self) -> float:
        """Seconds of this call so far."""
        return self.handset.now

    @property
    def caller_track(self) -> Audio:
        """What the caller said, at 8 kHz, whether or not a socket was there to take it."""
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

    async def second_stream(self) -> None:
        """Ask the webhook again and follow its answer, while the present stream still runs."""
        script = await self._ask(self._webhook_url)
        self._start(self._follow(script, self._webhook_url))

    async def intrude(self, token: str | None, call_sid: str | None = None) -> int:
        """A stranger opens a media socket, for this call or another, until the server closes it.
        Returns the close code."""
        parameters = {} if token is None else {"token": token}
        facts = self._stream_facts(parameters, call_sid)
        stranger = await MediaStream.open(self._live().url, facts)
        async for _ in stranger.received():
            pass
        return stranger.close_code

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

    async def _follow(self, script: tuple[Verb, ...], url: str) -> None:
        try:
            by = await self._perform(script, url)
        except StandInError as error:
            self.failure, by = error, EndedBy.FAILURE
        if by is not None:
            await self.end(by)

    async def _perform(self, script: tuple[Verb, ...], url: str) -> EndedBy | None:
        """None when this script no longer decides about the call."""
        for verb in script:
            match verb:
                case Say(text=text):
                    self.note(Kind.SAID, text)
                case Stream() as stream:
                    if not await self._connect(stream):
                        return None
                case Redirect(url=where):
                    there = urljoin(url, where)
                    return await self._perform(await self._ask_again(there), there)
                case Dial() as dial:
                    return await self._dial(dial, url)
                case Hangup():
                    break
        return EndedBy.SCRIPT

    async def redirect(self, script: tuple[Verb, ...]) -> None:
        """The server gave the call a new script: its stream ends, as at the end of a call."""
        stream, self._stream = self._stream, None
        if stream is not None:
            stream.stop()
            await stream.flush()
            await stream.close()
        self._start(self._follow(script, self._webhook_url))

    async def _dial(self, dial: Dial, url: str) -> EndedBy | None:
        """Connect to a number, and when that call is over ask what to do."""
        self.note(Kind.DIALLED, dial.number)
        if not dial.action:
            return EndedBy.SCRIPT
        there = urljoin(url, dial.action)
        form = {**self.facts.form("in-progress"), "DialCallStatus": self.dialled_status}
        return await self._perform(await self._terms.webhooks.ask(there, form), there)

    async def _ask(self, url: str, status: str = "in-progress") -> tuple[Verb, ...]:
        self.note(Kind.ASKED)
        return await self._terms.webhooks.ask(url, self.facts.form(status))

    async def _ask_again(self, url: str) -> tuple[Verb, ...]:
        self._redirects += 1
        if self._redirects > MOST_REDIRECTS:
            raise WebhookFailed(f"the call was redirected more than {MOST_REDIRECTS} times")
        return await self._ask(url)

    async def _connect(self, verb: Stream) -> bool:
        """Run a stream to its end. False when the call ended, or another stream took over."""
        parameters = dict(verb.parameters)
        if self._terms.stream_token is not None:
            parameters["token"] = self._terms.stream_token
        try:
            stream = await MediaStream.open(verb.url, self._stream_facts(parameters))
        except StandInError as error:
            self.note(Kind.STREAM_FAILED, str(error))
            return self.ended_by is None
        self.note(Kind.STREAM_OPENED)
        self._stream, self.handset.playout = stream, Playout()
        try:
            await self._read(stream)
        finally:
            self.note(Kind.STREAM_CLOSED, str(stream.close_code))
        if self._stream is not stream:
            return False
        self._stream, self.handset.playout = None, Playout()
        return self.ended_by is None

    def _stream_facts(self, parameters: dict[str, str], call_sid: str | None = None) -> StreamFacts:
        return StreamFacts(
            stream_sid="MZ" + secrets.token_hex(16),
            call_sid=call_sid or self.facts.call_sid,
            account_sid=self.facts.account_sid,
            parameters=parameters,
        )

    async def _keep_time(self) -> None:
        async for _ in frames(self._terms.pace):
            said, marks = self.handset.tick()
            if self._stream is not None:
                self._stream.media(said)
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
        await self._call_back()

    async def _call_back(self) -> None:
        if self._terms.status_url is None:
            return
        try:
            await self._terms.webhooks.tell(self._terms.status_url, self.facts.form("completed"))
        except WebhookFailed as error:
            self.note(Kind.COMPLAINT, str(error))

    def _live(self) -> MediaStream:
        if self._stream is None:
            raise CallIsOver(f"no media stream is open; {self._latest()}")
        return self._stream

    def _latest(self) -> str:
        last = ", ".join(f"{event.kind} at {event.at:.2f} s" for event in self.events[-3:])
        return f"latest on the line at {self.now:.2f} s: {last or 'nothing'}"
