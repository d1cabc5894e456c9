"""Which recogniser a bench measures, whatever the environment of who runs it says."""

from __future__ import annotations

from pathlib import Path

import pytest

from bench.engines import Engine
from ringup.pipelines.settings import RecognizerChoice, load_settings


@pytest.mark.parametrize("engine", list(Engine))
def test_the_environment_says_what_the_settings_say(
    engine: Engine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    asked = load_settings(**engine.settings)
    monkeypatch.setenv("RINGUP_RECOGNIZER", "whisper")
    for name, value in engine.environment.items():
        monkeypatch.setenv(name, value)
    assert load_settings() == asked
    assert asked.recognizer is RecognizerChoice.WHISPER or engine is Engine.EMBEDDED
    assert asked.hears_with_demo_model is (engine is Engine.DEMO_WHISPER)


def test_the_results_of_each_engine_are_kept() -> None:
    assert [engine.report("hearing") for engine in Engine] == ["hearing", "hearing_demo_whisper"]
