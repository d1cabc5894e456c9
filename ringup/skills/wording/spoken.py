"""Values as they are said aloud in English, in words only: voices misread figures and symbols.

`ringup.skills.understanding.numbers` reads amounts and digits back to the same values.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, time, timedelta
from typing import NamedTuple

import phonenumbers
from num2words import num2words

from ringup.skills.regions import STATES
from ringup.skills.shop import Line
from ringup.skills.values import Money, PhoneNumber


class _Currency(NamedTuple):
    major: str
    majors: str
    minor: str
    minors: str
    decimals: int = 2


_CURRENCIES = {
    "USD": _Currency("dollar", "dollars", "cent", "cents"),
    "CAD": _Currency("Canadian dollar", "Canadian dollars", "cent", "cents"),
    "AUD": _Currency("Australian dollar", "Australian dollars", "cent", "cents"),
    "EUR": _Currency("euro", "euros", "cent", "cents"),
    "GBP": _Currency("pound", "pounds", "penny", "pence"),
    "CHF": _Currency("franc", "francs", "rappen", "rappen"),
    "PLN": _Currency("zloty", "zlotys", "grosz", "groszy"),
    "SEK": _Currency("krona", "kronor", "ore", "ore"),
    "JPY": _Currency("yen", "yen", "", "", decimals=0),
}

_DIGITS = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
_WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
# fmt: off
_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September",
    "October", "November", "December",
)
# fmt: on
_SYMBOLS = {"&": " and ", "+": " plus ", "%": " percent ", "@": " at ", "/": " ", "#": " number "}
_SOUNDS_LIKE_CONSONANT = re.compile(r"(?:eu|uni|use|usu|one\b|ukulele)", re.IGNORECASE)
_SOUNDS_LIKE_VOWEL = re.compile(r"(?:[aeiou]|hour|heir|honest)", re.IGNORECASE)


def number(value: int) -> str:
    """Such as "two", "one hundred and five"; negative ones with "minus"."""
    return str(num2words(value)).replace("-", " ").replace(",", "")


def ordinal(value: int) -> str:
    """Such as "twenty seventh"."""
    return str(num2words(value, to="ordinal")).replace("-", " ").replace(",", "")


def money(amount: Money) -> str:
    """Such as "forty nine dollars and ninety five cents"; an unknown currency is spelled out."""
    if amount.minor < 0:
        return f"minus {money(Money(-amount.minor, amount.currency))}"
    kind = _CURRENCIES.get(amount.currency) or _unknown(amount.currency)
    whole, rest = divmod(amount.minor, 10**kind.decimals)
    major = f"{number(whole)} {kind.major if whole == 1 else kind.majors}"
    minor = f"{number(rest)} {kind.minor if rest == 1 else kind.minors}"
    if rest == 0:
        return major
    return minor if whole == 0 else f"{major} and {minor}"


def digits(text: str) -> str:
    """Each digit by itself: "four seven one". Whatever is no digit is left out."""
    return " ".join(_DIGITS[int(figure)] for figure in text if figure in "0123456789")


def order_number(text: str) -> str:
    """In groups of three with pauses, "four seven one, two zero three"; no digit stands alone."""
    figures = [figure for figure in text if figure in "0123456789"]
    cuts = list(range(0, len(figures), 3))
    if len(figures) > 3 and len(figures) % 3 == 1:
        cuts.pop()
    ends = [*cuts[1:], len(figures)] if cuts else []
    groups = ("".join(figures[start:end]) for start, end in zip(cuts, ends, strict=True))
    return ", ".join(digits(group) for group in groups)


def phone_number(phone: PhoneNumber) -> str:
    """As it is written within its own country, group by group."""
    parsed = phonenumbers.parse(phone.e164)
    written = phonenumbers.format_number(parsed, phonenumbers.PhoneNumberFormat.NATIONAL)
    groups = (digits(group) for group in re.split(r"[^0-9]+", written))
    return ", ".join(group for group in groups if group)


def day(when: date, today: date) -> str:
    """Such as "tomorrow", "Friday" (within a week), "Friday the twenty seventh of November"."""
    match (when - today).days:
        case -1:
            return "yesterday"
        case 0:
            return "today"
        case 1:
            return "tomorrow"
        case ahead if 1 < ahead < 7:
            return _WEEKDAYS[when.weekday()]
        case _:
            return _full_date(when, today)


def arriving(when: date, today: date) -> str:
    """Such as "arriving tomorrow", "arriving on Friday"."""
    near = abs(when - today) <= timedelta(days=1)
    return f"arriving {'' if near else 'on '}{day(when, today)}"


def time_of_day(moment: time) -> str:
    """Such as "half past three in the afternoon", "nine oh five in the morning", "noon"."""
    if moment.minute == 0 and moment.hour in (0, 12):
        return "noon" if moment.hour else "midnight"
    hour = number(moment.hour % 12 or 12)
    match moment.minute:
        case 0:
            clock = f"{hour} o'clock"
        case 30:
            clock = f"half past {hour}"
        case minute if minute < 10:
            clock = f"{hour} oh {number(minute)}"
        case minute:
            clock = f"{hour} {number(minute)}"
    return f"{clock} {_part_of_day(moment.hour)}"


def quantity_of(line: Line) -> str:
    """Such as "two bags of house blend coffee, whole bean", "a desk lamp"."""
    counted = f"{line.unit if line.quantity == 1 else line.units} of " if line.unit else ""
    many = line.quantity != 1 and not line.unit
    name = counted + (line.plural if many else line.name)
    return f"{_how_many(line.quantity, name)} {words_only(name)}"


def list_of(items: Sequence[str]) -> str:
    """Such as "a, b and c"; with a pause before "and" where an item has one of its own."""
    return _joined(items, "and")


def one_of(items: Sequence[str]) -> str:
    """Such as "a, b or c"."""
    return _joined([words_only(item) for item in items], "or")


def words_only(text: str) -> str:
    """A name or an address without figures or symbols: "12 Oak St." is "twelve Oak St"."""
    for symbol, word in _SYMBOLS.items():
        text = text.replace(symbol, word)
    text = re.sub(r"[0-9]+", lambda found: f" {_figures(found[0])} ", text)
    text = re.sub(r"[^\w\s,']|_", " ", text)
    return re.sub(r"\s+(?=,)", "", " ".join(text.split()))


def address(line: str) -> str:
    """An address in one line as it is said: postcodes digit by digit, states by their names."""
    line = re.sub(r"\b([A-Z]{2}) (?=[0-9]{5}\b)", lambda found: f"{_state(found[1])}, ", line)
    line = re.sub(r"\b[0-9]{5}\b", lambda found: digits(found[0]), line)
    return words_only(line)


def _state(code: str) -> str:
    names = (name for name, short in STATES.items() if short == code)
    return next(names, code).title()


def _unknown(code: str) -> _Currency:
    letters = " ".join(code.lower())
    return _Currency(letters, letters, "hundredth", "hundredths")


def _full_date(when: date, today: date) -> str:
    said = f"{_WEEKDAYS[when.weekday()]} the {ordinal(when.day)} of {_MONTHS[when.month - 1]}"
    if abs((when - today).days) < 300:
        return said
    return f"{said} {str(num2words(when.year, to='year')).replace('-', ' ')}"


def _part_of_day(hour: int) -> str:
    if hour < 12:
        return "in the morning"
    return "in the afternoon" if hour < 18 else "in the evening"


def _how_many(quantity: int, name: str) -> str:
    if quantity == 0:
        return "no"
    if quantity != 1:
        return number(quantity)
    vowel = _SOUNDS_LIKE_VOWEL.match(name) and not _SOUNDS_LIKE_CONSONANT.match(name)
    return "an" if vowel else "a"


def _joined(items: Sequence[str], word: str) -> str:
    if len(items) < 2:
        return "".join(items)
    pause = "," if any("," in item for item in items) else ""
    return f"{', '.join(items[:-1])}{pause} {word} {items[-1]}"


def _figures(figures: str) -> str:
    """Up to three figures as an amount, more of them, or a leading zero, one by one."""
    if len(figures) > 3 or (len(figures) > 1 and figures[0] == "0"):
        return digits(figures)
    return number(int(figures))
