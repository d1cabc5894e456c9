"""The page in Chromium, against a real server."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from itertools import pairwise

import pytest
import pytest_asyncio
from playwright.async_api import Browser

from ringup.skills.dialogue.events import Channel
from ringup.telephony.speak.router import ALL_BUSY
from ringup.voice.audio import WIDE_RATE, Audio
from tests.telephony.speak.host import SOON, HostedCall, ToneHost
from tests.telephony.speak.pages import SpeakPage, browser_with, speak_page
from tests.telephony.speak.serving import CUSTOMER, app_over, served
from tests.telephony.speak.sounds import (
    MICROPHONE_RATE,
    loud_seconds,
    loudest_frequency,
    microphone_file,
    tone,
)

pytestmark = pytest.mark.asyncio(loop_scope="module")

GREETING_SECONDS = 1.0
LONG = 30.0
"""A greeting that is never heard to its end."""
SPOKEN_HZ = 1_000.0

PIECE = 0.02
"""Seconds. The page listens to so much at a time, and tells when by a clock of its own."""


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def browser(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Browser]:
    """Its microphone hums for two seconds whenever a page begins to listen."""
    hum = tone(SPOKEN_HZ, 6.0, MICROPHONE_RATE) + Audio.silence(1.0, MICROPHONE_RATE)
    microphone = microphone_file(tmp_path_factory.mktemp("sound") / "microphone.wav", hum)
    async with browser_with(microphone) as started:
        yield started


@dataclass
class Scene:
    host: ToneHost
    speaker: SpeakPage

    async def call(self) -> HostedCall:
        """Press Talk, and wait until the host has the call and the page knows it."""
        await self.speaker.talk()
        call = await asyncio.wait_for(self.host.calls.get(), SOON)
        await self.speaker.until("listening", "speaking")
        return call


@asynccontextmanager
async def scene(browser: Browser, lines: int = 1, greeting: float = GREETING_SECONDS) -> AsyncIterator[Scene]:
    """A page on which nothing may go wrong unnoticed."""
    host = ToneHost(tone(440.0, greeting, WIDE_RATE), lines)
    async with served(app_over(host)) as url:
        speaker = await speak_page(browser, url)
        yield Scene(host, speaker)
        assert speaker.problems == []
        await speaker.page.close()


async def test_the_greeting_is_heard_and_its_mark_comes_back_afterwards(browser: Browser) -> None:
    async with scene(browser) as its:
        call = await its.call()
        await its.speaker.listen_in()
        await asyncio.wait_for(call.marked.wait(), SOON)
        loud = await its.speaker.loud_times()
        assert loud[-1] - call.began_at > GREETING_SECONDS - 0.1
        assert loud[-1] <= call.marks["hello"] + PIECE
        assert call.written == pytest.approx(GREETING_SECONDS, abs=0.02)


async def test_the_caller_is_heard_and_stamped_by_media_time(browser: Browser) -> None:
    async with scene(browser) as its:
        call = await its.call()
        async with asyncio.timeout(SOON):
            while loud_seconds(call.sound) <= 1.0:
                await call.more.wait()
        sound = call.sound
        assert abs(loudest_frequency(sound.between(0.2, 1.2)) - SPOKEN_HZ) < 10
        assert call.stamps[0] == 0
        lengths = [piece.seconds * 1000 for piece in call.heard]
        steps = [(later - at) / 1_000_000 for at, later in pairwise(call.stamps)]
        # What a busy machine loses on the way is a gap between stamps; most follow one another.
        assert all(step > length - 1 for step, length in zip(steps, lengths, strict=False))
        assert sorted(steps)[len(steps) // 2] == pytest.approx(lengths[0], abs=1)


async def test_the_line_says_who_calls_and_how(browser: Browser) -> None:
    async with scene(browser) as its:
        line = (await its.call()).line
        assert line.channel is Channel.BROWSER
        assert line.caller == CUSTOMER
        assert line.rate == WIDE_RATE
        assert line.call.startswith("web-")
        assert line.hung_up()


async def test_an_interruption_stops_the_sound_at_once(browser: Browser) -> None:
    async with scene(browser, greeting=LONG) as its:
        call = await its.call()
        await its.speaker.listen_in()
        await its.speaker.until("speaking")
        await its.speaker.until_loud()
        await call.interrupt()
        await its.speaker.until("listening")
        written, loud = call.written, await its.speaker.loud_times()
        assert 0 < written < LONG, "what was not sent yet never is"
        assert loud
        assert loud[-1] - call.began_at < LONG
        await its.speaker.hang_up()
        await asyncio.wait_for(call.over.wait(), SOON)
        assert call.written == written
        assert call.marks == {}


async def test_the_caller_hangs_up(browser: Browser) -> None:
    async with scene(browser) as its:
        call = await its.call()
        await its.speaker.hang_up()
        await asyncio.wait_for(call.over.wait(), SOON)
        assert await asyncio.wait_for(its.host.released.get(), SOON) == call.line.call
        assert "The call has ended." in await its.speaker.words()


async def test_the_assistant_hangs_up(browser: Browser) -> None:
    async with scene(browser) as its:
        call = await its.call()
        await call.hang_up()
        await its.speaker.until("ended")
        await asyncio.wait_for(call.over.wait(), SOON)
        assert "The call has ended." in await its.speaker.words()


async def test_one_call_after_the_other(browser: Browser) -> None:
    async with scene(browser) as its:
        first = await its.call()
        await its.speaker.hang_up()
        await asyncio.wait_for(its.host.released.get(), SOON)
        second = await its.call()
        await asyncio.wait_for(second.marked.wait(), SOON)
        assert second.line.call != first.line.call


async def test_the_keyboard_is_enough(browser: Browser) -> None:
    async with scene(browser) as its:
        keyboard = its.speaker.page.keyboard
        await keyboard.press("Tab")
        await keyboard.press("Enter")
        call = await asyncio.wait_for(its.host.calls.get(), SOON)
        await its.speaker.until("listening", "speaking")
        await keyboard.press("Escape")
        await asyncio.wait_for(call.over.wait(), SOON)
        await its.speaker.until("ended")


async def test_closing_the_page_hangs_up(browser: Browser) -> None:
    async with scene(browser) as its:
        call = await its.call()
        await its.speaker.page.close()
        await asyncio.wait_for(call.over.wait(), SOON)


async def test_a_server_that_stops_ends_its_calls(browser: Browser) -> None:
    host = ToneHost(tone(440.0, GREETING_SECONDS, WIDE_RATE))
    async with served(app_over(host)) as url:
        speaker = await speak_page(browser, url)
        call = await Scene(host, speaker).call()
    assert call.over.is_set()
    await speaker.until("ended")
    await speaker.talk()
    await speaker.until("failed")
    assert "could not be reached" in await speaker.words()
    await speaker.page.close()


async def test_busy_lines_are_told(browser: Browser) -> None:
    async with scene(browser, lines=0) as its:
        await its.speaker.talk()
        await its.speaker.until("busy")
        assert ALL_BUSY in await its.speaker.words()
        assert len(its.speaker.problems) == 1, "the browser notes the 503"
        its.speaker.problems.clear()


async def test_a_refused_microphone_says_what_to_do() -> None:
    host = ToneHost(Audio.silence(0.1, WIDE_RATE))
    async with served(app_over(host)) as url, browser_with(None) as browser:
        speaker = await speak_page(browser, url)
        await speaker.talk()
        await speaker.until("refused")
        assert "The microphone is blocked." in await speaker.words()
        assert "then press Talk" in await speaker.words()
        assert host.calls.empty()


@pytest.mark.parametrize("scheme", ["light", "dark"])
async def test_it_fits_a_narrow_screen(browser: Browser, scheme: str) -> None:
    async with scene(browser) as its:
        page = its.speaker.page
        await page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
        await page.set_viewport_size({"width": 390, "height": 700})
        await its.call()
        widths = await page.evaluate("[document.documentElement.scrollWidth, innerWidth]")
        heights = await page.evaluate("[document.documentElement.scrollHeight, innerHeight]")
        assert widths[0] <= widths[1]
        assert heights[0] <= heights[1]
        button = page.get_by_role("button", name="Hang up")
        assert await button.get_attribute("aria-keyshortcuts") == "Escape"
