"""Every story in this folder, told to the real conversation with the real rules."""

from __future__ import annotations

from collections import Counter

import pytest

from ringup.skills.dialogue.proposals import CHANGES, PlaceOrder
from ringup.skills.shop import Line
from tests.skills.golden.booked import bookings_written, waiting_written
from tests.skills.golden.cast import CALLERS
from tests.skills.golden.story import Story, Turn, stories
from tests.skills.golden.telephone import Answer, Telephone

STORIES = stories()


@pytest.mark.parametrize("name", STORIES)
async def test_the_story_goes_as_told(name: str) -> None:
    story = STORIES[name]
    telephone = Telephone()
    telephone.cue(story.shop)
    greeting, turns = _parts(story)
    answer = await telephone.dial(CALLERS[story.who], interrupted=greeting.interrupted)
    _compare(greeting, answer, telephone)
    for turn in turns:
        _compare(turn, await telephone.turn(turn), telephone)
    telephone.shop.assert_all_failed()
    assert _placed(telephone) == Counter(story.placed)
    assert len(await telephone.shop.unsettled()) == story.pending
    assert bookings_written(telephone.bookings) == story.booked
    assert waiting_written(telephone.bookings) == story.waiting
    assert _changed(telephone) == story.changed
    assert tuple(each.why for each in telephone.shop.handed_over.values()) == story.handed_over


def _parts(story: Story) -> tuple[Turn, tuple[Turn, ...]]:
    """The greeting, and what follows."""
    first = story.call[0]
    begins = first.caller is None and not first.keys and first.happens is None
    return (first, story.call[1:]) if begins else (Turn(), story.call)


def _compare(turn: Turn, answer: Answer, telephone: Telephone) -> None:
    after = turn.caller or turn.keys or (turn.happens or "the ring")
    if turn.ringup is not None:
        told = tuple(_as_told(x, y) for x, y in zip(answer.said, turn.ringup, strict=False))
        assert (*told, *answer.said[len(told) :]) == turn.ringup, f"after: {after}"
    if turn.expects is not None:
        assert telephone.conversation.state.expects.name == turn.expects, f"after: {after}"
    assert answer.ended == turn.ended, f"after: {after}"


def _as_told(said: str, told: str) -> str:
    """The story's own words where they end in dots and fit."""
    return told if told.endswith("...") and said.startswith(told.removesuffix("...")) else said


def _placed(telephone: Telephone) -> Counter[str]:
    shop = telephone.shop
    proposals = (shop.recorded[key].proposal for key in shop.placed)
    return Counter(_basket(proposal.lines) for proposal in proposals if isinstance(proposal, PlaceOrder))


def _changed(telephone: Telephone) -> tuple[str, ...]:
    shop = telephone.shop
    made = ((shop.recorded[key].proposal, receipt.number) for key, receipt in shop.changed.items())
    return tuple(f"{CHANGES[type(proposal)]} {number}".rstrip() for proposal, number in made)


def _basket(lines: tuple[Line, ...]) -> str:
    return ", ".join(f"{line.quantity} {line.sku}" for line in lines)


def test_there_are_stories() -> None:
    assert len(STORIES) >= 25
