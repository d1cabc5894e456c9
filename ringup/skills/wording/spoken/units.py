"""Measures: an amount and what it counts."""

from __future__ import annotations

import re
from functools import cache

from ringup.skills.wording.spoken.numbers import AMOUNT, MINUS, amount
from ringup.skills.wording.spoken.replacing import any_of, replaced
from ringup.skills.wording.tongues import ENGLISH, Tongue, Unit

_FRACTION = r"[1-7]/[2348]"
_TO_A_MINUS = re.compile(r"(?<=[0-9])(?:\s?\u2013\s?|\s-\s)(?=[-\u2013][0-9])")


def measure(written: str, unit: Unit, tongue: Tongue = ENGLISH) -> str:
    """Such as "one pound", "two point five kilograms"; `written` is the amount in figures."""
    if written == "1":
        return f"{tongue.single} {unit.one}"
    return f"{amount(written, tongue)} {unit.many}"


def with_measures_said(text: str, tongue: Tongue = ENGLISH) -> str:
    """Amounts with their units, "2.5 kg", "60W bulb", "5-10 lbs", "9 x 13 cm"; fractions, "1 1/2 cups"."""
    text = _by(tongue).sub(rf"\g<size> {tongue.by} ", text)
    text = replaced(_measures(tongue), lambda found: _said(found, tongue), text)
    return replaced(_fractions(tongue), lambda found: _with_fraction(found, tongue), text)


def with_minus_said(text: str, tongue: Tongue = ENGLISH) -> str:
    """A minus before figures: "-18" as "minus 18", "-20 - -10" as "minus 20 to minus 10"."""
    text = _TO_A_MINUS.sub(f" {tongue.to} ", text)
    return replaced(_minus(tongue), lambda found: found["between"] or f"{tongue.minus} ", text)


def with_rates_said(text: str, tongue: Tongue = ENGLISH) -> str:
    """What a measure of something costs: "12.50/lb" as "12.50 per pound", "per kg" as "per kilogram"."""

    def said(found: re.Match[str]) -> str:
        return f"{found['amount'] or ''} {tongue.per} {_forms(tongue)[found['unit']].one}"

    return _rates(tongue).sub(said, text)


@cache
def _forms(tongue: Tongue) -> dict[str, Unit]:
    return {form.replace("_", " "): unit for unit in tongue.units for form in unit.written.split()}


@cache
def _measures(tongue: Tongue) -> re.Pattern[str]:
    forms = any_of(_forms(tongue))
    number = rf"(?:{AMOUNT}(?: {_FRACTION})?|{_FRACTION})"
    to = rf"(?:\s?[-\u2013]\s?(?P<last>{AMOUNT}))?"
    return re.compile(
        rf"(?<![\w.,/'])(?P<first>{number}){to}(?P<gap>\s?|-)(?P<unit>{forms})(?![\w/])(?P<dot>\.(?!\w))?"
    )


@cache
def _by(tongue: Tongue) -> re.Pattern[str]:
    """A size that is multiplied, with its unit where it has one."""
    size = rf"(?P<size>{AMOUNT}(?:\s?(?:{any_of(_forms(tongue))}))?)"
    return re.compile(rf"(?<![\w.,]){size}(?:\s[x\u00d7]\s|[x\u00d7])(?=[0-9])")


@cache
def _minus(tongue: Tongue) -> re.Pattern[str]:
    """A dash before a figure; with the amount before it where it stands between two."""
    amount = rf"[0-9](?:[^\s,;:.()]*|\s(?:{any_of(_forms(tongue))})\.?)"
    return re.compile(rf"(?P<between>{amount}\s[-\u2013](?=[0-9]))|{MINUS}(?=[0-9])")


@cache
def _rates(tongue: Tongue) -> re.Pattern[str]:
    forms = any_of(_forms(tongue))
    money = any_of((*tongue.currency_signs, *tongue.currencies))
    costs = rf"(?<![\w.,])(?P<amount>{AMOUNT}(?:\S|\s?(?:{money}))?)\s?/\s?"
    return re.compile(rf"(?:{costs}| {tongue.per} )(?P<unit>{forms})(?!\w)")


@cache
def _fractions(tongue: Tongue) -> re.Pattern[str]:
    known = any_of(tongue.fractions)
    return re.compile(rf"(?<![\w.,/])(?:(?P<whole>[0-9]+) )?(?P<part>{known})(?![\w/])")


def _said(found: re.Match[str], tongue: Tongue) -> str:
    unit = _forms(tongue)[found["unit"]]
    said = tongue.single if found["first"] == "1" else _amount(found["first"], tongue)
    if found["last"]:
        said += f" {tongue.to} {amount(found['last'], tongue)}"
    is_one = not found["last"] and (found["first"] == "1" or "/" in found["first"].partition(" ")[0])
    one = is_one or (_is_part_of_a_name(found, tongue) and found["unit"] not in unit.plural.split())
    return f"{said} {unit.one if one else unit.many}{_full_stop(found)}"


def _amount(written: str, tongue: Tongue) -> str:
    whole, _, part = written.rpartition(" ") if "/" in written else (written, "", "")
    return amount(whole, tongue) if not part else _mixed(whole, part, tongue)


def _mixed(whole: str, part: str, tongue: Tongue) -> str:
    fraction = tongue.fractions.get(part, part)
    return f"{amount(whole, tongue)} {tongue.both} {fraction}" if whole else fraction


def _with_fraction(found: re.Match[str], tongue: Tongue) -> str:
    return _mixed(found["whole"] or "", found["part"], tongue)


def _is_part_of_a_name(found: re.Match[str], tongue: Tongue) -> bool:
    """Whether a thing of that measure is named, "60W bulb", rather than a measure, "5 kg of it". A dot ends
    an abbreviation there, not a sentence."""
    if found["gap"] == "-":
        return True
    following = re.match(r"[ -]([^\W\d_]+)", found.string[found.end() :])
    if following is None or (found["dot"] and following[1][0].isupper()):
        return False
    return following[1].lower() not in tongue.after_measures


def _full_stop(found: re.Match[str]) -> str:
    """A dot after a unit ends the sentence, unless that goes on in small letters."""
    if not found["dot"]:
        return ""
    return "" if re.match(r"\s+[^A-Z\s]|,", found.string[found.end() :]) else "."
