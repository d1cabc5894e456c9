"""What is said about questions, recommendations, refunds, persons and the frame of a call, in English."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from ringup.skills.dialogue.prompts import Key, Prompt
from ringup.skills.shop import Line, PaymentMethod
from ringup.skills.values import Money, PhoneNumber
from ringup.skills.wording import spoken
from ringup.skills.wording.after_sale import method
from ringup.skills.wording.given import lines_of, order_number_of

FIXED: dict[Key, str] = {
    Key.OFFER_PERSON: "I am sorry about this. Shall I get somebody for you?",
    Key.OFFER_PERSON_STUCK: "I am sorry, I still did not get it. Shall I get somebody for you?",
    Key.OFFER_PERSON_INSTEAD: "Shall I get somebody who can help you?",
    Key.PERSON_ANY_TIME: "I am sorry about this. If you would rather talk to a person, just tell me.",
    Key.SORRY: "I am very sorry about this.",
    Key.PUTTING_THROUGH: "I am putting you through. I have noted what it is about.",
    Key.NOT_THROUGH: "I am sorry, nobody is free right now.",
    Key.CALLBACK_NOTED: "That is noted already. Somebody will call you back.",
    Key.ASK_CALLBACK_NUMBER: "On what number can we call you back?",
    Key.CALLBACK_NUMBER_AGAIN: "Sorry, what is the number? Say it digit by digit, or key it in.",
    Key.AS_YOU_LIKE: "As you like.",
    Key.NOT_RECORDED: "All right, the recording is off. I only keep a written note of the call.",
    Key.SPEAKING_SLOWER: "Of course, I will speak more slowly.",
    Key.SPEAKING_LOUDER: "Of course, I will speak louder.",
    Key.WELCOME: "You are welcome.",
    Key.STARTED_OVER: "All right, we start over. Nothing that was open is kept.",
    Key.NOT_KNOWN: "I am sorry, I do not know that. Shall I have somebody call you back?",
    Key.NOT_SOLD: "I am sorry, we do not have that at the moment.",
    Key.NO_ADVICE: "I have nothing in particular to recommend for that.",
    Key.NO_REFUND: "I see nothing on your account that was cancelled or sent back.",
    Key.NO_TRACKING: "There is no tracking number for it yet.",
}

_ABILITIES = {
    "orders": "place an order or repeat an earlier one",
    "status": "tell you where an order is",
    "changes": "cancel, change or return one",
    "bookings": "book an appointment",
    "questions": "answer questions about the shop",
    "person": "get a person for you",
}

_EVERY = ((1, "day"), (7, "week"), (14, "two weeks"), (21, "three weeks"), (30, "month"), (61, "two months"))


def _page_says(prompt: Prompt, _: date) -> str:
    return spoken.plainly(str(prompt.value("text")))


def _help(prompt: Prompt, _: date) -> str:
    can = prompt.value("can")
    names = [_ABILITIES[each] for each in can if each in _ABILITIES] if isinstance(can, tuple) else []
    return f"I can {spoken.one_of(names)}. Just say it in your own words."


def _automatic(prompt: Prompt, _: date) -> str:
    shop = spoken.words_only(str(prompt.value("shop")))
    return f"I am the automatic assistant of {shop}, no person. I can get one for you."


def _callback(prompt: Prompt, today: date) -> str:
    on = prompt.value("on")
    if isinstance(on, date) and on > today:
        return f"We are closed now. Somebody will call you back {spoken.on_day(on, today)}."
    return "Nobody is free right now. Somebody will call you back as soon as possible."


def _is_it_number(prompt: Prompt, _: date) -> str:
    phone = prompt.value("phone")
    assert isinstance(phone, PhoneNumber)
    return f"That is {spoken.phone_number(phone)}. Is that right?"


def _no_callback(prompt: Prompt, _: date) -> str:
    phone = prompt.value("phone")
    number = f" You can reach us on {spoken.phone_number(phone)}." if isinstance(phone, PhoneNumber) else ""
    return f"All right, nobody will call you.{number}"


def _line(prompt: Prompt, name: str = "line") -> Line:
    value = prompt.value(name)
    assert isinstance(value, Line)
    return value


def _price(prompt: Prompt, _: date) -> str:
    first, *more = lines_of(prompt)
    each = f" a {first.unit}" if first.unit else ""
    name = _name(prompt)
    if not more:
        return f"The {name} is {spoken.money(first.unit_price)}{each}."
    dearest = spoken.money(more[-1].unit_price)
    return f"The {name} is from {spoken.money(first.unit_price)} to {dearest}{each}."


def _name(prompt: Prompt) -> str:
    return spoken.words_only(str(prompt.value("name")))


def _left(prompt: Prompt) -> int:
    left = prompt.value("left")
    return left if isinstance(left, int) else 0


def _stock(prompt: Prompt, _: date) -> str:
    name, left = _name(prompt), _left(prompt)
    if left == 0:
        return f"I am sorry, the {name} is sold out."
    if left < _FEW:
        only = "only one is" if left == 1 else f"only {spoken.number(left)} are"
        return f"We have the {name}, but {only} left."
    return f"Yes, we have the {name}, {spoken.number(left)} of it in stock."


_FEW = 5


def _options(prompt: Prompt, _: date) -> str:
    name, left = _name(prompt), _left(prompt)
    if left == 0:
        return f"I am sorry, the {name} is sold out."
    choices = prompt.value("choices")
    named = [each for each in choices if isinstance(each, str)] if isinstance(choices, tuple) else []
    kinds = f"{spoken.number(left)} kind{'' if left == 1 else 's'}"
    detail = f" {'. '.join(_choice(each) for each in named)}." if named else ""
    return f"There {'is' if left == 1 else 'are'} {kinds} of the {name} right now.{detail}"


def _choice(text: str) -> str:
    """ "color: black, blue" as "The color can be black or blue"."""
    option, _, values = text.partition(": ")
    return f"The {spoken.words_only(option)} can be {spoken.one_of(values.split(', '))}"


def _goes_with(prompt: Prompt, _: date) -> str:
    return f"What goes well with it is {_offered(prompt)}."


def _goes_with_theirs(prompt: Prompt, _: date) -> str:
    return f"What goes well with what you usually buy is {_offered(prompt)}."


def _offered(prompt: Prompt) -> str:
    told = [f"the {spoken.words_only(x.name)} for {spoken.money(x.unit_price)}" for x in lines_of(prompt)]
    return spoken.list_of(told)


def _usually_buy(prompt: Prompt, _: date) -> str:
    line, days = _line(prompt), prompt.value("days")
    gap = min(_EVERY, key=lambda each: abs(each[0] - (days if isinstance(days, int) else 30)))[1]
    return f"You usually buy {spoken.words_only(line.name)} every {gap}. Shall I order it?"


def _back(prompt: Prompt) -> str:
    """How much, where to and when: "fifty dollars go back to your gift card at once"."""
    total, paid, days = prompt.value("total"), prompt.value("method"), prompt.value("days")
    amount = f"{spoken.money(total)} go" if isinstance(total, Money) else "the money goes"
    where = method(paid) if isinstance(paid, PaymentMethod) else "the way you paid"
    when = f"within {spoken.number(days)} business days" if isinstance(days, int) else "at once"
    return f"{amount} back to {where} {when}"


def _coming(prompt: Prompt, _: date) -> str:
    back = _back(prompt)
    return f"Order {order_number_of(prompt)} was cancelled. {back[:1].upper()}{back[1:]} after that."


def _when_back(prompt: Prompt, _: date) -> str:
    return f"Order {order_number_of(prompt)} is being returned. Once we have it, {_back(prompt)}."


def _tracking(prompt: Prompt, _: date) -> str:
    carrier = prompt.value("carrier")
    through = f" with {spoken.words_only(str(carrier))}" if carrier else ""
    tracking = spoken.code(str(prompt.value("tracking")))
    return f"The tracking number of order {order_number_of(prompt)}{through} is {tracking}."


TEMPLATES: dict[Key, Callable[[Prompt, date], str]] = {
    Key.HELP: _help,
    Key.AUTOMATIC: _automatic,
    Key.CALLBACK: _callback,
    Key.NO_CALLBACK: _no_callback,
    Key.IS_IT_NUMBER: _is_it_number,
    Key.PAGE_SAYS: _page_says,
    Key.PRODUCT_PRICE: _price,
    Key.PRODUCT_STOCK: _stock,
    Key.PRODUCT_OPTIONS: _options,
    Key.GOES_WITH: _goes_with,
    Key.GOES_WITH_THEIRS: _goes_with_theirs,
    Key.USUALLY_BUY: _usually_buy,
    Key.REFUND_COMING: _coming,
    Key.REFUND_WHEN_BACK: _when_back,
    Key.TRACKING: _tracking,
}
