"""Appointments and tables: what is free, booking, moving, cancelling, and the waitlist.

Anybody may book, under a name and a number; what stands in the customer's name is told and changed only
once it is known who calls. Nothing is held before the caller said yes to a read-back.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from ringup.skills.bookings.proposals import BookSlot, MoveBooking
from ringup.skills.bookings.values import BookingReceipt, Period
from ringup.skills.dialogue import repair
from ringup.skills.dialogue.actions import FindDiary, FindOpenings
from ringup.skills.dialogue.events import (
    DeskFailed,
    DiaryFound,
    Event,
    OpeningsFound,
    UtteranceHeard,
)
from ringup.skills.dialogue.expectations import Detail, Expectation, YesNo
from ringup.skills.dialogue.prompts import Key
from ringup.skills.dialogue.state import Step
from ringup.skills.intent import Answer, Intent, Name, Utterance
from ringup.skills.policy import CallerIdFor
from ringup.skills.shopping import booking_answers, booking_words, identify, knowledge
from ringup.skills.shopping.booking_case import Ask, Look, Outcome, Over, Ready, local
from ringup.skills.shopping.booking_outcome import outcome
from ringup.skills.shopping.booking_stages import (
    Arranging,
    BookingForm,
    Doing,
    FindingOpenings,
    Looked,
    OpeningDiary,
)
from ringup.skills.shopping.booking_wish import wish_of
from ringup.skills.shopping.ending import desk_down, finish
from ringup.skills.shopping.phone_numbers import NUMBER
from ringup.skills.shopping.reading_back import read_back
from ringup.skills.shopping.stages import Idle, Task, Wanted

MOST_DECLINED = 3
"""After so many read-backs and offers that were declined, the booking is put aside."""

MOST_LOOKED = 6
"""Look-ups that are remembered; the oldest of more is made again when it is needed."""

INTENTS = {
    Name.BOOK: Doing.BOOK,
    Name.FIND_BOOKING: Doing.FIND,
    Name.MOVE_BOOKING: Doing.MOVE,
    Name.CANCEL_BOOKING: Doing.CANCEL,
    Name.WAITLIST: Doing.WAIT,
    Name.AVAILABILITY: Doing.ASK,
}
OF_ONES_OWN = (Doing.FIND, Doing.MOVE, Doing.CANCEL)
"""What nobody but the customer may do."""


def start(step: Step, wanted: Wanted) -> Step:
    """Begin with whatever the caller said of it."""
    doing = INTENTS[wanted.intent.name]
    to_know = doing in OF_ONES_OWN or identify.is_quick(step.state)
    if to_know and not step.state.may(CallerIdFor.BOOKINGS):
        return identify.start(step, wanted)
    return open_diary(step, OpeningDiary(BookingForm(doing), wanted.text, wanted.intent))


STARTS = dict.fromkeys(INTENTS, start)


def start_with(step: Step, doing: Doing, wanted: Wanted) -> Step:
    """Do that to the booking that this call made last."""
    last = step.state.placed[-1].receipt
    assert isinstance(last, BookingReceipt)
    if not step.state.may(CallerIdFor.BOOKINGS):
        return identify.start(step, wanted)
    form = BookingForm(doing, about=last.booking.number)
    return open_diary(step, OpeningDiary(form, wanted.text, wanted.intent))


def open_diary(step: Step, stage: OpeningDiary) -> Step:
    known = step.state.may(CallerIdFor.BOOKINGS) and step.state.customer
    return step.do(FindDiary(known.id if known else None)).go(stage)


def advance(step: Step, stage: Task, event: Event) -> Step | None:
    """The next step, or None when the event means nothing to this stage."""
    match stage, event:
        case Idle(), UtteranceHeard(_, utterance, Intent(name=Name.INFORM | Name.UNCLEAR) as intent):
            return _perhaps(step, utterance.text, intent)
        case OpeningDiary(), DiaryFound(at, diary):
            return _opened(step, replace(stage, form=replace(stage.form, diary=diary)), at)
        case FindingOpenings(form, wanted), OpeningsFound(at, openings):
            looked = (*form.looked, Looked(wanted, openings))[-MOST_LOOKED:]
            return go_on(step, replace(form, looked=looked), at)
        case OpeningDiary() | FindingOpenings(), DeskFailed():
            return desk_down(step)
        case Arranging(), UtteranceHeard():
            return _answered(step, stage, event)
        case _:
            return None


def _perhaps(step: Step, text: str, intent: Intent) -> Step | None:
    """A day or a time out of the blue is about a booking, if one of the shop's services is named with it;
    so is what is moved or looked for."""
    doing = booking_words.done_to_a_booking(text)
    if doing not in OF_ONES_OWN and not any(intent.value(slot) for slot in ("date", "time", "people")):
        return None
    if doing in OF_ONES_OWN and not step.state.may(CallerIdFor.BOOKINGS):
        return None
    return open_diary(step, OpeningDiary(BookingForm(doing), text, intent, sure=False))


def _opened(step: Step, stage: OpeningDiary, at: datetime) -> Step:
    """What the caller began with is read once it is known what can be booked."""
    form = stage.form
    if stage.said:
        said = booking_words.heard("", stage.said, stage.intent, local(at, step.state))
        form = replace(form, said=(*form.said, said))
    if not stage.sure and not _is_named(form):
        return _not_ours(step.go(Idle()), stage, at)
    return go_on(step, form, at)


def _not_ours(step: Step, stage: OpeningDiary, at: datetime) -> Step:
    event = UtteranceHeard(at, Utterance(stage.said), stage.intent or Intent(Name.UNCLEAR))
    return knowledge.guess(step, event) or repair.miss(step)


def _is_named(form: BookingForm) -> bool:
    """Whether a service, or who does one, is."""
    assert form.diary is not None
    wish = wish_of(form, form.diary)
    return wish.service is not None or wish.staff is not None


def go_on(step: Step, form: BookingForm, at: datetime) -> Step:
    """Ask for what is missing, look up what is free, answer, or read back."""
    match found := outcome(form, step.state, at):
        case Ask():
            return _ask(step, form, found)
        case Look(wanted):
            return step.do(FindOpenings(wanted)).go(FindingOpenings(form, wanted))
        case Over(key, values):
            return finish(step.say(key, **dict(values)))
        case Ready():
            form = replace(form, offered=())
            return read_back(step, form, found.proposal, found.key, found.question, **dict(found.values))


def _ask(step: Step, form: BookingForm, ask: Ask, *, again: bool = False, misses: int = 0) -> Step:
    known = any(prompt.key is Key.SOMEBODY_FASTER for prompt in step.state.said)
    for reason in () if again or known else ask.reasons:
        step = step.say(reason.key, **dict(reason.values))
    step = step.ask(ask.again if again else ask.key, _expects(ask.slot), **dict(ask.values))
    return step.go(Arranging(replace(form, offered=ask.offered), ask.slot, misses))


def _expects(slot: str) -> Expectation:
    match slot:
        case "phone":
            return NUMBER
        case "waiting":
            return YesNo()
        case "booking":
            return Detail("service")
        case _:
            return Detail(slot)


# answers


def _answered(step: Step, stage: Arranging, event: UtteranceHeard) -> Step | None:
    """Words that bring the booking on are its answer, whatever else they could mean; others may be a
    request of their own, and if not, are asked for again."""
    intent, at = event.intent, event.at
    if intent.name is Name.CANCEL or (intent.name is Name.CANCEL_BOOKING and not _of_standing(stage.form)):
        return drop(step)
    if _is_elsewhere(stage, event):
        return None
    said = booking_words.heard(stage.asked, event.utterance.text, intent, local(at, step.state))
    if not stage.form.offered and (period := period_of(outcome(stage.form, step.state, at))) is not None:
        said = booking_answers.moved_on(said, period, step.state)
    form = booking_answers.answered(stage.form, said, intent, step.state)
    if form is not None and not _says_no_more(step, stage, form, at):
        return go_on(step, form, at)
    if intent.name is Name.ANSWER and intent.answer is Answer.NO:
        return _no(step, stage)
    if intent.name in _OTHER_THINGS or intent.name.writes:
        return None
    return _ask_again(step, stage, at)


def _says_no_more(step: Step, stage: Arranging, form: BookingForm, at: datetime) -> bool:
    """Whether it is still not known which booking is meant, nor more of it than before."""
    return stage.asked == "booking" and outcome(form, step.state, at) == outcome(stage.form, step.state, at)


def _is_elsewhere(stage: Arranging, event: UtteranceHeard) -> bool:
    """Whether the words surely ask for something else: "anyone" is no request for a person here, and
    "later" no goodbye to an offer."""
    text = event.utterance.text
    match event.intent.name:
        case Name.PERSON:
            return not booking_words.anyone(text)
        case Name.GOODBYE:
            return not (stage.form.offered and booking_words.direction(text))
        case name:
            return name in _ELSEWHERE


_ELSEWHERE = frozenset(
    {
        Name.REPEAT, Name.SLOWER, Name.LOUDER, Name.WAIT, Name.HELP, Name.START_OVER, Name.BOT,
        Name.STOP_RECORDING, Name.ORDER_STATUS, Name.REFUND_STATUS, Name.BASKET, Name.FIND_BOOKING,
    }
)  # fmt: skip
_OTHER_THINGS = frozenset({Name.ASK, Name.RECOMMEND, Name.SEARCH, Name.COMPARE})
"""What a caller may ask for instead of an answer, where the words are none."""


def _of_standing(form: BookingForm) -> bool:
    """Whether it is about a booking that was made before."""
    return form.doing in OF_ONES_OWN


def _no(step: Step, stage: Arranging) -> Step:
    """To an offer, or to the waitlist."""
    form = replace(stage.form, declined=stage.form.declined + 1, offered=())
    if stage.asked == "waiting" or form.declined >= MOST_DECLINED or not stage.form.offered:
        return drop(step)
    step = step.ask(Key.ANOTHER_TIME, Detail("date"))
    return step.go(Arranging(form, "date"))


def _ask_again(step: Step, stage: Arranging, at: datetime) -> Step | None:
    """Once, in other words; from then on as whatever else was not understood."""
    found = outcome(stage.form, step.state, at)
    if stage.misses > 0 or not isinstance(found, Ask) or found.slot != stage.asked:
        return None
    return _ask(step.say(Key.DID_NOT_CATCH), stage.form, found, again=True, misses=1)


def drop(step: Step) -> Step:
    return finish(step.say(Key.BOOKING_DROPPED))


def period_of(found: Outcome) -> Period | None:
    """When it would be, where that is settled."""
    if isinstance(found, Ready) and isinstance(found.proposal, BookSlot | MoveBooking):
        return found.proposal.period
    return None
