"""The reply is there before the turn is over."""

from __future__ import annotations

from pathlib import Path

import pytest

from ringup.pipelines.ahead import SENTENCES, thinking_ahead
from ringup.pipelines.frames import HeardFrame
from ringup.skills.conversation import Conversation, Speech
from ringup.skills.dialogue.events import Channel, PromptPlayed
from ringup.skills.dialogue.fit import Fit
from ringup.skills.intent import Utterance
from ringup.skills.understanding.gazetteer import Gazetteer
from ringup.skills.understanding.rules import RulesUnderstander
from ringup.skills.values import CallId, Span
from tests.pipelines.listening import PIECE_MS, STOP_MS, calling
from tests.skills import sample
from tests.skills.desks import desks as desks_of
from tests.skills.fakes import FakeShop
from tests.skills.golden.telephone import Journal


@pytest.fixture
async def talk() -> Conversation:
    shop = FakeShop()
    rules = RulesUnderstander(Gazetteer(shop.product_list))
    talk = Conversation(desks_of(shop), rules, lambda: sample.NOW, Journal())
    [_ async for _ in talk.begin(CallId("CA1"), Channel.PHONE, sample.SAM.phone)]
    return talk


async def answered(talk: Conversation, words: str) -> list[str]:
    outputs = [x async for x in talk.hear(Utterance(words, 0.9))]
    return [x.text for x in outputs if isinstance(x, Speech)]


async def test_the_first_sentences_of_the_reply_are_made_ahead(talk: Conversation) -> None:
    prepared: list[str] = []
    think = thinking_ahead(talk, prepared.append)
    assert await think(Utterance("the usual please", 0.9)) is Fit.ANSWERS
    said = await answered(talk, "the usual please")
    assert prepared == said[:SENTENCES]
    assert said[0].startswith("That is")


async def test_what_is_said_slower_is_not_made_ahead(talk: Conversation) -> None:
    await answered(talk, "could you speak slower please")
    prepared: list[str] = []
    await thinking_ahead(talk, prepared.append)(Utterance("the usual please", 0.9))
    assert talk.state.pace.tempo < 1
    assert prepared == []


@pytest.mark.parametrize(("answer", "waited_ms"), [("no thank you", 300), ("yes please", 400)])
async def test_only_an_answer_that_does_nothing_is_taken_at_once(
    answer: str, waited_ms: int, talk: Conversation, tmp_path: Path
) -> None:
    """A yes to a read-back waits longer: "but make it two" may follow."""
    read_back = [x async for x in talk.hear(Utterance("the usual please", 0.9)) if isinstance(x, Speech)]
    for speech in read_back:
        [_ async for _ in talk.handle(PromptPlayed(sample.NOW, speech.prompt, Span(0, 0)))]
    async with calling(tmp_path, thinking_ahead(talk, lambda _: None)) as line:
        line.floor.expects = talk.state.expects
        line.ears.will_hear(answer)
        await line.speaks(600)
        await line.waits(waited_ms - STOP_MS - 2 * PIECE_MS)
        assert line.ears.finished == 0
        await line.sound(4 * PIECE_MS)
        assert (await line.rig.down(HeardFrame)).utterance.text == answer
