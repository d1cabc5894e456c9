"""Writes Gaussians as pocketsphinx's acoustic model has them."""

from __future__ import annotations

import struct
from pathlib import Path

from ringup.voice.asr.acoustic_model import CEPSTRA, ORDER, SHAPE, STREAMS, Gaussians
from ringup.voice.asr.acoustics import MEANS, VARIANCES

_HEADER = b"s3\nversion 1.0\nendhdr\n"


def write(gaussians: Gaussians, folder: Path) -> None:
    """For `pocketsphinx.Decoder`. As precise as half the bits can tell: the others are zero, and pack."""
    folder.mkdir(exist_ok=True)
    for name, values in ((MEANS, gaussians.means), (VARIANCES, gaussians.variances)):
        sizes = struct.pack("<8I", ORDER, *SHAPE[:3], *[CEPSTRA] * STREAMS, values.size)
        (folder / name).write_bytes(_HEADER + sizes + values.astype("<f2").astype("<f4").tobytes())
