"""A yes that is said again word for word, with words beside it that nobody listed."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ringup.skills.dialogue.echoes import consents, echoes
from ringup.skills.dialogue.guard import Confirmed, Refusal
from ringup.skills.dialogue.proposals import Proposal
from ringup.skills.dialogue.steadfast import PAID, TURNS, is_steadfast, may_stand, says_yes_plainly
from tests.skills.dialogue.test_echoes import (
    ADDRESS,
    CANCEL,
    EACH_KIND,
    PAYMENT,
    PLACE,
    PROFILE,
    RETURN_ONE,
    RETURN_TWO,
    STRANGE,
)
from tests.skills.dialogue.test_insistence import judged

STANDS = [
    ("yep, gone", CANCEL),
    ("well yes, if that's the only way, cancel it", CANCEL),
    ("yes, peace at last", RETURN_ONE),
    ("yes, now it fits", PROFILE),
    ("yeah, cancel all of it before i cry", CANCEL),
    ("yes onto my paypal please, that would be a help", PAYMENT),
    ("yes i think glass is better, thank you", RETURN_ONE),
    ("yeah, that one with the handle", RETURN_ONE),
    ("yes, quay street, my own address", ADDRESS),
    ("correct, those two items", RETURN_TWO),
    ("yes, the smaller mug and the kettle", RETURN_TWO),
]


OPTIONS = {"red", "steel", "clock", "lamp", "xl", "gift", "mastercard", "chicago", "denver"}
"""What others may want is known to whoever reads back, and given."""

LIMITS = [word for word in STRANGE.split() if word not in OPTIONS]


@pytest.mark.parametrize(("text", "proposal"), STANDS)
def test_it_counts_when_it_is_said_again_and_not_before(text: str, proposal: Proposal) -> None:
    assert judged(text, proposal) is Refusal.NOT_EXPLICIT
    assert isinstance(judged(text, proposal, before=text), Confirmed)


@pytest.mark.parametrize(("text", "proposal"), STANDS[:4])
def test_other_words_are_not_the_same_again(text: str, proposal: Proposal) -> None:
    assert not is_steadfast(text, "yes, whatever", proposal)
    assert not is_steadfast(text, "", proposal)


@pytest.mark.parametrize(
    "text",
    [
        "yes, the toaster", "yes, i'll think about it", "yes, i think it over", "yes, the one in steel",
        "yes, before my wife agrees", "yes, would you", "yes, i think steel is better",
        "yes, a friend will know", "yes, if it works",
        "yes, my lamp", "yes, won't fit", "yes, don't", "yes, not quite", "yes, whenever",
        "yes, for my sister", "yes, steel", "gone", "she nods",
        "yes, and then it goes on and on and on and on and on and on",
    ],
)  # fmt: skip
def test_what_limits_a_yes_or_names_another_thing_never_stands(text: str) -> None:
    assert not may_stand(text, RETURN_ONE, frozenset({"steel"}))


@pytest.mark.parametrize("text", ["yes, finally", "yep, gone"])
def test_a_new_order_needs_a_plain_yes(text: str) -> None:
    assert not may_stand(text, PLACE)


FIRM = [
    ("yes yes, safari here i come", RETURN_ONE),
    ("ha, yes, all for the cat", CANCEL),
    ("ooh yes please, for the melon head", PAYMENT),
]


@pytest.mark.parametrize(("text", "proposal"), FIRM)
def test_what_nobody_can_read_counts_the_third_time(text: str, proposal: Proposal) -> None:
    assert judged(text, proposal) is Refusal.NOT_EXPLICIT
    assert judged(text, proposal, before=text, doubts=1) is Refusal.NOT_EXPLICIT
    assert isinstance(judged(text, proposal, before=text, doubts=2), Confirmed)
    assert judged(text, proposal, before="yes, whatever", doubts=2) is Refusal.NOT_EXPLICIT


@pytest.mark.parametrize(
    "text",
    [
        "it has to be done, go ahead", "my husband's nodding at me, do it",
        "my daughter is mad about unicorns, please do", "the cat walked on my keyboard, yes please",
    ],
)  # fmt: skip
def test_the_yes_may_come_last(text: str) -> None:
    assert isinstance(judged(text, CANCEL, before=text, doubts=2), Confirmed)


@pytest.mark.parametrize(
    "text",
    [
        "yes, the one in steel", "yes, to my mastercard", "yes, but later", "yes, if he agrees",
        "yes, two of them",
        "yes, i'll think about it", "yes, not quite", "yes, what was it", "safari yes", "yes, the other one",
        "yes, minus the mug", "yes subject to my wife's approval", "yes, is that the quiet one",
        "yes, does it come with a lid", "yes, you forgot the lid", "yes and send it to my office",
        "yes, with a longer handle", "yes, whichever is nicer", "yes as long as somebody fetches it",
        "take the lid out of it and go ahead", "drop the gloves from that, do it",
        "make it the matt finish and yes",
    ],
)  # fmt: skip
def test_what_could_be_something_else_never_counts(text: str) -> None:
    for proposal in (CANCEL, RETURN_ONE, PROFILE, PLACE):
        assert not says_yes_plainly(text, proposal, frozenset({"steel"}))


@given(st.sampled_from((*EACH_KIND, PLACE)), st.sampled_from(sorted(TURNS | PAID)))
def test_one_word_that_turns_a_yes_is_too_much(proposal: Proposal, word: str) -> None:
    text = f"yes safari {word}"
    assert word in echoes(proposal, text) or not says_yes_plainly(text, proposal)


@given(st.sampled_from((*EACH_KIND, PLACE)), st.sampled_from(LIMITS), st.sampled_from(["", "gone", "it"]))
def test_one_word_that_limits_is_too_much(proposal: Proposal, word: str, rest: str) -> None:
    text = f"yes {rest} {word}".replace("  ", " ")
    is_proposed = word in echoes(proposal, text)
    assert is_proposed or consents(text, proposal) or not may_stand(text, proposal)
