"""The whole of a conversation as one immutable value, and the step that leads to the next."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from ringup.skills.basket import Basket
from ringup.skills.dialogue.actions import Action, Ask, HangUp, Say
from ringup.skills.dialogue.events import AnyReceipt, Channel
from ringup.skills.dialogue.expectations import Anything, Expectation
from ringup.skills.dialogue.prompts import Key, Prompt, Value
from ringup.skills.dialogue.proposals import Proposal
from ringup.skills.dialogue.quiet import Quiet
from ringup.skills.intent import Utterance
from ringup.skills.pace import Pace
from ringup.skills.policy import CallerIdFor, Change, Policy
from ringup.skills.shop import BASKET_TERMS, Customer, Order, Product, ShopProfile, Terms, Told
from ringup.skills.shopping.stages import Arriving, Ended, Leaving, Task
from ringup.skills.values import CallId, OrderNumber, PhoneNumber, PromptId


@dataclass(frozen=True, slots=True)
class Placed:
    """What this call has brought about."""

    proposal: Proposal
    receipt: AnyReceipt


@dataclass(frozen=True, slots=True)
class Paused:
    """A task that was interrupted by another, with the question that was open, to come back to."""

    task: Task
    asked: Prompt | None
    expects: Expectation


@dataclass(frozen=True, slots=True)
class Begun:
    """What a caller said who may not have been done, and the `state` that it was said in. `answered_ms`: when
    the first sentence of the answer was heard to its end, None as long as none was."""

    words: Utterance
    state: State
    answered_ms: int | None = None


@dataclass(frozen=True, slots=True)
class State:
    """`said` are the prompts of the last turn, for "say that again"; `prompts` counts all of them.

    `asked` is the open question and `expects` what kind of answer it wants. `misses` and `silences` count
    in a row. `orders` are the customer's as last looked up, newest first. `unreached`: who calls could
    not be looked up.

    `told` is what the caller told to prove who they are, `lacking` what they could not tell; `proven`: it did
    prove it, and there is one customer a call; `identity_failed`: it did not, and is not asked for again.
    `secrets_tried` counts the PINs and codes that were given; `assured`: one of them was right, which is
    enough for dear orders as well.
    `paused` are interrupted tasks, the last to be come back to first. `order` is the one talked of
    last, `change` what was last to be done after a sale.

    `wants` are the caller's words of each request, `mood` how they feel (see `mood`). `person_offered` and
    `suggested`: done once in a call. `handed_over` counts how often the staff were told, `called_back`:
    they will call. `recorded`: sound is kept. `pace` is how fast and loud the caller wants us to speak.

    `cut` are the prompts that were not heard to their end since the caller last spoke, and `gone_on` counts
    how often they were said again because nobody had. `heard` is the one that was heard to its end last.

    `hold`: the caller asked us to wait, and is doing something else, or has keyed in what may be all of a
    number. `reopened`: they spoke into a goodbye, and were served once more.

    `begun`: what the caller said last, for as long as they may go on with it.

    `basket` is what the caller has put together, `terms` how that is to come and be paid as far as it was
    said, `shelf` the products spoken of with their stock, and `about` the entry last spoken of.
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
    policy: Policy = field(default_factory=Policy)
    told: tuple[Told, ...] = ()
    lacking: tuple[str, ...] = ()
    proven: bool = False
    secrets_tried: int = 0
    assured: bool = False
    identity_failed: bool = False
    paused: tuple[Paused, ...] = ()
    order: OrderNumber | None = None
    basket: Basket = field(default_factory=Basket)
    terms: Terms = BASKET_TERMS
    shelf: tuple[Product, ...] = ()
    about: int | None = None
    unknown_vouchers: int = 0
    change: Change | None = None
    wants: tuple[str, ...] = ()
    mood: float = 0.0
    person_offered: bool = False
    handed_over: int = 0
    called_back: bool = False
    recorded: bool = True
    pace: Pace = field(default_factory=Pace)
    suggested: bool = False
    cut: tuple[PromptId, ...] = ()
    gone_on: int = 0
    heard: PromptId | None = None
    hold: Quiet | None = None
    reopened: bool = False
    begun: Begun | None = None

    @property
    def ended(self) -> bool:
        """Goodbye was said, or the line is gone."""
        return isinstance(self.task, Leaving | Ended)

    @property
    def is_asking(self) -> bool:
        """Whether the open question is what was said last."""
        return self.asked is not None and self.said[-1:] == (self.asked,)

    def may(self, purpose: CallerIdFor) -> bool:
        """Whether enough is known of the caller for that."""
        return self.customer is not None and (self.proven or self.policy.trusts_caller_id(purpose))


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
        state = replace(step.state, expects=expects, asked=prompt, hold=None)
        return Step(state, (*step.actions, Ask(prompt, expects)))

    def do(self, action: Action) -> Step:
        return replace(self, actions=(*self.actions, action))

    def go(self, task: Task) -> Step:
        return replace(self, state=replace(self.state, task=task))

    def note(self, **changes: Any) -> Step:
        """The same step with fields of its state replaced."""
        return replace(self, state=replace(self.state, **changes))

    def hang_up(self) -> Step:
        """Goodbye was said. By text there is nothing to speak into."""
        by_text = self.state.channel is Channel.TEXT
        return self.do(HangUp()).go(Ended() if by_text else Leaving())

    def _prompt(self, key: Key, values: Mapping[str, Value | None]) -> tuple[Prompt, Step]:
        given = tuple((name, value) for name, value in values.items() if value is not None)
        prompt = Prompt(self.next_prompt, key, given)
        fresh = not any(isinstance(action, Say | Ask) for action in self.actions)
        said = (prompt,) if fresh else (*self.state.said, prompt)
        state = replace(self.state, said=said, prompts=self.state.prompts + 1)
        return prompt, replace(self, state=state)
