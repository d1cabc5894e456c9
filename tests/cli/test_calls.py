from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from ringup.pipelines.archive import CallArchive, Purchase, Speaker, Turn
from tests.cli.conftest import Ringup

BEGAN = datetime(2026, 3, 2, 17, 0, tzinfo=UTC)


@pytest.fixture
def call(home: Path) -> str:
    """A call that ended with an order."""
    folder = CallArchive(home / "data" / "calls").open("CA1", "phone", "+12025550101", BEGAN)
    folder.set_customer("Sam Rivera")
    folder.add_turn(Turn(Speaker.ASSISTANT, 0, 4_200, "Shall I place this order?", None, "p4", True))
    folder.add_turn(Turn(Speaker.CALLER, 65_300, 66_000, "yes please", 0.93))
    folder.add_turn(Turn(Speaker.CALLER, 70_000, 70_400, "", 0.1))
    folder.add_purchase(
        Purchase("676425", "twelve dollars", "a bag of coffee", 100, 4_200, "yes please", "voice", 0.93,
                 65_300, 66_000)
    )  # fmt: skip
    folder.close("ended", BEGAN, 71_000)
    return "CA1"


def test_without_calls_the_list_says_how_to_make_one(ringup: Ringup) -> None:
    result = ringup("calls", "list")
    assert result.exit_code == 0
    assert "ringup demo" in result.stdout


def test_the_list_names_who_called_and_what_they_bought(ringup: Ringup, call: str) -> None:
    row = next(line for line in ringup("calls", "list").stdout.splitlines() if call in line)
    for cell in ("phone", "+12025550101", "Sam Rivera", "71", "676425"):
        assert cell in row


def test_a_call_that_goes_on_is_live(ringup: Ringup, home: Path) -> None:
    CallArchive(home / "data" / "calls").open("CA2", "browser", None, BEGAN)
    assert "live" in ringup("calls", "list").stdout


def test_one_call_is_shown_with_its_evidence(ringup: Ringup, call: str) -> None:
    shown = ringup("calls", "show", call).stdout
    assert "00:00.0  ringup  Shall I place this order?  (interrupted)" in shown
    assert "01:05.3  caller  yes please  93% sure" in shown
    assert "(nothing understood)" in shown
    assert "order 676425" in shown
    assert 'confirmed 01:05.3, by voice: "yes please" (93% sure)' in shown


@pytest.mark.parametrize("name", ["CA9", "../secrets"])
def test_a_call_that_never_was_is_an_error_in_words(ringup: Ringup, name: str) -> None:
    result = ringup("calls", "show", name)
    assert result.exit_code == 1
    assert "Error:" in result.stderr
    assert "Traceback" not in result.output
