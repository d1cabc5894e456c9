"""What a language has to tell for values to be said in it. Numbers themselves are num2words' business."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Currency:
    """`decimals`: digits of the smaller unit, as ISO 4217 has them."""

    major: str
    majors: str
    minor: str = ""
    minors: str = ""
    decimals: int = 2


@dataclass(frozen=True, slots=True)
class Unit:
    """`written`: how it stands after a number, capitals as they are: "GB", "lb lbs"; a form with a blank in
    it has an underscore there. `plural` are those of them that are never said of one thing."""

    written: str
    one: str
    many: str
    plural: str = ""


@dataclass(frozen=True, slots=True)
class CalendarWords:
    """From Monday and from January on. `near`: days by their distance from today. `short_weekdays` and
    `short_months` are what may stand for them where a date is certain, blanks between.

    `date` takes {weekday}, {day} and {month}; `written` what stands for a date in running text, {day} and
    {month}; `on` takes {day} where that is none of `near`.
    """

    weekdays: tuple[str, ...]
    months: tuple[str, ...]
    short_weekdays: tuple[str, ...]
    short_months: tuple[str, ...]
    near: Mapping[int, str]
    date: str
    written: str
    on: str
    arriving: str
    year_after: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ClockWords:
    """Patterns for times: {hour} is from one to twelve, {next} the one after it, {minute} a number.

    `parts`: up to which hour of the day each part goes, and how it is said after a time. `am` and `pm`
    are how the halves of a day are written, as patterns; "" where they never are.
    """

    noon: str
    midnight: str
    full: str
    half: str
    few_minutes: str
    minutes: str
    parts: tuple[tuple[int, str], ...]
    until: str
    am: str = ""
    pm: str = ""


@dataclass(frozen=True, slots=True)
class AddressWords:
    """Abbreviations, without their dots, each said only in the place where nothing else can be meant by
    it. `streets` end the name of a street, `before_names` begin that of a street or town, `after_names`
    follow a person's; `directions` stand before or after a street's name, `units` before the number of a
    flat. `states` stand before a postcode or as the last word but one of an address. `post_boxes` are with
    their dots and blanks, and may stand anywhere.
    """

    streets: Mapping[str, str]
    before_names: Mapping[str, str]
    after_names: Mapping[str, str]
    directions: Mapping[str, str]
    units: Mapping[str, str]
    states: Mapping[str, str]
    post_boxes: Mapping[str, str]
    number: str


@dataclass(frozen=True, slots=True, eq=False)
class Tongue:
    """One language; each is itself alone, so that what is made of it can be kept.

    `code` is what num2words calls it; `region` is the country, as `phonenumbers` has it, whose phone
    numbers are written without their country code. `hundredths` is the smaller unit of a currency that is
    none of `currencies`.

    `abbreviations`, in small letters, and `symbols` mean one thing wherever they stand; those of the former
    in `ends_sentences` end one before a capital. `titles`, with or without a dot, stand before a name (but
    after one, such as are streets as well do not count), and `numbered`, with a dot, before a number.
    `ordinals` are what figures end with that are one, "th"; a dot, which ends sentences as well, is none.
    `after_measures` are words that show that a measure before them is no part of a name: "2.5 kg of tea".
    `article` is what one thing of that name is counted with, `single` what one of a unit is.
    """

    code: str
    region: str
    currencies: Mapping[str, Currency]
    hundredths: Currency
    currency_signs: Mapping[str, str]
    units: tuple[Unit, ...]
    symbols: Mapping[str, str]
    abbreviations: Mapping[str, str]
    ends_sentences: frozenset[str]
    titles: Mapping[str, str]
    numbered: Mapping[str, str]
    fractions: Mapping[str, str]
    ordinals: tuple[str, ...]
    after_measures: frozenset[str]
    calendar: CalendarWords
    clock: ClockWords
    addresses: AddressWords
    article: Callable[[str], str]
    single: str
    none: str
    of: str
    both: str
    either: str
    minus: str
    point: str
    to: str
    by: str
    per: str
    dot: str
    at: str
    slash: str
