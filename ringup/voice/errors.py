"""What can go wrong with sound.

VoiceError
 +-- EngineUnavailable     an engine, model or voice cannot be loaded; says what to do
 +-- RecognitionFailed     an utterance could not be decoded
 +-- SynthesisFailed       a sentence could not be spoken
 +-- ModelDownloadFailed   a model could not be fetched; says why
"""

from __future__ import annotations


class VoiceError(Exception):
    """Base of all errors of `ringup.voice`."""

    code = "voice"


class EngineUnavailable(VoiceError):
    code = "engine_unavailable"


class RecognitionFailed(VoiceError):
    code = "recognition_failed"


class SynthesisFailed(VoiceError):
    code = "synthesis_failed"


class ModelDownloadFailed(VoiceError):
    code = "model_download_failed"
