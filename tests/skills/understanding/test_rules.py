"""The table of sentences, and what must hold for any words at all."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from ringup.skills.dialogue.consent import explicit_yes
from ringup.skills.dialogue.expectations import (
    Anything,
    Choice,
    Digits,
    Expectation,
    Quantity,
    YesNo,
)
from ringup.skills.intent import Answer, Intent, Name, Utterance
from ringup.skills.understanding.gazetteer import Gazetteer
from ringup.skills.understanding.rules import RulesUnderstander
from ringup.skills.values import Span
from tests.skills.understanding.shop import NOON, PRODUCTS

SENTENCES: list[dict[str, Any]] = yaml.safe_load((Path(__file__).parent / "sentences.yaml").read_text())

ASKED: dict[str, Expectation] = {
    "anything": Anything(),
    "yes_no": YesNo(),
    "quantity": Quantity(),
    "order": Digits("order", (6,), ("471203", "480001")),
    "pin": Digits("pin", (4,), secret=True),
    "item": Choice("product", ("house blend coffee, whole bean", "desk lamp")),
}

UNDERSTANDER = RulesUnderstander(Gazetteer(PRODUCTS))

WORDS = (
    "yes no maybe order usual my the two one four oh hundred double coffee lamp house blend make it "
    "not don't cancel where is again more less last first 471203 um please to for of bag never mind"
)

sayings = st.one_of(
    st.text(max_size=200), st.lists(st.sampled_from(WORDS.split()), max_size=12).map(" ".join)
)


async def understand(text: str, asked: str = "anything") -> Intent:
    return await UNDERSTANDER.understand(Utterance(text), ASKED[asked], NOON)


@pytest.mark.parametrize("sentence", SENTENCES, ids=lambda s: f"{s.get('asked', 'anything')}: {s['say']}")
async def test_a_sentence_means(sentence: dict[str, Any]) -> None:
    intent = await understand(sentence["say"], sentence.get("asked", "anything"))

    wanted = {
        name: tuple(value) if isinstance(value, list) else (value,)
        for name, value in sentence.get("slots", {}).items()
    }
    assert intent.name == sentence["is"]
    assert {slot.name: intent.values(slot.name) for slot in intent.slots} == wanted
    assert intent.answer.value == sentence.get("answer", "none")


async def test_whoever_changes_their_mind_about_a_thing_does_not_end_the_talk() -> None:
    assert (await understand("i've changed my mind about the lamp")).name is Name.CANCEL_ORDER
    assert (await understand("i've changed my mind")).name is Name.CANCEL


@given(
    text=sayings,
    asked=st.sampled_from(sorted(ASKED)),
    confidence=st.floats(0, 1),
    alternatives=st.lists(sayings, max_size=2),
)
async def test_any_words_give_an_intent_within_bounds(
    text: str, asked: str, confidence: float, alternatives: list[str]
) -> None:
    utterance = Utterance(text, confidence, tuple(alternatives))
    intent = await UNDERSTANDER.understand(utterance, ASKED[asked], NOON)

    assert 0 <= intent.confidence <= confidence
    assert all(0 <= slot.start <= slot.end <= len(text) for slot in intent.slots)
    assert (intent.answer is not Answer.NONE) <= (intent.name is Name.ANSWER)
    assert (intent.answer is Answer.YES) == explicit_yes(text)
    assert all(
        slot.value.lstrip("-").isdecimal()
        for slot in intent.slots
        if slot.name in ("quantity", "delta", "digits")
    )


async def test_a_very_long_turn_is_read_quickly_and_means_nothing() -> None:
    assert (await understand("one two order the coffee " * 2_000, "order")).confidence <= 1


@pytest.mark.parametrize(
    "words",
    [
        "or rather sorry no",
        "order again",
        "good bye",
        "have a nice good",
        "same one things",
        "not sure maybe",
    ],
)
async def test_no_stammering_makes_reading_slow(words: str) -> None:
    """Patterns whose words overlap would try every way to split these, which takes for ever."""
    for asked in ASKED:
        await understand(f"{words} " * 20 + "xyz", asked)


async def test_slots_point_at_their_words() -> None:
    text = "Um, two bags of House Blend, please"
    intent = await understand(text)

    said = {slot.name: text[slot.start : slot.end] for slot in intent.slots}
    assert said == {"quantity": "two", "product": "House Blend"}


async def test_an_alternative_is_read_when_the_first_means_nothing() -> None:
    heard = Utterance("wears my odor", 0.8, ("wears my order", "where's my order"))
    intent = await UNDERSTANDER.understand(heard, Anything(), NOON)

    assert intent.name is Name.ORDER_STATUS
    assert intent.confidence < 0.8


async def test_an_alternative_is_never_a_yes() -> None:
    heard = Utterance("yellow", 0.9, ("yes",))
    intent = await UNDERSTANDER.understand(heard, YesNo(), NOON)

    assert intent.name is Name.UNCLEAR


async def test_one_misheard_digit_is_forgiven_in_speech_only() -> None:
    asked = Digits("order", (6,), ("471203", "880001"))
    spoken = Utterance("four seven one two oh four", 0.9, span=Span(0, 900))
    typed = Utterance("471204")

    heard = await UNDERSTANDER.understand(spoken, asked, NOON)
    read = await UNDERSTANDER.understand(typed, asked, NOON)

    assert heard.value("order") == "471203"
    assert heard.confidence < 0.9
    assert read.value("order") == "471204"


async def test_a_secret_number_is_never_guessed() -> None:
    asked = Digits("pin", (4,), ("1234",), secret=True)
    heard = Utterance("one two three five", 0.9, span=Span(0, 900))

    assert (await UNDERSTANDER.understand(heard, asked, NOON)).value("pin") == "1235"


async def test_an_empty_shop_understands_what_needs_no_product() -> None:
    empty = RulesUnderstander(Gazetteer())

    assert (await empty.understand(Utterance("my usual"), Anything(), NOON)).name is Name.REORDER
