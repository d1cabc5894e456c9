"""`ringup hear` and `ringup say`: the engines by themselves."""

from __future__ import annotations

import asyncio
import wave
from pathlib import Path

import typer
from rich.console import Console
from rich.markup import escape

from ringup.cli.logs import set_up_logging
from ringup.pipelines.engines import load_recognizer, load_synthesizer
from ringup.pipelines.settings import Settings, load_settings
from ringup.pipelines.shopfront import open_shop
from ringup.voice.audio import Audio
from ringup.voice.ports import Transcript

console = Console()

PIECE = 0.1
"""Seconds of sound given to the recogniser at once, as on a call."""


def hear(file: Path) -> None:
    """Print what the recogniser hears in a sound file."""
    set_up_logging()
    audio = read_wav(file)
    transcript = asyncio.run(_hear(load_settings(), audio))
    console.print(transcript.text or "[dim](no speech)[/]")
    console.print(f"[dim]{transcript.confidence:.0%} sure, {audio.seconds:.1f} s of sound[/]")
    for alternative in transcript.alternatives:
        console.print(f"[dim]or: {alternative}[/]")


def say(text: str, out: Path) -> None:
    """Speak a sentence into a WAV file."""
    set_up_logging()
    audio = asyncio.run(_say(load_settings(), text))
    write_wav(out, audio)
    console.print(f"{escape(str(out))}: {audio.seconds:.1f} s at {audio.rate} Hz")


async def _hear(settings: Settings, audio: Audio) -> Transcript:
    async with open_shop(settings) as shop:
        recognizer = await load_recognizer(settings, await shop.names.vocabulary())
        try:
            recognition = recognizer.begin()
            for piece in audio.chunks(PIECE):
                await recognition.feed(piece)
            return await recognition.finish()
        finally:
            await recognizer.close()


async def _say(settings: Settings, text: str) -> Audio:
    voice = await load_synthesizer(settings)
    try:
        audio = Audio.silence(0, voice.rate)
        async for piece in voice.synthesize(text):
            audio = audio + piece
        return audio
    finally:
        await voice.close()


def read_wav(path: Path) -> Audio:
    """Raises typer.BadParameter for what is not mono 16-bit WAV."""
    try:
        with wave.open(str(path), "rb") as sound:
            if (sound.getnchannels(), sound.getsampwidth()) != (1, 2):
                raise typer.BadParameter(f"{path} is not mono with 16 bits a sample")
            return Audio.from_pcm(sound.readframes(sound.getnframes()), sound.getframerate())
    except (OSError, wave.Error, EOFError) as error:
        raise typer.BadParameter(f"{path} cannot be read as WAV: {error}") from error


def write_wav(path: Path, audio: Audio) -> None:
    with wave.open(str(path), "wb") as sound:
        sound.setnchannels(1)
        sound.setsampwidth(2)
        sound.setframerate(audio.rate)
        sound.writeframes(audio.pcm)
