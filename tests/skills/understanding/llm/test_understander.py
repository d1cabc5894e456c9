"""A model on a real socket reads callers: what it is told, and what is made of its answer."""

from __future__ import annotations

from datetime import datetime

import pytest

from ringup.skills.dialogue.expectations import Anything, Choice, Detail, Digits, Expectation, YesNo
from ringup.skills.intent import Answer, Intent, Name, Slot, Utterance
from ringup.skills.understanding.llm import LlmUnderstander
from ringup.skills.understanding.llm.errors import LlmAnswerInvalid, LlmNotAsked, LlmUnreachable
from ringup.skills.understanding.llm.understander import LONGEST
from tests.skills.understanding.llm.scripted_server import Behaviour, never, reads, says, scripted, status
from tests.skills.understanding.shop import NOON, PRODUCTS


async def test_a_reading_becomes_an_intent_over_the_callers_words() -> None:
    lamp = ("product", "desk-lamp", "something to read by")
    async with scripted(reads("order", lamp, ("quantity", "2", "two"))) as (_, model):
        heard = Utterance("for my gran, something to read by, or two", 0.5)
        intent = await LlmUnderstander(model, PRODUCTS).understand(heard, Anything(), NOON)
    assert intent == Intent(
        Name.ORDER, (Slot("product", "desk-lamp", 13, 33), Slot("quantity", "2", 38, 41)), Answer.NONE, 0.45
    )


async def test_private_parts_never_arrive_and_come_back_in_the_slots() -> None:
    text = "I'm Kim Day, mail kim@example.com, pin 4321, where is order four seven one two zero three"
    async with scripted(reads("order_status", ("order", "[NUMBER_2]", "order [NUMBER_2]"))) as (
        server,
        model,
    ):
        intent = await LlmUnderstander(model, PRODUCTS).understand(Utterance(text), Anything(), NOON)
    assert intent.value("order") == "471203"
    [received] = server.received
    for private in ("Kim", "Day", "example", "4321", "seven", "471203"):
        assert private not in received.split("caller")[-1]
    assert server.questions[0]["caller"] == (
        "I'm [NAME_1] [NAME_2], mail [EMAIL_1], pin [NUMBER_1], where is order [NUMBER_2]"
    )


class Calendar:
    """Knows one word."""

    async def understand(self, utterance: Utterance, expects: Expectation, now: datetime) -> Intent:
        assert expects == Detail("date")
        if utterance.text != "tomorrow":
            return Intent(Name.UNCLEAR, confidence=0.0)
        return Intent(Name.INFORM, (Slot("date", "2026-03-03", 0, 8),))


@pytest.mark.parametrize(
    ("words", "date"), [("tomorrow", "2026-03-03"), ("the morning after tomorrow", "2026-03-09")]
)
async def test_a_day_that_can_be_worked_out_here_is_not_the_models(words: str, date: str) -> None:
    slots = (("date", "2026-03-09", words), ("people", "2", "two"))
    async with scripted(reads("book", *slots)) as (_, model):
        reader = LlmUnderstander(model, PRODUCTS, Calendar())
        intent = await reader.understand(Utterance(f"for two {words}"), Anything(), NOON)
    assert (intent.value("date"), intent.value("people")) == (date, "2")


async def test_what_was_offered_is_hidden_too_and_told_apart() -> None:
    offered = Choice("payment", ("card ending 4242", "card ending 1881"))
    picked = ("choice", "card ending [NUMBER_200]", "the second")
    async with scripted(reads("choose", picked)) as (server, model):
        intent = await LlmUnderstander(model, PRODUCTS).understand(Utterance("the second"), offered, NOON)
    assert intent.value("choice") == "card ending 1881"
    assert server.questions[0]["possible"] == ["card ending [NUMBER_100]", "card ending [NUMBER_200]"]
    assert "4242" not in server.received[0]


@pytest.mark.parametrize(
    "expects",
    [Digits("pin", (4,), secret=True), Digits("order", (6,)), Detail("postcode"), Detail("name")],
)
async def test_what_is_private_as_a_whole_is_not_sent(expects: Digits | Detail) -> None:
    async with scripted(reads("unclear")) as (server, model):
        with pytest.raises(LlmNotAsked):
            await LlmUnderstander(model, PRODUCTS).understand(Utterance("four three two one"), expects, NOON)
    assert server.received == []


async def test_a_plain_yes_needs_no_model_and_nothing_to_read_neither() -> None:
    async with scripted(reads("answer", answer="no")) as (server, model):
        reader = LlmUnderstander(model, PRODUCTS)
        yes = await reader.understand(Utterance("yes please", 0.8), YesNo(), NOON)
        nothing = await reader.understand(Utterance(" "), Anything(), NOON)
    assert yes == Intent(Name.ANSWER, answer=Answer.YES, confidence=0.8)
    assert nothing.name is Name.UNCLEAR
    assert server.received == []


async def test_an_endless_turn_is_cut() -> None:
    async with scripted(reads("unclear")) as (server, model):
        await LlmUnderstander(model, PRODUCTS).understand(Utterance("la " * 9_000), Anything(), NOON)
    assert len(server.questions[0]["caller"]) == LONGEST


@pytest.mark.parametrize(
    ("behaviour", "error"),
    [
        (never, LlmUnreachable),
        (status(500), LlmUnreachable),
        (says("certainly! the intent is order"), LlmAnswerInvalid),
        (says(None, refusal="no"), LlmAnswerInvalid),
        (says("{" * 90_000), LlmAnswerInvalid),
        (reads("order", ("price_to", "1", "lamp")), LlmAnswerInvalid),
    ],
)
async def test_a_failure_says_which_and_holds_no_words(behaviour: Behaviour, error: type[Exception]) -> None:
    async with scripted(behaviour) as (_, model):
        with pytest.raises(error) as caught:
            await LlmUnderstander(model, PRODUCTS).understand(Utterance("a lamp for Kim"), Anything(), NOON)
    assert "lamp" not in str(caught.value)
    assert "Kim" not in str(caught.value)
