from __future__ import annotations

from ringup.skills.values import PhoneNumber
from ringup.telephony.twilio.tokens import StreamTokens
from tests.telephony.clocks import ManualClock

CALLER = PhoneNumber("+15550100001")


def test_a_token_opens_its_call_once_and_brings_the_caller() -> None:
    tokens = StreamTokens(ManualClock())
    token = tokens.issue("CA1", CALLER)
    grant = tokens.redeem("CA1", token)
    assert grant is not None
    assert grant.caller == CALLER
    assert tokens.redeem("CA1", token) is None


def test_a_wrong_guess_opens_nothing_and_spoils_nothing() -> None:
    tokens = StreamTokens(ManualClock())
    token = tokens.issue("CA1", None)
    assert tokens.redeem("CA1", "guess") is None
    assert tokens.redeem("CA1", "") is None
    assert tokens.redeem("CA1", "gu\u00e9ss") is None
    assert tokens.redeem("CA1", token) is not None


def test_an_empty_token_does_not_open_an_unknown_call() -> None:
    assert StreamTokens(ManualClock()).redeem("CA1", "") is None


def test_another_calls_token_does_not_open_this_one() -> None:
    tokens = StreamTokens(ManualClock())
    other = tokens.issue("CA2", None)
    tokens.issue("CA1", None)
    assert tokens.redeem("CA1", other) is None


def test_a_token_is_good_for_a_minute() -> None:
    clock = ManualClock()
    tokens = StreamTokens(clock)
    first, second = tokens.issue("CA1", None), tokens.issue("CA2", None)
    clock.seconds += 59.9
    assert tokens.redeem("CA1", first) is not None
    clock.seconds += 0.1
    assert tokens.redeem("CA2", second) is None


def test_a_new_token_for_a_call_replaces_the_old() -> None:
    tokens = StreamTokens(ManualClock())
    old, new = tokens.issue("CA1", None), tokens.issue("CA1", None)
    assert tokens.redeem("CA1", old) is None
    assert tokens.redeem("CA1", new) is not None


def test_waiting_tokens_are_bounded_and_the_oldest_goes_first() -> None:
    tokens = StreamTokens(ManualClock(), most=3)
    issued = {f"CA{n}": tokens.issue(f"CA{n}", None) for n in range(5)}
    assert len(tokens) == 3
    assert tokens.redeem("CA1", issued["CA1"]) is None
    assert tokens.redeem("CA4", issued["CA4"]) is not None


def test_expired_tokens_do_not_stay() -> None:
    clock = ManualClock()
    tokens = StreamTokens(clock)
    for number in range(100):
        tokens.issue(f"CA{number}", None)
    clock.seconds += 61
    tokens.issue("CA-new", None)
    assert len(tokens) == 1
