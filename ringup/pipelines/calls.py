"""The calls that are going on: admission, one live leg each, and coming back after a dropped line."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator, Callable, Coroutine
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from ringup.pipelines.admission import Admission
from ringup.pipelines.archive import CallArchive, CallFolder
from ringup.pipelines.call import Engines, Leg, Line
from ringup.pipelines.errors import ArchiveError
from ringup.pipelines.logbook import Listener, Logbook
from ringup.pipelines.recording import Recorder
from ringup.pipelines.recovery import journal
from ringup.skills.checkout import Checkout
from ringup.skills.conversation import Conversation, EndCall, Output
from ringup.skills.ports import Clock
from ringup.skills.values import CallId

__all__ = ["COMES_BACK_WITHIN", "Admission", "Calls", "ConversationFactory", "Session"]

log = logging.getLogger(__name__)

COMES_BACK_WITHIN = 60.0
"""Seconds that a call waits for its caller after the line dropped."""

LINE_COMES_WITHIN = timedelta(seconds=60)
"""So long after it was let in a call may open its line; a place is kept no longer."""

ConversationFactory = Callable[[Logbook], Conversation]


@dataclass(slots=True, eq=False)
class Session:
    """One call across its legs. `hung_up`: the carrier said that the call is over. `over`: it is being
    closed, and nobody comes back to it. `changing` is held while one leg takes the place of another."""

    call: CallId
    folder: CallFolder
    logbook: Logbook
    conversation: Conversation
    recorder: Recorder | None = None
    leg: Leg | None = None
    hung_up: bool = False
    over: bool = False
    legs: int = 0
    expiry: asyncio.TimerHandle | None = field(default=None)
    changing: asyncio.Lock = field(default_factory=asyncio.Lock)


class Calls:
    """All sessions of this process. Used from the event loop only."""

    def __init__(
        self,
        archive: CallArchive,
        engines: Engines,
        checkout: Checkout,
        converse: ConversationFactory,
        clock: Clock,
        most: int,
        listener: Listener | None = None,
        comes_back_within: float = COMES_BACK_WITHIN,
        keep_until_refused: bool = False,
    ) -> None:
        """`keep_until_refused`: what was recorded before a caller asked not to be is kept."""
        self._archive = archive
        self._engines = engines
        self._checkout = checkout
        self._converse = converse
        self._clock = clock
        self._most = most
        self._listener = listener
        self._comes_back_within = comes_back_within
        self._keep_until_refused = keep_until_refused
        self._live: dict[CallId, Session] = {}
        self._expected: dict[CallId, datetime] = {}
        self._closing: set[asyncio.Task[None]] = set()

    def admit(self, call: CallId) -> Admission:
        """Whether a call may come in, or come back. Keeps a place for it until `take` or `release`, or
        until no line can come any more."""
        if self._has_ended(call):
            return Admission.ENDED
        now = self._clock()
        self._expected = {c: since for c, since in self._expected.items() if now - since < LINE_COMES_WITHIN}
        live = {session.call for session in self._live.values() if not session.over}
        others = (live | self._expected.keys()) - {call}
        if len(others) >= self._most:
            return Admission.BUSY
        self._expected[call] = now
        return Admission.ADMITTED

    def release(self, call: CallId) -> None:
        """The caller ended the call, whether it ever got a line or not."""
        self._expected.pop(call, None)
        session = self._live.get(call)
        if session is None:
            return
        session.hung_up = True
        if session.leg is None:
            self._later(self._close(session))

    async def take(self, line: Line) -> None:
        """Run the call on this line until it is over or the line is lost. A line that comes after the
        end of its call is not taken."""
        if self._has_ended(line.call):
            return
        session = self._live.get(line.call) or self._open(line)
        self._expected.pop(line.call, None)
        leg: Leg | None = None
        over = False
        try:
            leg = await self._next_leg(session, line)
            over = leg is not None and await leg.run()
        finally:
            if session.leg is leg:
                session.leg = None
                await self._leg_ended(session, over)

    def _has_ended(self, call: CallId) -> bool:
        session = self._live.get(call)
        return self._archive.is_closed(call) if session is None else session.over

    async def _next_leg(self, session: Session, line: Line) -> Leg | None:
        """None where the call has ended meanwhile. One at a time: two legs would drive one conversation."""
        async with session.changing:
            began_ms = self._so_far_ms(session)
            await self._replace_leg(session)
            ended = session.over or session.hung_up
            return None if ended else self._start_leg(session, line, began_ms)

    async def _leg_ended(self, session: Session, over: bool) -> None:
        if over or session.hung_up:
            await self._close(session)
        else:
            self._wait_for(session)

    def expect_back(self) -> None:
        """Give the callers of an earlier run time to come back, then close what is left open."""
        asyncio.get_running_loop().call_later(self._comes_back_within, self._close_abandoned)

    def _close_abandoned(self) -> None:
        for call in self._archive.unfinished():
            if CallId(call.id) not in self._live:
                folder = self._folder(CallId(call.id), call.door, call.caller, call.started_at)
                self._note_end(folder, "lost", call.duration_ms)

    async def stop(self) -> None:
        """End every call, finish commits under way."""
        for session in tuple(self._live.values()):
            if session.leg is not None:
                await session.leg.stop()
        await self._checkout.drain()
        if self._closing:
            await asyncio.wait(self._closing, timeout=5.0)

    # sessions

    def _open(self, line: Line) -> Session:
        now = self._clock()
        caller = line.caller.e164 if line.caller else None
        folder = self._folder(line.call, line.channel.value, caller, now)
        logbook = Logbook(
            folder,
            self._clock,
            lambda: self._media_time(line.call),
            self._listener,
            lambda: self._keep_sound(line.call),
            lambda: self._stop_sound(line.call),
        )
        session = Session(line.call, folder, logbook, self._converse(logbook))
        self._live[line.call] = session
        return session

    def _folder(self, call: CallId, door: str, caller: str | None, now: datetime) -> CallFolder:
        try:
            return self._archive.open(call, door, caller, now)
        except ArchiveError:
            log.exception("a call cannot be written down; it goes on without its log")
            return self._archive.unwritten(call, door, caller, now)

    def _media_time(self, call: CallId) -> int:
        session = self._live.get(call)
        return session.recorder.now_ms if session and session.recorder else 0

    def _keep_sound(self, call: CallId) -> None:
        session = self._live.get(call)
        if session and session.recorder:
            session.recorder.keep()

    def _stop_sound(self, call: CallId) -> None:
        """Raises ArchiveError where that cannot be written down; nothing is recorded any more even then."""
        session = self._live.get(call)
        if session is None:
            return
        if session.recorder:
            session.recorder.stop()
        session.folder.stop_recording(forget=not self._keep_until_refused)

    async def _replace_leg(self, session: Session) -> None:
        """One live leg a call: a second stream takes the place of the first."""
        self._wait_no_longer(session)
        old, session.leg = session.leg, None
        if old is not None:
            await old.stop()

    def _start_leg(self, session: Session, line: Line, began_ms: int) -> Leg:
        self._wait_no_longer(session)
        opening = self._opening(session, line)
        session.recorder = self._recorder(session, line, began_ms)
        session.legs += 1
        session.leg = Leg(
            line,
            self._engines,
            session.conversation,
            opening,
            session.recorder,
            session.logbook,
            self._clock,
        )
        return session.leg

    def _recorder(self, session: Session, line: Line, began_ms: int) -> Recorder:
        before = session.recorder.line if session.recorder else None
        if not session.folder.summary.recorded:
            return Recorder.off(line.rate, offset_ms=began_ms, line=before)
        return Recorder.open(
            session.folder.recording,
            line.rate,
            offset_ms=began_ms,
            on_failed=session.logbook.recording_failed,
            line=before,
        )

    def _so_far_ms(self, session: Session) -> int:
        """How long the call has been going on, whoever answered it first: 0 on its first line.

        The line's own time where its last connection told it, which our clock was behind from the start.
        """
        if session.recorder is not None and (line_ms := session.recorder.line_ms):
            return line_ms
        is_new = session.folder.summary.recorded and not session.folder.recording.exists()
        if not session.legs and is_new:
            return 0
        return round((self._clock() - session.folder.summary.started_at).total_seconds() * 1000)

    def _opening(self, session: Session, line: Line) -> Callable[[], AsyncIterator[Output]]:
        conversation = session.conversation
        if session.legs:
            return lambda: self._going_on(conversation, conversation.resume())
        if past := journal(session.folder):
            return lambda: self._going_on(conversation, conversation.recover(past))
        return lambda: conversation.begin(line.call, line.channel, line.caller)

    async def _going_on(
        self, conversation: Conversation, outputs: AsyncIterator[Output]
    ) -> AsyncIterator[Output]:
        """A caller who comes back after the goodbye, or to a call that could not begin, is not kept on
        a line on which nobody will say a word."""
        async for output in outputs:
            yield output
        if _is_over(conversation):
            yield EndCall()

    def _wait_for(self, session: Session) -> None:
        def expire() -> None:
            self._later(self._close(session))

        self._wait_no_longer(session)
        session.expiry = asyncio.get_running_loop().call_later(self._comes_back_within, expire)

    def _wait_no_longer(self, session: Session) -> None:
        if session.expiry is not None:
            session.expiry.cancel()

    def _later(self, work: Coroutine[None, None, None]) -> None:
        task = asyncio.create_task(work)
        self._closing.add(task)
        task.add_done_callback(self._closing.discard)

    async def _close(self, session: Session) -> None:
        """A commit is waited for in the background: its evidence belongs to the call, which is not closed
        without it."""
        if session.over:
            return
        session.over = True
        if session.conversation.commits:
            self._later(self._end(session))
        else:
            await self._end(session)

    async def _end(self, session: Session) -> None:
        try:
            async with session.changing:
                if not _is_over(session.conversation):
                    await session.conversation.hang_up()
        except Exception:
            log.exception("a conversation could not be ended; its call is closed all the same")
        self._live.pop(session.call, None)
        duration = session.recorder.position_ms if session.recorder else 0
        self._note_end(session.folder, "ended", duration)

    def _note_end(self, folder: CallFolder, outcome: str, duration_ms: int) -> None:
        try:
            folder.close(outcome, self._clock(), duration_ms)
        except ArchiveError:
            log.exception("the end of a call cannot be written down")


def _is_over(conversation: Conversation) -> bool:
    """Also when it could not even begin."""
    try:
        return conversation.state.ended
    except RuntimeError:
        return True
