from __future__ import annotations

from pathlib import Path

import numpy as np
import pocketsphinx
import pytest

from ringup.voice.asr import everyday
from ringup.voice.asr.everyday import Everyday
from ringup.voice.asr.language_model import EVERYDAY
from ringup.voice.asr.ngrams import Words

BUNDLED = Path(pocketsphinx.get_model_path(EVERYDAY))


@pytest.fixture(scope="module")
def english() -> Everyday:
    return everyday.read(BUNDLED)


@pytest.fixture(scope="module")
def grams() -> pocketsphinx.NGramModel:
    return pocketsphinx.NGramModel(pocketsphinx.Config(), pocketsphinx.LogMath(), str(BUNDLED))


def test_reads_what_pocketsphinx_reads(english: Everyday, grams: pocketsphinx.NGramModel) -> None:
    for place in range(0, len(english.chance2), 40_001):
        words = [english.words[english.last2[place]], english.words[english.first2[place]]]
        assert english.chance2[place] == pytest.approx(1.0001 ** grams.prob(words), rel=1e-3)
    for place in range(0, len(english.chance3), 40_001):
        pair = english.pair3[place]
        third, second = english.words[english.last2[pair]], english.words[english.first2[pair]]
        words = [third, second, english.words[english.first3[place]]]
        assert english.chance3[place] == pytest.approx(1.0001 ** grams.prob(words), rel=1e-3)


def test_common_words_come_first(english: Everyday) -> None:
    assert {"the", "to", "and", "you"} <= set(english.common[:10])
    assert "weather" in english.common[:5_000]
    assert "fuck" in english.words
    assert "fuck" not in english.common


def test_only_the_words_that_are_wanted_are_kept(english: Everyday) -> None:
    wanted = Words.of(english.common[:300])
    model = english.among(wanted, 1e-7)
    for place in range(0, len(model.twos.rows), 101):
        first, last = (wanted.all[at] for at in divmod(int(model.twos.rows[place]), len(wanted)))
        assert english.chance2[_pair(english, first, last)] == pytest.approx(model.twos.values[place])
    assert sum(model.chance("where", "is", word) for word in wanted.all[1:]) == pytest.approx(1)
    assert model.chance("i'm", "going", "to") > model.chance("i'm", "going", "of")


def test_less_is_kept_where_more_is_asked_of_it(english: Everyday) -> None:
    words = Words.of(english.common[:300])
    few, many = english.among(words, 1e-5), english.among(words, 1e-6)
    assert set(few.threes.rows.tolist()) < set(many.threes.rows.tolist())


def test_another_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "other").write_bytes(b"something else")
    with pytest.raises(ValueError, match="trigram"):
        everyday.read(tmp_path / "other")


def _pair(english: Everyday, first: str, last: str) -> int:
    """Its place."""
    begins = english.first2 == english.words.index(first)
    return int(np.flatnonzero(begins & (english.last2 == english.words.index(last)))[0])
