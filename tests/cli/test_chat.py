from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from subprocess import Popen
from typing import Any

import pytest

from tests.cli.conftest import Ringup

SAM = "+12025550101"
STRANGER = "+12025550177"

FIELDS = {"say", "expects", "actions", "orders", "proposal", "texts", "ended"}
POSTCODE = "04101"


def turns(ringup: Ringup, *lines: str, customer: str | None = SAM) -> list[dict[str, Any]]:
    who = () if customer is None else ("--customer", customer)
    result = ringup("chat", "--json", *who, typed="".join(f"{line}\n" for line in lines))
    assert result.exit_code == 0, result.output
    return [json.loads(line) for line in result.stdout.splitlines()]


def kinds(turn: dict[str, Any]) -> list[str]:
    return [action["type"] for action in turn["actions"]]


@pytest.mark.usefixtures("shop")
def test_the_usual_and_a_yes_are_one_order(ringup: Ringup) -> None:
    first, asked, placed = turns(ringup, "the usual", POSTCODE, "yes please")
    assert first.keys() == asked.keys() == placed.keys() == FIELDS
    assert first["say"].startswith("Hello Sam. This is the automatic assistant of Harbour Street Store.")
    assert first["say"].endswith("What is your postcode?")
    assert (first["expects"], kinds(first)) == ("postcode", ["FindCustomer"])
    assert asked["say"].endswith("Shall I place this order?")
    assert asked["expects"] == "yes_no"
    assert kinds(asked) == ["JudgeCaller", "FindOrders", "PrepareQuote"]
    assert asked["orders"] == []
    assert placed["say"].startswith("Done.")
    assert kinds(placed) == ["Commit"]
    assert len(placed["orders"]) == 1
    assert placed["actions"][0]["proposal"]["lines"][0]["quantity"] == 1
    assert not placed["ended"]


@pytest.mark.usefixtures("shop")
def test_each_line_is_answered_before_the_next_is_written(started: Callable[..., Popen[str]]) -> None:
    chat = started("chat", "--json", "--customer", SAM)
    assert chat.stdin is not None
    assert chat.stdout is not None
    answers = []
    for line in ("the usual", POSTCODE, "make it two", "yes", "goodbye"):
        chat.stdin.write(f"{line}\n")
        chat.stdin.flush()
        answers.append(json.loads(chat.stdout.readline()))
    assert [answer["expects"] for answer in answers[:4]] == ["postcode", "yes_no", "yes_no", "anything"]
    assert [answer["ended"] for answer in answers] == [False, False, False, False, True]
    assert chat.wait(60) == 0
    assert chat.stdout.read() == ""


@pytest.mark.usefixtures("shop")
def test_after_a_goodbye_nothing_more_is_answered(ringup: Ringup) -> None:
    [only] = turns(ringup, "goodbye", "the usual", "yes")
    assert only["ended"]


@pytest.mark.usefixtures("shop")
@pytest.mark.parametrize("customer", [None, STRANGER])
def test_an_unknown_customer_is_told_why(ringup: Ringup, customer: str | None) -> None:
    first, second = turns(ringup, "the usual", "yes", customer=customer)
    assert "First I need to know who is calling" in first["say"]
    assert first["expects"] == "name"
    assert "FindOrders" not in kinds(first)
    assert second["orders"] == []


@pytest.mark.usefixtures("shop")
def test_an_empty_line_is_a_turn_of_a_script_too(ringup: Ringup) -> None:
    first, second = turns(ringup, "", "the usual")
    assert "I did not catch that" in first["say"]
    assert second["expects"] == "postcode"


@pytest.mark.usefixtures("shop")
def test_a_code_is_shown_as_the_text_that_it_came_in(started: Callable[..., Popen[str]]) -> None:
    chat = started("chat", "--json", "--customer", SAM)
    assert chat.stdin is not None
    assert chat.stdout is not None

    def answer(line: str) -> dict[str, Any]:
        assert chat.stdin is not None
        assert chat.stdout is not None
        chat.stdin.write(f"{line}\n")
        chat.stdin.flush()
        found: dict[str, Any] = json.loads(chat.stdout.readline())
        return found

    assert answer("the usual")["texts"] == []
    texted = answer("I don't know my postcode")
    assert (texted["expects"], kinds(texted)) == ("code", ["SendCode"])
    [text] = texted["texts"]
    assert text["to"] == SAM
    code = text["text"].split()[0]
    assert code not in texted["say"]
    checked = answer(code)
    assert kinds(checked) == ["CheckSecret", "FindOrders", "PrepareQuote"]
    assert code not in json.dumps(checked)
    assert checked["expects"] == "yes_no"


@pytest.mark.usefixtures("shop")
def test_a_pin_is_no_part_of_what_is_printed(ringup: Ringup) -> None:
    _, asked, checked = turns(ringup, "the usual", "04103", "4321", customer="+12025550106")
    assert asked["expects"] == "pin"
    assert kinds(checked) == ["CheckSecret"]
    assert "4321" not in json.dumps(checked)
    assert checked["expects"] == "yes_no"


def test_an_empty_shop_ends_the_conversation_at_its_first_line(ringup: Ringup) -> None:
    [only] = turns(ringup, "the usual", "hello?")
    assert only["ended"]
    assert "nothing to sell" in only["say"]


@pytest.mark.usefixtures("shop")
def test_by_hand_the_order_is_shown_and_an_empty_line_ends_it(ringup: Ringup) -> None:
    result = ringup(
        "chat", "--customer", "+1 202 555-0101", typed=f"the usual\n{POSTCODE}\nyes\n\nthe usual\n"
    )
    assert result.exit_code == 0
    assert result.stdout.count("Shall I place this order?") == 1
    assert "placed" in result.stdout
    assert "Can I do anything else for you?" in result.stdout


@pytest.mark.usefixtures("shop")
def test_by_hand_texts_are_shown_too(ringup: Ringup) -> None:
    result = ringup("chat", "--customer", SAM, typed="the usual\nno\n")
    assert f"text to {SAM}" in result.stdout


@pytest.mark.usefixtures("shop")
def test_by_hand_the_end_of_the_input_ends_it(ringup: Ringup) -> None:
    result = ringup("chat", typed="help\n")
    assert result.exit_code == 0
    assert "get a person for you" in result.stdout


def test_a_customer_is_a_phone_number(ringup: Ringup) -> None:
    result = ringup("chat", "--customer", "Sam")
    assert result.exit_code == 2
    assert "+15551234567" in result.stderr


def test_a_database_that_cannot_be_opened_is_an_error_in_words(ringup: Ringup, home: Path) -> None:
    (home / "data").mkdir()
    (home / "data" / "ringup.db").write_bytes(b"this is no database" * 500)
    result = ringup("chat", "--json", typed="hello\n")
    assert result.exit_code == 1
    assert "Error:" in result.stderr
    assert "Traceback" not in result.output
