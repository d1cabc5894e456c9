"""What can go wrong at the browser's door.

TelephonyError
 +-- SpeakError
      +-- OfferMalformed   an offer cannot be read, or asks for what we do not have
      +-- OfferTooLarge    an offer is longer than any browser's
      +-- PeerNeverCame    a browser got its answer and did not connect

Their messages are sentences that the page may show.
"""

from __future__ import annotations

from ringup.telephony.errors import TelephonyError


class SpeakError(TelephonyError):
    """Base of all errors of `ringup.telephony.speak`."""

    code = "speak"


class OfferMalformed(SpeakError):
    code = "offer_malformed"


class OfferTooLarge(SpeakError):
    code = "offer_too_large"


class PeerNeverCame(SpeakError):
    code = "peer_never_came"
