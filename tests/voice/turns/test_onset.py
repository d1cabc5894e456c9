from __future__ import annotations

from collections.abc import AsyncIterator

import pytest

from ringup.voice.audio import PHONE_RATE, Audio
from ringup.voice.turns.onset import OnsetModel
from tests.voice.conftest import RECORDINGS, Recorded
from tests.voice.noises import NOISES, noise

SILENT = 0.25
"""Seconds before a recorded sentence begins."""

REQUESTS = [
    "where is my order",
    "make it three",
    "wait a second",
    "i want a person",
    "do you have leather gloves",
    "zero four zero nine two",
    "i want to cancel the order with the oat milk",
    "with my visa please",
    "maybe",
]
FIRST, STEP = 0.2, 0.06
"""Seconds of sound with which it is asked first, and how much more there is each time."""


@pytest.fixture
async def model() -> AsyncIterator[OnsetModel]:
    model = OnsetModel()
    yield model
    await model.close()


async def known_after(model: OnsetModel, sound: Audio, begins: float = 0.0) -> float | None:
    """Seconds of sound, as it grows, by which it takes the floor."""
    seconds = FIRST
    while seconds <= 0.8:
        if await model.takes_floor(sound.between(begins, begins + seconds)):
            return seconds
        seconds += STEP
    return None


@pytest.mark.parametrize("said", REQUESTS)
async def test_a_request_is_known_in_its_first_half_second(
    said: str, model: OnsetModel, recorded: Recorded
) -> None:
    after = await known_after(model, recorded(said, phone=True), SILENT)
    assert after is not None
    assert after < 0.5


@pytest.mark.parametrize("voice", sorted(folder.name for folder in RECORDINGS.iterdir() if folder.is_dir()))
async def test_other_voices_are_known_as_well(voice: str, model: OnsetModel, recorded: Recorded) -> None:
    assert await known_after(model, recorded("where is my order", voice, phone=True), SILENT)


async def test_so_is_wide_sound(model: OnsetModel, recorded: Recorded) -> None:
    assert await known_after(model, recorded("where is my order"), SILENT)


@pytest.mark.parametrize("phone", [True, False], ids=["telephone", "wide"])
@pytest.mark.parametrize("said", ["mm-hmm", "yes"])
async def test_an_acknowledgement_is_none(
    said: str, phone: bool, model: OnsetModel, recorded: Recorded
) -> None:
    assert await known_after(model, recorded(said, phone=phone), SILENT) is None


@pytest.mark.parametrize("kind", sorted(NOISES))
async def test_nor_is_noise(kind: str, model: OnsetModel) -> None:
    assert await known_after(model, noise(kind, 1.0, 8_000)) is None


async def test_nothing_is_known_of_next_to_nothing(model: OnsetModel) -> None:
    assert not await model.takes_floor(Audio.silence(0.0, PHONE_RATE))
    assert not await model.takes_floor(Audio.silence(FIRST / 2, PHONE_RATE))
