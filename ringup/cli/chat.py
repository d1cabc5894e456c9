"""`ringup chat`: the same dialogue, by typing."""

from __future__ import annotations

import asyncio
import json
import sys
import uuid
from dataclasses import replace
from typing import Annotated

import typer
from rich.console import Console
from rich.markup import escape

from ringup.cli.choices import customer_number
from ringup.pipelines.settings import load_settings
from ringup.pipelines.shopfront import now, open_shop
from ringup.pipelines.text import Reply, TextCall
from ringup.skills.codec import to_data
from ringup.skills.dialogue.events import number_of
from ringup.skills.dialogue.proposals import Proposal
from ringup.skills.shop import Receipt
from ringup.skills.values import CallId, PhoneNumber

console = Console()


def chat(
    customer: Annotated[str | None, typer.Option(help="Phone number of the customer who is talking.")] = None,
    as_json: Annotated[
        bool,
        typer.Option("--json", help="Read a line, print one JSON object: say, expects, actions."),
    ] = False,
) -> None:
    """Talk to the assistant by typing. An empty line or Ctrl-D ends it.

    With --json every line read gets exactly one line back; the greeting is part of the first.
    """
    number = customer_number(customer)
    asyncio.run(_by_json(number) if as_json else _by_hand(number))


class ShownTexts:
    """A TextSender for somebody at a keyboard: nothing is sent, and the texts are shown to them."""

    def __init__(self) -> None:
        self._new: list[tuple[PhoneNumber, str]] = []

    async def send(self, to: PhoneNumber, text: str) -> None:
        self._new.append((to, text))

    def take(self) -> tuple[tuple[PhoneNumber, str], ...]:
        """Those since the last time, oldest first."""
        new, self._new = tuple(self._new), []
        return new


async def _by_hand(customer: PhoneNumber | None) -> None:
    texts = ShownTexts()
    async with open_shop(load_settings(), texts) as shop:
        if not await shop.desks.catalog.products():
            console.print("[yellow]The shop is empty. Load one: ringup shop load --sample[/]")
        call = TextCall(shop.desks, shop.understander, now)
        reply = await call.begin(_call_id(), customer)
        _show(reply, texts)
        while not reply.ended and (line := await asyncio.to_thread(_prompt)):
            reply = await call.type(line)
            _show(reply, texts)


async def _by_json(customer: PhoneNumber | None) -> None:
    texts = ShownTexts()
    async with open_shop(load_settings(), texts) as shop:
        call = TextCall(shop.desks, shop.understander, now)
        greeting: Reply | None = await call.begin(_call_id(), customer)
        while line := await asyncio.to_thread(sys.stdin.readline):
            if greeting is None:
                reply = await call.type(line.strip())
            elif greeting.ended:
                reply = greeting
            else:
                reply = _joined(greeting, await call.type(line.strip()))
            print(json.dumps(_as_data(reply, texts)), flush=True)
            if reply.ended:
                return
            greeting = None


def _joined(greeting: Reply, reply: Reply) -> Reply:
    """One turn of both."""
    say, actions = (*greeting.say, *reply.say), (*greeting.actions, *reply.actions)
    return replace(reply, say=say, actions=actions)


def _as_data(reply: Reply, texts: ShownTexts) -> dict[str, object]:
    return {
        "say": " ".join(reply.say),
        "expects": reply.expects,
        "actions": list(reply.actions),
        "orders": [number for receipt in reply.receipts if (number := number_of(receipt))],
        "proposal": None if reply.proposal is None else to_data(reply.proposal, Proposal),
        "texts": [{"to": to.e164, "text": text} for to, text in texts.take()],
        "ended": reply.ended,
    }


def _show(reply: Reply, texts: ShownTexts) -> None:
    for to, text in texts.take():
        console.print(f"[yellow]text to {to.e164}:[/] {escape(text)}", highlight=False)
    for sentence in reply.say:
        console.print(f"[bold cyan]ringup[/]  {escape(sentence)}", highlight=False)
    for receipt in reply.receipts:
        what = "order placed:" if isinstance(receipt, Receipt) else "done:"
        console.print(f"[green]{what} {number_of(receipt)}[/]", highlight=False)


def _prompt() -> str:
    try:
        return console.input("[bold]you[/]     ").strip()
    except EOFError:
        return ""


def _call_id() -> CallId:
    return CallId(f"text-{uuid.uuid4().hex}")
