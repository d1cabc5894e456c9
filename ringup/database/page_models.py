"""What is searched: the catalogue's and the pages' words, as the stems under which they are found.

Stems (see ringup.skills.stems) make every database find alike. The full-text indexes that SQLite keeps
of these tables are made by a migration, and brought in step by whoever writes the rows.
"""

from __future__ import annotations

from sqlalchemy import ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from ringup.database.base import Base

FULL_TEXT = ("product_index", "passage_index")
"""SQLite's FTS5 tables. What they consist of is named after them: product_index_data and so on."""


class ProductTextRow(Base):
    """One product's stems: what it is called, what kind it is, its options, and what is said of it."""

    __tablename__ = "product_texts"

    id: Mapped[int] = mapped_column(primary_key=True)
    product_id: Mapped[str] = mapped_column(ForeignKey("products.id", ondelete="CASCADE"), unique=True)
    names: Mapped[str] = mapped_column(Text)
    kind: Mapped[str] = mapped_column(Text)
    options: Mapped[str] = mapped_column(Text)
    body: Mapped[str] = mapped_column(Text)


class ProductWordRow(Base):
    """A stem that stands anywhere in the catalogue."""

    __tablename__ = "product_words"

    word: Mapped[str] = mapped_column(String(64), primary_key=True)


class PassageRow(Base):
    """A paragraph of one of the shop's pages, or what is said of a product; then `page` is the product's
    id and `product` holds its names, one a line. `asked` are questions that it answers, one a line."""

    __tablename__ = "passages"

    id: Mapped[int] = mapped_column(primary_key=True)
    page: Mapped[str] = mapped_column(String(64))
    title: Mapped[str] = mapped_column(String(200))
    product: Mapped[str] = mapped_column(Text)
    asked: Mapped[str] = mapped_column(Text)
    text: Mapped[str] = mapped_column(Text)
    stems: Mapped[str] = mapped_column(Text)


class PassageWordRow(Base):
    """A stem, and in how many passages it stands."""

    __tablename__ = "passage_words"

    word: Mapped[str] = mapped_column(String(64), primary_key=True)
    passages: Mapped[int]
