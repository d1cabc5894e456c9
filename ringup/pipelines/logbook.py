"""Writes a call down as it happens: turns, decisions, evidence and timing, for the archive and for
whoever watches live."""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from ringup.pipelines.archive import CallFolder, Purchase, Speaker, Turn
from ringup.pipelines.errors import ArchiveError
from ringup.pipelines.floor import OnAir
from ringup.pipelines.heard import as_far_as_heard
from ringup.skills.codec import to_data
from ringup.skills.conversation import FILLER
from ringup.skills.dialogue.actions import Action, Ask, CheckSecret, Commit, HangUp, Say, StopRecording
from ringup.skills.dialogue.events import AnyReceipt, Committed, CustomerFound, Event, number_of
from ringup.skills.dialogue.expectations import Expectation
from ringup.skills.dialogue.guard import Confirmed
from ringup.skills.dialogue.proposals import Proposal
from ringup.skills.intent import Utterance
from ringup.skills.masking import transcript_text
from ringup.skills.ports import Clock
from ringup.skills.values import PromptId, Span
from ringup.skills.wording import evidence as evidence_of

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Response:
    """How long the caller waited: from the end of their speech to our first sound, on the recording."""

    prompt: str
    milliseconds: int


News = Turn | Response | Purchase
"""What a live listener hears of."""

Listener = Callable[[News], None]


class Logbook:
    """One a call. A full disk is noted once; the call goes on without its log."""

    def __init__(
        self,
        folder: CallFolder,
        clock: Clock,
        media_clock: Callable[[], int],
        listener: Listener | None = None,
        keep_sound: Callable[[], None] = lambda: None,
        stop_sound: Callable[[], None] = lambda: None,
    ) -> None:
        """`keep_sound` puts what was recorded so far on disk: a yes must not be lost to a crash.
        `stop_sound` sees that no more is recorded."""
        self._folder = folder
        self._clock = clock
        self._media_clock = media_clock
        self._listener = listener
        self._keep_sound = keep_sound
        self._stop_sound = stop_sound
        self._confirmed: dict[str, Confirmed[Proposal]] = {}
        self._waiting_since: int | None = None
        self._broken = False

    @property
    def now_ms(self) -> int:
        return self._media_clock()

    # the conversation's journal

    def event(self, event: Event) -> None:
        if isinstance(event, Committed):
            # First, for a crash in between: what the journal has a receipt for is not looked at again.
            self._bought(event.receipt)
        self._note("event", to_data(event, Event), at=event.at)
        if isinstance(event, CustomerFound) and event.customer is not None:
            name = f"{event.customer.first_name} {event.customer.last_name}"
            self._write(lambda: self._folder.set_customer(name))

    def action(self, action: Action, text: str | None) -> None:
        if isinstance(action, Commit):
            self._confirmed[action.confirmed.key] = action.confirmed
            self._keep_sound()
        if isinstance(action, StopRecording):
            self._write(self._stop_sound)
        self._note("action", _action_data(action, text), at=self._clock())

    def recording_failed(self) -> None:
        self._note("recording_failed", {})

    # what was said

    def caller_said(self, utterance: Utterance, expects: Expectation) -> None:
        span = utterance.span or Span(self.now_ms, self.now_ms)
        if not utterance.echo:
            self._waiting_since = span.end_ms
        text = transcript_text(utterance, expects)
        self._turn(Speaker.CALLER, span, text, utterance.confidence, None, False)

    def assistant_said(self, on_air: OnAir, *, interrupted: bool) -> None:
        """Sentences of which nothing was sent are no part of the transcript; of those that were cut off, what
        was heard is."""
        if on_air.span is None:
            return
        text = as_far_as_heard(on_air) if interrupted else on_air.speech.text
        self._turn(Speaker.ASSISTANT, on_air.span, text, None, on_air.speech.prompt, interrupted)

    def first_sound(self, prompt: PromptId, span: Span) -> None:
        """Called when the first sound of a prompt is placed. Whoever is told to wait is still waiting."""
        self._note("sounded", {"prompt": prompt})
        if self._waiting_since is None or prompt.startswith(FILLER):
            return
        response = Response(prompt, span.start_ms - self._waiting_since)
        self._waiting_since = None
        self._note("timing", {"prompt": prompt, "response_ms": response.milliseconds})
        self._tell(response)

    def _turn(
        self,
        speaker: Speaker,
        span: Span,
        text: str,
        confidence: float | None,
        prompt: str | None,
        interrupted: bool,
    ) -> None:
        turn = Turn(speaker, span.start_ms, span.end_ms, text, confidence, prompt, interrupted)
        self._write(lambda: self._folder.add_turn(turn))
        self._tell(turn)

    def _bought(self, receipt: AnyReceipt) -> None:
        """A receipt that comes again, as after a crash, is no second purchase."""
        confirmed = self._confirmed.pop(receipt.key, None)
        if confirmed is None:
            return
        purchase = purchase_of(confirmed, receipt, recorded=self._folder.summary.recorded)
        self._write(lambda: keep_once(self._folder, purchase))
        self._tell(purchase)

    def _note(self, kind: str, data: dict[str, object], at: datetime | None = None) -> None:
        when = at or self._clock()
        self._write(lambda: self._folder.add_event(when, self.now_ms, kind, data))

    def _tell(self, news: News) -> None:
        if self._listener is not None:
            self._listener(news)

    def _write(self, write: Callable[[], None]) -> None:
        try:
            write()
        except ArchiveError:
            if not self._broken:
                log.exception("the call's log cannot be written; the call goes on")
            self._broken = True


def keep_once(folder: CallFolder, purchase: Purchase) -> None:
    """Where that purchase's evidence is not kept yet. Raises ArchiveError."""
    if not folder.has_evidence(purchase.key):
        folder.add_purchase(purchase)


def purchase_of(confirmed: Confirmed[Proposal], receipt: AnyReceipt, *, recorded: bool) -> Purchase:
    """The evidence as the archive keeps it. Typed answers, and those of a caller who was not `recorded`,
    point at the start of the recording."""
    evidence, nowhere = confirmed.evidence, Span(0, 0)
    read = (evidence.read_back_span if recorded else None) or nowhere
    answer = (evidence.answer_span if recorded else None) or nowhere
    return Purchase(
        order=number_of(receipt) or "account",
        total=evidence_of.amount(confirmed.proposal),
        summary=evidence_of.summary(confirmed.proposal),
        read_back_start_ms=read.start_ms,
        read_back_end_ms=read.end_ms,
        answer=evidence.answer,
        answered_by=evidence.answered_by.value,
        confidence=evidence.confidence,
        answer_start_ms=answer.start_ms,
        answer_end_ms=answer.end_ms,
        key=confirmed.key,
    )


def _action_data(action: Action, text: str | None) -> dict[str, object]:
    data: dict[str, object] = {"type": type(action).__name__}
    match action:
        case Say(prompt):
            data |= {"prompt": prompt.id, "key": prompt.key.value, "text": text}
        case Ask(prompt, expects):
            data |= {"prompt": prompt.id, "key": prompt.key.value, "text": text}
            data["expects"] = expects.name
        case Commit(confirmed):
            data |= {"key": confirmed.key, "evidence": to_data(confirmed.evidence)}
        case CheckSecret(secret):
            data["secret"] = secret.value
        case HangUp():
            pass
        case _:
            data |= to_data(action)
    return data
