"""What is found, answered and recommended, on both databases."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ringup.database.engine import Database
from ringup.skills.backends.shop_file import load_shop
from ringup.skills.backends.sql import SqlCatalogDesk
from ringup.skills.backends.sql.pages import SqlKnowledgeDesk
from ringup.skills.backends.sql.recommendations import SqlRecommendationDesk
from ringup.skills.errors import DeskUnavailable
from ringup.skills.finding import Wish
from ringup.skills.ports import CatalogDesk, KnowledgeDesk, RecommendationDesk
from ringup.skills.recommendations import Companion
from ringup.skills.shop import Modifier
from ringup.skills.values import Money, Sku
from tests.skills.backends import finding_shop, postgres, shops


@pytest.fixture(params=["sqlite", "postgresql"])
async def database(
    request: pytest.FixtureRequest, tmp_path: Path, postgresql: postgres.Server
) -> AsyncIterator[Database]:
    async with shops.lent(request.param, postgresql, tmp_path, finding_shop.data()) as url:
        database = Database(url)
        yield database
        await database.close()


@pytest.fixture
def catalog(database: Database) -> CatalogDesk:
    return SqlCatalogDesk(database)


@pytest.fixture
def knowledge(database: Database) -> KnowledgeDesk:
    return SqlKnowledgeDesk(database)


@pytest.fixture
def recommendations(database: Database) -> RecommendationDesk:
    return SqlRecommendationDesk(database)


def usd(minor: int) -> Money:
    return Money(minor, "USD")


async def found(catalog: CatalogDesk, wish: Wish) -> list[str]:
    return [hit.product.id for hit in await catalog.search(wish)]


# searching


WISHES = [
    (Wish(("tent",)), ["tent", "lodge"]),
    (Wish(("TENTS",)), ["tent", "lodge"]),
    (Wish(("tant",)), ["tent", "lodge"]),
    (Wish(("lanturn",)), ["lantern"]),
    (Wish(("tent", "porch")), ["tent"]),
    (Wish(("outdoor",), cheapest=True), ["stove", "tent", "lodge"]),
    (Wish(("inflatable", "lantern")), ["lantern"]),
    (Wish(("lantern", "sofa")), []),
    (Wish(("sofa",)), []),
    (Wish(("tent",), options=("green",)), ["tent"]),
    (Wish(("tent",), options=("green",), in_stock=True), []),
    (Wish(("tent",), options=("waterproof",)), ["tent"]),
    (Wish(("tent",), options=("not waterproof",)), ["lodge"]),
    (Wish(("tent",), price_to=usd(99_00)), ["tent"]),
    (Wish(("tent",), price_from=usd(99_01)), ["lodge"]),
    (Wish(category="outdoors"), ["tent", "lodge", "stove"]),
    (Wish(price_to=usd(30_00), in_stock=True), ["lantern"]),
    (Wish(("mug",), in_stock=True), []),
]


async def test_wishes_find(catalog: CatalogDesk) -> None:
    for wish, products in WISHES:
        assert await found(catalog, wish) == products, wish


async def test_a_hit_has_only_the_variants_that_fit_and_its_stock(catalog: CatalogDesk) -> None:
    (hit,) = await catalog.search(Wish(("tent",), options=("green",)))
    assert [line.sku for line in hit.variants] == ["tent-green"]
    assert hit.product.left(Sku("tent-red")) == 3
    assert not hit.near


async def test_a_hit_that_only_is_of_the_kind_says_so(catalog: CatalogDesk) -> None:
    (hit,) = await catalog.search(Wish(("inflatable", "lantern")))
    assert hit.near


async def test_no_more_is_found_than_was_asked_for(catalog: CatalogDesk) -> None:
    assert len(await catalog.search(Wish(("outdoors",)), limit=2)) == 2


async def test_the_index_follows_the_shop_file(
    catalog: CatalogDesk, knowledge: KnowledgeDesk, database: Database, tmp_path: Path
) -> None:
    data = finding_shop.data()
    data["products"] = data["products"][2:]
    data["pages"] = []
    data["customers"] = []
    await load_shop(shops.written(tmp_path / "less.json", data), database, shops.fixed_clock)
    assert await found(catalog, Wish(("tent",))) == []
    assert await found(catalog, Wish(("lantern",))) == ["lantern"]
    assert await knowledge.answer("what does hiring cost") is None


async def test_attributes_are_told(catalog: CatalogDesk) -> None:
    tent, *_, mug = await catalog.products()
    assert (tent.category, tent.description) == ("outdoors", "Room for four sleepers, with a porch.")
    assert tent.variants[0].options == (("color", "red"), ("waterproof", "yes"))
    assert mug.modifiers == (Modifier("engraving", ("none", "a name")),)


WORDS = st.text(max_size=30) | st.sampled_from(
    ['"', "OR", "NEAR(", "tent*", "names:", "-tent", "^", "'", "\\", "&"]
)


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(words=st.lists(WORDS, max_size=5), option=st.text(max_size=9))
async def test_whatever_is_said_is_searched_for(catalog: CatalogDesk, words: list[str], option: str) -> None:
    await catalog.search(Wish(tuple(words)))
    await catalog.search(Wish(tuple(words), options=(option,)))


# knowledge


async def test_a_page_answers_in_its_own_words(knowledge: KnowledgeDesk) -> None:
    answer = await knowledge.answer("What does it cost to hire a tent?")
    assert answer is not None
    assert (answer.page, answer.title) == ("hire", "Hiring a tent")
    assert answer.text == "Hiring costs ten dollars a night. A deposit of fifty dollars is taken."


QUESTIONS = [
    ("when does the club meet", "club"),
    ("how many sleepers does the family tent have room for", "tent"),
    ("can I hire a boat", None),
    ("who is the queen", None),
    ("", None),
    ('") OR 1=1 --', None),
]


async def test_questions_are_answered_or_not(knowledge: KnowledgeDesk) -> None:
    for question, page in QUESTIONS:
        answer = await knowledge.answer(question)
        assert (answer and answer.page) == page, question


# recommendations


async def test_what_the_shop_names_comes_before_what_was_bought_along(
    recommendations: RecommendationDesk,
) -> None:
    assert await recommendations.companions(("tent", "stove")) == (
        Companion("lantern", True, 0),
        Companion("mug", False, 2),
    )


async def test_what_is_there_already_is_no_companion(recommendations: RecommendationDesk) -> None:
    assert await recommendations.companions(("tent", "lantern", "stove", "mug")) == ()
    assert await recommendations.companions(()) == ()


async def test_a_database_that_is_gone_is_unavailable(tmp_path: Path) -> None:
    gone = Database(f"sqlite:///{tmp_path}")
    with pytest.raises(DeskUnavailable):
        await SqlCatalogDesk(gone).search(Wish(("tent",)))
    with pytest.raises(DeskUnavailable):
        await SqlKnowledgeDesk(gone).answer("when does the club meet")
    with pytest.raises(DeskUnavailable):
        await SqlRecommendationDesk(gone).companions(("tent",))
    await gone.close()
