"""A browser's offer of a connection: read, limited and checked before any of it is used."""

from __future__ import annotations

from typing import Literal

from aiortc.sdp import SessionDescription
from fastapi import Request
from pydantic import BaseModel, ConfigDict, ValidationError

from ringup.telephony.speak.errors import OfferMalformed, OfferTooLarge

LARGEST = 32 * 1024
"""Bytes. A browser with many network interfaces sends about 6 KiB."""

MEDIA = ["audio", "application"]
"""One microphone and one data channel, in this order: pipecat takes the first for the sound."""


class Offer(BaseModel):
    """What RTCPeerConnection.localDescription looks like as JSON."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    sdp: str
    type: Literal["offer"]


async def read_offer(request: Request) -> Offer:
    """Raises OfferTooLarge or OfferMalformed."""
    body = bytearray()
    async for chunk in request.stream():
        body += chunk
        if len(body) > LARGEST:
            raise OfferTooLarge(f"An offer is at most {LARGEST // 1024} KiB long.")
    try:
        offer = Offer.model_validate_json(bytes(body))
    except ValidationError as error:
        raise OfferMalformed('An offer is JSON: {"type": "offer", "sdp": "..."}.') from error
    _check_media(offer.sdp)
    return offer


def _check_media(sdp: str) -> None:
    try:
        kinds = [media.kind for media in SessionDescription.parse(sdp).media]
    except Exception as error:  # the parser raises whatever the text makes it stumble over
        raise OfferMalformed("The offer's SDP cannot be read.") from error
    if kinds != MEDIA:
        raise OfferMalformed("An offer holds one audio track, then one data channel.")
