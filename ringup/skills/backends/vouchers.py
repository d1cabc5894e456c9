"""Vouchers: what one takes off, and when it does not."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from ringup.skills.shop import VoucherProblem
from ringup.skills.values import Money


@dataclass(frozen=True, slots=True)
class Voucher:
    """`code` in capital letters and figures. Either `amount` or `percent` is taken off the goods, if they
    are worth at least `minimum`. `first` and `last` are the days on which it can be used, None for no
    limit. `spent`: it was used as often as it can be, by this customer or by all."""

    code: str
    amount: Money | None = None
    percent: int = 0
    minimum: Money | None = None
    first: date | None = None
    last: date | None = None
    spent: bool = False

    def problem(self, goods: Money, today: date) -> VoucherProblem | None:
        """Why it takes nothing off these goods; None when it does."""
        if (self.first and today < self.first) or (self.last and today > self.last):
            return VoucherProblem.EXPIRED
        if self.spent:
            return VoucherProblem.USED
        if self.minimum is not None and goods < self.minimum:
            return VoucherProblem.MINIMUM
        return None

    def worth(self, goods: Money) -> Money:
        """What it takes off, never more than the goods cost; parts of the smallest unit are the shop's."""
        off = self.amount.minor if self.amount is not None else goods.minor * self.percent // 100
        return Money(min(off, goods.minor), goods.currency)


def normal(code: str) -> str:
    """A code as it is compared: capital letters and figures only."""
    return "".join(sign for sign in code.upper() if sign.isalnum())
