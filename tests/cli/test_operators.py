from __future__ import annotations

import pytest

from tests.cli.conftest import Ringup

PASSWORD = "correct horse battery"


def test_operators_are_added_with_the_password_of_the_environment(
    ringup: Ringup, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert "No operators yet" in ringup("operators", "list").stdout
    monkeypatch.setenv("RINGUP_OPERATOR_PASSWORD", PASSWORD)
    added = ringup("operators", "add", "ann")
    assert added.exit_code == 0
    assert "ann can sign in at /console now." in added.stdout
    assert PASSWORD not in added.output
    assert ringup("operators", "list").stdout == "ann\n"


def test_otherwise_it_is_asked_for_twice_and_not_shown(ringup: Ringup) -> None:
    added = ringup("operators", "add", "bob", typed=f"{PASSWORD}\n{PASSWORD}\n")
    assert added.exit_code == 0
    assert PASSWORD not in added.output
    assert ringup("operators", "list").stdout == "bob\n"


def test_a_password_that_is_too_short_is_refused_in_words(
    ringup: Ringup, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("RINGUP_OPERATOR_PASSWORD", "short")
    refused = ringup("operators", "add", "ann")
    assert refused.exit_code == 1
    assert "Error:" in refused.stderr
    assert "Traceback" not in refused.output
    assert "No operators yet" in ringup("operators", "list").stdout
