"""What pocketsphinx's acoustic model takes of a sound."""

from __future__ import annotations

import tempfile
from pathlib import Path

import numpy as np
from pocketsphinx import Decoder, get_model_path

from ringup.voice.asr.acoustic_model import CEPSTRA, Floats
from ringup.voice.asr.acoustics import MODEL

Frames = Floats
"""Cepstra of each 10 ms, (frames, 13)."""

NOTHING = "nothing"
"""The search that `add_idle_search` adds."""

_WORD = "a"


class FrontEnd:
    """pocketsphinx's own, which tells what it makes of a sound in a file only. Not thread-safe."""

    def __init__(self) -> None:
        self._folder = tempfile.TemporaryDirectory(prefix="cepstra")
        words = Path(self._folder.name, "words")
        words.write_text(f"{_WORD} AH\n", encoding="ascii")
        hmm = get_model_path(MODEL)
        self._log = Path(self._folder.name, "log")
        log = {"loglevel": "FATAL", "mfclogdir": str(self._log)}
        self._decoder = Decoder(hmm=hmm, lm=None, dict=str(words), **log)
        add_idle_search(self._decoder)
        self._decoder.activate_search(NOTHING)

    def cepstra(self, pcm: bytes) -> Frames:
        """Of 16-bit sound at 16 kHz, from which nothing has been subtracted."""
        self._log.mkdir(parents=True, exist_ok=True)  # old temporary folders are tidied away on some machines
        self._decoder.reinit_feat()  # forgets the noise of another line
        self._decoder.start_utt()
        self._decoder.process_raw(pcm)
        self._decoder.end_utt()
        (file,) = self._log.iterdir()
        raw = file.read_bytes()
        file.unlink()
        values = np.frombuffer(raw, ">f4", offset=4)  # behind their count
        return values.reshape(-1, CEPSTRA).astype(float)


def add_idle_search(decoder: Decoder) -> None:
    """For a single word, which takes no time: of the sound only what is known before a search is wanted."""
    decoder.add_fsg(NOTHING, decoder.create_fsg(NOTHING, 0, 1, [(0, 1, 1.0, _WORD)]))


def streams(cepstra: Frames) -> Floats:
    """With their slopes and the slopes of those (pocketsphinx's `1s_c_d_dd`), (frames, 3, 13)."""
    around = np.pad(cepstra, ((3, 3), (0, 0)), mode="edge")
    count = len(cepstra)

    def at(place: int) -> Floats:
        return around[3 + place : 3 + place + count]

    bend = (at(3) - at(-1)) - (at(1) - at(-3))
    return np.stack([cepstra, at(2) - at(-2), bend], 1)
