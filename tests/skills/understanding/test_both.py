"""Who answers when: the embedded understander, or the one that may fail."""

from __future__ import annotations

import logging
from datetime import datetime

import pytest

from ringup.skills.dialogue.expectations import Anything, Detail, Digits, Expectation, Quantity, YesNo
from ringup.skills.intent import Answer, Intent, Name, Utterance
from ringup.skills.understanding.both import BothUnderstander, LlmFirstUnderstander
from ringup.skills.understanding.llm.breaker import Breaker
from ringup.skills.understanding.llm.errors import LlmAnswerInvalid, LlmError, LlmNotAsked, LlmUnreachable
from tests.skills.understanding.shop import NOON

MAYBE = Intent(Name.SEARCH, confidence=0.4)
CERTAIN = Intent(Name.ORDER_STATUS, confidence=0.95)
NOTHING = Intent(Name.UNCLEAR, confidence=0.0)
SECOND = Intent(Name.RECOMMEND, confidence=0.7)


class Reads:
    """Answers as it was told, and counts."""

    def __init__(self, answer: Intent | LlmError) -> None:
        self.answer = answer
        self.asked = 0

    async def understand(self, utterance: Utterance, expects: Expectation, now: datetime) -> Intent:
        self.asked += 1
        if isinstance(self.answer, LlmError):
            raise self.answer
        return self.answer


async def both(embedded: Reads, llm: Reads, expects: Expectation, sure: float = 1.0) -> Intent:
    return await BothUnderstander(embedded, llm).understand(Utterance("er", sure), expects, NOON)


async def first(llm: Reads, embedded: Reads, expects: Expectation) -> Intent:
    return await LlmFirstUnderstander(llm, embedded).understand(Utterance("er"), expects, NOON)


async def test_where_the_embedded_one_is_sure_nobody_else_is_asked() -> None:
    llm = Reads(SECOND)
    assert await both(Reads(CERTAIN), llm, Anything()) is CERTAIN
    assert llm.asked == 0


async def test_badly_heard_words_can_still_be_clear_ones() -> None:
    llm, heard = Reads(SECOND), Intent(Name.ORDER_STATUS, confidence=0.38)
    assert await both(Reads(heard), llm, Anything(), sure=0.4) is heard
    assert llm.asked == 0


@pytest.mark.parametrize("doubtful", [MAYBE, NOTHING])
@pytest.mark.parametrize("expects", [Anything(), Quantity(), Detail("date")])
async def test_where_it_doubts_the_other_is_asked(doubtful: Intent, expects: Expectation) -> None:
    assert await both(Reads(doubtful), Reads(SECOND), expects) is SECOND


@pytest.mark.parametrize("failure", [LlmUnreachable("x"), LlmAnswerInvalid("x"), LlmNotAsked("x"), NOTHING])
async def test_where_the_other_fails_or_makes_nothing_of_it_the_first_guess_stands(
    failure: Intent | LlmError,
) -> None:
    assert await both(Reads(MAYBE), Reads(failure), Anything()) is MAYBE


@pytest.mark.parametrize(
    "expects", [YesNo(), Digits("order", (6,)), Digits("pin", (4,), secret=True), Detail("email")]
)
async def test_yes_no_digits_and_private_answers_are_the_embedded_ones_alone(expects: Expectation) -> None:
    llm = Reads(SECOND)
    assert await both(Reads(MAYBE), llm, expects) is MAYBE
    assert llm.asked == 0


async def test_llm_first_answers_even_where_the_embedded_one_is_sure() -> None:
    assert await first(Reads(SECOND), Reads(CERTAIN), Anything()) is SECOND
    assert await first(Reads(LlmUnreachable("x")), Reads(CERTAIN), Anything()) is CERTAIN


async def test_llm_first_leaves_private_answers_and_answered_questions_alone() -> None:
    llm, unsure = Reads(SECOND), Intent(Name.ANSWER, answer=Answer.UNSURE)
    assert await first(llm, Reads(NOTHING), Digits("pin", (4,), secret=True)) is NOTHING
    assert await first(llm, Reads(NOTHING), Detail("name")) is NOTHING
    assert await first(llm, Reads(unsure), YesNo()) is unsure
    assert llm.asked == 0
    assert await first(llm, Reads(NOTHING), YesNo()) is SECOND


async def test_a_dead_model_is_not_asked_every_turn(caplog: pytest.LogCaptureFixture) -> None:
    llm = Reads(LlmUnreachable("ConnectError"))
    readers = (
        BothUnderstander(Reads(MAYBE), llm, Breaker(failures=3)),
        LlmFirstUnderstander(llm, Reads(MAYBE), Breaker(failures=3)),
    )
    with caplog.at_level(logging.WARNING, "ringup"):
        for reader in readers:
            for _ in range(20):
                assert await reader.understand(Utterance("my secret words"), Anything(), NOON) is MAYBE
    assert llm.asked == 6
    assert len(caplog.records) == 6
    assert "llm_unreachable: ConnectError" in caplog.text
    assert "secret" not in caplog.text


async def test_what_it_is_not_asked_is_no_failure_of_a_model() -> None:
    llm = Reads(LlmNotAsked("pin"))
    reader = BothUnderstander(Reads(MAYBE), llm, Breaker(failures=1))
    for _ in range(3):
        await reader.understand(Utterance("er"), Anything(), NOON)
    assert llm.asked == 3
