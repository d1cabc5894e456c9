"""Orders at a coffee bar, as people typed them and as a person rang them up (Taskmaster-4).

The menu is what the calls in the folder returned: a product for each item that some dialogue orders, an
option for each attribute with its options, and one option "add-ons" that takes several. The ids in the data
differ from dialogue to dialogue, so an item is known by its name.

What is counted:

- An order is right when, after all of a dialogue's user turns went through the reader from an empty basket,
  it holds the same pieces with the same options as what the dialogue's calls added and updated before
  `finish_order`. Two entries of one piece and one entry of two are the same.
- Names are compared in lower case, without spaces, marks and figures at their end, and through the
  menu: "Almnd Milk" and "cappucino" are the nearest of its names. An add-on is the same with or
  without its kind ("hazelnut", "hazelnut sweetener").
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

import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from rapidfuzz import fuzz, process

from bench.understanding.table import Row
from ringup.skills.basket import Basket, Entry, after
from ringup.skills.dialogue.consent import explicit_yes
from ringup.skills.shop import Modifier, Options, Product
from ringup.skills.understanding.ordering.reader import OrderReader

NAME = "coffee_orders"
COMMITS = 98.0
EXACT = 90.0
ADD_ONS = "add-ons"
KINDS = ("sauce", "sweetener", "sweetner")
AS_IT_COMES = frozenset({"caff", "hot"})
HELD_OUT = 4
"""Every fourth dialogue is kept apart while tuning."""

SAME = 84.0
"""rapidfuzz ratio (0 to 100) from which a name in the data is one of the menu's, misspelt."""

Call = dict[str, Any]
Pieces = Counter[tuple[str, frozenset[str]]]


@dataclass(frozen=True, slots=True)
class Bar:
    """The menu of a folder."""

    products: tuple[Product, ...]
    choices: tuple[Modifier, ...]

    def product(self, name: str) -> str:
        return nearest(of_id(name), [product.id for product in self.products])


@dataclass(frozen=True, slots=True)
class Rung:
    """An entry as a person rang it up; `options` are letters only."""

    product: str
    quantity: int
    options: frozenset[str]
    note: str


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


def read(folder: Path) -> Iterator[Call]:
    for path in sorted(folder.glob("*.jsonl")):
        for line in path.read_text(encoding="utf-8").splitlines():
            yield json.loads(line)


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


def calls(dialogue: Call) -> Iterator[Call]:
    """In order, with what was asked and answered as dictionaries; some requests are badly written text."""
    for turn in dialogue["turns"]:
        for call in turn["calls"]:
            request, response = call["request"], call.get("response") or {}
            if isinstance(request, str):
                request = json.loads(request.replace('\\"', '"').replace('""', '"'))
            yield {"call": call["call"], "request": request, "response": response}


def letters(name: str) -> str:
    """Lower-case letters and figures."""
    return re.sub(r"[^a-z0-9]", "", name.lower())


def of_id(name: str) -> str:
    """The letters of an id, without the figures that end it: "latte-3434" is "latte"."""
    return letters(name).rstrip("0123456789")


def add_on(name: str) -> str:
    """Without its kind, which the data writes or leaves out at will."""
    spoken = of_id(name)
    for kind in KINDS:
        spoken = spoken.removesuffix(kind) or spoken
    return spoken


def nearest(name: str, names: Iterable[str]) -> str:
    """Among `names`, or `name` itself in letters."""
    found = process.extractOne(letters(name), list(names), scorer=fuzz.ratio, score_cutoff=SAME)
    return str(found[0]) if found else letters(name)


def menu(dialogues: list[Call]) -> Bar:
    """Spellings that are nearly alike are one item, under the one that is written most."""
    ordered = Counter(
        of_id(call["request"]["menu_item_id"])
        for dialogue in dialogues
        for call in calls(dialogue)
        if call["call"] == "add_order_item"
    )
    ids: list[str] = []
    for name, _ in ordered.most_common():
        if nearest(name, ids) not in ids:
            ids.append(name)
    modifiers = (*attributes(dialogues, whole_order=False), add_ons(dialogues))
    names = written(dialogues, ids)
    products = tuple(Product(key, tuple(names[key]) or (key,), (), modifiers) for key in ids)
    return Bar(products, attributes(dialogues, whole_order=True))


def written(dialogues: list[Call], ids: list[str]) -> dict[str, list[str]]:
    """The names that the menu's answers gave each item, the most frequent first; a whole sentence is none."""
    counts: dict[str, Counter[str]] = {key: Counter() for key in ids}
    for dialogue in dialogues:
        for call in calls(dialogue):
            for item in call["response"].get("menu_items", []) if call["call"] == "get_menu_items" else []:
                key, name = nearest(of_id(item["menu_item_id"]), ids), item["name"].strip().lower()
                if key in counts and not name.endswith("."):
                    counts[key][name] += 1
    return {key: [name for name, _ in names.most_common()] for key, names in counts.items()}


def attributes(dialogues: list[Call], *, whole_order: bool) -> tuple[Modifier, ...]:
    """Each with all the options that it was offered with; those with the same options are one."""
    found: dict[str, dict[str, str]] = {}
    for dialogue in dialogues:
        for call in calls(dialogue):
            if call["call"] == "get_addons" and (call["request"].get("scope") == "order") == whole_order:
                for attribute in call["response"].get("attributes", []):
                    options = found.setdefault(attribute["attribute_name"].strip().lower(), {})
                    for option in attribute["options"]:
                        options.setdefault(nearest(option, options), option.strip())
    unlike = {frozenset(options): name for name, options in sorted(found.items(), reverse=True)}
    return tuple(Modifier(name, tuple(found[name].values())) for name in sorted(unlike.values()))


def add_ons(dialogues: list[Call]) -> Modifier:
    found: dict[str, Counter[str]] = {}
    for dialogue in dialogues:
        for call in calls(dialogue):
            for offered in call["response"].get("addons", []) if call["call"] == "get_addons" else []:
                name = offered["name"].strip()
                found.setdefault(nearest(add_on(name), found), Counter())[name] += 1
    return Modifier(ADD_ONS, tuple(names.most_common(1)[0][0] for names in found.values()), several=True)


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
            and entry.options <= piece[1]
            and all(option in said for option in piece[1] - entry.options)
        )
        if (found := next(same, None)) is None:
            return False
        left.remove(found)
    return not left


def chosen(entry: Entry) -> tuple[str, frozenset[str]]:
    return entry.product, frozenset(short(name, value) for name, value in entry.options) - AS_IT_COMES


def short(name: str, value: str) -> str:
    """An option's value in letters; of a milk and of an add-on without its kind."""
    return add_on(value) if name == ADD_ONS else letters(value).removesuffix("milk")


def rung_up(dialogue: Call, bar: Bar) -> list[Rung]:
    """What the calls added, as later calls updated it."""
    entries: dict[str, Rung] = {}
    offered = {
        addon["addon_id"]: addon["name"]
        for call in calls(dialogue)
        if call["call"] == "get_addons"
        for addon in call["response"].get("addons", [])
    }
    for call in calls(dialogue):
        request = call["request"]
        if call["call"] == "add_order_item":
            key = call["response"]["order_item_id"]
            entries[key] = Rung(
                bar.product(request["menu_item_id"]),
                int(request["quantity"]),
                options_of(request, offered, bar),
                request.get("notes", ""),
            )
        elif call["call"] == "update_order_item":
            old = entries[request["order_item_id"]]
            more = options_of(request, offered, bar)
            entries[request["order_item_id"]] = Rung(old.product, old.quantity, old.options | more, old.note)
    return list(entries.values())


def options_of(request: Call, offered: dict[str, str], bar: Bar) -> frozenset[str]:
    names = [short(own.name, value) for own in bar.products[0].modifiers for value in own.values]
    said = [letters(given["option"]).removesuffix("milk") for given in request.get("attributes", [])]
    said += [
        add_on(
            next(
                (name for key, name in offered.items() if key.endswith(given["addon_id"])), given["addon_id"]
            )
        )
        for given in request.get("addons", [])
        if given["option"] != "NO"
    ]
    return frozenset(nearest(name, names) for name in said) - AS_IT_COMES


def is_where_right(reader: OrderReader, dialogue: Call) -> bool:
    """To go where it was rung up so, and nowhere else."""
    rung: Options = tuple(
        ("where", letters(given["option"]))
        for call in calls(dialogue)
        if call["call"] == "update_order"
        for given in call["request"].get("attributes", [])
    )
    said = {letters(value) for _, value in taken(reader, dialogue).choices} - {"here"}
    return said == {value for _, value in rung} - {"here"}
