from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ringup.voice.asr.whisper_text import beginning, spoken


@pytest.mark.parametrize(
    ("written", "said"),
    [
        (" Yes, please.", "yes please"),
        (" I'd like two - no, three!", "i'd like two no three"),
        (" 'Mm-hmm' ...", "mm-hmm"),
        ("Order #471203?", "order 471203"),
        ("I\u2019d like \u2018two\u2019", "i'd like two"),
        ("Ham & eggs.", "ham and eggs"),
    ],
)
def test_writes_as_people_speak(written: str, said: str) -> None:
    assert spoken(written) == said


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("Something under $5.50.", "something under 5 dollars and 50 cents"),
        ("$5, $1, $0", "5 dollars 1 dollar 0 dollars"),
        ("$0.99 or $.50 or $1.01", "99 cents or 50 cents or 1 dollar and 1 cent"),
        ("$1,250; $1,250.50", "1250 dollars 1250 dollars and 50 cents"),
        ("\u00a32.99 \u00a31.01", "2 pounds and 99 pence 1 pound and 1 penny"),
        ("\u20ac3. \u20ac2.50", "3 euros 2 euros and 50 cents"),
        ("$5-$10, $1.5", "5 dollars 10 dollars 1 point 5 dollars"),
        ("$", ""),
    ],
)
def test_money_has_its_name(written: str, said: str) -> None:
    assert spoken(written) == said


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("1,250 and 1,250,000", "1250 and 1250000"),
        ("4, 5, 6,7", "4 5 6 7"),
        ("20%, 50 %", "20 percent 50 percent"),
        ("1.5 kilos, 3.141.", "1 point 5 kilos 3 point 141"),
        ("At 10.30, or 10:30 p.m.", "at 10 30 or 10 30 p m"),
        ("555-123-4567 or 555.123.4567", "555 123 4567 or 555 123 4567"),
        ("Twenty-one.", "twenty-one"),
    ],
)
def test_figures_keep_what_is_between_them(written: str, said: str) -> None:
    assert spoken(written) == said


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("kit.marlow at example.co.uk.", "kit dot marlow at example dot co dot uk"),
        ("J.Marlow7.Kit@example.com", "j dot marlow7 dot kit at example dot com"),
        ("3 p.m. It is. The U.S.A.", "3 p m it is the u s a"),
        ("At 3 p.m.please.", "at 3 p m please"),
    ],
)
def test_points_are_said_in_addresses_alone(written: str, said: str) -> None:
    assert spoken(written) == said


PIECES = st.text("ab1250.,-'$%&@\u00a3", max_size=9)


@given(st.lists(PIECES))
def test_a_text_says_what_its_words_say(words: list[str]) -> None:
    assert spoken(" ".join(words)) == " ".join(said for word in words if (said := spoken(word)))


@pytest.mark.parametrize(
    ("written", "open_ended"),
    [
        ((), ""),
        (("Yes,",), "Yes"),
        (("Where", "is", "it?"), "Where is it"),
        (("Order", "#471203."), "Order #471203"),
    ],
)
def test_a_beginning_does_not_end(written: tuple[str, ...], open_ended: str) -> None:
    assert beginning(written) == open_ended
