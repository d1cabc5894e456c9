"""What was heard against every value of a list at once: a weighted edit distance along a lattice.

For each node of the lattice and each value, dynamic programming keeps the least cost of having said the
first so many signs of the value by then (Wagner and Fischer 1974, over a graph), vectorised over values.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from ringup.skills.identification.confusions import (
    CODES,
    OTHER,
    heard_too_much,
    not_heard,
    substitution,
)
from ringup.skills.understanding.spelling import Edge, Lattice

Costs = NDArray[np.float32]

_SUBSTITUTION = substitution()
_UNKNOWN: Costs = np.full(OTHER + 1, 2.4, dtype=np.float32)
_FAR = np.float32(99.0)


class Values:
    """Distinct values, coded for alignment. `backwards`: read from their ends."""

    def __init__(self, values: tuple[str, ...], *, backwards: bool = False) -> None:
        self.texts = values
        longest = max(map(len, values), default=0)
        self._codes = np.full((longest, len(values)), OTHER, dtype=np.intp)
        missing = np.zeros((longest + 1, len(values)), dtype=np.float32)
        for row, value in enumerate(values):
            order = range(len(value) - 1, -1, -1) if backwards else range(len(value))
            for column, at in enumerate(order):
                self._codes[column, row] = CODES.get(value[at], OTHER)
                missing[column + 1, row] = not_heard(value, at)
        self._missing: Costs = np.cumsum(missing, axis=0)
        self._lengths = np.array([len(value) for value in values], dtype=np.intp)

    def align(
        self, graph: Lattice, *, backwards: bool = False, rows: NDArray[np.intp] | None = None
    ) -> Costs:
        """The least cost of each whole value by each node: an array of (nodes, values).

        `backwards` follows the lattice from its last node, for values that were coded so; the first
        row is then the last node's. `rows` picks some of the values.
        """
        codes = self._codes if rows is None else self._codes[:, rows]
        missing = self._missing if rows is None else self._missing[:, rows]
        lengths = self._lengths if rows is None else self._lengths[rows]
        tables = self._tables(_turned(graph) if backwards else graph.edges, graph.last, codes, missing)
        columns = np.arange(codes.shape[1])
        return np.stack([table[lengths, columns] for table in tables])

    def _tables(
        self, edges: tuple[Edge, ...], last: int, codes: NDArray[np.intp], missing: Costs
    ) -> list[Costs]:
        tables: list[Costs] = [np.full_like(missing, _FAR) for _ in range(last + 1)]
        tables[0] = missing.copy()
        steps = {
            symbol: _SUBSTITUTION.get(symbol, _UNKNOWN)[codes] for edge in edges for symbol in edge.symbols
        }
        for edge in edges:
            table = tables[edge.start]
            for symbol in edge.symbols:
                table = _heard(table, steps[symbol], heard_too_much(symbol), missing)
            np.minimum(tables[edge.end], table + np.float32(edge.cost), out=tables[edge.end])
        return tables


def _heard(table: Costs, step: Costs, too_much: float, missing: Costs) -> Costs:
    """The table after one more symbol: it stands for a sign of the value, or for none; signs may follow
    that were not heard."""
    after: Costs = table + np.float32(too_much)
    np.minimum(after[1:], table[:-1] + step, out=after[1:])
    after -= missing
    for sign in range(1, len(after)):  # several times as fast as accumulate along the first axis
        np.minimum(after[sign], after[sign - 1], out=after[sign])
    after += missing
    return after


def _turned(graph: Lattice) -> tuple[Edge, ...]:
    last = graph.last
    turned = (Edge(last - e.end, last - e.start, e.symbols[::-1], e.cost) for e in graph.edges)
    return tuple(sorted(turned, key=lambda edge: edge.start))
