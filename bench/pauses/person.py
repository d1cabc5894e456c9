"""A caller who says one clip when it is their turn, and listens to what comes of it."""

from __future__ import annotations

import sys
from contextlib import suppress

from bench.duplex.cast import Cast
from bench.pauses.clips import Clip, Kind
from bench.pauses.cut_off import Said
from bench.waveform import stretches
from ringup.telephony.errors import StandInError, WaitTimedOut
from ringup.telephony.standin.caller import StandInCall

LEAD_VOICE = "rms"
LEAD_IN = ("i want to cancel an order", "oh four one oh one")
"""After these the assistant asks for the number of an order."""

LISTENS = 8.0
"""Seconds after the clip in which an answer comes or does not."""

MORE_THAN_A_CLICK = 0.2
"""Seconds of an answer by which it can be told from a click."""


async def say_clip(call: StandInCall, clip: Clip, cast: Cast) -> Said | None:
    """None, and a line of what went wrong, where it could not be said."""
    try:
        await call.heard_out(quiet_ms=800)
        for words in LEAD_IN if clip.kind is Kind.NUMBER else ():
            await call.say(cast.says(LEAD_VOICE, words))
            await call.heard_out(quiet_ms=800)
        return await _said(call, clip)
    except StandInError as error:
        print(f"{clip.kind} {clip.words!r}: {error}", file=sys.stderr)
        return None


async def _said(call: StandInCall, clip: Clip) -> Said:
    """The pause lasts as long as it should, whatever the assistant does in it."""
    first, second = clip.parts
    begun = round(call.now * 1000)
    first_end = begun + round(first.seconds * 1000)
    await call.say(first)
    await call.wait(clip.pause - (call.now - first_end / 1000))
    second_start = round(call.now * 1000)
    await call.say(second)
    since = call.handset.frames
    with suppress(WaitTimedOut):  # no answer is an outcome too
        await call.until(lambda: call.handset.heard_since(since), LISTENS, "an answer")
    await call.wait(MORE_THAN_A_CLICK)
    heard = call.assistant_track
    after = tuple(one for one in stretches(heard.samples, heard.rate) if one.end_ms > begun)
    return Said(first_end, second_start, second_start + round(second.seconds * 1000), after)
