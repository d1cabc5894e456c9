# ruff: noqa: RUF001 - the phonetic alphabet is full of look-alikes

from __future__ import annotations

from pathlib import Path

import pytest
from pocketsphinx import get_model_path

from ringup.voice.asr import pronunciation
from ringup.voice.tts.espeak import pronounce

DICTIONARY = Path(get_model_path("en-us/cmudict-en-us.dict"))


def test_keeps_every_pronunciation() -> None:
    found = pronunciation.look_up(["usual", "nosuchword"], DICTIONARY)
    assert found == {"usual": ("Y UW ZH AH W AH L", "Y UW ZH UW AH L")}


def test_writes_dictionary_lines() -> None:
    lines = list(pronunciation.entries({"b": ("B IY",), "a": ("AH", "EY")}))
    assert lines == ["a AH", "a(2) EY", "b B IY"]


@pytest.mark.parametrize(
    ("ipa", "phones"),
    [
        ("sˈaʊɚdˌoʊ", "S AW ER D OW"),
        ("tʃˈɪp", "CH IH P"),
        ("fˈaɪɚ", "F AY ER"),
        ("", ""),
        ("ˈˌː", ""),
    ],
)
def test_reads_the_phonetic_alphabet(ipa: str, phones: str) -> None:
    assert pronunciation.arpabet(ipa) == phones


def test_espeak_pronounces_with_phones_that_the_model_has() -> None:
    known = {phone for line in DICTIONARY.read_text().splitlines()[:5_000] for phone in line.split()[1:]}
    for word in ("granola", "chorizo", "zhoug", "jalapenos", "thyme", "yerba", "youthful"):
        phones = pronounce(word).split()
        assert len(phones) >= 3
        assert set(phones) <= known
