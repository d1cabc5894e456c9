"""A yes among chatter: what counts when it is said twice, and what never does."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ringup.skills.dialogue import guard
from ringup.skills.dialogue.echoes import consents
from ringup.skills.dialogue.guard import CONFIDENCE_BAR, Confirmed, Refusal
from ringup.skills.dialogue.insistence import CHATTER, leans_to_yes
from ringup.skills.dialogue.proposals import Proposal
from ringup.skills.intent import Utterance
from ringup.skills.values import CallId, PromptId, Span
from tests.skills.dialogue.test_echoes import (
    ADDRESS,
    CANCEL,
    EACH_KIND,
    PLACE,
    RETURN_ONE,
    RETURN_TWO,
    STRANGE,
)
from tests.skills.sample import NOW

CHATTY = [
    ("yes the kettle, off it goes", RETURN_ONE),
    ("yay yes, quay street", ADDRESS),
    ("right, that address", ADDRESS),
    ("yeah, that's the fella", RETURN_ONE),
    ("ha, yes, both", RETURN_TWO),
    ("um yes i think so, yes both", RETURN_TWO),
    ("yep, bye bye kettle", RETURN_ONE),
    ("yes, i'll sleep better", RETURN_ONE),
    ("yes please, somebody come and lift them", RETURN_TWO),
    ("yes, they pinch my feet badly", RETURN_ONE),
    ("yes, it doesn't fit me", RETURN_ONE),
    ("yes please, i'll be the hero", ADDRESS),
    ("yes on the visa, you're saving my life", RETURN_ONE),
    ("yes dear, that's my daughter's place", ADDRESS),
    ("yes, the dog says thank you", RETURN_ONE),
    ("yes please, for everyone's safety", RETURN_ONE),
    ("yes please, he'll be relieved", RETURN_ONE),
    ("mhm, those two", RETURN_TWO),
    ("mm, the mug and the kettle, yes", RETURN_TWO),
    ("yes, both, quick, before she comes home", RETURN_TWO),
    ("yes, the red mug and the kettle, peace at last", RETURN_TWO),
    ("yes, the glass one, hopes abandoned", RETURN_ONE),
    ("uh huh, that one", RETURN_ONE),
    ("i guess that's right, yes", RETURN_ONE),
]


def test_a_remark_that_names_something_else_is_none() -> None:
    text = "yes, the glass one, steel forever"
    assert leans_to_yes(text, RETURN_ONE)
    assert not leans_to_yes(text, RETURN_ONE, frozenset({"steel"}))


def test_words_that_mean_nothing_by_themselves_are_no_other_things() -> None:
    elsewhere = frozenset({"i", "yes", "one"})  # of "i7", of "waterproof: yes" and of "1TB"
    assert leans_to_yes("yes, i'll sleep better", RETURN_ONE, elsewhere)


@pytest.mark.parametrize("text", ["cancel it", "please cancel the order", "well then cancel it please"])
def test_to_tell_us_to_cancel_is_half_a_yes_to_a_cancellation(text: str) -> None:
    assert judged(text, CANCEL) is Refusal.NOT_EXPLICIT
    assert isinstance(judged(text, CANCEL, before=text), Confirmed)
    assert not leans_to_yes(text, RETURN_ONE)


@pytest.mark.parametrize("text", ["cancel", "cancel that i said", "cancel it tomorrow", "don't cancel it"])
def test_other_words_of_cancelling_are_not(text: str) -> None:
    assert not leans_to_yes(text, CANCEL)


def heard(proposal: Proposal) -> guard.ReadBack:
    read = guard.read_back(CallId("c"), proposal, PromptId("p1"))
    return guard.heard(read, PromptId("p1"), NOW, Span(0, 4000))


def judged(
    text: str, proposal: Proposal, before: str = "", confidence: float = 0.9, doubts: int = 0
) -> object:
    said = Utterance(text, confidence, span=Span(5000, 6000))
    when = guard.Circumstances(before, doubts)
    return guard.confirm_by_words(heard(proposal), proposal, said, NOW, when)


@pytest.mark.parametrize(("text", "proposal"), CHATTY)
def test_chatter_around_a_yes_is_half_a_yes_and_counts_when_said_again(text: str, proposal: Proposal) -> None:
    assert judged(text, proposal) is Refusal.NOT_EXPLICIT
    confirmed = judged(text, proposal, before=text)
    assert isinstance(confirmed, Confirmed)
    assert (confirmed.evidence.first, confirmed.evidence.answer) == (text, text)


@pytest.mark.parametrize(
    "text",
    [
        "yes, the lamp", "yes but", "yes, the steel one", "yes, both", "yes, half of it", "yes, tomorrow",
        "yes, i'll think about it", "yes, let me see", "yes, hold on", "yes, i heard you", "yes, i know",
        "yes, if you must", "yes, send it home", "well yes and no", "yes, i have one already", "yes?",
        "yes, i refuse", "yes, i decline", "yes, i am joking", "yes, i'll pass",
        "yes, i am on the phone", "yes, i'm coming", "yes, we are closed today", "yes, you cheated me badly",
        "yes, i am feeding the dog now", "yes, he is doing his homework", "yes, you can send the mug too",
        "yes, i would like the lamp", "yes, i'd rather not", "yes, i am fed up with this", "yes, i won't",
        "yes, we will see about that", "yes, it is a surprise for next week",
        "yes on the visa, if it works", "yes dear, he wants the lamp", "yes, for my neighbour", "mhm",
        "mhm, the lamp", "uh huh but not now", "yes on the visa, you're saving it for later",
        "yes, before friday", "yes, before she approves it", "yes, before i have to pay",
        "yes, the kettle, tomorrow morning", "yes, the kettle, free of charge",
        "yes, the kettle, and a mug", "yes, the kettle, no hurry though", "yes, the kettle, price permitting",
        "yes, the kettle, size large", "yes, the kettle, maybe", "the kettle, yes, peace at last though",
        "she said yes", "i guess that's right",
        "i guess, yes", "off it goes", "okay, off it goes", "yes, to my office",
    ],
)  # fmt: skip
def test_what_may_mean_something_else_is_not_even_half_a_yes(text: str) -> None:
    assert not leans_to_yes(text, RETURN_ONE)
    assert judged(text, RETURN_ONE, before=text) is Refusal.NOT_EXPLICIT


def test_half_a_yes_counts_only_for_the_same_read_back_heard_well() -> None:
    text = "yes the kettle, off it goes"
    assert not guard.half_a_yes(heard(RETURN_ONE), replace(RETURN_ONE, attempt=1), Utterance(text))
    assert not guard.half_a_yes(heard(RETURN_ONE), RETURN_ONE, Utterance(text, echo=True))
    assert not guard.half_a_yes(heard(RETURN_ONE), RETURN_ONE, Utterance(text, CONFIDENCE_BAR - 0.1))
    assert judged(text, RETURN_ONE, before=text, confidence=CONFIDENCE_BAR - 0.1) is Refusal.DOUBTFUL


@pytest.mark.parametrize("text", ["yes, i'll sleep better", "yes, they pinch my feet badly"])
def test_a_remark_beside_a_yes_to_a_new_order_is_not_even_half_a_yes(text: str) -> None:
    assert not leans_to_yes(text, PLACE)


@given(st.sampled_from((*EACH_KIND, PLACE)), st.sampled_from(STRANGE.split()), st.sampled_from(["", "it"]))
def test_one_strange_word_is_too_much(proposal: Proposal, word: str, rest: str) -> None:
    text = f"yes {rest} {word}".replace("  ", " ")
    if not consents(text, proposal):
        assert not leans_to_yes(text, proposal)


@given(st.sampled_from((*EACH_KIND, PLACE)), st.lists(st.sampled_from(sorted(CHATTER)), max_size=8))
def test_chatter_alone_confirms_nothing(proposal: Proposal, words: list[str]) -> None:
    text = " ".join(words)
    if leans_to_yes(text, proposal) and not consents(text, proposal):
        assert judged(text, proposal) is Refusal.NOT_EXPLICIT


@given(st.text(max_size=120), st.sampled_from((*EACH_KIND, PLACE)))
def test_any_text_is_judged(text: str, proposal: Proposal) -> None:
    leans_to_yes(text, proposal)
