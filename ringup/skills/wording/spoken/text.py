"""Written text as it is said: names, and whole pages.

As in Kestrel and other normalisers of text for speech, each kind of written value is found by its own
pattern and said by its own rule, the most certain kinds first; what none of them claims is read plainly.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache, lru_cache

from ringup.skills.wording.spoken.calendar import with_days_said
from ringup.skills.wording.spoken.clock import with_times_said
from ringup.skills.wording.spoken.internet import with_internet_said
from ringup.skills.wording.spoken.money import with_money_said
from ringup.skills.wording.spoken.numbers import AMOUNT, amount, figures, ordinal
from ringup.skills.wording.spoken.phones import with_phones_said
from ringup.skills.wording.spoken.replacing import any_of, replaced
from ringup.skills.wording.spoken.units import with_measures_said, with_minus_said, with_rates_said
from ringup.skills.wording.tongues import ENGLISH, Tongue

_PLAIN = re.compile(r"[A-Za-z ']*")
_FRACTIONS = "\u00bd\u00bc\u00be\u2153\u2154\u215b\u215c\u215d\u215e"
_LIKE_ASCII = str.maketrans(
    {"\u2019": "'", "\u2018": "'", "\u201c": " ", "\u201d": " ", "\u2014": "- ", "\u2011": "-", "\u2212": "-"}
    | {"\u00a0": " "}
    | {sign: f" {unicodedata.normalize('NFKC', sign)}".replace("\u2044", "/") for sign in _FRACTIONS}
)
_QUOTED = re.compile(r"(?<![0-9])[\u201c\u201e]([^\u201c-\u201e]*)[\u201c\u201d]")
_INCHES = re.compile(rf"(?<=[0-9{_FRACTIONS}])(?:[\u201d\u2033]|\u2032\u2032|\u201c(?!\w))")
_NOT_ASCII = re.compile(r"[^\x00-\x7f]")
_AMOUNT_WITH_MARKS = re.compile(rf"(?<![\w.,])(?=[0-9]+[.,][0-9]){AMOUNT}(?![\w]|[.,][0-9])")
_FIGURES = re.compile(r"[0-9]+")
_BESIDE_A_LETTER = re.compile(r"(?<=[0-9])(?=[^\W\d_])|(?<=[^\W\d_])(?=[0-9])")
_RANGE = re.compile(r"(?<![\w.,/-])([0-9]{1,3})\s?[-\u2013]\s?([0-9]{1,3})(?![\w.,/-]*[0-9])")
_ASIDE = re.compile(r"\s*[;:](?=\s)|\s[-\u2013](?=\s)|(?<=\w)(?=\s\()|(?<=\w)\)(?=\s\w)")
"""What is written for a pause, a bracket for one among others."""
_LONGEST_NAME = 40
"""Letters; of a longer one the beginning does not count."""
_SENTENCE_END = re.compile(r"(?<=[.?])\s+(?=[^\sa-z])")


@lru_cache(maxsize=4_096)
def words_only(text: str, tongue: Tongue = ENGLISH) -> str:
    """A name without figures, abbreviations or symbols: "coffee, 2.5 kg" is "coffee, two point five
    kilograms"."""
    text = re.sub(r"[^\w\s,']|_", " ", with_values_said(text, tongue))
    return re.sub(r"\s+(?=,)", "", " ".join(text.split()))


def plainly(text: str, tongue: Tongue = ENGLISH) -> str:
    """A page's own sentences without figures and symbols; what is said stays the same."""
    text = with_values_said(text, tongue).replace("!", ".")
    text = _ASIDE.sub(",", text)
    parts = _SENTENCE_END.split(text)
    ends = ["?" if part.rstrip().endswith("?") else "." for part in parts]
    sentences = ((words_only(part.rstrip(" ,"), tongue), end) for part, end in zip(parts, ends, strict=True))
    return " ".join(said[:1].upper() + said[1:] + end for said, end in sentences if said)


def with_values_said(text: str, tongue: Tongue = ENGLISH) -> str:
    """Figures, abbreviations and symbols as words; other punctuation stays."""
    if _PLAIN.fullmatch(text):
        return text
    text = _like_ascii(text)
    for said in (
        with_internet_said, _abbreviations_said, with_phones_said, with_rates_said, with_money_said,
        with_days_said, with_times_said, with_minus_said, with_measures_said, _numbers_said,
    ):  # fmt: skip
        text = said(text, tongue)
    for symbol, word in tongue.symbols.items():
        text = text.replace(symbol, f" {word} ")
    return text.replace("/", " ")


def _like_ascii(text: str) -> str:
    """Printers' marks as those of a typewriter. After a figure a quotation mark that ends nothing is that of
    inches."""
    text = _INCHES.sub('"', _QUOTED.sub(r" \1 ", text))
    return re.sub(" +", " ", text.translate(_LIKE_ASCII))


def _numbers_said(text: str, tongue: Tongue) -> str:
    text = replaced(_ordinals(tongue), lambda found: ordinal(int(found[1]), tongue), text)
    text = replaced(_RANGE, lambda found: _range_said(found, tongue), text)
    text = _BESIDE_A_LETTER.sub(" ", _NOT_ASCII.sub(_plain_figure, text))
    text = replaced(_AMOUNT_WITH_MARKS, lambda found: amount(found[0], tongue), text)
    return replaced(_FIGURES, lambda found: figures(found[0], tongue), text)


def _plain_figure(found: re.Match[str]) -> str:
    """A figure of any other kind as one of ours, by itself: "CO\u2082" as "CO 2". Blanks where it has no such
    form; what is none, or is a letter as well, stays."""
    sign = found[0]
    if sign.isalpha() or not sign.isnumeric():
        return sign
    figure = unicodedata.digit(sign, None)
    plain = unicodedata.normalize("NFKC", sign) if figure is None else str(figure)
    return f" {re.sub('[^0-9A-Za-z]', ' ', plain)} "


def _range_said(found: re.Match[str], tongue: Tongue) -> str:
    """From less to more, and not two groups of a longer number."""
    first, last = found[1], found[2]
    if int(first) >= int(last) or "0" in (first[0], last[0]) or len(first + last) > len("99100"):
        return found[0]
    return f"{figures(first, tongue)} {tongue.to} {figures(last, tongue)}"


def _abbreviations_said(text: str, tongue: Tongue) -> str:
    anywhere, streets, titles, numbered = _abbreviations(tongue)
    text = replaced(anywhere, lambda found: _abbreviation_said(found, tongue), text)
    text = replaced(streets, lambda found: found[1] + tongue.addresses.streets[found[2]], text)
    text = replaced(titles, lambda found: _title_said(found, tongue), text)
    return replaced(numbered, lambda found: f"{tongue.numbered[found[1].capitalize()]} ", text)


def _title_said(found: re.Match[str], tongue: Tongue) -> str:
    """After a name it may be the street of that name."""
    before = re.search(r"(\w)[\w']*\s$", found.string[max(0, found.start() - _LONGEST_NAME) : found.start()])
    street = found[1] in tongue.addresses.streets
    return found[0] if street and before and before[1].isupper() else tongue.titles[found[1]]


@cache
def _ordinals(tongue: Tongue) -> re.Pattern[str]:
    return re.compile(rf"(?<![\w.,])([0-9]{{1,3}})(?:{any_of(tongue.ordinals)})\b")


@cache
def _abbreviations(tongue: Tongue) -> tuple[re.Pattern[str], ...]:
    """What is certain anywhere, after a number as in "5th Ave", before a name, and before a number. One that
    ends with a letter is a word by itself: "w/oat milk" is with oat milk."""
    return (
        re.compile(rf"(?<![\w.])(?:{any_of(tongue.abbreviations)})(?!\w\.)(?:(?<!\w)|\b)", re.IGNORECASE),
        re.compile(rf"([0-9](?:{any_of(tongue.ordinals)})\s)({any_of(tongue.addresses.streets)})\b\.?"),
        re.compile(rf"\b({any_of(tongue.titles)})\b\.?(?=\s[A-Z])"),
        re.compile(rf"\b({any_of(tongue.numbered)})\.\s?(?=[0-9])", re.IGNORECASE),
    )


def _abbreviation_said(found: re.Match[str], tongue: Tongue) -> str:
    """With a full stop where its dot is also that of the sentence: "tea, coffee etc."."""
    written, rest = found[0].lower(), found.string[found.end() :]
    over = r"\s+[A-Z]|\s*$" if written in tongue.ends_sentences else r"\s*$"
    stop = "." if written.endswith(".") and re.match(over, rest) else ""
    gap = " " if re.match(r"\w", rest) else ""
    return f"{tongue.abbreviations[written]}{stop}{gap}"
