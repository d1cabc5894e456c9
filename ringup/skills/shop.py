"""The nouns of a shop, as every desk returns them. Immutable, and independent of any backend."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import Enum, StrEnum

from ringup.skills.values import CustomerId, Money, OrderNumber, PaymentId, PhoneNumber, Sku

Options = tuple[tuple[str, str], ...]
"""What sets a variant or a made-up item apart, such as (("color", "black"), ("size", "M"))."""


@dataclass(frozen=True, slots=True)
class Item:
    """So many of one variant, made up with `options` where the product has modifiers; others of them
    say nothing."""

    sku: Sku
    quantity: int
    options: Options = ()


@dataclass(frozen=True, slots=True)
class Line:
    """An item with what is said of it: "two bags of house blend coffee".

    `name` is how people call it, variant included; `unit` and `units` are the singular and plural of
    what is counted, or "" when the name itself is counted ("two desk lamps", then `name` is singular
    and `plural` its plural). `product` is the id of the product that this is a variant of. `options`
    are those of the variant, and of an ordered item also the modifiers that were chosen.
    """

    sku: Sku
    name: str
    plural: str
    unit: str
    units: str
    quantity: int
    unit_price: Money
    product: str = ""
    options: Options = ()

    @property
    def total(self) -> Money:
        return self.unit_price * self.quantity

    @property
    def item(self) -> Item:
        return Item(self.sku, self.quantity, self.options)


class OrderStatus(Enum):
    PLACED = "placed"
    PACKED = "packed"
    SHIPPED = "shipped"
    OUT_FOR_DELIVERY = "out_for_delivery"
    DELAYED = "delayed"
    DELIVERED = "delivered"
    CANCELLED = "cancelled"
    RETURN_REQUESTED = "return_requested"
    EXCHANGE_REQUESTED = "exchange_requested"

    @property
    def is_open(self) -> bool:
        """Whether it is still to come."""
        return self in _OPEN


_OPEN = (
    OrderStatus.PLACED,
    OrderStatus.PACKED,
    OrderStatus.SHIPPED,
    OrderStatus.OUT_FOR_DELIVERY,
    OrderStatus.DELAYED,
)


class PaymentKind(StrEnum):
    CREDIT_CARD = "credit_card"
    PAYPAL = "paypal"
    GIFT_CARD = "gift_card"


@dataclass(frozen=True, slots=True)
class PaymentMethod:
    """A way of paying that a customer has on file. `brand` and `last_four` are a card's; `balance` is a
    gift card's."""

    id: PaymentId
    kind: PaymentKind
    brand: str = ""
    last_four: str = ""
    balance: Money | None = None

    @property
    def label(self) -> str:
        """What it is called when it is one of several."""
        match self.kind:
            case PaymentKind.PAYPAL:
                return "PayPal"
            case PaymentKind.GIFT_CARD:
                return "gift card"
            case PaymentKind.CREDIT_CARD:
                return self.brand.title() or "card"


@dataclass(frozen=True, slots=True)
class Order:
    """`arrives_on`: expected day, or the day it was delivered; None when nobody knows. `payment`: what it
    was paid with, None where the shop does not tell. `items_changed`: its items were changed once already.
    """

    number: OrderNumber
    placed_at: datetime
    status: OrderStatus
    lines: tuple[Line, ...]
    total: Money
    arrives_on: date | None = None
    carrier: str | None = None
    address: str = ""
    payment: PaymentId | None = None
    tracking: tuple[str, ...] = ()
    items_changed: bool = False


@dataclass(frozen=True, slots=True)
class Customer:
    """`has_pin`: whether `CustomerDesk.check_pin` can succeed for this customer. `phone` is None for one
    who has no number on file."""

    id: CustomerId
    phone: PhoneNumber | None
    first_name: str
    last_name: str
    address: str
    has_pin: bool = False
    payments: tuple[PaymentMethod, ...] = ()

    def payment(self, wanted: PaymentId | None) -> PaymentMethod | None:
        return next((method for method in self.payments if method.id == wanted), None)


@dataclass(frozen=True, slots=True)
class Told:
    """What is known of a caller by `item`, such as "name" or "postcode": the recogniser's readings of what
    they told, best first."""

    item: str
    readings: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Terms:
    """How an order is to come and be paid, as far as it was chosen. `way` is the id of one of the shop's
    ways of delivery, None the usual one. `vouchers`: what the code that was said can be, best first.
    `from_basket`: it is what the caller put together in this call."""

    way: str | None = None
    payment: PaymentId | None = None
    vouchers: tuple[str, ...] = ()
    from_basket: bool = False


NO_TERMS = Terms()
"""Nothing was chosen: everything as the shop does it usually."""

BASKET_TERMS = Terms(from_basket=True)
"""The same for a basket: what can be chosen is asked."""


@dataclass(frozen=True, slots=True)
class DeliveryOffer:
    """A way for an order to come, with its price for these goods. `way` is its id, "" for the usual one."""

    way: str
    name: str
    price: Money
    arrives_on: date


class VoucherProblem(StrEnum):
    """Why a voucher takes nothing off."""

    UNKNOWN = "unknown"
    EXPIRED = "expired"
    USED = "used"
    MINIMUM = "minimum"  # the goods are worth too little


@dataclass(frozen=True, slots=True)
class Quote:
    """What an order would cost today. `missing` are asked-for lines that cannot be had in that number,
    their `quantity` being how many are left; they are not part of `lines` nor of `total`.

    `terms` are those asked for. `ways` are the shop's ways of delivery, empty where there is only one.
    `discount` has been taken off `total` for the voucher of that code; `problem` says why it was not, and
    `minimum` what the goods must be worth for it.
    """

    lines: tuple[Line, ...]
    delivery: Money
    total: Money
    arrives_on: date
    address: str
    missing: tuple[Line, ...] = ()
    terms: Terms = NO_TERMS
    ways: tuple[DeliveryOffer, ...] = ()
    voucher: str = ""
    discount: Money | None = None
    problem: VoucherProblem | None = None
    minimum: Money | None = None

    @property
    def way(self) -> DeliveryOffer | None:
        """The way of delivery that was asked for, where there are several."""
        return next((offer for offer in self.ways if offer.way == self.terms.way), None)


@dataclass(frozen=True, slots=True)
class ChangeReceipt:
    """Proof that a confirmed change was made. `key` is the idempotency key it was made under; `number` the
    order's, or "" for a change of the account."""

    key: str
    number: str
    made_at: datetime


@dataclass(frozen=True, slots=True)
class Receipt:
    """Proof that a confirmed order exists. `key` is the idempotency key it was placed under."""

    key: str
    number: OrderNumber
    total: Money
    arrives_on: date
    placed_at: datetime


@dataclass(frozen=True, slots=True)
class Modifier:
    """What can be chosen when a product is made up: ("milk", ("whole", "oat")). `several`: more than one
    value at once, such as toppings."""

    name: str
    values: tuple[str, ...]
    several: bool = False


@dataclass(frozen=True, slots=True)
class Product:
    """`names`: how people call it, the first being the shop's own; used for hearing and understanding.

    `stock` is how many of each variant are left, where the desk that returned the product tells.
    """

    id: str
    names: tuple[str, ...]
    variants: tuple[Line, ...]
    modifiers: tuple[Modifier, ...] = ()
    description: str = ""
    category: str = ""
    stock: tuple[tuple[Sku, int], ...] = ()

    def left(self, sku: Sku) -> int:
        """How many of a variant are in stock; none of one that is not this product's."""
        return dict(self.stock).get(sku, 0)


@dataclass(frozen=True, slots=True)
class ShopProfile:
    """`caller_id_limit`: the highest total that is sold on caller id alone; above it a PIN is asked.
    `delivery_days`: from the order to the door as a rule, None where the shop does not tell."""

    name: str
    currency: str
    timezone: str
    caller_id_limit: Money
    phone: PhoneNumber | None = None
    delivery_days: int | None = None
