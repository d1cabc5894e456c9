"""What can go wrong at the doors.

TelephonyError
 +-- AddressTaken         the server cannot listen where it was told to; says what to do
 +-- CarrierUnreachable   the carrier's REST API did not answer, or not usably, after all tries
 +-- CarrierRefused       it answered that it will not do what was asked
 +-- TooMuchGarbage       a media socket sends nothing that can be understood
 +-- StandInError         the stand-in carrier
      +-- WebhookFailed   the server's webhook did not answer with usable TwiML
      +-- WaitTimedOut    what a scripted caller waits for did not happen in time
      +-- CallIsOver      a scripted caller acts on, or waits in, a call that has ended
"""

from __future__ import annotations


class TelephonyError(Exception):
    """Base of all errors of `ringup.telephony`."""

    code = "telephony"


class AddressTaken(TelephonyError):
    code = "address_taken"


class CarrierUnreachable(TelephonyError):
    code = "carrier_unreachable"


class CarrierRefused(TelephonyError):
    code = "carrier_refused"


class TooMuchGarbage(TelephonyError):
    code = "too_much_garbage"


class StandInError(TelephonyError):
    code = "stand_in"


class WebhookFailed(StandInError):
    code = "webhook_failed"


class WaitTimedOut(StandInError):
    code = "wait_timed_out"


class CallIsOver(StandInError):
    code = "call_is_over"
