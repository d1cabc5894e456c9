"""What kind of answer a question expects. One value that tunes hearing, patience, keys and reading."""

from __future__ import annotations

from dataclasses import dataclass

from ringup.skills import codec


@dataclass(frozen=True, slots=True)
class Anything:
    """An open question."""

    @property
    def name(self) -> str:
        return "anything"


@dataclass(frozen=True, slots=True)
class YesNo:
    """Yes or no; the keys 1 and 2 answer as well."""

    @property
    def name(self) -> str:
        return "yes_no"


@dataclass(frozen=True, slots=True)
class Digits:
    """A number read out or keyed in. `candidates` are the values that are possible, if they are known.

    `secret` digits are never written to a log or a transcript.
    """

    slot: str
    lengths: tuple[int, ...]
    candidates: tuple[str, ...] = ()
    secret: bool = False

    @property
    def name(self) -> str:
        return self.slot


@dataclass(frozen=True, slots=True)
class Choice:
    """One of a few things just named."""

    slot: str
    options: tuple[str, ...]

    @property
    def name(self) -> str:
        return self.slot


@dataclass(frozen=True, slots=True)
class Quantity:
    """How many."""

    @property
    def name(self) -> str:
        return "quantity"


Expectation = Anything | YesNo | Digits | Choice | Quantity

codec.tagged(Expectation)
