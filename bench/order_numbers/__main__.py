"""`python -m bench.order_numbers --data FOLDER`: order numbers of six digits, heard over the telephone.

People: put together from the single digits of `FOLDER/spoken_digits`; the caller has ten orders, and the
dialogue proposes or tells one. Voices: flite and festival, digit by digit, where no list of numbers is
known, only that they have six digits.
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
from bench.order_numbers.calls import Ears, Outcome, ask
from bench.report import RESULTS, Report, Row
from ringup.skills.dialogue.digits import SURE
from ringup.voice.ports import Bias, Grammar

ORDERS = 10
DIGITS = 6
SEED = 5
WITHOUT_LIST = ("rms", "slt", "awb", "kal16")
AIMED_AT = {"right within two tries, people, aimed at, %": 90, "told another order, aimed at": 0}


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
    first = within_two = wrong_and_sure = 0
    for number, sound in zip(numbers, synthetic(voice, numbers, chance), strict=True):
        rated = (await ears.hear(sound, Bias(Grammar.DIGITS, lengths=(DIGITS,)))).rated
        values = [each.value for each in rated]
        first += values[:1] == [number]
        within_two += number in values[:2]
        wrong_and_sure += bool(rated) and values[0] != number and rated[0].probability >= SURE
    return {
        "speaker": voice, "list": "none", "numbers": count,
        "right within two, %": round(100 * within_two / count, 1),
        "first, %": round(100 * first / count, 1), "wrong and sure": wrong_and_sure,
    }  # fmt: skip


def _number(chance: random.Random) -> str:
    return "".join(chance.choices("0123456789", k=DIGITS))


if __name__ == "__main__":
    typer.run(main)
