"""Texts over the carrier's REST API, and who reads them."""

from __future__ import annotations

import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from ringup.pipelines.errors import SettingsInvalid
from ringup.pipelines.settings import load_settings
from ringup.skills.errors import TextNotSent
from ringup.skills.values import PhoneNumber
from ringup.telephony.standin.carrier import StandInCarrier
from ringup.telephony.texts import open_texts
from ringup.telephony.twilio.account import TwilioAccount
from ringup.telephony.twilio.texts import TwilioTexts

SHOP = PhoneNumber("+12025550199")
SAM = PhoneNumber("+12025550101")
OTHER = PhoneNumber("+12025550102")


async def no_pause(_: float) -> None:
    """Tries again at once."""


@asynccontextmanager
async def texts_over(carrier: StandInCarrier, secret: str | None = None) -> AsyncIterator[TwilioTexts]:
    account = TwilioAccount(
        carrier.account_sid, secret or carrier.auth_token, "https://shop.example", carrier.rest_url
    )
    texts = TwilioTexts(account, SHOP, pause=no_pause)
    try:
        yield texts
    finally:
        await texts.aclose()


async def test_a_text_lies_on_the_right_telephone() -> None:
    async with StandInCarrier() as carrier, texts_over(carrier) as texts:
        await texts.send(SAM, "123456 is your code.")
        await texts.send(SAM, "Another one.")
        assert carrier.texts_to(SAM.e164) == ("123456 is your code.", "Another one.")
        assert carrier.texts_to(OTHER.e164) == ()


async def test_a_carrier_that_is_busy_for_a_moment_is_asked_again() -> None:
    async with StandInCarrier() as carrier, texts_over(carrier) as texts:
        carrier.fail_rest(503, times=2)
        await texts.send(SAM, "Hello.")
        assert carrier.texts_to(SAM.e164) == ("Hello.",)


async def test_a_carrier_that_stays_away_sends_nothing_and_that_is_told(
    caplog: pytest.LogCaptureFixture,
) -> None:
    async with StandInCarrier() as carrier, texts_over(carrier) as texts:
        carrier.fail_rest(503, times=3)
        with caplog.at_level(logging.DEBUG), pytest.raises(TextNotSent) as caught:
            await texts.send(SAM, "123456 is your code.")
        assert carrier.texts_to(SAM.e164) == ()
    assert "123456" not in str(caught.value) + caplog.text


async def test_a_wrong_secret_sends_nothing() -> None:
    async with StandInCarrier() as carrier, texts_over(carrier, "guess") as texts:
        with pytest.raises(TextNotSent):
            await texts.send(SAM, "Hello.")
        assert carrier.texts_to(SAM.e164) == ()


async def test_a_text_without_words_is_refused() -> None:
    async with StandInCarrier() as carrier, texts_over(carrier) as texts:
        with pytest.raises(TextNotSent):
            await texts.send(SAM, "")


async def test_texts_are_sent_as_the_settings_say(tmp_path: Path) -> None:
    async with StandInCarrier() as carrier:
        carried = {
            "data_dir": tmp_path,
            "public_url": "https://shop.example",
            "twilio_account_sid": carrier.account_sid,
            "twilio_auth_token": carrier.auth_token,
            "twilio_rest_url": carrier.rest_url,
        }
        async with open_texts(load_settings(**carried)) as texts:
            assert texts is None
        async with open_texts(load_settings(**carried, twilio_texts_from=SHOP.e164)) as texts:
            assert texts is not None
            await texts.send(SAM, "Hello.")
        assert carrier.texts_to(SAM.e164) == ("Hello.",)


def test_a_number_to_text_from_is_of_no_use_without_a_carrier() -> None:
    with pytest.raises(SettingsInvalid, match="RINGUP_TWILIO_TEXTS_FROM needs a carrier"):
        load_settings(twilio_texts_from=SHOP.e164)
