from __future__ import annotations

from pathlib import Path

import pytest

from ringup.voice.asr import language_model
from ringup.voice.asr.language_model import LanguageModel
from ringup.voice.ports import Grammar

SENTENCES = ["The usual, please!", "make it three", "I'd like oat milk"]


def test_is_built_once(tmp_path: Path) -> None:
    asked: list[str] = []

    def pronounce(word: str) -> str:
        asked.append(word)
        return ""

    first = language_model.build([*SENTENCES, "zyxwv"], tmp_path, pronounce)
    assert language_model.build(["zyxwv", *SENTENCES], tmp_path, pronounce) == first
    assert asked == ["zyxwv"]


def test_other_sentences_make_another_model(tmp_path: Path) -> None:
    first = language_model.build(SENTENCES, tmp_path)
    second = language_model.build([*SENTENCES, "goodbye"], tmp_path)
    assert first.folder != second.folder


def test_leaves_nothing_half_made(tmp_path: Path) -> None:
    def fails(word: str) -> str:
        raise OSError("no voice")

    with pytest.raises(OSError, match="no voice"):
        language_model.build(["zyxwv"], tmp_path, fails)
    assert list(tmp_path.iterdir()) == []


def test_has_grams_for_every_grammar(tmp_path: Path) -> None:
    model = language_model.build(SENTENCES, tmp_path)
    for grammar in Grammar:
        grams = model.grams(grammar).read_text()
        assert "\\data\\" in grams
        assert " the usual please" in grams


def test_reports_words_without_a_pronunciation(tmp_path: Path) -> None:
    model = language_model.build(["qwrtz please", "kombuqua please"], tmp_path, _only_kombuqua)
    assert model.missing == ("qwrtz",)
    assert model.guessed == ("kombuqua",)
    assert "kombuqua K AA M" in model.dictionary.read_text()
    assert LanguageModel.read(model.folder) == model


def test_knows_the_words_of_yes_no_and_digits(tmp_path: Path) -> None:
    words = language_model.build(["hello"], tmp_path).dictionary.read_text().splitlines()
    entries = {line.split()[0] for line in words}
    assert {"yes", "no", "maybe", "mm-hmm", "oh", "double", "twenty"} <= entries


def test_other_talk_has_words_too(tmp_path: Path) -> None:
    text = language_model.build(["hello"], tmp_path).dictionary.read_text()
    assert "weather " in text


def _only_kombuqua(word: str) -> str:
    return "K AA M B UW K AH" if word == "kombuqua" else ""
