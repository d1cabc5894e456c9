"""Letters without accents: a caller's words come with them or without, whatever the shop writes."""

from __future__ import annotations

import unicodedata

_UNDIVIDED = str.maketrans(
    {"æ": "ae", "œ": "oe", "ß": "ss", "þ": "th"} | dict(zip("øłđðħ\u0131", "olddhi", strict=True))
)
"""What Unicode does not take for a letter and its accent."""


def unaccented(text: str) -> str:
    """In lower case: "Café Łódź" is "cafe lodz". What is no letter stays as it is, "™" too."""
    if text.isascii():
        return text.lower()
    parted = "".join(unicodedata.normalize("NFKD", sign) if sign.isalpha() else sign for sign in text)
    bare = "".join(sign for sign in parted if not unicodedata.combining(sign))
    return bare.lower().translate(_UNDIVIDED)
