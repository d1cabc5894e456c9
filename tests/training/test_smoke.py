"""The whole way, in small: spoken, learnt, converted, and heard with by the real faster-whisper."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import numpy as np
from faster_whisper import WhisperModel


def test_one_command_makes_a_model_and_a_second_goes_on(tmp_path: Path) -> None:
    """With more sentences, too, though they would make another tokenizer."""
    folder = tmp_path / "training"
    for more in ((), ("--utterances", "300", "--steps", "15")):
        command = (sys.executable, "-m", "training", "--smoke", "--folder", str(folder), *more)
        done = subprocess.run(command, capture_output=True, text=True, check=True)
        assert "words wrong" in done.stdout
    steps = [json.loads(line)["step"] for line in (folder / "losses.jsonl").read_text().splitlines()]
    assert steps == list(range(1, 16)), "nothing was learnt twice"
    model = WhisperModel(str(folder / "model"), device="cpu", compute_type="int8")
    segments, _ = model.transcribe(np.zeros(16_000, np.float32), language="en", beam_size=1, max_new_tokens=5)
    assert isinstance(list(segments), list)
    assert sum(file.stat().st_size for file in (folder / "model").iterdir()) < 8_000_000
