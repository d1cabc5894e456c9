"""Calls across their lines: who is let in, who comes back, and what is left when it is over."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import pytest
from pipecat.audio.dtmf.types import KeypadEntry

from ringup.pipelines.admission import Admission
from ringup.pipelines.calls import LINE_COMES_WITHIN
from ringup.skills.dialogue.prompts import Key
from ringup.skills.values import CallId
from ringup.skills.wording import english
from tests.pipelines.house import Caller, House
from tests.pipelines.loop_transport import RATE
from tests.pipelines.rig import PATIENCE
from tests.pipelines.virtual_time import run
from tests.skills.fakes import FakeShop

A, B = CallId("CA1"), CallId("CA2")
HOW_CAN_I_HELP, ANYTHING_ELSE, CONFIRM, RESUMED = (
    english.FIXED[key] for key in (Key.HOW_CAN_I_HELP, Key.ANYTHING_ELSE, Key.CONFIRM, Key.RESUMED)
)


@pytest.fixture
async def house(tmp_path: Path) -> AsyncIterator[House]:
    house = House(tmp_path, FakeShop())
    yield house
    await house.calls.stop()


# who is let in


async def test_beyond_the_last_place_a_caller_hears_that_we_are_busy(house: House) -> None:
    assert house.calls.admit(A) is Admission.ADMITTED
    assert house.calls.admit(A) is Admission.ADMITTED
    assert house.calls.admit(B) is Admission.BUSY
    house.calls.release(A)
    assert house.calls.admit(B) is Admission.ADMITTED


async def test_a_place_is_not_kept_for_a_line_that_never_comes(house: House) -> None:
    house.calls.admit(A)
    house.at += LINE_COMES_WITHIN - timedelta(seconds=1)
    assert house.calls.admit(B) is Admission.BUSY
    house.at += timedelta(seconds=1)
    assert house.calls.admit(B) is Admission.ADMITTED


async def test_a_call_that_has_ended_is_not_taken_again(house: House) -> None:
    caller = house.rings()
    await house.says(HOW_CAN_I_HELP)
    assert house.calls.admit(B) is Admission.BUSY
    await caller.hang_up()
    assert house.ended()
    assert house.calls.admit(A) is Admission.ENDED
    assert house.calls.admit(B) is Admission.ADMITTED
    await house.rings().over()


# a whole call


async def test_a_call_leaves_an_order_a_recording_and_its_evidence(house: House) -> None:
    caller = house.rings()
    await house.says(HOW_CAN_I_HELP)
    await caller.press(KeypadEntry.ONE)
    await house.says(CONFIRM)
    await caller.press(KeypadEntry.ONE)
    await house.says(ANYTHING_ELSE)
    await caller.hang_up()
    record = house.archive.read(A)
    assert record.summary.outcome == "ended"
    assert record.summary.customer == "Sam Rivera"
    assert record.summary.orders == ("600001",)
    assert record.purchases[0].answered_by == "key"
    assert record.summary.duration_ms >= 2_000
    assert house.archive.folder(A).joinpath("recording.wav").stat().st_size > 4 * RATE * 2


async def test_we_hang_up_after_our_own_goodbye(house: House) -> None:
    caller = house.rings()
    await house.says(HOW_CAN_I_HELP)
    for _ in range(4):
        await caller.press(KeypadEntry.NINE)
    await caller.over()
    assert caller.hung_up
    assert house.ended()


# lines that drop


async def test_whoever_comes_back_is_welcomed_and_goes_on(house: House) -> None:
    first = house.rings()
    await house.says(HOW_CAN_I_HELP)
    await first.press(KeypadEntry.ONE)
    await house.says(CONFIRM)
    await first.lose_the_line()
    assert not house.ended()
    assert house.calls.admit(B) is Admission.BUSY
    assert house.calls.admit(A) is Admission.ADMITTED
    house.at += timedelta(seconds=20)
    second = house.rings()
    assert (await house.says(CONFIRM))[0] == RESUMED
    await second.press(KeypadEntry.ONE)
    await house.says(ANYTHING_ELSE)
    await second.hang_up()
    assert len(house.shop.placed) == 1
    evidence = house.archive.read(A).purchases[0]
    assert evidence.read_back_start_ms >= 20_000


async def test_a_second_line_takes_the_place_of_the_first(house: House) -> None:
    first = house.rings()
    await house.says(HOW_CAN_I_HELP)
    second = house.rings()
    await first.over()
    assert (await house.says(HOW_CAN_I_HELP))[0] == RESUMED
    assert not house.ended()
    await second.hang_up()
    assert house.ended()


async def test_nobody_is_waited_for_beyond_the_time(tmp_path: Path) -> None:
    house = House(tmp_path, FakeShop(), comes_back_within=0.0)
    caller = house.rings()
    await house.says(HOW_CAN_I_HELP)
    await caller.lose_the_line()
    await house.calls.stop()
    for _ in range(3):
        await asyncio.sleep(0)
    await house.calls.stop()
    assert house.ended()
    assert house.calls.admit(B) is Admission.ADMITTED


async def test_a_caller_who_hung_up_while_the_line_was_gone_is_not_waited_for(house: House) -> None:
    caller = house.rings()
    await house.says(HOW_CAN_I_HELP)
    await caller.lose_the_line()
    house.calls.release(A)
    await house.calls.stop()
    assert house.ended()


async def test_three_lines_at_once_leave_one(house: House) -> None:
    """Two pipelines would speak for one caller, and hear two yeses to one question."""
    first = house.rings()
    await house.says(HOW_CAN_I_HELP)
    second, third = house.rings(), house.rings()
    await first.over()
    await second.over()
    await house.says(HOW_CAN_I_HELP)
    assert not third.taken.done()
    await third.hang_up()
    assert house.ended()


async def test_a_line_that_is_let_go_of_before_its_turn_came_does_not_end_the_call(house: House) -> None:
    first = house.rings()
    await house.says(HOW_CAN_I_HELP)
    second, third = house.rings(), house.rings()
    await asyncio.sleep(0)
    third.taken.cancel()
    await first.over()
    await house.says(HOW_CAN_I_HELP)
    await second.hang_up()
    assert house.ended()


# a shop that takes its time


def test_an_order_that_is_slow_leaves_its_evidence_though_the_caller_hung_up(tmp_path: Path) -> None:
    async def scene() -> None:
        house = House(tmp_path, FakeShop())
        caller = house.rings()
        gate = await confirms(house, caller)
        await caller.hang_up()
        assert not house.ended()
        assert house.calls.admit(A) is Admission.ENDED
        assert house.calls.admit(B) is Admission.ADMITTED
        await asyncio.sleep(60)
        gate.set()
        await asyncio.sleep(1)
        assert house.ended()
        record = house.archive.read(A)
        assert record.summary.orders == ("600001",)
        assert len(house.shop.placed) == len(record.purchases) == 1

    run(scene())


def test_nobody_who_comes_back_to_a_call_that_is_being_closed_is_kept(tmp_path: Path) -> None:
    async def scene() -> None:
        house = House(tmp_path, FakeShop())
        caller = house.rings()
        gate = await confirms(house, caller)
        await caller.hang_up()
        await house.rings().over()
        gate.set()
        await house.calls.stop()
        assert house.archive.read(A).summary.orders == ("600001",)

    run(scene())


@pytest.mark.parametrize("away", [1, 59], ids=["at once", "late"])
def test_whoever_comes_back_while_their_order_is_placed_hears_its_number(tmp_path: Path, away: int) -> None:
    async def scene() -> None:
        house = House(tmp_path, FakeShop())
        caller = house.rings()
        gate = await confirms(house, caller)
        await caller.lose_the_line()
        await asyncio.sleep(away)
        again = house.rings()
        await house.says(RESUMED)
        await asyncio.sleep(20)
        gate.set()
        said = await house.says(ANYTHING_ELSE)
        assert [text for text in said if text.startswith("Done. Your order number")]
        await again.hang_up()
        assert len(house.shop.placed) == 1
        assert house.archive.read(A).summary.orders == ("600001",)

    run(scene())


def test_an_order_of_a_caller_who_never_came_back_leaves_its_evidence(tmp_path: Path) -> None:
    async def scene() -> None:
        house = House(tmp_path, FakeShop())
        caller = house.rings()
        gate = await confirms(house, caller)
        await caller.lose_the_line()
        gate.set()
        await asyncio.sleep(70)
        assert house.ended()
        assert house.archive.read(A).summary.orders == ("600001",)
        assert len(house.shop.placed) == 1

    run(scene())


async def confirms(house: House, caller: Caller) -> asyncio.Event:
    """A yes to an order that is placed when the event is set."""
    await house.says(HOW_CAN_I_HELP)
    await caller.press(KeypadEntry.ONE)
    await house.says(CONFIRM)
    gate = house.shop.hold("place")
    await caller.press(KeypadEntry.ONE)
    await asyncio.sleep(0.5)
    assert "place" in house.shop.calls
    return gate


# restarts


async def test_a_call_goes_on_in_another_process(tmp_path: Path) -> None:
    shop = FakeShop()
    before = House(tmp_path, shop)
    caller = before.rings()
    await before.says(HOW_CAN_I_HELP)
    await caller.press(KeypadEntry.ONE)
    await before.says(CONFIRM)
    await before.calls.stop()
    await caller.over()
    after = House(tmp_path, shop)
    again = after.rings()
    assert (await after.says(CONFIRM))[0] == RESUMED
    await again.press(KeypadEntry.ONE)
    await after.says(ANYTHING_ELSE)
    await again.hang_up()
    assert len(shop.placed) == 1
    assert after.archive.read(A).summary.orders == ("600001",)


async def test_calls_of_an_earlier_run_that_never_come_back_are_closed(tmp_path: Path) -> None:
    before = House(tmp_path, FakeShop())
    caller = before.rings()
    await before.says(HOW_CAN_I_HELP)
    await before.calls.stop()
    await caller.over()
    after = House(tmp_path, FakeShop(), comes_back_within=0.0)
    assert not after.ended()
    after.calls.expect_back()
    for _ in range(3):
        await asyncio.sleep(0)
    assert after.archive.read(A).summary.outcome == "lost"


async def test_stopping_waits_for_an_order_that_is_being_placed(house: House) -> None:
    caller = house.rings()
    await house.says(HOW_CAN_I_HELP)
    await caller.press(KeypadEntry.ONE)
    await house.says(CONFIRM)
    gate = house.shop.hold("place")
    await caller.press(KeypadEntry.ONE)
    stopping = asyncio.create_task(house.calls.stop())
    gate.set()
    await asyncio.wait_for(stopping, PATIENCE)
    await caller.over()
    assert len(house.shop.placed) == 1
    assert house.archive.read(A).summary.orders == ("600001",)


async def test_a_full_disk_does_not_end_a_call(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    (tmp_path / "calls").symlink_to(tmp_path / "no" / "room")
    house = House(tmp_path, FakeShop())
    caller = house.rings()
    await house.says(HOW_CAN_I_HELP)
    await caller.press(KeypadEntry.ONE)
    await house.says(CONFIRM)
    await caller.press(KeypadEntry.ONE)
    await house.says(ANYTHING_ELSE)
    await caller.hang_up()
    assert len(house.shop.placed) == 1
    assert "goes on without its log" in caplog.text
