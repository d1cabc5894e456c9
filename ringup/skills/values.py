"""Small values that everything else is made of."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import NewType

CallId = NewType("CallId", str)
CustomerId = NewType("CustomerId", str)
Sku = NewType("Sku", str)
PromptId = NewType("PromptId", str)
PaymentId = NewType("PaymentId", str)
OrderNumber = NewType("OrderNumber", str)
"""The digits that a caller reads out; no letters, no spaces."""

_E164 = re.compile(r"\+[1-9]\d{6,14}")


@dataclass(frozen=True, slots=True, order=True)
class Money:
    """An amount in the currency's smallest unit: Money(4995, "USD") is $49.95."""

    minor: int
    currency: str

    def __add__(self, other: Money) -> Money:
        if other.currency != self.currency:
            raise ValueError(f"cannot add {other.currency} to {self.currency}")
        return Money(self.minor + other.minor, self.currency)

    def __mul__(self, quantity: int) -> Money:
        return Money(self.minor * quantity, self.currency)


@dataclass(frozen=True, slots=True)
class PhoneNumber:
    """E.164: a plus, the country code, the number. Raises ValueError for anything else."""

    e164: str

    def __post_init__(self) -> None:
        if not _E164.fullmatch(self.e164):
            raise ValueError("a phone number is written like +15551234567")


@dataclass(frozen=True, slots=True)
class Span:
    """Milliseconds from the start of the call's recording."""

    start_ms: int
    end_ms: int
