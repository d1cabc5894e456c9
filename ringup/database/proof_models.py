"""What customers tried to prove who they are with, over all calls."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, String, text
from sqlalchemy.orm import Mapped, mapped_column

from ringup.database.base import Base


class ProofRow(Base):
    """One a customer for whom a PIN or a code was ever tried, or a code sent.

    `wrong`: tries in a row that were not right, PINs and codes alike; none passes before `locked_until`.
    `code_hash` is argon2's, of the code texted last, which is good until `code_until`; None once it was used.
    `texts` were sent since `texts_since`.
    """

    __tablename__ = "proofs"

    customer_id: Mapped[str] = mapped_column(
        String(64), ForeignKey("customers.id", ondelete="CASCADE"), primary_key=True
    )
    wrong: Mapped[int] = mapped_column(server_default=text("0"), default=0)
    locked_until: Mapped[datetime | None]
    code_hash: Mapped[str | None] = mapped_column(String(200))
    code_until: Mapped[datetime | None]
    texts: Mapped[int] = mapped_column(server_default=text("0"), default=0)
    texts_since: Mapped[datetime | None]
