"""A call as the carrier runs it: follows the TwiML from the webhook's first answer to the status callback."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from urllib.parse import urljoin

from ringup.telephony.errors import StandInError, WebhookFailed
from ringup.telephony.standin.events import EndedBy, Kind
from ringup.telephony.standin.impairments import UNIMPAIRED, Impairments
from ringup.telephony.standin.media_line import MediaLine
from ringup.telephony.standin.pace import Pace
from ringup.telephony.standin.playout import Playout
from ringup.telephony.standin.stream import MediaStream, StreamFacts
from ringup.telephony.standin.twiml import Dial, Hangup, Redirect, Say, Stream, Verb
from ringup.telephony.standin.webhooks import CallFacts, Webhooks

MOST_REDIRECTS = 20
"""A server that lets nothing in is not asked for ever."""


@dataclass(frozen=True, slots=True)
class Terms:
    """How a call is carried. `stream_token`, a fault, replaces the one from the TwiML."""

    webhooks: Webhooks
    pace: Pace
    status_url: str | None = None
    stream_token: str | None = None
    impairments: Impairments = UNIMPAIRED


class Line(MediaLine):
    """One call, from the webhook's first answer to the status callback."""

    def __init__(self, facts: CallFacts, terms: Terms) -> None:
        super().__init__(terms.pace, terms.impairments)
        self.facts = facts
        self.dialled_status = "completed"
        """What comes of a number that the server has dialled: "no-answer" where nobody picks up."""
        self._terms = terms
        self._webhook_url = ""
        self._redirects = 0

    async def begin(self, webhook_url: str) -> None:
        """Raises WebhookFailed when the webhook's first answer is of no use."""
        self._webhook_url = webhook_url
        script = await self._ask(webhook_url, "ringing")
        self._start(self._keep_time())
        self._start(self._follow(script, webhook_url))

    @property
    def call_sid(self) -> str:
        return self.facts.call_sid

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

    async def redirect(self, script: tuple[Verb, ...]) -> None:
        """The server gave the call a new script: its stream ends, as at the end of a call."""
        stream, self._stream = self._stream, None
        if stream is not None:
            stream.stop()
            await stream.flush()
            await stream.close()
        self._start(self._follow(script, self._webhook_url))

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

    async def _take_down(self) -> None:
        await super()._take_down()
        await self._call_back()

    async def _call_back(self) -> None:
        if self._terms.status_url is None:
            return
        try:
            await self._terms.webhooks.tell(self._terms.status_url, self.facts.form("completed"))
        except WebhookFailed as error:
            self.note(Kind.COMPLAINT, str(error))
