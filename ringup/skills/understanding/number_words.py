"""The words that numbers are made of."""

from __future__ import annotations

# fmt: off
UNITS = {
    "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8,
    "nine": 9,
}
TEENS = {
    "ten": 10, "eleven": 11, "twelve": 12, "thirteen": 13, "fourteen": 14, "fifteen": 15,
    "sixteen": 16, "seventeen": 17, "eighteen": 18, "nineteen": 19,
}
TENS = {
    "twenty": 20, "thirty": 30, "forty": 40, "fourty": 40, "fifty": 50, "sixty": 60, "seventy": 70,
    "eighty": 80, "ninety": 90,
}
# fmt: on
ZEROS = {"zero", "oh", "o", "nought", "naught"}
SCALES = {"thousand": 1_000, "million": 1_000_000}
TIMES = {"double": 2, "triple": 3, "treble": 3}
HOMOPHONES = {
    "to": "two",
    "too": "two",
    "for": "four",
    "won": "one",
    "ate": "eight",
    "fore": "four",
}
PAUSES = {"um", "uh", "er", "erm", "dash", "hyphen", "comma", "then", "and"}
"""Words that may stand between the digits of one number."""

# fmt: off
PRONOUN_AFTER = {
    "the", "that", "this", "which", "first", "second", "third", "fourth", "last", "same", "other",
    "another", "latest", "newest", "any", "each", "every",
}
# fmt: on
"""After these "one" is no number: "the first one"."""
