"""What is an explicit yes, and what only sounds like one."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ringup.skills.dialogue.consent import explicit_yes

YES = [
    "yup", "Oh yes, that is correct.", "That's affirmative, go ahead.", "It all looks right to me!",
    "you've got everything right, thank you", "my answer to that is yes", "I can confirm that is true",
    "everything is in order", "exactly what I asked for", "okay yes", "yes yes yes", "no doubt about it",
    "of course, please do", "what you just read is accurate", "that's a definite yes from me",
    "Yes, that\u2019s it", "yes no changes", "sure thing", "send it off please", "I agree with everything",
    "you are not wrong", "yep that's the one i want", "absolutely, 100% correct", "that's fine",
]  # fmt: skip

NOT_YES = [
    # no, or not yet
    "no", "that is not right", "you're not right about that", "i do not", "i can't confirm that", "yes no",
    "that's right no", "wait yes", "um yes", "not wrong but no",
    # hedges and fillers
    "i think so", "yes i think", "i guess that is right", "it might be right", "probably", "uh huh",
    "all right",
    "okay good", "right now", "right then", "i'm sure", "makes sense", "um", "that's okay",
    # conditions and changes
    "yes if it's cheaper", "only if it comes tomorrow", "yes, but blue", "yes to both mugs",
    "correct the address",
    "change it", "yes change it", "yes cancel it", "go ahead and cancel", "yes and", "yes so", "yes too",
    # questions
    "is that right", "is it", "right?", "Are you sure?", "confirm my booking for six",
    # courtesy alone
    "thank you", "perfect, thanks", "that's great, thank you", "it's fine thanks", "that is all",
    "it's all good",
]  # fmt: skip


@pytest.mark.parametrize("text", YES)
def test_a_yes(text: str) -> None:
    assert explicit_yes(text)


@pytest.mark.parametrize("text", NOT_YES)
def test_not_a_yes(text: str) -> None:
    assert not explicit_yes(text)


def test_a_yes_may_repeat_words_of_the_question_that_narrow_nothing() -> None:
    asked = ("cancel it", "the visa")

    assert explicit_yes("Yes, cancel it!", asked)
    assert explicit_yes("yes the visa, perfect", asked)
    assert not explicit_yes("cancel it", asked)
    assert not explicit_yes("yes the mastercard", asked)
    assert not explicit_yes("yes", ()) or explicit_yes("yes", ("",))


BEYOND_ASSENT = (
    "but not no never maybe perhaps if unless only except instead two 2 three another more less change wait "
    "stop cancel think guess suppose probably why what when how who which \u0434\u0430"
)
OVERLAPPING = "it is that was all so very right yes i do say the order and"


@given(
    before=st.sampled_from(["yes", "that is correct", "go ahead", ""]),
    word=st.sampled_from(BEYOND_ASSENT.split()),
    after=st.sampled_from(["yes", "that is right", "please", ""]),
)
def test_one_word_too_many_is_never_a_yes(before: str, word: str, after: str) -> None:
    assert not explicit_yes(f"{before} {word} {after}")


@given(st.lists(st.sampled_from(OVERLAPPING.split()), max_size=60))
def test_any_words_are_read_at_once(words: list[str]) -> None:
    explicit_yes(" ".join(words * 20))
