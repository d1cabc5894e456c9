"""What an operator reads: the list, and one call."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import httpx
import pytest

from ringup.telephony.console.listing import PAGE
from tests.telephony.console import scene
from tests.telephony.console.conftest import Console

EVIL = "<script>alert(1)</script>\"'<img src=x onerror=alert(1)>"


async def test_an_empty_list_says_what_to_do(operator: httpx.AsyncClient) -> None:
    text = (await operator.get("/console")).text
    assert "No calls yet" in text
    assert "ringup demo" in text


async def test_the_list_tells_what_came_of_each_call(console: Console, operator: httpx.AsyncClient) -> None:
    scene.add_bought_call(console.archive)
    scene.add_plain_call(console.archive, "CB", scene.NOW)
    text = (await operator.get("/console")).text
    for said in ("Ada Lovelace", "+1 212-555-0100", "Order 471203", "00:12", "No order"):
        assert said in text
    assert "Mon 2 Mar 2026" in text
    assert "09:30" in text
    assert "America/New_York" in text


async def test_live_calls_come_first(console: Console, operator: httpx.AsyncClient) -> None:
    scene.add_live_call(console.archive, "CL", scene.NOW - timedelta(seconds=75))
    scene.add_plain_call(console.archive, "CB", scene.NOW)
    text = (await operator.get("/console")).text
    assert text.index("calls/CL") < text.index("calls/CB")
    assert "Live" in text
    assert "01:15" in text


async def test_the_list_is_searched_by_its_address(console: Console, operator: httpx.AsyncClient) -> None:
    scene.add_bought_call(console.archive)
    scene.add_plain_call(console.archive, "CB", scene.NOW, caller="+442079460000")
    with_order = (await operator.get("/console?with_order=1")).text
    assert "calls/CA1" in with_order
    assert "calls/CB" not in with_order
    by_number = (await operator.get("/console", params={"q": "7946 0000"})).text
    assert "calls/CB" in by_number
    assert "calls/CA1" not in by_number
    assert "No call fits" in (await operator.get("/console?q=nobody")).text


async def test_older_calls_are_a_link_away(console: Console, operator: httpx.AsyncClient) -> None:
    for number in range(PAGE + 1):
        scene.add_plain_call(console.archive, f"C{number}", scene.NOW)
    first = (await operator.get("/console")).text
    assert 'href="/console?before=C1"' in first
    second = (await operator.get("/console?before=C1")).text
    assert second.count('href="/console/calls/') == 1
    assert "calls/C0" in second


@pytest.mark.parametrize("query", ["before=nope", "before=../CA1"])
async def test_a_list_from_nowhere_is_not_found(operator: httpx.AsyncClient, query: str) -> None:
    assert (await operator.get(f"/console?{query}")).status_code == 404


async def test_a_nonsense_address_is_explained(operator: httpx.AsyncClient) -> None:
    answer = await operator.get("/console?with_order=perhaps")
    assert answer.status_code == 400
    assert "That address is not right" in answer.text


async def test_a_call_shows_its_facts_transcript_and_evidence(
    console: Console, operator: httpx.AsyncClient
) -> None:
    scene.add_bought_call(console.archive)
    text = (await operator.get("/console/calls/CA1")).text
    for turn in scene.TURNS:
        assert turn.text in text
    assert text.count("Interrupted: not heard to its end") == 1
    assert text.count("Not heard well, 48 % sure") == 1
    assert text.count("Read-back of order 471203") == 1
    assert text.count("The yes to order 471203") == 1
    assert "three bags of Kenya, 36 dollars" in text
    assert "by voice, 94 % sure" in text
    assert "after 0.3 s" in text
    assert "CallStarted" in text


async def test_an_answer_by_key_is_not_called_unsure(console: Console, operator: httpx.AsyncClient) -> None:
    folder = scene.add_live_call(console.archive, "CK")
    folder.add_purchase(replace(scene.EVIDENCE, answer="1", answered_by="key", confidence=1.0))
    text = (await operator.get("/console/calls/CK")).text
    assert "with a key" in text
    assert "% sure" not in text


async def test_a_typed_order_has_nothing_to_play(console: Console, operator: httpx.AsyncClient) -> None:
    folder = scene.add_live_call(console.archive, "CT")
    unheard = replace(scene.EVIDENCE, read_back_start_ms=0, read_back_end_ms=0)
    typed = replace(unheard, answered_by="text", answer_start_ms=0, answer_end_ms=0)
    folder.add_purchase(typed)
    text = (await operator.get("/console/calls/CT")).text
    assert "Read back in writing" in text
    assert "in writing" in text
    assert "play-part" not in text


async def test_a_callers_words_are_never_markup(console: Console, operator: httpx.AsyncClient) -> None:
    folder = scene.add_live_call(console.archive, "CX")
    folder.set_customer(EVIL)
    folder.add_turn(replace(scene.TURNS[1], text=EVIL))
    folder.add_event(scene.NOW, 0, EVIL, {"type": EVIL, "text": EVIL})
    folder.add_purchase(replace(scene.EVIDENCE, answer=EVIL, summary=EVIL, order=EVIL))
    for path in ("/console/calls/CX", "/console"):
        text = (await operator.get(path, params={"q": ""})).text
        assert "<script>alert" not in text
        assert "<img" not in text
        assert "&lt;script&gt;alert(1)" in text
    assert "<script>alert" not in (await operator.get("/console", params={"q": EVIL})).text


async def test_a_call_without_a_recording_says_so(console: Console, operator: httpx.AsyncClient) -> None:
    scene.add_plain_call(console.archive, "CB", scene.NOW)
    answer = await operator.get("/console/calls/CB")
    assert answer.status_code == 200
    assert "Nothing of this call was recorded" in answer.text
    assert "Nobody has said anything" in answer.text


@pytest.mark.parametrize("call", ["nope", "%2e%2e", "..%2fCA1", "CA1%00", "a" * 500, "é"])
async def test_an_unknown_call_is_a_friendly_404(
    console: Console, operator: httpx.AsyncClient, call: str
) -> None:
    scene.add_bought_call(console.archive)
    answer = await operator.get(f"/console/calls/{call}")
    assert answer.status_code == 404
    assert "There is no such" in answer.text
    assert "All calls" in answer.text


async def test_a_damaged_call_is_told_and_logged(
    console: Console, operator: httpx.AsyncClient, caplog: pytest.LogCaptureFixture
) -> None:
    folder = scene.add_bought_call(console.archive)
    folder.recording.with_name("transcript.jsonl").write_text("this is not JSON\n")
    answer = await operator.get("/console/calls/CA1")
    assert answer.status_code == 503
    assert "This cannot be read now" in answer.text
    assert "archive_damaged" in caplog.text
    assert "Ada" not in caplog.text
