"""What is said of one's own orders where a single fact was asked for, in English."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from ringup.skills.dialogue.prompts import Key, Prompt
from ringup.skills.shop import Line, PaymentMethod
from ringup.skills.wording import spoken
from ringup.skills.wording.after_sale import described, method
from ringup.skills.wording.given import date_of, lines_of, money_of, order_number_of


def _piece(line: Line) -> str:
    """Several of a kind by their number: "two of the coffee mug, red"."""
    told = f"the {described(line)}"
    return told if line.quantity == 1 else f"{spoken.number(line.quantity)} of {told}"


def _holds(prompt: Prompt, _: date) -> str:
    pieces = spoken.list_of([_piece(line) for line in lines_of(prompt)])
    return f"In order {order_number_of(prompt)} you have {pieces}."


def _prices(prompt: Prompt, _: date) -> str:
    return " ".join(_price(line) for line in lines_of(prompt))


def _price(line: Line) -> str:
    each = " each" if line.quantity > 1 else ""
    return f"The price of the {described(line)}, is {spoken.money(line.unit_price)}{each}."


def _total(prompt: Prompt, _: date) -> str:
    total = money_of(prompt, "total")
    return f"Order {order_number_of(prompt)} comes to {spoken.money(total)} in total."


def _paid_with(prompt: Prompt, _: date) -> str:
    paid = prompt.value("method")
    assert isinstance(paid, PaymentMethod)
    return f"Order {order_number_of(prompt)} was paid with {method(paid)}."


def _placed_on(prompt: Prompt, today: date) -> str:
    return f"You placed order {order_number_of(prompt)} {spoken.day(date_of(prompt, 'day'), today)}."


def _delivered_on(prompt: Prompt, today: date) -> str:
    return f"Order {order_number_of(prompt)} was delivered {spoken.day(date_of(prompt, 'day'), today)}."


def _goes_to(prompt: Prompt, _: date) -> str:
    return (
        f"The address of order {order_number_of(prompt)} is {spoken.address(str(prompt.value('address')))}."
    )


TEMPLATES: dict[Key, Callable[[Prompt, date], str]] = {
    Key.ORDER_HOLDS: _holds,
    Key.ORDER_PRICES: _prices,
    Key.ORDER_TOTAL: _total,
    Key.ORDER_PAID_WITH: _paid_with,
    Key.ORDER_PLACED_ON: _placed_on,
    Key.ORDER_DELIVERED_ON: _delivered_on,
    Key.ORDER_GOES_TO: _goes_to,
}
