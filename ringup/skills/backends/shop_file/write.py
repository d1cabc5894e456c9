"""A checked shop file becomes rows, within a transaction that somebody else ends."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

from sqlalchemy import delete, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from ringup.database.models import (
    CustomerRow,
    OrderLineRow,
    OrderRow,
    PaymentMethodRow,
    PaymentRow,
    ProductRow,
    ShopRow,
    VariantRow,
)
from ringup.skills.backends.shop_file.bookings import write_bookings
from ringup.skills.backends.shop_file.checks import all_orders, order_total
from ringup.skills.backends.shop_file.format import (
    DECIMALS,
    CustomerPart,
    LinePart,
    OrderPart,
    PaymentPart,
    ProductPart,
    ShopFile,
    VariantPart,
)
from ringup.skills.backends.shop_file.ordering import write_ordering
from ringup.skills.backends.shop_file.pages import clear_index, write_index
from ringup.skills.backends.shop_file.policy import policy_data
from ringup.skills.backends.shop_file.source import Problem


async def conflicts(session: AsyncSession, file: ShopFile) -> list[Problem]:
    """What the file wants for itself and somebody whom it does not replace already has."""
    named = {customer.id for customer in file.customers}
    phones = await session.execute(select(CustomerRow.phone, CustomerRow.id))
    others = {phone for phone, owner in phones if owner not in named}
    taken = [
        Problem(("customers", c, "phone"), f"{customer.phone} is another customer's already")
        for c, customer in enumerate(file.customers)
        if customer.phone is not None and customer.phone in others
    ]
    orders = await session.execute(select(OrderRow.number, OrderRow.customer_id, OrderRow.key))
    kept = {number for number, owner, key in orders if key is not None or owner not in named}
    return taken + [
        Problem((*place, "number"), f"there is another order {order.number} already")
        for place, order in all_orders(file)
        if order.number in kept
    ]


@dataclass(frozen=True, slots=True)
class Writing:
    """`hashes`: of the PINs, by customer."""

    session: AsyncSession
    file: ShopFile
    hashes: dict[str, str]
    now: datetime

    async def everything(self) -> None:
        await self._clear()
        await self._free_phones()
        await self.session.merge(self._shop())
        self.session.add_all(self._product(p, part) for p, part in enumerate(self.file.products))
        for customer in self.file.customers:
            await self.session.merge(self._customer(customer))
        await self.session.flush()
        await write_index(self.session, self.file)
        await write_bookings(self.session, self.file)
        await write_ordering(self.session, self.file)
        goods = {v.sku: (p, v) for p in self.file.products for v in p.variants}
        for customer in self.file.customers:
            oldest_first = sorted(customer.orders, key=lambda order: order.placed(self.now))
            self.session.add_all(self._order(customer, order, goods) for order in oldest_first)

    async def _clear(self) -> None:
        """The catalogue, its index, and the orders that an earlier file brought for this one's customers."""
        await clear_index(self.session)
        named = [customer.id for customer in self.file.customers]
        brought = OrderRow.key.is_(None) & OrderRow.customer_id.in_(named)
        lines_of = select(OrderRow.id).where(brought).scalar_subquery()
        await self.session.execute(delete(OrderLineRow).where(OrderLineRow.order_id.in_(lines_of)))
        await self.session.execute(delete(PaymentRow).where(PaymentRow.order_id.in_(lines_of)))
        await self.session.execute(delete(OrderRow).where(brought))
        await self.session.execute(delete(VariantRow))
        await self.session.execute(delete(ProductRow))

    async def _free_phones(self) -> None:
        """So that customers can take over each other's numbers. No id looks like a number."""
        named = CustomerRow.id.in_([customer.id for customer in self.file.customers])
        await self.session.execute(update(CustomerRow).where(named).values(phone=CustomerRow.id))

    def _shop(self) -> ShopRow:
        part = self.file.shop
        free_from = part.delivery.free_from
        return ShopRow(
            id=1,
            name=part.name,
            currency=part.currency,
            timezone=part.timezone,
            phone=part.phone,
            caller_id_limit_minor=self._minor(part.caller_id_limit),
            delivery_minor=self._minor(part.delivery.price),
            delivery_free_from_minor=None if free_from is None else self._minor(free_from),
            delivery_days=part.delivery.days,
            policy=policy_data(part.policy),
        )

    def _product(self, position: int, part: ProductPart) -> ProductRow:
        variants = [self._variant(v, variant) for v, variant in enumerate(part.variants)]
        return ProductRow(
            id=part.id,
            position=position,
            names=list(part.names),
            unit=part.unit or "",
            units=part.units or "",
            description=part.description or "",
            category=part.category or "",
            modifiers=[modifier.model_dump() for modifier in part.modifiers],
            goes_with=list(part.goes_with),
            variants=variants,
        )

    def _variant(self, position: int, part: VariantPart) -> VariantRow:
        return VariantRow(
            sku=part.sku,
            position=position,
            name=part.name,
            plural=part.plural or part.name,
            price_minor=self._minor(part.price),
            stock=part.stock,
            options=dict(part.options),
        )

    def _customer(self, part: CustomerPart) -> CustomerRow:
        return CustomerRow(
            id=part.id,
            phone=part.phone,
            first_name=part.first_name,
            last_name=part.last_name,
            address=part.address,
            postcode=part.postcode,
            pin_hash=self.hashes.get(part.id),
            email=part.email,
            birth_date=part.date_of_birth,
            payments=[self._payment(n, payment) for n, payment in enumerate(part.payments)],
        )

    def _payment(self, position: int, part: PaymentPart) -> PaymentMethodRow:
        return PaymentMethodRow(
            id=part.id,
            position=position,
            kind=part.kind,
            brand=part.brand or "",
            last_four=part.last_four or "",
            balance_minor=None if part.balance is None else self._minor(part.balance),
        )

    def _order(
        self, customer: CustomerPart, part: OrderPart, goods: dict[str, tuple[ProductPart, VariantPart]]
    ) -> OrderRow:
        shop = self.file.shop
        prices = {sku: variant.price for sku, (_, variant) in goods.items()}
        return OrderRow(
            number=part.number,
            customer_id=customer.id,
            placed_at=part.placed(self.now),
            status=part.status.value,
            address=part.address or customer.address,
            currency=shop.currency,
            delivery_minor=self._minor(part.delivery),
            total_minor=self._minor(order_total(part, prices)),
            arrives_on=part.arrives(self.now.astimezone(ZoneInfo(shop.timezone)).date()),
            carrier=part.carrier,
            payment_id=part.payment,
            tracking=list(part.tracking),
            payments=self._paid(part, prices),
            lines=[self._line(n, line, *goods[line.sku]) for n, line in enumerate(part.lines)],
        )

    def _paid(self, part: OrderPart, prices: dict[str, Decimal]) -> list[PaymentRow]:
        if part.payment is None:
            return []
        total = self._minor(order_total(part, prices))
        return [PaymentRow(position=0, kind="payment", amount_minor=total, payment_id=part.payment)]

    def _line(
        self, position: int, part: LinePart, product: ProductPart, variant: VariantPart
    ) -> OrderLineRow:
        price = variant.price if part.unit_price is None else part.unit_price
        return OrderLineRow(
            position=position,
            sku=variant.sku,
            product=product.id,
            name=variant.name,
            plural=variant.plural or variant.name,
            unit=product.unit or "",
            units=product.units or "",
            quantity=part.quantity,
            unit_price_minor=self._minor(price),
            options=dict(variant.options),
        )

    def _minor(self, amount: Decimal) -> int:
        return int(amount.scaleb(DECIMALS[self.file.shop.currency]))
