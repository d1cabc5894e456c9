"""Baskets: vouchers, ways of delivery and payment."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("orders", sa.Column("delivery_way", sa.String(64), nullable=False, server_default=""))
    _delivery_ways()
    _vouchers()
    _voucher_uses()


def downgrade() -> None:
    op.drop_index(op.f("ix_voucher_uses_code"), "voucher_uses")
    for table in ("voucher_uses", "vouchers", "delivery_ways"):
        op.drop_table(table)
    op.drop_column("orders", "delivery_way")


def _delivery_ways() -> None:
    op.create_table(
        "delivery_ways",
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=64), nullable=False),
        sa.Column("price_minor", sa.Integer(), nullable=False),
        sa.Column("free_from_minor", sa.Integer(), nullable=True),
        sa.Column("days", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_delivery_ways")),
    )


def _vouchers() -> None:
    op.create_table(
        "vouchers",
        sa.Column("code", sa.String(length=64), nullable=False),
        sa.Column("amount_minor", sa.Integer(), nullable=True),
        sa.Column("percent", sa.Integer(), nullable=True),
        sa.Column("minimum_minor", sa.Integer(), nullable=True),
        sa.Column("first_day", sa.Date(), nullable=True),
        sa.Column("last_day", sa.Date(), nullable=True),
        sa.Column("most_uses", sa.Integer(), nullable=True),
        sa.Column("once_each", sa.Boolean(), nullable=False, server_default=sa.false()),
        sa.Column("used", sa.Integer(), nullable=False, server_default="0"),
        sa.CheckConstraint("most_uses IS NULL OR used <= most_uses", name=op.f("ck_vouchers_used")),
        sa.PrimaryKeyConstraint("code", name=op.f("pk_vouchers")),
    )


def _voucher_uses() -> None:
    op.create_table(
        "voucher_uses",
        sa.Column("order_id", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(length=64), nullable=False),
        sa.Column("customer_id", sa.String(length=64), nullable=False),
        sa.Column("discount_minor", sa.Integer(), nullable=False),
        sa.Column("used_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["order_id"], ["orders.id"], name=op.f("fk_voucher_uses_order_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("order_id", name=op.f("pk_voucher_uses")),
    )
    op.create_index(op.f("ix_voucher_uses_code"), "voucher_uses", ["code"])
