"""The same assistant from the browser: Chromium's microphone is a sound file that reorders the usual."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import soxr

from ringup.pipelines.archive import Speaker
from ringup.telephony.standin.recordings import recording
from ringup.voice.audio import Audio
from ringup.voice.turns.silence import digits_said
from tests.journeys.house import open_house
from tests.telephony.speak.pages import browser_with, speak_page
from tests.telephony.speak.sounds import MICROPHONE_RATE, microphone_file

SAM = "+12025550101"

SPOKEN = (
    (10.0, "id-like-to-reorder-the-usual"),
    (15.5, "oh-four-one-oh-one"),
    (34.0, "yes-please"),
    (51.0, "no"),
)
"""When the person speaks, in seconds from the press of the button; in between they listen."""

UNTIL = 67.0


async def test_a_person_reorders_by_speaking_to_the_page(tmp_path: Path) -> None:
    microphone = microphone_file(tmp_path / "microphone.wav", _person())
    async with (
        open_house(tmp_path / "data", speaker_customer=SAM) as house,
        browser_with(microphone) as browser,
    ):
        page = await speak_page(browser, house.url)
        await page.talk()
        await page.until("listening", "speaking")
        await page.until("ended", seconds=UNTIL)
        [order] = await house.new_orders(SAM)
        [call] = house.assistant.archive.calls()
    assert [line.sku for line in order.lines] == ["house-blend-whole"]
    assert (call.door, call.orders) == ("browser", (order.number,))
    record = house.assistant.archive.read(call.id)
    said = [turn.text for turn in record.turns if turn.speaker is Speaker.CALLER]
    assert [said[0], *said[2:]] == ["i'd like to reorder the usual", "yes please", "no"]
    assert digits_said(said[1]) >= 4
    [purchase] = record.purchases
    assert purchase.read_back_end_ms <= purchase.answer_start_ms
    assert page.problems == []


def _person() -> Audio:
    sound = np.zeros(round(UNTIL * MICROPHONE_RATE), np.int16)
    for at, slug in SPOKEN:
        spoken = recording(slug)
        samples = soxr.resample(spoken.samples, spoken.rate, MICROPHONE_RATE)
        start = round(at * MICROPHONE_RATE)
        sound[start : start + len(samples)] = samples
    return Audio(sound, MICROPHONE_RATE)
