"""A setting that cannot be used is named, with what to do, whatever the command."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.conftest import Ringup


@pytest.mark.parametrize(
    ("variable", "value", "command", "said"),
    [
        ("RINGUP_PORT", "many", ("serve",), "RINGUP_PORT"),
        ("RINGUP_RECOGNIZER", "ear", ("hear", "x.wav"), "RINGUP_RECOGNIZER"),
        ("RINGUP_MAX_CALLS", "0", ("calls", "list"), "RINGUP_MAX_CALLS"),
        ("RINGUP_SPEAKER_CUSTOMER", "12", ("shop", "show"), "RINGUP_SPEAKER_CUSTOMER"),
        ("RINGUP_TWILIO_AUTH_TOKEN", "x", ("serve",), "RINGUP_TWILIO_ACCOUNT_SID"),
        ("RINGUP_DATABASE_URL", "nonsense", ("shop", "show"), "RINGUP_DATABASE_URL"),
        ("RINGUP_PIPER_VOICE", "nowhere.onnx", ("say", "hello"), "nowhere.onnx"),
        ("RINGUP_WHISPER_MODEL", "nowhere", ("hear", "x.wav"), "nowhere"),
    ],
)
def test_it_is_named(
    variable: str,
    value: str,
    command: tuple[str, ...],
    said: str,
    ringup: Ringup,
    home: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    _quiet(home / "x.wav")
    monkeypatch.setenv(variable, value)
    if variable == "RINGUP_PIPER_VOICE":
        monkeypatch.setenv("RINGUP_SYNTHESIZER", "piper")
    if variable == "RINGUP_WHISPER_MODEL":
        monkeypatch.setenv("RINGUP_RECOGNIZER", "whisper")
    result = ringup(*command)
    assert result.exit_code == 1
    assert said in result.stderr
    assert "Traceback" not in result.output


def test_a_data_folder_that_cannot_be_made_is_named(
    ringup: Ringup, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (home / "file").write_text("")
    monkeypatch.setenv("RINGUP_DATA_DIR", str(home / "file" / "data"))
    result = ringup("shop", "show")
    assert result.exit_code == 1
    assert "RINGUP_DATA_DIR" in result.stderr
    assert "Traceback" not in result.output


def _quiet(path: Path) -> None:
    import wave

    with wave.open(str(path), "wb") as sound:
        sound.setnchannels(1)
        sound.setsampwidth(2)
        sound.setframerate(8_000)
        sound.writeframes(bytes(8_000))
