from __future__ import annotations

import json
from pathlib import Path

import pytest

from ringup.skills.backends.shop_file import SAMPLE_SHOP
from tests.cli.conftest import Ringup


def test_the_sample_is_loaded_and_shown(ringup: Ringup) -> None:
    loaded = ringup("shop", "load", "--sample")
    assert loaded.exit_code == 0
    assert "Harbour Street Store" in loaded.stdout
    shown = ringup("shop", "show")
    assert shown.exit_code == 0
    assert "Harbour Street Store" in shown.stdout
    assert "house blend coffee, whole bean" in shown.stdout
    assert "twelve dollars and fifty cents" in shown.stdout


def test_a_file_is_loaded(ringup: Ringup, home: Path) -> None:
    shop = json.loads(SAMPLE_SHOP.read_text())
    shop["shop"]["name"] = "The Other Store"
    (home / "mine.json").write_text(json.dumps(shop, indent=2))
    assert "The Other Store" in ringup("shop", "load", "mine.json").stdout


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
    result = ringup("shop", "load", "nowhere.json")
    assert result.exit_code == 1
    assert "nowhere.json" in result.stderr
    assert "Traceback" not in result.output


@pytest.mark.parametrize("arguments", [(), ("mine.json", "--sample")])
def test_a_file_or_the_sample_is_wanted(arguments: tuple[str, ...], ringup: Ringup) -> None:
    result = ringup("shop", "load", *arguments)
    assert result.exit_code == 2
    assert "give a file, or --sample" in result.stderr
