"""English, with the dates, addresses and phone numbers of the USA where countries differ."""

from __future__ import annotations

import re

from ringup.skills.regions import STATES
from ringup.skills.wording.tongues.tongue import (
    AddressWords,
    CalendarWords,
    ClockWords,
    Currency,
    Tongue,
    Unit,
)

_SOUNDS_LIKE_CONSONANT = re.compile(r"(?:eu|uni|use|usu|one\b|ukulele)", re.IGNORECASE)
_SOUNDS_LIKE_VOWEL = re.compile(r"(?:[aeiou]|hour|heir|honest)", re.IGNORECASE)


def _article(name: str) -> str:
    vowel = _SOUNDS_LIKE_VOWEL.match(name) and not _SOUNDS_LIKE_CONSONANT.match(name)
    return "an" if vowel else "a"


# fmt: off
_CURRENCIES = {
    "USD": Currency("dollar", "dollars", "cent", "cents"),
    "CAD": Currency("Canadian dollar", "Canadian dollars", "cent", "cents"),
    "AUD": Currency("Australian dollar", "Australian dollars", "cent", "cents"),
    "NZD": Currency("New Zealand dollar", "New Zealand dollars", "cent", "cents"),
    "MXN": Currency("Mexican peso", "Mexican pesos", "centavo", "centavos"),
    "EUR": Currency("euro", "euros", "cent", "cents"),
    "GBP": Currency("pound", "pounds", "penny", "pence"),
    "CHF": Currency("franc", "francs", "rappen", "rappen"),
    "PLN": Currency("zloty", "zlotys", "grosz", "groszy"),
    "CZK": Currency("koruna", "korunas", "haler", "halers"),
    "SEK": Currency("krona", "kronor", "ore", "ore"),
    "NOK": Currency("krone", "kroner", "ore", "ore"),
    "DKK": Currency("krone", "kroner", "ore", "ore"),
    "INR": Currency("rupee", "rupees", "paisa", "paise"),
    "JPY": Currency("yen", "yen", decimals=0),
    "KRW": Currency("won", "won", decimals=0),
}

_UNITS = (
    Unit("kg kgs", "kilogram", "kilograms"),
    Unit("g", "gram", "grams"),
    Unit("mg", "milligram", "milligrams"),
    Unit("lb lbs", "pound", "pounds", plural="lbs"),
    Unit("oz", "ounce", "ounces"),
    Unit("fl_oz fl._oz", "fluid ounce", "fluid ounces"),
    Unit("l L", "liter", "liters"),
    Unit("ml mL", "milliliter", "milliliters"),
    Unit("cl cL", "centiliter", "centiliters"),
    Unit("gal", "gallon", "gallons"),
    Unit("qt", "quart", "quarts"),
    Unit("km", "kilometer", "kilometers"),
    Unit("m", "meter", "meters"),
    Unit("cm", "centimeter", "centimeters"),
    Unit("mm", "millimeter", "millimeters"),
    Unit("mi", "mile", "miles"),
    Unit("yd yds", "yard", "yards", plural="yds"),
    Unit("ft", "foot", "feet"),
    Unit('"', "inch", "inches"),
    Unit("mm\u00b2 sq_mm", "square millimeter", "square millimeters"),
    Unit("cm\u00b2 sq_cm", "square centimeter", "square centimeters"),
    Unit("m\u00b2 sq_m sq._m sqm", "square meter", "square meters"),
    Unit("km\u00b2 sq_km", "square kilometer", "square kilometers"),
    Unit("in\u00b2 sq_in sq._in", "square inch", "square inches"),
    Unit("ft\u00b2 sq_ft sq._ft sqft", "square foot", "square feet"),
    Unit("yd\u00b2 sq_yd sq._yd", "square yard", "square yards"),
    Unit("mi\u00b2 sq_mi sq._mi", "square mile", "square miles"),
    Unit("mm\u00b3", "cubic millimeter", "cubic millimeters"),
    Unit("cm\u00b3", "cubic centimeter", "cubic centimeters"),
    Unit("m\u00b3 cu_m cu._m", "cubic meter", "cubic meters"),
    Unit("in\u00b3 cu_in cu._in", "cubic inch", "cubic inches"),
    Unit("ft\u00b3 cu_ft cu._ft", "cubic foot", "cubic feet"),
    Unit("yd\u00b3 cu_yd cu._yd", "cubic yard", "cubic yards"),
    Unit("W", "watt", "watts"),
    Unit("kW", "kilowatt", "kilowatts"),
    Unit("kWh", "kilowatt hour", "kilowatt hours"),
    Unit("Wh", "watt hour", "watt hours"),
    Unit("V", "volt", "volts"),
    Unit("mAh", "milliamp hour", "milliamp hours"),
    Unit("Hz", "hertz", "hertz"),
    Unit("kHz", "kilohertz", "kilohertz"),
    Unit("MHz", "megahertz", "megahertz"),
    Unit("GHz", "gigahertz", "gigahertz"),
    Unit("MB", "megabyte", "megabytes"),
    Unit("GB", "gigabyte", "gigabytes"),
    Unit("TB", "terabyte", "terabytes"),
    Unit("MP", "megapixel", "megapixels"),
    Unit("dB", "decibel", "decibels"),
    Unit("h hr hrs", "hour", "hours", plural="hrs"),
    Unit("min mins", "minute", "minutes", plural="mins"),
    Unit("sec secs", "second", "seconds", plural="secs"),
    Unit("pc pcs", "piece", "pieces", plural="pcs"),
    Unit("mph", "mile per hour", "miles per hour"),
    Unit("km/h", "kilometer per hour", "kilometers per hour"),
    Unit("\u00b0C", "degree Celsius", "degrees Celsius"),
    Unit("\u00b0F", "degree Fahrenheit", "degrees Fahrenheit"),
    Unit("\u00b0", "degree", "degrees"),
)
"""Left out is what a number before it does not make certain: "in", "A", "pt", "t"."""

_STREETS = {
    "St": "Street", "Ave": "Avenue", "Av": "Avenue", "Rd": "Road", "Dr": "Drive", "Ln": "Lane",
    "Blvd": "Boulevard", "Ct": "Court", "Pl": "Place", "Sq": "Square", "Hwy": "Highway", "Pkwy": "Parkway",
    "Ter": "Terrace", "Cir": "Circle", "Trl": "Trail", "Aly": "Alley", "Expy": "Expressway", "Plz": "Plaza",
    "Fwy": "Freeway",
}
_DIRECTIONS = {
    "N": "North", "S": "South", "E": "East", "W": "West", "NE": "Northeast", "NW": "Northwest",
    "SE": "Southeast", "SW": "Southwest",
}
_UNITS_OF_A_HOUSE = {
    "Apt": "Apartment", "Ste": "Suite", "Fl": "Floor", "Rm": "Room", "Bldg": "Building", "Dept": "Department",
    "Apartment": "Apartment", "Suite": "Suite", "Floor": "Floor", "Room": "Room", "Building": "Building",
    "Unit": "Unit", "Flat": "Flat", "Lot": "Lot",
}
_AFTER_MEASURES = frozenset((
    "a", "an", "the", "this", "that", "these", "those", "it", "its", "they", "we", "you", "i", "he",
    "she", "and", "or", "but", "nor", "of", "to", "in", "on", "at", "by", "for", "from", "with",
    "without", "per", "than", "as", "so", "if", "when", "while", "each", "every", "is", "are", "was",
    "were", "be", "been", "has", "have", "had", "will", "would", "can", "may", "must", "cost", "costs",
    "weigh", "weighs", "more", "less", "or", "over", "under", "after", "before", "until", "within", "up",
    "off", "away", "long", "wide", "high", "deep", "tall", "thick", "old", "later", "only", "too", "not",
    "do", "does",
))
# fmt: on

ENGLISH = Tongue(
    code="en",
    region="US",
    currencies=_CURRENCIES,
    hundredths=Currency("", "", "hundredth", "hundredths"),
    currency_signs={"$": "USD", "US$": "USD", "CA$": "CAD", "A$": "AUD", "\u20ac": "EUR", "\u00a3": "GBP",
        "\u00a5": "JPY"},
    units=_UNITS,
    symbols={"&": "and", "+": "plus", "%": "percent", "@": "at", "#": "number"},
    abbreviations={
        "e.g.": "for example",
        "i.e.": "that is",
        "etc.": "and so on",
        "incl.": "including",
        "excl.": "excluding",
        "approx.": "approximately",
        "vs.": "versus",
        "c/o": "care of",
        "w/o": "without",
        "w/": "with",
    },
    ends_sentences=frozenset({"etc."}),
    titles={
        "Mr": "Mister", "Mrs": "Missus", "Prof": "Professor", "Dr": "Doctor", "St": "Saint",
    },
    numbered={"No": "number", "Nos": "numbers", "Nr": "number", "Vol": "volume"},
    fractions={
        "1/2": "a half", "1/3": "a third", "2/3": "two thirds", "1/4": "a quarter", "3/4": "three quarters",
        "1/8": "an eighth", "3/8": "three eighths", "5/8": "five eighths", "7/8": "seven eighths",
    },
    ordinals=("st", "nd", "rd", "th"),
    after_measures=_AFTER_MEASURES,
    calendar=CalendarWords(
        weekdays=("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"),
        months=(
            "January", "February", "March", "April", "May", "June", "July", "August", "September",
            "October", "November", "December",
        ),
        short_weekdays=("Mon", "Tue Tues", "Wed Weds", "Thu Thur Thurs", "Fri", "Sat", "Sun"),
        short_months=(
            "Jan", "Feb", "Mar", "Apr", "", "Jun", "Jul", "Aug", "Sep Sept", "Oct", "Nov", "Dec",
        ),
        near={-1: "yesterday", 0: "today", 1: "tomorrow"},
        date="{weekday} the {day} of {month}",
        written="{month} {day}",
        on="on {day}",
        arriving="arriving {day}",
        year_after=("in", "since", "from", "until", "till", "of", "by", "year"),
    ),
    clock=ClockWords(
        noon="noon",
        midnight="midnight",
        full="{hour} o'clock",
        half="half past {hour}",
        few_minutes="{hour} oh {minute}",
        minutes="{hour} {minute}",
        parts=((12, "in the morning"), (18, "in the afternoon"), (24, "in the evening")),
        until="until",
        am=r"[aA]\.\s?[mM]\.|[aA]\s?[mM]\b",
        pm=r"[pP]\.\s?[mM]\.|[pP]\s?[mM]\b",
    ),
    addresses=AddressWords(
        streets=_STREETS,
        before_names={"St": "Saint", "Ft": "Fort", "Mt": "Mount", "Dr": "Doctor"},
        after_names={"Jr": "Junior", "Sr": "Senior"},
        directions=_DIRECTIONS,
        units=_UNITS_OF_A_HOUSE,
        states={code: name.title() for name, code in STATES.items()} | {"DC": "D C"},
        post_boxes=dict.fromkeys(("P.O. Box", "P. O. Box", "PO Box", "PO. Box"), "P O Box"),
        number="number",
    ),
    article=_article,
    single="one",
    none="no",
    of="of",
    both="and",
    either="or",
    minus="minus",
    point="point",
    to="to",
    by="by",
    per="per",
    dot="dot",
    at="at",
    slash="slash",
)  # fmt: skip
