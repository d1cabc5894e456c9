"""Putting a new order together: what goes into the basket, out of it, and what is still to be chosen."""

from __future__ import annotations

import re
from dataclasses import replace

from ringup.skills.basket import Basket, Edit, Entry, Remove, Replace, SetQuantity, after, touched
from ringup.skills.dialogue import repair
from ringup.skills.dialogue.actions import ReadOrder
from ringup.skills.dialogue.events import DeskFailed, Event, KeyPressed, OrderRead, UtteranceHeard
from ringup.skills.dialogue.expectations import Anything, Detail
from ringup.skills.dialogue.prompts import Key
from ringup.skills.dialogue.state import State, Step
from ringup.skills.finding import called
from ringup.skills.intent import Answer, Intent, Name
from ringup.skills.shop import Line, Product
from ringup.skills.shopping import browse, ringing_up
from ringup.skills.shopping.basket_lines import (
    KIND,
    checked,
    kinds_of,
    line,
    lines,
    open_option,
    product_of,
    shelved,
)
from ringup.skills.shopping.basket_stages import AskingOption, Filling, Taking
from ringup.skills.shopping.ending import desk_down
from ringup.skills.shopping.ringing_up import ask_more, leave, ring_up
from ringup.skills.shopping.stages import Idle, Task, Wanted
from ringup.skills.shopping.taking import take
from ringup.skills.understanding.resolve import choice
from ringup.skills.values import Sku

MOST_MISSES = 2
"""So often an option is asked for again before its entry is left out."""

MOST_CHOICES = 5
"""Values that are named when one is asked for."""

MOST_QUANTITY = 999
MOST_WORDS = 16
"""Words of an order that nobody understood at once."""

_AN_ORDER = re.compile(
    r"(?:(?:um|uh|hi|hello|yes|and|please|then|so)\W+)*"
    r"(?:an?|one|two|three|four|five|six|some|another|add|put|i'd like|i would like|give me"
    r"|can i (?:get|have)|could i (?:get|have)|i'll (?:take|have)|i want|i need)\b"
)

_ONES = re.compile(r"\b(?:the|ones?)\b", re.IGNORECASE)
_THAT_IS_ALL = re.compile(
    r"\b(?:that(?:'s| is| will be|'ll be| would be) (?:it|all|everything)|nothing else)\b"
)

OF_THE_BASKET = frozenset(
    {
        Name.ORDER, Name.REMOVE, Name.CHANGE_OPTION, Name.CHANGE_QUANTITY, Name.CHANGE_ITEMS,
        Name.EXCHANGE_ITEMS, Name.CHOOSE, Name.INFORM, Name.UNCLEAR, Name.GIVE_NUMBER,
    }
)  # fmt: skip
"""What may change the basket while it is open; what it does not change is something else."""


def start(step: Step, wanted: Wanted) -> Step:
    """Begin with what the caller said."""
    return take(step, wanted)


def advance(step: Step, stage: Task, event: Event) -> Step | None:
    """The next step, or None when the event means nothing to this stage."""
    match stage, event:
        case Taking(), OrderRead():
            return _read(step, stage, event)
        case Taking(), DeskFailed():
            return desk_down(step)
        case AskingOption(), UtteranceHeard():
            return _option_said(step, stage, event)
        case Filling(), UtteranceHeard():
            return _more(step, stage, event)
        case Filling(offered=True), KeyPressed(_, "1"):
            return ring_up(step)
        case Filling(offered=True), KeyPressed(_, "2"):
            return leave(step)
        case _:
            return None


def guess(step: Step, event: UtteranceHeard | KeyPressed) -> Step | None:
    """Read words that nobody understood as an order, where they begin like one: "a tea with milk"."""
    if isinstance(event, KeyPressed) or _AN_ORDER.match(event.utterance.text.lower()) is None:
        return None
    if len(event.utterance.text.split()) > MOST_WORDS:
        return None
    stage = Taking(event.intent, event.utterance.text, guessed=True)
    return step.do(ReadOrder(stage.text, step.state.basket)).go(stage)


# what was said of the basket


def _read(step: Step, stage: Taking, event: OrderRead) -> Step:
    before = step.state.basket
    step = step.note(shelf=shelved(step.state.shelf, event.products))
    edits = event.edits or _by_slots(step.state, stage.intent)
    if not edits and stage.asked == KIND:
        edits = _kind_chosen(step.state, stage)
    if stage.asked and not _answers(before, edits, stage):
        return _option_missed(step, stage)
    if not edits and not stage.put:
        return _nothing_read(step, stage)
    basket = _as_named(after(before, edits), event.products, stage.intent)
    about = touched(basket, edits) if edits else step.state.about
    shown = stage.before or (Basket(before.entries[:-1]) if stage.put else before)
    return go_on(step.note(basket=basket, about=about), shown, stage.ringing)


def _as_named(basket: Basket, products: tuple[Product, ...], intent: Intent) -> Basket:
    """With the variant wherever the words named just one by its own name."""
    named = set(intent.values("product"))
    skus = {str(own.sku): product.id for product in products for own in product.variants}
    by_product = {skus[value]: Sku(value) for value in named if value in skus}
    entries = (
        entry
        if entry.sku is not None or entry.product not in by_product
        else replace(entry, sku=by_product[entry.product])
        for entry in basket.entries
    )
    return replace(basket, entries=tuple(entries))


def _kind_chosen(state: State, stage: Taking) -> tuple[Edit, ...]:
    """The variant that was meant, of a product whose variants differ only by their names."""
    if stage.at is None or stage.at >= len(state.basket.entries):
        return ()
    entry = state.basket.entries[stage.at]
    product = product_of(state.shelf, entry)
    kinds = kinds_of(product, entry) if product is not None else {}
    said = _ONES.sub("", stage.text)
    chosen = choice(said, tuple(kinds))
    return (Replace(stage.at, replace(entry, sku=kinds[chosen])),) if chosen is not None else ()


def _answers(before: Basket, edits: tuple[Edit, ...], stage: Taking) -> bool:
    """Whether the option that was asked for is known now, or the entry is gone."""
    basket = after(before, edits)
    if stage.at is None or len(basket.entries) < len(before.entries):
        return True
    entry = basket.entries[stage.at]
    return entry.sku is not None or entry != before.entries[stage.at]


def _by_slots(state: State, intent: Intent) -> tuple[Edit, ...]:
    """The edits of an intent whose words alone gave none: how many, and out with it."""
    products = set(intent.values("product"))
    entries = list(enumerate(state.basket.entries))
    named = [at for at, entry in entries if {entry.product, str(entry.sku)} & products]
    targets = named or ([_about(state)] if entries and not products else [])
    match intent.name:
        case Name.REMOVE:
            return tuple(Remove(at) for at in reversed(targets))
        case Name.CHANGE_QUANTITY if targets:
            quantity, delta = intent.value("quantity"), intent.value("delta")
            now = state.basket.entries[targets[0]].quantity
            wanted = int(quantity) if quantity else now + int(delta or 0)
            return (SetQuantity(targets[0], min(wanted, MOST_QUANTITY)),)
        case _:
            return ()


def _about(state: State) -> int:
    last = len(state.basket.entries) - 1
    return last if state.about is None else min(state.about, last)


def _nothing_read(step: Step, stage: Taking) -> Step:
    """Words that order something may describe it; others mean nothing here."""
    if stage.ringing:
        return ring_up(step)
    if stage.intent.name in (Name.ORDER, Name.REORDER, Name.SEARCH) or browse.is_looking(stage.text):
        return browse.look(step.go(Filling()), stage.text)
    if stage.guessed:
        return repair.miss(step.go(Idle()))
    if not step.state.basket.entries:
        return step.ask(Key.BASKET_EMPTY, Anything()).go(Filling())
    if stage.intent.name is Name.REMOVE:
        return ask_more(step.say(Key.NOT_IN_BASKET))
    return repair.miss(step.go(Filling()))


def go_on(step: Step, before: Basket, ringing: bool) -> Step:
    """Hold the basket against the stock, ask for what is open, then say what has changed."""
    step = _in_stock(step)
    state = step.state
    for at, entry in enumerate(state.basket.entries):
        product = product_of(state.shelf, entry)
        if product is not None and (option := open_option(product, entry)) is not None:
            stage = AskingOption(at, option.name, before, ringing)
            return _ask_option(step.note(about=at), stage, Key.ASK_OPTION)
    return _told(step, lines(before, state.shelf), ringing)


def _in_stock(step: Step) -> Step:
    """Every entry as it can be had; what cannot is said."""
    kept: list[Entry] = []
    for entry in step.state.basket.entries:
        product = product_of(step.state.shelf, entry)
        if product is None or not product.variants:
            continue
        found = checked(product, entry)
        if found.short is not None:
            step = step.say(Key.NOT_ENOUGH, line=found.short)
        kept += [found.entry] if found.entry is not None else []
    return step.note(basket=replace(step.state.basket, entries=tuple(kept)))


def _told(step: Step, before: tuple[Line, ...], ringing: bool) -> Step:
    now = lines(step.state.basket, step.state.shelf)
    new = tuple(said for said in now if said not in before)
    kept = {said.sku for said in now}
    gone = tuple(said for said in before if said.sku not in kept)
    if ringing and now:
        return ring_up(step)
    if new:
        return ask_more(step.say(Key.ADDED, lines=new))
    step = step.say(Key.REMOVED, lines=gone) if gone else step
    return ask_more(step) if now else step.ask(Key.BASKET_EMPTY, Anything()).go(Filling())


# what is still to be chosen


def _ask_option(step: Step, stage: AskingOption, key: Key) -> Step:
    entry = step.state.basket.entries[stage.at]
    product = product_of(step.state.shelf, entry)
    assert product is not None
    option = open_option(product, entry)
    assert option is not None
    choices = tuple(called(option.name, value) for value in option.values)
    step = step.ask(
        key,
        Detail("options", choices),
        line=replace(line(product, entry), quantity=1),
        option=option.name,
        choices=choices[:MOST_CHOICES],
    )
    return step.go(stage)


def _option_said(step: Step, stage: AskingOption, event: UtteranceHeard) -> Step | None:
    intent, text = event.intent, event.utterance.text
    if intent.name is Name.CANCEL or (intent.name is Name.ANSWER and intent.answer is Answer.NO):
        return _leave_out(step, stage)
    if intent.name in _OTHER_THINGS:
        return None
    if intent.name is Name.BASKET:
        return ringing_up.tell(step, Wanted(intent, text))
    taking = Taking(
        intent,
        text,
        stage.name,
        stage.at,
        ringing=stage.ringing,
        misses=stage.misses,
        before=stage.before,
    )
    return step.do(ReadOrder(text, step.state.basket, stage.name, stage.at)).go(taking)


_OTHER_THINGS = frozenset(
    {
        Name.REPEAT, Name.SLOWER, Name.LOUDER, Name.WAIT, Name.HELP, Name.START_OVER, Name.PERSON, Name.BOT,
        Name.STOP_RECORDING, Name.GOODBYE, Name.ORDER_STATUS, Name.ASK,
    }
)  # fmt: skip
"""What a caller may say instead of an answer."""


def _option_missed(step: Step, stage: Taking) -> Step:
    assert stage.at is not None
    told = stage.before or step.state.basket
    asking = AskingOption(stage.at, stage.asked, told, stage.ringing, stage.misses + 1)
    if asking.misses >= MOST_MISSES:
        return _leave_out(step, asking)
    return _ask_option(step, asking, Key.OPTION_AGAIN)


def _leave_out(step: Step, stage: AskingOption) -> Step:
    """What was not chosen does not go into the basket."""
    basket = step.state.basket
    gone = lines(Basket((basket.entries[stage.at],)), step.state.shelf)
    entries = (*basket.entries[: stage.at], *basket.entries[stage.at + 1 :])
    step = step.note(basket=replace(basket, entries=entries), about=None)
    step = step.say(Key.LEFT_OUT, line=gone[0]) if gone else step
    return go_on(step, stage.before, stage.ringing)


# anything else?


def _more(step: Step, stage: Filling, event: UtteranceHeard) -> Step | None:
    intent, wanted = event.intent, Wanted(event.intent, event.utterance.text)
    if _THAT_IS_ALL.search(wanted.text.lower()) and intent.name is Name.ANSWER:
        intent = Intent(Name.NOTHING)
    match intent.name:
        case Name.CANCEL:
            return leave(step)
        case Name.NOTHING if step.state.basket.entries:
            declined = stage.offered and not _THAT_IS_ALL.search(wanted.text.lower())
            return leave(step) if declined else ring_up(step)
        case Name.ANSWER if step.state.basket.entries:
            return _answered(step, stage, intent.answer)
        case Name.NOTHING:
            return leave(step)
        case Name.ANSWER if intent.answer is Answer.NO:
            return leave(step)
        case Name.ANSWER if intent.answer is Answer.YES:
            return step.ask(Key.LOOK_FOR, Anything())
        case _:
            return _of_basket(step, wanted, event)


def _answered(step: Step, stage: Filling, answer: Answer) -> Step | None:
    match answer:
        case Answer.YES if stage.offered:
            return ring_up(step)
        case Answer.YES:
            return step.ask(Key.LOOK_FOR, Anything())
        case Answer.NO:
            return leave(step) if stage.offered else ring_up(step)
        case _:
            return None


def _of_basket(step: Step, wanted: Wanted, event: UtteranceHeard) -> Step | None:
    name = wanted.intent.name
    if (told := browse.asked_about(step, wanted.text, event.at)) is not None:
        return told
    if name is Name.REORDER and not wanted.intent.values("product"):
        return None
    if name in OF_THE_BASKET or name is Name.REORDER:
        return take(step, wanted)
    if (open_ := OPEN.get(name)) is not None:
        return open_(step, wanted)
    return None


OPEN = {
    Name.BASKET: ringing_up.tell,
    Name.CHECKOUT: ringing_up.start,
    Name.VOUCHER: ringing_up.start_voucher,
    Name.SEARCH: browse.start,
    Name.COMPARE: browse.start_comparing,
}
"""What else is done with a basket or for one, without putting it aside."""

STARTS = {
    Name.ORDER: start,
    Name.REMOVE: start,
    Name.CHANGE_OPTION: start,
    Name.CHANGE_QUANTITY: start,
    **OPEN,
}
