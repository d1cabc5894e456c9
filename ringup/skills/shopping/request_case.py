"""A request for a change with all that it is read against, and what it may come to."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import TypeVar
from zoneinfo import ZoneInfo

from ringup.skills.dialogue.prompts import Key, Value
from ringup.skills.dialogue.proposals import Proposal
from ringup.skills.dialogue.state import State
from ringup.skills.policy import ChangeRule
from ringup.skills.shop import Customer, Order
from ringup.skills.shopping.proposal_stages import Request
from ringup.skills.understanding.possible.orders import by_number

Values = tuple[tuple[str, Value], ...]
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Missing:
    """The slot to ask for, how to ask, and how to ask once more."""

    slot: str
    key: Key
    again: Key
    values: Values = ()


@dataclass(frozen=True, slots=True)
class Unknown:
    """Products that have to be looked up first."""

    products: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Refused:
    """The policy, or what there is, does not allow it."""

    key: Key
    values: Values = ()


@dataclass(frozen=True, slots=True)
class Ready:
    """All is known: the proposal, and how it is read back."""

    proposal: Proposal
    key: Key
    question: Key
    values: Values


Outcome = Missing | Unknown | Refused | Ready


@dataclass(frozen=True, slots=True)
class Case:
    """A request with all that it is read against."""

    request: Request
    state: State
    customer: Customer
    rules: tuple[ChangeRule, ...]

    @property
    def attempt(self) -> int:
        """Commits of this call that the shop has answered: there and back and there again are three."""
        return self.state.refused + len(self.state.placed)

    def was_asked(self, slot: str) -> bool:
        return any(said.asked == slot for said in self.request.said)

    def said_number(self) -> bool:
        """Whether an order was named by its number."""
        return any(by_number(said.text, self.state.orders) is not None for said in self.request.said)

    def allows(self, order: Order) -> ChangeRule | None:
        """The rule by which that order may be changed so."""
        fitting = (rule for rule in self.rules if order.status in rule.statuses)
        in_time = (rule for rule in fitting if not self.is_too_late(rule, order))
        return next((rule for rule in in_time if not (rule.once and order.items_changed)), None)

    def is_too_late(self, rule: ChangeRule, order: Order) -> bool:
        """Whether the days that the rule gives are over, by the shop's calendar."""
        if rule.within_days is None:
            return False
        since = order.arrives_on or order.placed_at.astimezone(self.zone).date()
        return (self.today - since).days > rule.within_days

    @property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.state.shop.timezone)

    @property
    def today(self) -> date:
        """The shop's day on which the call began."""
        return self.state.started_at.astimezone(self.zone).date()

    def said(self, slot: str) -> tuple[str, ...]:
        """What was said when that slot was asked for or a read-back was corrected, then what was said
        unasked; of each the latest first."""
        told = [s.text for s in self.request.said if s.asked in (slot, "confirm")]
        free = [s.text for s in self.request.said if s.asked == ""]
        return tuple(dict.fromkeys((*reversed(told), *reversed(free))))


def values_of(**values: Value | None) -> Values:
    return tuple((name, value) for name, value in values.items() if value is not None)


def first(texts: tuple[str, ...], read: Callable[[str], T | None]) -> T | None:
    """What the first text gives that gives anything."""
    return next((found for text in texts if (found := read(text)) is not None), None)
