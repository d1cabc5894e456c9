"""What to say, before it is worded: a key and the values that go into the sentence."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from ringup.skills import codec
from ringup.skills.dialogue.proposals import Swap
from ringup.skills.policy import Change
from ringup.skills.shop import Line, OrderStatus, PaymentMethod
from ringup.skills.values import Money, PhoneNumber, PromptId

Value = (
    str
    | int
    | Money
    | date
    | OrderStatus
    | PhoneNumber
    | PaymentMethod
    | Change
    | Line
    | Swap
    | tuple[Line, ...]
    | tuple[Swap, ...]
    | tuple[str, ...]
)
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

    WHY_IDENTIFY = "why_identify"
    ASK_NAME = "ask_name"
    SPELL_NAME = "spell_name"
    ASK_POSTCODE = "ask_postcode"
    POSTCODE_AGAIN = "postcode_again"
    ASK_EMAIL = "ask_email"
    EMAIL_AGAIN = "email_again"
    ASK_BIRTH_DATE = "ask_birth_date"
    BIRTH_DATE_AGAIN = "birth_date_again"
    ASK_PIN_TO_IDENTIFY = "ask_pin_to_identify"
    IDENTIFIED = "identified"  # name
    IDENTITY_FAILED = "identity_failed"  # phone?

    # coming back to what was interrupted
    BACK_TO_IT = "back_to_it"

    # after the sale
    ASK_ORDER = "ask_order"  # change
    ORDER_AGAIN = "order_again"  # summaries
    ASK_ITEMS = "ask_items"  # change, lines
    ITEMS_AGAIN = "items_again"  # lines
    ASK_OPTIONS = "ask_options"  # line
    OPTIONS_AGAIN = "options_again"  # line, choices
    ASK_PAYMENT = "ask_payment"  # change, methods
    PAYMENT_AGAIN = "payment_again"  # methods
    ASK_REASON = "ask_reason"  # reasons
    ASK_NEW_ADDRESS = "ask_new_address"
    ADDRESS_AGAIN = "address_again"
    NOT_ALLOWED = "not_allowed"  # change, number, status
    CHANGED_BEFORE = "changed_before"  # number
    NO_RULE = "no_rule"  # change
    NO_SUCH_VARIANT = "no_such_variant"  # line
    BALANCE_TOO_LOW = "balance_too_low"  # methods
    REFUND_NOT_THERE = "refund_not_there"  # methods
    SAME_PAYMENT = "same_payment"
    READ_CANCEL = "read_cancel"  # number, lines, refund, method?, reason?
    READ_CHANGE_ITEMS = "read_change_items"  # number, swaps, difference, method
    READ_EXCHANGE = "read_exchange"  # number, swaps, difference, method
    READ_RETURN = "read_return"  # number, lines, refund, method
    READ_ADDRESS = "read_address"  # number, address
    READ_PAYMENT = "read_payment"  # number, total, method
    READ_PROFILE = "read_profile"  # address
    CONFIRM_CHANGE = "confirm_change"
    CONFIRM_ALL_ITEMS = "confirm_all_items"
    WHAT_INSTEAD = "what_instead"
    CHANGE_MADE = "change_made"  # change, number, refund?, method?, days?
    CHANGE_LATER = "change_later"
    CHANGE_FAILED = "change_failed"

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
