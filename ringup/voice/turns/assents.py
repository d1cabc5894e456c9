"""Whether a short yes was said at all. By how it sounds, not by words.

A recogniser that knows nothing but words makes "correct" of a cough and "sure" of a sniff, and believes it as
firmly as it does people's. The sound of such a word is matched once more, with pocketsphinx's acoustic model:
against the phones of the word, and against those that breath is heard as. Where the word does not fit much
better, it may have been nobody's.
"""

from __future__ import annotations

from functools import cache

from ringup.voice.asr.acoustic_model import SILENCE, Senones
from ringup.voice.asr.phone_loops import PhoneLoop, alone, chain
from ringup.voice.asr.sound_scores import LEAST, SoundScorer
from ringup.voice.audio import PHONE_RATE, Audio
from ringup.voice.turns.one_by_one import OneByOne

WAYS = {
    "confirm": ("K AH N F ER M",),
    "confirmed": ("K AH N F ER M D",),
    "correct": ("K ER EH K T", "K ER EH K"),
    "perfect": ("P ER F AH K T", "P ER F EH K", "P ER F EH K T", "P ER F IH K T"),
    "sure": ("SH AO", "SH AO R", "SH ER", "SH UH R"),
    "yep": ("Y EH P",),
    "yup": ("Y AA P", "Y AH", "Y AH P"),
}
"""What coughs and sniffs are heard as, of what may answer a question for a yes, and how it is said."""

BREATH = ("AA", "AH", "CH", "F", "HH", "K", "P", "S", "SH", "T", "+NSN+", "+SPN+")
"""Bursts, breath and open vowels; the model's own noises."""

AGAIN = -1.0
"""What it costs to go on with the next of them, a natural logarithm."""

FITS = 65.0
"""How much better each word has to fit than breath, a natural logarithm. Of 900 shaped coughs, sneezes and
sniffs, each on a quiet line and with noise 28 dB below, 49 were heard as one of these words and believed:
none fits by more than 56. Of the words as six synthetic voices say them on a quiet line 36 of 42 do, with
noise 15 dB below 25."""


class AssentModel:
    """Keeps the port `AssentDetector`. Listens in a thread of its own, to one after the other."""

    def __init__(self) -> None:
        """Loads what a telephone call needs. Raises UnknownModel."""
        self._of = cache(_Assents)
        self._of(narrow=True)
        self._queue = OneByOne("assent", self._listen)

    def knows(self, words: str) -> bool:
        """Those words, in any order and however often: two coughs are heard as two of them."""
        return bool(words) and WAYS.keys() >= set(words.split())

    async def was_said(self, audio: Audio, words: str) -> bool:
        return bool(await self._queue.ask((audio, words)))

    async def close(self) -> None:
        await self._queue.close()

    def _listen(self, asked: tuple[Audio, str]) -> bool:
        audio, words = asked
        return self._of(narrow=audio.rate == PHONE_RATE).was_said(audio, words)


class _Assents:
    """Not thread-safe."""

    def __init__(self, *, narrow: bool) -> None:
        senones = Senones()
        self._silence = alone(SILENCE, senones)
        self._ways = {word: [chain(way, senones) for way in ways] for word, ways in WAYS.items()}
        breath = [*(alone(phone, senones) for phone in BREATH), self._silence]
        every = (phone for some in (*self._ways.values(), breath) for one in some for phone in one)
        self._scorer = SoundScorer(every, narrow=narrow)
        self._breath = PhoneLoop(breath, self._scorer.columns, AGAIN)

    def was_said(self, audio: Audio, words: str) -> bool:
        if audio.seconds < LEAST:
            return False
        scores = self._scorer.scores_of(audio)
        said = words.split()
        return self._loop(set(said)).fit(scores) - self._breath.fit(scores) > FITS * len(said)

    def _loop(self, words: set[str]) -> PhoneLoop:
        ways = (way for word in sorted(words) for way in self._ways[word])
        return PhoneLoop((*ways, self._silence), self._scorer.columns, AGAIN)
