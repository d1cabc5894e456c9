"""Thinks of a turn before it is over: what it comes to, and how the reply to it would sound."""

from __future__ import annotations

from collections.abc import Callable

from ringup.pipelines.judge import Think
from ringup.skills.conversation import Conversation
from ringup.skills.dialogue.fit import Fit
from ringup.skills.intent import Utterance

SENTENCES = 2
"""So many of a reply are made ahead; the others while these are heard."""


def thinking_ahead(conversation: Conversation, prepare: Callable[[str], None]) -> Think:
    """`prepare` begins to make the sound of a sentence, at the voice's own tempo."""

    async def think(said: Utterance) -> Fit:
        foreseen = await conversation.foresee(said)
        if foreseen.pace.tempo == 1.0:
            for sentence in foreseen.sentences[:SENTENCES]:
                prepare(sentence)
        return foreseen.fit

    return think
