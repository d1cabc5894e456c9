"""The whole of a conversation as one immutable value, and the step that leads to the next."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime

from ringup.skills.dialogue.actions import Action, Ask, HangUp, Say
from ringup.skills.dialogue.events import Channel
from ringup.skills.dialogue.expectations import Anything, Expectation
from ringup.skills.dialogue.prompts import Key, Prompt, Value
from ringup.skills.dialogue.proposals import PlaceOrder
from ringup.skills.shop import Customer, Order, Receipt, ShopProfile
from ringup.skills.shopping.stages import Arriving, Ended, Task
from ringup.skills.values import CallId, PhoneNumber, PromptId


@dataclass(frozen=True, slots=True)
class Placed:
    """An order of this call."""

    proposal: PlaceOrder
    receipt: Receipt


@dataclass(frozen=True, slots=True)
class State:
    """`said` are the prompts of the last turn, for "say that again"; `prompts` counts all of them.

    `asked` is the open question and `expects` what kind of answer it wants. `misses` and `silences` count
    in a row. `orders` are the customer's as last looked up, newest first. `unreached`: who calls could
    not be looked up. `pin_failed`: too many wrong PINs; there is no further try in this call.
    """

    call: CallId
    channel: Channel
    shop: ShopProfile
    caller: PhoneNumber | None
    started_at: datetime
    customer: Customer | None = None
    orders: tuple[Order, ...] = ()
    task: Task = field(default_factory=Arriving)
    expects: Expectation = field(default_factory=Anything)
    asked: Prompt | None = None
    said: tuple[Prompt, ...] = ()
    prompts: int = 0
    misses: int = 0
    silences: int = 0
    refused: int = 0
    placed: tuple[Placed, ...] = ()
    unreached: bool = False
    pin_failed: bool = False

    @property
    def ended(self) -> bool:
        return isinstance(self.task, Ended)


@dataclass(frozen=True, slots=True)
class Step:
    """A state and what is to be done in it. Built up one word at a time; every method gives a new step."""

    state: State
    actions: tuple[Action, ...] = ()

    @property
    def next_prompt(self) -> PromptId:
        return PromptId(f"p{self.state.prompts + 1}")

    def say(self, key: Key, **values: Value | None) -> Step:
        prompt, step = self._prompt(key, values)
        return replace(step, actions=(*step.actions, Say(prompt)))

    def ask(self, key: Key, expects: Expectation, **values: Value | None) -> Step:
        prompt, step = self._prompt(key, values)
        state = replace(step.state, expects=expects, asked=prompt)
        return Step(state, (*step.actions, Ask(prompt, expects)))

    def do(self, action: Action) -> Step:
        return replace(self, actions=(*self.actions, action))

    def go(self, task: Task) -> Step:
        return replace(self, state=replace(self.state, task=task))

    def hang_up(self) -> Step:
        return self.do(HangUp()).go(Ended())

    def _prompt(self, key: Key, values: Mapping[str, Value | None]) -> tuple[Prompt, Step]:
        given = tuple((name, value) for name, value in values.items() if value is not None)
        prompt = Prompt(self.next_prompt, key, given)
        fresh = not any(isinstance(action, Say | Ask) for action in self.actions)
        said = (prompt,) if fresh else (*self.state.said, prompt)
        state = replace(self.state, said=said, prompts=self.state.prompts + 1)
        return prompt, replace(self, state=state)
