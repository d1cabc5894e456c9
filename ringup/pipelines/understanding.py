"""Who understands the callers, as the settings say."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass

from ringup.pipelines.settings import Settings, UnderstandingChoice
from ringup.skills.ports import BookingDesk, CatalogDesk, Understander
from ringup.skills.shop import Product
from ringup.skills.understanding.embedded import EmbeddedUnderstander
from ringup.skills.understanding.gazetteer import Gazetteer


@dataclass(frozen=True, slots=True)
class Reader:
    """`name` says in a few words what it is; `glance` reads what may not be all yet, at once and for
    nothing."""

    understander: Understander
    name: str
    glance: Understander


async def names_of(catalog: CatalogDesk, bookings: BookingDesk) -> Gazetteer:
    """What callers of that shop may speak of by name."""
    calendar = await bookings.calendar()
    return Gazetteer(await catalog.products(), await bookings.services(), calendar.staff)


@asynccontextmanager
async def open_reader(settings: Settings, names: Gazetteer) -> AsyncIterator[Reader]:
    """What reads the callers' words, shared by all calls. A language model is not asked before a caller
    speaks, so one that is down keeps nothing from starting."""
    embedded: Understander = EmbeddedUnderstander(names)
    if settings.understanding is UnderstandingChoice.EMBEDDED:
        yield Reader(embedded, "rules and a small transformer", embedded)
        return
    async with _language_model(settings, embedded, names.products) as reader:
        yield reader


@asynccontextmanager
async def _language_model(
    settings: Settings, embedded: Understander, products: tuple[Product, ...]
) -> AsyncIterator[Reader]:
    # slow to import, and not the default
    from ringup.skills.understanding.both import BothUnderstander, LlmFirstUnderstander
    from ringup.skills.understanding.llm import LlmUnderstander, OpenAiModel

    assert settings.llm_base_url is not None
    assert settings.llm_model is not None
    key = settings.llm_api_key.get_secret_value() if settings.llm_api_key else None
    model = OpenAiModel(str(settings.llm_base_url), settings.llm_model, key, settings.llm_timeout)
    llm = LlmUnderstander(model, products, embedded)
    at = f"{model.name} at {settings.llm_base_url.host}"
    try:
        if settings.understanding is UnderstandingChoice.BOTH:
            yield Reader(BothUnderstander(embedded, llm), f"rules and {at}", embedded)
        else:
            yield Reader(LlmFirstUnderstander(llm, embedded), f"{at}, else rules", embedded)
    finally:
        await model.close()
