from __future__ import annotations

import socket

import pytest

from tests.cli.conftest import Ringup


@pytest.fixture
def _no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every connection goes through a proxy that nobody runs."""
    with socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))
        port = closed.getsockname()[1]
    for name in ("HTTPS_PROXY", "https_proxy", "ALL_PROXY", "all_proxy"):
        monkeypatch.setenv(name, f"http://127.0.0.1:{port}")
    for name in ("NO_PROXY", "no_proxy"):
        monkeypatch.delenv(name, raising=False)


@pytest.mark.usefixtures("_no_network")
@pytest.mark.parametrize(
    "arguments", [(), ("--whisper", "tiny.en"), ("--piper", "en_US-amy-medium")], ids=["both", "one", "other"]
)
def test_without_a_network_it_says_what_failed(arguments: tuple[str, ...], ringup: Ringup) -> None:
    result = ringup("models", "pull", *arguments)
    assert result.exit_code == 1
    assert "is there a network?" in result.stderr
    assert "The embedded engines need no download" in result.stderr
    assert "Traceback" not in result.output


@pytest.mark.parametrize(
    ("arguments", "said"),
    [(("--whisper", "enormous"), "small.en"), (("--piper", "somebody"), "en_US-lessac-medium")],
)
def test_an_unknown_name_is_answered_with_known_ones(
    arguments: tuple[str, ...], said: str, ringup: Ringup
) -> None:
    result = ringup("models", "pull", *arguments)
    assert result.exit_code == 1
    assert said in result.stderr


@pytest.mark.usefixtures("_no_network")
def test_the_demo_model_is_not_fetched(ringup: Ringup) -> None:
    result = ringup("models", "pull", "--whisper", "demo")
    assert result.exit_code == 0
    assert "nothing to fetch" in result.stdout
