"""A caller with ten orders under way is asked which one they mean, and says its number."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from enum import Enum

from ringup.pipelines.bias import bias_for
from ringup.skills.dialogue import digits, manager
from ringup.skills.dialogue.events import (
    CallStarted,
    Channel,
    CustomerFound,
    Event,
    OrdersFound,
    PromptPlayed,
    UtteranceHeard,
)
from ringup.skills.dialogue.expectations import Digits
from ringup.skills.dialogue.prompts import Key, Prompt
from ringup.skills.dialogue.state import State
from ringup.skills.intent import Answer, Intent, Name, Rated, Utterance
from ringup.skills.policy import CallerIdFor, Policy
from ringup.skills.ports import Understander
from ringup.skills.shop import Customer, Line, Order, OrderStatus, ShopProfile
from ringup.skills.values import CallId, CustomerId, Money, OrderNumber, PhoneNumber, Sku
from ringup.voice.audio import Audio
from ringup.voice.ports import Bias, Recognizer

NOON = datetime(2026, 11, 20, 12, 0, tzinfo=UTC)
TRIES = 2

_PHONE = PhoneNumber("+12025550101")
_SAM = Customer(CustomerId("sam"), _PHONE, "Sam", "Rivera", "12 Harbour Street", True)
_LAMP = Line(Sku("lamp"), "desk lamp", "desk lamps", "", "", 1, Money(3900, "USD"), "lamp")
_SHOP = ShopProfile("The shop", "USD", "America/New_York", Money(20_000, "USD"), _PHONE)
_POLICY = Policy(identify_by=(), caller_id_for=(CallerIdFor.ORDERS,))


class Outcome(Enum):
    """How the caller came to hear of an order. After as many tries as there are, they give up."""

    TOLD = "told at once"
    CONFIRMED = "read back first"
    LATER = "at the second try"
    GAVE_UP = "not found"
    WRONG = "told another order"


READ_BACK = (Outcome.CONFIRMED, Outcome.LATER, Outcome.GAVE_UP)
"""What is possible where no number is told without having been read back."""


@dataclass(frozen=True, slots=True)
class Ears:
    recognizer: Recognizer
    understander: Understander

    async def hear(self, sound: Audio, bias: Bias) -> Utterance:
        recognition = self.recognizer.begin(bias)
        await recognition.feed(sound)
        heard = await recognition.finish()
        rated = tuple(Rated(each.value, each.probability) for each in heard.rated)
        return Utterance(heard.text, heard.confidence, heard.alternatives, rated=rated)


async def ask(ears: Ears, number: str, orders: tuple[str, ...], say: Callable[[], Audio]) -> Outcome:
    """`say` gives a fresh take each time. Each order that is proposed, and each saying, is a try."""
    state = _asked_which(orders)
    tries = 0
    while tries < TRIES:
        tries += 1
        expects = state.expects
        utterance = await ears.hear(say(), bias_for(expects))
        intent = await ears.understander.understand(utterance, expects, NOON)
        state = _after(state, UtteranceHeard(NOON, utterance, intent))
        if (proposed := _about(state, Key.IS_IT_ORDER)) is not None and proposed != number and tries < TRIES:
            tries += 1
            state = _after(state, _answer(Answer.NO))
            proposed = _about(state, Key.IS_IT_ORDER)
        if proposed is not None:
            if proposed == number:
                return Outcome.CONFIRMED if tries == 1 else Outcome.LATER
            state = _after(state, _answer(Answer.NO))
        elif (told := _about(state, Key.ORDER_STATUS)) is not None:
            right = Outcome.TOLD if tries == 1 else Outcome.LATER
            return right if told == number else Outcome.WRONG
    return Outcome.GAVE_UP


async def ask_unlisted(ears: Ears, number: str, sounds: Sequence[Audio]) -> Outcome:
    """Nothing is known but how many digits it has. Each number that is read back is a try, at most as many as
    there are `sounds`, and the caller says no to a wrong one; where none is, they are asked again."""
    expects = Digits("order", (len(number),))
    entry = digits.Entry(expects.lengths)
    tries = 0
    for sound in sounds:
        utterance = await ears.hear(sound, bias_for(expects))
        intent = await ears.understander.understand(utterance, expects, NOON)
        entry, found = digits.heard(entry, utterance, intent)
        for proposed in _read_back(found):
            if tries == len(sounds):
                return Outcome.GAVE_UP
            tries += 1
            if proposed == number:
                return Outcome.CONFIRMED if tries == 1 else Outcome.LATER
            entry = replace(entry, digits="", ruled_out=(*entry.ruled_out, proposed))
        tries = max(tries, 1)
    return Outcome.GAVE_UP


def _read_back(found: digits.Outcome) -> tuple[str, ...]:
    match found:
        case digits.Whole(number):
            return (number,)
        case digits.Perhaps(numbers):
            return numbers
        case _:
            return ()


def _asked_which(orders: tuple[str, ...]) -> State:
    state = manager.begin(CallStarted(NOON, CallId("CA1"), Channel.PHONE, _SHOP, _PHONE, 2, _POLICY)).state
    found = tuple(
        Order(OrderNumber(each), NOON, OrderStatus.SHIPPED, (_LAMP,), _LAMP.total, date(2026, 11, 22), "Post")
        for each in orders
    )
    where = UtteranceHeard(NOON, Utterance("where is my order"), Intent(Name.ORDER_STATUS))
    for event in (CustomerFound(NOON, _SAM), where, OrdersFound(NOON, found)):
        state = _after(state, event)
    return state


def _after(state: State, event: Event) -> State:
    """Everything that was said before has been heard."""
    for prompt in state.said:
        state = manager.advance(state, PromptPlayed(NOON, prompt.id)).state
    return manager.advance(state, event).state


def _answer(answer: Answer) -> UtteranceHeard:
    return UtteranceHeard(NOON, Utterance(answer.value), Intent(Name.ANSWER, answer=answer))


def _about(state: State, key: Key) -> str | None:
    said: tuple[Prompt, ...] = state.said
    return next((str(prompt.value("number")) for prompt in said if prompt.key is key), None)
