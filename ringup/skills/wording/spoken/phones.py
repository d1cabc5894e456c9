"""Phone numbers, group by group."""

from __future__ import annotations

import re

import phonenumbers

from ringup.skills.values import PhoneNumber
from ringup.skills.wording.spoken.numbers import digits
from ringup.skills.wording.tongues import ENGLISH, Tongue

_MAY_BE_ONE = re.compile(r"\+[0-9]|[0-9][^\w,]{1,2}[0-9]")
"""Quick to rule out; figures without a mark between them are read one by one anyhow."""


def phone_number(phone: PhoneNumber, tongue: Tongue = ENGLISH) -> str:
    """As it is written within its own country, group by group."""
    return _groups(phonenumbers.parse(phone.e164), tongue)


def with_phones_said(text: str, tongue: Tongue = ENGLISH) -> str:
    """Phone numbers that the plan of their country knows: "(207) 555-0123"."""
    if not _MAY_BE_ONE.search(text):
        return text
    said, at = "", 0
    for found in phonenumbers.PhoneNumberMatcher(text, tongue.region):
        said += text[at : found.start] + _groups(found.number, tongue)
        at = found.end
    return said + text[at:]


def _groups(parsed: phonenumbers.PhoneNumber, tongue: Tongue) -> str:
    written = phonenumbers.format_number(parsed, phonenumbers.PhoneNumberFormat.NATIONAL)
    groups = (digits(group, tongue) for group in re.split(r"[^0-9]+", written))
    return ", ".join(group for group in groups if group)
