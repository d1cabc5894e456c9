"""Addresses of the internet, as they are read out."""

from __future__ import annotations

import re

from ringup.skills.wording.tongues import ENGLISH, Tongue

_NAME = r"[a-zA-Z0-9](?:[\w-]*[a-zA-Z0-9])?"
_HOST = rf"{_NAME}(?:\.{_NAME})*\.[a-zA-Z]{{2,}}"
_EMAIL = re.compile(rf"(?<![\w.+-])[\w+-]+(?:\.[\w+-]+)*@{_HOST}")
_PAGE = re.compile(rf"(?<![\w.])(?:https?://(?:www\.)?|www\.)(?P<page>{_HOST}(?:/[\w./-]*[\w-])?)/?")


def with_internet_said(text: str, tongue: Tongue = ENGLISH) -> str:
    """ "help@shop.example" as "help at shop dot example"; a page without what every page begins with."""
    text = _EMAIL.sub(lambda found: _marks_said(found[0], tongue), text)
    return _PAGE.sub(lambda found: _marks_said(found["page"], tongue), text)


def _marks_said(text: str, tongue: Tongue) -> str:
    for mark, word in (("@", tongue.at), (".", tongue.dot), ("/", tongue.slash)):
        text = text.replace(mark, f" {word} ")
    return text
