"""The shop's own pages, searchable, and its catalogue likewise."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    _attributes()
    _texts()
    _words()
    if op.get_bind().dialect.name == "sqlite":
        _full_text("product_index", "product_texts", "names, kind, options, body")
        _full_text("passage_index", "passages", "stems")


def downgrade() -> None:
    if op.get_bind().dialect.name == "sqlite":
        op.execute("DROP TABLE passage_index")
        op.execute("DROP TABLE product_index")
    for table in ("passage_words", "passages", "product_words", "product_texts"):
        op.drop_table(table)
    op.drop_column("variants", "options")
    for column in ("goes_with", "modifiers", "category", "description"):
        op.drop_column("products", column)


def _attributes() -> None:
    op.add_column(
        "products", sa.Column("description", sa.Text(), nullable=False, server_default=sa.text("''"))
    )
    op.add_column(
        "products", sa.Column("category", sa.String(64), nullable=False, server_default=sa.text("''"))
    )
    op.add_column("products", sa.Column("modifiers", sa.JSON(), nullable=False, server_default="[]"))
    op.add_column("products", sa.Column("goes_with", sa.JSON(), nullable=False, server_default="[]"))
    op.add_column("variants", sa.Column("options", sa.JSON(), nullable=False, server_default="{}"))


def _texts() -> None:
    op.create_table(
        "product_texts",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("product_id", sa.String(length=64), nullable=False),
        sa.Column("names", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("options", sa.Text(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["product_id"], ["products.id"], name=op.f("fk_product_texts_product_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_product_texts")),
        sa.UniqueConstraint("product_id", name=op.f("uq_product_texts_product_id")),
    )
    op.create_table(
        "passages",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("page", sa.String(length=64), nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("product", sa.Text(), nullable=False),
        sa.Column("asked", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("stems", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_passages")),
    )


def _words() -> None:
    op.create_table(
        "product_words",
        sa.Column("word", sa.String(length=64), nullable=False),
        sa.PrimaryKeyConstraint("word", name=op.f("pk_product_words")),
    )
    op.create_table(
        "passage_words",
        sa.Column("word", sa.String(length=64), nullable=False),
        sa.Column("passages", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("word", name=op.f("pk_passage_words")),
    )


def _full_text(index: str, table: str, columns: str) -> None:
    """FTS5 over a table that keeps the text itself; INSERT INTO index(index) VALUES ('rebuild') reads it."""
    op.execute(
        f"CREATE VIRTUAL TABLE {index} USING fts5("
        f"{columns}, content='{table}', content_rowid='id', tokenize='unicode61')"
    )
