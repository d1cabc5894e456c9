"""What can go wrong while a model is trained."""

from __future__ import annotations


class TrainingError(Exception):
    """Base of all below; the message says what to do."""


class VoiceMissing(TrainingError):
    """A speech synthesiser that the training set needs is not on this machine."""


class ModelUnfit(TrainingError):
    """What was trained cannot be packed, or what was packed cannot be gone on from."""
