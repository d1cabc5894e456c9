"""The sentences that a recogniser's language model is built from."""

from __future__ import annotations

import re

from ringup.skills.dialogue.expectations import Anything, Digits, YesNo
from ringup.skills.intent import Name, Utterance
from ringup.skills.understanding.corpus import shop_sentences
from ringup.skills.understanding.gazetteer import Gazetteer
from ringup.skills.understanding.rules import RulesUnderstander
from tests.skills.understanding.shop import NOON, PRODUCTS


def test_sentences_are_as_a_recogniser_writes_them() -> None:
    for sentence in shop_sentences(PRODUCTS, limit=3_000):
        assert re.fullmatch(r"[a-z']+(?: [a-z']+)*", sentence)


def test_the_same_seed_gives_the_same_sentences() -> None:
    assert list(shop_sentences(PRODUCTS, 500)) == list(shop_sentences(PRODUCTS, 500))
    assert list(shop_sentences(PRODUCTS, 500)) != list(shop_sentences(PRODUCTS, 500, seed=1))


def test_there_are_as_many_as_asked_for_and_every_product_is_named() -> None:
    sentences = list(shop_sentences(PRODUCTS, 5_000))

    assert len(sentences) == 5_000
    text = " ".join(sentences)
    assert all(product.names[0] in text for product in PRODUCTS)


def test_an_empty_shop_has_sentences_too() -> None:
    assert "yes" in set(shop_sentences((), 500))


async def test_nearly_all_of_it_is_understood() -> None:
    """Each sentence means something after at least one of the questions that Ringup asks."""
    understander = RulesUnderstander(Gazetteer(PRODUCTS))
    questions = (Anything(), YesNo(), Digits("order", (6,)))
    sentences = sorted(set(shop_sentences(PRODUCTS, 1_500)))
    lost = [
        sentence
        for sentence in sentences
        if all(
            [
                (await understander.understand(Utterance(sentence), asked, NOON)).name is Name.UNCLEAR
                for asked in questions
            ]
        )
    ]
    assert len(lost) < 0.03 * len(sentences), lost
