"""Orders at a coffee bar, as people typed them and as a person rang them up (Taskmaster-4).

The menu is what the calls in the folder returned: a product for each item that some dialogue orders, an
option for each attribute with its options, and one option "add-ons" that takes several. The ids in the data
differ from dialogue to dialogue, so an item is known by its name.

What is counted:

- An order is right when, after all of a dialogue's user turns went through the reader from an empty basket,
  it holds the same pieces with the same options as what the dialogue's calls added and updated before
  `finish_order`. Two entries of one piece and one entry of two are the same.
- Names are compared by their letters, through the menu: "Almnd Milk" and "cappucino" are the nearest of its
  names. An add-on is the same with or without its kind ("hazelnut", "hazelnut sweetener").
- What comes anyway ("regular", "hot") was never rung up by anyone, said or not, so it counts as not chosen.
- A person wrote into a note what the till had no option for ("extra hot", "double shot" where the
  options were not looked up). An option that was read and whose own words stand in that entry's note is
  not held against the order; everything else is.
- Here, to go and delivery are of the whole order and have a row of their own.

A confirmation question is the assistant's sentence before a user turn, once something was rung up and before
it was finished. The turn is a commit when its calls hold `finish_order`. A question about the menu asked at
that point is a turn like any other: it must not be taken for a yes.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from bench.understanding.coffee_bar import (
    ADD_ONS,
    Bar,
    Call,
    Chosen,
    Rung,
    calls,
    kindless,
    letters,
    menu,
    read,
    rung_up,
)
from bench.understanding.table import Row
from ringup.skills.basket import Basket, Entry, after
from ringup.skills.dialogue.consent import explicit_yes
from ringup.skills.understanding.ordering.reader import OrderReader

NAME = "coffee_orders"
COMMITS = 98.0
EXACT = 90.0
AS_IT_COMES = frozenset({"caff", "hot"})
HELD_OUT = 4
"""Every fourth dialogue is kept apart while tuning."""


def measure(folder: Path) -> Iterable[Row]:
    dialogues = list(read(folder))
    bar = menu(dialogues)
    yield from commits(dialogues)
    yield from orders(dialogues, bar)


def commits(dialogues: list[Call]) -> Iterator[Row]:
    turns = [turn for dialogue in dialogues for turn in confirmations(dialogue)]
    right = sum(explicit_yes(text) == committed for text, committed in turns)
    false = sum(explicit_yes(text) and not committed for text, committed in turns)
    note = f"{len(turns)} turns, {sum(committed for _, committed in turns)} of them commits"
    what = "coffee_orders: answers to a confirmation question, commit or not"
    yield Row(what, percent(right, len(turns)), COMMITS, None, "%", note)
    yield Row("coffee_orders: false yes", false, None, 0, "", note)


def orders(dialogues: list[Call], bar: Bar) -> Iterator[Row]:
    reader = OrderReader(bar.products, bar.choices)
    finished = [(at, dialogue) for at, dialogue in enumerate(dialogues) if is_finished(dialogue)]
    right = {at: is_exact(reader, bar, dialogue) for at, dialogue in finished}
    where = [is_where_right(reader, dialogue) for _, dialogue in finished]
    held = [ok for at, ok in right.items() if at % HELD_OUT == HELD_OUT - 1]
    seen = [ok for at, ok in right.items() if at % HELD_OUT != HELD_OUT - 1]
    note = f"every fourth {percent(sum(held), len(held)):.1f}, the others {percent(sum(seen), len(seen)):.1f}"
    what = "coffee_orders: items, quantities and modifiers of the finished order"
    yield Row(what, percent(sum(right.values()), len(right)), EXACT, None, "%", note)
    yield Row("coffee_orders: here or to go", percent(sum(where), len(where)), None, None, "%", "")


def percent(part: int, whole: int) -> float:
    return 100 * part / whole if whole else 0.0


def confirmations(dialogue: Call) -> Iterator[tuple[str, bool]]:
    """User turns after something was rung up, and whether they finished the order."""
    rung = finished = False
    for turn in dialogue["turns"]:
        names = {call["call"] for call in turn["calls"]}
        if turn["speaker"] == "user" and rung and not finished:
            yield turn["text"], "finish_order" in names
        rung |= "add_order_item" in names
        finished |= "finish_order" in names


def is_finished(dialogue: Call) -> bool:
    return any(call["call"] == "finish_order" for call in calls(dialogue))


def is_exact(reader: OrderReader, bar: Bar, dialogue: Call) -> bool:
    return fits(taken(reader, dialogue), rung_up(dialogue, bar))


def taken(reader: OrderReader, dialogue: Call) -> Basket:
    basket = Basket()
    for turn in dialogue["turns"]:
        if turn["speaker"] == "user":
            basket = after(basket, reader.read(turn["text"], basket))
    return basket


def fits(basket: Basket, rung: list[Rung]) -> bool:
    """Entry by entry, pieces told apart; the notes of the data excuse what they speak of."""
    left = [chosen(entry) for entry in basket.entries for _ in range(entry.quantity)]
    wanted = [entry for entry in rung for _ in range(entry.quantity)]
    for entry in wanted:
        said = letters(entry.note)
        same = (
            piece
            for piece in left
            if piece[0] == entry.product
            and told(entry.options) <= piece[1]
            and all(value in said for _, value in piece[1] - entry.options)
        )
        if (found := next(same, None)) is None:
            return False
        left.remove(found)
    return not left


def chosen(entry: Entry) -> tuple[str, frozenset[Chosen]]:
    options = frozenset(
        (name, kindless(value) if name == ADD_ONS else letters(value)) for name, value in entry.options
    )
    return entry.product, told(options)


def told(options: frozenset[Chosen]) -> frozenset[Chosen]:
    """Without what comes anyway."""
    return frozenset(pair for pair in options if pair[1] not in AS_IT_COMES)


def is_where_right(reader: OrderReader, dialogue: Call) -> bool:
    """To go where it was rung up so, and nowhere else."""
    rung = {
        letters(given["option"])
        for call in calls(dialogue)
        if call["call"] == "update_order"
        for given in call["request"].get("attributes", [])
    }
    said = {letters(value) for _, value in taken(reader, dialogue).choices}
    return said - {"here"} == rung - {"here"}
