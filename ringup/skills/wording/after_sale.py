"""What is said about cancelling, changing, returning and exchanging, in English."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from ringup.skills.dialogue.prompts import Key, Prompt
from ringup.skills.dialogue.proposals import Swap
from ringup.skills.policy import Change
from ringup.skills.shop import Line, OrderStatus, PaymentKind, PaymentMethod
from ringup.skills.values import Money
from ringup.skills.wording import spoken
from ringup.skills.wording.given import lines_of, money_of, order_number_of

_TO_DO = {
    Change.CANCEL: "cancel {}",
    Change.CHANGE_ITEMS: "change {}",
    Change.CHANGE_ADDRESS: "send {} somewhere else",
    Change.CHANGE_PAYMENT: "pay {} differently",
    Change.CHANGE_PROFILE: "change {}",
    Change.RETURN: "return {}",
    Change.EXCHANGE: "exchange {}",
}
_STATES = {
    OrderStatus.PLACED: "has not been sent yet",
    OrderStatus.PACKED: "is packed already",
    OrderStatus.SHIPPED: "is on its way already",
    OrderStatus.OUT_FOR_DELIVERY: "is out for delivery",
    OrderStatus.DELAYED: "is on its way already",
    OrderStatus.DELIVERED: "has been delivered already",
    OrderStatus.CANCELLED: "has been cancelled",
    OrderStatus.RETURN_REQUESTED: "is being returned already",
    OrderStatus.EXCHANGE_REQUESTED: "is being exchanged already",
}
_DONE = {
    Change.CANCEL: "is cancelled",
    Change.CHANGE_ITEMS: "is changed",
    Change.CHANGE_ADDRESS: "goes to the new address",
    Change.CHANGE_PAYMENT: "is paid the new way",
    Change.RETURN: "can go back. You will get an email about how to send it",
    Change.EXCHANGE: "is being exchanged. You will get an email about how to send the old one back",
}


def method(paid: PaymentMethod) -> str:
    """Such as "your Visa ending in two four seven eight", "your gift card"."""
    match paid.kind:
        case PaymentKind.PAYPAL:
            return "your PayPal account"
        case PaymentKind.GIFT_CARD:
            return "your gift card"
        case PaymentKind.CREDIT_CARD:
            ending = f" ending in {spoken.digits(paid.last_four)}" if paid.last_four else ""
            return f"your {paid.label}{ending}"


def described(line: Line) -> str:
    """A piece by name and options: "water bottle, red, glass"."""
    options = (_option(name, value) for name, value in line.options)
    told = [option for option in options if option and option.lower() not in line.name.lower()]
    return spoken.words_only(", ".join([line.name, *told]))


def _option(name: str, value: str) -> str:
    """ "black", "size M", "waterproof", "not waterproof", "1.5L"."""
    match value.lower():
        case "yes":
            return name
        case "no":
            return f"no {name}" if " " in name else f"not {name}"
        case "none":
            return f"no {name}"
        case plain if plain.isdigit() or len(plain) <= len("xxl"):
            return f"{name} {value}"
        case _:
            return value


def _lines(prompt: Prompt) -> list[str]:
    return [f"the {described(line)}" for line in lines_of(prompt)]


def _swaps(prompt: Prompt) -> str:
    swaps = prompt.value("swaps")
    assert isinstance(swaps, tuple)
    return ". ".join(
        f"Instead of the {described(swap.old)}: the {described(swap.new)}"
        for swap in swaps
        if isinstance(swap, Swap)
    )


def _method(prompt: Prompt) -> str:
    value = prompt.value("method")
    return method(value) if isinstance(value, PaymentMethod) else "the way you paid"


def _names(prompt: Prompt, name: str) -> list[str]:
    values = prompt.value(name)
    return [value for value in values if isinstance(value, str)] if isinstance(values, tuple) else []


def _change(prompt: Prompt) -> Change:
    return Change(str(prompt.value("change")))


def _to_do(prompt: Prompt, what: str = "") -> str:
    return " ".join(_TO_DO[_change(prompt)].format(what).split())


def _ask_order(prompt: Prompt, _: date) -> str:
    return f"Which order do you want to {_to_do(prompt)}? Say its number, or what is in it."


def _order_again(prompt: Prompt, _: date) -> str:
    names = [f"the one with the {name}" for name in _names(prompt, "summaries")]
    hint = f" Is it {spoken.one_of(names)}?" if names else ""
    return f"Sorry, I did not find that order.{hint} You can also say the number digit by digit."


def _ask_items(prompt: Prompt, _: date) -> str:
    return f"What of it do you want to {_to_do(prompt)}? There is {spoken.list_of(_lines(prompt))}."


def _items_again(prompt: Prompt, _: date) -> str:
    return f"Sorry, which of these: {spoken.one_of(_lines(prompt))}? Or say: all of it."


def _line(prompt: Prompt) -> Line:
    line = prompt.value("line")
    assert isinstance(line, Line)
    return line


def _ask_options(prompt: Prompt, _: date) -> str:
    return f"What should be different about the {described(_line(prompt))}?"


def _options_again(prompt: Prompt, _: date) -> str:
    choices = spoken.words_only(", ".join(_names(prompt, "choices")))
    name = spoken.words_only(_line(prompt).name)
    return f"Sorry, for the {name} you can choose: {choices}. Which would you like?"


def _not_to_be_had(prompt: Prompt, date: date) -> str:
    others = ". Or ".join(_options_of(line) for line in lines_of(prompt))
    return f"{_none_of_that(prompt, date)} There is {others}. Which would you like?"


def _none_of_that(prompt: Prompt, _: date) -> str:
    line = _line(prompt)
    return f"I am sorry, there is no {spoken.words_only(line.name)} in {_options_of(line)} right now."


def _options_of(line: Line) -> str:
    return ", ".join(spoken.words_only(_option(name, value)) for name, value in line.options) or described(
        line
    )


def _ask_payment(prompt: Prompt, _: date) -> str:
    paid = "Where should the refund go" if _change(prompt) is Change.RETURN else "How do you want to pay"
    return f"{paid}: {spoken.one_of(_names(prompt, 'methods'))}?"


def _payment_again(prompt: Prompt, _: date) -> str:
    return f"Sorry, I can use {spoken.one_of(_names(prompt, 'methods'))}. Which one?"


def _balance_too_low(prompt: Prompt, _: date) -> str:
    methods = spoken.one_of(_names(prompt, "methods"))
    return f"There is not enough on that gift card. I can use {methods}. Which one?"


def _same_payment(prompt: Prompt, _: date) -> str:
    if not (methods := _names(prompt, "methods")):
        return "It is paid with that already, and I see no other way of paying on your account."
    return f"It is paid with that already. I can use {spoken.one_of(methods)}. Which one?"


def _refund_not_there(prompt: Prompt, _: date) -> str:
    return (
        "The refund cannot go there. It can go back to what you paid with, or to a gift card that you have. "
        f"Shall it be {spoken.one_of(_names(prompt, 'methods'))}?"
    )


def _ask_reason(prompt: Prompt, _: date) -> str:
    return f"May I ask why? I can do this when it is {spoken.one_of(_names(prompt, 'reasons'))}."


def _not_allowed(prompt: Prompt, _: date) -> str:
    status = prompt.value("status")
    assert isinstance(status, OrderStatus)
    what = _to_do(prompt, f"order {order_number_of(prompt)}")
    return f"I am sorry, I cannot {what}, because it {_STATES[status]}."


def _read_cancel(prompt: Prompt, _: date) -> str:
    reason = prompt.value("reason")
    why = f", because it is {reason}" if reason else ""
    return (
        f"I would cancel the whole order {order_number_of(prompt)}, "
        f"with {spoken.list_of(_lines(prompt))}{why}. "
        f"{spoken.money(money_of(prompt, 'refund')).capitalize()} go back to {_method(prompt)}."
    )


def _read_return(prompt: Prompt, _: date) -> str:
    return (
        f"From order {order_number_of(prompt)} I would take back {spoken.list_of(_lines(prompt))}. "
        f"{spoken.money(money_of(prompt, 'refund')).capitalize()} go to {_method(prompt)}."
    )


def _read_swap(prompt: Prompt, _: date) -> str:
    difference = money_of(prompt, "difference")
    if difference.minor == 0:
        cost = "The price stays the same"
    elif difference.minor > 0:
        cost = f"{spoken.money(difference).capitalize()} more, from {_method(prompt)}"
    else:
        back = Money(-difference.minor, difference.currency)
        cost = f"{spoken.money(back).capitalize()} go back to {_method(prompt)}"
    return f"In order {order_number_of(prompt)}. {_swaps(prompt)}. {cost}."


def _read_address(prompt: Prompt, _: date) -> str:
    return f"Order {order_number_of(prompt)} would go to {spoken.address(str(prompt.value('address')))}."


def _read_profile(prompt: Prompt, _: date) -> str:
    return f"The address on your account would be {spoken.address(str(prompt.value('address')))}."


def _read_payment(prompt: Prompt, _: date) -> str:
    total = spoken.money(money_of(prompt, "total"))
    return f"Order {order_number_of(prompt)}, {total}, would be paid with {_method(prompt)}."


def _change_made(prompt: Prompt, _: date) -> str:
    change = _change(prompt)
    if change is Change.CHANGE_PROFILE:
        return "Done. The address on your account is changed."
    sentence = f"Done. Order {order_number_of(prompt)} {_DONE[change]}."
    if change is Change.CANCEL:
        days = prompt.value("days")
        when = f"within {spoken.number(days)} business days" if isinstance(days, int) else "at once"
        sentence += f" The money goes back to {_method(prompt)} {when}."
    return sentence


def _changed_before(prompt: Prompt, _: date) -> str:
    return (
        f"I am sorry, order {order_number_of(prompt)} was changed once already, and cannot be changed again."
    )


def _too_long_ago(prompt: Prompt, _: date) -> str:
    what, days = _to_do(prompt, f"order {order_number_of(prompt)}"), prompt.value("days")
    assert isinstance(days, int)
    return f"I am sorry, I cannot {what} any more. That is possible within {spoken.number(days)} days."


def _no_rule(prompt: Prompt, _: date) -> str:
    return f"I am sorry, I cannot {_to_do(prompt, 'that')} for this shop."


def _no_such_variant(prompt: Prompt, _: date) -> str:
    name = spoken.words_only(_line(prompt).name)
    return f"I am sorry, there is nothing else to choose for the {name} right now."


_SLOTS = {
    "order": "Which order do you mean",
    "items": "Which things do you mean",
    "options": "How should the new one be",
    "payment": "How should it be paid or refunded",
    "address": "Where should it go",
    "reason": "Is it for another reason",
}


def _what_instead(prompt: Prompt, _: date) -> str:
    return f"All right, nothing is changed. {_SLOTS[str(prompt.value('slot'))]}?"


def _what_else(prompt: Prompt, _: date) -> str:
    return f"That comes to the same. {_SLOTS[str(prompt.value('slot'))]}?"


TEMPLATES: dict[Key, Callable[[Prompt, date], str]] = {
    Key.ASK_ORDER: _ask_order,
    Key.ORDER_AGAIN: _order_again,
    Key.ASK_ITEMS: _ask_items,
    Key.ITEMS_AGAIN: _items_again,
    Key.ASK_OPTIONS: _ask_options,
    Key.OPTIONS_AGAIN: _options_again,
    Key.NOT_TO_BE_HAD: _not_to_be_had,
    Key.NONE_OF_THAT: _none_of_that,
    Key.ASK_PAYMENT: _ask_payment,
    Key.PAYMENT_AGAIN: _payment_again,
    Key.BALANCE_TOO_LOW: _balance_too_low,
    Key.SAME_PAYMENT: _same_payment,
    Key.REFUND_NOT_THERE: _refund_not_there,
    Key.ASK_REASON: _ask_reason,
    Key.NOT_ALLOWED: _not_allowed,
    Key.CHANGED_BEFORE: _changed_before,
    Key.TOO_LONG_AGO: _too_long_ago,
    Key.NO_RULE: _no_rule,
    Key.NO_SUCH_VARIANT: _no_such_variant,
    Key.WHAT_INSTEAD: _what_instead,
    Key.WHAT_ELSE_IS_WRONG: _what_else,
    Key.READ_CANCEL: _read_cancel,
    Key.READ_RETURN: _read_return,
    Key.READ_CHANGE_ITEMS: _read_swap,
    Key.READ_EXCHANGE: _read_swap,
    Key.READ_ADDRESS: _read_address,
    Key.READ_PROFILE: _read_profile,
    Key.READ_PAYMENT: _read_payment,
    Key.CHANGE_MADE: _change_made,
}
