"""Finding what to buy: a few that fit, how two differ, what is in stock and when it would be there."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from ringup.skills.basket import Entry
from ringup.skills.dialogue import repair
from ringup.skills.dialogue.actions import FindGoods, FindProducts
from ringup.skills.dialogue.events import (
    DeskFailed,
    Event,
    GoodsFound,
    KeyPressed,
    ProductsFound,
    UtteranceHeard,
)
from ringup.skills.dialogue.expectations import Anything, Detail
from ringup.skills.dialogue.prompts import Key
from ringup.skills.dialogue.state import State, Step
from ringup.skills.finding import Difference, Hit, Wish, called, compare
from ringup.skills.intent import Answer, Name
from ringup.skills.shop import Line, Options, Product
from ringup.skills.shopping.basket_lines import in_general, shelved
from ringup.skills.shopping.basket_stages import Comparing, Filling, Searching, Showing
from ringup.skills.shopping.ending import desk_down, finish
from ringup.skills.shopping.stages import Task, Wanted
from ringup.skills.shopping.taking import put, take
from ringup.skills.understanding.possible.shown import Pointed, pointed
from ringup.skills.understanding.prices import price_bounds

MOST_SHOWN = 3
"""So many are named at once; nobody keeps more in mind."""

MOST_DIFFERENCES = 3

_STOCK = re.compile(
    r"\b(?:how many (?:do you|are|have you|of)|(?:in|on) stock|is (?:it|that|there) (?:still )?any"
    r"|are (?:they|there) (?:still )?(?:available|any left)|do you (?:still )?have (?:it|them|any left)"
    r"|any left|available)\b"
)
_PRICE = re.compile(r"\b(?:how much|what (?:does|do|is|are) .*(?:cost|price)|what's the price|the price)\b")
_ARRIVAL = re.compile(
    r"\b(?:when (?:would|will|could|can|does|do) .*(?:arrive|come|here|get|deliver\w*|be there)"
    r"|how (?:long|fast|soon|quickly))\b"
)
_LOOKING = re.compile(
    r"\b(?:looking for|search(?:ing)? for|look for|find me|show me|(?:do|would) you (?:have|sell|carry|stock)"
    r"|have you got|got any|do you (?:guys )?(?:have|sell)|i'm after|i am after|in the market for)\b"
)
_TAKING = re.compile(
    r"^(?:(?:and|also|plus|then|ok|okay|yes)\b\W*)*(?:and|add|also|plus|give me|i'll (?:take|have))\b"
)
_ABOUT_TWO = re.compile(r"\b(?:compare|difference|differ|better|versus|vs)\b")


def start(step: Step, wanted: Wanted) -> Step:
    """Search for what the caller described."""
    return look(step, wanted.text)


def look(step: Step, text: str, before: Wish | None = None, hits: tuple[Hit, ...] = ()) -> Step:
    """Search; with `before`, for something else than `hits` where the words are about the same thing."""
    return step.do(FindGoods(text, before)).go(Searching(before, hits))


def guess(step: Step, event: UtteranceHeard | KeyPressed) -> Step | None:
    """Search, where words that nobody understood sound as if something was looked for."""
    if isinstance(event, KeyPressed):
        return None
    text = event.utterance.text
    return look(step, text) if is_looking(text) else None


def is_looking(text: str) -> bool:
    """Whether the words sound as if something was looked for."""
    return _LOOKING.search(text.lower()) is not None or bool(price_bounds(text))


def start_comparing(step: Step, wanted: Wanted) -> Step:
    """Compare the two that were named, or the first two that were shown."""
    named = tuple(dict.fromkeys(_ids(step.state, wanted)))
    task = step.state.task
    shown = tuple(hit.product.id for hit in task.hits) if isinstance(task, Showing) else ()
    products = named if len(named) > 1 else shown
    if len(products) < 2:
        step = step.ask(Key.NOT_TWO, Detail("product"))
        return step if isinstance(task, Showing) else step.go(Filling())
    return step.do(FindProducts(products[:2])).go(Comparing(products[:2]))


def advance(step: Step, stage: Task, event: Event) -> Step | None:
    """The next step, or None when the event means nothing to this stage."""
    match stage, event:
        case Searching(), GoodsFound():
            return _found(step, stage, event)
        case Comparing(wanted), ProductsFound(at, products):
            return _compared(step, wanted, products, at)
        case ((Searching() | Comparing()), DeskFailed()):
            return desk_down(step)
        case Showing(), UtteranceHeard():
            return _chosen(step, stage, event)
        case _:
            return None


def _ids(state: State, wanted: Wanted) -> tuple[str, ...]:
    """The products that were named; of a variant its product, where it is known."""
    owners = {str(line.sku): product.id for product in state.shelf for line in product.variants}
    return tuple(owners.get(value, value) for value in wanted.intent.values("product"))


# what was found


def _found(step: Step, stage: Searching, event: GoodsFound) -> Step:
    if stage.before is not None and event.wish == stage.before:
        return repair.miss(_ask_which(step, stage.hits, event.wish, say=False))
    if _says_nothing(event.wish):
        return step.ask(Key.LOOK_FOR, Anything()).go(Filling())
    hits = event.hits[:MOST_SHOWN]
    if not hits:
        return step.say(Key.NOTHING_FOUND).ask(Key.LOOK_FOR, Anything()).go(Filling())
    step = step.note(shelf=shelved(step.state.shelf, (hit.product for hit in hits)))
    for_less = event.wish.cheapest and stage.before is not None and not stage.before.cheapest
    if for_less and hits[0].product.id in {hit.product.id for hit in stage.hits}:
        step, hits = step.say(Key.NOTHING_CHEAPER), hits[:1]
    return _show(step, hits, event.wish, event.at)


def _says_nothing(wish: Wish) -> bool:
    """Options alone fit too much."""
    return not wish.words and wish.price_from is None and wish.price_to is None and not wish.cheapest


def _show(step: Step, hits: tuple[Hit, ...], wish: Wish, at: datetime) -> Step:
    step = step.say(
        Key.FOUND,
        lines=tuple(in_general(hit.product, hit.variants) for hit in hits),
        sold_out=tuple(hit.product.names[0] for hit in hits if not _is_there(hit)) or None,
        arrives_on=arrival(step.state, at) if any(map(_is_there, hits)) else None,
        near=1 if hits[0].near else None,
    )
    return _ask_which(step, hits, wish)


def _ask_which(step: Step, hits: tuple[Hit, ...], wish: Wish, *, say: bool = True) -> Step:
    names = tuple(hit.product.names[0] for hit in hits)
    key = Key.WHICH_ONE if len(hits) > 1 else Key.TAKE_IT
    asked = step.ask(key, Detail("product", names)).go(Showing(hits, wish))
    return asked if say else replace(asked, actions=step.actions)


def _is_there(hit: Hit) -> bool:
    return any(hit.product.left(line.sku) > 0 for line in hit.variants)


def arrival(state: State, at: datetime) -> date | None:
    """The day on which an order of today is at the door, where the shop tells."""
    if state.shop.delivery_days is None:
        return None
    today = at.astimezone(ZoneInfo(state.shop.timezone)).date()
    return today + timedelta(days=state.shop.delivery_days)


# which one


def _chosen(step: Step, stage: Showing, event: UtteranceHeard) -> Step | None:
    intent, text = event.intent, event.utterance.text
    if intent.name in (Name.NOTHING, Name.CANCEL) or intent.answer is Answer.NO:
        return finish(step)
    if intent.name in _OTHER_THINGS:
        return None
    if intent.answer is Answer.YES:
        return _put(step, stage.hits, Wanted(intent, "")) if len(stage.hits) == 1 else _again(step)
    if intent.name is Name.COMPARE or _ABOUT_TWO.search(text.lower()):
        return start_comparing(step, Wanted(intent, text))
    if (told := asked_about(step, text, event.at)) is not None:
        return told
    found = None if intent.name is Name.SEARCH else pointed(text, stage.hits)
    return _meant(step, stage, found, Wanted(intent, text))


_OTHER_THINGS = frozenset(
    {
        Name.REPEAT, Name.SLOWER, Name.LOUDER, Name.WAIT, Name.HELP, Name.START_OVER, Name.PERSON, Name.BOT,
        Name.STOP_RECORDING, Name.GOODBYE, Name.BASKET, Name.CHECKOUT, Name.VOUCHER, Name.ORDER_STATUS,
    }
)  # fmt: skip
"""What a caller may say instead of an answer."""


def _meant(step: Step, stage: Showing, found: Pointed | None, wanted: Wanted) -> Step:
    if found is not None:
        return _put(step, found.hits, Wanted(wanted.intent, found.rest))
    if wanted.intent.values("product") or _TAKING.search(wanted.text.lower()):
        return take(step, wanted)
    return look(step, wanted.text, stage.wish, stage.hits)


def _again(step: Step) -> Step:
    return repair.ask_again(step)


def _put(step: Step, hits: tuple[Hit, ...], wanted: Wanted) -> Step:
    return put(step, tuple(_entry(hit) for hit in hits), wanted)


def _entry(hit: Hit) -> Entry:
    """With what was wished and all that fits has in common."""
    alike = tuple(pair for pair in hit.variants[0].options if _all_have(hit, pair))
    axes = {name for line in hit.product.variants for name, value in line.options if not _same(hit, name)}
    options: Options = tuple(pair for pair in alike if pair[0] in axes)
    sku = hit.variants[0].sku if len(hit.variants) == 1 else None
    return Entry(hit.product.id, 1, options, sku)


def _all_have(hit: Hit, pair: tuple[str, str]) -> bool:
    return all(pair in line.options for line in hit.variants)


def _same(hit: Hit, name: str) -> bool:
    """Whether all variants of the product have the same of it, so that nothing is chosen by it."""
    return len({dict(line.options).get(name) for line in hit.product.variants}) == 1


# how two differ


def _compared(step: Step, wanted: tuple[str, ...], products: tuple[Product, ...], at: datetime) -> Step:
    known = {product.id: product for product in products if product.variants}
    if not all(key in known for key in wanted):
        return step.ask(Key.NOT_TWO, Detail("product")).go(Filling())
    first, second = (known[key] for key in wanted)
    found = compare(first, second)
    differences = tuple(text for each in found.differences if (text := _difference(each)))
    step = step.note(shelf=shelved(step.state.shelf, (first, second))).say(
        Key.COMPARED,
        first=in_general(first),
        second=in_general(second),
        dearer=found.dearer,
        differences=differences[:MOST_DIFFERENCES] or None,
    )
    hits = (Hit(first, first.variants), Hit(second, second.variants))
    return _ask_which(step, hits, Wish())


def _difference(each: Difference) -> str:
    """ "one is wool, the other nylon"; "" where one of them has no such option."""
    if not each.first or not each.second:
        return ""
    ours, theirs = (" or ".join(called(each.option, v) for v in own) for own in (each.first, each.second))
    return f"{ours}|{theirs}"


# stock, price, arrival


def asked_about(step: Step, text: str, at: datetime) -> Step | None:
    """The answer to a question about what was shown or spoken of; None where none was asked."""
    said = text.lower()
    if not any(pattern.search(said) for pattern in (_STOCK, _PRICE, _ARRIVAL)):
        return None
    about = _spoken_of(step.state, text)
    if not about:
        return None
    for line, left in about:
        step = step.say(Key.OFFER, line=line, left=left, arrives_on=arrival(step.state, at) if left else None)
    return repair.ask_again(step)


def _spoken_of(state: State, text: str) -> tuple[tuple[Line, int], ...]:
    """What a question is about, with how many are left of it."""
    task = state.task
    if isinstance(task, Showing):
        found = pointed(text, task.hits)
        hits = found.hits if found is not None else task.hits
        return tuple((in_general(hit.product, hit.variants), _left(hit)) for hit in hits)
    if not state.basket.entries:
        return ()
    at = len(state.basket.entries) - 1 if state.about is None else state.about
    entry = state.basket.entries[min(at, len(state.basket.entries) - 1)]
    product = next((product for product in state.shelf if product.id == entry.product), None)
    if product is None:
        return ()
    own = tuple(line for line in product.variants if entry.sku in (None, line.sku))
    line = own[0] if len(own) == 1 else in_general(product)
    return ((replace(line, quantity=1), _left(Hit(product, own))),)


def _left(hit: Hit) -> int:
    return sum(hit.product.left(line.sku) for line in hit.variants)
