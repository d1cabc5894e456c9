"""pocketsphinx's acoustic models: its own, and that adapted to the telephone.

A telephone ends at 3.4 kHz, and its own model was trained on speech that goes to 6.8. What is mirrored up
there (see `resampling`) is not speech, and many words are lost in it. The adapted model was told what it
makes of each sound: `tools/adapt_telephone.py`.
"""

from __future__ import annotations

from pathlib import Path

from pocketsphinx import get_model_path

MODEL = "en-us/en-us"

TELEPHONE = Path(__file__).parent / "telephone"
"""Holds what is different on the telephone: where the Gaussians lie, and how wide they are."""

MEANS, VARIANCES = "means", "variances"

Means = tuple[float, ...]
"""Of each cepstral coefficient over an utterance: what of a sound is the line's and the voice's, not the
words'."""

USUAL: Means = (45.1, 7.1, -8.2, 17.8, -6.5, 3.9, -4.3, 2.8, -14.2, 7.5, -7.8, 7.6, -4.6)
"""Those of speech on a telephone line, for as long as an utterance's own are not known. Set each time: a
decoder would carry over those of the utterance before, which was another caller's."""


def told(means: Means) -> str:
    """As `pocketsphinx.Decoder.set_cmn` takes them."""
    return ",".join(f"{mean:.4f}" for mean in means)


def options(*, narrow: bool) -> dict[str, str]:
    """For `pocketsphinx.Decoder`; `narrow`: for sound that a telephone carried."""
    own = {"hmm": str(get_model_path(MODEL))}
    return {**own, "mean": str(TELEPHONE / MEANS), "var": str(TELEPHONE / VARIANCES)} if narrow else own
