"""What a shop file says in words becomes searchable: its products, and the passages of its pages.

The index is made anew with the catalogue, in the same transaction, so they never disagree.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from sqlalchemy import delete, text
from sqlalchemy.ext.asyncio import AsyncSession

from ringup.database.page_models import (
    FULL_TEXT,
    PassageRow,
    PassageWordRow,
    ProductTextRow,
    ProductWordRow,
)
from ringup.skills.backends.shop_file.format import PagePart, ProductPart, ShopFile
from ringup.skills.finding import called
from ringup.skills.knowledge import terms
from ringup.skills.stems import stems


async def clear_index(session: AsyncSession) -> None:
    for table in (PassageWordRow, PassageRow, ProductWordRow, ProductTextRow):
        await session.execute(delete(table))


async def write_index(session: AsyncSession, file: ShopFile) -> None:
    """The products must be there already."""
    products = [_product_text(product) for product in file.products]
    passages = [row for page in file.pages for row in _page(page)]
    passages += [row for product in file.products for row in _about(product)]
    session.add_all((*products, *passages))
    known = {word for row in products for part in _texts(row) for word in part.split()}
    session.add_all(ProductWordRow(word=word) for word in known)
    counts = Counter(word for row in passages for word in set(row.stems.split()))
    session.add_all(PassageWordRow(word=word, passages=count) for word, count in counts.items())
    await session.flush()
    if session.get_bind().dialect.name == "sqlite":
        for index in FULL_TEXT:
            await session.execute(text(f"INSERT INTO {index} ({index}) VALUES ('rebuild')"))  # noqa: S608


def _product_text(part: ProductPart) -> ProductTextRow:
    names = (*part.names, *(variant.name for variant in part.variants))
    values = _values(part)
    choices = (value for modifier in part.modifiers for value in modifier.values)
    return ProductTextRow(
        product_id=part.id,
        names=_indexed(*names),
        kind=_indexed(part.category or ""),
        options=_indexed(*values, *choices),
        body=_indexed(part.description or ""),
    )


def _values(part: ProductPart) -> Iterator[str]:
    """Of all options, but not what it is not: "not waterproof" would be found by "waterproof"."""
    for variant in part.variants:
        for option in variant.options.items():
            if not (value := called(*option)).startswith("not "):
                yield value


def _texts(row: ProductTextRow) -> tuple[str, ...]:
    return row.names, row.kind, row.options, row.body


def _page(part: PagePart) -> Iterator[PassageRow]:
    for paragraph in part.text:
        yield _passage(part.id, part.title, "", "\n".join(part.questions), paragraph)


def _about(part: ProductPart) -> Iterator[PassageRow]:
    """What is said of a product, under all its names and those that its variants have of their own."""
    if part.description:
        variants = (variant.name for variant in part.variants if "," not in variant.name)
        names = dict.fromkeys((*part.names, *variants))
        yield _passage(part.id, part.names[0], "\n".join(names), "", part.description)


def _passage(page: str, title: str, product: str, asked: str, paragraph: str) -> PassageRow:
    found = " ".join(dict.fromkeys(terms(f"{title}\n{product}\n{asked}\n{paragraph}")))
    return PassageRow(page=page, title=title, product=product, asked=asked, text=paragraph, stems=found)


def _indexed(*parts: str) -> str:
    """Each stem once: how often a word is repeated among variants says nothing."""
    return " ".join(dict.fromkeys(stem for part in parts for stem in stems(part)))
