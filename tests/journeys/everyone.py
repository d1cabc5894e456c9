"""Runs all journeys at the same time, as calls come in, and keeps how each one ended."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import AsyncExitStack
from pathlib import Path
from typing import Any

from ringup.telephony.server import keep_what_is_loaded
from tests.journeys.callers import JOURNEYS, Journey
from tests.journeys.crashes import one_crash_after_another
from tests.journeys.faults import empty_shop, one_trouble_after_another
from tests.journeys.house import House, open_house
from tests.journeys.households import write_shop
from tests.journeys.outcome import Ends, Outcome, outcome_of
from tests.journeys.server import new_server

AT_ONCE = 8
"""Calls in the large house, whose server and carrier share one process here."""

APART = 0.5
"""Seconds between two rings."""


async def everyone(folder: Path) -> Ends:
    """Houses are opened one after the other: migrations know only one database at a time."""
    shop_file = write_shop(folder / "shop.json")
    async with AsyncExitStack() as stack:
        enter = stack.enter_async_context
        doomed = await enter(new_server(folder / "doomed", shop_file))
        large = await enter(open_house(folder / "large", shop_file=shop_file, max_calls=len(JOURNEYS)))
        starting = asyncio.create_task(doomed.start())  # knows by now what the large one has learned
        small = await enter(open_house(folder / "small", shop_file=shop_file, max_calls=1))
        bare = await enter(open_house(folder / "bare", shop_file=None))
        await starting
        keep_what_is_loaded()
        places = asyncio.Semaphore(AT_ONCE)
        single: dict[Callable[..., Any], Awaitable[Any]] = {
            journey: _journey(large, journey, places, n) for n, journey in enumerate(JOURNEYS)
        }
        single[empty_shop] = empty_shop(bare)
        several = (one_trouble_after_another(small), one_crash_after_another(doomed))
        ends = await asyncio.gather(*single.values(), *several, return_exceptions=True)
    return _ends(dict(zip(single, ends, strict=False)), ends[len(single) :])


def _ends(single: dict[Callable[..., Any], Any], several: list[Any]) -> Ends:
    for end in several:
        if isinstance(end, BaseException):
            raise end
        single |= end
    return Ends(single)


async def _journey(house: House, journey: Journey, places: asyncio.Semaphore, number: int) -> Outcome:
    await asyncio.sleep(APART * number)
    async with places:
        person = await journey(house, JOURNEYS[journey])
        return await outcome_of(person.call, house.archive, house.database)
