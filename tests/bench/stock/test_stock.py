"""The stock bot on a real call: pipecat's own pipeline, with our engines' doubles and the sample shop."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from pipecat.processors.aggregators.llm_context import LLMContext

from bench.stock.bot import House
from bench.stock.brain import last_words
from bench.stock.peers import Peer, named
from bench.stock.server import create_app
from ringup.cli.demo import CALLER, SHOP_NUMBER
from ringup.pipelines.call import Engines
from ringup.pipelines.sample_shop import open_sample_shop
from ringup.telephony.server import bind, serving, url_of
from ringup.telephony.standin.caller import StandInCall
from ringup.telephony.standin.carrier import StandInCarrier
from ringup.telephony.standin.events import EndedBy, Kind
from ringup.voice.ports import Bias
from tests.voice.fakes import FakeRecognizer, FakeSynthesizer

GREETING = "Hello Sam."


@asynccontextmanager
async def stock_call(
    folder: Path, ears: FakeRecognizer, voice: FakeSynthesizer, *, timer: bool
) -> AsyncIterator[StandInCall]:
    async with open_sample_shop(folder) as shop, StandInCarrier() as carrier:
        bound = bind()
        app = create_app(House(shop, Engines(ears, voice), timer), url_of(bound))
        async with serving(app, bound) as url:
            call = await carrier.dial(f"{url}/twilio/voice", CALLER, SHOP_NUMBER)
            yield call
            await call.hang_up()


@pytest.mark.parametrize("timer", [False, True])
async def test_it_greets_answers_and_says_goodbye(tmp_path: Path, timer: bool) -> None:
    ears = FakeRecognizer(["how much is delivery", "goodbye"])
    voice = FakeSynthesizer(seconds_a_word=0.05)
    async with stock_call(tmp_path, ears, voice, timer=timer) as call:
        await call.heard_out()
        assert voice.said[0].startswith(GREETING), "the caller is known by their number"
        await call.say("how-much-is-delivery")
        await call.heard_out()
        assert any(said.startswith("Delivery costs") for said in voice.said)
        await call.say("goodbye")
        assert await call.wait_ended() is EndedBy.SCRIPT
        assert voice.said[-1].endswith("Goodbye.")
        assert ears.biases == [Bias(), Bias()], "pipecat cannot tell its ears what was asked"
        assert not call.happened(Kind.COMPLAINT)


async def test_the_first_voice_interrupts_it(tmp_path: Path) -> None:
    ears, voice = FakeRecognizer(["how much is delivery"]), FakeSynthesizer(seconds_a_word=0.3)
    async with stock_call(tmp_path, ears, voice, timer=False) as call:
        await call.heard_for(0.5)
        await call.say("how-much-is-delivery")
        assert call.happened(Kind.CLEAR)
        await call.heard_for(0.3)
        assert any(said.startswith("Delivery costs") for said in voice.said)


def test_words_since_the_last_answer_are_read_together() -> None:
    context = LLMContext()
    context.add_message({"role": "developer", "content": "Introduce yourself."})
    assert last_words(context) == ""
    context.add_message({"role": "assistant", "content": "Hello."})
    context.add_message({"role": "user", "content": "how much"})
    context.add_message({"role": "user", "content": "is delivery"})
    assert last_words(context) == "how much is delivery"


def test_peers_are_named_as_in_the_tables() -> None:
    assert named("ringup, stock-timer") == (Peer.OURS, Peer.TIMER)
    with pytest.raises(ValueError, match="whisper"):
        named("whisper")
