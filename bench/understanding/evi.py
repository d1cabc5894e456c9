"""EVI: callers who say their postcode, name and date of birth, heard by a real recogniser (8 kHz phone).

What is counted, for each `dialogues.*.jsonl` with its `records.*.csv` of 10,000 profiles. Each dialogue
holds three attempts at each item. They are taken in turn as the verdict asks for them (postcode, name,
date of birth, and again from the start), each with its n-best list, until it finds somebody or all are
used up. *Found*: the verdict names the dialogue's profile. *Wrongly*: it names another, whatever the
caller said; a few callers of the set plainly give another profile's details, and they count as wrong.
*Impostors*: the same dialogues against the list without the dialogue's profile, where anybody found is
wrong. Dialogues whose scenario names no profile are left out, and their number is in the note.
The same is measured with name and postcode alone. Time is this thread's own for one verdict, after one
more answer.
"""

from __future__ import annotations

import csv
import json
import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from statistics import quantiles

from bench.understanding.table import Row
from ringup.skills.identification.directory import Candidate, Directory
from ringup.skills.identification.evidence import Evidence, Found, Item, NotYet, Policy, hear
from ringup.skills.identification.verdict import verdict
from ringup.skills.values import CustomerId

NAME = "evi"
ALL_THREE = Policy(((Item.POSTCODE, Item.NAME, Item.DATE_OF_BIRTH),))
NAME_AND_POSTCODE = Policy(((Item.NAME, Item.POSTCODE),))
ITEMS = {"postcode": Item.POSTCODE, "name": Item.NAME, "dob": Item.DATE_OF_BIRTH}
TARGET_LANGUAGE = "en"


@dataclass(frozen=True, slots=True)
class Dialogue:
    """`said`: each attempt at each item, in the order they were made."""

    profile: CustomerId
    said: dict[Item, list[tuple[str, ...]]]


@dataclass(slots=True)
class Tally:
    dialogues: int = 0
    found: int = 0
    wrong: int = 0
    impostors: int = 0
    seconds: list[float] = field(default_factory=list)


def measure(folder: Path) -> Iterable[Row]:
    for path in sorted(folder.glob("dialogues.*.jsonl")):
        language = path.suffixes[0].strip(".")
        candidates = profiles(folder / f"records.{language}.csv")
        said = dialogues(path)
        known = [one for one in said if one.profile in {candidate.id for candidate in candidates}]
        target = language == TARGET_LANGUAGE
        directory = Directory(candidates)
        note = f"{len(known)} dialogues, {len(said) - len(known)} without a profile left out"
        yield from rows(f"evi ({language})", known, directory, ALL_THREE, target, note)
        if target:
            name = f"evi ({language}), name and postcode alone"
            yield from rows(name, known, directory, NAME_AND_POSTCODE, False, note)


def rows(
    name: str, said: list[Dialogue], directory: Directory, policy: Policy, target: bool, note: str
) -> Iterator[Row]:
    tally = tallied(said, directory, policy)
    share = 100 / max(1, tally.dialogues)
    at_least, at_most = (90.0, 0.5) if target else (None, None)
    yield Row(f"{name}: found", share * tally.found, at_least, None, "%", note)
    yield Row(f"{name}: found wrongly", share * tally.wrong, None, at_most, "%", f"{tally.wrong} dialogues")
    yield Row(
        f"{name}: impostors found", share * tally.impostors, None, at_most, "%", "their profile removed"
    )
    p95 = quantiles(tally.seconds, n=20)[-1] if len(tally.seconds) > 1 else 0.0
    yield Row(f"{name}: one verdict at p95", 1000 * p95, None, 30.0 if target else None, "ms")


def tallied(said: list[Dialogue], directory: Directory, policy: Policy) -> Tally:
    tally = Tally()
    for dialogue in said:
        tally.dialogues += 1
        match ask(dialogue, directory, policy, tally.seconds):
            case None:
                pass
            case customer if customer == dialogue.profile:
                tally.found += 1
            case _:
                tally.wrong += 1
        tally.impostors += ask(dialogue, directory.without(dialogue.profile), policy, []) is not None
    return tally


def ask(dialogue: Dialogue, directory: Directory, policy: Policy, seconds: list[float]) -> CustomerId | None:
    """Whom the verdict finds by asking as it says; `seconds` takes the time of each verdict."""
    evidence, said = Evidence(), {item: iter(texts) for item, texts in dialogue.said.items()}
    while True:
        start = time.thread_time()
        now = verdict(evidence, directory, policy)
        seconds.append(time.thread_time() - start)
        match now:
            case Found(customer):
                return customer
            case NotYet(item):
                evidence = hear(evidence, item, next(said.get(item, iter(())), ()))
            case _:
                return None


def profiles(path: Path) -> tuple[Candidate, ...]:
    with path.open(encoding="utf-8", newline="") as file:
        return tuple(
            Candidate(
                CustomerId(row["scenario_id"]),
                row["name_first"],
                row["name_last"],
                row["postcode"],
                row["email"],
                date.fromisoformat(row["dob"]),
            )
            for row in csv.DictReader(file)
        )


def dialogues(path: Path) -> list[Dialogue]:
    found: dict[str, Dialogue] = {}
    for line in path.read_text(encoding="utf-8").splitlines():
        turn = json.loads(line)
        dialogue = found.setdefault(turn["dialogue_id"], Dialogue(CustomerId(turn["scenario_id"]), {}))
        texts = tuple(turn["nbest"]) or (turn["transcription"],)
        dialogue.said.setdefault(ITEMS[turn["item"]], []).append(texts)
    return list(found.values())
