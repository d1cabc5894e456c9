from __future__ import annotations

import asyncio

from ringup.voice.audio import PHONE_RATE, Audio
from ringup.voice.turns.one_by_one import MOST_WAITING, OneByOne


def seconds_of(audio: Audio) -> float:
    return audio.seconds


async def test_who_would_have_to_wait_too_long_is_not_answered() -> None:
    queue = OneByOne("looks", seconds_of)
    sound = Audio.silence(1.0, PHONE_RATE)
    answers = await asyncio.gather(*(queue.ask(sound) for _ in range(MOST_WAITING + 2)))
    assert answers == [1.0] * MOST_WAITING + [None] * 2
    assert await queue.ask(sound) == 1.0
    await queue.close()
