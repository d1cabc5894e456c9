"""Questions about the shop and its products: from the catalogue, else from the shop's own pages, else not
known. Where an answer was taken from is kept with it."""

from __future__ import annotations

import re

from ringup.skills.dialogue import repair
from ringup.skills.dialogue.actions import Cite, FindAnswer, FindProducts
from ringup.skills.dialogue.events import (
    AnswerFound,
    DeskFailed,
    Event,
    KeyPressed,
    ProductsFound,
    UtteranceHeard,
)
from ringup.skills.dialogue.prompts import Key
from ringup.skills.dialogue.state import Step
from ringup.skills.handovers import Why
from ringup.skills.intent import Name
from ringup.skills.knowledge import PageAnswer
from ringup.skills.shop import Product
from ringup.skills.shopping import handover
from ringup.skills.shopping.ending import desk_down, finish
from ringup.skills.shopping.product_questions import Topic, buyable, by_price, choices, topic
from ringup.skills.shopping.stages import Answering, Idle, Task, Wanted

_QUESTION = re.compile(
    r"(?:(?:and|so|um|uh|hi|hello|please|but|okay) )*"
    r"(?:what|when|where|which|who|how|why|do|does|is|are|can|could|will|would|may|tell me|until)\b"
)
FEWEST_WORDS = 3

MOST_TOLD = 3
"""Products that are told of in one answer."""

LEAST_CONFIDENCE = 0.5
"""An utterance heard with less is no question to look up."""


def start(step: Step, wanted: Wanted) -> Step:
    """Look the answer up: of products that are named in the catalogue where it can tell."""
    products = wanted.intent.values("product")
    if products and topic(wanted.text) is not None:
        return step.do(FindProducts(products)).go(Answering(wanted.text, products))
    return step.do(FindAnswer(wanted.text)).go(Answering(wanted.text))


def is_of_catalogue(wanted: Wanted) -> bool:
    """Whether a search is rather a question about a product that was named."""
    asked = wanted.intent.name in (Name.SEARCH, Name.ASK, Name.AVAILABILITY)
    return asked and bool(wanted.intent.values("product")) and topic(wanted.text) is not None


def guess(step: Step, event: UtteranceHeard | KeyPressed) -> Step | None:
    """Look up what was heard well, not understood, and has the form of a question; else None."""
    if isinstance(event, KeyPressed) or event.utterance.confidence < LEAST_CONFIDENCE:
        return None
    text = event.utterance.text
    plain = text.lower().strip()
    if not _QUESTION.match(plain) or len(plain.split()) < FEWEST_WORDS:
        return None
    return step.do(FindAnswer(text)).go(Answering(text, guessed=True))


def advance(step: Step, stage: Task, event: Event) -> Step | None:
    """The next step, or None when the event means nothing to this stage."""
    match stage, event:
        case Answering(), ProductsFound(_, products):
            return _of_products(step, stage, products)
        case Answering(), AnswerFound(_, PageAnswer() as found):
            return finish(
                step.note(misses=0).do(Cite(found.page, found.title)).say(Key.PAGE_SAYS, text=found.text)
            )
        case Answering(guessed=True), AnswerFound() | DeskFailed():
            return repair.miss(step.go(Idle()))
        case Answering(), AnswerFound():
            return handover.offer(step.go(Idle()), Why.NOT_KNOWN, question=Key.NOT_KNOWN, later=True)
        case Answering(), DeskFailed():
            return desk_down(step)
        case _:
            return None


def _of_products(step: Step, stage: Answering, products: tuple[Product, ...]) -> Step:
    """Words such as "coat" may fit several products: each is told of, up to MOST_TOLD."""
    sold = [product for product in products if product.variants][:MOST_TOLD]
    for product in sold:
        step = _of_product(step.do(Cite(product.id, product.names[0])), stage.question, product)
    return finish(step if sold else step.say(Key.NOT_SOLD))


def _of_product(step: Step, question: str, product: Product) -> Step:
    there, name = buyable(product), product.names[0]
    match topic(question):
        case Topic.PRICE:
            return step.say(Key.PRODUCT_PRICE, name=name, lines=by_price(product))
        case Topic.OPTIONS:
            return step.say(Key.PRODUCT_OPTIONS, name=name, left=len(there), choices=choices(product))
        case Topic.STOCK | None:
            left = sum(product.left(line.sku) for line in there)
            return step.say(Key.PRODUCT_STOCK, name=name, left=left)
