"""How a golden dialogue is written down.

A story says who calls, and then turn by turn what the caller does and what Ringup answers:

    about: One sentence, for people.
    who: sam                      # one of `cast.CALLERS`
    call:
      - ringup: [...]             # the greeting; may be left out
      - caller: the usual please  # or `keys: "1"`, or `happens: silence`
        ringup: [Exactly what is said., A sentence that ends in dots is compared up to ...]
        expects: yes_no           # what kind of answer is wanted then; may be left out
    placed: [2 beans]             # what was ordered; nothing if left out

An unknown word in a story is an error, and so is an answer that the story does not list.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import Any

import cattrs
import yaml

FOLDER = Path(__file__).parent


class Happening(StrEnum):
    SILENCE = "silence"
    NOISE = "only a noise"  # it was that which interrupted
    LINE_DROPS = "the line drops"
    HANG_UP = "the caller hangs up"


@dataclass(frozen=True, slots=True)
class Cue:
    """What changes in the shop before a turn. `down` desks fail once; of `lost` ones only the answer
    fails. Prices are in cents. `booked` as in a story. `express`: there is another way of delivery.
    `pages`: what the shop's pages say to a question. `reached`: a person can be put through to. `strict`: it
    sells, knows and allows what `after_sale_sample` says, and whoever wants a change proves who they are.
    `proof`: what proves who calls, each as "caller_id, postcode"; the number alone then is not.
    `mute`: no text can be sent."""

    down: tuple[str, ...] = ()
    lost: tuple[str, ...] = ()
    price: dict[str, int] = field(default_factory=dict)
    stock: dict[str, int] = field(default_factory=dict)
    discontinued: tuple[str, ...] = ()
    empty: bool = False
    minutes_later: int = 0
    express: bool = False
    pages: dict[str, str] = field(default_factory=dict)
    reached: bool = False
    booked: tuple[str, ...] = ()
    strict: bool = False
    proof: tuple[str, ...] = ()
    mute: bool = False


@dataclass(frozen=True, slots=True)
class Turn:
    """What the caller does, and the answer. `ringup` None is not compared.

    `sure`: how well the words were heard. `early`: they began before Ringup had finished. `echo`: they
    are Ringup's own. `interrupted`: what Ringup says in this turn is cut off. `ended`: Ringup hangs up.
    """

    caller: str | None = None
    sure: float = 0.95
    early: bool = False
    echo: bool = False
    keys: str = ""
    happens: Happening | None = None
    ringup: tuple[str, ...] | None = None
    interrupted: bool = False
    expects: str | None = None
    ended: bool = False
    shop: Cue = Cue()


@dataclass(frozen=True, slots=True)
class Story:
    """`pending`: how many orders were confirmed and wait to be placed by the next settling.

    `booked`: the bookings that stand in the end, see `booked`; `waiting`: who waits for what.
    `handed_over`: why, each time the staff were told. `changed`: what was done after the sale, and to which
    order: "cancel 810001".
    """

    about: str
    call: tuple[Turn, ...]
    who: str = "sam"
    shop: Cue = Cue()
    placed: tuple[str, ...] = ()
    pending: int = 0
    booked: tuple[str, ...] = ()
    waiting: tuple[str, ...] = ()
    handed_over: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()


class _Loader(yaml.SafeLoader):
    """Every bare word is a word: a caller's "yes" and "no" are not booleans, and keys no numbers."""


_Loader.yaml_implicit_resolvers = {}


def stories() -> dict[str, Story]:
    """All of them, by the name of their file."""
    return {path.stem: read(path) for path in sorted(FOLDER.glob("*.yaml"))}


def read(path: Path) -> Story:
    """Raises cattrs.errors.ClassValidationError for a story that is not written as it should be."""
    converter = cattrs.Converter(forbid_extra_keys=True)
    converter.register_structure_hook(bool, lambda word, _: {"true": True, "false": False}[word])
    data: Any = yaml.load(path.read_text(), _Loader)
    return converter.structure(data, Story)
