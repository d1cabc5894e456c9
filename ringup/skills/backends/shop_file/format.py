"""The shape of a shop file. What concerns more than one value is checked in `checks`."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Annotated
from zoneinfo import ZoneInfo

import phonenumbers
from pydantic import (
    AfterValidator,
    AwareDatetime,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    StringConstraints,
)

from ringup.skills.bookings.values import Hours
from ringup.skills.identification.evidence import Item
from ringup.skills.policy import CALLER_ID, CallerIdFor, Change, Secret
from ringup.skills.shop import OrderStatus, PaymentKind

DECIMALS = {
    "USD": 2, "CAD": 2, "AUD": 2, "EUR": 2, "GBP": 2, "CHF": 2, "PLN": 2, "SEK": 2, "JPY": 0,
}  # fmt: skip
"""The currencies that the assistant can say, and how many decimals each has."""

_DIGITS = re.compile(r"[0-9]+(\.[0-9]+)?")
_HOURS = re.compile(r"([01][0-9]|2[0-3]):([0-5][0-9])-([01][0-9]|2[0-4]):([0-5][0-9])")


def _amount(value: object) -> Decimal:
    if not isinstance(value, str) or _DIGITS.fullmatch(value) is None:
        raise ValueError('write an amount as text, such as "12.50"')
    return Decimal(value)


def _currency(value: str) -> str:
    if value not in DECIMALS:
        raise ValueError(f"the currency is one of {', '.join(DECIMALS)}")
    return value


def _timezone(value: str) -> str:
    try:
        ZoneInfo(value)
    except (KeyError, ValueError, OSError) as error:
        raise ValueError('a time zone is written like "America/New_York"') from error
    return value


def _phone(value: str) -> str:
    try:
        parsed = phonenumbers.parse(value)
    except phonenumbers.NumberParseException as error:
        raise ValueError("a phone number is written like +12025550101") from error
    if phonenumbers.format_number(parsed, phonenumbers.PhoneNumberFormat.E164) != value:
        raise ValueError("a phone number is written like +12025550101, without spaces")
    if not phonenumbers.is_valid_number(parsed):
        raise ValueError("there can be no such phone number")
    return value


def _status(value: object) -> OrderStatus:
    known = {status.value: status for status in OrderStatus}
    if not isinstance(value, str) or value not in known:
        raise ValueError(f"a status is one of {', '.join(known)}")
    return known[value]


def _one_of(values: Iterable[str]) -> AfterValidator:
    known = tuple(str(value) for value in values)

    def check(value: str) -> str:
        if value not in known:
            raise ValueError(f"this is one of {', '.join(known)}")
        return value

    return AfterValidator(check)


def _proof(items: list[str]) -> list[str]:
    """Something that can be asked for; and a secret is that of whoever the rest says it is."""
    if items == [CALLER_ID]:
        raise ValueError("anybody can call from a number that is not theirs: ask for something besides it")
    if any(item in tuple(Secret) for item in items[:-1]):
        raise ValueError("a PIN or a code comes last, and there is one at most")
    if items[0] in tuple(Secret):
        raise ValueError("before a PIN or a code it must be told whose it is")
    if len(set(items)) < len(items):
        raise ValueError("nothing is asked for twice")
    return items


def _hours(value: object) -> Hours:
    """Until a time that is not later than they open: until then on the next day."""
    found = _HOURS.fullmatch(value) if isinstance(value, str) else None
    if found is None:
        raise ValueError('hours are written like "09:00-17:30"')
    from_hour, from_minute, to_hour, to_minute = map(int, found.groups())
    opens, closes = from_hour * 60 + from_minute, to_hour * 60 + to_minute
    return Hours(opens, closes if closes > opens else closes + 1440)


def _yearly(value: str) -> str:
    try:
        date.fromisoformat(f"2024-{value}")
    except ValueError as error:
        raise ValueError('a day of every year is written like "12-25"') from error
    return value


def _like(pattern: str, hint: str) -> AfterValidator:
    whole = re.compile(pattern)

    def check(value: str) -> str:
        if whole.fullmatch(value) is None:
            raise ValueError(hint)
        return value

    return AfterValidator(check)


Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=200)]
Label = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=64)]
Paragraph = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=1000)]
Id = Annotated[str, _like(r"[A-Za-z0-9._-]{1,64}", "an id is letters, digits, dots and dashes, at most 64")]
OrderNumber = Annotated[
    str, _like(r"[1-9][0-9]{5,9}", 'an order number is six to ten digits as text, such as "471203"')
]
Pin = Annotated[str, _like("[0-9]" * Secret.PIN.digits, 'a PIN is four digits as text, such as "4321"')]
Postcode = Annotated[
    str, _like(r"[A-Za-z0-9][A-Za-z0-9 -]{1,14}", "a postcode is letters, digits and spaces")
]
Amount = Annotated[Decimal, BeforeValidator(_amount), Field(max_digits=9)]
Email = Annotated[str, _like(r"[^@\s]+@[^@\s]+", "an email address is like sam@example.com")]
Phone = Annotated[str, AfterValidator(_phone)]
Days = Annotated[int, Field(ge=0, le=3650)]
Minutes = Annotated[int, Field(ge=5, le=720, multiple_of=5)]
People = Annotated[int, Field(ge=1, le=1_000)]
OpenFor = Annotated[Hours, BeforeValidator(_hours)]


class Part(BaseModel):
    """What is unknown is refused: it is probably misspelled."""

    model_config = ConfigDict(strict=True, extra="forbid", frozen=True)


class WayPart(Part):
    """A further way of delivery. `days`: from the order to the door."""

    id: Id
    name: Label
    price: Amount
    free_from: Amount | None = None
    days: Annotated[int, Field(ge=0, le=60)]


class DeliveryPart(Part):
    """The usual way. `days`: from the order to the door. `name` is said where there are `others`."""

    price: Amount
    free_from: Amount | None = None
    days: Annotated[int, Field(ge=0, le=60)]
    name: Label | None = None
    others: list[WayPart] = []


class VoucherPart(Part):
    """Either `amount` or `percent` is taken off the goods. `uses`: how often in all; `once`: each customer
    once."""

    code: Annotated[str, _like(r"[A-Za-z0-9-]{3,20}", "a code is three to twenty letters and digits")]
    amount: Amount | None = None
    percent: Annotated[int, Field(ge=1, le=100)] | None = None
    minimum: Amount | None = None
    valid_from: Annotated[date | None, Field(strict=False)] = None
    valid_until: Annotated[date | None, Field(strict=False)] = None
    uses: Annotated[int, Field(ge=1)] | None = None
    once: bool = True


class ReasonPart(Part):
    """`words`: how callers say it, besides its name. `others`: it stands for whatever else they say."""

    name: Label
    words: list[Text] = []
    others: bool = False


class RulePart(Part):
    """Orders in one of `statuses` may be changed so. `once`: not after their items were changed.
    `within_days`: not longer than that after they arrived."""

    change: Annotated[str, _one_of(Change)]
    statuses: list[Annotated[OrderStatus, BeforeValidator(_status)]] = []
    reasons: list[ReasonPart] = []
    once: bool = False
    within_days: Annotated[int, Field(ge=1)] | None = None


ProofItem = Annotated[str, _one_of((*Item, *Secret))]
Proof = Annotated[list[ProofItem], Field(min_length=1), AfterValidator(_proof)]
Payment = Annotated[str, _one_of(PaymentKind)]


class PolicyPart(Part):
    """What proves who calls, and what may be done after the sale; see ringup.skills.policy."""

    identify_by: list[Proof] = [["name", "postcode"], ["email"]]
    caller_id_for: list[Annotated[str, _one_of(CallerIdFor)]] = []
    rules: list[RulePart] = []
    refund_other_to: list[Payment] = []
    refund_at_once: list[Payment] = []
    refund_days: Annotated[list[Days], Field(min_length=2, max_length=2)] = [5, 7]


class PaymentPart(Part):
    """A way of paying on file. `balance` is a gift card's."""

    id: Id
    kind: Payment
    brand: Label | None = None
    last_four: Annotated[str, _like(r"[0-9]{4}", "these are four digits as text")] | None = None
    balance: Amount | None = None


class ProfilePart(Part):
    name: Text
    currency: Annotated[str, AfterValidator(_currency)]
    timezone: Annotated[str, AfterValidator(_timezone)]
    phone: Phone | None = None
    caller_id_limit: Amount
    delivery: DeliveryPart
    policy: PolicyPart | None = None


class VariantPart(Part):
    sku: Id
    name: Text
    plural: Text | None = None
    price: Amount
    stock: Annotated[int, Field(ge=0, le=1_000_000)]
    options: dict[Label, Label] = {}


class ModifierPart(Part):
    """`several`: more than one of the values can be chosen at once."""

    name: Label
    values: Annotated[list[Label], Field(min_length=1)]
    several: bool = False


class ProductPart(Part):
    id: Id
    names: Annotated[list[Text], Field(min_length=1)]
    unit: Text | None = None
    units: Text | None = None
    description: Paragraph | None = None
    category: Label | None = None
    modifiers: list[ModifierPart] = []
    goes_with: list[Id] = []
    variants: Annotated[list[VariantPart], Field(min_length=1)]


class PagePart(Part):
    """`text` in short paragraphs; `questions` as people ask them."""

    id: Id
    title: Text
    text: Annotated[list[Paragraph], Field(min_length=1)]
    questions: list[Text] = []


class LinePart(Part):
    sku: Id
    quantity: Annotated[int, Field(ge=1, le=1_000)]
    unit_price: Amount | None = None


class OrderPart(Part):
    """Either of `days_ago` and `placed_at`; at most one of `arrives_in_days` and `arrives_on`. `address`:
    where it went, if not to the customer's own; `payment`: the id of what it was paid with."""

    number: OrderNumber
    days_ago: Days | None = None
    placed_at: Annotated[AwareDatetime | None, Field(strict=False)] = None
    status: Annotated[OrderStatus, BeforeValidator(_status)]
    lines: Annotated[list[LinePart], Field(min_length=1)]
    delivery: Amount = Decimal(0)
    total: Amount | None = None
    arrives_in_days: Annotated[int | None, Field(ge=-3650, le=3650)] = None
    arrives_on: Annotated[date | None, Field(strict=False)] = None
    carrier: Text | None = None
    address: Text | None = None
    payment: Id | None = None
    tracking: list[Text] = []

    def placed(self, now: datetime) -> datetime:
        """When it was placed, if the file is loaded at `now`."""
        return self.placed_at or now - timedelta(days=self.days_ago or 0)

    def arrives(self, today: date) -> date | None:
        """When it arrives or arrived, if the file is loaded on the shop's `today`."""
        if self.arrives_in_days is None:
            return self.arrives_on
        return today + timedelta(days=self.arrives_in_days)


class CustomerPart(Part):
    id: Id
    first_name: Text
    last_name: Text
    phone: Phone | None = None
    address: Text
    postcode: Postcode
    pin: Pin | None = None
    email: (
        Annotated[str, _like(r"[^@\s]+@[^@\s]+", "an email address is written like sam@example.com")] | None
    ) = None
    date_of_birth: Annotated[date | None, Field(strict=False)] = None
    payments: list[PaymentPart] = []
    orders: list[OrderPart] = []


class WeekPart(Part):
    """A weekday that is left out is closed."""

    monday: list[OpenFor] = []
    tuesday: list[OpenFor] = []
    wednesday: list[OpenFor] = []
    thursday: list[OpenFor] = []
    friday: list[OpenFor] = []
    saturday: list[OpenFor] = []
    sunday: list[OpenFor] = []


class SpecialDayPart(Part):
    """Either of `day` and `every_year`. Without hours it is closed."""

    day: Annotated[date | None, Field(strict=False)] = None
    every_year: Annotated[str, AfterValidator(_yearly)] | None = None
    hours: list[OpenFor] = []
    reason: Text | None = None


class StaffPart(Part):
    """`week` left out: whenever the shop is open."""

    id: Id
    names: Annotated[list[Text], Field(min_length=1)]
    person: bool = True
    seats: People = 1
    week: WeekPart | None = None
    special: list[SpecialDayPart] = []


class ServicePart(Part):
    id: Id
    names: Annotated[list[Text], Field(min_length=1)]
    minutes: Minutes
    staff: Annotated[list[Id], Field(min_length=1)]
    price: Amount | None = None
    per_person: bool = False
    least_people: People = 1
    most_people: People = 1
    every_minutes: Minutes = 30
    notice_minutes: Annotated[int, Field(ge=0, le=100_000)] = 0
    days_ahead: Annotated[int, Field(ge=0, le=400)] = 60


class BookingsPart(Part):
    week: WeekPart
    special: list[SpecialDayPart] = []
    staff: Annotated[list[StaffPart], Field(min_length=1)]
    services: Annotated[list[ServicePart], Field(min_length=1)]


class ShopFile(Part):
    shop: ProfilePart
    products: list[ProductPart]
    pages: list[PagePart] = []
    vouchers: list[VoucherPart] = []
    bookings: BookingsPart | None = None
    customers: list[CustomerPart] = []
