"""What must hold between the values of a shop file. Each check yields all that it finds wrong."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

from ringup.skills.backends.shop_file.format import DECIMALS, OrderPart, ProductPart, ShopFile
from ringup.skills.backends.shop_file.source import Place, Problem
from ringup.skills.backends.vouchers import normal
from ringup.skills.shop import OrderStatus


def problems(file: ShopFile, now: datetime) -> Iterator[Problem]:
    """`now` is when the file is loaded."""
    yield from _amounts(file)
    yield from _twice(file)
    yield from _counting(file)
    yield from _companions(file)
    yield from _vouchers(file)
    yield from _orders(file, now)


@dataclass(frozen=True, slots=True)
class _Placed:
    place: Place
    value: str


def _amounts(file: ShopFile) -> Iterator[Problem]:
    currency = file.shop.currency
    most = DECIMALS[currency]
    for place, amount in _all_amounts(file):
        if amount is not None and -int(amount.as_tuple().exponent) > most:
            yield Problem(place, f"{amount} has too many decimals: {currency} has {most}")


def _all_amounts(file: ShopFile) -> Iterator[tuple[Place, Decimal | None]]:
    yield ("shop", "caller_id_limit"), file.shop.caller_id_limit
    yield ("shop", "delivery", "price"), file.shop.delivery.price
    yield ("shop", "delivery", "free_from"), file.shop.delivery.free_from
    for w, way in enumerate(file.shop.delivery.others):
        yield ("shop", "delivery", "others", w, "price"), way.price
        yield ("shop", "delivery", "others", w, "free_from"), way.free_from
    for n, voucher in enumerate(file.vouchers):
        yield ("vouchers", n, "amount"), voucher.amount
        yield ("vouchers", n, "minimum"), voucher.minimum
    for p, product in enumerate(file.products):
        for v, variant in enumerate(product.variants):
            yield ("products", p, "variants", v, "price"), variant.price
    for s, service in enumerate(file.bookings.services if file.bookings else ()):
        yield ("bookings", "services", s, "price"), service.price
    for c, customer in enumerate(file.customers):
        for n, payment in enumerate(customer.payments):
            yield ("customers", c, "payments", n, "balance"), payment.balance
    for place, order in all_orders(file):
        yield (*place, "delivery"), order.delivery
        yield (*place, "total"), order.total
        for n, line in enumerate(order.lines):
            yield (*place, "lines", n, "unit_price"), line.unit_price


def all_orders(file: ShopFile) -> Iterator[tuple[Place, OrderPart]]:
    for c, customer in enumerate(file.customers):
        for o, order in enumerate(customer.orders):
            yield ("customers", c, "orders", o), order


def _twice(file: ShopFile) -> Iterator[Problem]:
    products, customers = list(enumerate(file.products)), list(enumerate(file.customers))
    yield from _repeated("product", (_Placed(("products", p, "id"), x.id) for p, x in products))
    skus = (
        _Placed(("products", p, "variants", v, "sku"), variant.sku)
        for p, product in products
        for v, variant in enumerate(product.variants)
    )
    yield from _repeated("sku", skus)
    others = enumerate(file.shop.delivery.others)
    ways = (_Placed(("shop", "delivery", "others", n, "id"), way.id) for n, way in others)
    yield from _repeated("way of delivery", ways)
    codes = (_Placed(("vouchers", n, "code"), normal(x.code)) for n, x in enumerate(file.vouchers))
    yield from _repeated("voucher", codes)
    pages = (_Placed(("pages", n, "id"), page.id) for n, page in enumerate(file.pages))
    yield from _repeated("page", pages)
    yield from _repeated("customer", (_Placed(("customers", c, "id"), x.id) for c, x in customers))
    phones = (_Placed(("customers", c, "phone"), x.phone) for c, x in customers if x.phone)
    yield from _repeated("phone number", phones)
    payments = (
        _Placed(("customers", c, "payments", n, "id"), payment.id)
        for c, customer in customers
        for n, payment in enumerate(customer.payments)
    )
    yield from _repeated("payment", payments)
    yield from _unknown_payments(file)
    numbers = (_Placed((*place, "number"), order.number) for place, order in all_orders(file))
    yield from _repeated("order number", numbers)


def _unknown_payments(file: ShopFile) -> Iterator[Problem]:
    for c, customer in enumerate(file.customers):
        known = {payment.id for payment in customer.payments}
        for o, order in enumerate(customer.orders):
            if order.payment is not None and order.payment not in known:
                place: Place = ("customers", c, "orders", o, "payment")
                yield Problem(place, f"{order.payment} is no way of paying of this customer")


def _repeated(what: str, values: Iterable[_Placed]) -> Iterator[Problem]:
    seen: set[str] = set()
    for value in values:
        if value.value in seen:
            yield Problem(value.place, f"the {what} {value.value} is there twice")
        seen.add(value.value)


def _counting(file: ShopFile) -> Iterator[Problem]:
    """Each product is counted in its unit ("two bags of"), or by the plural of its variants."""
    for p, product in enumerate(file.products):
        place: Place = ("products", p)
        if (product.unit is None) != (product.units is None):
            given = "unit" if product.unit else "units"
            yield Problem((*place, given), "unit and units come together: one bag, two bags")
        elif product.unit is None:
            yield from _plurals(place, product)


def _plurals(place: Place, product: ProductPart) -> Iterator[Problem]:
    for v, variant in enumerate(product.variants):
        if variant.plural is None:
            reason = "needs a plural, or the product a unit: how are two of them called?"
            yield Problem((*place, "variants", v, "name"), reason)


def _companions(file: ShopFile) -> Iterator[Problem]:
    """What goes with a product is another product."""
    known = {product.id for product in file.products}
    for p, product in enumerate(file.products):
        for g, other in enumerate(product.goes_with):
            if other not in known - {product.id}:
                yield Problem(("products", p, "goes_with", g), f"there is no other product {other}")


def _vouchers(file: ShopFile) -> Iterator[Problem]:
    for n, voucher in enumerate(file.vouchers):
        place: Place = ("vouchers", n)
        if (voucher.amount is None) == (voucher.percent is None):
            yield Problem((*place, "code"), "a voucher has either an amount or a percent")
        if voucher.valid_from and voucher.valid_until and voucher.valid_until < voucher.valid_from:
            yield Problem((*place, "valid_until"), "this is before valid_from")


def _orders(file: ShopFile, now: datetime) -> Iterator[Problem]:
    skus = {variant.sku for product in file.products for variant in product.variants}
    prices = {v.sku: v.price for product in file.products for v in product.variants}
    today = now.astimezone(ZoneInfo(file.shop.timezone)).date()
    for place, order in all_orders(file):
        yield from _lines(place, order, skus)
        yield from _times(place, order, now, today)
        if all(line.sku in skus for line in order.lines):
            yield from _total(place, order, prices)


def _lines(place: Place, order: OrderPart, skus: set[str]) -> Iterator[Problem]:
    for n, line in enumerate(order.lines):
        if line.sku not in skus:
            yield Problem((*place, "lines", n, "sku"), f"there is no variant with sku {line.sku}")
    yield from _repeated(
        "sku", (_Placed((*place, "lines", n, "sku"), x.sku) for n, x in enumerate(order.lines))
    )


def _times(place: Place, order: OrderPart, now: datetime, today: date) -> Iterator[Problem]:
    if (order.days_ago is None) == (order.placed_at is None):
        yield Problem((*place, "number"), "an order has either days_ago or placed_at")
    elif order.placed(now) > now:
        yield Problem((*place, "placed_at"), "an order cannot have been placed in the future")
    if order.arrives_in_days is not None and order.arrives_on is not None:
        yield Problem((*place, "arrives_on"), "an order has arrives_in_days or arrives_on, not both")
    arrives = order.arrives(today)
    if order.status is OrderStatus.DELIVERED and arrives is not None and arrives > today:
        which = "arrives_on" if order.arrives_on else "arrives_in_days"
        yield Problem((*place, which), "a delivered order cannot arrive in the future")


def _total(place: Place, order: OrderPart, prices: dict[str, Decimal]) -> Iterator[Problem]:
    due = order_total(order, prices)
    if order.total is not None and order.total != due:
        yield Problem((*place, "total"), f"the lines and delivery come to {due}, not {order.total}")


def order_total(order: OrderPart, prices: dict[str, Decimal]) -> Decimal:
    """`prices` by sku count where a line has no price of its own."""
    goods = (
        line.quantity * (prices[line.sku] if line.unit_price is None else line.unit_price)
        for line in order.lines
    )
    return sum(goods, order.delivery)
