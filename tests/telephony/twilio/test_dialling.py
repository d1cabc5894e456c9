"""Giving a call to the staff: the carrier dials them, and says what came of it."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest

from ringup.skills.values import PhoneNumber
from ringup.telephony.errors import CarrierUnreachable
from ringup.telephony.standin.events import EndedBy, Kind
from ringup.telephony.twilio.control import CallControl, dialling
from ringup.telephony.twilio.rest import PAUSES
from ringup.telephony.twilio.webhook import NOBODY_THERE
from tests.telephony.twilio.hosts import Door, ToneHost, open_door

STAFF = PhoneNumber("+12025550142")


@pytest.fixture
async def door() -> AsyncIterator[Door]:
    async with open_door(ToneHost()) as door:
        yield door


@pytest.fixture
async def control(door: Door) -> AsyncIterator[CallControl]:
    async def at_once(_: float) -> None: ...

    control = CallControl(door.account, pause=at_once)
    yield control
    await control.aclose()


async def test_the_staff_are_dialled_and_the_call_ends_with_theirs(door: Door, control: CallControl) -> None:
    call = await door.carrier.dial(door.voice)
    await call.heard_out()
    await control.dial(call.call_sid, STAFF)
    assert await call.wait_ended() is EndedBy.SCRIPT
    assert [event.detail for event in call.happened(Kind.DIALLED)] == [STAFF.e164]
    assert call.happened(Kind.SAID) == []


async def test_where_nobody_answers_the_caller_is_told_of_the_callback(
    door: Door, control: CallControl
) -> None:
    call = await door.carrier.dial(door.voice)
    call.dialled_status = "no-answer"
    await call.heard_out()
    await control.dial(call.call_sid, STAFF)
    assert await call.wait_ended() is EndedBy.SCRIPT
    assert [event.detail for event in call.happened(Kind.SAID)] == [NOBODY_THERE]


async def test_a_carrier_that_does_not_answer_is_reported_while_the_call_goes_on(
    door: Door, control: CallControl
) -> None:
    call = await door.carrier.dial(door.voice)
    await call.heard_out()
    door.carrier.fail_rest(503, times=len(PAUSES) + 1)
    with pytest.raises(CarrierUnreachable):
        await control.dial(call.call_sid, STAFF)
    assert call.ended_by is None


def test_the_carrier_is_told_where_to_ask_then() -> None:
    document = dialling(STAFF, "https://shop.example/twilio/dialled")
    assert 'action="https://shop.example/twilio/dialled"' in document
    assert ">+12025550142</Dial>" in document
