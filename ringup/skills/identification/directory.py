"""Who can be calling: the customers, coded once so that ten thousand are searched in milliseconds."""

from __future__ import annotations

from collections.abc import Iterable
from copy import copy
from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray

from ringup.accents import unaccented
from ringup.skills.identification.alignment import Costs, Values
from ringup.skills.values import CustomerId

Rows = NDArray[np.intp]
Numbers = NDArray[np.int32]


@dataclass(frozen=True, slots=True)
class Candidate:
    """A customer as known to the shop; "" and None where it does not know."""

    id: CustomerId
    first_name: str = ""
    last_name: str = ""
    postcode: str = ""
    email: str = ""
    date_of_birth: date | None = None
    phone: str = ""


class Column:
    """The distinct values of one detail, and which of them each candidate has.

    `known` is false for candidates without the detail.
    """

    def __init__(self, values: Iterable[str]) -> None:
        each = tuple(values)
        self.texts = tuple(sorted(set(each)))
        place = {text: row for row, text in enumerate(self.texts)}
        self.of: Rows = np.array([place[text] for text in each], dtype=np.intp)
        self.known = np.array([bool(text) for text in each], dtype=bool)
        self.forwards = Values(self.texts)
        self.backwards = Values(self.texts, backwards=True)


class Birthdays:
    """Dates as three arrays, zeros where unknown; `in_figures` holds two forms of each."""

    def __init__(self, days: Iterable[date | None]) -> None:
        each = tuple(days)
        self.known = np.array([day is not None for day in each], dtype=bool)
        parts = [(day.year, day.month, day.day) if day else (0, 0, 0) for day in each]
        self.year, self.month, self.day = np.array(parts, dtype=np.int32).reshape(-1, 3).T
        self.in_figures = [form for day in each for form in _in_figures(day)]


class Directory:
    """All candidates, and the rows of those who are absent. Immutable but for the memory of what was
    heard last, which changes no result."""

    def __init__(self, candidates: Iterable[Candidate]) -> None:
        self.candidates = tuple(candidates)
        self.first = Column(folded(one.first_name) for one in self.candidates)
        self.last = Column(folded(one.last_name) for one in self.candidates)
        self.postcode = Column(code(one.postcode) for one in self.candidates)
        self.email = Column(one.email.lower().strip() for one in self.candidates)
        self.phones = tuple(one.phone for one in self.candidates)
        self.birthdays = Birthdays(one.date_of_birth for one in self.candidates)
        self.absent: frozenset[int] = frozenset()
        self.remembered: dict[tuple[object, ...], Costs] = {}

    def __len__(self) -> int:
        return len(self.candidates)

    def without(self, customer: CustomerId) -> Directory:
        """The same directory, in which that customer, such as one who closed the account, is nobody."""
        rows = (row for row, one in enumerate(self.candidates) if one.id == customer)
        rest = copy(self)
        rest.absent = self.absent | frozenset(rows)
        return rest


def folded(name: str) -> str:
    """Small letters without accents, as people spell them; spaces and hyphens gone."""
    return "".join(sign for sign in unaccented(name) if sign.isalnum())


def code(text: str) -> str:
    """Small letters and digits only."""
    return "".join(sign for sign in text.lower() if sign.isalnum())


def _in_figures(day: date | None) -> tuple[str, str]:
    """With and without the zeros that people leave out."""
    if day is None:
        return "", ""
    return f"{day:%d%m%Y}", f"{day.day}{day.month}{day.year}"
