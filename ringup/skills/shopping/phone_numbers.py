"""Telephone numbers that callers give, as dialled in the shop's own country."""

from __future__ import annotations

import phonenumbers

from ringup.skills.dialogue.expectations import Digits
from ringup.skills.dialogue.state import State
from ringup.skills.regions import region_of
from ringup.skills.values import PhoneNumber

LENGTHS = (7, 8, 9, 10, 11, 12)
"""Digits of a telephone number, without or with its country."""

LONG_ENOUGH = 11
"""Digits from which a number that its country's plan does not know is taken to be complete."""

NUMBER = Digits("phone", LENGTHS)


def is_whole(state: State, number: str) -> bool:
    """A beginning may be possible as well: what the plan knows is complete, and what is long enough."""
    parsed = _parsed(state, number)
    if parsed is None or not phonenumbers.is_possible_number(parsed):
        return False
    return phonenumbers.is_valid_number(parsed) or len(number) >= LONG_ENOUGH


def phone(state: State, number: str) -> PhoneNumber | None:
    """None for digits that can be no telephone number."""
    parsed = _parsed(state, number)
    if parsed is None or not phonenumbers.is_possible_number(parsed):
        return None
    return PhoneNumber(phonenumbers.format_number(parsed, phonenumbers.PhoneNumberFormat.E164))


def _parsed(state: State, number: str) -> phonenumbers.PhoneNumber | None:
    try:
        return phonenumbers.parse(number, region_of(state.shop.phone) or "US")
    except phonenumbers.NumberParseException:
        return None
