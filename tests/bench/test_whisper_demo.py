"""The table of a model that was trained here."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
from typer import Typer
from typer.testing import CliRunner

from bench.whisper_demo import IN_CALLS, WINDOW, main, rows
from ringup.voice.audio import WIDE_RATE
from tests.voice.asr import tiny_whisper
from training.exam import Band, Said, Subject
from training.judging import Heard


def heard(
    subject: Subject, who: str, text: str, written: str, believed: str | None = None, seconds: float = 1.0
) -> Heard:
    sound = np.zeros(round(seconds * WIDE_RATE), np.float32)
    kept = written if believed is None else believed
    return Heard(Said(subject, who, Band.PHONE, text, sound), written, kept, 0.5)


def test_speech_is_told_by_voice_and_silence_by_what_was_written() -> None:
    some = [
        heard(Subject.SENTENCES, "slt", "the usual please", "the usual please"),
        heard(Subject.SENTENCES, "rms", "the usual please", "the usher"),
        heard(Subject.DIGITS, "rms", "one two three", "one two three", seconds=5.0),
        heard(Subject.NOBODY, "siren", "", "thank you", ""),
    ]
    slt, rms, every, digits, siren, *times = rows(some)
    assert (slt["who"], slt["words wrong %"], slt["clips right %"]) == ("slt", 0.0, 100.0)
    assert (rms["who"], rms["words wrong %"], rms["clips right %"]) == ("rms", 66.7, 0.0)
    assert (every["who"], every["words wrong %"], every["clips right %"]) == ("all", 33.3, 50.0)
    assert (digits["heard"], digits["clips right %"]) == ("digits", 100.0)
    assert (siren["who"], siren["words written"], siren["past the gate"]) == ("siren", 2, 0)
    assert [(row["clips"], row["core"]) for row in times] == [(3, 0.5), (2, 0.5), (1, 0.1)]


def test_one_command_measures_a_model(tmp_path: Path) -> None:
    model = tiny_whisper.write(tmp_path / "tiny")
    app = Typer()
    app.command()(main)
    options = ("--voice", "flite-rms", "--texts", "1", "--minutes", "0.2", "--results", str(tmp_path))
    done = CliRunner().invoke(app, [str(model), *options], catch_exceptions=False)
    assert done.exit_code == 0
    kept = json.loads((tmp_path / "whisper_demo.json").read_text())
    assert kept["facts"]["model, MB"] > 0.1
    assert {row["heard"] for row in kept["rows"]} == {
        *(subject.value for subject in Subject),
        *(f"{subject.value}, {WINDOW}" for subject in IN_CALLS),
        "time",
    }
    assert "sentences" in done.stdout
