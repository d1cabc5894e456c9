"""Orders that something can be done with, who may do it, and what must be said before it is done."""

from __future__ import annotations

from dataclasses import replace

from ringup.skills.dialogue.proposals import (
    CancelOrder,
    ChangeAddress,
    ChangeItems,
    ChangePayment,
    ChangeProfile,
    ExchangeItems,
    PlaceOrder,
    Proposal,
    ReturnItems,
)
from ringup.skills.policy import Change, ChangeRule
from ringup.skills.shop import OrderStatus, PaymentKind, PaymentMethod, Product
from ringup.skills.values import PaymentId, Sku
from tests.skills.scenes import COFFEE, LAMP, POLICY, SAM, order

VISA = PaymentMethod(PaymentId("visa"), PaymentKind.CREDIT_CARD, "visa", "2478")
PAYPAL = PaymentMethod(PaymentId("paypal"), PaymentKind.PAYPAL)
PAYING_SAM = replace(SAM, address="12 Harbour Street, Boston, MA 02110, USA", payments=(VISA, PAYPAL))
RULES = tuple(
    ChangeRule(change, (status,))
    for change, status in (
        (Change.CANCEL, OrderStatus.PLACED), (Change.CHANGE_ITEMS, OrderStatus.PLACED),
        (Change.CHANGE_ADDRESS, OrderStatus.PLACED), (Change.CHANGE_PAYMENT, OrderStatus.PLACED),
        (Change.CHANGE_PROFILE, OrderStatus.PLACED), (Change.RETURN, OrderStatus.DELIVERED),
        (Change.EXCHANGE, OrderStatus.DELIVERED),
    )
)  # fmt: skip
ALLOWING = replace(POLICY, identify_by=(("name", "postcode"),), rules=RULES)
GROUND = replace(COFFEE, sku=Sku("coffee-ground"), options=(("grind", "ground"),))
WHOLE = replace(COFFEE, options=(("grind", "whole"),))
VARIANTS = (
    Product("coffee", ("coffee",), (WHOLE, GROUND), stock=((WHOLE.sku, 4), (GROUND.sku, 4))),
    Product("lamp", ("desk lamp",), (LAMP,), stock=((LAMP.sku, 4),)),
)
CHANGEABLE = (
    replace(
        order("471400", WHOLE, LAMP, status=OrderStatus.PLACED, days_ago=1),
        payment=VISA.id,
        address="3 Elm Street, Salem, MA 01970, USA",
    ),
    replace(order("471300", WHOLE, LAMP), payment=VISA.id, address=PAYING_SAM.address),
)
"""One order that has not been sent yet, and one that has arrived; newest first."""


def to_be_said(proposal: Proposal) -> dict[str, object]:
    """What the read-back of it must hold; bookings are read back in words of their own."""
    match proposal:
        case PlaceOrder():
            names = ("lines", "total", "delivery", "address")
            return {name: getattr(proposal, name) for name in names}
        case CancelOrder():
            return {"number": proposal.order, "refund": proposal.refund}
        case ReturnItems():
            return {
                "number": proposal.order, "lines": proposal.lines, "refund": proposal.refund,
                "method": proposal.refund_to,
            }  # fmt: skip
        case ChangeItems() | ExchangeItems():
            return {
                "number": proposal.order, "swaps": proposal.swaps, "difference": proposal.difference,
                "method": proposal.payment,
            }  # fmt: skip
        case ChangeAddress():
            return {"number": proposal.order, "address": proposal.address}
        case ChangeProfile():
            return {"address": proposal.address}
        case ChangePayment():
            return {"number": proposal.order, "total": proposal.total, "method": proposal.payment}
        case _:
            return {}
