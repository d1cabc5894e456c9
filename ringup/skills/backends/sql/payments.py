"""What an order is paid with, in the database."""

from __future__ import annotations

from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncSession

from ringup.database.models import PaymentMethodRow, PaymentRow
from ringup.skills.dialogue.proposals import PlaceOrder
from ringup.skills.errors import OfferChanged
from ringup.skills.shop import PaymentKind


async def charged(session: AsyncSession, proposal: PlaceOrder) -> list[PaymentRow]:
    """The order's payments; a gift card is lighter by the total afterwards. Raises OfferChanged for what is
    not, or no longer, the customer's, and for a gift card with too little on it."""
    if proposal.payment is None:
        return []
    mine = select(PaymentMethodRow).where(
        PaymentMethodRow.id == proposal.payment, PaymentMethodRow.customer_id == proposal.customer
    )
    method = await session.scalar(mine)
    if method is None:
        raise OfferChanged("the customer no longer has that way of paying")
    if method.kind == PaymentKind.GIFT_CARD:
        await _spend(session, proposal)
    amount = proposal.total.minor
    return [PaymentRow(position=0, kind="payment", amount_minor=amount, payment_id=proposal.payment)]


async def _spend(session: AsyncSession, proposal: PlaceOrder) -> None:
    total = proposal.total.minor
    spent = await session.scalar(
        update(PaymentMethodRow)
        .where(PaymentMethodRow.id == proposal.payment, PaymentMethodRow.balance_minor >= total)
        .values(balance_minor=PaymentMethodRow.balance_minor - total)
        .returning(PaymentMethodRow.id)
        .execution_options(synchronize_session=False)
    )
    if spent is None:
        raise OfferChanged("there is too little on the gift card")
