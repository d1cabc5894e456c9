"""Record the stand-in callers: flite speaks each sentence, silence is cut, the WAVs are committed.

Run once, with Debian's flite installed: `python -m tools.record_callers [TARGET]`. A second run changes
nothing. espeak-ng's voices would be simpler, but pocketsphinx does not understand them.
"""

from __future__ import annotations

import json
import re
import sys
from pathlib import Path

import numpy as np

from ringup.cli.sound import write_wav
from ringup.voice.audio import WIDE_RATE, Audio
from training.voices import Flite, own_rate

TARGET = Path(__file__).parents[1] / "ringup/telephony/standin/recordings"

SENTENCES = (
    "I'd like to reorder the usual",
    "the usual please",
    "make it three",
    "make it two please",
    "yes please",
    "yes",
    "no",
    "no thank you",
    "yes but make it two",
    "maybe",
    "mm-hmm",
    "where is my order",
    "where is order four seven one two oh three",
    "four seven one two oh three",
    "oh four one oh one",
    "wait a second",
    "can you repeat that",
    "never mind",
    "that's all thank you",
    "goodbye",
    "I want a person",
    "what's the weather like on mars tomorrow",
)

SKILLS = (
    "book a coat fitting next tuesday at ten in the morning",
    "move my fitting to next friday at three in the afternoon",
    "I want to cancel the order with the oat milk",
    "zero four zero nine two",
    "oh four one oh one",
    "I ordered it by mistake",
    "do you have leather gloves",
    "yes in large please",
    "I have a voucher spring ten",
    "standard delivery please",
    "with my visa please",
    "how much is delivery",
    "are you open on sunday",
    "no that's all",
    "can I talk to a person please",
)
"""What the callers of single skills say beside that."""

SHORT = (
    "the usual please",
    "make it three",
    "yes please",
    "yes",
    "no",
    "yes but make it two",
    "maybe",
    "where is my order",
    "four seven one two oh three",
    "oh four one oh one",
)

CALLERS = {"rms": (*SENTENCES, *SKILLS), "slt": SHORT, "awb": SHORT}
"""One voice says everything, so that a whole call has one caller; the others are for variety."""

_QUIET = 0.01
"""Of the loudest sample: what is below it at either end is silence."""

_MARGIN = 0.06
"""Seconds kept around the speech, so that no soft consonant is cut."""

_PEAK = 0.5
"""Of full scale: about what a handset delivers."""

_PHONES = {"mm-hmm": "pau ah m hh ah m pau"}
"""What flite would otherwise spell out letter by letter."""


_PAUSED = {"no thank you": "no, thank you"}
"""Sentences in which people draw breath."""


def slug(text: str) -> str:
    """The file's name: letters, digits and dashes."""
    return re.sub(r"[^a-z0-9]+", "-", text.lower().replace("'", "")).strip("-")


def speak(text: str, voice: str) -> Audio:
    """What flite makes of `text`: 16 kHz, with silence at both ends. Raises VoiceMissing."""
    flite = Flite(voice, alike=True)
    if phones := _PHONES.get(text):
        return Audio(flite.pronounce(phones).samples, WIDE_RATE)
    spoken = next(flite.say([_PAUSED.get(text, text)], [own_rate(voice)]))
    return Audio(spoken.samples, WIDE_RATE)


def trim(audio: Audio) -> Audio:
    """Speech alone, at an even level."""
    samples = audio.samples.astype(np.float64)
    loudest = np.abs(samples).max()
    loud = np.flatnonzero(np.abs(samples) > _QUIET * loudest)
    scaled = Audio((samples * (_PEAK * 32_767 / loudest)).astype(np.int16), audio.rate)
    return scaled.between(loud[0] / audio.rate - _MARGIN, loud[-1] / audio.rate + _MARGIN)


def main(target: Path) -> None:
    for voice, sentences in CALLERS.items():
        (target / voice).mkdir(parents=True, exist_ok=True)
        for text in sentences:
            write_wav(target / voice / f"{slug(text)}.wav", trim(speak(text, voice)))
    index = {slug(text): text.lower() for text in (*SENTENCES, *SKILLS)}
    (target / "index.json").write_text(json.dumps(index, indent=2) + "\n")


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else TARGET)
