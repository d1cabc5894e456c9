from __future__ import annotations

import numpy as np
import pytest

from ringup.telephony.standin.impairments import Channel, Echo, Impairments, Noise
from ringup.telephony.standin.recordings import recording
from ringup.telephony.standin.sound import over_the_line
from ringup.voice.audio import PHONE_RATE, WIDE_RATE, Audio, Samples
from ringup.voice.own_voice import OwnSound, OwnVoice
from tests.voice.noises import noise

FRAME = 160
SENT_AHEAD_MS = 300

OURS = (
    "move-my-fitting-to-next-friday-at-three-in-the-afternoon",
    "i-want-to-cancel-the-order-with-the-oat-milk",
    "book-a-coat-fitting-next-tuesday-at-ten-in-the-morning",
)
INTO_IT = ("no", "maybe", "yes-please", "where-is-my-order")
HISS = noise("hiss", 2.0, 1_000)
LINES = {
    "quiet": Impairments(),
    "noise": Impairments(noise=Noise(HISS, 15.0)),
}
ECHOES = {
    f"{level} dB, {delay} ms": Impairments(echo=Echo(level, delay))
    for level, delay in ((-12.0, 200), (-20.0, 40), (-20.0, 400), (-30.0, 200))
} | {"with noise": Impairments(echo=Echo(-20.0, 200), noise=Noise(HISS, 30.0))}


def joined(*sounds: Audio | float) -> Samples:
    """On the telephone; numbers are seconds of silence."""
    pieces = [Audio.silence(one, PHONE_RATE) if isinstance(one, float) else one for one in sounds]
    return np.concatenate([piece.samples for piece in pieces])


OUR_SPEECH = joined(
    *(part for slug in OURS for part in (over_the_line(recording(slug, "rms")), 0.4)),
)


class Call:
    """We speak from the beginning; the caller says `said`, second by second, into it."""

    def __init__(self, line: Impairments, said: dict[float, str]) -> None:
        self.own = OwnVoice(PHONE_RATE)
        whole = len(OUR_SPEECH) // FRAME * FRAME
        words = np.zeros(whole, np.int16)
        self.spans = []
        for second, slug in said.items():
            sound, at = over_the_line(recording(slug, "slt")).samples, round(second * PHONE_RATE)
            words[at : at + len(sound)] = sound
            self.spans.append((round(1000 * second), round(1000 * second) + len(sound) // 8))
        channel = Channel(line)
        raw, clean = [], []
        for at in range(0, whole, FRAME):
            self._send(at + SENT_AHEAD_MS * 8)
            frame = channel.sent(words[at : at + FRAME], OUR_SPEECH[at : at + FRAME])
            raw.append(frame)
            clean.append(self.own.without(Audio(frame, PHONE_RATE), (at + FRAME) // 8).samples)
        self.raw, self.clean = (Audio(np.concatenate(each), PHONE_RATE) for each in (raw, clean))

    def _send(self, at: int) -> None:
        begin = 0 if at == SENT_AHEAD_MS * 8 else at
        self.own.sent.played(Audio(OUR_SPEECH[begin : at + FRAME], PHONE_RATE), begin // 8)


@pytest.mark.parametrize("echo", ECHOES)
def test_an_echo_is_noticed_and_taken_out(echo: str) -> None:
    call = Call(ECHOES[echo], {})
    assert call.own.echoes
    before, after = (each.between(4.0, 9.0).level for each in (call.raw, call.clean))
    if echo == "with noise":  # which is all that is left
        assert after < before - 4
    else:
        assert after < before - 25
        assert call.own.explains(4_000, 8_000)


@pytest.mark.parametrize("line", LINES)
def test_a_line_without_echo_is_heard_as_it_is(line: str) -> None:
    call = Call(LINES[line], {0.4: "no", 2.5: "maybe", 5.0: "yes-please", 7.0: "where-is-my-order"})
    assert not call.own.echoes
    assert np.array_equal(call.clean.samples, call.raw.samples)
    assert not any(call.own.explains(start, end) for start, end in call.spans)


@pytest.mark.parametrize("said", INTO_IT)
def test_who_speaks_into_our_speech_is_heard_on_a_line_that_echoes(said: str) -> None:
    call = Call(Impairments(echo=Echo(-20.0, 200)), {5.0: said})
    (start, end) = call.spans[0]
    assert not call.own.explains(start, end)
    left, was = (each.between(start / 1000, end / 1000).level for each in (call.clean, call.raw))
    assert left > was - 6


def test_the_beginning_of_an_echo_is_known_afterwards() -> None:
    """It is noticed only after some of it was heard."""
    call = Call(Impairments(echo=Echo(-20.0, 200)), {})
    steps = enumerate(call.raw.between(0.2, 2.0).levels())
    first = 200 + next(20 * number for number, level in steps if level > -60)
    assert call.own.explains(first, first + 700)


def test_nothing_is_ours_where_nothing_was_heard() -> None:
    assert not OwnVoice(PHONE_RATE).explains(0, 1_000)
    assert not Call(Impairments(echo=Echo(-20.0, 200)), {}).own.explains(600_000, 601_000)


def test_sound_of_any_length_comes_back_as_long() -> None:
    own = OwnVoice(WIDE_RATE)
    random = np.random.default_rng(3)
    sent = random.normal(0, 3_000, 10 * WIDE_RATE).astype(np.int16)
    own.sent.played(Audio(sent, WIDE_RATE), 0)
    at = 0
    while at + 1_100 < len(sent):
        size = int(random.integers(1, 1_100))
        echo = Audio((sent[at : at + size] // 8).astype(np.int16), WIDE_RATE)
        at += size
        assert len(own.without(echo, round(at / 16)).samples) == size
    assert own.echoes


def test_what_was_taken_back_was_not_sent() -> None:
    sent = OwnSound(PHONE_RATE)
    sent.played(Audio(np.full(1_600, 7, np.int16), PHONE_RATE), 100)
    sent.played(Audio(np.full(1_600, 8, np.int16), PHONE_RATE), 300)
    sent.cut(350)
    sent.played(Audio(np.full(160, 9, np.int16), PHONE_RATE), 360)
    found = sent.between(700, 3_200)
    known = {place: int(found[place - 700]) for place in (700, 800, 2_399, 2_400, 2_799, 2_800, 2_880, 3_040)}
    assert known == {700: 0, 800: 7, 2_399: 7, 2_400: 8, 2_799: 8, 2_800: 0, 2_880: 9, 3_040: 0}


def test_pieces_follow_each_other_without_a_seam() -> None:
    """Places are told in whole milliseconds, and pieces are not as long."""
    sent = OwnSound(WIDE_RATE)
    for number in range(10):
        sent.played(Audio(np.ones(333, np.int16), WIDE_RATE), 333 * number // 16)
    assert sent.between(0, 3_330).all()
