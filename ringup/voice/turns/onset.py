"""Whether somebody who begins to speak while we do wants the floor. By how it sounds, not by words.

A recogniser takes most of a second until its words can be believed. Two loops of phones tell sooner: one of
what listeners say and of what a cough is made of, one of any phones. The sound so far is matched against
both, with pocketsphinx's acoustic model, and what the second fits so much better is neither: a sequential
test of two hypotheses (Wald 1945, https://doi.org/10.1214/aoms/1177731118).
"""

from __future__ import annotations

from functools import cache

from ringup.voice.asr.acoustic_model import SILENCE, Senones
from ringup.voice.asr.phone_loops import PhoneLoop, alone, chain
from ringup.voice.asr.sound_scores import LEAST, SoundScorer
from ringup.voice.audio import PHONE_RATE, Audio
from ringup.voice.turns.one_by_one import OneByOne

LISTENING = (
    "AH HH AA", "AH HH AH", "AH M HH AH M", "AO L R AY T", "G AA T IH T", "HH AH M", "AY S IY", "M", "M HH M",
    "OW", "OW K EY", "R AY T", "SH ER", "SH UH R", "Y AE", "Y EH", "Y EH P", "Y EH S", "AH", "AH M",
)  # fmt: skip
"""What listeners say, each by itself: "uh-huh", "um-hum", "all right", "got it", "hum", "I see", "mm", "oh",
"okay", "right", "sure", "yeah", "yep", "yes", "uh", "um"."""

COUGHING = ("AA", "AH", "HH", "P", "+NSN+", "+SPN+")
"""A burst, breath and an open vowel; the model's own noises."""

AGAIN, NEXT = -1.0, -3.0
"""What it costs to say the next of what listeners say, and the next phone of any: natural logarithms."""

SURE, SURE_A_FRAME = 40.0, 1.5
"""How much better than listening anything else has to fit, at first and with every frame, in natural
logarithms: what is between an acknowledgement and the model of it grows with its length. Chosen with six
synthetic voices, half of them in noise: of 168 acknowledgements none is taken for more, of 133 coughs,
sneezes and "um" two, and of what wants the floor half is known .4 s after it began. With 30 it is 57 %, but
in conversations five acknowledgements of 107 stopped us, and three sneezes."""


class OnsetModel:
    """Keeps the port `OnsetDetector`. Listens in a thread of its own, to one after the other, some 12 ms."""

    def __init__(self) -> None:
        """Loads what a telephone call needs. Raises UnknownModel."""
        self._of = cache(_Onsets)
        self._of(narrow=True)
        self._queue = OneByOne("onset", self._listen)

    async def takes_floor(self, audio: Audio) -> bool:
        return bool(await self._queue.ask(audio))

    async def close(self) -> None:
        await self._queue.close()

    def _listen(self, audio: Audio) -> bool:
        return self._of(narrow=audio.rate == PHONE_RATE).takes_floor(audio)


class _Onsets:
    """Not thread-safe."""

    def __init__(self, *, narrow: bool) -> None:
        senones = Senones()
        listening = [chain(way, senones) for way in LISTENING] + [
            alone(phone, senones) for phone in (*COUGHING, SILENCE)
        ]
        anything = [alone(phone, senones) for phone in senones.phones if phone[0] != "+"]
        self._scorer = SoundScorer((phone for way in (*listening, *anything) for phone in way), narrow=narrow)
        self._listening = PhoneLoop(listening, self._scorer.columns, AGAIN)
        self._anything = PhoneLoop(anything, self._scorer.columns, NEXT)

    def takes_floor(self, audio: Audio) -> bool:
        if audio.seconds < LEAST:
            return False
        scores = self._scorer.scores_of(audio)
        margin = self._anything.fit(scores) - self._listening.fit(scores)
        return margin > SURE + SURE_A_FRAME * len(scores)
