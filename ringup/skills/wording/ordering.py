"""What is said about finding things, the basket and how it is bought, in English."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from ringup.skills.dialogue.prompts import Key, Prompt
from ringup.skills.finding import called
from ringup.skills.shop import DeliveryOffer, Line, PaymentMethod, VoucherProblem
from ringup.skills.values import Money
from ringup.skills.wording import after_sale, spoken
from ringup.skills.wording.given import money_of

FIXED: dict[Key, str] = {
    Key.WHICH_ONE: "Which one would you like?",
    Key.TAKE_IT: "Shall I put it in your basket?",
    Key.NOTHING_CHEAPER: "I have nothing like that for less.",
    Key.NOTHING_FOUND: "I am sorry, the shop has nothing like that.",
    Key.LOOK_FOR: "What shall I look for?",
    Key.NOT_TWO: "Which two do you mean? Please say both names.",
    Key.BASKET_EMPTY: "There is nothing in your basket yet. What would you like?",
    Key.NOT_IN_BASKET: "I do not see that in your basket.",
    Key.MORE: "Anything else, or is that all?",
    Key.ASK_VOUCHER: "What is the code? You can say it as words, or letter by letter.",
    Key.VOUCHER_AGAIN: "Please say the code once more, letter by letter. Or say: without it.",
    Key.VOUCHER_NOTED: "I will take that into account when I add it all up.",
    Key.NOT_ORDERED_YET: "All right, that is not ordered. It stays in your basket, and you can change it.",
    Key.NO_ORDER_THEN: "I see no order of yours from that time.",
}

_PROBLEMS = {
    VoucherProblem.UNKNOWN: "I do not know a voucher with that code.",
    VoucherProblem.EXPIRED: "I am sorry, that voucher cannot be used today.",
    VoucherProblem.USED: "I am sorry, that voucher has been used already.",
    VoucherProblem.MINIMUM: "That voucher needs a larger order.",
}


def counted(line: Line) -> str:
    """So many of it, and what its name does not tell: "a latte, large, oat"."""
    told = spoken.words_only(line.name).lower()
    said = ((name, value) for name, value in line.options if value.lower() != "no")
    options = (spoken.words_only(_option(name, value)) for name, value in said)
    more = [option for option in dict.fromkeys(options) if not set(option.lower().split()) <= _words(told)]
    return ", ".join((spoken.quantity_of(line), *more))


def terms(prompt: Prompt) -> str:
    """What a read-back says of the voucher, the way of delivery and the payment; "" where nothing was
    chosen."""
    parts = []
    if isinstance(off := prompt.value("discount"), Money) and off.minor:
        parts.append(f"The voucher takes {spoken.money(off)} off.")
    if way := prompt.value("way"):
        parts.append(f"It comes by {spoken.words_only(str(way))}.")
    if isinstance(paid := prompt.value("method"), PaymentMethod):
        parts.append(f"It is paid with {after_sale.method(paid)}.")
    return " ".join(parts)


def _words(told: str) -> set[str]:
    return set(told.replace(",", " ").split())


def _option(name: str, value: str) -> str:
    """A figure says nothing without what it counts: "two sugar"."""
    said = called(name, value)
    return f"{said} {name}" if said[:1].isdecimal() else said


def _lines(prompt: Prompt) -> tuple[Line, ...]:
    lines = prompt.value("lines")
    return tuple(one for one in lines if isinstance(one, Line)) if isinstance(lines, tuple) else ()


def _line(prompt: Prompt, name: str = "line") -> Line:
    line = prompt.value(name)
    assert isinstance(line, Line)
    return line


def _names(prompt: Prompt, name: str) -> list[str]:
    values = prompt.value(name)
    return [one for one in values if isinstance(one, str)] if isinstance(values, tuple) else []


def _the(name: str) -> str:
    return f"the {spoken.words_only(name)}"


def _priced(line: Line) -> str:
    return f"{_the(line.name)} for {spoken.money(line.unit_price)}"


def _found(prompt: Prompt, today: date) -> str:
    lines = _lines(prompt)
    lead = "Not quite that, but I have" if prompt.value("near") else "I have"
    said = f"{lead} {spoken.list_of([_priced(line) for line in lines])}."
    gone = set(_names(prompt, "sold_out"))
    there = [line for line in lines if line.name not in gone]
    if sold := [_the(line.name) for line in lines if line.name in gone]:
        said += f" {spoken.list_of(sold).capitalize()} {'is' if len(sold) == 1 else 'are'} sold out."
    return said + _would_arrive(prompt, today, len(there))


def _would_arrive(prompt: Prompt, today: date, count: int) -> str:
    when = prompt.value("arrives_on")
    if not isinstance(when, date) or not count:
        return ""
    they = "It is" if count == 1 else "They are"
    if count < len(_lines(prompt)):
        they = "The other is" if count == 1 else "The others are"
    return f" {they} in stock and would arrive {spoken.day(when, today)}."


def _compared(prompt: Prompt, _: date) -> str:
    first, second = _line(prompt, "first"), _line(prompt, "second")
    said = [f"{_the(first.name)} costs {spoken.money(first.unit_price)}, {_than(prompt, second)}."]
    for difference in _names(prompt, "differences"):
        ours, _sign, theirs = difference.partition("|")
        said.append(f"One is {spoken.words_only(ours)}, the other {spoken.words_only(theirs)}.")
    return " ".join(sentence[:1].upper() + sentence[1:] for sentence in said)


def _than(prompt: Prompt, second: Line) -> str:
    dearer = prompt.value("dearer")
    assert isinstance(dearer, Money)
    if dearer.minor == 0:
        return f"and so does {_the(second.name)}"
    more = "more" if dearer.minor > 0 else "less"
    return f"{_the(second.name)} {spoken.money(Money(abs(dearer.minor), dearer.currency))} {more}"


def _offer(prompt: Prompt, today: date) -> str:
    line, left = _line(prompt), prompt.value("left")
    name = _the(line.name).capitalize() if line.unit else _the(line.name)
    said = f"{name[:1].upper()}{name[1:]}: {spoken.money(line.unit_price)}"
    if not isinstance(left, int) or left == 0:
        return f"{said}, but sold out."
    there = "is" if left == 1 else "are"
    when = prompt.value("arrives_on")
    arrives = f" It would arrive {spoken.day(when, today)}." if isinstance(when, date) else ""
    return f"{said}. {spoken.number(left).capitalize()} {there} in stock.{arrives}"


def _added(prompt: Prompt, _: date) -> str:
    lines = _lines(prompt)
    each = [f"{counted(line)}, for {spoken.money(line.total)}" for line in lines]
    return f"In your basket now: {spoken.list_of(each)}."


def _removed(prompt: Prompt, _: date) -> str:
    names = [_the(line.name) for line in _lines(prompt)]
    return f"I took out {spoken.list_of(names)}."


def _in_basket(prompt: Prompt, _: date) -> str:
    total = prompt.value("total")
    cost = f", {spoken.money(total)} without delivery" if isinstance(total, Money) else ""
    return f"In your basket: {spoken.list_of([counted(line) for line in _lines(prompt)])}{cost}."


def _still(prompt: Prompt, _: date) -> str:
    kept = spoken.list_of([counted(line) for line in _lines(prompt)])
    return f"In your basket you still have {kept}. Shall I add it up for you?"


def _option_of(prompt: Prompt, _: date) -> str:
    line, choices = _line(prompt), _names(prompt, "choices")
    option = spoken.words_only(str(prompt.value("option")))
    return f"Which {option} for {_the(line.name)}: {spoken.one_of(choices)}?"


def _option_again(prompt: Prompt, today: date) -> str:
    return f"Sorry, that I did not get. {_option_of(prompt, today)}"


def _left_out(prompt: Prompt, _: date) -> str:
    return f"All right, I leave {_the(_line(prompt).name)} out."


def _ways(prompt: Prompt, today: date) -> str:
    ways = prompt.value("ways")
    offers = [one for one in ways if isinstance(one, DeliveryOffer)] if isinstance(ways, tuple) else []
    return f"{spoken.one_of([_way(one, today) for one in offers])}?"


def _way(offer: DeliveryOffer, today: date) -> str:
    price = "free" if offer.price.minor == 0 else f"for {spoken.money(offer.price)}"
    return f"{offer.name} {price}, {spoken.arriving(offer.arrives_on, today)}"


def _ask_delivery(prompt: Prompt, today: date) -> str:
    return f"How shall it come: {_ways(prompt, today)}"


def _delivery_again(prompt: Prompt, today: date) -> str:
    return f"Sorry, which way of delivery: {_ways(prompt, today)}"


def _pay_with(prompt: Prompt, _: date) -> str:
    return f"How would you like to pay: {spoken.one_of(_names(prompt, 'methods'))}?"


def _pay_with_again(prompt: Prompt, today: date) -> str:
    return f"Sorry, that I did not get. {_pay_with(prompt, today)}"


def _too_light(prompt: Prompt, _: date) -> str:
    return f"There is too little on that gift card for {spoken.money(money_of(prompt, 'total'))}."


def _no_voucher(prompt: Prompt, _: date) -> str:
    problem, minimum = VoucherProblem(str(prompt.value("problem"))), prompt.value("minimum")
    if problem is VoucherProblem.MINIMUM and isinstance(minimum, Money):
        return f"That voucher needs goods for at least {spoken.money(minimum)}."
    return _PROBLEMS[problem]


TEMPLATES: dict[Key, Callable[[Prompt, date], str]] = {
    Key.FOUND: _found,
    Key.COMPARED: _compared,
    Key.OFFER: _offer,
    Key.ADDED: _added,
    Key.REMOVED: _removed,
    Key.IN_BASKET: _in_basket,
    Key.STILL_IN_BASKET: _still,
    Key.ASK_OPTION: _option_of,
    Key.OPTION_AGAIN: _option_again,
    Key.LEFT_OUT: _left_out,
    Key.ASK_DELIVERY: _ask_delivery,
    Key.DELIVERY_AGAIN: _delivery_again,
    Key.ASK_PAY_WITH: _pay_with,
    Key.PAY_WITH_AGAIN: _pay_with_again,
    Key.CARD_TOO_LIGHT: _too_light,
    Key.NO_VOUCHER: _no_voucher,
}
