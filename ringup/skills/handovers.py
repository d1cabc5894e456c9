"""A caller handed to a person: who, why, and all that nobody should have to say twice."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from ringup.skills.values import CallId, CustomerId, PhoneNumber


class Why(StrEnum):
    """What brought it about."""

    ASKED = "asked"  # the caller asked for a person
    UPSET = "upset"
    NOT_UNDERSTOOD = "not_understood"
    NOT_ALLOWED = "not_allowed"  # the shop's policy does not let the assistant do it
    NOT_KNOWN = "not_known"  # a question that the shop's pages do not answer
    NOT_IDENTIFIED = "not_identified"


class Reach(StrEnum):
    """How the caller gets to a person."""

    THROUGH = "through"  # put through now
    CALLBACK = "callback"  # somebody calls back


@dataclass(frozen=True, slots=True)
class Handover:
    """`key` is unique: told again under the same key it is the same one, with what is known by then.

    `summary` is for the staff: what was wanted and what was done, worded when they are told. `phone` is
    the number to call back, None while it is unknown. `at_once`: the caller could be put through on this
    line.
    """

    key: str
    call: CallId
    why: Why
    summary: str = field(default="", repr=False)
    customer: CustomerId | None = None
    name: str = field(default="", repr=False)
    phone: PhoneNumber | None = field(default=None, repr=False)
    at_once: bool = False


@dataclass(frozen=True, slots=True)
class Arranged:
    """`on`: the day on which somebody calls back, as far as the opening hours tell."""

    reach: Reach
    on: date | None = None


@dataclass(frozen=True, slots=True)
class Waiting:
    """A handover as the staff see it. `done_at` is None until somebody has dealt with it."""

    handover: Handover
    asked_at: datetime
    reach: Reach
    done_at: datetime | None = None
