"""All tables of the schema."""

from __future__ import annotations

from ringup.database import (  # noqa: F401 - a module's tables are known once it is imported
    basket_models,
    booking_models,
    handover_models,
    models,
    page_models,
    proof_models,
)
from ringup.database.base import Base

METADATA = Base.metadata
