"""The promises that engines make. Adapters live in `asr` and `tts`; the contract is written here once."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass, field
from enum import Enum
from typing import Protocol

from ringup.voice.audio import Audio


class Grammar(Enum):
    """What kind of words an utterance probably holds; a recogniser may narrow its search to it."""

    OPEN = "open"
    YES_NO = "yes_no"
    DIGITS = "digits"
    SPELLED = "spelled"  # names, postcodes and e-mail addresses, letter by letter or not
    MOMENT = "moment"  # days, times, how many people
    CHOICE = "choice"  # one of the things of the shop, or so many of them


@dataclass(frozen=True, slots=True)
class Bias:
    """A hint, never a filter: what the caller was just asked. `phrases` are likely words or names, or the
    numbers that are possible. `lengths`: how many digits a number may have, where that is known.

    `language` is the caller's (ISO 639-1); "" is the one that the engine was made for, as it is of engines
    that know no other.

    `interim`: words are wanted while they are said. Else they are welcome: an engine with much to do may tell
    none before a pause.
    """

    grammar: Grammar = Grammar.OPEN
    phrases: tuple[str, ...] = ()
    lengths: tuple[int, ...] = ()
    language: str = ""
    interim: bool = False


@dataclass(frozen=True, slots=True)
class Word:
    """`start` and `end` in seconds from the first sample fed; `confidence` from 0 to 1."""

    text: str
    start: float
    end: float
    confidence: float


@dataclass(frozen=True, slots=True)
class Rated:
    """A number, digits only, and how probably (0 to 1) it is the one that was said."""

    value: str
    probability: float


@dataclass(frozen=True, slots=True)
class Transcript:
    """What an utterance says. Lower case, no punctuation; empty text means that no speech was found.

    `confidence` (0 to 1) is that of the whole; `alternatives` are other readings, best first. `rated` are
    the numbers that it may be, best first: of those that the `Bias` told of, and none where the words are
    not such a number at all.
    """

    text: str = ""
    confidence: float = 0.0
    words: tuple[Word, ...] = ()
    alternatives: tuple[str, ...] = field(default=())
    rated: tuple[Rated, ...] = ()


class Recognition(Protocol):
    """One utterance being heard. Feed it in order, then `finish` or `abandon` exactly once.

    No method blocks the event loop. After `finish` or `abandon` the object is spent.
    """

    async def feed(self, audio: Audio) -> None:
        """Take the next piece of sound, at any rate; cheap, and decoded in the background."""

    def partial(self) -> str | None:
        """The words so far, which may still change; None where they will be known in a pause only."""

    def provisional(self) -> Transcript | None:
        """What `finish` would give now; only in a pause, once all sound up to it is decoded; None else."""

    def is_settling(self) -> bool:
        """Whether it has noticed a pause and is about to know what came before it: the words so far may lack
        the last ones, and `finish` would have to wait."""

    async def finish(self) -> Transcript:
        """Decode what is left. Raises RecognitionFailed when the engine cannot."""

    async def abandon(self) -> None:
        """Throw the utterance away and free what it held."""


Told = Callable[[], None]
"""Called when more is known of an utterance, though no more sound of it came."""


class Recognizer(Protocol):
    """A loaded engine, shared by all calls."""

    @property
    def name(self) -> str:
        """For people: the engine and its model, such as "pocketsphinx (embedded, en-us)"."""

    def begin(self, bias: Bias = Bias(), told: Told | None = None) -> Recognition:
        """Start hearing one utterance. `told`: of new words, `partial` or `provisional`."""

    async def close(self) -> None:
        """Free threads and models; running recognitions fail with RecognitionFailed."""


class TurnDetector(Protocol):
    """Listens to how a turn ended; shared by all calls."""

    async def ended(self, audio: Audio) -> float | None:
        """How surely whoever pauses at the end of `audio`, from 0 to 1, has finished the turn that it holds.
        None where that cannot be known in time. Never blocks the event loop."""

    async def close(self) -> None: ...


class OnsetDetector(Protocol):
    """Listens to how somebody begins to speak while we do; shared by all calls."""

    async def takes_floor(self, audio: Audio) -> bool:
        """Whether whoever begins to speak in `audio` sounds as if they wanted the floor: like neither an
        acknowledgement nor a cough. Asked again as the sound grows. False as well where that is not known
        yet, or cannot be in time. Never blocks the event loop."""

    async def close(self) -> None: ...


class AssentDetector(Protocol):
    """Listens once more to what was heard as a yes; shared by all calls."""

    def knows(self, words: str) -> bool:
        """Whether it can tell those words, lower case, from a sound that nobody said anything with."""

    async def was_said(self, audio: Audio, words: str) -> bool:
        """Whether `audio` surely holds words that it knows. False as well where that cannot be known in time.
        Never blocks the event loop."""

    async def close(self) -> None: ...


class Synthesizer(Protocol):
    """A loaded voice, shared by all calls."""

    @property
    def name(self) -> str:
        """For people: the engine and its voice."""

    @property
    def rate(self) -> int:
        """Samples per second of all sound it makes."""

    def synthesize(self, text: str, tempo: float = 1.0) -> AsyncIterator[Audio]:
        """Speech for `text` in pieces as they become ready, none of them empty. `tempo` is a share of the
        voice's own: 0.5 takes about twice as long, at the same pitch.

        Text without anything to say gives no pieces. Raises SynthesisFailed.
        """

    async def close(self) -> None: ...
