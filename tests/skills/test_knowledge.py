"""An answer is a page's own sentences, and only what the page speaks of is answered."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ringup.skills.knowledge import MOST_SENTENCES, Passage, Rarity, answer, terms

RIBBONS = Passage("ribbons", "Ribbons", "A ribbon costs one dollar. It comes in red. We tie it ourselves.")
PIANOS = Passage(
    "pianos", "Pianos", "We tune pianos on Mondays. Grand pianos take two hours.", ("my piano is off",)
)
KITE = Passage("kite", "paper kite", "It flies in a light wind.", product=("paper kite", "kite"))
PASSAGES = (RIBBONS, PIANOS, KITE)
RARITY = Rarity(3, {word: 1 for each in PASSAGES for word in terms(f"{each.title} {each.text}")})


def told(question: str) -> str | None:
    found = answer(question, PASSAGES, RARITY)
    return None if found is None else found.text


@pytest.mark.parametrize(
    ("question", "text"),
    [
        ("how much is a ribbon", "A ribbon costs one dollar."),
        ("do you have red ribbons", "A ribbon costs one dollar. It comes in red."),
        ("are pianos tuned on a Monday", "We tune pianos on Mondays. Grand pianos take two hours."),
        ("is the kite good in a light wind", "It flies in a light wind."),
        ("does the kite fly in wind", "It flies in a light wind."),
        ("what wind is the paper kite for", "It flies in a light wind."),
        ("what wind is best", None),
        ("how much is the kite", None),
        ("tell me about the kite", "It flies in a light wind."),
        ("do you tune violins", None),
        ("how are you", None),
        ("", None),
    ],
)
def test_a_question_is_answered_or_not(question: str, text: str | None) -> None:
    assert told(question) == text


def test_the_source_is_kept() -> None:
    found = answer("how much is a ribbon", PASSAGES, RARITY)
    assert found is not None
    assert (found.page, found.title, found.certainty) == ("ribbons", "Ribbons", 1.0)


def test_the_first_of_equals_answers() -> None:
    later = Passage("more", "Ribbons", "A ribbon costs two dollars by mail.")
    found = answer("what does a ribbon cost", (RIBBONS, later), RARITY)
    assert found is not None
    assert found.page == "ribbons"


@pytest.mark.parametrize(
    ("said", "same"),
    [
        ("when do you close", "your opening hours"),
        ("how much is shipping", "the delivery fee"),
        ("can I send it back", "returning"),
        ("my money back", "a refund"),
        ("I don't know what's there", ""),
    ],
)
def test_what_means_the_same_has_the_same_terms(said: str, same: str) -> None:
    assert set(terms(said)) == set(terms(same))


@given(st.text(max_size=200))
def test_whatever_is_asked_only_the_pages_speak(question: str) -> None:
    found = answer(question, PASSAGES, RARITY)
    if found is not None:
        passage = next(each for each in PASSAGES if each.page == found.page)
        assert found.text in passage.text
        assert found.text.count(".") <= MOST_SENTENCES


def test_what_is_said_of_one_product_answers_for_no_other_that_has_its_name_within() -> None:
    oats = Passage("oats", "oats", "Certified as free of gluten.", product=("oats", "oat"))
    milk = Passage("milk", "milk", "Half a gallon, fresh.", product=("milk", "oat milk"))
    rarity = Rarity(2, {word: 1 for each in (oats, milk) for word in terms(f"{each.title} {each.text}")})
    told = answer("are the oats free of gluten", (oats, milk), rarity)
    assert told is not None
    assert told.page == "oats"
    assert answer("is the oat milk free of gluten", (oats, milk), rarity) is None
