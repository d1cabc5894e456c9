"""What a bench may have the assistant hear with."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from ringup.pipelines.settings import RecognizerChoice
from ringup.voice.asr import demo_whisper


class Engine(StrEnum):
    EMBEDDED = "embedded"
    DEMO_WHISPER = "demo-whisper"

    @property
    def settings(self) -> Mapping[str, str]:
        match self:
            case Engine.EMBEDDED:
                return {"recognizer": RecognizerChoice.SPHINX.value}
            case Engine.DEMO_WHISPER:
                return {"recognizer": RecognizerChoice.WHISPER.value, "whisper_model": demo_whisper.NAME}

    @property
    def environment(self) -> Mapping[str, str]:
        """The settings, for a process."""
        return {f"RINGUP_{name.upper()}": value for name, value in self.settings.items()}

    def report(self, bench: str) -> str:
        """What that bench calls its results: those of each engine are kept."""
        return bench if self is Engine.EMBEDDED else f"{bench}_{self.replace('-', '_')}"
