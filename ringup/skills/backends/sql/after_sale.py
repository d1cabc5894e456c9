"""Changes after the sale, in the database: each in one transaction, once per key."""

from __future__ import annotations

from collections import Counter

from sqlalchemy import select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import selectinload

from ringup.database.engine import Database
from ringup.database.models import (
    ChangeRow,
    CustomerRow,
    OrderLineRow,
    OrderRow,
    PaymentMethodRow,
    PaymentRow,
    VariantRow,
)
from ringup.skills.backends.clock import Clock, utc_now
from ringup.skills.backends.offers import proven
from ringup.skills.backends.sql import rows
from ringup.skills.backends.sql.catalog import SqlCatalogDesk
from ringup.skills.backends.sql.transactions import writing
from ringup.skills.codec import to_data
from ringup.skills.dialogue.guard import Confirmed
from ringup.skills.dialogue.proposals import (
    CHANGES,
    AfterSale,
    CancelOrder,
    ChangeAddress,
    ChangeItems,
    ChangePayment,
    ChangeProfile,
    ExchangeItems,
    ReturnItems,
    Swap,
)
from ringup.skills.errors import DeskUnavailable, NotAllowed, OutOfStock
from ringup.skills.policy import Change, Policy
from ringup.skills.shop import ChangeReceipt, Line, OrderStatus, PaymentKind
from ringup.skills.values import CustomerId, Money, OrderNumber, PaymentId

ATTEMPTS = 5
"""How often a change is tried that clashes with others."""


class SqlAfterSaleDesk:
    """The AfterSaleDesk. The policy is asked again within the transaction."""

    def __init__(self, database: Database, clock: Clock = utc_now) -> None:
        self._database = database
        self._catalog = SqlCatalogDesk(database)
        self._clock = clock

    async def apply(self, confirmed: Confirmed[AfterSale]) -> ChangeReceipt:
        key = proven(confirmed, AfterSale).key
        policy = await self._catalog.policy()
        for _ in range(ATTEMPTS):
            try:
                return await self._try(key, confirmed.proposal, policy)
            except IntegrityError as error:
                clash = error
        raise DeskUnavailable("the change clashed with others again and again") from clash

    async def _try(self, key: str, proposal: AfterSale, policy: Policy) -> ChangeReceipt:
        """One transaction; it is done exactly if this returns.

        The key is written first, so that whoever brings the same one at the same moment waits for it.
        """
        async with writing(self._database) as session:
            if (made := await session.get(ChangeRow, key)) is None:
                number = "" if isinstance(proposal, ChangeProfile) else proposal.order
                made = ChangeRow(key=key, number=number, made_at=self._clock())
                session.add(made)
                await session.flush()
                await _make(session, proposal, policy)
            return ChangeReceipt(key, made.number, made.made_at)


async def _make(session: AsyncSession, proposal: AfterSale, policy: Policy) -> None:
    rule = policy.rule(CHANGES[type(proposal)])
    if rule is None:
        raise NotAllowed("the shop's policy has no rule for this")
    if isinstance(proposal, ChangeProfile):
        await _set_address(session, proposal)
        return
    order = await _order(session, proposal.customer, proposal.order)
    if OrderStatus(order.status) not in rule.statuses or (rule.once and order.items_changed):
        raise NotAllowed("the order is no longer in a state in which this can be done")
    await _change(session, order, proposal, policy)


async def _order(session: AsyncSession, customer: CustomerId, number: OrderNumber) -> OrderRow:
    mine = (
        select(OrderRow)
        .where(OrderRow.number == number, OrderRow.customer_id == customer)
        .options(selectinload(OrderRow.lines), selectinload(OrderRow.payments))
        .with_for_update()
    )
    order = await session.scalar(mine)
    if order is None:
        raise NotAllowed("this customer has no such order")
    return order


async def _set_address(session: AsyncSession, proposal: ChangeProfile) -> None:
    who = await session.get(CustomerRow, proposal.customer)
    if who is None:
        raise NotAllowed("there is no such customer")
    who.address = proposal.address


async def _change(
    session: AsyncSession,
    order: OrderRow,
    proposal: CancelOrder | ChangeItems | ExchangeItems | ReturnItems | ChangeAddress | ChangePayment,
    policy: Policy,
) -> None:
    match proposal:
        case CancelOrder():
            await _cancel(session, order, proposal)
        case ChangeItems():
            await _change_items(session, order, proposal)
        case ExchangeItems():
            await _exchange(session, order, proposal)
        case ReturnItems():
            await _return(session, order, proposal, policy)
        case ChangeAddress():
            order.address = proposal.address
        case ChangePayment():
            await _change_payment(session, order, proposal)


async def _cancel(session: AsyncSession, order: OrderRow, proposal: CancelOrder) -> None:
    """What was paid and has not gone back yet goes back the way it came, and no more than was read back."""
    if order.total_minor != proposal.refund.minor:
        raise NotAllowed("the order costs something else now")
    left = order.total_minor
    for payment, paid in _paid(order).items():
        if (amount := min(paid, left)) > 0:
            _note(order, "refund", amount, payment)
            await _move(session, order.customer_id, payment, amount)
            left -= amount
    order.status = OrderStatus.CANCELLED.value
    order.after_sale = {"change": Change.CANCEL.value, "reason": proposal.reason}
    for line in order.lines:
        await session.execute(
            update(VariantRow)
            .where(VariantRow.sku == line.sku)
            .values(stock=VariantRow.stock + line.quantity)
        )


async def _change_items(session: AsyncSession, order: OrderRow, proposal: ChangeItems) -> None:
    await _check_swaps(session, order, proposal.swaps, proposal.difference)
    for swap in proposal.swaps:
        _replace_line(order, swap)
        await _restock(session, swap)
    await _settle(session, order, proposal.payment.id, proposal.difference)
    order.total_minor += proposal.difference.minor
    order.items_changed = True
    order.after_sale = {"change": Change.CHANGE_ITEMS.value, "swaps": to_data(proposal.swaps)}


async def _exchange(session: AsyncSession, order: OrderRow, proposal: ExchangeItems) -> None:
    """What is exchanged is sent when the old pieces are back; the money moves then."""
    await _check_swaps(session, order, proposal.swaps, proposal.difference)
    await _method(session, order.customer_id, proposal.payment.id, proposal.difference.minor)
    order.status = OrderStatus.EXCHANGE_REQUESTED.value
    order.after_sale = {
        "change": Change.EXCHANGE.value,
        "swaps": to_data(proposal.swaps),
        "payment": proposal.payment.id,
        "difference_minor": proposal.difference.minor,
    }


async def _return(session: AsyncSession, order: OrderRow, proposal: ReturnItems, policy: Policy) -> None:
    """The refund follows when the pieces are back."""
    _check_pieces(order, proposal.lines)
    method = await _method(session, order.customer_id, proposal.refund_to.id, 0)
    if method.id != order.payment_id and PaymentKind(method.kind) not in policy.refund_other_to:
        raise NotAllowed("a refund may not go there")
    order.status = OrderStatus.RETURN_REQUESTED.value
    order.after_sale = {
        "change": Change.RETURN.value,
        "lines": to_data(proposal.lines),
        "payment": proposal.refund_to.id,
    }


async def _change_payment(session: AsyncSession, order: OrderRow, proposal: ChangePayment) -> None:
    if order.total_minor != proposal.total.minor or order.payment_id == proposal.payment.id:
        raise NotAllowed("the order is not as it was read back")
    await _move(session, order.customer_id, proposal.payment.id, -order.total_minor)
    _note(order, "payment", order.total_minor, proposal.payment.id)
    if order.payment_id is not None:
        await _move(session, order.customer_id, PaymentId(order.payment_id), order.total_minor)
        _note(order, "refund", order.total_minor, PaymentId(order.payment_id))
    order.payment_id = proposal.payment.id


# pieces


def _check_pieces(order: OrderRow, lines: tuple[Line, ...]) -> None:
    """Each line stands for one piece that the order must hold."""
    held: Counter[str] = Counter()
    for line in order.lines:
        held[line.sku] += line.quantity
    held.subtract(Counter(str(piece.sku) for piece in lines))
    if any(count < 0 for count in held.values()):
        raise NotAllowed("the order does not hold so many of these")


async def _check_swaps(
    session: AsyncSession, order: OrderRow, swaps: tuple[Swap, ...], difference: Money
) -> None:
    """Of the same product, in stock, and at the price that was read back."""
    _check_pieces(order, tuple(swap.old for swap in swaps))
    if sum(swap.difference.minor for swap in swaps) != difference.minor:
        raise NotAllowed("the difference is not what was read back")
    wanted = Counter(swap.new.sku for swap in swaps)
    for swap in swaps:
        variant = await session.get(VariantRow, swap.new.sku)
        if variant is None or variant.stock < wanted[swap.new.sku]:
            raise OutOfStock("a variant is gone")
        if variant.product_id != swap.old.product or variant.price_minor != swap.new.unit_price.minor:
            raise NotAllowed("the variant is not what was read back")


def _replace_line(order: OrderRow, swap: Swap) -> None:
    """One piece of a line becomes a line of its own, unless it is the whole of it."""
    line = next(line for line in order.lines if line.sku == swap.old.sku)
    if line.quantity > 1:
        line.quantity -= 1
        order.lines.append(_new_line(len(order.lines), swap.new))
        return
    place = order.lines.index(line)
    new = _new_line(line.position, swap.new)
    for name in ("sku", "name", "plural", "unit_price_minor", "options"):
        setattr(order.lines[place], name, getattr(new, name))


def _new_line(position: int, line: Line) -> OrderLineRow:
    (row,) = rows.order_lines((line,))
    row.position = position
    return row


async def _restock(session: AsyncSession, swap: Swap) -> None:
    for sku, change in ((swap.old.sku, 1), (swap.new.sku, -1)):
        await session.execute(
            update(VariantRow).where(VariantRow.sku == sku).values(stock=VariantRow.stock + change)
        )


# money


async def _method(session: AsyncSession, customer: str, payment: PaymentId, needed: int) -> PaymentMethodRow:
    method = await session.get(PaymentMethodRow, payment, with_for_update=True)
    if method is None or method.customer_id != customer:
        raise NotAllowed("the customer has no such way of paying")
    if method.balance_minor is not None and method.balance_minor < needed:
        raise NotAllowed("there is not enough on the gift card")
    return method


async def _move(session: AsyncSession, customer: str, payment: PaymentId, amount: int) -> None:
    """Put an amount on a gift card, or take a negative one off; other ways of paying keep no balance."""
    method = await _method(session, customer, payment, max(0, -amount))
    if method.balance_minor is not None:
        method.balance_minor += amount


async def _settle(session: AsyncSession, order: OrderRow, payment: PaymentId, difference: Money) -> None:
    await _move(session, order.customer_id, payment, -difference.minor)
    kind = "payment" if difference.minor > 0 else "refund"
    if difference.minor:
        _note(order, kind, abs(difference.minor), payment)


def _paid(order: OrderRow) -> dict[PaymentId, int]:
    """What each way of paying has paid for it, what it got back taken off."""
    paid: Counter[PaymentId] = Counter()
    for row in order.payments:
        paid[PaymentId(row.payment_id)] += row.amount_minor * (1 if row.kind == "payment" else -1)
    return paid


def _note(order: OrderRow, kind: str, amount: int, payment: PaymentId) -> None:
    order.payments.append(
        PaymentRow(position=len(order.payments), kind=kind, amount_minor=amount, payment_id=payment)
    )
