"""Sound as it travels on the line: mu-law, a byte a sample, 8,000 samples a second (G.711)."""

from __future__ import annotations

import warnings

import soxr

from ringup.voice.audio import PHONE_RATE, Audio

with warnings.catch_warnings():
    # The standard library drops it in Python 3.13, where a package of the same name stands in.
    warnings.simplefilter("ignore", DeprecationWarning)
    import audioop

SILENCE = b"\xff"


def to_line(audio: Audio) -> bytes:
    """At any rate; what the line cannot carry is lost."""
    samples = audio.samples
    if audio.rate != PHONE_RATE:
        samples = soxr.resample(samples, audio.rate, PHONE_RATE)
    return audioop.lin2ulaw(samples.astype("<i2", copy=False).tobytes(), 2)


def from_line(mulaw: bytes) -> Audio:
    return Audio.from_pcm(audioop.ulaw2lin(mulaw, 2), PHONE_RATE)


def over_the_line(audio: Audio) -> Audio:
    """What comes out at the other end."""
    return from_line(to_line(audio))
