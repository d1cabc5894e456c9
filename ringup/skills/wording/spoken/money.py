"""Money, as a value and as it is written."""

from __future__ import annotations

import re
from functools import cache

from ringup.skills.values import Money
from ringup.skills.wording.spoken.numbers import AMOUNT, MINUS, counting
from ringup.skills.wording.spoken.replacing import any_of, replaced
from ringup.skills.wording.tongues import ENGLISH, Currency, Tongue


def money(amount: Money, tongue: Tongue = ENGLISH) -> str:
    """Such as "forty nine dollars and ninety five cents"; an unknown currency is spelled out."""
    if amount.minor < 0:
        return f"{tongue.minus} {money(Money(-amount.minor, amount.currency), tongue)}"
    kind = _currency(amount.currency, tongue)
    whole, rest = divmod(amount.minor, 10**kind.decimals)
    major = f"{counting(whole, tongue)} {kind.major if whole == 1 else kind.majors}"
    minor = f"{counting(rest, tongue)} {kind.minor if rest == 1 else kind.minors}"
    if rest == 0:
        return major
    return minor if whole == 0 else f"{major} {tongue.both} {minor}"


def with_money_said(text: str, tongue: Tongue = ENGLISH) -> str:
    """Amounts with a sign or a code of three letters, before or after: "$1,250", "4.95 EUR", "$5-$10".
    A minus may be on either side of a sign: "-$5", "$-5"."""

    def said(found: re.Match[str]) -> str:
        written = (found["first"], found["last"])
        amounts = (_read(each, found["sign"], tongue) for each in written if each)
        minus = f"{tongue.minus} " if found["minus"] else ""
        return minus + f" {tongue.to} ".join(money(each, tongue) for each in amounts)

    before, after, sign_first = _patterns(tongue)
    text = sign_first.sub(r"-\g<sign>", text)
    return replaced(after, said, replaced(before, said, text))


_WRITTEN = rf"(?:[0-9]+,[0-9]{{2}}(?![0-9])|{AMOUNT})"
"""With a point or, as in much of Europe, a comma before the smaller unit."""


@cache
def _patterns(tongue: Tongue) -> tuple[re.Pattern[str], ...]:
    """With the sign before and after the amount, or the two that it is between, and before a minus."""
    sign = rf"(?:{any_of(tongue.currency_signs)}|\b(?:{any_of(tongue.currencies)})\b)"
    first, ends = rf"(?P<first>{_WRITTEN})", r"(?!\w|[.,][0-9])"
    to = rf"(?:\s?[-\u2013]\s?{sign}?\s?(?P<last>{_WRITTEN}))?"
    before = rf"(?P<minus>{MINUS})?(?P<sign>{sign})\s?{first}{to}{ends}"
    after = rf"(?:(?P<minus>{MINUS})|(?<![\w.,])){first}(?:\s?{sign})?{to}\s?(?P<sign>{sign})"
    sign_first = rf"(?<![^\s(])(?<![0-9]\s)(?P<sign>{sign})[-\u2013](?=[0-9])"
    return re.compile(before), re.compile(after), re.compile(sign_first)


def _read(written: str, sign: str, tongue: Tongue) -> Money:
    code = tongue.currency_signs.get(sign, sign)
    whole, _, part = re.sub(r",(?=[0-9]{2}$)", ".", written).replace(",", "").partition(".")
    decimals = _currency(code, tongue).decimals
    return Money(int(whole) * 10**decimals + int((part + "0" * decimals)[:decimals] or 0), code)


def _currency(code: str, tongue: Tongue) -> Currency:
    if (known := tongue.currencies.get(code)) is not None:
        return known
    letters = " ".join(code.lower())
    return Currency(letters, letters, tongue.hundredths.minor, tongue.hundredths.minors)
