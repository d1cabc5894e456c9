from __future__ import annotations

import logging
from datetime import timedelta
from pathlib import Path

import pytest

from ringup.pipelines.archive import CallArchive, Purchase, Turn
from ringup.pipelines.floor import OnAir
from ringup.pipelines.logbook import Logbook, News, Response
from ringup.skills.conversation import Speech
from ringup.skills.dialogue.actions import CheckSecret, Commit, FindOrders, HangUp
from ringup.skills.dialogue.events import Committed, CustomerFound, HungUp
from ringup.skills.dialogue.expectations import Anything, Digits
from ringup.skills.intent import Utterance
from ringup.skills.policy import Secret
from ringup.skills.shop import Receipt
from ringup.skills.values import OrderNumber, PromptId, Span
from tests.skills import sample
from tests.skills.fakes import FakeShop

P1 = PromptId("p1")
PIN = Digits("pin", (4,), secret=True)


class Book:
    """A logbook, and everything that can be seen of it."""

    def __init__(self, folder: Path) -> None:
        self.now_ms = 0
        self.news: list[News] = []
        self.archive = CallArchive(folder)
        self.folder = self.archive.open("CA1", "phone", None, sample.NOW)
        self.log = Logbook(self.folder, lambda: sample.NOW, lambda: self.now_ms, self.news.append)

    def notes(self, kind: str) -> list[dict[str, object]]:
        return [note.data for note in self.archive.read("CA1").events if note.kind == kind]


@pytest.fixture
def book(tmp_path: Path) -> Book:
    return Book(tmp_path / "calls")


def test_how_long_the_caller_waited_is_measured_on_the_recording(book: Book) -> None:
    book.log.first_sound(P1, Span(100, 120))
    assert book.news == []
    book.log.caller_said(Utterance("the usual", 0.9, span=Span(1_000, 2_000)), Anything())
    book.log.first_sound(PromptId("filler1"), Span(2_400, 2_420))
    book.log.first_sound(PromptId("p3"), Span(2_700, 2_720))
    book.log.first_sound(PromptId("p4"), Span(5_000, 5_020))
    assert [x for x in book.news if isinstance(x, Response)] == [Response("p3", 700)]
    assert book.notes("timing") == [{"prompt": "p3", "response_ms": 700}]
    assert [note["prompt"] for note in book.notes("sounded")] == ["p1", "filler1", "p3", "p4"]


def test_an_echo_waits_for_no_answer(book: Book) -> None:
    book.log.caller_said(Utterance("place this order", span=Span(0, 900), echo=True), Anything())
    book.log.first_sound(P1, Span(2_000, 2_020))
    assert book.notes("timing") == []


def test_typed_words_stand_where_the_call_is(book: Book) -> None:
    book.now_ms = 1_234
    book.log.caller_said(Utterance("the usual"), Anything())
    [turn] = book.archive.read("CA1").turns
    assert (turn.start_ms, turn.end_ms, turn.text) == (1_234, 1_234, "the usual")


def test_secret_digits_are_in_no_transcript_and_no_news(book: Book) -> None:
    book.log.caller_said(Utterance("four three two one", span=Span(0, 900)), PIN)
    book.log.action(CheckSecret(Secret.PIN, sample.ROBIN.id, "4321"), None)
    written = "".join(path.read_text() for path in (book.folder.recording.parent).glob("*.json*"))
    assert "[secret digits]" in written
    assert "4321" not in written
    assert "four three" not in written + repr(book.news)
    assert book.notes("action") == [{"type": "CheckSecret", "secret": "pin"}]


def test_a_sentence_of_which_nothing_was_sent_is_no_part_of_the_transcript(book: Book) -> None:
    speech = Speech(P1, "Hello.")
    book.log.assistant_said(OnAir(speech), interrupted=True)
    book.log.assistant_said(OnAir(speech, Span(0, 400)), interrupted=False)
    [turn] = book.archive.read("CA1").turns
    assert (turn.text, turn.prompt, turn.interrupted) == ("Hello.", "p1", False)


def test_a_sentence_that_was_cut_off_stands_as_far_as_it_was_heard(book: Book) -> None:
    speech = Speech(P1, "That is seventeen dollars.")
    book.log.assistant_said(OnAir(speech, Span(0, 400), 1_600, whole=True), interrupted=True)
    [turn] = book.archive.read("CA1").turns
    assert (turn.text, turn.prompt, turn.interrupted) == ("That...", "p1", True)


def test_what_enters_and_leaves_the_dialogue_is_kept_in_order(book: Book) -> None:
    book.log.event(CustomerFound(sample.NOW, sample.SAM))
    book.log.action(FindOrders(sample.SAM.id), None)
    book.log.action(HangUp(), None)
    book.log.event(HungUp(sample.NOW + timedelta(seconds=1)))
    book.log.recording_failed()
    record = book.archive.read("CA1")
    assert [note.kind for note in record.events] == [
        "event",
        "action",
        "action",
        "event",
        "recording_failed",
    ]
    assert record.events[3].at == sample.NOW + timedelta(seconds=1)
    assert record.summary.customer == "Sam Rivera"
    assert book.notes("action") == [{"type": "FindOrders", "customer": "sam"}, {"type": "HangUp"}]


async def test_a_receipt_is_kept_with_the_evidence_for_it(book: Book) -> None:
    quote = await FakeShop().quote(sample.SAM.id, (sample.BEANS.item,))
    confirmed = sample.confirm(sample.proposal(quote))
    receipt = Receipt(confirmed.key, OrderNumber("600001"), quote.total, quote.arrives_on, sample.NOW)
    unknown = Receipt("other", OrderNumber("600002"), quote.total, quote.arrives_on, sample.NOW)
    book.log.action(Commit(confirmed), None)
    book.log.event(Committed(sample.NOW, unknown))
    book.log.event(Committed(sample.NOW, receipt))
    [purchase] = book.archive.read("CA1").purchases
    assert purchase == Purchase(
        order="600001",
        total="seventeen dollars and forty five cents",
        summary="a bag of house blend coffee, whole bean",
        read_back_start_ms=0,
        read_back_end_ms=0,
        answer="yes please",
        answered_by="text",
        confidence=1.0,
        answer_start_ms=0,
        answer_end_ms=0,
        key=confirmed.key,
    )
    assert purchase in book.news


async def test_the_evidence_is_kept_before_the_journal_has_the_receipt(tmp_path: Path) -> None:
    """A crash in between then loses neither."""
    archive = CallArchive(tmp_path / "calls")
    folder = archive.open("CA1", "phone", None, sample.NOW)
    known: list[tuple[int, list[str]]] = []

    def look(news: News) -> None:
        record = archive.read("CA1")
        known.append((len(record.purchases), [note.kind for note in record.events]))

    log = Logbook(folder, lambda: sample.NOW, lambda: 0, look)
    quote = await FakeShop().quote(sample.SAM.id, (sample.BEANS.item,))
    confirmed = sample.confirm(sample.proposal(quote))
    log.action(Commit(confirmed), None)
    receipt = Receipt(confirmed.key, OrderNumber("600001"), quote.total, quote.arrives_on, sample.NOW)
    log.event(Committed(sample.NOW, receipt))
    assert known == [(1, ["action"])]
    assert [note.kind for note in archive.read("CA1").events] == ["action", "event"]


def test_a_full_disk_is_noted_once_and_the_news_goes_on(book: Book, caplog: pytest.LogCaptureFixture) -> None:
    for name in ("events.jsonl", "transcript.jsonl"):
        path = book.folder.recording.with_name(name)
        path.unlink(missing_ok=True)
        path.symlink_to("/dev/full")
    for _ in range(3):
        book.log.caller_said(Utterance("my name is Sam", span=Span(0, 900)), Anything())
        book.log.event(HungUp(sample.NOW))
    [record] = caplog.records
    assert record.levelno == logging.ERROR
    assert "the call goes on" in record.getMessage()
    assert "Sam" not in caplog.text
    assert sum(isinstance(news, Turn) for news in book.news) == 3
