"""What a telephone line does to sound."""

from __future__ import annotations

import numpy as np
import pytest

from ringup.telephony.standin.sound import over_the_line
from ringup.voice.audio import PHONE_RATE, Audio


def test_a_telephone_has_a_narrow_band_and_some_noise_of_its_own() -> None:
    tone = (8_000 * np.sin(np.arange(16_000) * 2 * np.pi * 1_000 / 16_000)).astype(np.int16)
    high = (8_000 * np.sin(np.arange(16_000) * 2 * np.pi * 6_000 / 16_000)).astype(np.int16)
    assert over_the_line(Audio(tone, 16_000)).rate == PHONE_RATE
    assert over_the_line(Audio(tone, 16_000)).level == pytest.approx(Audio(tone, 16_000).level, abs=1)
    assert over_the_line(Audio(high, 16_000)).level < Audio(high, 16_000).level - 30
