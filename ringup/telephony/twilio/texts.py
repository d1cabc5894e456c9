"""Sends text messages over the carrier's REST API:
https://www.twilio.com/docs/messaging/api/message-resource#create-a-message-resource
"""

from __future__ import annotations

import asyncio

from ringup.skills.errors import TextNotSent
from ringup.skills.values import PhoneNumber
from ringup.telephony.errors import CarrierRefused, CarrierUnreachable
from ringup.telephony.twilio.account import TwilioAccount
from ringup.telephony.twilio.rest import CarrierApi, Pause

TIMEOUT = 1.2
"""Seconds for one try: somebody on the telephone waits, and all of them must fit into a look-up's time."""


class TwilioTexts:
    """The TextSender. `aclose` it when the server stops."""

    def __init__(
        self,
        account: TwilioAccount,
        sender: PhoneNumber,
        timeout: float = TIMEOUT,
        pause: Pause = asyncio.sleep,
    ) -> None:
        """`sender` is one of the account's own numbers."""
        self._url = account.messages_url
        self._sender = sender
        self._api = CarrierApi(account, timeout, pause)

    async def send(self, to: PhoneNumber, text: str) -> None:
        """A try that seemed to fail may have been taken: then the text comes twice."""
        form = {"To": to.e164, "From": self._sender.e164, "Body": text}
        try:
            await self._api.post(self._url, form)
        except (CarrierUnreachable, CarrierRefused) as error:
            raise TextNotSent(str(error)) from error

    async def aclose(self) -> None:
        await self._api.aclose()
