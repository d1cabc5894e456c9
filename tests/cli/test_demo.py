"""The demo: a whole call, heard by the real faster-whisper."""

from __future__ import annotations

import re
from collections.abc import Callable
from subprocess import Popen

import pytest

from ringup.cli.demo import SCRIPT, demo_settings
from ringup.pipelines.settings import RecognizerChoice
from ringup.telephony.standin.carrier import StandInCarrier
from ringup.telephony.standin.recordings import sentences

Started = Callable[..., "Popen[str]"]

WITHIN = 240.0
"""Seconds for a call of one minute, on a machine that may be busy."""


def test_the_call_is_heard_word_for_word_and_ends_with_an_order(
    started: Started, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "200")
    demo = started("demo")
    said, complaints = demo.communicate(timeout=WITHIN)
    assert demo.returncode == 0, complaints
    assert "hears with faster-whisper (demo model, not for people" in said
    assert "not people" in complaints
    heard = re.findall(r"caller  (.+?)  \d+% sure", said)
    assert heard == [sentences()[slug] for slug in SCRIPT]
    assert "Your order number is" in said


@pytest.mark.parametrize("chosen", [None, "sphinx", "whisper"])
async def test_who_chose_a_recogniser_hears_with_that(
    chosen: str | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    if chosen is not None:
        monkeypatch.setenv("RINGUP_RECOGNIZER", chosen)
    async with StandInCarrier() as carrier:
        settings = demo_settings(carrier, "http://127.0.0.1:1")
    assert settings.hears_with_demo_model is (chosen is None)
    assert settings.recognizer == (chosen or RecognizerChoice.WHISPER)
