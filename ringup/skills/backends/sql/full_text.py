"""Full-text search over stems, on every database: FTS5 on SQLite, tsvector on PostgreSQL.

What is asked for are words of letters and figures only, each quoted, so nothing that a caller says is
ever read as an operator.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

Alternatives = Sequence[str]
"""Words of which any will do."""


@dataclass(frozen=True, slots=True)
class FullText:
    """One table's index. `weights`: of each column, the more the heavier; at most four columns."""

    table: str
    index: str
    weights: dict[str, float]

    async def rank(
        self, session: AsyncSession, wanted: Iterable[Alternatives], columns: Sequence[str] = ()
    ) -> dict[int, float]:
        """Ids of the rows that hold one of each of the alternatives, best first, with their scores
        (the higher the better; comparable within one answer only). Empty for no words. `columns`: only
        what stands in these counts; all if none are given."""
        groups = [[word for word in words if word.isalnum()] for words in wanted]
        if not groups or not all(groups):
            return {}
        sqlite = session.get_bind().dialect.name == "sqlite"
        statement, query = self._sqlite(groups, columns) if sqlite else self._postgresql(groups, columns)
        found = await session.execute(text(statement), {"query": query})
        return {int(row): float(score) for row, score in found}

    def _sqlite(self, groups: list[list[str]], columns: Sequence[str]) -> tuple[str, str]:
        query = " AND ".join("(" + " OR ".join(f'"{word}"' for word in words) + ")" for words in groups)
        query = f"{{{' '.join(columns)}}} : ({query})" if columns else query
        weights = ", ".join(str(weight) for weight in self.weights.values())
        statement = (
            f"SELECT rowid, -bm25({self.index}, {weights}) AS score FROM {self.index} "  # noqa: S608
            f"WHERE {self.index} MATCH :query ORDER BY score DESC, rowid"
        )
        return statement, query

    def _postgresql(self, groups: list[list[str]], columns: Sequence[str]) -> tuple[str, str]:
        letters = dict(zip(self.weights, "ABCD", strict=False))
        where = ":" + "".join(letters[name] for name in columns or letters)
        query = " & ".join("(" + " | ".join(f"'{word}'{where}" for word in words) + ")" for words in groups)
        heaviest = max(self.weights.values())
        shares = [0.0] * (4 - len(letters)) + [self.weights[name] / heaviest for name in reversed(letters)]
        vector = " || ".join(
            f"setweight(to_tsvector('simple', {name}), '{letter}')" for name, letter in letters.items()
        )
        statement = (
            f"SELECT id, ts_rank(ARRAY{shares}::real[], {vector}, CAST(:query AS tsquery)) AS score "  # noqa: S608
            f"FROM {self.table} WHERE ({vector}) @@ CAST(:query AS tsquery) ORDER BY score DESC, id"
        )
        return statement, query
