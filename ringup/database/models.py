"""What is stored. Money is in the currency's smallest unit; times are UTC.

Orders keep what was sold as it was called and priced then, so the catalogue may change freely.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import (
    JSON,
    CheckConstraint,
    ForeignKey,
    Index,
    Integer,
    String,
    Text,
    false,
    text,
)
from sqlalchemy.orm import Mapped, mapped_column, relationship

from ringup.database.base import Base


class ShopRow(Base):
    """The one shop: its id is always 1. `delivery_free_from_minor` None: delivery always costs. `policy` has
    the fields of ringup.skills.policy.Policy; None: nothing is allowed that a policy would allow."""

    __tablename__ = "shop"
    __table_args__ = (CheckConstraint("id = 1", name="only_one"),)

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False, default=1)
    name: Mapped[str] = mapped_column(String(200))
    currency: Mapped[str] = mapped_column(String(3))
    timezone: Mapped[str] = mapped_column(String(64))
    phone: Mapped[str | None] = mapped_column(String(16))
    caller_id_limit_minor: Mapped[int]
    delivery_minor: Mapped[int]
    delivery_free_from_minor: Mapped[int | None]
    delivery_days: Mapped[int]
    policy: Mapped[dict[str, Any] | None] = mapped_column(JSON)


class ProductRow(Base):
    """`modifiers` have the fields of ringup.skills.shop.Modifier; `goes_with` are ids of products."""

    __tablename__ = "products"

    id: Mapped[str] = mapped_column(String(64), primary_key=True)
    position: Mapped[int]
    names: Mapped[list[str]]
    unit: Mapped[str] = mapped_column(String(64))
    units: Mapped[str] = mapped_column(String(64))
    description: Mapped[str] = mapped_column(Text, server_default=text("''"))
    category: Mapped[str] = mapped_column(String(64), server_default=text("''"))
    modifiers: Mapped[list[dict[str, Any]]] = mapped_column(JSON, server_default="[]")
    goes_with: Mapped[list[str]] = mapped_column(JSON, server_default="[]")

    variants: Mapped[list[VariantRow]] = relationship(
        back_populates="product", order_by="VariantRow.position", cascade="all, delete-orphan"
    )


class VariantRow(Base):
    """What is really bought. `stock` cannot fall below zero."""

    __tablename__ = "variants"
    __table_args__ = (CheckConstraint("stock >= 0", name="stock"),)

    sku: Mapped[str] = mapped_column(String(64), primary_key=True)
    product_id: Mapped[str] = mapped_column(ForeignKey("products.id", ondelete="CASCADE"), index=True)
    position: Mapped[int]
    name: Mapped[str] = mapped_column(String(200))
    plural: Mapped[str] = mapped_column(String(200))
    price_minor: Mapped[int]
    stock: Mapped[int]
    options: Mapped[dict[str, str]] = mapped_column(JSON, server_default="{}")

    product: Mapped[ProductRow] = relationship(back_populates="variants")


class CustomerRow(Base):
    """`phone` is None for a customer without one. `pin_hash` is argon2's; None for one without a PIN."""

    __tablename__ = "customers"

    id: Mapped[str] = mapped_column(String(64), primary_key=True)
    phone: Mapped[str | None] = mapped_column(String(64), unique=True)
    first_name: Mapped[str] = mapped_column(String(100))
    last_name: Mapped[str] = mapped_column(String(100))
    address: Mapped[str] = mapped_column(String(300))
    postcode: Mapped[str] = mapped_column(String(16))
    pin_hash: Mapped[str | None] = mapped_column(String(200))
    email: Mapped[str | None] = mapped_column(String(200))
    birth_date: Mapped[date | None]

    payments: Mapped[list[PaymentMethodRow]] = relationship(
        order_by="PaymentMethodRow.position", cascade="all, delete-orphan"
    )


class PaymentMethodRow(Base):
    """A way of paying that a customer has on file. `balance_minor`: of a gift card, else None."""

    __tablename__ = "payment_methods"
    __table_args__ = (CheckConstraint("balance_minor >= 0", name="balance"),)

    id: Mapped[str] = mapped_column(String(64), primary_key=True)
    customer_id: Mapped[str] = mapped_column(ForeignKey("customers.id", ondelete="CASCADE"), index=True)
    position: Mapped[int]
    kind: Mapped[str] = mapped_column(String(32))
    brand: Mapped[str] = mapped_column(String(64))
    last_four: Mapped[str] = mapped_column(String(4))
    balance_minor: Mapped[int | None]


class OrderRow(Base):
    """`key` is the idempotency key of an order placed here; None for one from a shop file. `after_sale` is
    what was done with it since, for whoever packs and refunds: {"change", "lines", "swaps", ...}."""

    __tablename__ = "orders"
    __table_args__ = (Index("ix_orders_customer_id", "customer_id", "placed_at"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    number: Mapped[str] = mapped_column(String(16), unique=True)
    key: Mapped[str | None] = mapped_column(String(200), unique=True)
    customer_id: Mapped[str] = mapped_column(ForeignKey("customers.id"))
    placed_at: Mapped[datetime]
    status: Mapped[str] = mapped_column(String(32))
    address: Mapped[str] = mapped_column(String(300))
    currency: Mapped[str] = mapped_column(String(3))
    delivery_minor: Mapped[int]
    total_minor: Mapped[int]
    arrives_on: Mapped[date | None]
    carrier: Mapped[str | None] = mapped_column(String(100))
    payment_id: Mapped[str | None] = mapped_column(String(64))
    delivery_way: Mapped[str] = mapped_column(String(64), server_default=text("''"))
    tracking: Mapped[list[str]] = mapped_column(JSON, server_default="[]")
    items_changed: Mapped[bool] = mapped_column(server_default=false())
    after_sale: Mapped[dict[str, Any] | None] = mapped_column(JSON)

    payments: Mapped[list[PaymentRow]] = relationship(
        order_by="PaymentRow.position", cascade="all, delete-orphan"
    )
    lines: Mapped[list[OrderLineRow]] = relationship(
        order_by="OrderLineRow.position", cascade="all, delete-orphan"
    )


class PaymentRow(Base):
    """Money that went either way for an order: `kind` is "payment" or "refund"."""

    __tablename__ = "payments"
    __table_args__ = (CheckConstraint("amount_minor >= 0", name="amount"),)

    order_id: Mapped[int] = mapped_column(ForeignKey("orders.id", ondelete="CASCADE"), primary_key=True)
    position: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(String(16))
    amount_minor: Mapped[int]
    payment_id: Mapped[str] = mapped_column(String(64))


class ChangeRow(Base):
    """A confirmed change that was made after the sale; its key is unique, so that it is made once."""

    __tablename__ = "changes"

    key: Mapped[str] = mapped_column(String(200), primary_key=True)
    number: Mapped[str] = mapped_column(String(16))
    made_at: Mapped[datetime]


class OrderLineRow(Base):
    __tablename__ = "order_lines"
    __table_args__ = (CheckConstraint("quantity > 0", name="quantity"),)

    order_id: Mapped[int] = mapped_column(ForeignKey("orders.id", ondelete="CASCADE"), primary_key=True)
    position: Mapped[int] = mapped_column(primary_key=True)
    sku: Mapped[str] = mapped_column(String(64))
    product: Mapped[str] = mapped_column(String(64))
    name: Mapped[str] = mapped_column(String(200))
    plural: Mapped[str] = mapped_column(String(200))
    unit: Mapped[str] = mapped_column(String(64))
    units: Mapped[str] = mapped_column(String(64))
    quantity: Mapped[int]
    unit_price_minor: Mapped[int]
    options: Mapped[dict[str, Any]] = mapped_column(JSON, server_default="{}")


class CommitmentRow(Base):
    """What a caller confirmed. `outcome` is an order number or an error's code; None while open."""

    __tablename__ = "commitments"

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(String(200), unique=True)
    proposal: Mapped[dict[str, Any]]
    evidence: Mapped[dict[str, Any]]
    recorded_at: Mapped[datetime]
    outcome: Mapped[str | None] = mapped_column(String(64), index=True)
    settled_at: Mapped[datetime | None]


class OperatorRow(Base):
    """Who may sign in to the console. `password_hash` is argon2's."""

    __tablename__ = "operators"

    id: Mapped[int] = mapped_column(Integer, primary_key=True)
    name: Mapped[str] = mapped_column(String(100), unique=True)
    password_hash: Mapped[str] = mapped_column(String(200))
    created_at: Mapped[datetime]
