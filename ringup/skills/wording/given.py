"""What a prompt was given to be worded with. A value of another kind than its key promises is a bug."""

from __future__ import annotations

from datetime import date

from ringup.skills.dialogue.prompts import Prompt
from ringup.skills.shop import Line
from ringup.skills.values import Money
from ringup.skills.wording import spoken


def lines_of(prompt: Prompt) -> tuple[Line, ...]:
    lines = prompt.value("lines")
    assert isinstance(lines, tuple)
    return tuple(line for line in lines if isinstance(line, Line))


def money_of(prompt: Prompt, name: str) -> Money:
    value = prompt.value(name)
    assert isinstance(value, Money)
    return value


def date_of(prompt: Prompt, name: str) -> date:
    value = prompt.value(name)
    assert isinstance(value, date)
    return value


def order_number_of(prompt: Prompt) -> str:
    """As it is said."""
    return spoken.order_number(str(prompt.value("number")))
