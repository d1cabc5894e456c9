"""What depends on where a shop is: how postcodes look, and the states of the USA, as they are said and as
they are written in an address."""

from __future__ import annotations

import phonenumbers

from ringup.skills.values import PhoneNumber

# fmt: off
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
