"""About fifty things that people say to a shop, as the skills would list them."""

from __future__ import annotations

import random

from ringup.voice.ports import Grammar

_PRODUCTS = (
    "oat milk",
    "dark roast coffee",
    "green tea",
    "sourdough bread",
    "olive oil",
    "dish soap",
    "cat food",
    "orange juice",
)
_NUMBERS = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
_DIGITS = ("zero", "oh", *_NUMBERS[:9])

_TEMPLATES = """
i'd like to reorder the usual
i would like to reorder
the usual please
the usual
my usual order please
can i have the usual
same as last time please
make it {n}
make it {n} please
make that {n}
i want {n}
{n} please
{n}
{n} {p} please
yes please
yes
yeah
that's right
yes go ahead
no
no thank you
no thanks
yes but make it {n}
no make it {n}
actually make it {n}
maybe
i don't know
mm-hmm
uh-huh
okay
where is my order
where's my order
where is order {d} {d} {d} {d} {d} {d}
my order number is {d} {d} {d} {d} {d} {d}
{d} {d} {d} {d} {d} {d}
{d} {d} {d}
reorder the {p}
i'd like to order {p}
the {p} please
wait a second
hold on
can you repeat that
say that again please
never mind
forget it
cancel that
that's all thank you
nothing else thank you
goodbye
bye
i want a person
i want to talk to a person
help
what can you do
""".strip().splitlines()


def shop_sentences(count: int = 3_000) -> list[str]:
    """The templates filled in, the same ones every time."""
    dice = random.Random(4)

    def filled(sentence: str) -> str:
        for slot, values in (("{n}", _NUMBERS), ("{d}", _DIGITS), ("{p}", _PRODUCTS)):
            while slot in sentence:
                sentence = sentence.replace(slot, dice.choice(values), 1)
        return sentence

    return [filled(_TEMPLATES[i % len(_TEMPLATES)]) for i in range(count)]


_YES_NO = """
yes
yes
yes
yes please
yes that's right
yes go ahead
yeah
yep
sure
correct
that's right
go ahead
no
no
no
no thank you
no thanks
no that's wrong
yes but make it {n}
maybe
i don't know
i'm not sure
i think so
okay
mm-hmm
uh-huh
what
wait
hold on
""".strip().splitlines()


def answers() -> dict[Grammar, list[str]]:
    """To questions for yes or no, and for a number."""
    dice = random.Random(5)
    numbers = [" ".join(dice.choices(_DIGITS, k=dice.randint(1, 8))) for _ in range(600)]
    said = [text.replace("{n}", dice.choice(_NUMBERS)) for text in _YES_NO for _ in range(20)]
    return {Grammar.YES_NO: said, Grammar.DIGITS: numbers}
