"""What is said to the model that is trained."""

from __future__ import annotations

import re
from collections import Counter

from ringup.skills.understanding.corpus.spoken import DIGITS
from ringup.telephony.standin.recordings import sentences
from training.texts import Texts

SHOP = ["do you sell oat milk", "what's in a first-aid kit"]


def test_the_same_texts_are_drawn_every_time_in_spoken_form() -> None:
    drawn = list(Texts(SHOP, 1).draw(2_000))
    assert drawn == list(Texts(SHOP, 1).draw(2_000))
    assert drawn != list(Texts(SHOP, 2).draw(2_000))
    assert all(re.fullmatch(r"[a-z']+( [a-z']+)*", text) for text in drawn)


def test_what_the_demos_callers_say_is_said_often() -> None:
    drawn = Counter(Texts(SHOP, 1).draw(5_000))
    without_numbers = [text.replace("-", " ") for text in sentences().values() if not _numbers(text)]
    assert len(without_numbers) > 20
    assert min(drawn[text] for text in without_numbers) >= 5


def test_their_numbers_are_seldom_the_same() -> None:
    asked = [text for text in Texts(SHOP, 1).draw(20_000) if text.startswith("where is order ")]
    assert len(set(asked)) > len(asked) / 2
    assert "where is order four seven one two oh three" in asked
    assert {len(text.split()) for text in asked} == {9}


def _numbers(text: str) -> set[str]:
    return {*DIGITS, "oh"} & set(text.split())
