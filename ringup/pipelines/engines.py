"""Loads what hears and speaks, as the settings say. Slow, so off the event loop and with progress."""

from __future__ import annotations

import asyncio
import itertools
import logging
from collections.abc import Callable
from pathlib import Path

from ringup.pipelines.bias import ANSWERED, hints_for
from ringup.pipelines.detect import IMPORTING
from ringup.pipelines.settings import RecognizerChoice, Settings, SynthesizerChoice
from ringup.skills.understanding.corpus import answers, made_from, openings, shop_sentences
from ringup.skills.vocabulary import Vocabulary
from ringup.skills.wording.english import fixed_sentences
from ringup.voice.asr import demo_whisper
from ringup.voice.asr.language_model import LanguageModel, build
from ringup.voice.asr.sphinx import SphinxRecognizer
from ringup.voice.ports import Recognizer, Synthesizer
from ringup.voice.tts.cached import CachedSynthesizer
from ringup.voice.tts.espeak import EspeakSynthesizer, pronounce

log = logging.getLogger(__name__)

Progress = Callable[[str], None]


async def load_recognizer(
    settings: Settings, vocabulary: Vocabulary, progress: Progress = lambda _: None
) -> Recognizer:
    """Expects to hear the names of `vocabulary`. Raises EngineUnavailable, which says what to do."""
    match settings.recognizer:
        case RecognizerChoice.WHISPER:
            progress(f"loading Whisper {settings.whisper_model}")
            return await asyncio.to_thread(_whisper, settings, vocabulary)
        case RecognizerChoice.SPHINX:
            progress("learning the shop's words; the first time that takes some seconds")
            return await asyncio.to_thread(_sphinx, settings, vocabulary)


async def learn_words(settings: Settings, vocabulary: Vocabulary) -> None:
    """What `load_recognizer` learns the first time, ahead of it; nothing where Whisper hears. Raises
    EngineUnavailable."""
    if settings.recognizer is RecognizerChoice.SPHINX and vocabulary.products:
        await asyncio.to_thread(language_model, settings, vocabulary)


async def load_synthesizer(settings: Settings, progress: Progress = lambda _: None) -> CachedSynthesizer:
    """A voice that learns its fixed sentences. Raises EngineUnavailable."""
    progress("warming up the voice")
    match settings.synthesizer:
        case SynthesizerChoice.PIPER:
            voice: Synthesizer = await asyncio.to_thread(_piper, settings)
        case SynthesizerChoice.ESPEAK:
            voice = await asyncio.to_thread(EspeakSynthesizer)
    fixed = fixed_sentences()
    cached = CachedSynthesizer(voice, fixed)
    await cached.warm(fixed)
    return cached


def _whisper(settings: Settings, vocabulary: Vocabulary) -> Recognizer:
    with IMPORTING:
        from ringup.voice.asr.whisper import WhisperRecognizer  # slow to import, and not the default
    model = _whisper_model(settings)
    recognizer = WhisperRecognizer(model, language=settings.language, hints=hints_for(vocabulary))
    if settings.hears_with_demo_model:
        log.warning(demo_whisper.CAUTION)
    return recognizer


def _whisper_model(settings: Settings) -> Path | str:
    """A folder, or a name that the hub's cache may know."""
    from ringup.voice.models import whisper_folder

    if settings.hears_with_demo_model:
        return demo_whisper.folder()
    pulled = whisper_folder(settings.whisper_model, settings.models_dir)
    return pulled if pulled.is_dir() else settings.whisper_model


def _sphinx(settings: Settings, vocabulary: Vocabulary) -> Recognizer:
    model = language_model(settings, vocabulary) if vocabulary.products else None
    return SphinxRecognizer(model, max_decoders=settings.max_calls)


def language_model(settings: Settings, vocabulary: Vocabulary) -> LanguageModel:
    """What the embedded recogniser expects of this shop's callers. Built once for a vocabulary."""
    expected = {
        grammar: (text for name in names for text in answers(vocabulary, name))
        for grammar, names in ANSWERED.items()
    }
    source = f"{made_from(vocabulary)} {ANSWERED}"
    sentences = itertools.chain(shop_sentences(vocabulary), openings())
    return build(sentences, settings.data_dir / "cache", pronounce, expected, source)


def _piper(settings: Settings) -> Synthesizer:
    from ringup.voice.models import piper_file
    from ringup.voice.tts.piper import PiperSynthesizer

    given = Path(settings.piper_voice)
    pulled = piper_file(settings.piper_voice, settings.models_dir)
    return PiperSynthesizer(given if given.suffix == ".onnx" else pulled)
