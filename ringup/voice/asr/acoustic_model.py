"""The files of pocketsphinx's acoustic model, https://cmusphinx.github.io/wiki/acousticmodelformat/.

It is a phonetically tied mixture: each phone has 128 Gaussians a stream, which all its states share, and each
state (senone) weighs them in its own way. Which senones a phone has depends on its neighbours and on its
place in the word.
"""

from __future__ import annotations

import struct
from collections.abc import Sequence
from dataclasses import dataclass
from enum import IntEnum
from functools import cached_property
from pathlib import Path
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from pocketsphinx import get_model_path

from ringup.voice.asr.acoustics import MEANS, MODEL, VARIANCES
from ringup.voice.errors import EngineUnavailable

PHONES, STREAMS, GAUSSIANS, CEPSTRA = SHAPE = (42, 3, 128, 13)
STATES = 3
"""Of each phone, one after the other."""

SILENCE = "SIL"

FLOOR = 1e-3
"""Of a variance: phones that are never trained have some of zero."""

ORDER = 0x11223344
"""What the files begin with where their bytes are in this machine's order."""

_WEIGHT_STEP = 1024 * np.log(1.0001)
"""Weights are told as so many of these below 1, in natural logarithms, a byte each."""

_NEVER = 1e-30
"""Stands for a probability of zero."""

Floats = NDArray[np.float64]


class UnknownModel(EngineUnavailable):
    """pocketsphinx's acoustic model has another form than is known."""

    def __init__(self, found: str) -> None:
        super().__init__(f"{found}. Install the release of pocketsphinx that Ringup was made with")


@dataclass(frozen=True, slots=True)
class Gaussians:
    """(phones, streams, Gaussians, cepstra) each."""

    means: Floats
    variances: Floats

    @classmethod
    def of_pocketsphinx(cls) -> Gaussians:
        """Raises UnknownModel."""
        return cls.read(Path(get_model_path(MODEL)))

    @classmethod
    def read(cls, folder: Path) -> Gaussians:
        """Raises UnknownModel."""
        return cls(_read(folder / MEANS), np.maximum(_read(folder / VARIANCES), FLOOR))


def mixtures(of: Sequence[int] | slice = slice(None)) -> Floats:
    """The weights of these senones, natural logarithms, (streams, Gaussians, senones). Raises
    UnknownModel."""
    raw = Path(get_model_path(MODEL), "sendump").read_bytes()
    at = 0
    while size := struct.unpack_from("<i", raw, at)[0]:
        at += 4 + size  # a line of text
    gaussians, senones = struct.unpack_from("<2i", raw, at + 4)
    if gaussians != GAUSSIANS or len(raw) - at - 12 != STREAMS * gaussians * senones:
        raise UnknownModel(f"pocketsphinx's mixtures are of {gaussians} Gaussians")
    told = np.frombuffer(raw, np.uint8, offset=at + 12).reshape(STREAMS, gaussians, senones)
    weights: Floats = -_WEIGHT_STEP * told[:, :, of].astype(float)
    return weights


def transitions() -> Floats:
    """Natural logarithms, (phones, from a state, to a state or, last, out of the phone). Raises
    UnknownModel."""
    raw = Path(get_model_path(MODEL), "transition_matrices").read_bytes()
    at = _behind_header(raw)
    order, *sizes = struct.unpack_from("<5I", raw, at)
    if (order, *sizes[:3]) != (ORDER, PHONES, STATES, STATES + 1):
        raise UnknownModel(f"pocketsphinx's transitions are of another number: {sizes}")
    told = np.frombuffer(raw, "<f4", sizes[3], at + 5 * 4).reshape(PHONES, STATES, STATES + 1).astype(float)
    found: Floats = np.log(np.maximum(told / told.sum(2, keepdims=True), _NEVER))
    return found


class Place(IntEnum):
    """Of a phone in its word."""

    WITHIN, FIRST, LAST, ALONE = range(4)

    @classmethod
    def of(cls, at: int, last: int) -> Place:
        """That of the phone number `at`, from 0, where `last` is the last one's number."""
        if last == 0:
            return cls.ALONE
        return cls.FIRST if at == 0 else cls.LAST if at == last else cls.WITHIN


class Triphone(NamedTuple):
    """A phone between two others, `SILENCE` among them."""

    phone: str
    before: str
    behind: str
    place: Place


class Senones:
    """Which senones a triphone has. Raises UnknownModel."""

    def __init__(self) -> None:
        raw = Path(get_model_path(MODEL), "mdef").read_bytes()
        (description,) = struct.unpack_from("<I", raw, 8)
        at = 12 + description
        sizes = struct.unpack_from("<10i", raw, at)
        count, triphones, states, _, _, _, sequences, _, nodes, _ = sizes
        if raw[:4] != b"BMDF" or (count, states) != (PHONES, STATES):
            raise UnknownModel(f"pocketsphinx's phones are of another number: {sizes}")
        names = raw[at + 40 :].split(b"\0", PHONES)[:PHONES]
        self.phones = tuple(name.decode("ascii") for name in names)
        at += 40 + sum(len(name) + 1 for name in names)
        at += -at % 4
        tree = np.dtype([("label", "<i2"), ("branches", "<i2"), ("at", "<i4")])
        self._tree = np.frombuffer(raw, tree, nodes, at)
        at += self._tree.nbytes
        entry = np.dtype([("sequence", "<i4"), ("transitions", "<i4"), ("context", "u1", 4)])
        self._entries = np.frombuffer(raw, entry, triphones, at)
        at += self._entries.nbytes + 4
        self._sequences = np.frombuffer(raw, "<u2", sequences * STATES, at).reshape(sequences, STATES)

    @cached_property
    def numbers(self) -> dict[str, int]:
        """Of the phones, in the order of their Gaussians."""
        return {name: number for number, name in enumerate(self.phones)}

    def of(self, triphone: Triphone) -> tuple[int, ...]:
        """Those of the nearest one that is known, as pocketsphinx's `bin_mdef_phone_id_nearest` chooses it:
        at another place in a word, then beside silence, then the phone by itself."""
        phone, before, behind = (self.numbers[name] for name in triphone[:3])
        places = (triphone.place, *(place for place in Place if place is not triphone.place))
        silence = self.numbers[SILENCE]
        contexts = dict.fromkeys(
            (
                (before, behind),
                (
                    silence if triphone.place in (Place.FIRST, Place.ALONE) else before,
                    silence if triphone.place in (Place.LAST, Place.ALONE) else behind,
                ),
            )
        )
        found = (self._find(place, phone, *context) for context in contexts for place in places)
        return self._at(next((entry for entry in found if entry is not None), phone))

    def alone(self, phone: str) -> tuple[int, ...]:
        """Those of the phone in whatever neighbourhood."""
        return self._at(self.numbers[phone])

    def _at(self, entry: int) -> tuple[int, ...]:
        return tuple(int(senone) for senone in self._sequences[self._entries[entry]["sequence"]])

    def _find(self, *path: int) -> int | None:
        first, branches = 0, len(Place)
        for label in path:
            level = self._tree[first : first + branches]
            there = np.flatnonzero(level["label"] == label)
            if not len(there):
                return None
            first, branches = int(level["at"][there[0]]), int(level["branches"][there[0]])
        return first


def _behind_header(raw: bytes) -> int:
    return raw.index(b"endhdr\n") + len(b"endhdr\n")


def _read(path: Path) -> Floats:
    raw = path.read_bytes()
    at = _behind_header(raw)
    order, *sizes = struct.unpack_from("<8I", raw, at)
    if (order, *sizes[:3]) != (ORDER, *SHAPE[:3]) or sizes[3:6] != [CEPSTRA] * STREAMS:
        raise UnknownModel(f"{path} holds Gaussians of another number: {sizes}")
    values = np.frombuffer(raw, "<f4", int(np.prod(SHAPE)), at + 4 * 8)
    return values.reshape(SHAPE).astype(float)
