"""Between what Whisper writes and what people say."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

_NOT_SAID = re.compile(r"[^\w\s'-]+|(?<!\w)['-]+|['-]+(?!\w)")
_AT_THE_END = re.compile(r"[^\w]+$")


@dataclass(frozen=True, slots=True)
class _Unit:
    one: str
    many: str

    def times(self, figures: str) -> str:
        """Nothing where there are none of it."""
        count = figures.lstrip("0")
        return f"{count} {self.one if count == '1' else self.many}" if count else ""


_CENTS = _Unit("cent", "cents")
_MONEY = {
    "$": (_Unit("dollar", "dollars"), _CENTS),
    "\u00a3": (_Unit("pound", "pounds"), _Unit("penny", "pence")),
    "\u20ac": (_Unit("euro", "euros"), _CENTS),
}


def _money(found: re.Match[str]) -> str:
    sign, whole, parts = found.groups(default="")
    large, small = _MONEY[sign]
    if parts and len(parts) != 2:
        return f" {whole or 0} point {parts} {large.many} "
    said = [words for words in (large.times(whole), small.times(parts)) if words]
    return f" {' and '.join(said) or (whole and f'0 {large.many}')} "


def _together(found: re.Match[str]) -> str:
    return found[0].replace(",", "")


_SAID: tuple[tuple[re.Pattern[str], str | Callable[[re.Match[str]], str]], ...] = (
    (re.compile(r"[\u2018\u2019]"), "'"),
    (re.compile(r"(?<=\d)-(?=[\d$\u00a3\u20ac])"), " "),
    (re.compile(r"(?<![\d,])\d{1,3}(?:,\d{3})+(?![\d,]*\d)"), _together),
    (re.compile(r"([$\u00a3\u20ac])(\d*)(?:\.(\d+))?"), _money),
    (re.compile(r"(?<![\d.])(\d+)\.(\d|\d{3,})(?!\.?\d)"), r"\1 point \2"),
    (re.compile(r"(?<!\.)([^\W\d_]\d*)\.(?=[^\W\d_]{2})"), r"\1 dot "),
    (re.compile("%"), " percent "),
    (re.compile("&"), " and "),
    (re.compile("@"), " at "),
)
"""Signs that stand for words, in the order in which they are looked for. Two figures behind a point are left:
they may be minutes or cents. So is a point behind single letters, as in "p.m."."""


def spoken(text: str) -> str:
    """Lower case, without punctuation; apostrophes and hyphens stay inside words. What a text says is what
    its words say, one by one."""
    said = text.lower()
    for sign, words in _SAID:
        said = sign.sub(words, said)
    return " ".join(_NOT_SAID.sub(" ", said).split())


def beginning(written: tuple[str, ...]) -> str:
    """Words that more may follow: a full stop behind them would be the end."""
    return _AT_THE_END.sub("", " ".join(written))
