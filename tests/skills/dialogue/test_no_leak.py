"""The other promise: nothing of an account is said, or done in it, before it is proven whose it is.

The same adversary, in a shop where the number alone is enough for nothing but a greeting.
"""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import rule, run_state_machine_as_test

from ringup.skills.dialogue.actions import (
    Ask,
    CheckSecret,
    Commit,
    FindDiary,
    FindOrders,
    PrepareQuote,
    Say,
    SendCode,
)
from ringup.skills.dialogue.events import (
    CallerJudged,
    CallResumed,
    CodeSent,
    CustomerFound,
    Event,
    KeyPressed,
    SecretChecked,
    UtteranceHeard,
)
from ringup.skills.dialogue.prompts import Prompt
from ringup.skills.intent import Answer, Name
from ringup.skills.shop import Customer
from ringup.skills.shopping.secrets import MOST_TRIES
from ringup.skills.shopping.stages import CheckingSecret, Judging
from ringup.skills.wording import english
from tests.skills.dialogue.changeable import ALLOWING, PAYING_SAM
from tests.skills.dialogue.test_no_accidental_order import Adversary
from tests.skills.scenes import NOW, SAM, said

PROOFS = (
    ("caller_id", "postcode"),
    ("name", "postcode", "code"),
    ("caller_id", "code"),
    ("caller_id", "pin"),
    ("name", "postcode", "date_of_birth"),
)
TELLING = (
    said("oh four one oh one", Name.GIVE_NUMBER, ("postcode", "04101"), ("digits", "04101")),
    said("oh four", Name.GIVE_NUMBER, ("digits", "04")),
    said("Sam Rivera", Name.INFORM, ("name", "Sam Rivera")),
    said("sam@example.com", Name.INFORM, ("email", "sam@example.com")),
    said("june eighth nineteen eighty four", Name.INFORM, ("date_of_birth", "1984-06-08")),
    said("my pin is [secret digits]", Name.GIVE_NUMBER, ("pin", "4321")),
    said("four three two one", Name.GIVE_NUMBER, ("digits", "4321")),
    said("four eight two nine one three", Name.GIVE_NUMBER, ("digits", "482913")),
    said("the last two are oh one", Name.UNCLEAR),
    said("no, oh four one", Name.UNCLEAR, answer=Answer.NO),
    said("june eighth", Name.UNCLEAR),
    said("no text", Name.ANSWER, answer=Answer.NO),
    said("i don't know", Name.ANSWER, answer=Answer.UNSURE),
)
PRIVATE = ("Rivera", "twelve Harbour", "Boston", "471203", "471300", "471400", "visa", "2478")
"""What only the owner of the account may hear of it; goods are no secret, and which ones were had is asked
for by `FindOrders`."""


class Impostor(Adversary):
    """The same where the number alone is enough for nothing: nobody may hear of an account, or write to it,
    before it was proven whose it is. `owner` was, as an independent record has it. What the caller `told` in
    the call may be read back, as the name of a booking is."""

    policy = replace(ALLOWING, identify_by=PROOFS, caller_id_for=())

    def __init__(self) -> None:
        self.owner: Customer | None = None
        self.tried = self.sent = self.dropped = 0
        self.told = ""
        super().__init__()

    def happen(self, event: Event) -> None:
        before = self.state
        match event:
            case CallerJudged(_, customer) if isinstance(before.task, Judging) and self.owner is None:
                self.owner = customer
            case SecretChecked(_, True) if isinstance(before.task, CheckingSecret) and self.owner is None:
                self.owner = before.task.claimed
            case CallResumed() if isinstance(before.task, CheckingSecret):
                self.dropped += 1  # the try is given back: it may not have reached the desk
            case UtteranceHeard(_, utterance):
                self.told += f" {utterance.text}"
            case _:
                pass
        super().happen(event)

    def notice(self, event: Event | None) -> None:
        super().notice(event)
        for action in self.step.actions:
            match action:
                case FindOrders() | PrepareQuote() | Commit():
                    assert self.owner is not None, "an account was opened for nobody"
                case FindDiary(customer):
                    assert customer is None or self.owner is not None, "bookings were opened for nobody"
                case CheckSecret(_, customer, _):
                    self.tried += 1
                    assert customer is None or customer == SAM.id
                case SendCode():
                    self.sent += 1
                case Say(prompt) | Ask(prompt, _):
                    self.hears(prompt)
                case _:
                    pass
        assert self.tried <= MOST_TRIES + self.dropped, "more guesses than a call has"
        assert self.state.proven is (self.owner is not None)

    def hears(self, prompt: Prompt) -> None:
        if self.owner is not None:
            return
        words = english.render(prompt, NOW.date())
        assert not any(word in words for word in PRIVATE if word not in self.told), words

    @rule(sentence=st.sampled_from(TELLING))
    def caller_tells(self, sentence: UtteranceHeard) -> None:
        self.happen(replace(sentence, at=NOW))

    @rule(keys=st.sampled_from(("04101", "4321", "482913", "48", "04#", "06081984")))
    def caller_keys(self, keys: str) -> None:
        for key in keys:
            self.happen(KeyPressed(NOW, key, None))

    @rule(right=st.booleans())
    def caller_guesses(self, right: bool) -> None:
        """All that a call allows, at whatever is asked."""
        self.happen(CustomerFound(NOW, PAYING_SAM))
        self.happen(said("where is my order", Name.ORDER_STATUS))
        for _ in range(5):
            self.caller_keys("04101")
            self.happen(CallerJudged(NOW, None))
            self.happen(said("i don't know", Name.ANSWER, answer=Answer.UNSURE))
            self.happen(CodeSent(NOW, True))
            self.caller_keys("482913")
            self.happen(SecretChecked(NOW, right))


def test_no_sequence_of_events_opens_an_account_before_it_is_proven_whose_it_is(
    request: pytest.FixtureRequest,
) -> None:
    sequences = request.config.getoption("--sequences") // 10
    run_state_machine_as_test(
        Impostor,
        settings=settings(
            max_examples=sequences,
            stateful_step_count=12,
            deadline=None,
            suppress_health_check=list(HealthCheck),
            print_blob=True,
        ),
    )


def test_the_impostor_does_reach_accounts_and_the_end_of_guessing() -> None:
    guessing, lucky = Impostor(), Impostor()
    for one in (guessing, lucky):
        one.begin_somewhere(deep=False)
    guessing.caller_guesses(right=False)
    assert (guessing.tried, guessing.state.identity_failed) == (MOST_TRIES, True)
    lucky.caller_guesses(right=True)
    assert (lucky.tried, lucky.owner) == (1, PAYING_SAM)
