"""Sentences that callers of a shop say, made from templates: what an embedded recogniser's language
model is built from. Lower case, no punctuation, numbers as words, the shop's own product names.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterable, Iterator

from num2words import num2words

from ringup.skills.shop import Product
from ringup.skills.understanding.tokens import tokens

ORDER_DIGITS = 6
PIN_DIGITS = 4

_HELLO = ("hi", "hello", "hey", "good morning", "good afternoon", "um", "okay", "so", "yes", "well")
_BYE = ("please", "thanks", "thank you", "please thank you", "for me please", "if you can")
_DIGITS = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")

_TEMPLATES: tuple[tuple[int, tuple[str, ...]], ...] = (
    # yes and no, said more often than anything else
    (14, (
        "yes", "yes", "yes", "yes please", "yeah", "yes thank you", "yes that's right", "yep", "sure",
        "that's right", "that is correct", "correct", "go ahead", "please do", "of course", "yes i do",
        "yes go ahead", "yes place the order", "that's fine", "sounds good", "do it", "perfect",
    )),
    (11, (
        "no", "no", "no", "no thanks", "no thank you", "nope", "no wait", "no that's wrong", "not that",
        "no i don't", "don't order it", "no that's not right", "no don't", "that's wrong", "no sorry",
    )),
    (3, ("okay", "maybe", "i guess", "not sure", "i don't know", "um", "hmm", "mm hmm", "i think so")),
    # corrections at the read-back
    (14, (
        "make it {n}", "make it {n} please", "yes but make it {n}", "no make it {n}", "{n} instead",
        "actually {n}", "actually make it {n}", "make that {n}", "can you make it {n}", "{n} please",
        "{n}", "i want {n}", "i want {n} {units}", "{n} {units}", "{n} {units} please", "no {n}",
        "change it to {n}", "change the {head} to {n}", "make the {head} {n}", "just {n}", "only {n}",
        "add one more", "one more", "one more please", "another one", "one less", "add another {unit}",
        "{n} {units} instead", "make it {n} {units}", "no {n} please", "yes {n} please",
        "remove the {head}", "without the {head}", "change the quantity to {n}", "no i said {n}",
    )),
    # asking for something again
    (20, (
        "the usual", "the usual please", "my usual", "my usual please", "my usual order",
        "my usual order please", "i'd like my usual", "i'd like my usual order", "i want my usual order",
        "i would like my usual order", "can i get my usual", "can i have my usual order",
        "could i have the usual", "i'd like to order my usual", "i'd like to order the usual",
        "i'd like my usual order but {n}", "same as last time", "same again", "the same as last time",
        "same order as last time", "repeat my last order", "reorder", "i'd like to reorder",
        "i want to reorder my usual", "order again", "can i order the same again",
        "i'd like to place an order", "i want to order",
    )),
    (24, (
        "order the {product} again", "order that {head} again", "order more {head}",
        "send me more {head}", "can i get another {one}", "reorder the {product}",
        "can i get {some}", "i'd like {some}", "{product}",
        "i need more {head}", "i'd like to order {product}", "i want to order the {product}",
        "i want the {product} again", "{some}", "i'm out of {head}", "the {head}",
        "can i have the {product}", "could you send me {some}", "the {product}",
        "another {one}", "i'd like to reorder the {product}", "more {product}",
        "i want {some}", "{product} please", "i'd like some {product}",
    )),
    # where is my order
    (24, (
        "where is my order", "where's my order", "where is my package", "where is my parcel",
        "where is my delivery", "where's my stuff", "where is my {head}", "where is my {product}",
        "where's my {head}", "when will my order arrive", "when will my {head} arrive",
        "when is my {product} coming", "when does my order arrive", "has my order shipped",
        "has it shipped", "has my {head} shipped yet", "did my {head} ship", "track my order",
        "track order {order}", "track my package", "what is the status of my order",
        "what's the status of order {order}", "the status of my {head}", "order status",
        "where is order {order}", "where is my last order", "is my order on its way",
        "i'm calling about my order", "i'm calling about order {order}", "order number {order}",
        "where is the {product} i ordered", "and where is my {head}", "and where is my last order",
        "i haven't received my {head} yet", "my order hasn't arrived", "can you check on my order",
        "where is the {head} i ordered", "where is my other order", "and when will my {head} arrive",
    )),
    # numbers read out
    (16, (
        "{order}", "{order}", "{order}", "it's {order}", "the number is {order}", "my order is {order}",
        "{part}", "{part}", "{pin}", "{pin}", "my pin is {pin}", "it is {pin}",
    )),
    (4, ("the first one", "the second one", "the last one", "the {head}", "the one ending in {part}")),
    # the frame of a call
    (12, (
        "hello", "hi", "good morning", "can you repeat that", "say that again", "sorry", "pardon",
        "what did you say", "could you say that again please", "i didn't catch that", "hold on",
        "wait", "just a second", "one moment", "hold on a second", "help", "what can i say",
        "what can you do", "can i talk to a person", "agent", "i want to speak to someone",
        "never mind", "forget it", "cancel", "cancel that", "cancel it", "stop", "leave it",
        "i changed my mind", "that's all", "no that's all", "that's it", "that's all thank you",
        "nothing else", "no that's everything", "thank you", "thanks", "goodbye", "bye", "bye bye",
        "thank you goodbye", "thanks bye", "how much is it", "what was the total", "hang on",
    )),
)  # fmt: skip
"""How often a group is drawn, and what is said in it, all of it equally often."""


def shop_sentences(products: tuple[Product, ...], limit: int = 20_000, seed: int = 0) -> Iterator[str]:
    """`limit` sentences, the same ones for the same products and seed. A shop without products gives
    those that name none."""
    chance = random.Random(seed)  # noqa: S311 - not for secrets
    groups, weights = zip(*_usable(bool(products)), strict=True)
    speaker = _Speaker(products, chance)
    for group in chance.choices(groups, weights, k=limit):
        yield speaker.say(chance.choice(group))


def _usable(with_products: bool) -> Iterator[tuple[tuple[str, ...], int]]:
    for weight, templates in _TEMPLATES:
        kept = tuple(t for t in templates if with_products or not _NAMED.search(t))
        if kept:
            yield kept, weight


_NAMED = re.compile(r"\{(?:product|head|units?|one|some)\}")
_SLOT = re.compile(r"\{(\w+)\}")


class _Speaker:
    """Fills templates. One product is chosen a sentence, so that its name and unit fit."""

    def __init__(self, products: tuple[Product, ...], chance: random.Random) -> None:
        self._chance = chance
        self._things = [_Thing(product) for product in products]
        self._amounts = [_words(number) for number in range(1, 21)] + ["a couple", "a dozen"]
        self._weights = [30, 60, 40, 25, 15, 12, *([4] * (len(self._amounts) - 6))]

    def say(self, template: str) -> str:
        thing = self._chance.choice(self._things) if self._things else None
        fill: dict[str, Callable[[], str]] = {
            "n": self._amount,
            "order": lambda: self._digits(ORDER_DIGITS),
            "pin": lambda: self._digits(PIN_DIGITS),
            "part": lambda: self._digits(ORDER_DIGITS // 2),
        }
        if thing is not None:
            fill |= {
                "product": lambda: self._chance.choice(thing.names),
                "head": lambda: self._chance.choice(thing.heads),
                "unit": lambda: self._chance.choice(thing.units),
                "units": lambda: self._chance.choice(thing.plurals),
                "one": lambda: thing.one,
                "some": lambda: f"{self._amount()} {thing.many}",
            }
        said = _SLOT.sub(lambda slot: fill[slot[1]](), template)
        return self._framed(said) if len(template.split()) > 2 else said

    def _framed(self, said: str) -> str:
        if self._chance.random() < 0.15:
            said = f"{self._chance.choice(_HELLO)} {said}"
        if self._chance.random() < 0.15 and not said.endswith(("please", "thank you")):
            said = f"{said} {self._chance.choice(_BYE)}"
        return said

    def _amount(self) -> str:
        return self._chance.choices(self._amounts, self._weights)[0]

    def _digits(self, length: int) -> str:
        """Mostly one by one, sometimes with "oh" or "double"."""
        figures = self._chance.choices(range(10), k=length)
        zero = self._chance.choice(("zero", "oh"))
        words = [zero if figure == 0 else _DIGITS[figure] for figure in figures]
        if self._chance.random() < 0.15:
            at = self._chance.randrange(length - 1)
            words[at : at + 2] = ["double", words[at]]
        return " ".join(words)


class _Thing:
    """What people call a product and its units: `one` and `many` are counted, "bag of green tea"."""

    def __init__(self, product: Product) -> None:
        names = [name for name in map(_plain, product.names) if name] or ["one"]
        variants = [_plain(line.name) for line in product.variants]
        plurals = [_plain(line.plural) for line in product.variants if not line.unit]
        self.names = tuple(name for name in (*names * 3, *variants) if name)
        self.heads = (*(name.split()[-1] for name in names), *self.names)
        self.units = _said(line.unit for line in product.variants) or ("one",)
        self.plurals = _said(line.units for line in product.variants) or ("of them",)
        counted = self.units != ("one",)
        self.one = f"{self.units[0]} of {names[0]}" if counted else names[0]
        self.many = f"{self.plurals[0]} of {names[0]}" if counted else (plurals or names)[0]


def _said(words: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(_plain(word) for word in words if word))


def _plain(text: str) -> str:
    """As a recogniser writes it: figures as words."""
    return " ".join(_words(int(word.text)) if word.text.isdecimal() else word.text for word in tokens(text))


def _words(number: int) -> str:
    return str(num2words(number)).replace("-", " ").replace(",", "")
