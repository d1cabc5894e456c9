"""How well each customer fits what was heard of one detail.

Costs are in nats per candidate: 0 for exactly so, CAP for no more alike than chance.
"""

from __future__ import annotations

import numpy as np
from rapidfuzz.distance import Indel, Levenshtein
from rapidfuzz.process import cdist

from ringup.skills.identification.alignment import Costs
from ringup.skills.identification.directory import Column, Directory, Numbers, Rows
from ringup.skills.identification.evidence import Item
from ringup.skills.understanding.birthdays import BirthDate, birth_dates, figures
from ringup.skills.understanding.spelling import Lattice, Manner, corrected, lattice, readings

CAP = 8.0
LATER = 0.15
"""What a recogniser's next alternative costs beside the one before it."""

HALF_A_NAME = 3.0
"""What it costs that only the first or the last name was said."""

ENOUGH = 250
"""Distinct values that are aligned; the rest are too unlike any reading."""

MOST_DATES = 4
"""Readings of a date that are looked up."""

_REMEMBERED = 64


def costs(directory: Directory, item: Item, texts: tuple[str, ...], *, day_first: bool = True) -> Costs:
    """How each candidate fits one attempt at an item, by any of its texts."""
    key = (item, texts, day_first)
    if (known := directory.remembered.get(key)) is not None:
        return known
    cost = np.full(len(directory), CAP, dtype=np.float32)
    distinct = dict.fromkeys(text.casefold() for text in texts)
    for rank, text in enumerate(distinct):
        for late, part in enumerate(corrected(text)):
            found = _costs(directory, item, part, day_first) + np.float32(LATER * rank + 0.5 * late)
            np.minimum(cost, found, out=cost)
    while len(directory.remembered) >= _REMEMBERED:
        directory.remembered.pop(next(iter(directory.remembered)), None)
    directory.remembered[key] = cost
    return cost


def _costs(directory: Directory, item: Item, text: str, day_first: bool) -> Costs:
    match item:
        case Item.CALLER_ID:
            return _called_from(directory, text)
        case Item.NAME:
            return _name(directory, text)
        case Item.POSTCODE:
            return _coded(directory.postcode, text, Manner.CODE)
        case Item.EMAIL:
            return _coded(directory.email, text, Manner.EMAIL)
        case Item.DATE_OF_BIRTH:
            return _born(directory, text, day_first)


def _called_from(directory: Directory, number: str) -> Costs:
    """In E.164, and never almost the same."""
    same = (0.0 if known and known == number else CAP for known in directory.phones)
    return np.fromiter(same, dtype=np.float32, count=len(directory))


def _coded(column: Column, text: str, manner: Manner) -> Costs:
    graph = lattice(text, manner)
    likely = _likely(column, text, manner)
    cost = np.full(len(column.texts), CAP, dtype=np.float32)
    cost[likely] = column.forwards.align(graph, rows=likely)[-1]
    return np.where(column.known, cost[column.of], np.float32(CAP))


def _likely(column: Column, text: str, manner: Manner) -> Rows:
    """The values nearest to any reading of the text, in no order."""
    if len(column.texts) <= ENOUGH:
        return np.arange(len(column.texts))
    read = [reading.text for reading in readings(text, manner)]
    if not read:
        return np.arange(0)
    near = cdist(read, column.texts, scorer=Levenshtein.distance, dtype=np.int32).min(axis=0)
    return np.argpartition(near, ENOUGH)[:ENOUGH]


# names


def _name(directory: Directory, text: str) -> Costs:
    """First and last name in either order, or only one of them, written or spelled."""
    graph = lattice(text, Manner.NAME)
    first, last = directory.first, directory.last
    ahead, behind = _both_ways(first, graph)
    ahead_last, behind_last = _both_ways(last, graph)
    whole = np.minimum(_joined(ahead, behind_last, first, last), _joined(ahead_last, behind, last, first))
    alone = np.minimum(ahead[-1][first.of], ahead_last[-1][last.of]) + np.float32(HALF_A_NAME)
    known = first.known & last.known
    return np.where(known, np.minimum(whole, alone), np.float32(CAP))


def _both_ways(column: Column, graph: Lattice) -> tuple[Costs, Costs]:
    """The cost of each name from the start to every node, and from every node to the end."""
    ahead = column.forwards.align(graph)
    behind = column.backwards.align(graph, backwards=True)[::-1]
    return ahead, behind


def _joined(ahead: Costs, behind: Costs, one: Column, other: Column) -> Costs:
    """The least cost of saying the one name up to some node and the other from there on."""
    least = np.full(len(one.of), 99.0, dtype=np.float32)
    for before, after in zip(ahead, behind, strict=True):
        np.minimum(least, before[one.of] + after[other.of], out=least)
    return least


# dates of birth


def _born(directory: Directory, text: str, day_first: bool) -> Costs:
    days = directory.birthdays
    cost = np.full(len(directory), CAP, dtype=np.float32)
    for read in birth_dates(text, day_first=day_first)[:MOST_DATES]:
        np.minimum(cost, _by_parts(directory, read), out=cost)
    digits = figures(text)
    if len(digits) >= 5:
        apart = cdist([digits], days.in_figures, scorer=Indel.distance, score_cutoff=4, dtype=np.int32)[0]
        np.minimum(cost, apart.reshape(-1, 2).min(axis=1) * np.float32(1.3) + np.float32(0.7), out=cost)
    return np.where(days.known, cost, np.float32(CAP))


def _by_parts(directory: Directory, read: BirthDate) -> Costs:
    days = directory.birthdays
    day = _number(days.day, read.day, missing=2.5, other=4.0)
    month = _number(days.month, read.month, missing=2.0, other=3.5)
    year = _year(days.year, read.year)
    cost: Costs = (day + month + year + np.float32(read.cost)).astype(np.float32)
    return cost


def _number(values: Numbers, heard: int | None, *, missing: float, other: float) -> Costs:
    """Days and months: one figure of two misheard, and "thirteen" for "thirty", are half forgiven."""
    if heard is None:
        return np.full(len(values), missing, dtype=np.float32)
    alike = (values % 10 == heard % 10) | (values // 10 == heard // 10) & (heard >= 10)
    alike |= (values == heard * 10 - 100) | (heard == values * 10 - 100)
    return np.where(values == heard, 0.0, np.where(alike, 2.2, other)).astype(np.float32)


def _year(values: Numbers, heard: int | None) -> Costs:
    if heard is None:
        return np.full(len(values), 3.0, dtype=np.float32)
    tens, ones = values // 10 == heard // 10, values % 10 == heard % 10
    century = values % 100 == heard % 100
    alike = tens | (ones & (values // 100 == heard // 100))
    near = np.where(century, 1.0, np.where(alike, 2.2, 4.5))
    return np.where(values == heard, 0.0, near).astype(np.float32)
