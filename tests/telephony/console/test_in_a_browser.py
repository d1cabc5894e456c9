"""The console as an operator uses it, in Debian's Chromium."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator
from dataclasses import replace

import pytest
from playwright.async_api import Browser, Page, expect

from ringup.pipelines.archive import CallFolder
from tests.browser import chromium
from tests.telephony.console import scene
from tests.telephony.console.conftest import NAME, PASSWORD, Console

DRAWN = """() => {
    const canvases = document.querySelector("#waveform div").shadowRoot.querySelectorAll("canvas");
    return [...canvases].map((canvas) => {
        const { width, height } = canvas;
        const data = canvas.getContext("2d").getImageData(0, 0, width, height).data;
        let inked = 0;
        for (let i = 3; i < data.length; i += 4) inked += data[i] > 0;
        return inked / (width * height);
    });
}"""

REGIONS = """() => {
    const root = document.querySelector("#waveform div").shadowRoot;
    const width = root.querySelector(".wrapper").getBoundingClientRect().width;
    const left = root.querySelector(".wrapper").getBoundingClientRect().left;
    return [...root.querySelectorAll("[part~=region]")].map((region) => {
        const box = region.getBoundingClientRect();
        return [(box.left - left) / width, (box.right - left) / width, region.style.top];
    });
}"""


@pytest.fixture
async def browser() -> AsyncIterator[Browser]:
    async with chromium() as browser:
        yield browser


@pytest.fixture
async def page(console: Console, browser: Browser) -> AsyncIterator[Page]:
    """Where the operator has signed in. Whatever the page complains of fails the test."""
    page = await browser.new_page(viewport={"width": 1280, "height": 860})
    complaints: list[str] = []
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on("console", lambda said: complaints.append(said.text) if said.type == "error" else None)
    await page.goto(f"{console.url}/console")
    await page.get_by_label("Name").fill(NAME)
    await page.get_by_label("Password").fill(PASSWORD)
    await page.get_by_role("button", name="Sign in").click()
    await expect(page.get_by_role("heading", name="Calls", exact=True)).to_be_visible()
    yield page
    assert complaints == []


@pytest.fixture
def folder(console: Console) -> CallFolder:
    return scene.add_bought_call(console.archive)


@pytest.fixture
async def call(page: Page, console: Console, folder: CallFolder) -> Page:
    """The call's page, opened from the list, with its player ready."""
    await page.goto(f"{console.url}/console")
    await page.get_by_role("row", name="Ada Lovelace").click()
    await expect(page.get_by_role("button", name="Play", exact=True)).to_be_enabled()
    return page


async def test_a_call_is_played_with_its_transcript(call: Page) -> None:
    await call.get_by_role("button", name="Play", exact=True).click()
    await expect(call.get_by_role("button", name="Pause")).to_be_visible()
    current, position = call.locator(".turn[aria-current]"), call.locator("#position")
    await expect(current).to_contain_text("Hello Ada")
    await expect(position).to_have_text(re.compile("00:0[1-9]"))
    await call.get_by_label("Speed").select_option("2")
    await expect(current).to_contain_text("The usual, please.")
    await expect(position).to_have_text(re.compile("00:0[4-9]"))
    await call.locator("h1").click()
    await call.keyboard.press("Space")
    await expect(call.get_by_role("button", name="Play", exact=True)).to_be_visible()


async def test_the_evidence_is_coloured_and_plays_exactly_its_part(call: Page) -> None:
    inked = await call.evaluate(DRAWN)
    assert len(inked) >= 2
    assert all(0.02 < share < 0.9 for share in inked)
    [read_back, answer] = await call.evaluate(REGIONS)
    assert read_back[:2] == pytest.approx([5.6 / 12, 8.6 / 12], abs=0.01)
    assert answer[:2] == pytest.approx([9.0 / 12, 9.7 / 12], abs=0.01)
    assert (answer[2], read_back[2]) == ("0%", "50%")

    await call.get_by_role("button", name="Play the answer for order 471203").click()
    await expect(call.locator(".turn[aria-current]")).to_contain_text("Yes please.")
    await expect(call.get_by_role("button", name="Play", exact=True)).to_be_visible()
    await expect(call.locator("#position")).to_have_text("00:09")
    await call.get_by_role("button", name="Play the read-back of order 471203").click()
    await expect(call.locator(".turn[aria-current]")).to_contain_text("Three bags of Kenya")


async def test_turns_the_waveform_and_keys_lead_to_a_place(call: Page) -> None:
    position, current = call.locator("#position"), call.locator(".turn[aria-current]")
    await call.get_by_text("Done. It is order 471203.").click()
    await expect(position).to_have_text("00:09")
    await expect(current).to_contain_text("Done.")
    box = await call.locator("#waveform").bounding_box()
    assert box is not None
    for share, at in ((0.51, "00:06"), (0.78, "00:09"), (0.005, "00:00")):
        await call.mouse.click(box["x"] + box["width"] * share, box["y"] + 30)
        await expect(position).to_have_text(at)
    for key, at in (
        ("ArrowRight", "00:05"),
        ("ArrowRight", "00:10"),
        ("ArrowLeft", "00:05"),
        ("ArrowDown", "00:05"),
        ("ArrowDown", "00:09"),
        ("ArrowUp", "00:05"),
    ):
        await call.keyboard.press(key)
        await expect(position).to_have_text(at)
    await expect(current).to_contain_text("Three bags")


async def test_the_transcript_is_scrolled_to_what_is_heard(page: Page, console: Console) -> None:
    folder = scene.add_bought_call(console.archive)
    for number in range(60):
        folder.add_turn(replace(scene.TURNS[0], start_ms=number, end_ms=number + 1))
    await page.goto(f"{console.url}/console/calls/CA1")
    answer = page.locator(".turn", has_text="Yes please.")
    await expect(answer).not_to_be_in_viewport()
    await page.get_by_role("button", name="Play the answer").click()
    await expect(answer).to_be_in_viewport(ratio=1)


async def test_the_page_grows_with_a_live_call(page: Page, console: Console) -> None:
    folder = scene.add_live_call(console.archive, "CL", console.now)
    await page.goto(f"{console.url}/console/calls/CL")
    await expect(page.locator("#duration")).to_have_text("00:12")
    folder.add_turn(scene.TURNS[4])
    folder.add_purchase(scene.EVIDENCE)
    await expect(page.get_by_text("Three bags of Kenya, 36 dollars.")).to_be_visible()
    await page.get_by_role("button", name="Play the read-back").click()
    await expect(page.locator(".turn[aria-current]")).to_contain_text("Three bags of Kenya")


async def test_markup_in_a_transcript_stays_text(page: Page, console: Console) -> None:
    evil = "<script>document.title = 'owned'</script><img src=x onerror=\"document.title='owned'\">"
    folder = scene.add_live_call(console.archive, "CX")
    folder.add_turn(replace(scene.TURNS[1], text=evil))
    await page.goto(f"{console.url}/console/calls/CX")
    await expect(page.get_by_text(evil)).to_be_visible()
    assert "owned" not in await page.title()


async def test_nothing_is_wider_than_the_screen(call: Page, console: Console) -> None:
    for width in (390, 1280):
        await call.set_viewport_size({"width": width, "height": 844})
        for path in ("/console", "/console/calls/CA1"):
            await call.goto(console.url + path)
            assert await call.evaluate("document.documentElement.scrollWidth <= innerWidth")
    await call.get_by_role("button", name="Sign out").click()
    await expect(call.get_by_role("heading", name="Sign in")).to_be_visible()
