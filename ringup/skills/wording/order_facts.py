"""What is said of one's own orders where a single fact was asked for, in English."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from ringup.skills.dialogue.prompts import Key, Prompt
from ringup.skills.shop import Line, PaymentMethod
from ringup.skills.values import Money
from ringup.skills.wording import spoken
from ringup.skills.wording.after_sale import described, method


def _number(prompt: Prompt) -> str:
    return spoken.order_number(str(prompt.value("number")))


def _lines(prompt: Prompt) -> tuple[Line, ...]:
    lines = prompt.value("lines")
    assert isinstance(lines, tuple)
    return tuple(line for line in lines if isinstance(line, Line))


def _day(prompt: Prompt, today: date) -> str:
    day = prompt.value("day")
    assert isinstance(day, date)
    return spoken.day(day, today)


def _piece(line: Line) -> str:
    """Several of a kind by their number: "two of the coffee mug, red"."""
    told = f"the {described(line)}"
    return told if line.quantity == 1 else f"{spoken.number(line.quantity)} of {told}"


def _holds(prompt: Prompt, _: date) -> str:
    pieces = spoken.list_of([_piece(line) for line in _lines(prompt)])
    return f"In order {_number(prompt)} you have {pieces}."


def _prices(prompt: Prompt, _: date) -> str:
    return " ".join(_price(line) for line in _lines(prompt))


def _price(line: Line) -> str:
    each = " each" if line.quantity > 1 else ""
    return f"The price of the {described(line)}, is {spoken.money(line.unit_price)}{each}."


def _total(prompt: Prompt, _: date) -> str:
    total = prompt.value("total")
    assert isinstance(total, Money)
    return f"Order {_number(prompt)} comes to {spoken.money(total)} in total."


def _paid_with(prompt: Prompt, _: date) -> str:
    paid = prompt.value("method")
    assert isinstance(paid, PaymentMethod)
    return f"Order {_number(prompt)} was paid with {method(paid)}."


def _placed_on(prompt: Prompt, today: date) -> str:
    return f"You placed order {_number(prompt)} {_day(prompt, today)}."


def _delivered_on(prompt: Prompt, today: date) -> str:
    return f"Order {_number(prompt)} was delivered {_day(prompt, today)}."


def _goes_to(prompt: Prompt, _: date) -> str:
    return f"The address of order {_number(prompt)} is {spoken.address(str(prompt.value('address')))}."


TEMPLATES: dict[Key, Callable[[Prompt, date], str]] = {
    Key.ORDER_HOLDS: _holds,
    Key.ORDER_PRICES: _prices,
    Key.ORDER_TOTAL: _total,
    Key.ORDER_PAID_WITH: _paid_with,
    Key.ORDER_PLACED_ON: _placed_on,
    Key.ORDER_DELIVERED_ON: _delivered_on,
    Key.ORDER_GOES_TO: _goes_to,
}
