"""Payments, options and addresses: what can be changed after the sale."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def _columns() -> tuple[tuple[str, sa.Column[Any]], ...]:
    return (
        ("shop", sa.Column("policy", sa.JSON(), nullable=True)),
        ("customers", sa.Column("email", sa.String(length=200), nullable=True)),
        ("customers", sa.Column("birth_date", sa.Date(), nullable=True)),
        ("orders", sa.Column("payment_id", sa.String(length=64), nullable=True)),
        ("orders", sa.Column("tracking", sa.JSON(), nullable=False, server_default="[]")),
        ("orders", sa.Column("items_changed", sa.Boolean(), nullable=False, server_default=sa.false())),
        ("orders", sa.Column("after_sale", sa.JSON(), nullable=True)),
        ("order_lines", sa.Column("options", sa.JSON(), nullable=False, server_default="{}")),
    )


def upgrade() -> None:
    for table, column in _columns():
        op.add_column(table, column)
    _payment_methods()
    _payments_and_changes()


def downgrade() -> None:
    for table in ("changes", "payments", "payment_methods"):
        op.drop_table(table)
    for table, column in reversed(_columns()):
        op.drop_column(table, column.name)


def _payment_methods() -> None:
    op.create_table(
        "payment_methods",
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.Column("customer_id", sa.String(length=64), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=32), nullable=False),
        sa.Column("brand", sa.String(length=64), nullable=False),
        sa.Column("last_four", sa.String(length=4), nullable=False),
        sa.Column("balance_minor", sa.Integer(), nullable=True),
        sa.CheckConstraint("balance_minor >= 0", name=op.f("ck_payment_methods_balance")),
        sa.ForeignKeyConstraint(
            ["customer_id"],
            ["customers.id"],
            name=op.f("fk_payment_methods_customer_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_payment_methods")),
    )
    op.create_index(op.f("ix_payment_methods_customer_id"), "payment_methods", ["customer_id"])


def _payments_and_changes() -> None:
    op.create_table(
        "payments",
        sa.Column("order_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("amount_minor", sa.Integer(), nullable=False),
        sa.Column("payment_id", sa.String(length=64), nullable=False),
        sa.CheckConstraint("amount_minor >= 0", name=op.f("ck_payments_amount")),
        sa.ForeignKeyConstraint(
            ["order_id"], ["orders.id"], name=op.f("fk_payments_order_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("order_id", "position", name=op.f("pk_payments")),
    )
    op.create_table(
        "changes",
        sa.Column("key", sa.String(length=200), nullable=False),
        sa.Column("number", sa.String(length=16), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_changes")),
    )
