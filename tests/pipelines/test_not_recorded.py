"""A caller who does not want to be recorded is not, now and when they come back."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from ringup.pipelines.archive import CallArchive
from ringup.pipelines.logbook import Logbook, purchase_of
from ringup.pipelines.recording import Recorder
from ringup.skills.dialogue.actions import StopRecording
from ringup.skills.dialogue.prompts import Key
from ringup.skills.shop import Receipt
from ringup.skills.values import CallId, OrderNumber, Span
from ringup.skills.wording import english
from ringup.voice.audio import Audio
from tests.pipelines.house import House
from tests.skills import sample
from tests.skills.fakes import FakeShop

CALL = CallId("CA1")
SECOND = Audio(np.full(8_000, 1_000, dtype=np.int16), 8_000)


def test_sound_after_the_refusal_is_not_written_and_time_goes_on(tmp_path: Path) -> None:
    path = tmp_path / "recording.wav"
    recorder = Recorder.open(path, 8_000)
    recorder.caller(SECOND)
    recorder.stop()
    size = path.stat().st_size
    recorder.caller(SECOND)
    recorder.close()
    assert path.stat().st_size == size
    assert recorder.now_ms == 2_000


def test_a_call_without_recording_has_its_time(tmp_path: Path) -> None:
    recorder = Recorder.off(8_000, offset_ms=500)
    recorder.caller(SECOND)
    recorder.close()
    assert recorder.now_ms == 1_500
    assert not recorder.failed


@pytest.mark.parametrize("forget", [True, False])
def test_what_was_recorded_before_is_deleted_or_kept(tmp_path: Path, forget: bool) -> None:
    folder = CallArchive(tmp_path).open(CALL, "phone", None, sample.NOW)
    folder.recording.write_bytes(b"sound")
    folder.stop_recording(forget=forget)
    assert folder.recording.exists() is not forget
    assert CallArchive(tmp_path).read(CALL).summary.recorded is False


def test_the_logbook_has_the_recording_stopped(tmp_path: Path) -> None:
    stopped: list[bool] = []
    folder = CallArchive(tmp_path).open(CALL, "phone", None, sample.NOW)
    log = Logbook(folder, lambda: sample.NOW, lambda: 0, stop_sound=lambda: stopped.append(True))
    log.action(StopRecording(), None)
    assert stopped == [True]
    assert [note.data["type"] for note in folder.events()] == ["StopRecording"]


@pytest.mark.parametrize("recorded", [True, False])
async def test_evidence_points_at_sound_only_where_there_is_some(recorded: bool) -> None:
    quote = await FakeShop().quote(sample.SAM.id, (sample.BEANS.item,))
    aloud = Span(1_000, 6_000), Span(6_500, 7_000)
    confirmed = sample.confirm(sample.proposal(quote), CALL, sample.NOW, *aloud)
    receipt = Receipt(confirmed.key, OrderNumber("600001"), quote.total, quote.arrives_on, sample.NOW)
    kept = purchase_of(confirmed, receipt, recorded=recorded)
    spans = (
        Span(kept.read_back_start_ms, kept.read_back_end_ms),
        Span(kept.answer_start_ms, kept.answer_end_ms),
    )
    assert spans == (aloud if recorded else (Span(0, 0), Span(0, 0)))
    assert (kept.answer, kept.key) == ("yes please", confirmed.key)


async def test_who_comes_back_is_still_not_recorded(tmp_path: Path) -> None:
    house = House(tmp_path, FakeShop())
    caller = house.rings()
    await house.says(english.FIXED[Key.HOW_CAN_I_HELP])
    await caller.lose_the_line()
    await house.calls.stop()
    house.archive.open(CALL, "phone", None, sample.NOW).stop_recording(forget=True)
    later = House(tmp_path, FakeShop())
    caller = later.rings()
    await later.says(english.FIXED[Key.RESUMED])
    assert not later.archive.folder(CALL).joinpath("recording.wav").exists()
    await caller.hang_up()
    await later.calls.stop()
