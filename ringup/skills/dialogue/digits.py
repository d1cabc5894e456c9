"""Numbers that callers give: said or keyed in, at once or in groups, both mixed, and corrected in part.

An `Entry` is the number as far as it is known. Each key and each utterance brings it on, and its outcome says
whether it is whole, may be one of those that are possible, or lacks digits. What follows is the skill's.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from ringup.skills.dialogue.digit_corrections import announces_correction, corrections
from ringup.skills.intent import Intent, Rated, Utterance
from ringup.skills.understanding.resolve import closest, ways

SURE = 0.9
"""Probability from which a number that was heard is not asked about."""

DOUBTED = 0.5
"""Probability of a digit below which it is rather another: then a number is asked about, though it is one of
those that are possible."""

MOST_PROPOSED = 2
"""So many of the numbers that were perhaps heard are proposed, one after the other."""

SHORTEST_PART = 4
"""Digits from which a part is enough, wherever it stands, if just one number has it."""


@dataclass(frozen=True, slots=True)
class Entry:
    """`lengths`: how many digits the number may have; `candidates`: the numbers that are possible, if they
    are known. `digits`: those so far; `ruled_out`: what it is not, as the caller said."""

    lengths: tuple[int, ...]
    candidates: tuple[str, ...] = ()
    digits: str = ""
    ruled_out: tuple[str, ...] = ()

    @property
    def possible(self) -> tuple[str, ...]:
        """The candidates that it can still be."""
        return tuple(number for number in self.candidates if number not in self.ruled_out)


@dataclass(frozen=True, slots=True)
class Whole:
    """All digits are there, and nothing speaks against them."""

    digits: str


@dataclass(frozen=True, slots=True)
class Perhaps:
    """It may be one of these, the likeliest first: heard by halves, with a slip, or without certainty."""

    numbers: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class More:
    """Digits are lacking. These are there."""

    digits: str


@dataclass(frozen=True, slots=True)
class Unknown:
    """These digits make no number that is possible; the entry is empty again."""

    digits: str


@dataclass(frozen=True, slots=True)
class Nothing:
    """No digit was given."""


Outcome = Whole | Perhaps | More | Unknown | Nothing
IsWhole = Callable[[str], bool]
"""Whether digits make a whole number, where their count does not tell."""


def is_doubted(utterance: Utterance) -> bool:
    """Whether the recogniser has something to say against the number that the words are."""
    return bool(utterance.rated) or _lacks_a_sure_digit(utterance)


def _lacks_a_sure_digit(utterance: Utterance) -> bool:
    return any(word.probability < DOUBTED for word in utterance.words if ways(word.text))


def keyed(entry: Entry, key: str, is_whole: IsWhole | None = None) -> tuple[Entry, Outcome]:
    """After one key; "#" ends the number. A zero that begins none of the candidates is no part of it."""
    if key == "#":
        return _concluded(entry, _ended(entry)) if entry.digits else (entry, Nothing())
    if not key.isdigit() or (key == "0" and _stands_alone(entry)):
        return entry, Nothing()
    digits = entry.digits + key
    if entry.candidates:
        return _concluded(entry, _keyed_of_list(entry, digits))
    return _concluded(entry, _counted(entry, (digits,), is_whole))


def heard(
    entry: Entry, utterance: Utterance, intent: Intent, is_whole: IsWhole | None = None
) -> tuple[Entry, Outcome]:
    """After an utterance, which may hold all of the number, its next group, all of it anew, or what puts a
    part of what was begun right."""
    if entry.digits and announces_correction(utterance.text):
        right = corrected(entry, utterance.text)
        if right is not None:
            return _concluded(right, _so_far(right, is_whole))
    if entry.candidates:
        return _concluded(entry, _heard_of_list(entry, utterance, intent))
    groups = tuple(dict.fromkeys((*_taken(intent), *ways(utterance.text))))
    if not entry.digits and (likely := _by_sound(entry, utterance.rated, groups)) is not None:
        return _concluded(entry, likely)
    together = tuple(entry.digits + group for group in groups) if entry.digits else ()
    return _concluded(entry, _counted(entry, (*together, *groups), is_whole))


def corrected(entry: Entry, text: str) -> Entry | None:
    """The entry with the part put right that `text` names, where it names just one: "no, four eight one",
    "the last two are four one", "not five, nine". What it was before is ruled out."""
    found = [digits for digits in corrections(entry.digits, text) if _is_possible(entry, digits)]
    if len(found) != 1:
        return None
    return replace(entry, digits=found[0], ruled_out=(*entry.ruled_out, entry.digits))


def instead(entry: Entry, text: str, is_whole: IsWhole | None = None) -> tuple[Entry, Outcome]:
    """What was said to a question whether it is the entry's number: the part that was wrong, another number
    or its beginning, or the same again. A digit alone may belong to anything and is none."""
    if (right := corrected(entry, text)) is not None:
        return right, _so_far(right, is_whole) if entry.candidates else Whole(right.digits)
    said = tuple(number for number in ways(text) if len(number) > 1)
    if not said or entry.digits in said:
        return entry, Whole(entry.digits) if said else Nothing()
    anew = replace(entry, digits="", ruled_out=(*entry.ruled_out, entry.digits))
    if not entry.candidates:
        return _concluded(anew, _counted(anew, said, is_whole))
    complete = _first(said, anew.possible)
    return _concluded(anew, _by_part(anew, said) if complete is None else Whole(complete))


def _concluded(entry: Entry, outcome: Outcome) -> tuple[Entry, Outcome]:
    """The entry as the outcome leaves it."""
    match outcome:
        case Whole(digits) | More(digits):
            return replace(entry, digits=digits), outcome
        case Unknown():
            return replace(entry, digits=""), outcome
        case Perhaps() | Nothing():
            return entry, outcome


def _is_possible(entry: Entry, digits: str) -> bool:
    if digits in (entry.digits, *entry.ruled_out):
        return False
    return not entry.candidates or any(number.startswith(digits) for number in entry.possible)


def _so_far(entry: Entry, is_whole: IsWhole | None) -> Outcome:
    if entry.candidates:
        return Whole(entry.digits) if entry.digits in entry.possible else More(entry.digits)
    return _counted(entry, (entry.digits,), is_whole)


# where only their count is known


def _by_sound(entry: Entry, rated: tuple[Rated, ...], said: tuple[str, ...]) -> Outcome | None:
    """What fits the sound best, then what the words are where that is another number, then what fits second
    best. None where the sound told nothing."""
    values = tuple(each.value for each in rated[:MOST_PROPOSED])
    likely = tuple(
        number
        for number in dict.fromkeys((*values[:1], *said, *values[1:]))
        if len(number) in entry.lengths and number not in entry.ruled_out
    )
    if not values or not likely:
        return None
    return Whole(likely[0]) if likely[0] == values[0] in said else Perhaps(likely[:MOST_PROPOSED])


def _counted(entry: Entry, numbers: tuple[str, ...], is_whole: IsWhole | None) -> Outcome:
    if not numbers:
        return Nothing()
    longest = max(entry.lengths)
    whole = is_whole or (lambda digits: len(digits) == longest)
    complete = next((number for number in numbers if whole(number) and number not in entry.ruled_out), None)
    if complete is not None:
        return Whole(complete)
    return More(numbers[0]) if len(numbers[0]) < longest else Unknown(numbers[0])


# where the numbers are known


def _stands_alone(entry: Entry) -> bool:
    begins = any(number.startswith("0") for number in entry.possible)
    return bool(entry.candidates) and not entry.digits and not begins


def _ended(entry: Entry) -> Outcome:
    """The caller says that it is all."""
    digits = entry.digits
    if not entry.candidates:
        return Whole(digits) if len(digits) in entry.lengths else Unknown(digits)
    if digits in entry.possible:
        return Whole(digits)
    near = closest(digits, entry.possible) or _only(entry.possible, lambda number: digits in number)
    return Perhaps((near,)) if near is not None else Unknown(digits)


def _keyed_of_list(entry: Entry, digits: str) -> Outcome:
    """Keys come one by one: nothing is concluded before the last."""
    if digits in entry.possible and _only(entry.possible, lambda number: number.startswith(digits)):
        return Whole(digits)
    if len(digits) < max(entry.lengths):
        return More(digits)
    near = closest(digits, entry.possible)
    return Perhaps((near,)) if near is not None else Unknown(digits)


def _heard_of_list(entry: Entry, utterance: Utterance, intent: Intent) -> Outcome:
    """By the words where they complete what was begun, since a rating is of whole numbers; else by the sound,
    which tells a few numbers apart where words may err; else by the words alone."""
    literal, meant = _said(utterance.text, intent)
    together = tuple(entry.digits + group for group in literal) if entry.digits else ()
    if (complete := _first(together, entry.possible)) is not None:
        return Whole(complete)
    if (likely := _rated(entry, utterance.rated)) is not None:
        return likely
    if (complete := _first(literal, entry.possible)) is not None:
        return Perhaps((complete,)) if _lacks_a_sure_digit(utterance) else Whole(complete)
    if meant in entry.possible:
        return Perhaps((meant,))
    return _by_part(entry, (*together, *literal)) if literal else Nothing()


def _rated(entry: Entry, rated: tuple[Rated, ...]) -> Outcome | None:
    best = rated[:MOST_PROPOSED]
    likely = tuple(each.value for each in best if each.value in entry.possible)
    if not likely:
        return None
    sure = best[0].value == likely[0] and best[0].probability >= SURE
    return Whole(likely[0]) if sure else Perhaps(likely)


def _by_part(entry: Entry, numbers: tuple[str, ...]) -> Outcome:
    """With a slip, or only a part of it; until it can be just one, more is asked for."""
    longest = max(entry.lengths)
    for digits in numbers:
        if len(digits) >= longest and (near := closest(digits, entry.possible)) is not None:
            return Perhaps((near,))
    best = numbers[0]
    if len(best) >= longest:
        return Unknown(best)
    begun = _only(entry.possible, lambda number: number.startswith(best))
    if begun is not None and len(best) >= longest // 2:
        return Perhaps((begun,))
    part = _only(entry.possible, lambda number: best in number)
    return Perhaps((part,)) if part is not None and len(best) >= SHORTEST_PART else More(best)


def _said(text: str, intent: Intent) -> tuple[tuple[str, ...], str | None]:
    """The digits as they were said, and the number that the understander took them for where that is another.
    None at all where it found no digits: then they belong to something else."""
    taken = _taken(intent)
    if not taken:
        return (), None
    literal = ways(text)
    if not literal or taken[0] in literal:
        return tuple(dict.fromkeys((taken[0], *literal))), None
    return literal, taken[0]


def _taken(intent: Intent) -> tuple[str, ...]:
    values = (*intent.values("order"), *intent.values("digits"))
    return tuple(value for value in values if value.isdigit())


def _first(numbers: tuple[str, ...], possible: tuple[str, ...]) -> str | None:
    return next((number for number in numbers if number in possible), None)


def _only(numbers: tuple[str, ...], fits: Callable[[str], bool]) -> str | None:
    found = tuple(filter(fits, numbers))
    return found[0] if len(found) == 1 else None
