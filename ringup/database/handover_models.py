"""Callers who need a person, as the staff find them."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from ringup.database.base import Base


class HandoverRow(Base):
    """`key` makes a handover one, however often it is told. `reach` is how the caller gets to a person;
    `done_at` None: nobody has dealt with it yet. `customer_id` is not enforced: the note outlives the
    account."""

    __tablename__ = "handovers"
    __table_args__ = (Index("ix_handovers_done_at", "done_at"),)

    key: Mapped[str] = mapped_column(String(128), primary_key=True)
    call: Mapped[str] = mapped_column(String(64))
    asked_at: Mapped[datetime]
    why: Mapped[str] = mapped_column(String(32))
    reach: Mapped[str] = mapped_column(String(16))
    customer_id: Mapped[str | None] = mapped_column(String(64))
    name: Mapped[str] = mapped_column(String(200))
    phone: Mapped[str | None] = mapped_column(String(16))
    summary: Mapped[str] = mapped_column(Text)
    done_at: Mapped[datetime | None]
