"""The page in a real browser, with a sound file as its microphone."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path

from playwright.async_api import Browser, Page

from tests.browser import chromium
from tests.telephony.speak.host import SOON

# Loopback: where a machine has no network at all, Chromium would find no address to talk from.
FLAGS = ("--use-fake-device-for-media-stream", "--allow-loopback-in-peer-connection")

LISTEN_IN = """() => {
  const context = new AudioContext();
  const analyser = context.createAnalyser();
  analyser.fftSize = 256;
  context.createMediaStreamSource(document.getElementById("voice").srcObject).connect(analyser);
  const samples = new Float32Array(analyser.fftSize);
  window.peaks = [];
  setInterval(() => {
    analyser.getFloatTimeDomainData(samples);
    window.peaks.push([Date.now() / 1000, Math.max(...samples.map(Math.abs))]);
  }, 5);
}"""

LOUD = 0.1
"""Of full scale, from which on the assistant can be heard."""

UNTIL_LOUD = """(loud) => new Promise((resolve) => {
    const look = () => window.peaks.some(([_, peak]) => peak > loud) ? resolve() : setTimeout(look, 20);
    look();
})"""


@asynccontextmanager
async def browser_with(microphone: Path | None) -> AsyncIterator[Browser]:
    """Chromium that plays `microphone` once when a page listens; None: a microphone that is denied.

    The file starts at the press of the button, a few hundred milliseconds before the line is open, and
    should end in silence: Chromium repeats the last of it.
    """
    sound = () if microphone is None else _playing(microphone)
    async with chromium((*FLAGS, *sound)) as browser:
        yield browser


def _playing(microphone: Path) -> tuple[str, ...]:
    played_once = f"--use-file-for-fake-audio-capture={microphone}%noloop"
    return ("--use-fake-ui-for-media-stream", played_once)


@dataclass
class SpeakPage:
    """What a person does on the page and sees there."""

    page: Page
    problems: list[str] = field(default_factory=list)

    async def talk(self) -> None:
        await self.page.get_by_role("button", name="Talk").click()

    async def hang_up(self) -> None:
        await self.page.get_by_role("button", name="Hang up").click()

    async def until(self, *states: str, seconds: float = SOON) -> None:
        """Wait until the page is in one of these states."""
        selector = ", ".join(f'body[data-state="{state}"]' for state in states)
        await self.page.wait_for_selector(selector, timeout=1000 * seconds)

    async def words(self) -> str:
        """What it says beside the button."""
        return await self.page.locator(".words").inner_text()

    async def listen_in(self) -> None:
        """From now on note how loud the assistant is; to be called in a call."""
        await self.page.evaluate(LISTEN_IN)

    async def until_loud(self) -> None:
        """Wait until the assistant can be heard, for whoever listens in."""
        await asyncio.wait_for(self.page.evaluate(UNTIL_LOUD, LOUD), SOON)

    async def loud_times(self) -> list[float]:
        """`time.time()` of each moment so far at which the assistant could be heard."""
        peaks: list[tuple[float, float]] = await self.page.evaluate("window.peaks")
        return [at for at, peak in peaks if peak > LOUD]


async def speak_page(browser: Browser, url: str) -> SpeakPage:
    """The page of the server at `url`, opened. Its errors are collected in `problems`."""
    opened = SpeakPage(await browser.new_page())
    opened.page.on("pageerror", lambda error: opened.problems.append(str(error)))
    opened.page.on(
        "console",
        lambda message: opened.problems.append(message.text) if message.type == "error" else None,
    )
    await opened.page.goto(f"{url}/speak")
    return opened
