"""Journals after a crash: whole, cut short, or damaged. Whole calls are in tests/journeys."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from ringup.pipelines.archive import CallArchive, CallFolder
from ringup.pipelines.recovery import confirmed_and_open, journal
from ringup.skills.codec import to_data
from ringup.skills.dialogue.events import CallStarted, Channel, Event, HungUp
from ringup.skills.shop import ShopProfile
from ringup.skills.values import CallId, Money

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
SHOP = ShopProfile("Harbour Street Store", "USD", "America/New_York", Money(200_00, "USD"))
STARTED = CallStarted(NOON, CallId("CA1"), Channel.PHONE, SHOP, None, 40)


@pytest.fixture
def folder(tmp_path: Path) -> CallFolder:
    return CallArchive(tmp_path).open("CA1", "phone", None, NOON)


def note(folder: CallFolder, event: Event) -> None:
    folder.add_event(NOON, 0, "event", to_data(event, Event))


def test_what_was_noted_is_read_back_and_actions_are_not(folder: CallFolder) -> None:
    note(folder, STARTED)
    folder.add_event(NOON, 0, "action", {"type": "Say"})
    note(folder, HungUp(NOON))
    assert journal(folder) == (STARTED, HungUp(NOON))


def test_a_new_call_has_no_journal(folder: CallFolder) -> None:
    assert journal(folder) == ()


UNREADABLE: tuple[dict[str, str], ...] = (
    {"type": "NoEvent"},
    {"type": "HungUp"},
    {},
    {"type": "HungUp", "at": "soon"},
)


@pytest.mark.parametrize("data", UNREADABLE)
def test_a_call_whose_journal_cannot_be_read_begins_anew(folder: CallFolder, data: dict[str, str]) -> None:
    note(folder, STARTED)
    folder.add_event(NOON, 0, "event", data)
    assert journal(folder) == ()


def test_a_journal_without_its_beginning_is_none(folder: CallFolder) -> None:
    note(folder, HungUp(NOON))
    assert journal(folder) == ()


def test_nothing_is_confirmed_where_nothing_was_said() -> None:
    assert confirmed_and_open(()) is None
    assert confirmed_and_open((HungUp(NOON),)) is None
    assert confirmed_and_open((STARTED, HungUp(NOON))) is None
