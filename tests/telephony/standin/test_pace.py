from __future__ import annotations

import time

from ringup.telephony.standin.pace import RealPace, frames
from tests.telephony.clocks import LatePace


async def test_fifteen_seconds_of_frames_do_not_drift_although_every_one_is_late() -> None:
    pace = LatePace()
    start = pace.now()
    lateness = []
    async for number in frames(pace):
        lateness.append(pace.now() - start - number * 0.020)
        if number == 749:
            break
    assert min(lateness) >= -1e-9
    assert max(lateness) > 0.2
    # Late by a wake-up or so at the end as at the beginning: the lateness does not add up.
    assert sorted(lateness[-100:])[50] < 0.01


async def test_real_time_passes_between_frames() -> None:
    pace = RealPace()
    start = time.monotonic()
    async for number in frames(pace):
        if number == 5:
            break
    assert time.monotonic() - start >= 0.1
