from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest
from fastapi import FastAPI, Response

from ringup.telephony.errors import CarrierRefused, CarrierUnreachable
from ringup.telephony.server import bind, serving
from ringup.telephony.standin.carrier import StandInCarrier
from ringup.telephony.standin.events import EndedBy
from ringup.telephony.twilio.account import TwilioAccount
from ringup.telephony.twilio.control import CallControl
from ringup.telephony.twilio.rest import PAUSES
from tests.telephony.twilio.hosts import ToneHost, open_door

CALL = "CA" + "1" * 32


class Pauses:
    """Remembers how long it was asked to wait, and does not."""

    def __init__(self) -> None:
        self.seconds: list[float] = []

    async def __call__(self, seconds: float) -> None:
        self.seconds.append(seconds)


@asynccontextmanager
async def _control(account: TwilioAccount) -> AsyncIterator[tuple[CallControl, Pauses]]:
    pauses = Pauses()
    control = CallControl(account, pause=pauses)
    try:
        yield control, pauses
    finally:
        await control.aclose()


def _account(carrier: StandInCarrier, secret: str | None = None) -> TwilioAccount:
    secret = secret or carrier.auth_token
    return TwilioAccount(carrier.account_sid, secret, "https://shop.example", carrier.rest_url)


async def test_hanging_up_ends_the_call_and_again_is_no_error() -> None:
    async with open_door(ToneHost()) as door, _control(door.account) as (control, pauses):
        call = await door.carrier.dial(door.voice)
        await call.heard_out()
        await control.hang_up(call.call_sid)
        assert await call.wait_ended() is EndedBy.ASSISTANT
        await control.hang_up(call.call_sid)
        assert pauses.seconds == []


async def test_a_call_that_the_carrier_has_forgotten_is_over() -> None:
    async with StandInCarrier() as carrier, _control(_account(carrier)) as (control, _):
        await control.hang_up(CALL)


async def test_a_carrier_in_trouble_is_asked_again() -> None:
    async with open_door(ToneHost()) as door, _control(door.account) as (control, pauses):
        call = await door.carrier.dial(door.voice)
        await call.answered()
        door.carrier.fail_rest(503)
        door.carrier.fail_rest(429)
        await control.hang_up(call.call_sid)
        assert await call.wait_ended() is EndedBy.ASSISTANT
        assert pauses.seconds == list(PAUSES)


async def test_after_three_tries_the_carrier_is_unreachable() -> None:
    async with StandInCarrier() as carrier, _control(_account(carrier)) as (control, pauses):
        carrier.fail_rest(500, times=3)
        with pytest.raises(CarrierUnreachable, match="500"):
            await control.hang_up(CALL)
        assert pauses.seconds == list(PAUSES)


async def test_nobody_listening_is_unreachable_too() -> None:
    async with serving(FastAPI(), bind()) as url:
        pass
    account = TwilioAccount("AC1", "secret", "https://shop.example", url)
    async with _control(account) as (control, pauses):
        with pytest.raises(CarrierUnreachable, match="ConnectError"):
            await control.hang_up(CALL)
        assert len(pauses.seconds) == 2


async def test_a_wrong_secret_is_refused_at_once() -> None:
    async with StandInCarrier() as carrier, _control(_account(carrier, "x")) as (control, pauses):
        with pytest.raises(CarrierRefused, match="401") as refused:
            await control.hang_up(CALL)
        assert pauses.seconds == []
        assert CALL not in str(refused.value)


async def test_a_404_of_somebody_else_is_not_taken_for_success() -> None:
    app = FastAPI()
    app.add_api_route("/{rest:path}", lambda: Response("nothing here", 404), methods=["POST"])
    async with serving(app, bind()) as url:
        account = TwilioAccount("AC1", "secret", "https://shop.example", url)
        async with _control(account) as (control, _):
            with pytest.raises(CarrierRefused, match="404"):
                await control.hang_up(CALL)
