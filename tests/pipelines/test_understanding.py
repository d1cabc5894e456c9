"""Who understands the callers, as the settings say."""

from __future__ import annotations

from pathlib import Path

import pytest

from ringup.pipelines.settings import Settings, load_settings
from ringup.pipelines.understanding import open_reader
from ringup.skills.dialogue.expectations import Anything
from ringup.skills.intent import Name, Utterance
from ringup.skills.understanding.gazetteer import Gazetteer
from tests.skills import sample
from tests.skills.understanding.llm.scripted_server import TIMEOUT, ScriptedLlm, reads, scripted

ODD = Utterance("fill up my cupboard the way it was")


@pytest.fixture(autouse=True)
def _elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """No `.env` of a developer's may leak in."""
    monkeypatch.chdir(tmp_path)


def asking(server: ScriptedLlm, understanding: str) -> Settings:
    return load_settings(
        understanding=understanding,
        llm_base_url=f"{server.url}/v1",
        llm_model="small",
        llm_api_key="hush",
        llm_timeout=TIMEOUT,
    )


async def test_by_default_nobody_is_asked() -> None:
    async with open_reader(load_settings(), Gazetteer(sample.PRODUCTS)) as reader:
        assert reader.name == "rules and a small transformer"
        intent = await reader.understander.understand(Utterance("the usual"), Anything(), sample.NOW)
    assert intent.name is Name.REORDER


@pytest.mark.parametrize(
    ("understanding", "name"),
    [("llm", "small at 127.0.0.1, else rules"), ("both", "rules and small at 127.0.0.1")],
)
async def test_a_language_model_is_asked_with_its_key(understanding: str, name: str) -> None:
    async with (
        scripted(reads("recommend")) as (server, _),
        open_reader(asking(server, understanding), Gazetteer(sample.PRODUCTS)) as reader,
    ):
        assert reader.name == name
        assert "hush" not in reader.name
        intent = await reader.understander.understand(ODD, Anything(), sample.NOW)
    assert intent.name is Name.RECOMMEND
    assert server.keys == ["Bearer hush"]


@pytest.mark.parametrize("understanding", ["llm", "both"])
async def test_a_model_that_is_down_keeps_nothing_from_starting(understanding: str) -> None:
    async with scripted(reads("recommend")) as (server, _):
        settings = asking(server, understanding)
    async with open_reader(settings, Gazetteer(sample.PRODUCTS)) as reader:
        intent = await reader.understander.understand(Utterance("the usual"), Anything(), sample.NOW)
    assert intent.name is Name.REORDER
