"""Calls as the assistant leaves them behind: a recording with a tone for each turn, its transcript
and its evidence."""

from __future__ import annotations

import wave
from datetime import UTC, datetime, timedelta
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from ringup.pipelines.archive import CallArchive, CallFolder, Purchase, Speaker, Turn
from ringup.skills.shop import ShopProfile
from ringup.skills.values import Money

NOW = datetime(2026, 3, 2, 14, 30, tzinfo=UTC)
RATE = 8000
CALLER, ASSISTANT = Speaker.CALLER, Speaker.ASSISTANT

TURNS = (
    Turn(ASSISTANT, 200, 1900, "Hello Ada, this is Corner Coffee.", prompt="p1"),
    Turn(CALLER, 2100, 3200, "The usual, please.", 0.91),
    Turn(ASSISTANT, 3400, 4600, "That is two bags of Kenya", prompt="p2", interrupted=True),
    Turn(CALLER, 4500, 5300, "Make it three.", 0.48),
    Turn(ASSISTANT, 5600, 8600, "Three bags of Kenya, 36 dollars. Shall I order?", prompt="p3"),
    Turn(CALLER, 9000, 9700, "Yes please.", 0.94),
    Turn(ASSISTANT, 9900, 11600, "Done. It is order 471203.", prompt="p4"),
)
EVIDENCE = Purchase(
    order="471203",
    total="36 dollars",
    summary="three bags of Kenya",
    read_back_start_ms=5600,
    read_back_end_ms=8600,
    answer="yes please",
    answered_by="voice",
    confidence=0.94,
    answer_start_ms=9000,
    answer_end_ms=9700,
)
DURATION_MS = 12_000


async def profile() -> ShopProfile:
    return ShopProfile("Corner Coffee", "USD", "America/New_York", Money(5000, "USD"))


def add_bought_call(archive: CallArchive, call: str = "CA1", at: datetime = NOW) -> CallFolder:
    """A call that ended in one order, with everything there is to see on its page."""
    folder = archive.open(call, "phone", "+12125550100", at)
    folder.set_customer("Ada Lovelace")
    write_recording(folder.recording)
    for turn in TURNS:
        folder.add_turn(turn)
    folder.add_event(at, 0, "event", {"type": "CallStarted", "products": 3})
    folder.add_event(at, 5600, "timing", {"prompt": "p3", "response_ms": 300})
    folder.add_purchase(EVIDENCE)
    folder.close("ended", at + timedelta(milliseconds=DURATION_MS), DURATION_MS)
    return folder


def add_plain_call(archive: CallArchive, call: str, at: datetime = NOW, **changes: str) -> None:
    """A call that ended without an order and without a recording."""
    folder = archive.open(call, "text", changes.get("caller"), at)
    folder.close("ended", at + timedelta(seconds=5), 5_000)


def add_live_call(archive: CallArchive, call: str, at: datetime = NOW) -> CallFolder:
    folder = archive.open(call, "phone", "+442079460000", at)
    folder.add_turn(TURNS[0])
    write_recording(folder.recording)
    return folder


def write_recording(path: Path) -> None:
    with wave.open(str(path), "wb") as out:
        out.setnchannels(2)
        out.setsampwidth(2)
        out.setframerate(RATE)
        out.writeframes(_sound().astype("<i2").tobytes())


def _sound() -> NDArray[np.float64]:
    """Shape (frames, 2): a swelling tone wherever somebody talks."""
    sound = np.zeros((DURATION_MS * RATE // 1000, 2))
    for turn in TURNS:
        start, end = turn.start_ms * RATE // 1000, turn.end_ms * RATE // 1000
        time = np.arange(end - start) / RATE
        swell = 0.55 + 0.45 * np.sin(2 * np.pi * 3 * time)
        channel, pitch = (0, 220) if turn.speaker is CALLER else (1, 330)
        sound[start:end, channel] += 9000 * swell * np.sin(2 * np.pi * pitch * time)
    return sound
