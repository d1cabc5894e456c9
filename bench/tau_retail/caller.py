"""A caller who follows the script: opens a goal, answers what is asked, confirms what was wanted.

At a read-back that fits what the goal expects they say its `confirm`, at any other its `deny`; where a
goal that asks for a change expects none, `confirm` is said as well, for it declines or sets a condition.
What is asked twice in a row is answered once more, and then given up; so is an opening that led nowhere.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from bench.tau_retail.shop import Data, number, one_line
from ringup.skills.codec import to_data
from ringup.skills.dialogue.proposals import Proposal

MOST_TURNS = 80
MOST_DENIALS = 3
DOES_NOT_KNOW = "i don't know"
NOT_THAT = "no thank you"
"""To every other question that is answered by yes or no, such as an offer of a person."""


@dataclass
class Caller:
    """`confirmed` tells whether the last thing said was a yes to a fitting read-back."""

    script: Data
    confirmed: bool = False
    goal: int = -1
    opened: bool = False
    asked: str = ""
    times: int = 0
    denials: int = 0
    heard_of: set[str] = field(default_factory=set)
    done: list[str] = field(default_factory=list)

    def answer(self, expects: str, proposal: Proposal | None, acted: bool) -> str | None:
        """The next thing said; None when the caller has nothing more to say. `acted`: the assistant did
        something about what was said, so an open question is no misunderstanding."""
        self.confirmed = False
        if acted:
            self.opened = False
        if proposal is not None and expects == "yes_no":
            return self._judge(proposal)
        if expects == "yes_no" and self.goal >= 0:
            return str(self._goal["confirm"]) if self._goal["kind"] == "human" else NOT_THAT
        self.times = self.times + 1 if expects == self.asked else 1
        self.asked = expects
        if expects == "anything" and self.opened:
            self.opened = False
            return str(self._goal["opening"])
        if expects == "anything" or self.goal < 0:
            return self._next()
        self.opened = False
        if self.times > 2:
            return self._next()
        return self._told(expects)

    def _next(self) -> str | None:
        self.goal += 1
        self.asked, self.times, self.denials = "", 0, 0
        if self.goal > len(self.script["goals"]):
            return None
        if self.goal == len(self.script["goals"]):
            return str(self.script["closing"])
        self.opened = True
        return str(self._goal["opening"])

    @property
    def _goal(self) -> Data:
        goal: Data = self.script["goals"][min(self.goal, len(self.script["goals"]) - 1)]
        return goal

    def _judge(self, proposal: Proposal) -> str | None:
        self.asked, self.times = "", 0
        expected = self._goal["expected"]
        fits = any(_fits(proposal, write) for write in expected)
        if fits or (not expected and self._goal["kind"] not in ("question", "status", "human")):
            self.confirmed = fits
            self.denials += not fits
            if self.denials > MOST_DENIALS:
                return self._next()
            return str(self._goal["confirm"])
        self.denials += 1
        return str(self._goal["deny"]) if self.denials <= MOST_DENIALS else self._next()

    def _told(self, expects: str) -> str:
        identity, answers = self.script["identity"], self._goal["answers"]
        match expects:
            case "name":
                again = f"{identity['name']}, spelled {identity['spelled']}"
                return (
                    again
                    if self.times > 1 or "name" in self.heard_of
                    else self._note("name", identity["name"])
                )
            case "postcode":
                return self._first_try("zip")
            case "email":
                return self._first_try("email")
            case "address" if self.times > 1 and "address_if_pressed" in answers:
                return str(answers["address_if_pressed"])
            case _:
                return str(answers.get(expects) or DOES_NOT_KNOW)

    def _first_try(self, item: str) -> str:
        identity = self.script["identity"]
        wrong = identity.get("first_try", {}).get(item)
        if wrong and item not in self.heard_of:
            return self._note(item, wrong)
        return str(identity.get(item) or DOES_NOT_KNOW)

    def _note(self, item: str, said: str) -> str:
        self.heard_of.add(item)
        return str(said)


def _fits(proposal: Proposal, write: Data) -> bool:
    name, data = _as_write(proposal)
    arguments: dict[str, Any] = dict(write["arguments"])
    if name != write["name"]:
        return False
    if "address1" in arguments:
        arguments["address"] = one_line(arguments)
    if "item_ids" in arguments:
        new = arguments.get("new_item_ids", arguments["item_ids"])
        arguments["items"] = sorted(zip(arguments["item_ids"], new, strict=True))
    if "order_id" in arguments:
        arguments["order"] = number(arguments["order_id"])
    return all(arguments.get(key) == value for key, value in data.items())


def _as_write(proposal: Proposal) -> tuple[str, Data]:
    """The proposal as tau-bench's tool call, as far as both have it."""
    data = to_data(proposal, Proposal)
    order = {"order": data["order"]} if "order" in data else {}
    match data["type"]:
        case "CancelOrder":
            return "cancel_pending_order", order | {"reason": data["reason"]}
        case "ReturnItems":
            items = sorted((line["sku"], line["sku"]) for line in data["lines"])
            return "return_delivered_order_items", order | {
                "items": items, "payment_method_id": data["refund_to"]["id"]
            }  # fmt: skip
        case "ExchangeItems" | "ChangeItems" as kind:
            items = sorted((swap["old"]["sku"], swap["new"]["sku"]) for swap in data["swaps"])
            name = (
                "exchange_delivered_order_items" if kind == "ExchangeItems" else "modify_pending_order_items"
            )
            return name, order | {"items": items, "payment_method_id": data["payment"]["id"]}
        case "ChangeAddress":
            return "modify_pending_order_address", order | {"address": data["address"]}
        case "ChangePayment":
            return "modify_pending_order_payment", order | {"payment_method_id": data["payment"]["id"]}
        case "ChangeProfile":
            return "modify_user_address", {"address": data["address"]}
        case other:
            return str(other), {}
