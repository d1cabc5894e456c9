"""What each prompt says in English. Short sentences, no jargon, and never the word "yes" at the end of
a question, where an echo of it could be taken for an answer."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from ringup.skills.dialogue.prompts import Key, Prompt
from ringup.skills.shop import Line, OrderStatus
from ringup.skills.values import PhoneNumber
from ringup.skills.wording import after_sale, booking, order_facts, ordering, service, spoken
from ringup.skills.wording.given import date_of, lines_of, money_of

FIXED: dict[Key, str] = {
    Key.RESUMED: "Sorry, the line dropped. I am back.",
    Key.HOW_CAN_I_HELP: "What can I do for you?",
    Key.ANYTHING_ELSE: "Can I do anything else for you?",
    Key.TAKE_YOUR_TIME: "Take your time.",
    Key.GOODBYE: "Thank you for calling. Goodbye.",
    Key.DID_NOT_CATCH: "Sorry, I did not catch that.",
    Key.DID_NOT_UNDERSTAND: "I am sorry, I still did not get it.",
    Key.EXAMPLES: (
        "You can say: my usual order. Or: where is my order. "
        "Or press one for your usual, or two to ask about an order."
    ),
    Key.STILL_THERE: "Are you still there?",
    Key.HOW_YES_NO: "Say yes, or press one. Or say no, or press two.",
    Key.HOW_DIGITS: "You can say the digits one by one, or key them in.",
    Key.HOW_WORDS: "You can answer in your own words, or ask me to say it again.",
    Key.NO_HURRY: "Take your time. I will be here a little longer.",
    Key.STILL_HERE: "Of course, I am still here.",
    Key.DESK_DOWN: "Sorry, I cannot reach the shop's records right now. Please try again in a minute.",
    Key.MOMENT: "One moment, please.",
    Key.NO_HISTORY: "You have not ordered anything yet, so I have nothing to order again.",
    Key.SHOP_EMPTY: "This shop has nothing to sell yet. Please call again later. Goodbye.",
    Key.NEVER_BOUGHT: (
        "I do not see that in your earlier orders. I can only order again what you have had before."
    ),
    Key.NO_LONGER_SOLD: "I am sorry, the shop no longer sells that.",
    Key.CONFIRM: "Shall I place this order?",
    Key.CONFIRM_CLEARLY: (
        "I want to be sure. Say yes, or press one, and I will do it. Say no, or press two, and I will not."
    ),
    Key.CANCEL_CLEARLY: (
        "I want to be sure. Say yes, or press one, and it is cancelled. Say no, or press two, and it stays "
        "as it is."
    ),
    Key.HEAR_ME_OUT: "Before you decide, please hear the whole order.",
    Key.WHAT_TO_CHANGE: "That is not ordered. How many would you like, or shall I leave it?",
    Key.HOW_MANY: "How many would you like, or shall I leave it?",
    Key.INSTEAD: "All right, this instead of that order.",
    Key.OFFER_CHANGED: "Something just changed in the shop, so this is not ordered yet.",
    Key.PLACED_LATER: (
        "I have noted your order, but the shop's system is busy. It will be placed as soon as it is "
        "back, once only. You need not call again."
    ),
    Key.NOT_PLACED: "I am sorry, that did not work. This order was not placed.",
    Key.DROPPED: "All right. That is not ordered.",
    Key.ASK_PIN: (
        "For an order of this size I need your four digit PIN. Please key it in, or say it digit by digit."
    ),
    Key.WRONG_PIN: "That is the wrong PIN.",
    Key.PIN_AGAIN: "Please key in your four digit PIN, or say it digit by digit. Or say: never mind.",
    Key.NO_ORDERS: "I see no orders on your account.",
    Key.NOT_IN_ORDERS: "I do not see that in your orders.",
    Key.WHY_IDENTIFY: "First I need to know who is calling.",
    Key.ASK_NAME: "What is your first and last name?",
    Key.SPELL_NAME: "I did not find that. Please say your name once more, and spell the last name.",
    Key.ASK_POSTCODE: "What is your postcode?",
    Key.AND_THEN: "And then?",
    Key.NOT_FOUND: "I did not find that.",
    Key.AND_POSTCODE: "And what is your postcode?",
    Key.POSTCODE_AGAIN: "I did not find that. Please say your postcode again, one letter or digit at a time.",
    Key.ASK_EMAIL: "What is the email address on your account?",
    Key.EMAIL_AGAIN: "I did not find that. Please say your email address again, slowly.",
    Key.ASK_BIRTH_DATE: "What is your date of birth?",
    Key.BIRTH_DATE_AGAIN: "I did not find that. Please say your date of birth again: day, month and year.",
    Key.ASK_PIN_TO_IDENTIFY: "Please key in your four digit PIN, or say it digit by digit.",
    Key.ASK_CODE: (
        "A code of six digits is on its way to the phone on your account, by text. "
        "Please key it in, or say it digit by digit. If you get no text, say: no text."
    ),
    Key.WRONG_CODE: "That is not the code.",
    Key.CODE_AGAIN: "Please key in the six digits of the text, or say them one by one. Or say: no text.",
    Key.BACK_TO_IT: "Now back to where we were.",
    Key.ADDRESS_AGAIN: (
        "Sorry, I need the whole address: the house number and street, the town and state, and the postcode."
    ),
    Key.ASK_NEW_ADDRESS: "What is the new address? Please say street, town, state and postcode.",
    Key.CONFIRM_CHANGE: "Shall I do that?",
    Key.CONFIRM_ALL_ITEMS: (
        "This can be done only once for an order, so please be sure that nothing is missing. Shall I do that?"
    ),
    Key.LEFT_AS_IT_IS: "All right. I leave it as it is.",
    Key.CHANGE_LATER: (
        "I have noted that, but the shop's system is busy. It will be done as soon as it is back, once only."
    ),
    Key.CHANGE_FAILED: "I am sorry, that did not work. Nothing was changed.",
    **service.FIXED,
    **booking.FIXED,
    **ordering.FIXED,
}

_STATUS: dict[OrderStatus, str] = {
    OrderStatus.PLACED: "has been placed",
    OrderStatus.PACKED: "is packed and leaves soon",
    OrderStatus.SHIPPED: "is on its way",
    OrderStatus.OUT_FOR_DELIVERY: "is out for delivery",
    OrderStatus.DELAYED: "is delayed",
    OrderStatus.DELIVERED: "was delivered",
    OrderStatus.CANCELLED: "was cancelled",
    OrderStatus.RETURN_REQUESTED: "was delivered, and you are sending it back",
    OrderStatus.EXCHANGE_REQUESTED: "was delivered, and is being exchanged",
}


def fixed_sentences() -> tuple[str, ...]:
    """Sentences that never change, worth remembering as sound."""
    return tuple(FIXED.values())


def render(prompt: Prompt, today: date) -> str:
    """The sentence for `prompt`. `today` is the shop's, for "tomorrow"."""
    if prompt.key in FIXED:
        return FIXED[prompt.key]
    return _TEMPLATES[prompt.key](prompt, today)


def _greeting(prompt: Prompt, _: date) -> str:
    name = prompt.value("name")
    hello = f"Hello {name}." if name else "Hello."
    shop = spoken.words_only(str(prompt.value("shop")))
    return f"{hello} This is the automatic assistant of {shop}. The call is recorded."


def _with_phone(before: str, call: str, last: str = "") -> Callable[[Prompt, date], str]:
    """`before`, then `call` with the shop's number where there is one, then `last`."""

    def sentence(prompt: Prompt, _: date) -> str:
        phone = prompt.value("phone")
        number = call.format(phone=spoken.phone_number(phone)) if isinstance(phone, PhoneNumber) else ""
        return " ".join(part for part in (before, number, last) if part)

    return sentence


def _read_back(prompt: Prompt, today: date) -> str:
    address = spoken.address(str(prompt.value("address")))
    arriving = spoken.arriving(date_of(prompt, "arrives_on"), today)
    items = spoken.list_of([ordering.counted(line) for line in lines_of(prompt)])
    agreed = f"That is {items}, to {address}, {arriving}. {_cost(prompt)}"
    return " ".join(part for part in (agreed, ordering.terms(prompt)) if part)


def _read_back_repeat(prompt: Prompt, today: date) -> str:
    return f"You ordered the same a few minutes ago. This would be one more. {_read_back(prompt, today)}"


def _cost(prompt: Prompt) -> str:
    delivery = money_of(prompt, "delivery")
    how = "delivery is free" if delivery.minor == 0 else "with delivery"
    return f"{spoken.money(money_of(prompt, 'total')).capitalize()}, {how}."


def _placed(prompt: Prompt, today: date) -> str:
    return (
        f"Done. Your order number is {spoken.order_number(str(prompt.value('number')))}. "
        f"It comes to {spoken.money(money_of(prompt, 'total'))} "
        f"and arrives {spoken.day(date_of(prompt, 'arrives_on'), today)}."
    )


def _not_enough(prompt: Prompt, _: date) -> str:
    line = prompt.value("line")
    assert isinstance(line, Line)
    pause = "," if "," in line.name else ""
    if line.quantity == 0:
        return f"I am sorry, the {spoken.words_only(line.name)}{pause} is sold out."
    if line.quantity == 1:
        return f"I am sorry, only one is left of the {spoken.words_only(line.name)}."
    return f"I am sorry, only {spoken.quantity_of(line)}{pause} are left."


def _which_item(prompt: Prompt, _: date) -> str:
    return f"For which one: {spoken.one_of([f'the {line.name}' for line in lines_of(prompt)])}?"


def _order_unknown(prompt: Prompt, _: date) -> str:
    number = spoken.order_number(str(prompt.value("number")))
    return f"I cannot find an order {number} on your account."


def _more_digits(prompt: Prompt, _: date) -> str:
    return f"{spoken.order_number(str(prompt.value('digits'))).capitalize()}. And then?"


def _which_order(prompt: Prompt, _: date) -> str:
    summaries = prompt.value("summaries")
    names = [f"the {name}" for name in summaries] if isinstance(summaries, tuple) else []
    if not names:
        return "Which order do you mean? Say its number, or key it in."
    return f"Which one do you mean: {spoken.one_of(names)}? You can also say or key in the order number."


def _is_it_order(prompt: Prompt, _: date) -> str:
    number = spoken.order_number(str(prompt.value("number")))
    return f"Is it order {number}, {_items(lines_of(prompt))}?"


def _order_status(prompt: Prompt, today: date) -> str:
    status = prompt.value("status")
    assert isinstance(status, OrderStatus)
    number = spoken.order_number(str(prompt.value("number")))
    sentence = f"Your order {number}, {_items(lines_of(prompt))}, {_STATUS[status]}"
    if carrier := prompt.value("carrier"):
        sentence += f" with {spoken.words_only(str(carrier))}" if status.is_open else ""
    arrives = prompt.value("arrives_on")
    if not isinstance(arrives, date):
        return f"{sentence}."
    when = spoken.day(arrives, today)
    match status:
        case OrderStatus.DELIVERED:
            return f"{sentence} {when}."
        case OrderStatus.CANCELLED | OrderStatus.RETURN_REQUESTED | OrderStatus.EXCHANGE_REQUESTED:
            return f"{sentence}."
        case OrderStatus.DELAYED:
            return f"{sentence}. It should now arrive {when}. I am sorry about that."
        case _:
            return f"{sentence}. It should arrive {when}."


def _items(lines: tuple[Line, ...]) -> str:
    return spoken.list_of([spoken.quantity_of(line) for line in lines])


_TEMPLATES: dict[Key, Callable[[Prompt, date], str]] = {
    Key.GREETING: _greeting,
    Key.NO_PERSON: _with_phone(
        "I am sorry, I cannot put you through to a person on this line.", "Please call {phone}."
    ),
    Key.GIVING_UP: _with_phone(
        "I am sorry, I cannot make this out. Please call again from a quieter place.",
        "Or call the shop on {phone}.",
        "Goodbye.",
    ),
    Key.SILENT_GOODBYE: _with_phone("I cannot hear anyone, so I will hang up now. Goodbye.", ""),
    Key.STRANGER: _with_phone(
        "I do not know the number you are calling from, so I cannot see your orders. "
        "Please call from the number on your account.",
        "Or call the shop on {phone}.",
    ),
    Key.NOT_ENOUGH: _not_enough,
    Key.WHICH_ITEM: _which_item,
    Key.READ_BACK: _read_back,
    Key.READ_BACK_REPEAT: _read_back_repeat,
    Key.PLACED: _placed,
    Key.PIN_FAILED: _with_phone(
        "I am sorry, I cannot place this order without the right PIN.",
        "The shop can help you on {phone}.",
    ),
    Key.NO_PIN: _with_phone(
        "An order of this size needs a PIN, and there is none on your account, so I cannot place it.",
        "The shop can set one up on {phone}.",
    ),
    Key.ORDER_UNKNOWN: _order_unknown,
    Key.MORE_DIGITS: _more_digits,
    Key.WHICH_ORDER: _which_order,
    Key.IS_IT_ORDER: _is_it_order,
    Key.ORDER_STATUS: _order_status,
    Key.IDENTITY_FAILED: _with_phone(
        "I am sorry, I could not find out who you are, so I cannot open your account.",
        "The shop can help you on {phone}.",
    ),
    Key.IDENTIFIED: lambda prompt, _: f"Thank you, {prompt.value('name')}.",
    **after_sale.TEMPLATES,
    **order_facts.TEMPLATES,
    **service.TEMPLATES,
    **booking.TEMPLATES,
    **ordering.TEMPLATES,
}
