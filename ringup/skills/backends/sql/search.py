"""What in the catalogue fits a wish: found by its words, best first, then held against the rest."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import islice

from rapidfuzz import fuzz, process
from sqlalchemy import Select, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import selectinload

from ringup.database.models import ProductRow, VariantRow
from ringup.database.page_models import ProductTextRow, ProductWordRow
from ringup.skills.backends.sql import rows
from ringup.skills.backends.sql.full_text import FullText
from ringup.skills.finding import Hit, Wish, fitting
from ringup.skills.shop import Product
from ringup.skills.stems import stems

LIKE_ENOUGH = 75.0
"""rapidfuzz ratio (0 to 100) from which an unknown word counts as a misspelled one of the catalogue."""

SHORTEST_FUZZY = 4
"""Shorter words resemble too many others to be corrected."""

SURE_ENOUGH = 90.0
"""The same for a word with another first letter, which people seldom get wrong."""

MOST_SPELLINGS = 3
MOST_WORDS = 24
"""Words of a wish that are looked for; nobody describes a thing with more."""

WHAT_IT_IS = ("names", "kind")

_CATALOGUE = FullText(
    table="product_texts",
    index="product_index",
    weights={"names": 8.0, "kind": 4.0, "options": 4.0, "body": 1.0},
)


async def search(session: AsyncSession, wish: Wish, currency: str, limit: int) -> tuple[Hit, ...]:
    """At most `limit` products. All the words must be found, or else the last, which names the kind of
    thing; without words everything that fits is, in the shop's order."""
    wanted = list(dict.fromkeys(stem for word in wish.words for stem in stems(word)))[:MOST_WORDS]
    spellings = await _spellings(session, wanted)
    products = await _ranked(session, spellings, wish, currency)
    if hits := _hits(products, wish, limit, near=False):
        return hits
    if len(spellings) < 2 or not spellings[-1]:
        return ()
    kind = await _ranked(session, spellings[-1:], wish, currency, WHAT_IT_IS)
    return _hits(kind, wish, limit, near=True)


async def _spellings(session: AsyncSession, wanted: list[str]) -> list[list[str]]:
    """Of each stem those of the catalogue that it can stand for; none for what is like none of them."""
    words = select(ProductWordRow.word)
    known = set(await session.scalars(words.where(ProductWordRow.word.in_(wanted))))
    unknown = [word for word in wanted if word not in known]
    every = sorted(await session.scalars(words)) if unknown else []
    return [[word] if word in known else _corrections(word, every) for word in wanted]


def _corrections(word: str, every: Sequence[str]) -> list[str]:
    if len(word) < SHORTEST_FUZZY or word.isdigit():
        return []
    near = process.extract(word, every, scorer=fuzz.ratio, score_cutoff=LIKE_ENOUGH, limit=MOST_SPELLINGS)
    return [found for found, ratio, _ in near if found[0] == word[0] or ratio >= SURE_ENOUGH]


async def _ranked(
    session: AsyncSession,
    spellings: list[list[str]],
    wish: Wish,
    currency: str,
    columns: Sequence[str] = (),
) -> tuple[Product, ...]:
    """Those with a variant within the price, best first, or cheapest first where that is wished."""
    every = select(ProductRow, ProductTextRow.id).join(
        ProductTextRow, ProductTextRow.product_id == ProductRow.id
    )
    priced = every.where(ProductRow.id.in_(_affordable(wish))).options(selectinload(ProductRow.variants))
    ranks: dict[int, float] = {}
    if spellings:
        ranks = await _CATALOGUE.rank(session, spellings, columns)
        priced = priced.where(ProductTextRow.id.in_(list(ranks)))
    found = list(await session.execute(priced.order_by(ProductRow.position)))
    found.sort(key=lambda each: -ranks.get(each[1], 0.0))
    return tuple(rows.stocked(row, currency) for row, _ in found)


def _affordable(wish: Wish) -> Select[str]:
    chosen = select(VariantRow.product_id)
    if wish.price_from is not None:
        chosen = chosen.where(VariantRow.price_minor >= wish.price_from.minor)
    if wish.price_to is not None:
        chosen = chosen.where(VariantRow.price_minor <= wish.price_to.minor)
    return chosen


def _hits(products: Iterable[Product], wish: Wish, limit: int, *, near: bool) -> tuple[Hit, ...]:
    fitted = ((product, fitting(product, wish)) for product in products)
    hits = (Hit(product, variants, near) for product, variants in fitted if variants)
    return tuple(islice(sorted(hits, key=_lowest) if wish.cheapest else hits, limit))


def _lowest(hit: Hit) -> int:
    return min(line.unit_price.minor for line in hit.variants)
