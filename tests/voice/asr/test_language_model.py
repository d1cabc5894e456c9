from __future__ import annotations

import math
from collections.abc import Iterator
from pathlib import Path

import pocketsphinx
import pytest

from ringup.voice.asr import language_model
from ringup.voice.asr.language_model import LanguageModel
from ringup.voice.ports import Grammar

SENTENCES = ["The usual, please!", "make it three", "I'd like oat milk"]


ANSWERS = {Grammar.YES_NO: ["Yes, please", "no"]}


@pytest.fixture(scope="module")
def cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """To build takes seconds, so tests that can share a model do."""
    return tmp_path_factory.mktemp("language-models")


@pytest.fixture(scope="module")
def model(cache: Path) -> LanguageModel:
    return language_model.build([*SENTENCES, "qwrtz please", "kombuqua please"], cache, _kombuqua, ANSWERS)


def test_is_built_once(cache: Path, model: LanguageModel) -> None:
    def asked_again(word: str) -> str:
        raise AssertionError(word)

    shuffled = ["kombuqua please", "qwrtz please", *reversed(SENTENCES)]
    assert language_model.build(shuffled, cache, asked_again, ANSWERS) == model


def test_what_comes_from_a_known_source_is_not_looked_at_again(cache: Path, model: LanguageModel) -> None:
    asked = []

    def drawn() -> Iterator[str]:
        asked.append("sentences")
        yield from [*SENTENCES, "qwrtz please", "kombuqua please"]

    def build(source: str) -> LanguageModel:
        return language_model.build(drawn(), cache, _kombuqua, ANSWERS, source)

    assert build("one shop") == build("one shop") == model
    assert asked == ["sentences"]
    assert build("another shop") == model
    assert asked == ["sentences"] * 2


def test_a_source_that_was_noted_by_halves_is_looked_at_again(cache: Path, model: LanguageModel) -> None:
    said = [*SENTENCES, "qwrtz please", "kombuqua please"]
    assert language_model.build(said, cache, _kombuqua, ANSWERS, "a crashed shop") == model
    newest = max(cache.glob("*.source"), key=lambda noted: noted.stat().st_mtime_ns)
    newest.write_text("")
    assert language_model.build(said, cache, _kombuqua, ANSWERS, "a crashed shop") == model


@pytest.mark.parametrize(
    ("sentences", "answers"), [([*SENTENCES, "goodbye"], ANSWERS), (SENTENCES, {Grammar.YES_NO: ["no"]})]
)
def test_whatever_is_said_otherwise_makes_another_model(
    tmp_path: Path, sentences: list[str], answers: dict[Grammar, list[str]]
) -> None:
    one, other = language_model.digest(SENTENCES, ANSWERS), language_model.digest(sentences, answers)
    assert one != other


def test_accents_do_not_tear_words() -> None:
    assert language_model.digest(["Café crème, José!"]) == language_model.digest(["cafe creme jose"])


def test_leaves_nothing_half_made(tmp_path: Path) -> None:
    def fails(word: str) -> str:
        raise OSError("no voice")

    with pytest.raises(OSError, match="no voice"):
        language_model.build(["zyxwv"], tmp_path, fails)
    assert list(tmp_path.iterdir()) == []


def test_what_was_asked_is_expected_more_than_the_rest(model: LanguageModel) -> None:
    asked, at_any_time = (_grams(model, grammar) for grammar in (Grammar.YES_NO, Grammar.OPEN))
    assert _log(asked, "yes", "please") > _log(at_any_time, "yes", "please")
    assert _log(asked, "the", "usual") > -4, "anything else can still be heard"


def test_a_question_without_answers_of_its_own_expects_anything(model: LanguageModel) -> None:
    assert model.grams(Grammar.DIGITS) == model.grams(Grammar.OPEN)


def test_words_that_stand_together_are_likelier_than_others(model: LanguageModel) -> None:
    open_grams = _grams(model, Grammar.OPEN)
    assert _log(open_grams, "the", "usual") > _log(open_grams, "the", "milk")


def test_everyday_english_is_expected_too(model: LanguageModel) -> None:
    open_grams = _grams(model, Grammar.OPEN)
    assert _log(open_grams, "going", "to") > _log(open_grams, "going", "the")


def test_reports_words_without_a_pronunciation(model: LanguageModel) -> None:
    assert model.missing == ("qwrtz",)
    assert model.guessed == ("kombuqua",)
    assert "kombuqua K AA M" in model.dictionary.read_text()
    assert LanguageModel.read(model.folder) == model


def test_other_talk_has_words_too(model: LanguageModel) -> None:
    assert "people " in model.dictionary.read_text()


def _grams(model: LanguageModel, grammar: Grammar) -> pocketsphinx.NGramModel:
    return pocketsphinx.NGramModel(pocketsphinx.Config(), pocketsphinx.LogMath(), str(model.grams(grammar)))


def _log(grams: pocketsphinx.NGramModel, before: str, word: str) -> float:
    """The word's log probability after the other one, to base ten."""
    return float(grams.prob([word, before])) * math.log10(1.0001)


def _kombuqua(word: str) -> str:
    return "K AA M B UW K AH" if word == "kombuqua" else ""
