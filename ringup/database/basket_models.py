"""What an order can be made cheaper with, and the ways it can come."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, String, false
from sqlalchemy.orm import Mapped, mapped_column

from ringup.database.base import Base


class DeliveryWayRow(Base):
    """A way for an order to come. The usual one has the id "usual" and only a name: its terms are the
    shop's."""

    __tablename__ = "delivery_ways"

    id: Mapped[str] = mapped_column(String(64), primary_key=True)
    position: Mapped[int]
    name: Mapped[str] = mapped_column(String(64))
    price_minor: Mapped[int]
    free_from_minor: Mapped[int | None]
    days: Mapped[int]


class VoucherRow(Base):
    """`code` in capital letters and figures. Either `amount_minor` or `percent` is set. `most_uses` None:
    any number. `once_each`: each customer once. `used` counts orders and only grows."""

    __tablename__ = "vouchers"
    __table_args__ = (CheckConstraint("most_uses IS NULL OR used <= most_uses", name="used"),)

    code: Mapped[str] = mapped_column(String(64), primary_key=True)
    amount_minor: Mapped[int | None]
    percent: Mapped[int | None]
    minimum_minor: Mapped[int | None]
    first_day: Mapped[date | None]
    last_day: Mapped[date | None]
    most_uses: Mapped[int | None]
    once_each: Mapped[bool] = mapped_column(server_default=false())
    used: Mapped[int] = mapped_column(default=0, server_default="0")


class VoucherUseRow(Base):
    """One order that a voucher was used for; outlives the voucher."""

    __tablename__ = "voucher_uses"

    order_id: Mapped[int] = mapped_column(ForeignKey("orders.id", ondelete="CASCADE"), primary_key=True)
    code: Mapped[str] = mapped_column(String(64), index=True)
    customer_id: Mapped[str] = mapped_column(String(64))
    discount_minor: Mapped[int]
    used_at: Mapped[datetime]
