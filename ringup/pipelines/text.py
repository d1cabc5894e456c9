"""The same dialogue without sound: typed words in, sentences out. For the terminal and for scripts."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import dataclass, field

from ringup.skills.codec import to_data
from ringup.skills.conversation import Conversation, EndCall, Output, Speech
from ringup.skills.desks import Desks
from ringup.skills.dialogue.actions import Action, Ask, CheckSecret, Commit, HangUp, Say
from ringup.skills.dialogue.events import AnyReceipt, Channel, Committed, Event, PromptPlayed
from ringup.skills.dialogue.expectations import Anything, Expectation
from ringup.skills.dialogue.proposals import Proposal
from ringup.skills.intent import Utterance
from ringup.skills.ports import Clock, Understander
from ringup.skills.shopping.proposal_stages import Confirming
from ringup.skills.values import CallId, PhoneNumber


@dataclass(frozen=True, slots=True)
class Reply:
    """One turn of ours. `expects` names the answer that is wanted; `actions` is what was done; `proposal` is
    what has been read back and waits for a yes, if anything does."""

    say: tuple[str, ...]
    expects: str
    actions: tuple[dict[str, object], ...]
    receipts: tuple[AnyReceipt, ...] = ()
    ended: bool = False
    proposal: Proposal | None = None


@dataclass(slots=True)
class _Notes:
    """Collects what one turn did; the journal of a conversation by typing."""

    actions: list[dict[str, object]] = field(default_factory=list)
    receipts: list[AnyReceipt] = field(default_factory=list)

    def event(self, event: Event) -> None:
        if isinstance(event, Committed):
            self.receipts.append(event.receipt)

    def action(self, action: Action, text: str | None) -> None:
        match action:
            case Say() | Ask() | HangUp():
                return
            case Commit(confirmed):
                data = {"key": confirmed.key, "proposal": to_data(confirmed.proposal, Proposal)}
            case CheckSecret(secret, customer):
                data = {"secret": secret.value, "customer": customer}
            case _:
                data = to_data(action)
        self.actions.append({"type": type(action).__name__, **data})


class TextCall:
    """One conversation by typing. Every sentence counts as heard once it is returned."""

    def __init__(self, desks: Desks, understander: Understander, clock: Clock) -> None:
        self._notes = _Notes()
        self._clock = clock
        self._conversation = Conversation(desks, understander, clock, self._notes)
        self._expects: Expectation = Anything()
        self._ended = False

    async def begin(self, call: CallId, caller: PhoneNumber | None) -> Reply:
        """The greeting; or an apology, and the end, when the shop cannot be read."""
        return await self._reply(self._conversation.begin(call, Channel.TEXT, caller))

    async def type(self, text: str) -> Reply:
        return await self._reply(self._conversation.hear(Utterance(text)))

    async def _reply(self, outputs: AsyncIterator[Output]) -> Reply:
        self._notes.actions.clear()
        self._notes.receipts.clear()
        said: list[Speech] = []
        async for output in outputs:
            match output:
                case Speech():
                    said.append(output)
                    self._expects = output.expects or self._expects
                case EndCall():
                    self._ended = True
        await self._heard(said)
        return Reply(
            tuple(speech.text for speech in said),
            self._expects.name,
            tuple(self._notes.actions),
            tuple(self._notes.receipts),
            self._ended,
            self._proposal(),
        )

    def _proposal(self) -> Proposal | None:
        """What waits for a yes; nothing before the call has begun or could."""
        try:
            task = self._conversation.state.task
        except RuntimeError:
            return None
        return task.proposal if isinstance(task, Confirming) else None

    async def _heard(self, said: list[Speech]) -> None:
        for speech in said:
            async for _ in self._conversation.handle(PromptPlayed(self._clock(), speech.prompt)):
                pass
