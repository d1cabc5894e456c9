"""Whatever hangs, at whatever point of a call: the caller hears something soon, and the call goes on or
ends. Seconds are those of the loop, with the patience that real calls have."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import pytest

from ringup.skills.dialogue.prompts import Key
from ringup.skills.wording import english
from tests.pipelines.stalling_call import Pondering, StallingCall, stalling
from tests.pipelines.virtual_time import run

HEARS_WITHIN = 12.0
"""Seconds from the end of the caller's turn."""

LONGEST_PAUSE = 1.0
"""Seconds after which such a turn is over."""

MOMENT = english.FIXED[Key.MOMENT]
WHERE = "where is my lamp"


class Everything(frozenset[str]):
    """Holds whatever it is asked for."""

    def __contains__(self, _: object) -> bool:
        return True


class NothingFixed(frozenset[str]):
    """Holds what no cache has the sound of."""

    def __contains__(self, text: object) -> bool:
        return text not in english.fixed_sentences()


@dataclass(frozen=True)
class Part:
    """Something that can `hang`; what that returns lets it work again. `sound`: the line's own."""

    name: str
    hang: Callable[[StallingCall], Callable[[], object]]
    sound: bool = True

    def __str__(self) -> str:
        return self.name


def ears(*methods: str) -> Part:
    def hang(call: StallingCall) -> Callable[[], object]:
        call.ears.hangs |= set(methods)
        return call.ears.hangs.clear

    return Part(f"recogniser's {'+'.join(methods)}", hang)


def wits(call: StallingCall) -> Callable[[], object]:
    call.wits.hangs = Everything()
    return lambda: setattr(call.wits, "hangs", Pondering.hangs)


def desk(*methods: str) -> Part:
    def hang(call: StallingCall) -> Callable[[], object]:
        gates = [call.shop.hold(method) for method in methods]

        def mend() -> None:
            for gate in gates:
                gate.set()

        return mend

    return Part(f"shop's {'+'.join(methods)}", hang)


def voice(name: str, hangs: frozenset[str], pieces: int = 0) -> Part:
    def hang(call: StallingCall) -> Callable[[], object]:
        call.voice.hangs, call.voice.pieces = hangs, pieces
        return lambda: setattr(call.voice, "hangs", frozenset())

    return Part(name, hang)


PARTS = (
    ears("begin"),
    ears("feed"),
    ears("finish"),
    ears("feed", "finish", "abandon"),
    Part("sound", lambda _: lambda: None, sound=False),
    Part("understander", wits),
    desk("orders_of", "quote", "place"),
    desk("record"),
    desk("settle"),
    voice("voice at once", NothingFixed()),
    voice("voice in the middle", NothingFixed(), pieces=2),
)
STAGES = {"a request": ("", WHERE), "an order": ("", "the usual"), "a yes": ("the usual", "yes")}
"""What was said before, and what the caller says when something hangs."""


TABLE = [
    pytest.param(part, *words, id=f"{part} at {stage}") for stage, words in STAGES.items() for part in PARTS
]


@pytest.mark.parametrize(("part", "before", "words"), TABLE)
def test_the_caller_hears_something_and_the_call_goes_on(
    tmp_path: Path, part: Part, before: str, words: str
) -> None:
    async def scene() -> None:
        async with stalling(tmp_path) as call:
            await reaches(call, before)
            mend = part.hang(call)
            hears = asyncio.create_task(call.hears_next())
            call.ears.will_hear(words)
            await call.begins()
            if part.sound:
                await call.ends()
            over_at = call.spoke_until
            assert (await hears)[0] - over_at <= HEARS_WITHIN
            mend()
            if not part.sound:
                await call.ends()
            await call.sounds(3)
            await call.says(WHERE)
            async with asyncio.timeout(HEARS_WITHIN):
                await call.hears("Your order four seven one, two zero three")
            assert len(call.shop.placed) <= (words == "yes")

    run(scene())


async def reaches(call: StallingCall, before: str) -> None:
    await call.hears(english.FIXED[Key.HOW_CAN_I_HELP])
    if before:
        await call.says(before)
        await call.hears(english.FIXED[Key.CONFIRM])


@pytest.mark.parametrize(
    "part", [ears("finish"), Part("understander", wits), desk("orders_of"), PARTS[-2]], ids=str
)
def test_whatever_takes_its_time_the_caller_is_told_after_a_second(tmp_path: Path, part: Part) -> None:
    async def scene() -> None:
        async with stalling(tmp_path) as call:
            await reaches(call, "")
            part.hang(call)
            hears = asyncio.create_task(call.hears_next())
            await call.says(WHERE)
            at, said = await hears
            assert said == MOMENT
            assert 1.0 < at - call.spoke_until < 1.0 + LONGEST_PAUSE

    run(scene())


def test_what_is_prompt_is_not_announced(tmp_path: Path) -> None:
    async def scene() -> None:
        async with stalling(tmp_path) as call:
            await reaches(call, "")
            await call.says(WHERE)
            await call.sounds(5)
            assert MOMENT not in [text for _, text in call.said]

    run(scene())


@pytest.mark.parametrize("part", [desk("profile"), desk("products"), desk("policy"), desk("find")], ids=str)
def test_a_call_that_cannot_begin_says_so(tmp_path: Path, part: Part) -> None:
    async def scene() -> None:
        async with stalling(tmp_path, part.hang) as call:
            at, said = await call.hears_next()
            assert (at, said) == (1.0, MOMENT)
            async with asyncio.timeout(HEARS_WITHIN):
                await call.hears_next()

    run(scene())


@pytest.mark.parametrize("hangs", ["place", "record", "settle"])
def test_an_order_that_takes_its_time_is_placed_once(tmp_path: Path, hangs: str) -> None:
    async def scene() -> None:
        async with stalling(tmp_path) as call:
            await reaches(call, "the usual")
            gate = call.shop.hold(hangs)
            await call.says("yes")
            await call.sounds(60)
            fillers = [at for at, text in call.said if text == MOMENT]
            assert len(fillers) == 7
            assert [round(later - sooner) for sooner, later in pairwise(fillers)] == [9] * 6
            gate.set()
            await call.hears("Done.")
            assert len(call.shop.placed) == 1

    run(scene())


def test_a_voice_that_is_gone_ends_the_call(tmp_path: Path) -> None:
    """Nothing can be said, so nobody is kept."""

    async def scene() -> None:
        async with stalling(tmp_path) as call:
            await reaches(call, "")
            call.voice.hangs = Everything()
            await call.says(WHERE)
            async with asyncio.timeout(90):
                await call.over()

    run(scene())


def test_silence_is_given_more_time_each_time_and_a_wait_much_more(tmp_path: Path) -> None:
    async def scene() -> None:
        async with stalling(tmp_path) as call:
            await reaches(call, "")
            await call.says("hold on a second")
            await call.over()
            times = [at for at, text in call.said if text != english.FIXED[Key.HOW_CAN_I_HELP]]
            waited = [round(later - sooner) for sooner, later in pairwise(times)]
            assert 2.2 <= times[1] - call.spoke_until < 2.2 + LONGEST_PAUSE
            assert waited[1:] == [30, 10, 12, 12]

    run(scene())


def carrier(call: StallingCall) -> Callable[[], object]:
    call.hang_up_hangs = True
    return lambda: None


@pytest.mark.parametrize("part", [voice("voice", Everything()), Part("carrier", carrier)], ids=str)
def test_a_goodbye_that_hangs_ends_the_call_all_the_same(tmp_path: Path, part: Part) -> None:
    async def scene() -> None:
        async with stalling(tmp_path) as call:
            await reaches(call, "")
            part.hang(call)
            await call.says("goodbye")
            async with asyncio.timeout(20):
                await call.over()

    run(scene())
