"""Saying a clip to a server that answers after a pause of 400 ms: too early, or not."""

from __future__ import annotations

from base64 import b64decode
from pathlib import Path
from typing import Any

import pytest

from bench.duplex.cast import Cast
from bench.pauses.clips import Clip, Half, Kind
from bench.pauses.cut_off import Said
from bench.pauses.person import say_clip
from ringup.telephony.standin.sound import from_line, to_line
from tests.telephony.clocks import tone
from tests.telephony.standin.protocol_server import Stream, on_the_line


class Answering:
    """Greets, then speaks once whenever the caller has been quiet for so long."""

    def __init__(self, patience_ms: int) -> None:
        self._patience_ms = patience_ms
        self._quiet_ms: int | None = None

    async def __call__(self, stream: Stream, message: Any) -> None:
        if message["event"] == "start":
            await stream.play(to_line(tone(0.5)))
        elif message["event"] == "media":
            await self._heard(stream, from_line(b64decode(message["media"]["payload"])).level > -40)

    async def _heard(self, stream: Stream, loud: bool) -> None:
        if loud:
            self._quiet_ms = 0
        elif self._quiet_ms is not None:
            self._quiet_ms += 20
            if self._quiet_ms == self._patience_ms:
                await stream.play(to_line(tone(0.5)))


async def heard(cast: Cast, pause: float, patience_ms: int) -> Said:
    clip = Clip(Kind.COMPLETE, Half.TUNE, "rms", "a | b", pause, (tone(0.6), tone(0.8)))
    async with on_the_line() as (carrier, server):
        server.react = Answering(patience_ms)
        call = await carrier.dial(f"{server.url}/voice")
        said = await say_clip(call, clip, cast)
        assert said is not None
        return said


@pytest.mark.parametrize(("patience_ms", "cut_off"), [(400, True), (1_000, False)])
async def test_who_pauses_longer_than_the_server_is_patient_is_cut_off(
    tmp_path: Path, patience_ms: int, cut_off: bool
) -> None:
    said = await heard(Cast(tmp_path), 0.8, patience_ms)
    assert said.second_start - said.first_end == pytest.approx(800, abs=25)
    assert said.second_end - said.second_start == 800
    assert (said.cut_off, said.in_the_pause) == (cut_off, cut_off)
    if not cut_off:
        assert said.answer_ms == pytest.approx(patience_ms, abs=60)
