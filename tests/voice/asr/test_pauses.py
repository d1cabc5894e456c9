from __future__ import annotations

import numpy as np

from ringup.voice.asr.pauses import Pauses

RATE = 16_000


def sound(*parts: tuple[float, float]) -> bytes:
    """Noise of so many seconds at such a level, one after the other."""
    dice = np.random.default_rng(2)
    pieces = [dice.normal(size=round(seconds * RATE)) * level for seconds, level in parts]
    return np.concatenate(pieces).astype("<i2").tobytes()


def taken(*parts: tuple[float, float]) -> Pauses:
    pauses = Pauses()
    pauses.take(sound(*parts))
    return pauses


def test_speech_is_what_stands_out() -> None:
    assert taken((0.4, 30), (1.0, 3_000), (0.4, 30)).speech == 50


def test_a_pause_comes_after_speech_and_lasts() -> None:
    assert taken((0.3, 30), (0.5, 3_000), (0.3, 30)).is_pause
    assert not taken((0.3, 30), (0.5, 3_000), (0.1, 30)).is_pause
    assert not taken((0.3, 30), (0.5, 3_000)).is_pause


def test_an_even_noise_holds_neither() -> None:
    even = taken((2.0, 300))
    assert (even.speech, even.is_pause) == (0, False)


def test_nothing_yet_is_no_pause() -> None:
    assert (Pauses().speech, Pauses().is_pause) == (0, False)


def test_the_noise_of_a_room_is_no_speech_on_a_line_that_goes_dead_at_times() -> None:
    pauses = taken((0.3, 0), (0.5, 3_000), (0.3, 30))
    assert pauses.is_pause
    assert pauses.speech == 25


def test_what_came_before_does_not_make_a_pause_less_quiet() -> None:
    pauses = taken((0.3, 30), (0.5, 3_000), (0.3, 30))
    assert pauses.is_quiet_since(40)
    assert not pauses.is_quiet_since(39)
