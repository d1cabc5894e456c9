"""One pocketsphinx decoder. Not thread-safe: whoever holds it uses it from one thread at a time."""

from __future__ import annotations

import math
from collections.abc import Iterable
from itertools import islice
from pathlib import Path

import pocketsphinx

from ringup.voice.asr import acoustics
from ringup.voice.asr.acoustics import USUAL, Means
from ringup.voice.asr.cepstra import NOTHING, add_idle_search
from ringup.voice.asr.confidence import HeardWord, believe
from ringup.voice.asr.everyday import NATURAL
from ringup.voice.asr.language_model import DICTIONARY, EVERYDAY, LanguageModel
from ringup.voice.asr.numbers import (
    ANY_DIGITS,
    Match,
    Matches,
    Network,
    Possible,
    may_be_number,
    rate,
)
from ringup.voice.asr.senone_scores import Scores
from ringup.voice.asr.sphinx_numbers import NumberDecoder
from ringup.voice.errors import EngineUnavailable
from ringup.voice.ports import Grammar, Rated, Transcript, Word

ALTERNATIVES = 5
_PATHS = 40
"""Paths of the lattice looked at for alternatives; many differ only in where a silence is."""

_RIVAL = math.exp(-60 / 1024)
"""Share of the best path's score that an alternative has to have: what is farther behind was not said.
pocketsphinx tells the 1024th root of a path's likelihood."""

_FRAME = 0.01
"""Seconds."""

_FLOOR = 1e-300

Grams = dict[Path, pocketsphinx.NGramModel]
"""Loaded trigrams by their files."""

_WEIGHT_OF_START = 500
"""Frames that the means at the start count for, in the means that pocketsphinx tells at the end (its
cmn.c)."""

_WEIGHT_OF_USUAL = 250
"""Frames that the usual means count for beside an utterance's own: those of a single word are mostly that
word's."""

_WEIGHTS = {"lw": 7.5, "fwdflatlw": 9.5, "wip": 2.0}
"""Of the language model against the sound: best on held-out shop sentences over the telephone."""


class SphinxDecoder:
    """Decodes one utterance after another, each with the words of its `Grammar` in front."""

    def __init__(
        self,
        language_model: LanguageModel | None,
        like: SphinxDecoder | None = None,
        *,
        narrow: bool = False,
        quick: bool = False,
    ) -> None:
        """`narrow`: for sound of a telephone. `like`: one that was loaded before, whose trigrams and
        decoders of numbers are shared; the two must not work at the same moment. A `quick` one looks at the
        sound once; the others look once more at what was found, which is a third more work. Raises
        EngineUnavailable when a file of the model cannot be read."""
        self._grams: Grams = dict(like._grams) if like else {}
        try:
            self._decoder = _load(language_model, self._grams, narrow, quick)
        except (RuntimeError, OSError, KeyError) as error:
            raise EngineUnavailable(
                f"pocketsphinx cannot load its language model: {error}. Delete its folder to have it "
                "built again"
            ) from error
        self._knows_shop = language_model is not None
        self._narrow = narrow
        self._means = USUAL
        self._hears = self._searches = False
        self._sound = bytearray()
        self._scores: Scores | None = None
        self._numbers: dict[bool, NumberDecoder] = like._numbers if like else {}
        self._open = self._decoder.get_lm(Grammar.OPEN.value)

    def prepare(self) -> None:
        """Load what is else loaded when a number is first matched."""
        self._number_decoder()

    def start(self, grammar: Grammar | None, means: Means = USUAL) -> None:
        """An utterance that is under way is thrown away. None: only the means of the next are wanted."""
        if self._hears:
            self.stop()
        name = grammar and (grammar if self._knows_shop else Grammar.OPEN)
        self._decoder.activate_search(name.value if name else NOTHING)
        self._searches = name is not None
        self._decoder.set_cmn(acoustics.told(means))
        self._decoder.start_utt()
        self._hears = True
        self._means = means
        self._sound.clear()
        self._scores = None

    def take(self, pcm: bytes) -> str:
        """Decode more sound, 16-bit at 16 kHz. The words so far."""
        self._decoder.process_raw(pcm)
        self._sound += pcm
        hypothesis = self._decoder.hyp() if self._searches else None
        return _plain(hypothesis.hypstr) if hypothesis else ""

    def stop(self) -> None:
        """End the utterance."""
        self._decoder.end_utt()
        self._hears = False

    def means(self) -> Means:
        """What to start with when the utterance is decoded again: its own means so far, without those it was
        started with, and the usual ones in so far as it is short."""
        frames = self._decoder.n_frames()
        mixed = map(float, self._decoder.get_cmn(True).split(","))
        total = frames + _WEIGHT_OF_START
        sums = (
            mean * total - start * _WEIGHT_OF_START for mean, start in zip(mixed, self._means, strict=True)
        )
        return with_usual(sums, frames)

    def evidence(self) -> tuple[list[HeardWord], float]:
        """The best path's words and its posterior, after `stop`; no words when there is no path."""
        if self._decoder.hyp() is None:
            return [], 0.0
        return self._words(), self._decoder.get_prob()

    def finish(self, clarity: float) -> Transcript:
        """The reading; `clarity` is how far the speech stands out of the noise, in decibels."""
        self.stop()
        words, posterior = self.evidence()
        text = " ".join(word.text for word in words)
        return Transcript(
            text=text,
            confidence=believe(words, posterior, clarity),
            words=tuple(_word(word) for word in words),
            alternatives=self._alternatives(text) if words else (),
        )

    def rated(self, numbers: Possible, words: str) -> tuple[Rated, ...]:
        """Which of the numbers the utterance that was finished may be; `words` are what was heard."""
        found = self.matches(numbers) if may_be_number(numbers, words) else None
        return rate(numbers, found) if found else ()

    def matches(self, numbers: Possible) -> Matches | None:
        """How the sound of the utterance that was finished or stopped fits them; None where it is too
        short."""
        best = self._match(numbers.network())
        free = self._match(ANY_DIGITS) if best else None
        if best is None or free is None:
            return None
        return Matches(best, self._match(numbers.network(other_than=best.figures)), free)

    def _match(self, network: Network | None) -> Match | None:
        if network is None:
            return None
        numbers = self._number_decoder()
        if self._scores is None:
            self._scores = numbers.scores(bytes(self._sound), self.means())
        return numbers.match(network, self._scores)

    def _number_decoder(self) -> NumberDecoder:
        if self._narrow not in self._numbers:
            self._numbers[self._narrow] = NumberDecoder(narrow=self._narrow)
        return self._numbers[self._narrow]

    def _words(self) -> list[HeardWord]:
        heard: list[HeardWord] = []
        history = ["<s>"]
        for segment in self._decoder.seg():
            if segment.word[0] in "<[":
                continue
            text = _plain(segment.word)
            heard.append(
                HeardWord(
                    text,
                    segment.start_frame,
                    segment.end_frame,
                    posterior=min(1.0, segment.prob),
                    acoustic=math.log(max(segment.ascore, _FLOOR)),
                    language=self._open.prob([text, *history[:2]]) * NATURAL,
                    phones=len(self._decoder.lookup_word(segment.word).split()),
                )
            )
            history.insert(0, text)
        return heard

    def _alternatives(self, best: str) -> tuple[str, ...]:
        paths = [path for path in islice(self._decoder.nbest(), _PATHS) if path is not None]
        least = _RIVAL * max((path.score for path in paths), default=0.0)
        readings = dict.fromkeys(_plain(path.hypstr) for path in paths if path.score >= least)
        readings.pop(best, None)
        return tuple(readings)[:ALTERNATIVES]


def with_usual(sums: Iterable[float], frames: int) -> Means:
    """The means of so many frames, whose sums are given, and the usual ones in so far as those are few."""
    weight = frames + _WEIGHT_OF_USUAL
    return tuple((s + usual * _WEIGHT_OF_USUAL) / weight for s, usual in zip(sums, USUAL, strict=True))


def _load(model: LanguageModel | None, grams: Grams, narrow: bool, quick: bool) -> pocketsphinx.Decoder:
    """Adds to `grams` what it has to load."""
    path = pocketsphinx.get_model_path
    dictionary = str(model.dictionary) if model else path(DICTIONARY)
    passes = {"fwdflat": not quick, "bestpath": not quick}
    decoder = pocketsphinx.Decoder(
        lm=None,
        dict=dictionary,
        loglevel="FATAL",
        **acoustics.options(narrow=narrow),
        **passes,
        **_WEIGHTS,
    )
    for grammar in Grammar if model else (Grammar.OPEN,):
        file = model.grams(grammar) if model else Path(path(EVERYDAY))
        if file not in grams:
            grams[file] = pocketsphinx.NGramModel(decoder.config, decoder.logmath, str(file))
        decoder.add_lm(grammar.value, grams[file])
    add_idle_search(decoder)
    return decoder


def _plain(words: str) -> str:
    """Without the marks of second pronunciations: "the(2)" is "the"."""
    return " ".join(word.split("(")[0] for word in words.split() if word[0] not in "<[")


def _word(word: HeardWord) -> Word:
    return Word(word.text, word.start * _FRAME, (word.end + 1) * _FRAME, word.posterior)
