"""Answers out of the shop's pages, from the database."""

from __future__ import annotations

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from ringup.database.engine import Database
from ringup.database.page_models import PassageRow, PassageWordRow
from ringup.skills.backends.sql.full_text import FullText
from ringup.skills.backends.sql.transactions import reading
from ringup.skills.knowledge import PageAnswer, Passage, Rarity, answer, terms

CANDIDATES = 20
"""Passages that are read closely: the best by the words they share with the question."""

MOST_TERMS = 24

_PASSAGES = FullText(table="passages", index="passage_index", weights={"stems": 1.0})


class SqlKnowledgeDesk:
    """The KnowledgeDesk."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def answer(self, question: str) -> PageAnswer | None:
        asked = tuple(dict.fromkeys(terms(question)))[:MOST_TERMS]
        async with reading(self._database) as session:
            best = list(await _PASSAGES.rank(session, [asked]))[:CANDIDATES]
            these = select(PassageRow).where(PassageRow.id.in_(best)).order_by(PassageRow.id)
            passages = [_passage(row) for row in await session.scalars(these)]
            rarity = await _rarity(session, asked)
        return answer(question, passages, rarity)


async def _rarity(session: AsyncSession, asked: tuple[str, ...]) -> Rarity:
    words = select(PassageWordRow.word, PassageWordRow.passages).where(PassageWordRow.word.in_(asked))
    counts = {str(word): int(count) for word, count in await session.execute(words)}
    total = await session.scalar(select(func.count()).select_from(PassageRow))
    return Rarity(total or 0, counts)


def _passage(row: PassageRow) -> Passage:
    asked, product = tuple(row.asked.splitlines()), tuple(row.product.splitlines())
    return Passage(row.page, row.title, row.text, asked, product)
