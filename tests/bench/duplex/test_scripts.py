"""The hundred calls: enough of everything, the same for everybody, and nothing that is confirmed."""

from __future__ import annotations

from collections import Counter

from bench.duplex.scripts import LONG, scripts, spoken_by
from bench.duplex.ticks import Kind


def test_a_hundred_calls_hold_enough_of_every_kind_for_a_rate() -> None:
    beside = [step.beside for script in scripts(100) for step in script.steps if step.beside]
    into_speech = Counter(one.kind for one in beside if one.after is not None)
    in_silence = Counter(one.kind for one in beside if one.after is None)
    assert min(into_speech[kind] for kind in Kind if kind is not Kind.TURN) >= 25
    assert set(in_silence) == {Kind.TIC, Kind.ASIDE}
    assert min(in_silence.values()) >= 10


def test_the_same_seed_gives_the_same_calls_and_fewer_are_the_first_of_more() -> None:
    assert scripts(100)[:7] == scripts(7)
    assert scripts(7, seed=1) != scripts(7)


def test_nobody_confirms_anything() -> None:
    words = {step.words for script in scripts(100) for step in script.steps}
    assert not {text for text in words if text.split()[0] in ("yes", "yeah", "sure", "okay")}


def test_turns_are_said_without_their_mark() -> None:
    words = {step.words for script in scripts(8) for step in script.steps}
    assert "how much is delivery" in words
    assert not any(text.endswith(LONG) for text in words)


def test_every_voice_has_to_learn_what_it_will_say() -> None:
    some = scripts(30)
    said = spoken_by(some)
    for script in some:
        assert {step.words for step in script.steps} <= said[script.voice]
    every = set().union(*said.values())
    assert {"um hum", "um", "not now"} <= every
    assert not {"cough", "sneeze", "sniff"} & every, "nobody says the word"
