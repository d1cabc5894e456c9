"""Orders that something can be done with, a policy that says what, and the same as a shop file."""

from __future__ import annotations

from datetime import timedelta
from typing import Any, TypeVar

from ringup.skills.dialogue import guard
from ringup.skills.dialogue.guard import Confirmed
from ringup.skills.dialogue.proposals import AfterSale
from ringup.skills.intent import Utterance
from ringup.skills.policy import Change, ChangeRule, Policy, Reason
from ringup.skills.shop import (
    Customer,
    Line,
    Order,
    OrderStatus,
    PaymentKind,
    PaymentMethod,
    Product,
)
from ringup.skills.values import (
    CallId,
    CustomerId,
    Money,
    OrderNumber,
    PaymentId,
    PhoneNumber,
    PromptId,
    Sku,
)
from tests.skills import sample

A = TypeVar("A", bound=AfterSale)


def usd(minor: int) -> Money:
    return Money(minor, "USD")


def _variant(product: str, name: str, price: int, **options: str) -> Line:
    sku = Sku("-".join((product, *options.values())))
    return Line(sku, name, f"{name}s", "", "", 1, usd(price), product, tuple(options.items()))


RED, BLUE, GOLD, LARGE_BLUE = (
    _variant("mug", "coffee mug", price, color=color, size=size)
    for price, color, size in (
        (12_00, "red", "small"), (12_00, "blue", "small"), (15_00, "gold", "small"), (16_00, "blue", "large"),
    )
)  # fmt: skip
STEEL, GLASS = (
    _variant("kettle", "kettle", price, material=material)
    for price, material in ((40_00, "steel"), (46_00, "glass"))
)
CLOCK = _variant("clock", "wall clock", 25_00, color="white")

STOCK = {RED.sku: 5, BLUE.sku: 1, GOLD.sku: 0, LARGE_BLUE.sku: 4, STEEL.sku: 2, GLASS.sku: 2, CLOCK.sku: 3}
PRODUCTS = tuple(
    Product(
        id, names, variants, stock=tuple((v.sku, STOCK[v.sku]) for v in variants)
    )
    for id, names, variants in (
        ("mug", ("coffee mug", "mug"), (RED, BLUE, GOLD, LARGE_BLUE)),
        ("kettle", ("kettle",), (STEEL, GLASS)),
        ("clock", ("wall clock", "clock"), (CLOCK,)),
    )
)  # fmt: skip
"""Of the small blue mugs one is left, of the golden ones none, and the clock comes in one color only."""

VISA = PaymentMethod(PaymentId("visa-1"), PaymentKind.CREDIT_CARD, "visa", "2478")
PAYPAL = PaymentMethod(PaymentId("paypal-1"), PaymentKind.PAYPAL)
GIFT = PaymentMethod(PaymentId("gift-1"), PaymentKind.GIFT_CARD, balance=usd(30_00))
AMEX = PaymentMethod(PaymentId("amex-2"), PaymentKind.CREDIT_CARD, "amex", "1005")

KIT = Customer(
    CustomerId("kit"), PhoneNumber("+12025550121"), "Kit", "Marlow",
    "5 Dock Road, Boston, MA 02110, USA", payments=(VISA, PAYPAL, GIFT),
)  # fmt: skip
"""Has orders in every state, a Visa, PayPal, and thirty dollars on a gift card."""

UMA = Customer(
    CustomerId("uma"), PhoneNumber("+12025550122"), "Uma", "Petrov",
    "19 Birch Lane, Denver, CO 80203, USA", payments=(AMEX,),
)  # fmt: skip
"""Has one order, an American Express, and nothing else."""

CUSTOMERS = (KIT, UMA)
EMAILS = {KIT.id: "kit.marlow@example.com", UMA.id: "uma77@example.org"}
POSTCODES = {KIT.id: "02110", UMA.id: "80203"}
DETAILS = {
    KIT.id: {"name": "kit marlow", "postcode": "02110", "email": EMAILS[KIT.id]},
    UMA.id: {"name": "uma petrov", "postcode": "80203", "email": EMAILS[UMA.id]},
}


def _order(
    number: str, days_ago: int, status: OrderStatus, paid: PaymentMethod, *lines: Line, who: Customer = KIT
) -> Order:
    total = sum((line.total for line in lines), usd(0))
    placed_at = sample.NOW - timedelta(days=days_ago)
    return Order(OrderNumber(number), placed_at, status, lines, total, address=who.address, payment=paid.id)


PENDING = _order("810001", 1, OrderStatus.PLACED, VISA, sample.of(RED, 2), STEEL)
GIFTED = _order("810002", 2, OrderStatus.PLACED, GIFT, CLOCK)
SENT = _order("810003", 4, OrderStatus.SHIPPED, VISA, GLASS)
ARRIVED = _order("810004", 12, OrderStatus.DELIVERED, VISA, sample.of(RED, 2), GLASS)
OTHERS = _order("820001", 9, OrderStatus.DELIVERED, AMEX, STEEL, who=UMA)

ORDERS = {KIT.id: (PENDING, GIFTED, SENT, ARRIVED), UMA.id: (OTHERS,)}
"""Newest first."""

REASONS = (
    Reason("no longer needed", ("don't need", "changed my mind"), others=True),
    Reason("ordered by mistake", ("by mistake", "by accident")),
)
STRICT = Policy(
    identify_by=(("name", "postcode"), ("email",)),
    rules=(
        ChangeRule(Change.CANCEL, (OrderStatus.PLACED,), REASONS),
        ChangeRule(Change.CHANGE_ITEMS, (OrderStatus.PLACED,), once=True),
        ChangeRule(Change.CHANGE_ADDRESS, (OrderStatus.PLACED,)),
        ChangeRule(Change.CHANGE_PAYMENT, (OrderStatus.PLACED,)),
        ChangeRule(Change.CHANGE_PROFILE, ()),
        ChangeRule(Change.RETURN, (OrderStatus.DELIVERED,)),
        ChangeRule(Change.EXCHANGE, (OrderStatus.DELIVERED,)),
    ),
    refund_other_to=(PaymentKind.GIFT_CARD,),
    refund_at_once=(PaymentKind.GIFT_CARD,),
)
"""Who calls has to be proven for anything; what was sent can neither be cancelled nor changed."""


def confirm(proposal: A, call: str = "call-1") -> Confirmed[A]:
    """Read back, heard to its end, and answered with yes."""
    prompt = PromptId("p1")
    read = guard.heard(guard.read_back(CallId(call), proposal, prompt), prompt, sample.NOW, None)
    confirmed: Any = guard.confirm_by_words(read, proposal, Utterance("yes please"), sample.NOW)
    assert isinstance(confirmed, Confirmed)
    return confirmed


# as a shop file


def shop_file() -> dict[str, Any]:
    return {
        "shop": {
            "name": "Corner Store",
            "currency": "USD",
            "timezone": "America/New_York",
            "caller_id_limit": "0.00",
            "delivery": {"price": "0.00", "days": 2},
            "policy": policy_part(),
        },
        "products": [_product(product) for product in PRODUCTS],
        "customers": [_customer(customer) for customer in CUSTOMERS],
    }


def policy_part() -> dict[str, Any]:
    """`STRICT`, as somebody would write it."""
    return {
        "identify_by": [["name", "postcode"], ["email"]],
        "rules": [_rule(rule) for rule in STRICT.rules],
        "refund_other_to": ["gift_card"],
        "refund_at_once": ["gift_card"],
    }


def _rule(rule: ChangeRule) -> dict[str, Any]:
    reasons = [{"name": r.name, "words": list(r.words), "others": r.others} for r in rule.reasons]
    statuses = [status.value for status in rule.statuses]
    return {"change": rule.change.value, "statuses": statuses, "reasons": reasons, "once": rule.once}


def _product(product: Product) -> dict[str, Any]:
    variants = [
        {
            "sku": line.sku,
            "name": line.name,
            "plural": line.plural,
            "price": _amount(line.unit_price),
            "stock": STOCK[line.sku],
            "options": dict(line.options),
        }
        for line in product.variants
    ]
    return {"id": product.id, "names": list(product.names), "variants": variants}


def _customer(customer: Customer) -> dict[str, Any]:
    return {
        "id": customer.id,
        "first_name": customer.first_name,
        "last_name": customer.last_name,
        "phone": sample.phone(customer).e164,
        "address": customer.address,
        "postcode": POSTCODES[customer.id],
        "email": EMAILS[customer.id],
        "payments": [_payment(method) for method in customer.payments],
        "orders": [_placed(order) for order in ORDERS[customer.id]],
    }


def _payment(method: PaymentMethod) -> dict[str, Any]:
    card = {"brand": method.brand, "last_four": method.last_four} if method.brand else {}
    balance = {"balance": _amount(method.balance)} if method.balance else {}
    return {"id": method.id, "kind": method.kind.value, **card, **balance}


def _placed(order: Order) -> dict[str, Any]:
    lines = [{"sku": x.sku, "quantity": x.quantity, "unit_price": _amount(x.unit_price)} for x in order.lines]
    return {
        "number": order.number,
        "days_ago": (sample.NOW - order.placed_at).days,
        "status": order.status.value,
        "payment": order.payment,
        "lines": lines,
    }


def _amount(money: Money) -> str:
    return f"{money.minor // 100}.{money.minor % 100:02}"
