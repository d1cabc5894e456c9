"""Two understanders beside one another: the embedded one, which always answers, and a language model's,
which may not.
"""

from __future__ import annotations

import logging
from datetime import datetime

from ringup.skills.dialogue.expectations import Expectation, YesNo
from ringup.skills.intent import Intent, Name, Utterance
from ringup.skills.ports import Understander
from ringup.skills.understanding.embedded import heard_as
from ringup.skills.understanding.llm.breaker import Breaker
from ringup.skills.understanding.llm.errors import LlmError, LlmNotAsked
from ringup.skills.understanding.llm.private import stays_here

log = logging.getLogger(__name__)

SURE = 0.85
"""Certainty of the embedded understander from which nobody else is asked."""


class BothUnderstander:
    """The embedded one answers where it is sure, and always to yes/no questions, digits and what is
    private; else the language model, and where that fails or makes nothing of it, the embedded one
    after all. `breaker` counts the model's failures.
    """

    def __init__(self, embedded: Understander, llm: Understander, breaker: Breaker | None = None) -> None:
        self._embedded = embedded
        self._llm = llm
        self._breaker = breaker or Breaker()

    async def understand(self, utterance: Utterance, expects: Expectation, now: datetime) -> Intent:
        first = await self._embedded.understand(utterance, expects, now)
        if isinstance(expects, YesNo) or stays_here(expects) or _is_sure(first, utterance):
            return first
        second = await _asked(self._llm, self._breaker, utterance, expects, now)
        return first if second is None or second.name is Name.UNCLEAR else second


class LlmFirstUnderstander:
    """The language model answers, save to what is private and where a yes/no question got its answer;
    where it fails, the embedded one does.
    """

    def __init__(self, llm: Understander, embedded: Understander, breaker: Breaker | None = None) -> None:
        self._llm = llm
        self._embedded = embedded
        self._breaker = breaker or Breaker()

    async def understand(self, utterance: Utterance, expects: Expectation, now: datetime) -> Intent:
        plain = await self._embedded.understand(utterance, expects, now)
        answered = isinstance(expects, YesNo) and plain.name is Name.ANSWER
        if answered or stays_here(expects):
            return plain
        return await _asked(self._llm, self._breaker, utterance, expects, now) or plain


def _is_sure(intent: Intent, utterance: Utterance) -> bool:
    """Whether the words leave no doubt; how well they were heard is another matter."""
    return intent.name is not Name.UNCLEAR and intent.confidence >= SURE * heard_as(intent, utterance)


async def _asked(
    llm: Understander, breaker: Breaker, utterance: Utterance, expects: Expectation, now: datetime
) -> Intent | None:
    """What the language model makes of it, or None where it fails or has failed too often."""
    if not breaker.admits():
        return None
    try:
        intent = await llm.understand(utterance, expects, now)
    except LlmNotAsked:
        return None
    except LlmError as error:
        breaker.failed()
        log.warning("the language model is of no use: %s: %s", error.code, error)
        return None
    breaker.succeeded()
    return intent
