"""Who carries text messages, as the settings say."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from ringup.pipelines.settings import Settings
from ringup.skills.ports import TextSender
from ringup.skills.values import PhoneNumber
from ringup.telephony.twilio.account import account_of
from ringup.telephony.twilio.texts import TwilioTexts


@asynccontextmanager
async def open_texts(settings: Settings) -> AsyncIterator[TextSender | None]:
    """None where nobody does."""
    if settings.twilio_texts_from is None or not settings.takes_carrier_calls:
        yield None
        return
    texts = TwilioTexts(account_of(settings), PhoneNumber(settings.twilio_texts_from))
    try:
        yield texts
    finally:
        await texts.aclose()
