"""What to say, before it is worded: a key and the values that go into the sentence."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from ringup.skills import codec
from ringup.skills.bookings.diary import Start
from ringup.skills.dialogue.proposals import Swap
from ringup.skills.policy import Change
from ringup.skills.shop import DeliveryOffer, Line, OrderStatus, PaymentMethod
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
    | Start
    | DeliveryOffer
    | tuple[Line, ...]
    | tuple[DeliveryOffer, ...]
    | tuple[Swap, ...]
    | tuple[str, ...]
    | tuple[Start, ...]
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
    HELP = "help"  # can
    NO_PERSON = "no_person"  # phone?
    OFFER_PERSON = "offer_person"
    OFFER_PERSON_STUCK = "offer_person_stuck"
    OFFER_PERSON_INSTEAD = "offer_person_instead"
    PERSON_ANY_TIME = "person_any_time"
    SORRY = "sorry"
    PUTTING_THROUGH = "putting_through"
    NOT_THROUGH = "not_through"
    CALLBACK = "callback"  # on?
    CALLBACK_NOTED = "callback_noted"
    ASK_CALLBACK_NUMBER = "ask_callback_number"
    CALLBACK_NUMBER_AGAIN = "callback_number_again"
    IS_IT_NUMBER = "is_it_number"  # phone
    NO_CALLBACK = "no_callback"  # phone?
    AS_YOU_LIKE = "as_you_like"
    AUTOMATIC = "automatic"  # shop
    NOT_RECORDED = "not_recorded"
    SPEAKING_SLOWER = "speaking_slower"
    SPEAKING_LOUDER = "speaking_louder"
    STARTED_OVER = "started_over"
    WELCOME = "welcome"
    TAKE_YOUR_TIME = "take_your_time"
    GOODBYE = "goodbye"

    # repair
    DID_NOT_CATCH = "did_not_catch"
    DID_NOT_UNDERSTAND = "did_not_understand"
    EXAMPLES = "examples"
    GIVING_UP = "giving_up"
    STILL_THERE = "still_there"
    HOW_YES_NO = "how_yes_no"
    HOW_DIGITS = "how_digits"
    HOW_WORDS = "how_words"
    NO_HURRY = "no_hurry"
    STILL_HERE = "still_here"
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
    READ_BACK = "read_back"  # lines, delivery, total, arrives_on, address, way?, voucher?, discount?, method?
    READ_BACK_REPEAT = "read_back_repeat"  # the same, after an equal order minutes ago
    CONFIRM = "confirm"
    CONFIRM_CLEARLY = "confirm_clearly"
    CANCEL_CLEARLY = "cancel_clearly"  # the same, where "cancel it" could mean either
    HEAR_ME_OUT = "hear_me_out"
    WHAT_TO_CHANGE = "what_to_change"
    HOW_MANY = "how_many"
    OFFER_CHANGED = "offer_changed"
    PLACED = "placed"  # number, total, arrives_on
    PLACED_LATER = "placed_later"
    NOT_PLACED = "not_placed"
    DROPPED = "dropped"

    # a new order
    FOUND = "found"  # lines, arrives_on?, sold_out?, near?
    WHICH_ONE = "which_one"
    TAKE_IT = "take_it"
    NOTHING_CHEAPER = "nothing_cheaper"
    NOTHING_FOUND = "nothing_found"
    LOOK_FOR = "look_for"
    COMPARED = "compared"  # first, second, dearer, differences?
    NOT_TWO = "not_two"
    OFFER = "offer"  # line, left, arrives_on?
    ADDED = "added"  # lines
    REMOVED = "removed"  # lines
    IN_BASKET = "in_basket"  # lines, total
    BASKET_EMPTY = "basket_empty"
    NOT_IN_BASKET = "not_in_basket"
    MORE = "more"
    STILL_IN_BASKET = "still_in_basket"  # lines
    ASK_OPTION = "ask_option"  # line, option, choices
    OPTION_AGAIN = "option_again"  # line, option, choices
    LEFT_OUT = "left_out"  # line
    ASK_DELIVERY = "ask_delivery"  # ways
    DELIVERY_AGAIN = "delivery_again"  # ways
    ASK_PAY_WITH = "ask_pay_with"  # methods
    PAY_WITH_AGAIN = "pay_with_again"  # methods
    CARD_TOO_LIGHT = "card_too_light"  # total
    ASK_VOUCHER = "ask_voucher"
    VOUCHER_AGAIN = "voucher_again"
    VOUCHER_NOTED = "voucher_noted"
    NO_VOUCHER = "no_voucher"  # problem, minimum?
    NOT_ORDERED_YET = "not_ordered_yet"
    NO_ORDER_THEN = "no_order_then"

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
    AND_POSTCODE = "and_postcode"
    NOT_FOUND = "not_found"
    AND_THEN = "and_then"
    POSTCODE_AGAIN = "postcode_again"
    ASK_EMAIL = "ask_email"
    EMAIL_AGAIN = "email_again"
    ASK_BIRTH_DATE = "ask_birth_date"
    BIRTH_DATE_AGAIN = "birth_date_again"
    ASK_PIN_TO_IDENTIFY = "ask_pin_to_identify"
    ASK_CODE = "ask_code"
    WRONG_CODE = "wrong_code"
    CODE_AGAIN = "code_again"
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
    NOT_TO_BE_HAD = "not_to_be_had"  # line, lines
    NONE_OF_THAT = "none_of_that"  # line
    ASK_PAYMENT = "ask_payment"  # change, methods
    PAYMENT_AGAIN = "payment_again"  # methods
    ASK_REASON = "ask_reason"  # reasons
    ASK_NEW_ADDRESS = "ask_new_address"
    ADDRESS_AGAIN = "address_again"
    NOT_ALLOWED = "not_allowed"  # change, number, status
    CHANGED_BEFORE = "changed_before"  # number
    TOO_LONG_AGO = "too_long_ago"  # change, number, days
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
    WHAT_INSTEAD = "what_instead"  # slot
    WHAT_ELSE_IS_WRONG = "what_else_is_wrong"  # slot
    CHANGE_MADE = "change_made"  # change, number, refund?, method?, days?
    LEFT_AS_IT_IS = "left_as_it_is"
    CHANGE_LATER = "change_later"
    CHANGE_FAILED = "change_failed"

    # questions
    PAGE_SAYS = "page_says"  # text
    NOT_KNOWN = "not_known"
    PRODUCT_PRICE = "product_price"  # name, lines
    PRODUCT_STOCK = "product_stock"  # name, left
    PRODUCT_OPTIONS = "product_options"  # name, left, choices
    NOT_SOLD = "not_sold"

    # recommendations
    GOES_WITH = "goes_with"  # lines
    GOES_WITH_THEIRS = "goes_with_theirs"  # lines
    NO_ADVICE = "no_advice"
    USUALLY_BUY = "usually_buy"  # line, days

    # money that comes back
    NO_REFUND = "no_refund"
    REFUND_COMING = "refund_coming"  # number, total, method?, days?
    REFUND_WHEN_BACK = "refund_when_back"  # number, total?, method?, days?

    # order status
    NO_ORDERS = "no_orders"
    NOT_IN_ORDERS = "not_in_orders"
    ORDER_UNKNOWN = "order_unknown"  # number
    MORE_DIGITS = "more_digits"  # digits
    WHICH_ORDER = "which_order"  # summaries
    IS_IT_ORDER = "is_it_order"  # number, lines
    TRACKING = "tracking"  # number, tracking, carrier?
    NO_TRACKING = "no_tracking"
    ORDER_STATUS = "order_status"  # number, lines, status, arrives_on?, carrier?
    ORDER_HOLDS = "order_holds"  # number, lines
    ORDER_PRICES = "order_prices"  # lines
    ORDER_TOTAL = "order_total"  # number, total
    ORDER_PAID_WITH = "order_paid_with"  # number, method
    ORDER_PLACED_ON = "order_placed_on"  # number, day
    ORDER_DELIVERED_ON = "order_delivered_on"  # number, day
    ORDER_GOES_TO = "order_goes_to"  # number, address

    # bookings
    ASK_SERVICE = "ask_service"  # services
    SERVICE_AGAIN = "service_again"  # services
    ASK_BOOKING_DATE = "ask_booking_date"  # service
    BOOKING_DATE_AGAIN = "booking_date_again"
    ASK_PEOPLE = "ask_people"  # service
    PEOPLE_AGAIN = "people_again"
    ASK_BOOKING_NAME = "ask_booking_name"
    BOOKING_NAME_AGAIN = "booking_name_again"
    ASK_BOOKING_PHONE = "ask_booking_phone"
    NO_SERVICES = "no_services"
    PARTY_TOO_LARGE = "party_too_large"  # service, most
    PARTY_TOO_SMALL = "party_too_small"  # service, least
    SEATS_FEWER = "seats_fewer"  # staff, most
    CLOSED_ON = "closed_on"  # day, reason?, weekly?
    STAFF_NOT_IN = "staff_not_in"  # staff, day
    STAFF_NOT_FREE = "staff_not_free"  # staff, day
    DAY_FULL = "day_full"  # service, day
    DAY_OVER = "day_over"
    TOO_FAR_AHEAD = "too_far_ahead"  # service, days
    NOT_FREE_THEN = "not_free_then"  # at
    STARTS_ON_GRID = "starts_on_grid"  # service, every
    SOMEBODY_FASTER = "somebody_faster"
    OFFER_OPENINGS = "offer_openings"  # starts
    OFFER_WAITING = "offer_waiting"  # service
    ANOTHER_TIME = "another_time"
    READ_BOOKING = "read_booking"  # service, start, people?, name, cost?, phone?
    READ_MOVE = "read_move"  # old, start, people?, cost?
    READ_CANCEL_BOOKING = "read_cancel_booking"  # start
    READ_WAITING = "read_waiting"  # service, start, until, staff?, people?, name, phone?
    BOOK_IT = "book_it"
    BOOKED = "booked"  # number, start, phone?
    BOOKING_MOVED = "booking_moved"  # start
    BOOKING_CANCELLED = "booking_cancelled"  # start
    ON_THE_LIST = "on_the_list"  # service, phone?
    BOOKING_LATER = "booking_later"
    BOOKING_FAILED = "booking_failed"
    BOOKING_DROPPED = "booking_dropped"
    NO_BOOKINGS = "no_bookings"
    YOUR_BOOKINGS = "your_bookings"  # starts, number?
    WHICH_BOOKING = "which_booking"  # starts
    ASK_NEW_TIME = "ask_new_time"  # start
    SAME_TIME = "same_time"  # start


@dataclass(frozen=True, slots=True)
class Prompt:
    """One sentence to be said. `id` is unique in the call and comes back in the carrier's mark."""

    id: PromptId
    key: Key
    values: tuple[tuple[str, Value], ...] = ()

    def value(self, name: str) -> Value | None:
        return dict(self.values).get(name)
