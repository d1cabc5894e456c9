from __future__ import annotations

import re
import signal
import socket
from collections.abc import Callable
from subprocess import Popen

import httpx
import pytest

Started = Callable[..., "Popen[str]"]

SOON = 60.0
"""Seconds that something may take which is bound to happen."""


@pytest.fixture(autouse=True)
def _any_port(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("RINGUP_PORT", "0")
    monkeypatch.setenv("COLUMNS", "200")


def _announced(server: Popen[str]) -> str:
    """What is printed up to the line about the telephone."""
    assert server.stdout is not None
    lines = []
    for line in server.stdout:
        lines.append(line)
        if line.startswith("telephone"):
            break
    return "".join(lines)


def _status(said: str, method: str, path: str) -> int:
    """What the server whose announcement was `said` answers; it is up and running afterwards."""
    url = re.search(r"http://127\.0\.0\.1:\d+", said)
    assert url is not None
    with httpx.Client(trust_env=False, timeout=SOON, follow_redirects=True) as browser:
        return browser.request(method, url[0] + path).status_code


@pytest.mark.usefixtures("shop")
def test_it_says_what_runs_answers_and_stops_when_asked(started: Started) -> None:
    server = started("serve")
    said = _announced(server)
    assert re.search(
        r"^engines +hears with pocketsphinx.*, understands with rules and a small.*, speaks with espeak.*$",
        said,
        re.MULTILINE,
    )
    assert re.search(r"^telephone +off", said, re.MULTILINE)
    assert "The shop is empty" not in said
    assert _status(said, "GET", "/console") == 200
    assert _status(said, "POST", "/twilio/voice") in (403, 404)
    server.send_signal(signal.SIGTERM)
    _, errors = server.communicate(timeout=SOON)
    assert server.returncode == 0
    assert "Traceback" not in errors


def test_an_empty_shop_is_mentioned_and_ctrl_c_ends_it(started: Started) -> None:
    server = started("serve")
    said = _announced(server)
    assert "ringup shop load --sample" in said
    assert _status(said, "GET", "/speak") == 404
    server.send_signal(signal.SIGINT)
    _, errors = server.communicate(timeout=SOON)
    assert server.returncode == 0
    assert "Traceback" not in errors


def test_a_port_that_is_taken_is_an_error_in_words(started: Started, monkeypatch: pytest.MonkeyPatch) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        monkeypatch.setenv("RINGUP_PORT", str(taken.getsockname()[1]))
        server = started("serve")
        _, errors = server.communicate(timeout=SOON)
    assert server.returncode == 1
    assert "RINGUP_PORT" in errors
    assert "Traceback" not in errors
