"""What depends on where a shop is: how postcodes look, and the states of the USA, as they are said and as
they are written in an address."""

from __future__ import annotations

import phonenumbers

from ringup.skills.values import PhoneNumber

# fmt: off
NICKNAMES = {
    "philadelphia": ("philly",), "las vegas": ("vegas",), "los angeles": ("la",), "new york": ("nyc",),
    "san francisco": ("frisco", "sf"), "washington": ("dc",), "new orleans": ("nola",),
}
"""Towns by what people call them for short."""

STATES = {
    "alabama": "AL", "alaska": "AK", "arizona": "AZ", "arkansas": "AR", "california": "CA", "colorado": "CO",
    "connecticut": "CT", "delaware": "DE", "florida": "FL", "georgia": "GA", "hawaii": "HI", "idaho": "ID",
    "illinois": "IL", "indiana": "IN", "iowa": "IA", "kansas": "KS", "kentucky": "KY", "louisiana": "LA",
    "maine": "ME", "maryland": "MD", "massachusetts": "MA", "michigan": "MI", "minnesota": "MN",
    "mississippi": "MS", "missouri": "MO", "montana": "MT", "nebraska": "NE", "nevada": "NV",
    "new hampshire": "NH", "new jersey": "NJ", "new mexico": "NM", "new york": "NY", "north carolina": "NC",
    "north dakota": "ND", "ohio": "OH", "oklahoma": "OK", "oregon": "OR", "pennsylvania": "PA",
    "rhode island": "RI", "south carolina": "SC", "south dakota": "SD", "tennessee": "TN", "texas": "TX",
    "utah": "UT", "vermont": "VT", "virginia": "VA", "washington": "WA", "west virginia": "WV",
    "wisconsin": "WI", "wyoming": "WY", "district of columbia": "DC", "d c": "DC",
}
# fmt: on

_POSTCODE_DIGITS = {
    **dict.fromkeys(("AT", "AU", "BE", "BG", "CH", "DK", "HU", "LU", "NO", "NZ", "ZA"), 4),
    **dict.fromkeys(("CZ", "DE", "EE", "ES", "FI", "FR", "GR", "HR", "IT", "MX", "SE", "SK", "TR", "US"), 5),
    **dict.fromkeys(("CN", "IN", "RO", "SG"), 6),
}


def region_of(phone: PhoneNumber | None) -> str | None:
    """The country of a number, such as "US"; None where that is not known."""
    return phonenumbers.region_code_for_number(phonenumbers.parse(phone.e164)) if phone else None


def postcode_digits(phone: PhoneNumber | None) -> int | None:
    """How many figures the postcodes have where a shop of that number is; None where they have letters, or
    that is not known. Polish and Portuguese ones are left out, for they are said in two parts."""
    return _POSTCODE_DIGITS.get(region_of(phone) or "")


# fmt: off
_ZIPS = (
    (10, 27, "MA"), (28, 29, "RI"), (30, 38, "NH"), (39, 49, "ME"), (50, 59, "VT"),
    (60, 69, "CT"), (70, 89, "NJ"), (100, 149, "NY"), (150, 196, "PA"), (197, 199, "DE"),
    (200, 200, "DC"), (201, 201, "VA"), (202, 205, "DC"), (206, 219, "MD"), (220, 246, "VA"),
    (247, 268, "WV"), (270, 289, "NC"), (290, 299, "SC"), (300, 319, "GA"), (320, 349, "FL"),
    (350, 369, "AL"), (370, 385, "TN"), (386, 397, "MS"), (398, 399, "GA"), (400, 427, "KY"),
    (430, 459, "OH"), (460, 479, "IN"), (480, 499, "MI"), (500, 528, "IA"), (530, 549, "WI"),
    (550, 567, "MN"), (570, 577, "SD"), (580, 588, "ND"), (590, 599, "MT"), (600, 629, "IL"),
    (630, 658, "MO"), (660, 679, "KS"), (680, 693, "NE"), (700, 714, "LA"), (716, 729, "AR"),
    (730, 749, "OK"), (750, 799, "TX"), (800, 816, "CO"), (820, 831, "WY"), (832, 838, "ID"),
    (840, 847, "UT"), (850, 865, "AZ"), (870, 884, "NM"), (889, 898, "NV"), (900, 961, "CA"),
    (967, 968, "HI"), (970, 979, "OR"), (980, 994, "WA"), (995, 999, "AK"),
)
# fmt: on


def state_of(postcode: str) -> str | None:
    """The state in which a postcode of five digits lies, by its first three as the US Postal Service gives
    them out; None for others."""
    if len(postcode) != 5 or not postcode.isdecimal():
        return None
    area = int(postcode[:3])
    return next((state for first, last, state in _ZIPS if first <= area <= last), None)
