from __future__ import annotations

import asyncio
import json
import subprocess
import sys
from pathlib import Path

import pytest

from ringup.pipelines.engines import learn_words
from ringup.pipelines.settings import Settings, load_settings
from ringup.pipelines.shopfront import open_shop
from ringup.skills.backends.shop_file import SAMPLE_SHOP
from tests import learned
from tests.cli.conftest import Ringup


@pytest.fixture
def _words_known(home: Path) -> None:
    learned.share(home / "data")


@pytest.mark.usefixtures("_words_known")
def test_the_sample_is_loaded_and_shown(ringup: Ringup) -> None:
    loaded = ringup("shop", "load", "--sample")
    assert loaded.exit_code == 0
    assert "Harbour Street Store" in loaded.stdout
    shown = ringup("shop", "show")
    assert shown.exit_code == 0
    assert "Harbour Street Store" in shown.stdout
    assert "house blend coffee, whole bean" in shown.stdout
    assert "twelve dollars and fifty cents" in shown.stdout


def test_its_words_are_learnt_so_that_no_server_has_to(ringup: Ringup, home: Path) -> None:
    ringup("shop", "load", "--sample")
    [learnt] = (home / "data" / "cache").glob("*/report.json")
    before = learnt.stat().st_mtime_ns
    settings = load_settings()
    asyncio.run(learned_again(settings))
    assert [learnt] == list((home / "data" / "cache").glob("*/report.json"))
    assert learnt.stat().st_mtime_ns == before


async def learned_again(settings: Settings) -> None:
    """As a server does that starts."""
    async with open_shop(settings) as shop:
        await learn_words(settings, await shop.names.vocabulary())


WITHOUT_VOICES = """
import sys
sys.modules["espeakng_loader"] = None
from ringup.__main__ import main
main()
"""
"""The command where `ringup[voices]` was not installed."""


def test_who_only_types_needs_no_voices(home: Path) -> None:
    command = [sys.executable, "-c", WITHOUT_VOICES, "shop", "load", "--sample"]
    result = subprocess.run(command, cwd=home, capture_output=True, text=True, check=True)
    assert "Loaded Harbour Street Store" in result.stdout
    assert "No calls can be taken yet" in result.stdout
    assert "pip install 'ringup[voices]'" in result.stdout
    assert list((home / "data" / "cache").iterdir()) == []


@pytest.mark.usefixtures("_words_known")
@pytest.mark.parametrize("name", ["The Other Store", "Store [old town]"])
def test_a_file_is_loaded(name: str, ringup: Ringup, home: Path) -> None:
    shop = json.loads(SAMPLE_SHOP.read_text())
    shop["shop"]["name"] = name
    (home / "mine.json").write_text(json.dumps(shop, indent=2))
    assert name in ringup("shop", "load", "mine.json").stdout
    assert name in ringup("shop", "show").stdout


def test_a_bad_file_is_refused_with_its_line_and_nothing_of_it_is_loaded(ringup: Ringup, home: Path) -> None:
    text = SAMPLE_SHOP.read_text().replace('"free_from": "50.00"', '"free_from": "often"')
    line = 1 + text[: text.index('"often"')].count("\n")
    (home / "mine.json").write_text(text)
    result = ringup("shop", "load", "mine.json")
    assert result.exit_code == 1
    assert f"mine.json:{line}:" in result.stderr
    assert "Traceback" not in result.output
    assert "The shop is empty" in ringup("shop", "show").stdout


def test_a_file_that_is_not_there_is_named(ringup: Ringup) -> None:
    result = ringup("shop", "load", "nowhere[1][two].json")
    assert result.exit_code == 1
    assert "nowhere[1][two].json" in result.stderr
    assert "Traceback" not in result.output


@pytest.mark.parametrize("arguments", [(), ("mine.json", "--sample")])
def test_a_file_or_the_sample_is_wanted(arguments: tuple[str, ...], ringup: Ringup) -> None:
    result = ringup("shop", "load", *arguments)
    assert result.exit_code == 2
    assert "give a file, or --sample" in result.stderr
