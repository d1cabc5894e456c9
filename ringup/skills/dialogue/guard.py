"""The one module that turns a proposal into a commit.

A `Confirmed` cannot be built anywhere else: it needs a seal that only this module holds. It is made
when a caller, having heard the whole read-back of exactly this proposal, gives an explicit yes to it.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from enum import Enum
from typing import Generic, TypeVar

from ringup.skills.dialogue.echoes import consents
from ringup.skills.dialogue.insistence import leans_to_yes
from ringup.skills.dialogue.proposals import Proposal, digest
from ringup.skills.dialogue.steadfast import is_firm, is_steadfast, may_stand, says_yes_plainly
from ringup.skills.errors import NotConfirmed
from ringup.skills.intent import Utterance
from ringup.skills.values import CallId, PromptId, Span

P_co = TypeVar("P_co", bound=Proposal, covariant=True)

ASKED_TWICE = 2
"""Times that a caller has been told what a yes does and what a no does."""

CONFIDENCE_BAR = 0.6
"""A spoken yes below this is asked again, with a key as the way out."""

_SEAL = object()


@dataclass(frozen=True, slots=True)
class ReadBack:
    """A proposal that is being, or has been, said to the caller.

    `played_at` and `span` are None until the carrier reported that the prompt was heard to its end.
    """

    call: CallId
    proposal: Proposal
    prompt: PromptId
    digest: str
    played_at: datetime | None = None
    span: Span | None = None


class AnsweredBy(Enum):
    VOICE = "voice"
    KEY = "key"
    TEXT = "text"


@dataclass(frozen=True, slots=True)
class Evidence:
    """Why a commit was allowed: what was read back and heard, and the words or key that said yes. `first`:
    a yes with other words beside it, after which the `answer` was asked for once more."""

    digest: str
    prompt: PromptId
    read_back_at: datetime
    read_back_span: Span | None
    answer: str
    answered_by: AnsweredBy
    confidence: float
    answered_at: datetime
    answer_span: Span | None
    first: str = ""


class Confirmed(Generic[P_co]):
    """A proposal that a caller confirmed, with the evidence. Only the guard makes these."""

    __slots__ = ("evidence", "key", "proposal")

    key: str
    proposal: P_co
    evidence: Evidence

    def __init__(self, key: str, proposal: P_co, evidence: Evidence, *, seal: object) -> None:
        if seal is not _SEAL:
            raise NotConfirmed("only the guard confirms a proposal")
        object.__setattr__(self, "key", key)
        object.__setattr__(self, "proposal", proposal)
        object.__setattr__(self, "evidence", evidence)

    def __setattr__(self, name: str, value: object) -> None:
        raise AttributeError("a confirmation is immutable")

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Confirmed) and (
            (self.key, self.proposal, self.evidence) == (other.key, other.proposal, other.evidence)
        )

    def __hash__(self) -> int:
        return hash(self.key)

    def __repr__(self) -> str:
        return f"Confirmed({self.key!r})"


class Refusal(Enum):
    """Why a yes did not count."""

    NOT_HEARD = "not_heard"  # the read-back was not played to its end
    TOO_EARLY = "too_early"  # the yes began before the read-back ended
    CHANGED = "changed"  # the proposal is not the one that was read back
    ECHO = "echo"  # our own words coming back
    DOUBTFUL = "doubtful"  # heard with too little confidence
    NOT_EXPLICIT = "not_explicit"  # "okay...", "maybe", "yes, but"
    NOT_ASKED = "not_asked"  # it may answer what else was said since, or somebody beside the caller


def read_back(call: CallId, proposal: Proposal, prompt: PromptId) -> ReadBack:
    """Start reading `proposal` to the caller as the prompt with that id."""
    return ReadBack(call, proposal, prompt, digest(proposal))


def heard(read: ReadBack, prompt: PromptId, at: datetime, span: Span | None) -> ReadBack:
    """Note that a prompt was played to its end; other prompts change nothing."""
    if prompt != read.prompt or read.played_at is not None:
        return read
    return replace(read, played_at=at, span=span)


@dataclass(frozen=True, slots=True)
class Circumstances:
    """Those of an answer. `before`: what was answered before to the same read-back, and asked about again,
    `doubts` times in all. `asked`: the question whether to do it is what we said last. `elsewhere`: words of
    other things that the caller might mean, which only a yes without any remark may hold. `pointing`: words
    for the order that it is about, such as its town."""

    before: str = ""
    doubts: int = 0
    asked: bool = True
    elsewhere: frozenset[str] = frozenset()
    pointing: frozenset[str] = frozenset()


PLAIN = Circumstances()


def confirm_by_words(
    read: ReadBack, proposal: Proposal, said: Utterance, at: datetime, when: Circumstances = PLAIN
) -> Confirmed[Proposal] | Refusal:
    """Judge spoken or typed words as the answer to `read`, for the proposal that stands now."""
    if (refusal := _not_ready(read, proposal, said.span)) is not None:
        return refusal
    if said.echo:
        return Refusal.ECHO
    explicit = consents(said.text, proposal, when.pointing)
    firm = when.doubts >= ASKED_TWICE and is_firm(said.text, when.before, proposal, when.elsewhere)
    if not explicit and not firm and not _said_twice(when.before, said.text, proposal, when.elsewhere):
        return Refusal.NOT_EXPLICIT
    if said.confidence < CONFIDENCE_BAR:
        return Refusal.DOUBTFUL
    if not when.asked:
        return Refusal.NOT_ASKED
    by = AnsweredBy.TEXT if said.span is None else AnsweredBy.VOICE
    confirmed = _confirmed(read, proposal, said.text, by, said.confidence, at, said.span)
    return confirmed if explicit else _with_first(confirmed, when.before)


def half_a_yes(
    read: ReadBack, proposal: Proposal, said: Utterance, elsewhere: frozenset[str] = frozenset()
) -> bool:
    """Whether these words confirm nothing yet, but will when they are said once more."""
    ready = _not_ready(read, proposal, said.span) is None and not said.echo
    says_yes = any(
        reads(said.text, proposal, elsewhere) for reads in (leans_to_yes, may_stand, says_yes_plainly)
    )
    return ready and said.confidence >= CONFIDENCE_BAR and says_yes


def _said_twice(before: str, text: str, proposal: Proposal, elsewhere: frozenset[str]) -> bool:
    leans = all(leans_to_yes(said, proposal, elsewhere) for said in (before, text))
    return leans or is_steadfast(text, before, proposal, elsewhere)


def confirm_by_key(
    read: ReadBack, proposal: Proposal, key: str, at: datetime, span: Span | None
) -> Confirmed[Proposal] | Refusal:
    """Judge a key press: 1 is yes, every other key is not."""
    if (refusal := _not_ready(read, proposal, span)) is not None:
        return refusal
    if key != "1":
        return Refusal.NOT_EXPLICIT
    return _confirmed(read, proposal, key, AnsweredBy.KEY, 1.0, at, span)


def restore(key: str, call: CallId, proposal: Proposal, evidence: Evidence) -> Confirmed[Proposal]:
    """A confirmation read back from the ledger. Raises NotConfirmed if any of it does not fit together."""
    if evidence.digest != digest(proposal) or key != _key(call, evidence.digest):
        raise NotConfirmed("the ledger's confirmation does not match its proposal")
    return Confirmed(key, proposal, evidence, seal=_SEAL)


def _with_first(confirmed: Confirmed[Proposal], first: str) -> Confirmed[Proposal]:
    evidence = replace(confirmed.evidence, first=first)
    return Confirmed(confirmed.key, confirmed.proposal, evidence, seal=_SEAL)


def _not_ready(read: ReadBack, proposal: Proposal, span: Span | None) -> Refusal | None:
    if digest(proposal) != read.digest:
        return Refusal.CHANGED
    if read.played_at is None:
        return Refusal.NOT_HEARD
    if span is not None and read.span is not None and span.start_ms < read.span.end_ms:
        return Refusal.TOO_EARLY
    return None


def _confirmed(
    read: ReadBack,
    proposal: Proposal,
    answer: str,
    by: AnsweredBy,
    confidence: float,
    at: datetime,
    span: Span | None,
) -> Confirmed[Proposal]:
    assert read.played_at is not None
    evidence = Evidence(read.digest, read.prompt, read.played_at, read.span, answer, by, confidence, at, span)
    return Confirmed(_key(read.call, read.digest), proposal, evidence, seal=_SEAL)


def _key(call: CallId, proposal_digest: str) -> str:
    return f"{call}:{proposal_digest}"
