"""What can go wrong at the operators' console.

ConsoleError
 +-- OperatorRefused   this name or password cannot be an operator's; says why
 +-- SignInNeeded      the page is for operators who have signed in
 +-- FormRefused       a form was not ours, or too old: its token does not fit
 +-- TooManyTries      too many wrong passwords; says for how long to wait
 +-- NoRecording       the call exists, and nothing of it was recorded
 +-- PageUnknown       the console has no such page
"""

from __future__ import annotations

from ringup.telephony.errors import TelephonyError


class ConsoleError(TelephonyError):
    """Base of all errors of `ringup.telephony.console`."""

    code = "console"


class OperatorRefused(ConsoleError):
    code = "operator_refused"


class SignInNeeded(ConsoleError):
    code = "sign_in_needed"


class FormRefused(ConsoleError):
    code = "form_refused"


class TooManyTries(ConsoleError):
    code = "too_many_tries"

    def __init__(self, wait: float) -> None:
        """`wait`: seconds until the next try is taken."""
        super().__init__("too many wrong passwords")
        self.wait = wait


class NoRecording(ConsoleError):
    code = "no_recording"


class PageUnknown(ConsoleError):
    code = "page_unknown"
