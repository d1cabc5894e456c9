"""Rows become the shop's nouns, and back."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from ringup.database.models import (
    CustomerRow,
    OrderLineRow,
    OrderRow,
    PaymentMethodRow,
    ProductRow,
    ShopRow,
    VariantRow,
)
from ringup.skills.backends.offers import DeliveryTerms
from ringup.skills.shop import (
    Customer,
    Line,
    Modifier,
    Options,
    Order,
    OrderStatus,
    PaymentKind,
    PaymentMethod,
    Product,
    ShopProfile,
)
from ringup.skills.values import CustomerId, Money, OrderNumber, PaymentId, PhoneNumber, Sku


def profile(row: ShopRow) -> ShopProfile:
    limit = Money(row.caller_id_limit_minor, row.currency)
    phone = PhoneNumber(row.phone) if row.phone else None
    return ShopProfile(row.name, row.currency, row.timezone, limit, phone, row.delivery_days)


def delivery_terms(row: ShopRow) -> DeliveryTerms:
    free_from = row.delivery_free_from_minor
    return DeliveryTerms(
        price=Money(row.delivery_minor, row.currency),
        free_from=None if free_from is None else Money(free_from, row.currency),
        days=row.delivery_days,
        timezone=row.timezone,
    )


def product(row: ProductRow, currency: str) -> Product:
    """Its variants in the shop's order, one of each."""
    return Product(
        id=row.id,
        names=tuple(row.names),
        variants=tuple(offered(variant, 1, currency) for variant in row.variants),
        modifiers=modifiers(row),
        description=row.description,
        category=row.category,
    )


def stocked(row: ProductRow, currency: str) -> Product:
    """Likewise, with what is left of each variant."""
    left = tuple((Sku(variant.sku), variant.stock) for variant in row.variants)
    return replace(product(row, currency), stock=left)


def modifiers(row: ProductRow) -> tuple[Modifier, ...]:
    return tuple(_modifier(data) for data in row.modifiers)


def _modifier(data: dict[str, Any]) -> Modifier:
    return Modifier(data["name"], tuple(data["values"]), data["several"])


def offered(row: VariantRow, quantity: int, currency: str) -> Line:
    """So many of a variant at today's price. The row's product must be loaded."""
    return Line(
        sku=Sku(row.sku),
        name=row.name,
        plural=row.plural,
        unit=row.product.unit,
        units=row.product.units,
        quantity=quantity,
        unit_price=Money(row.price_minor, currency),
        product=row.product_id,
        options=tuple(row.options.items()),
    )


def customer(row: CustomerRow, currency: str) -> Customer:
    """The row's ways of paying must be loaded."""
    return Customer(
        id=CustomerId(row.id),
        phone=PhoneNumber(row.phone) if row.phone else None,
        first_name=row.first_name,
        last_name=row.last_name,
        address=row.address,
        has_pin=row.pin_hash is not None,
        payments=tuple(_payment_method(method, currency) for method in row.payments),
    )


def _payment_method(row: PaymentMethodRow, currency: str) -> PaymentMethod:
    balance = None if row.balance_minor is None else Money(row.balance_minor, currency)
    return PaymentMethod(PaymentId(row.id), PaymentKind(row.kind), row.brand, row.last_four, balance)


def order(row: OrderRow) -> Order:
    return Order(
        number=OrderNumber(row.number),
        placed_at=row.placed_at,
        status=OrderStatus(row.status),
        lines=tuple(_line(line, row.currency) for line in row.lines),
        total=Money(row.total_minor, row.currency),
        arrives_on=row.arrives_on,
        carrier=row.carrier,
        address=row.address,
        payment=PaymentId(row.payment_id) if row.payment_id else None,
        tracking=tuple(row.tracking),
        items_changed=row.items_changed,
    )


def _line(row: OrderLineRow, currency: str) -> Line:
    return Line(
        sku=Sku(row.sku),
        name=row.name,
        plural=row.plural,
        unit=row.unit,
        units=row.units,
        quantity=row.quantity,
        unit_price=Money(row.unit_price_minor, currency),
        product=row.product,
        options=_options(row.options),
    )


def order_lines(lines: tuple[Line, ...]) -> list[OrderLineRow]:
    return [_order_line(position, line) for position, line in enumerate(lines)]


def _order_line(position: int, line: Line) -> OrderLineRow:
    return OrderLineRow(
        position=position,
        sku=line.sku,
        product=line.product,
        name=line.name,
        plural=line.plural,
        unit=line.unit,
        units=line.units,
        quantity=line.quantity,
        unit_price_minor=line.unit_price.minor,
        options=_stored(line.options),
    )


def _stored(options: Options) -> dict[str, Any]:
    """By name; where several values of one were chosen, all of them."""
    stored: dict[str, Any] = {}
    for name, value in options:
        chosen = stored.get(name)
        before = [chosen] if isinstance(chosen, str) else chosen
        stored[name] = value if before is None else [*before, value]
    return stored


def _options(stored: dict[str, Any]) -> Options:
    return tuple(
        (name, value)
        for name, chosen in stored.items()
        for value in ([chosen] if isinstance(chosen, str) else chosen)
    )
