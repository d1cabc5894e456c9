"""What to say, before it is worded: a key and the values that go into the sentence."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from ringup.skills import codec
from ringup.skills.shop import Line, OrderStatus
from ringup.skills.values import Money, PhoneNumber, PromptId

Value = str | int | Money | date | OrderStatus | PhoneNumber | Line | tuple[Line, ...] | tuple[str, ...]
"""Anything that a sentence can hold. Order numbers and names are strings."""

codec.tagged_values(Value)


class Key(StrEnum):
    """Every sentence that Ringup can say. The values each one needs stand beside it."""

    # the frame of a call
    GREETING = "greeting"  # shop, name?
    RESUMED = "resumed"
    HOW_CAN_I_HELP = "how_can_i_help"
    ANYTHING_ELSE = "anything_else"
    HELP = "help"
    NO_PERSON = "no_person"  # phone?
    TAKE_YOUR_TIME = "take_your_time"
    GOODBYE = "goodbye"

    # repair
    DID_NOT_CATCH = "did_not_catch"
    DID_NOT_UNDERSTAND = "did_not_understand"
    EXAMPLES = "examples"
    GIVING_UP = "giving_up"
    STILL_THERE = "still_there"
    SILENT_GOODBYE = "silent_goodbye"
    DESK_DOWN = "desk_down"
    MOMENT = "moment"

    # reorder
    STRANGER = "stranger"  # phone?
    NO_HISTORY = "no_history"
    SHOP_EMPTY = "shop_empty"
    NEVER_BOUGHT = "never_bought"
    NO_LONGER_SOLD = "no_longer_sold"
    NOT_ENOUGH = "not_enough"  # line (quantity: how many are left)
    WHICH_ITEM = "which_item"  # lines
    INSTEAD = "instead"
    READ_BACK = "read_back"  # lines, delivery, total, arrives_on, address
    READ_BACK_REPEAT = "read_back_repeat"  # the same, after an equal order minutes ago
    CONFIRM = "confirm"
    CONFIRM_CLEARLY = "confirm_clearly"
    HEAR_ME_OUT = "hear_me_out"
    WHAT_TO_CHANGE = "what_to_change"
    HOW_MANY = "how_many"
    OFFER_CHANGED = "offer_changed"
    PLACED = "placed"  # number, total, arrives_on
    PLACED_LATER = "placed_later"
    NOT_PLACED = "not_placed"
    DROPPED = "dropped"

    # identity
    ASK_PIN = "ask_pin"
    WRONG_PIN = "wrong_pin"
    PIN_AGAIN = "pin_again"
    PIN_FAILED = "pin_failed"  # phone?
    NO_PIN = "no_pin"  # phone?

    # order status
    NO_ORDERS = "no_orders"
    ORDER_UNKNOWN = "order_unknown"  # number
    MORE_DIGITS = "more_digits"  # digits
    WHICH_ORDER = "which_order"  # summaries
    ORDER_STATUS = "order_status"  # number, lines, status, arrives_on?, carrier?


@dataclass(frozen=True, slots=True)
class Prompt:
    """One sentence to be said. `id` is unique in the call and comes back in the carrier's mark."""

    id: PromptId
    key: Key
    values: tuple[tuple[str, Value], ...] = ()

    def value(self, name: str) -> Value | None:
        return dict(self.values).get(name)
