"""A pocketsphinx decoder of digits only, beside the one that hears words."""

from __future__ import annotations

import math
import tempfile
from pathlib import Path

import pocketsphinx

from ringup.voice.asr import acoustics
from ringup.voice.asr.numbers import Match, Network, dictionary

_BEAMS = {"beam": 1e-120, "wbeam": 1e-80, "pbeam": 1e-120}
"""Wide: by the usual ones the end of a number, which a network reaches only there, is given up before."""

_ROOT = 1024
"""pocketsphinx tells this root of a path's likelihood."""

_FLOOR = 1e-300


class NumberDecoder:
    """Matches sound against networks. Not thread-safe.

    All of the model's states are scored in each frame, not only those that a network can be in: pocketsphinx
    tells scores beside the best state of the frame, and only so do those of two networks compare. It takes
    twice the time.
    """

    def __init__(self, *, narrow: bool = False) -> None:
        """`narrow`: for sound that a telephone carried."""
        with tempfile.TemporaryDirectory() as folder:
            words = Path(folder) / "digits.dict"
            words.write_text(dictionary(), encoding="ascii")
            self._decoder = pocketsphinx.Decoder(
                lm=None,
                dict=str(words),
                loglevel="FATAL",
                maxhmmpf=-1,
                compallsen=True,
                bestpath=False,
                **_BEAMS,
                **acoustics.options(narrow=narrow),
            )

    def match(self, network: Network, pcm: bytes, means: acoustics.Means) -> Match | None:
        """16-bit sound at 16 kHz. None where the network does not fit at all."""
        decoder = self._decoder
        decoder.add_fsg("numbers", decoder.create_fsg("numbers", 0, 1, list(network.arcs)))
        decoder.activate_search("numbers")
        decoder.set_cmn(acoustics.told(means))
        decoder.start_utt()
        decoder.process_raw(pcm)
        decoder.end_utt()
        best = decoder.hyp()
        if best is None:
            return None
        said = [part for part in decoder.seg() if part.word[0].isdigit()]
        return Match(
            figures="".join(part.word.split("(")[0] for part in said),
            score=_ROOT * math.log(max(best.score, _FLOOR)) / decoder.n_frames(),
            shortest=min((self._frames_a_phone(part) for part in said), default=0.0),
        )

    def _frames_a_phone(self, part: pocketsphinx.Segment) -> float:
        frames: int = part.end_frame - part.start_frame + 1
        return frames / len(self._decoder.lookup_word(part.word).split())
