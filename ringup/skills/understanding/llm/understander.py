"""Reads callers with a language model, and believes it only what the caller's own words bear out."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import Any, Protocol

from ringup.skills.dialogue.consent import explicit_yes
from ringup.skills.dialogue.expectations import Detail, Expectation
from ringup.skills.intent import Answer, Intent, Name, Slot, Utterance
from ringup.skills.ports import Understander
from ringup.skills.shop import Product
from ringup.skills.understanding.llm import prompt
from ringup.skills.understanding.llm.checking import checked
from ringup.skills.understanding.llm.disguise import Disguise, disguise
from ringup.skills.understanding.llm.errors import LlmNotAsked
from ringup.skills.understanding.llm.private import stays_here
from ringup.skills.understanding.llm.reply import parsed, schema
from ringup.skills.understanding.llm.spoken_values import Facts, option_values, product_ids
from ringup.skills.understanding.tokens import singular, tokens

LONGEST = 600
"""Characters that are read; nobody says more in a turn that means something."""

RECKONED = frozenset({"date", "time"})
"""Slots whose values are worked out from the words, not found in them."""


class Model(Protocol):
    """Answers one question with JSON of that schema, as text. Raises LlmUnreachable when it cannot, and
    LlmAnswerInvalid when what came back holds no answer."""

    async def ask(self, system: str, user: str, schema: dict[str, Any]) -> str: ...


class LlmUnderstander:
    """Knows the shop's products; no state. Only the first reading of an utterance is sent, with private
    parts hidden; what stands in an alternative could not be pointed at.

    `embedded` reads the words again that the model says are a date or a time: where it knows what they
    mean, a model's arithmetic is not needed.

    Beyond the port's contract it raises LlmError: LlmUnreachable, LlmAnswerInvalid, and LlmNotAsked for
    a question whose answer may not leave this process. Whoever wires it puts another understander
    beside it, see `ringup.skills.understanding.both`.
    """

    def __init__(
        self, model: Model, products: tuple[Product, ...], embedded: Understander | None = None
    ) -> None:
        self._model = model
        self._embedded = embedded
        self._products = products
        self._ids = product_ids(products)
        self._options = option_values(products)
        self._public = _stems(products) | {stem for value in self._options for stem in _stems_of(value)}
        self._schema = schema(prompt.slot_names())

    async def understand(self, utterance: Utterance, expects: Expectation, now: datetime) -> Intent:
        sure = max(0.0, min(1.0, utterance.confidence))
        if explicit_yes(utterance.text):
            return Intent(Name.ANSWER, answer=Answer.YES, confidence=sure)
        if stays_here(expects):
            raise LlmNotAsked(f"asked for: {expects.name}")
        said = disguise(utterance.text[:LONGEST], self._public)
        if not said.shown.strip():
            return Intent(Name.UNCLEAR, confidence=0.0)
        intent = await self._read(said, expects, now)
        return replace(intent, confidence=intent.confidence * sure)

    async def _read(self, said: Disguise, expects: Expectation, now: datetime) -> Intent:
        offered = prompt.candidates(expects)
        shown = tuple(disguise(option, self._public, 100 * at) for at, option in enumerate(offered, start=1))
        possible = {d.shown.lower(): d.real for d in shown} | {d.real.lower(): d.real for d in shown}
        user = prompt.question(said.shown, expects, tuple(d.shown for d in shown), self._products, now)
        reply = parsed(await self._model.ask(prompt.system_prompt(), user, self._schema))
        intent = checked(reply, said, Facts(self._ids, self._options, possible, now))
        slots = [await self._reckoned(slot, said.real, now) for slot in intent.slots]
        return replace(intent, slots=tuple(slots))

    async def _reckoned(self, slot: Slot, text: str, now: datetime) -> Slot:
        if self._embedded is None or slot.name not in RECKONED:
            return slot
        words = Utterance(text[slot.start : slot.end])
        plain = await self._embedded.understand(words, Detail(slot.name), now)
        return replace(slot, value=plain.value(slot.name) or slot.value)


def _stems(products: tuple[Product, ...]) -> frozenset[str]:
    names = (name for p in products for name in (*p.names, *(line.name for line in p.variants)))
    return frozenset(stem for name in names for stem in _stems_of(name))


def _stems_of(text: str) -> frozenset[str]:
    return frozenset(singular(token.text) for token in tokens(text))
