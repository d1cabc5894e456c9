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


DETAILS = frozenset(
    {
        "address", "date", "date_of_birth", "delivery", "email", "items", "name", "options", "order",
        "payment", "people", "postcode", "product", "reason", "service", "time", "topic", "voucher",
    }
)  # fmt: skip
"""What a question for a detail can ask for."""


@dataclass(frozen=True, slots=True)
class Detail:
    """One detail of a request, in the caller's own words. `slot` is one of DETAILS; `candidates` are the
    values that are possible, as they are said, if they are known.
    """

    slot: str
    candidates: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        return self.slot


Expectation = Anything | YesNo | Digits | Choice | Quantity | Detail

codec.tagged(Expectation)


def named(name: str | None) -> Expectation:
    """What a question of that name expects, without knowing what is possible; None is an open one.

    Raises ValueError for a name that is not documented.
    """
    match name:
        case None | "anything":
            return Anything()
        case "yes_no":
            return YesNo()
        case "quantity":
            return Quantity()
        case "pin" | "code":
            return Digits(name, _CODE_LENGTHS, secret=True)
        case "first_name" | "last_name":
            return Detail("name")
        case _ if name in DETAILS:
            return Detail(name)
        case _:
            raise ValueError(f"nothing expects {name!r}")


_CODE_LENGTHS = (4, 5, 6)
