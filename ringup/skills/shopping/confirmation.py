"""The answer to a read-back, and what came of it. The verdict on a yes is the guard's; what a skill does
with a no, a change or a receipt is in its `Handling`."""

from __future__ import annotations

import itertools
import re
from dataclasses import replace
from datetime import datetime

from ringup.skills.bookings.proposals import CancelBooking
from ringup.skills.dialogue import guard, naming, repair
from ringup.skills.dialogue.actions import Commit
from ringup.skills.dialogue.events import (
    CommitFailed,
    CommitFailure,
    Committed,
    Event,
    KeyPressed,
    PromptPlayed,
    UtteranceHeard,
)
from ringup.skills.dialogue.expectations import YesNo
from ringup.skills.dialogue.guard import Circumstances, Confirmed, Refusal
from ringup.skills.dialogue.prompts import Key
from ringup.skills.dialogue.proposals import (
    AfterSale,
    CancelOrder,
    ChangeAddress,
    ChangePayment,
    ChangeProfile,
    Proposal,
)
from ringup.skills.dialogue.state import Placed, State, Step
from ringup.skills.intent import Answer, Name
from ringup.skills.shopping import after_sale, booking_confirmed, purchase_answers
from ringup.skills.shopping.booking_stages import BookingForm
from ringup.skills.shopping.proposal_stages import (
    Committing,
    Confirming,
    Draft,
    Purchase,
    Request,
)
from ringup.skills.shopping.reading_back import Handling
from ringup.skills.shopping.stages import Task
from ringup.skills.shopping.which_change import INTENTS

MOST_DOUBTS = 3
"""After so many answers that were neither yes nor no, the proposal is put aside."""


def _handling(draft: Draft) -> Handling:
    match draft:
        case Purchase():
            return purchase_answers.HANDLING
        case Request():
            return after_sale.HANDLING
        case BookingForm():
            return booking_confirmed.HANDLING


def advance(step: Step, stage: Task, event: Event) -> Step | None:
    """The next step, or None when the event means nothing to this stage."""
    match stage, event:
        case Confirming(), PromptPlayed(at, prompt, span):
            return step.go(replace(stage, read=guard.heard(stage.read, prompt, at, span)))
        case Confirming(), UtteranceHeard():
            return _answered(step, stage, event)
        case Confirming(), KeyPressed():
            return _keyed(step, stage, event)
        case Committing(key, draft), Committed(_, receipt) if receipt.key == key:
            return _handling(draft).done(note_done(step, stage, event), stage, receipt)
        case Committing(key), CommitFailed(_, failed, reason) if failed == key:
            return _not_done(step, stage, reason)
        case _:
            return None


def again(step: Step, stage: Confirming, at: datetime) -> Step:
    """Read back once more what stands to be confirmed."""
    return _handling(stage.draft).again(step, stage.draft, at)


def note_done(step: Step, stage: Committing, event: Committed) -> Step:
    """Remember the receipt, whoever is still on the line."""
    return step.note(placed=(*step.state.placed, Placed(stage.proposal, event.receipt)))


def _answered(step: Step, stage: Confirming, event: UtteranceHeard) -> Step | None:
    intent, handling = event.intent, _handling(stage.draft)
    said, others = event.utterance, _words_of_others(stage, step.state)
    pointing = _words_of_its_order(stage, step.state)
    when = Circumstances(stage.half, stage.doubts, step.state.is_asking, others, pointing)
    verdict = guard.confirm_by_words(stage.read, stage.proposal, said, event.at, when)
    if isinstance(verdict, Confirmed) or verdict is Refusal.NOT_ASKED:
        return _judged(step, stage, verdict, event.at)
    if guard.half_a_yes(stage.read, stage.proposal, said, others):
        return _doubt(step, replace(stage, half=said.text))
    match intent.name:
        case Name.CANCEL if _cancels(stage) and _says_cancel(event):
            return _doubt(step, stage)
        case Name.CANCEL:
            return handling.leave(step)
        case Name.REPEAT:
            return again(step, stage, event.at)
        case Name.ANSWER if intent.answer is Answer.YES:
            return _judged(step, stage, verdict, event.at)
        case Name.ANSWER if intent.answer is Answer.NO:
            revised = handling.revised(step, stage.draft, event)
            wants_nothing = _WANTS_NOTHING.search(event.utterance.text.lower()) is not None
            return revised or (
                handling.leave(step) if wants_nothing else handling.declined(step, stage.draft)
            )
        case _ if _comes_to_no(event.utterance.text.lower()):
            return handling.revised(step, stage.draft, event) or handling.leave(step)
        case Name.ANSWER if not _BEGINS_WITH_NO.match(event.utterance.text.lower()):
            return handling.revised(step, stage.draft, event) or _doubt(step, stage)
        case Name.UNCLEAR if stage.read.played_at is None:
            return _hear_me_out(step, stage, event.at)
        case _ if _BEGINS_WITH_NO.match(event.utterance.text.lower()):
            return handling.revised(step, stage.draft, event) or handling.declined(step, stage.draft)
        case _:
            revised = handling.revised(step, stage.draft, event)
            return _doubt(step, stage) if revised is None and _is_of_it(stage, intent.name) else revised


def _words_of_others(stage: Confirming, state: State) -> frozenset[str]:
    """Words for the caller's own things and for what might be wanted instead."""
    if not isinstance(stage.draft, Request):
        return frozenset()
    own = tuple(line for order in state.orders for line in order.lines)
    offered = tuple(variant for product in stage.draft.products for variant in product.variants)
    return frozenset(word for line in (*own, *offered) for word in naming.of_line(line, set()))


def _words_of_its_order(stage: Confirming, state: State) -> frozenset[str]:
    """Where the order goes that is to be changed, unless just that is to be; and what is in it, where no
    thing of it could be meant alone."""
    proposal = stage.proposal
    if not isinstance(proposal, AfterSale) or isinstance(proposal, ChangeProfile):
        return frozenset()
    own = [order for order in state.orders if order.number == proposal.order]
    towns = () if isinstance(proposal, ChangeAddress) else (naming.of_town(order.address) for order in own)
    whole = isinstance(proposal, ChangeAddress | ChangePayment)
    things = (naming.heads(line, set()) for order in own for line in order.lines if whole)
    return frozenset(itertools.chain(*towns, *things))


def _is_of_it(stage: Confirming, name: Name) -> bool:
    """Whether words that change nothing in what was read back are still about that, such as "only one of
    them": then it stays open, and is asked about once more."""
    match stage.draft:
        case Request(change=change):
            return name in _BUYING or INTENTS.get(name) is change
        case BookingForm():
            return name in _BUYING
        case Purchase():
            return False


_BUYING = frozenset(
    {
        Name.ORDER, Name.REORDER, Name.REMOVE, Name.CHANGE_OPTION, Name.CHANGE_QUANTITY, Name.CHOOSE,
        Name.GIVE_NUMBER, Name.INFORM,
    }
)  # fmt: skip
"""What words that only name things and numbers are taken for."""


def _cancels(stage: Confirming) -> bool:
    return isinstance(stage.proposal, CancelOrder | CancelBooking)


def _says_cancel(event: UtteranceHeard) -> bool:
    """ "Cancel it" could mean what is to be cancelled, or that nothing is."""
    return _CALLS_OFF.search(event.utterance.text.lower()) is not None


_CALLS_OFF = re.compile(r"\b(?:cancel|scrap|kill|bin|ditch|axe|stop)\b")


_BEGINS_WITH_NO = re.compile(
    r"(?:(?:hm+|um+|uh|oh|ah|well|sorry|wait|whoa|hey|so|i'm sorry)[ ,.]+)*(?:no|nope|nah)\b"
)


_WANTS_NOTHING = re.compile(
    r"^(?:(?:oh|um+|uh|well|ah|sorry)[ ,]+)*no,? (?:"
    r"(?:thanks|thank you)(?: very much| then)?"
    r"|(?:thanks |thank you )?(?:i'll |i will |let's |just |please |we'll |then )*"
    r"(?:leave it(?: then| alone| be| as it is)?|never mind|forget (?:about )?it))[ .!]*$"
    r"|\bi(?:'ll| will)(?: just| rather)? keep everything(?: then)?[ .!]*$"
)
"""A no to all of it: nothing is to be put right."""


def _comes_to_no(words: str) -> bool:
    """Whether somebody who says no yes would rather not: "you know what, hearing it out loud, I'd better keep
    it"."""
    return _DECLINES.search(words) is not None and _AGREES.search(words) is None


_AGREES = re.compile(r"\b(?:yes|yeah|yep|yup|sure|correct|go ahead|go on)\b")

_DECLINES = re.compile(
    r"(?:^|[,.;!] )(?:(?:and|but|then|so|oh|well|hm+|um+|uh|ah|actually|please|in that case|maybe|just) )*"
    r"(?:(?:no|nope|nah)(?: then| thanks| thank you)?,? (?:i|i'm|let's|let|leave|keep|don't|do not|never|not"
    r"|forget|that's)\b"
    r"|(?:i'd|i would|i had|we'd) (?:better|rather) (?:keep|leave|not|hold on to|stay)\b"
    r"|(?:i|we) (?:won't|will not|don't want to|do not want to) (?:do (?:that|it)|go (?:through|ahead))\b"
    r"|(?:leave|keep) (?:it|them|everything|things|that|the order) (?:alone|be|as (?:it is|is|they are)"
    r"|(?:just )?(?:the way|how|like) (?:it is|they are|it was))"
    r"|(?:forget|skip|drop) (?:it|that|the whole thing)|never mind(?: then)?$|let's not|rather not)"
)


def _keyed(step: Step, stage: Confirming, event: KeyPressed) -> Step | None:
    if event.key == "2":
        return _handling(stage.draft).declined(step, stage.draft)
    if event.key == "*":
        return again(step, stage, event.at)
    if event.key != "1":
        return None
    verdict = guard.confirm_by_key(stage.read, stage.proposal, "1", event.at, event.span)
    return _judged(step, stage, verdict, event.at)


def _judged(step: Step, stage: Confirming, verdict: Confirmed[Proposal] | Refusal, at: datetime) -> Step:
    match verdict:
        case Confirmed():
            return step.do(Commit(verdict)).go(Committing(verdict.key, stage.draft, stage.proposal))
        case Refusal.NOT_HEARD | Refusal.CHANGED:
            return _hear_me_out(step, stage, at)
        case Refusal.NOT_ASKED:
            return repair.ask_again(step)
        case _:
            return _doubt(step, stage)


def _hear_me_out(step: Step, stage: Confirming, at: datetime) -> Step:
    if stage.doubts >= MOST_DOUBTS:
        return _handling(stage.draft).leave(step)
    once_more = again(step.say(Key.HEAR_ME_OUT), stage, at)
    if not isinstance(once_more.state.task, Confirming):
        return once_more
    return once_more.go(replace(once_more.state.task, doubts=stage.doubts + 1))


def _doubt(step: Step, stage: Confirming) -> Step:
    if stage.doubts >= MOST_DOUBTS:
        return _handling(stage.draft).leave(step)
    step = step.ask(Key.CANCEL_CLEARLY if _cancels(stage) else Key.CONFIRM_CLEARLY, YesNo())
    return step.go(replace(stage, doubts=stage.doubts + 1))


def _not_done(step: Step, stage: Committing, reason: CommitFailure) -> Step:
    """What is pending keeps its key: confirmed once more, it is still done once."""
    if reason is not CommitFailure.PENDING:
        step = step.note(refused=step.state.refused + 1)
    return _handling(stage.draft).refused(step, stage, reason)
