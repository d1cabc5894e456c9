"""pocketsphinx's acoustic model, read beside what pocketsphinx itself makes of it."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from pocketsphinx import Decoder, get_model_path

from ringup.voice.asr.acoustic_model import (
    GAUSSIANS,
    PHONES,
    SILENCE,
    STATES,
    Gaussians,
    Place,
    Senones,
    Triphone,
    UnknownModel,
    mixtures,
    transitions,
)
from ringup.voice.asr.acoustics import MEANS, MODEL, VARIANCES
from ringup.voice.asr.language_model import DICTIONARY
from ringup.voice.audio import Audio
from tests.voice.conftest import Recorded


@pytest.fixture(scope="module")
def senones() -> Senones:
    return Senones()


def test_a_file_of_another_form_is_refused(tmp_path: Path) -> None:
    for name in (MEANS, VARIANCES):
        (tmp_path / name).write_bytes(Path(get_model_path(MODEL), name).read_bytes())
    assert Gaussians.read(tmp_path).means == pytest.approx(Gaussians.of_pocketsphinx().means)
    means = tmp_path / MEANS
    means.write_bytes(means.read_bytes().replace(GAUSSIANS.to_bytes(4, "little"), b"\x07\0\0\0", 1))
    with pytest.raises(UnknownModel, match="Install the release of pocketsphinx"):
        Gaussians.read(tmp_path)


def test_states_weigh_all_gaussians() -> None:
    shares = np.exp(mixtures()).sum(1)
    assert shares.min() > 0.9
    assert shares.max() < 1.1


def test_states_lead_to_themselves_and_to_the_next() -> None:
    steps = np.exp(transitions())
    assert steps.shape == (PHONES, STATES, STATES + 1)
    assert steps.sum(2) == pytest.approx(np.ones((PHONES, STATES)))
    assert (np.diagonal(steps, axis1=1, axis2=2) + np.diagonal(steps, 1, 1, 2)) == pytest.approx(
        np.ones((PHONES, STATES)), abs=1e-3
    )


def test_phones_are_told_by_name(senones: Senones) -> None:
    assert len(set(senones.phones)) == PHONES
    assert {"AA", SILENCE, "ZH"} <= set(senones.phones)


def test_triphones_have_the_senones_that_pocketsphinx_aligns_them_with(
    senones: Senones, recorded: Recorded
) -> None:
    said = "where is order four seven one two oh three"
    words = get_model_path(DICTIONARY)
    aligner = Decoder(hmm=get_model_path(MODEL), lm=None, dict=words, loglevel="FATAL")
    aligner.set_align_text(said)
    _decode(aligner, recorded(said))
    aligner.set_alignment()  # of its states, too
    _decode(aligner, recorded(said))
    compared = 0
    for word in aligner.get_alignment():
        phones = [(phone.name, tuple(int(state.name) for state in phone)) for phone in word]
        for (before, _), (phone, states), (behind, _) in zip(phones, phones[1:], phones[2:], strict=False):
            assert senones.of(Triphone(phone, before, behind, Place.WITHIN)) == states
            compared += 1
    assert compared >= 4


def _decode(decoder: Decoder, sound: Audio) -> None:
    decoder.start_utt()
    decoder.process_raw(sound.pcm)
    decoder.end_utt()


def test_who_is_not_known_has_the_senones_of_the_phone_alone(senones: Senones) -> None:
    number = senones.numbers["ZH"]
    alone = tuple(range(STATES * number, STATES * number + STATES))
    assert senones.of(Triphone("ZH", "ZH", "ZH", Place.WITHIN)) == alone
