"""`python -m bench.order_numbers --data FOLDER`: order numbers of six digits, heard over the telephone.

People: put together from the single digits of `FOLDER/spoken_digits`; the caller has ten orders, and the
dialogue proposes or tells one. Voices: flite and festival, digit by digit, where no list of numbers is
known, only that they have six digits: every number is read back, and the caller says no to a wrong one.
"""

from __future__ import annotations

import asyncio
import random
import tempfile
from collections import Counter
from functools import partial
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from bench.hearing.ears import sample_ears
from bench.order_numbers.callers import PEOPLE, Person, synthetic
from bench.order_numbers.calls import READ_BACK, TRIES, Ears, Outcome, ask, ask_unlisted
from bench.report import RESULTS, Report, Row

ORDERS = 10
DIGITS = 6
SEED = 5
WITHOUT_LIST = ("rms", "slt", "awb", "kal16")
AIMED_AT = {
    "right within two tries, aimed at, people, %": 90,
    "voices, %": 95,
    "told another order": 0,
}


def main(
    data: Annotated[Path, typer.Option(help="A folder that holds spoken_digits.")],
    numbers: Annotated[int, typer.Option(help="Said by each speaker.")] = 40,
    results: Annotated[Path, typer.Option(help="Where the JSON goes.")] = RESULTS,
) -> None:
    """Measure, print a table, keep it as JSON."""
    report = Report("order_numbers", "Order numbers: of ten known, and of six digits", AIMED_AT)
    with tempfile.TemporaryDirectory() as folder:
        for row in asyncio.run(_measure(Path(folder), data / "spoken_digits", numbers)):
            report.add(row)
    report.print_and_save(results, Console(width=150))


async def _measure(folder: Path, digits: Path, count: int) -> list[Row]:
    async with sample_ears(folder) as (recognizer, shop):
        ears = Ears(recognizer, shop.understander)
        people = [await _known(ears, Person(name, digits), count) for name in PEOPLE]
        return people + [await _unknown(ears, voice, count) for voice in WITHOUT_LIST]


async def _known(ears: Ears, person: Person, count: int) -> Row:
    chance = random.Random(f"{SEED} {person.name}")
    outcomes: Counter[Outcome] = Counter()
    for _ in range(count):
        orders = tuple(_number(chance) for _ in range(ORDERS))
        number = chance.choice(orders)
        outcomes[await ask(ears, number, orders, partial(person.says, number, chance))] += 1
    right = count - outcomes[Outcome.WRONG] - outcomes[Outcome.GAVE_UP]
    shares = {outcome.value: outcomes[outcome] for outcome in Outcome}
    return {
        "speaker": person.name, "list": "ten orders", "numbers": count,
        "right within two, %": round(100 * right / count, 1), **shares,
    }  # fmt: skip


async def _unknown(ears: Ears, voice: str, count: int) -> Row:
    chance = random.Random(f"{SEED} {voice}")
    numbers = [_number(chance) for _ in range(count)]
    takes = [synthetic(voice, numbers, chance) for _ in range(TRIES)]
    outcomes: Counter[Outcome] = Counter()
    for number, *sounds in zip(numbers, *takes, strict=True):
        outcomes[await ask_unlisted(ears, number, sounds)] += 1
    right = count - outcomes[Outcome.GAVE_UP]
    return {
        "speaker": voice, "list": "none", "numbers": count,
        "right within two, %": round(100 * right / count, 1),
        **{outcome.value: outcomes[outcome] for outcome in READ_BACK},
    }  # fmt: skip


def _number(chance: random.Random) -> str:
    return "".join(chance.choices("0123456789", k=DIGITS))


if __name__ == "__main__":
    typer.run(main)
