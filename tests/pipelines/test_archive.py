"""The archive on a real disk."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from ringup.pipelines.archive import (
    MOST_CALLS,
    CallArchive,
    CallFolder,
    Purchase,
    Speaker,
    Turn,
)
from ringup.pipelines.errors import ArchiveDamaged, ArchiveError, CallUnknown

NOON = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)
CALL = "CA0123456789abcdef0123456789abcdef"
TURN = Turn(Speaker.CALLER, 1200, 2100, "the usual, please", 0.91)
PURCHASE = Purchase("100234", "forty dollars", "two bags", 5000, 9000, "yes", "voice", 0.9, 9400, 9800)


@pytest.fixture
def archive(tmp_path: Path) -> CallArchive:
    return CallArchive(tmp_path / "calls")


def opened(archive: CallArchive, call_id: str = CALL, at: datetime = NOON) -> CallFolder:
    return archive.open(call_id, "phone", "+15551234567", at)


def test_a_call_is_read_back_as_it_was_written(archive: CallArchive) -> None:
    folder = opened(archive)
    answer = Turn(Speaker.ASSISTANT, 2400, 3000, "Of course.", prompt="p1", interrupted=True)
    folder.set_customer("Ada Lovelace")
    folder.add_turn(TURN)
    folder.add_turn(answer)
    folder.add_event(NOON, 2100, "event", {"type": "Heard", "slots": [1, None, "é \ud800"]})
    folder.add_purchase(PURCHASE)
    folder.close("ended", NOON + timedelta(minutes=1), 60_000)

    record = archive.read(CALL)

    assert record.turns == (TURN, answer)
    assert record.purchases == (PURCHASE,)
    assert record.events[0].data == {"type": "Heard", "slots": [1, None, "é \ud800"]}
    assert (record.events[0].at, record.events[0].ms, record.events[0].kind) == (
        NOON,
        2100,
        "event",
    )
    assert record.summary == replace(
        folder.summary,
        customer="Ada Lovelace",
        ended_at=NOON + timedelta(minutes=1),
        outcome="ended",
        orders=("100234",),
        duration_ms=60_000,
    )


def test_a_running_call_has_no_end_and_can_be_read(archive: CallArchive) -> None:
    opened(archive).add_turn(TURN)
    record = archive.read(CALL)
    assert (record.summary.ended_at, record.summary.outcome) == (None, None)
    assert record.turns == (TURN,)
    assert not archive.is_closed(CALL)


def test_only_a_call_that_ended_is_closed(archive: CallArchive) -> None:
    assert not archive.is_closed(CALL)
    opened(archive).close("ended", NOON, 0)
    assert archive.is_closed(CALL)


def test_a_call_that_comes_back_continues_its_folder(archive: CallArchive) -> None:
    first = opened(archive)
    first.set_customer("Ada Lovelace")
    first.add_event(NOON, 0, "event", {"n": 1})
    again = archive.open(CALL, "browser", None, NOON + timedelta(hours=1))
    again.add_event(NOON, 5, "event", {"n": 2})
    assert again.summary.customer == "Ada Lovelace"
    assert (again.summary.door, again.summary.started_at) == ("phone", NOON)
    assert [note.data["n"] for note in again.events()] == [1, 2]
    assert [call.id for call in archive.calls()] == [CALL]


@pytest.mark.parametrize("call_id", ["", ".", "..", "../x", "a/b", "a\\b", "a.b", "-x", "a" * 65])
def test_ids_that_could_leave_the_archive_are_refused(archive: CallArchive, call_id: str) -> None:
    with pytest.raises(CallUnknown):
        opened(archive, call_id)
    with pytest.raises(CallUnknown):
        archive.read(call_id)
    with pytest.raises(CallUnknown):
        archive.recording(call_id)


def test_a_recording_is_found_once_there_is_one(archive: CallArchive) -> None:
    folder = opened(archive)
    with pytest.raises(CallUnknown):
        archive.recording(CALL)
    folder.recording.write_bytes(b"RIFF")
    assert archive.recording(CALL) == folder.recording


# the list of calls


def test_an_archive_without_calls_is_empty(archive: CallArchive) -> None:
    assert archive.calls() == ()


def test_calls_are_listed_in_pages_newest_first(archive: CallArchive) -> None:
    for n in range(5):
        opened(archive, f"call-{n}", NOON + timedelta(minutes=n))
    first = archive.calls(limit=2)
    second = archive.calls(limit=2, before=first[-1].id)
    third = archive.calls(limit=2, before=second[-1].id)
    ids = [[call.id for call in page] for page in (first, second, third)]
    assert ids == [["call-4", "call-3"], ["call-2", "call-1"], ["call-0"]]
    assert archive.calls(before="call-0") == ()
    with pytest.raises(CallUnknown):
        archive.calls(before="call-9")


def test_a_page_is_bounded_whatever_is_asked(archive: CallArchive) -> None:
    for n in range(MOST_CALLS + 3):
        opened(archive, f"call-{n}")
    assert len(archive.calls(limit=10_000)) == MOST_CALLS


def test_a_listed_call_without_a_folder_is_skipped(archive: CallArchive, tmp_path: Path) -> None:
    opened(archive, "whole")
    (tmp_path / "calls" / "calls.jsonl").open("ab").write(b'{"id":"lost"}\n')
    assert [call.id for call in archive.calls()] == ["whole"]


def test_a_damaged_call_does_not_hide_the_others(
    archive: CallArchive, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    opened(archive, "first")
    opened(archive, "second")
    (tmp_path / "calls" / "second" / "call.json").write_text("[]\n")
    assert [call.id for call in archive.calls()] == ["first"]
    assert "second" in caplog.text


# crashes and full disks


@pytest.mark.parametrize("name", ["transcript.jsonl", "events.jsonl", "evidence.jsonl"])
def test_a_line_cut_off_by_a_crash_is_ignored_and_then_removed(archive: CallArchive, name: str) -> None:
    folder = opened(archive)
    folder.add_turn(TURN)
    folder.add_event(NOON, 0, "event", {"n": 1})
    folder.add_purchase(PURCHASE)
    path = folder.recording.with_name(name)
    whole = path.read_bytes()
    path.write_bytes(whole + b'{"half')
    before = archive.read(CALL)
    assert (len(before.turns), len(before.events), len(before.purchases)) == (1, 1, 1)
    opened(archive)
    assert path.read_bytes() == whole


def test_a_new_call_is_listed_after_a_crash_in_the_list(archive: CallArchive, tmp_path: Path) -> None:
    opened(archive, "first")
    (tmp_path / "calls" / "calls.jsonl").open("ab").write(b'{"id":"ha')
    opened(archive, "second")
    assert [call.id for call in archive.calls()] == ["second", "first"]


def test_damage_in_the_middle_is_told_without_the_callers_words(archive: CallArchive) -> None:
    folder = opened(archive)
    folder.add_turn(TURN)
    path = folder.recording.with_name("transcript.jsonl")
    path.write_bytes(path.read_bytes() + b'{"text": "my pin is 1234"}\n' + path.read_bytes())
    with pytest.raises(ArchiveDamaged) as caught:
        archive.read(CALL)
    assert str(caught.value) == "transcript.jsonl:2 does not hold what it should"
    assert caught.value.__cause__ is None


WRITER = """
import sys
from datetime import UTC, datetime
from pathlib import Path
from ringup.pipelines.archive import CallArchive

folder = CallArchive(Path(sys.argv[1])).open("call", "phone", None, datetime.now(UTC))
n = 0
while True:
    folder.add_event(datetime.now(UTC), n, "event", {"n": n, "text": "x" * 500})
    print(n, flush=True)
    n += 1
"""


def test_events_survive_a_kill(archive: CallArchive, tmp_path: Path) -> None:
    """Every event that the writer was done with before the kill is there, in order."""
    command = [sys.executable, "-c", WRITER, str(tmp_path / "calls")]
    with subprocess.Popen(command, stdout=subprocess.PIPE) as writer:
        assert writer.stdout is not None
        done = [int(writer.stdout.readline()) for _ in range(50)][-1]
        os.kill(writer.pid, signal.SIGKILL)
    numbers = [note.data["n"] for note in archive.read("call").events]
    assert numbers == list(range(len(numbers)))
    assert len(numbers) > done
    resumed = opened(archive, "call")
    resumed.add_event(NOON, 0, "event", {"n": len(numbers)})
    assert len(resumed.events()) == len(numbers) + 1


@pytest.mark.parametrize("name", ["transcript.jsonl", "events.jsonl", "evidence.jsonl"])
def test_a_full_disk_is_an_archive_error(archive: CallArchive, name: str) -> None:
    folder = opened(archive)
    folder.recording.with_name(name).symlink_to("/dev/full")
    writes = {
        "transcript.jsonl": lambda: folder.add_turn(TURN),
        "events.jsonl": lambda: folder.add_event(NOON, 0, "event", {}),
        "evidence.jsonl": lambda: folder.add_purchase(PURCHASE),
    }
    with pytest.raises(ArchiveError, match="No space left on device"):
        writes[name]()


FILLER = """
import resource, sys
from datetime import UTC, datetime
from pathlib import Path
from ringup.pipelines.archive import CallArchive
from ringup.pipelines.errors import ArchiveError

folder = CallArchive(Path(sys.argv[1])).open("call", "phone", None, datetime.now(UTC))
add = lambda n: folder.add_event(datetime.now(UTC), n, "event", {"text": "x" * 700})
resource.setrlimit(resource.RLIMIT_FSIZE, (4096, resource.RLIM_INFINITY))
refused = 0
for n in range(10):
    try:
        add(n)
    except ArchiveError:
        refused += 1
resource.setrlimit(resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
add(10)
print(refused)
"""


def test_a_line_that_fits_in_part_leaves_nothing(archive: CallArchive, tmp_path: Path) -> None:
    """A limit on file size makes the system take a part of a line, as a nearly full disk does."""
    command = [sys.executable, "-c", FILLER, str(tmp_path / "calls")]
    refused = int(subprocess.run(command, check=True, capture_output=True, text=True).stdout)
    events = archive.read("call").events
    assert refused > 0
    assert len(events) == 11 - refused
    assert events[-1].ms == 10


def test_a_folder_that_cannot_be_made_is_an_archive_error(tmp_path: Path) -> None:
    (tmp_path / "calls").write_text("in the way")
    with pytest.raises(ArchiveError):
        opened(CallArchive(tmp_path / "calls"))
