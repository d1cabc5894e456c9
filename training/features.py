"""Log mel spectrograms, as faster-whisper makes them, for a batch of clips at once."""

from __future__ import annotations

from functools import cache

import numpy as np
import torch
from faster_whisper.feature_extractor import FeatureExtractor
from torch import Tensor

from ringup.voice.audio import WIDE_RATE

HOP = 160
WINDOW = 400
MELS = 80
EDGE = 4
"""Frames of padding that the convolutions see beside the sound."""


def log_mels(sounds: list[np.ndarray]) -> tuple[Tensor, Tensor]:
    """`sounds`: float samples from -1 to 1 at 16 kHz. (clips, MELS, an even number of frames) with zeros
    behind each clip, as in a padded window, and each clip's own number of frames."""
    counts = torch.tensor([len(sound) // HOP for sound in sounds])
    frames = int(counts.max()) + int(counts.max()) % 2 + EDGE
    padded = torch.zeros(len(sounds), (frames + 1) * HOP + WINDOW)
    for row, sound in zip(padded, sounds, strict=True):
        row[: len(sound)] = torch.from_numpy(sound)
    spectrum = torch.stft(padded, WINDOW, HOP, window=_window(), return_complex=True)[..., :frames]
    power = (_filters() @ spectrum.abs().square()).clamp(min=1e-10).log10()
    beyond = torch.arange(frames)[None] >= counts[:, None]
    loudest = power.masked_fill(beyond[:, None], -torch.inf).amax(dim=(1, 2), keepdim=True)
    scaled = (torch.maximum(power, loudest - 8) + 4) / 4
    return scaled.masked_fill(beyond[:, None], 0.0), counts


@cache
def _window() -> Tensor:
    return torch.hann_window(WINDOW)


@cache
def _filters() -> Tensor:
    filters = FeatureExtractor.get_mel_filters(WIDE_RATE, WINDOW, n_mels=MELS)
    return torch.from_numpy(filters.astype(np.float32))
