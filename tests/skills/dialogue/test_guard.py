from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from ringup.skills.dialogue import guard
from ringup.skills.dialogue.consent import explicit_yes
from ringup.skills.dialogue.guard import AnsweredBy, Circumstances, Confirmed, ReadBack, Refusal
from ringup.skills.dialogue.proposals import PlaceOrder
from ringup.skills.errors import NotConfirmed
from ringup.skills.intent import Utterance
from ringup.skills.values import CallId, CustomerId, PromptId, Span
from tests.skills.scenes import COFFEE, NOW, usd

PROPOSAL = PlaceOrder(
    CustomerId("sam"), (COFFEE,), usd(495), usd(1745), date(2026, 11, 22), "12 Harbour Street"
)


def played(proposal: PlaceOrder = PROPOSAL) -> ReadBack:
    read = guard.read_back(CallId("CA1"), proposal, PromptId("p3"))
    return guard.heard(read, PromptId("p3"), NOW, Span(1_000, 6_000))


def said(text: str, start: int = 6_500, confidence: float = 0.9, echo: bool = False) -> Utterance:
    return Utterance(text, confidence, span=Span(start, start + 500), echo=echo)


def test_a_clear_yes_to_a_heard_read_back_confirms_and_keeps_the_evidence() -> None:
    verdict = guard.confirm_by_words(played(), PROPOSAL, said("yes please"), NOW)
    assert isinstance(verdict, Confirmed)
    assert verdict.proposal == PROPOSAL
    evidence = verdict.evidence
    assert (evidence.answer, evidence.answered_by) == ("yes please", AnsweredBy.VOICE)
    assert evidence.read_back_span == Span(1_000, 6_000)
    assert evidence.answer_span == Span(6_500, 7_000)
    assert verdict.key == f"CA1:{evidence.digest}"


@pytest.mark.parametrize(
    ("answer", "refusal"),
    [
        (said("yes", start=5_900), Refusal.TOO_EARLY),
        (said("yes", confidence=0.59), Refusal.DOUBTFUL),
        (said("yes", echo=True), Refusal.ECHO),
        (said("okay"), Refusal.NOT_EXPLICIT),
        (said("yes but make it two"), Refusal.NOT_EXPLICIT),
        (said(""), Refusal.NOT_EXPLICIT),
    ],
)
def test_other_answers_do_not_count(answer: Utterance, refusal: Refusal) -> None:
    assert guard.confirm_by_words(played(), PROPOSAL, answer, NOW) is refusal


def test_a_yes_to_something_else_that_was_said_does_not_count() -> None:
    assert (
        guard.confirm_by_words(played(), PROPOSAL, said("yes"), NOW, Circumstances(asked=False))
        is Refusal.NOT_ASKED
    )


def test_a_read_back_that_was_cut_off_cannot_be_confirmed() -> None:
    read = guard.read_back(CallId("CA1"), PROPOSAL, PromptId("p3"))
    assert guard.confirm_by_words(read, PROPOSAL, said("yes"), NOW) is Refusal.NOT_HEARD
    assert guard.confirm_by_key(read, PROPOSAL, "1", NOW, None) is Refusal.NOT_HEARD


def test_hearing_another_prompt_is_not_hearing_the_read_back() -> None:
    read = guard.read_back(CallId("CA1"), PROPOSAL, PromptId("p3"))
    assert guard.heard(read, PromptId("p4"), NOW, None) == read


@pytest.mark.parametrize(
    "changed",
    [
        replace(PROPOSAL, lines=(replace(COFFEE, quantity=2),)),
        replace(PROPOSAL, total=usd(1746)),
        replace(PROPOSAL, address="13 Harbour Street"),
        replace(PROPOSAL, arrives_on=date(2026, 11, 23)),
        replace(PROPOSAL, customer=CustomerId("ann")),
        replace(PROPOSAL, repeat=1),
    ],
)
def test_a_yes_is_only_to_exactly_what_was_read_back(changed: PlaceOrder) -> None:
    assert guard.confirm_by_words(played(), changed, said("yes"), NOW) is Refusal.CHANGED


def test_key_one_confirms_and_no_other_key_does() -> None:
    verdict = guard.confirm_by_key(played(), PROPOSAL, "1", NOW, Span(7_000, 7_000))
    assert isinstance(verdict, Confirmed)
    assert verdict.evidence.answered_by is AnsweredBy.KEY
    for key in "023456789*#":
        assert guard.confirm_by_key(played(), PROPOSAL, key, NOW, None) is Refusal.NOT_EXPLICIT


def test_nobody_else_can_make_a_confirmation() -> None:
    real = guard.confirm_by_words(played(), PROPOSAL, said("yes"), NOW)
    assert isinstance(real, Confirmed)
    with pytest.raises(NotConfirmed):
        Confirmed(real.key, PROPOSAL, real.evidence, seal=object())
    with pytest.raises(AttributeError):
        real.proposal = replace(PROPOSAL, total=usd(1))


def test_a_confirmation_is_restored_only_if_all_of_it_fits() -> None:
    real = guard.confirm_by_words(played(), PROPOSAL, said("yes"), NOW)
    assert isinstance(real, Confirmed)
    assert guard.restore(real.key, CallId("CA1"), PROPOSAL, real.evidence) == real
    with pytest.raises(NotConfirmed):
        guard.restore(real.key, CallId("CA2"), PROPOSAL, real.evidence)
    with pytest.raises(NotConfirmed):
        guard.restore(real.key, CallId("CA1"), replace(PROPOSAL, repeat=1), real.evidence)


@pytest.mark.parametrize(
    "text",
    ["yes", "Yes, please.", "yeah that's right", "go ahead", "sure", "Yes. Place it, please!"],
)
def test_explicit_yes(text: str) -> None:
    assert explicit_yes(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "okay",
        "mm-hmm",
        "maybe",
        "yes and no",
        "yes two",
        "yes 2",
        "i guess",
        "not yes",
        "yes?no",
        "yes but",
        "please",
        "thank you",
        "don't order it",
        "yesterday",
        "I said yes to my wife",
    ],
)
def test_not_an_explicit_yes(text: str) -> None:
    assert not explicit_yes(text)
