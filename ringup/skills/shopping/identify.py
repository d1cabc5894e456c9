"""Finding out who calls: proof is asked for, as the shop's setting says, until it is enough for one customer.

Caller id alone is enough only for what the shop's policy says. Nothing of an account is told before, and no
question depends on whether what was told so far is right; after too many tries nothing is asked again in
the call.
"""

from __future__ import annotations

from dataclasses import replace

from ringup.skills.dialogue import repair
from ringup.skills.dialogue.actions import JudgeCaller
from ringup.skills.dialogue.events import (
    CallerJudged,
    CodeSent,
    DeskFailed,
    Event,
    KeyPressed,
    SecretChecked,
    UtteranceHeard,
)
from ringup.skills.dialogue.expectations import Detail, Digits, Expectation
from ringup.skills.dialogue.prompts import Key
from ringup.skills.dialogue.state import State, Step
from ringup.skills.handovers import Why
from ringup.skills.identification.evidence import Item
from ringup.skills.identification.plan import Way, next_item, next_way, secret_of
from ringup.skills.intent import Name
from ringup.skills.policy import CALLER_ID, Secret
from ringup.skills.regions import postcode_digits
from ringup.skills.shop import Told
from ringup.skills.shopping import handover, proof_figures, secrets
from ringup.skills.shopping.details import cannot_tell, named_in, told_in
from ringup.skills.shopping.ending import desk_down, finish
from ringup.skills.shopping.stages import (
    AskingSecret,
    CheckingSecret,
    Claiming,
    Identifying,
    Idle,
    Judging,
    SendingCode,
    Task,
    Wanted,
)

QUESTIONS = {
    "name": Key.ASK_NAME,
    "postcode": Key.ASK_POSTCODE,
    "email": Key.ASK_EMAIL,
    "date_of_birth": Key.ASK_BIRTH_DATE,
}
FURTHER = QUESTIONS | {"postcode": Key.AND_POSTCODE}
"""The same, after another detail."""

AGAIN = {
    "name": Key.SPELL_NAME,
    "postcode": Key.POSTCODE_AGAIN,
    "email": Key.EMAIL_AGAIN,
    "date_of_birth": Key.BIRTH_DATE_AGAIN,
}
"""The same, when what was said before was not enough."""

_ANYWHERE = (
    Name.REPEAT,
    Name.SLOWER,
    Name.LOUDER,
    Name.WAIT,
    Name.HELP,
    Name.PERSON,
    Name.BOT,
    Name.ASK,
    Name.START_OVER,
    Name.STOP_RECORDING,
    Name.GOODBYE,
)


def start(step: Step, wanted: Wanted) -> Step:
    """Ask for the first proof, or say that it cannot be proven here who calls."""
    state = step.note(lacking=_unknown(step.state)).state
    if not next_way(state.policy.identify_by, (), state.lacking):
        return finish(step.say(Key.STRANGER, phone=state.shop.phone))
    if state.identity_failed:
        return finish(step.say(Key.IDENTITY_FAILED, phone=state.shop.phone))
    others = tuple(aside for aside in state.paused if not _is_same(aside.task, wanted))
    step = replace(step, state=replace(state, paused=others))
    if not state.told and (told := named_in(wanted.text)):
        return _judge(step, wanted, told)
    return _go_on(step, wanted, opening=True)


def advance(step: Step, stage: Task, event: Event) -> Step | None:
    """The next step, or None when the event means nothing to this stage."""
    match stage, event:
        case ((Identifying() | AskingSecret(_, Wanted())), UtteranceHeard(_, _, intent)) if (
            intent.name is Name.CANCEL
        ):
            return finish(step.say(Key.LEFT_AS_IT_IS))
        case Identifying(), UtteranceHeard(_, _, intent) if intent.name in _ANYWHERE:
            return None
        case Identifying(), UtteranceHeard():
            return _answered(step, stage, event)
        case Identifying(), KeyPressed(_, key):
            return _keyed(step, stage, key)
        case Judging(wanted), CallerJudged(_, None):
            return _go_on(step, wanted, judged=True)
        case Claiming(wanted, secret), CallerJudged(_, claimed):
            return secrets.ask(step, secret, wanted, claimed)
        case ((Judging() | Claiming()), DeskFailed()):
            return desk_down(step)
        case SendingCode(Wanted() as wanted), CodeSent():
            return _without(step, wanted, Secret.CODE)
        case AskingSecret(secret, Wanted() as wanted), UtteranceHeard() if cannot_tell(event):
            return _without(step, wanted, secret)
        case CheckingSecret(_, Wanted()), SecretChecked(_, False):
            return _failed(step)
        case _:
            return None


def is_quick(state: State) -> bool:
    """Whether the number is half of the proof: then it is asked for even where people need not be known, so
    that a booking is their account's and not some stranger's."""
    way = next_way(state.policy.identify_by, (), _unknown(state))
    return not state.identity_failed and CALLER_ID in way


def is_over(step: Step, task: Task) -> Wanted | None:
    """What the caller was asked to prove who they are for, where they have meanwhile."""
    match task:
        case Identifying(wanted) | AskingSecret(_, Wanted() as wanted) if step.state.proven:
            return wanted
        case _:
            return None


def _is_same(task: Task, wanted: Wanted) -> bool:
    """Whoever says again what they want, instead of an answer, wants it once."""
    match task:
        case Identifying(before) | AskingSecret(_, Wanted() as before):
            return before.intent.name is wanted.intent.name
        case _:
            return False


# what is asked


def _unknown(state: State) -> tuple[str, ...]:
    """Nothing is lacking but the number, where that is nobody's."""
    return () if state.customer is not None else (CALLER_ID,)


def _go_on(step: Step, wanted: Wanted, *, opening: bool = False, judged: bool = False) -> Step:
    state = step.state
    asked = tuple(told.item for told in state.told)
    way = next_way(state.policy.identify_by, asked, state.lacking)
    item = next_item(way, asked) if way else None
    if item is None:
        return _failed(step)
    if opening and CALLER_ID not in way:
        step = step.say(Key.WHY_IDENTIFY)
    if (secret := secret_of(way)) is not None and item == secret:
        return _claim(step, wanted, way, secret)
    if item in asked:
        key = AGAIN[item]
    else:
        step = step.say(Key.NOT_FOUND) if judged and _was_proof(state) else step
        key = (FURTHER if set(asked) & set(way) else QUESTIONS)[item]
    return step.ask(key, _expects(state, item)).go(Identifying(wanted, item))


def _was_proof(state: State) -> bool:
    """Whether what was told last could have been all that was needed."""
    told = {CALLER_ID, *(told.item for told in state.told)}
    ways = (way for way in state.policy.identify_by if state.customer is not None or CALLER_ID not in way)
    return any(state.told[-1].item in way and told.issuperset(way) for way in ways)


def _claim(step: Step, wanted: Wanted, way: Way, secret: Secret) -> Step:
    """Whose secret it has to be: the number's owner's, or whomever the details of the way fit."""
    if secrets.spent(step):
        return _failed(step)
    claim = tuple(item for item in _with_all(step.state, way) if item != secret)
    if claim == (CALLER_ID,):
        return secrets.ask(step, secret, wanted, step.state.customer)
    return step.do(JudgeCaller(_all_told(step.state), (claim,))).go(Claiming(wanted, secret))


def _expects(state: State, item: str) -> Expectation:
    figures = _figures(state) if item == Item.POSTCODE else None
    return Detail(item) if figures is None else Digits(item, (figures,))


def _figures(state: State) -> int | None:
    return postcode_digits(state.shop.phone)


# what is answered


def _answered(step: Step, stage: Identifying, event: UtteranceHeard) -> Step | None:
    if (pin := event.intent.value(Secret.PIN)) is not None:
        return _pin_told(step, stage, pin)
    begun = proof_figures.put_right(step.state, stage, event)
    if begun is None:
        begun = proof_figures.part_of_a_date(stage, event)
    if begun is None and (told := told_in(stage.asked, _figures(step.state), event)):
        return _judge(step, stage.wanted, told)
    if begun is None:
        begun = proof_figures.figures(step.state, stage, event)
    if begun is not None:
        return _and_then(_figures_told(step, stage, begun))
    if stage.asked != Item.NAME and cannot_tell(event):
        return _without(step, stage.wanted, stage.asked)
    return None


def _keyed(step: Step, stage: Identifying, key: str) -> Step | None:
    given = proof_figures.keyed(step.state, stage, key)
    return None if given is None else _figures_told(step, stage, given)


def _figures_told(step: Step, stage: Identifying, given: Told | str) -> Step:
    """Kept until there are enough. What can be none of it costs no try."""
    if isinstance(given, Told):
        return _judge(step, stage.wanted, (given,))
    step = step.go(replace(stage, keyed=given))
    return step if given else repair.ask_again(step.say(Key.DID_NOT_CATCH))


def _and_then(step: Step) -> Step:
    """Somebody who stops in the middle of a number is asked for the rest."""
    return step.say(Key.AND_THEN) if secrets.is_begun(step.state.task) else step


def _judge(step: Step, wanted: Wanted, told: tuple[Told, ...]) -> Step:
    """Over all that was told so far: the last answer may only make an earlier one good."""
    step = step.note(told=(*step.state.told, *told))
    ways = tuple(_with_all(step.state, way) for way in step.state.policy.identify_by)
    step = step.do(JudgeCaller(_all_told(step.state), ways))
    return step.go(Judging(wanted))


def _with_all(state: State, way: Way) -> Way:
    """Where the number is part of a proof, a name that was told has to fit as well: whoever says another one
    is not its owner."""
    if CALLER_ID not in way:
        return way
    told = {told.item for told in state.told} & {Item.NAME, Item.EMAIL}
    return (*way, *sorted(told - set(way)))


def _all_told(state: State) -> tuple[Told, ...]:
    if state.caller is None:
        return state.told
    return (Told(CALLER_ID, (state.caller.e164,)), *state.told)


def _pin_told(step: Step, stage: Identifying, pin: str) -> Step | None:
    """Unasked, it is taken where it has to be the number's owner's."""
    ways = [way for way in step.state.policy.identify_by if set(way) == {CALLER_ID, Secret.PIN}]
    if not next_way(ways, (), step.state.lacking) or secrets.spent(step):
        return None
    return secrets.check(step, AskingSecret(Secret.PIN, stage.wanted, step.state.customer), pin)


def _without(step: Step, wanted: Wanted, item: str) -> Step:
    """Another way is left to prove it, or none."""
    return _go_on(step.note(lacking=(*step.state.lacking, item)), wanted)


def _failed(step: Step) -> Step:
    step = step.note(identity_failed=True, told=()).go(Idle())
    step = step.say(Key.IDENTITY_FAILED, phone=step.state.shop.phone)
    return handover.offer(step, Why.NOT_IDENTIFIED, question=Key.OFFER_PERSON_INSTEAD)
