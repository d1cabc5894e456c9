"""The coffee bar's menu and orders, gathered from the calls that its data holds (Taskmaster-4).

The ids in the data differ from dialogue to dialogue, so an item is known by its name. People wrote the data
by hand: what is nearly alike is the same, and what cannot be read is left out.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from rapidfuzz import fuzz, process

from ringup.skills.shop import Modifier, Product

ADD_ONS = "add-ons"
KINDS = ("sauce", "sweetener", "sweetner")

SAME = 84.0
"""rapidfuzz ratio (0 to 100) from which a name in the data is one of the menu's, misspelt."""

Call = dict[str, Any]

Chosen = tuple[str, str]
"""An option's name, and its value in letters; an add-on's without its kind."""


@dataclass(frozen=True, slots=True)
class Bar:
    """The menu of a folder. All products have the same options."""

    products: tuple[Product, ...]
    choices: tuple[Modifier, ...]

    def product(self, name: str) -> str:
        return nearest(of_id(name), [product.id for product in self.products])

    def attribute(self, value: str) -> Chosen:
        """Of what is none of the menu's, the name is ""."""
        own = {letters(option): name for name, option in self._options() if name != ADD_ONS}
        meant = nearest(value, own)
        return own.get(meant, ""), meant

    def add_on(self, name: str) -> Chosen:
        return ADD_ONS, nearest(
            kindless(name), [kindless(value) for own, value in self._options() if own == ADD_ONS]
        )

    def _options(self) -> Iterator[tuple[str, str]]:
        for modifier in self.products[0].modifiers:
            yield from ((modifier.name, value) for value in modifier.values)


@dataclass(frozen=True, slots=True)
class Rung:
    """An entry as a person rang it up."""

    product: str
    quantity: int
    options: frozenset[Chosen]
    note: str


def read(folder: Path) -> Iterator[Call]:
    for path in sorted(folder.glob("*.jsonl")):
        for line in path.read_text(encoding="utf-8").splitlines():
            yield json.loads(line)


def calls(dialogue: Call) -> Iterator[Call]:
    """In order, with what was asked and answered as dictionaries."""
    for turn in dialogue["turns"]:
        for call in turn["calls"]:
            yield {
                "call": call["call"],
                "request": mended(call.get("request")),
                "response": mended(call.get("response")),
            }


def mended(data: object) -> Call:
    """Some are JSON written by hand with quotes too many; {} for what cannot be read at all."""
    if isinstance(data, dict):
        return data
    try:
        loaded = json.loads(str(data).replace('\\"', '"').replace('""', '"'))
    except ValueError:
        return {}
    return loaded if isinstance(loaded, dict) else {}


def letters(name: str) -> str:
    """Lower-case letters and figures."""
    return re.sub(r"[^a-z0-9]", "", name.lower())


def of_id(name: str) -> str:
    """The letters of an id, without the figures that end it: "latte-3434" is "latte"."""
    return letters(name).rstrip("0123456789")


def kindless(name: str) -> str:
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
        if call["call"] == "add_order_item" and "menu_item_id" in call["request"]
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
            for offered in addons_in(call):
                name = offered["name"].strip()
                found.setdefault(nearest(kindless(name), found), Counter())[name] += 1
    return Modifier(ADD_ONS, tuple(names.most_common(1)[0][0] for names in found.values()), several=True)


def rung_up(dialogue: Call, bar: Bar) -> list[Rung]:
    """What the calls added, as later calls updated or removed it."""
    entries: dict[str, Rung] = {}
    offered = {addon["addon_id"]: addon["name"] for call in calls(dialogue) for addon in addons_in(call)}
    for call in calls(dialogue):
        request = call["request"]
        key = request.get("order_item_id") or call["response"].get("order_item_id", str(len(entries)))
        if call["call"] == "add_order_item" and "menu_item_id" in request:
            product, quantity = bar.product(request["menu_item_id"]), int(request.get("quantity", 1))
            new = Rung(product, quantity, frozenset(), request.get("notes", ""))
            entries[key] = updated(new, request, offered, bar)
        elif call["call"] == "update_order_item" and key in entries:
            entries[key] = updated(entries[key], request, offered, bar)
        elif call["call"].startswith("remove"):
            entries.pop(key, None)
    return list(entries.values())


def updated(entry: Rung, request: Call, offered: dict[str, str], bar: Bar) -> Rung:
    """An attribute takes the place of what it was; add-ons come and go."""
    chosen = set(entry.options)
    for given in request.get("attributes", []):
        name, value = bar.attribute(given["option"])
        chosen = {pair for pair in chosen if pair[0] != name} | {(name, value)}
    for given in request.get("addons", []):
        key = given["addon_id"]
        pair = bar.add_on(next((name for other, name in offered.items() if other.endswith(key)), key))
        chosen = chosen - {pair} if given["option"] == "NO" else chosen | {pair}
    return replace(entry, options=frozenset(chosen))


def addons_in(call: Call) -> list[Call]:
    return list(call["response"].get("addons", [])) if call["call"] == "get_addons" else []
