"""A small model of Whisper's architecture that comes along, for tests and the demo: see MODEL_CARD.md.

It knows the sample shop's English in a few synthetic voices, and no people. `python -m training` makes it.
"""

from __future__ import annotations

from pathlib import Path

from ringup.voice.errors import EngineUnavailable

NAME = "demo"
"""What it is asked for by."""

LABEL = "demo model, not for people"
"""What it is called where people look."""

CAUTION = "Hearing with Whisper's demo model: it knows the sample shop and synthetic voices, not people"

FOLDER = Path(__file__).parent


def is_meant(model: str | Path) -> bool:
    """Whether that is its name, or the folder it lies in."""
    return str(model) == NAME or Path(model).resolve() == FOLDER.resolve()


def folder(place: Path = FOLDER) -> Path:
    """For faster-whisper. Raises EngineUnavailable where Ringup was installed without the weights."""
    if not (place / "model.bin").is_file():
        raise EngineUnavailable(
            "Whisper's demo model is not in this copy of Ringup; training/README.md says how it is made"
        )
    return place
