"""What callers do, from the first ring to the end of their call. Each has a number of their own."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime

from ringup.cli.demo import SCRIPT
from ringup.telephony.errors import CallIsOver
from tests.journeys.house import House
from tests.journeys.households import (
    DEAR,
    DEAR_PIN,
    DEAR_POSTCODE,
    NEWCOMER,
    POSTCODE,
    SAM,
    STRANGER,
    household,
)
from tests.journeys.person import Person
from tests.journeys.sound import babble, bursts

Journey = Callable[[House, str], Awaitable[Person]]

LONG = 140.0
"""Seconds after which even the most patient assistant has hung up."""

GARBAGE = (
    "no JSON at all",
    "[]",
    "{}",
    '{"event": "media"}',
    '{"event": "media", "media": {"payload": "%%%", "timestamp": "x"}}',
    '{"event": "dtmf", "dtmf": {"digit": "yes"}}',
    '{"event": "mark", "mark": {}}',
    b"\x00\xff\x80",
)


DEMO_QUESTIONS = ("how_can_i_help", "ask_postcode", "confirm", "confirm", "anything_else", "anything_else")


async def asks_for_the_usual(house: House, caller: str) -> Person:
    """In words, when asked; and so who they are."""
    person = await house.ring(caller)
    await person.hears("how_can_i_help")
    await person.says("the-usual-please")
    await person.hears("ask_postcode")
    await person.says("oh-four-one-oh-one")
    return person


async def knows_the_keys(house: House, caller: str, postcode: str = POSTCODE) -> Person:
    """1 is for the usual; nobody has to hear the greeting out, or the question who they are."""
    person = await house.ring(caller)
    await skip_to_the_usual(person, postcode)
    return person


async def skip_to_the_usual(person: Person, postcode: str = POSTCODE) -> None:
    await person.is_told("greeting", 0.3)
    person.presses("1")
    await keys_the_postcode(person, postcode)


async def keys_the_postcode(person: Person, postcode: str = POSTCODE) -> None:
    await person.is_told("ask_postcode", 0.6)
    person.presses(postcode)


async def hears_the_question(house: House, caller: str) -> Person:
    """Whether to place the order, after the whole read-back."""
    person = await knows_the_keys(house, caller)
    await person.hears("confirm")
    return person


async def orders(person: Person) -> None:
    """Having heard the question. The receipt is not heard out."""
    await person.says("yes-please")
    await person.is_told("placed", 1.5)
    await person.hangs_up()


# orders, and what stands in their way


async def follows_the_demo(house: House, caller: str) -> Person:
    person = await house.ring(caller)
    for question, answer in zip(DEMO_QUESTIONS, SCRIPT, strict=True):
        await person.hears(question)
        await person.says(answer)
    await person.is_hung_up_on()
    return person


async def interrupts_the_price(house: House, caller: str) -> Person:
    """A yes follows before it was heard to its end, and once more."""
    person = await asks_for_the_usual(house, caller)
    await person.is_told("read_back", 3.0)
    await person.says("wait-a-second")
    await person.hears("take_your_time", "hear_me_out", "did_not_catch")
    await person.says("yes-please")
    await person.hears("hear_me_out")
    await person.hangs_up()
    return person


async def changes_the_number(house: House, caller: str) -> Person:
    person = await hears_the_question(house, caller)
    await person.says("yes-but-make-it-two")
    await person.hears("confirm")
    await person.says("yes-please")
    await person.hears("anything_else")
    await person.hangs_up()
    return person


async def says_yes_too_early(house: House, caller: str) -> Person:
    """While the price is being read, as people do who listen; and nothing after the question."""
    person = await knows_the_keys(house, caller)
    await person.is_told("read_back", 3.0)
    await person.says("yes")
    await person.hears("confirm")
    await person.call.wait(2.0)
    await person.hangs_up()
    return person


async def hangs_up_with_the_yes(house: House, caller: str) -> Person:
    person = await hears_the_question(house, caller)
    await person.says("yes-please")
    await person.hangs_up()
    return person


async def hangs_up_at_the_commit(house: House, caller: str) -> Person:
    person = await hears_the_question(house, caller)
    await person.says("yes-please")
    await person.does("Commit")
    await person.hangs_up()
    return person


async def presses_one(house: House, caller: str) -> Person:
    """On a line that carries garbage as well."""
    person = await house.ring(caller)
    await person.is_told("greeting", 0.5)
    person.call.send_garbage(*GARBAGE)
    await person.hears("how_can_i_help")
    await person.says("the-usual-please")
    await keys_the_postcode(person)
    await person.is_told("read_back", 1.0)
    person.call.send_garbage(*GARBAGE)
    await person.hears("confirm")
    person.presses("1")
    await person.is_told("placed", 0.5)
    await person.hangs_up()
    return person


async def presses_two(house: House, caller: str) -> Person:
    person = await hears_the_question(house, caller)
    person.presses("2")
    await person.hears("what_to_change")
    await person.says("never-mind")
    await person.hears("anything_else")
    await person.says("no")
    await person.is_hung_up_on()
    return person


async def keys_the_pin(house: House, caller: str) -> Person:
    person = await knows_the_keys(house, caller, DEAR_POSTCODE)
    await person.hears("ask_pin")
    person.presses(DEAR_PIN)
    await person.hears("confirm")
    await orders(person)
    return person


async def gets_a_text(house: House, caller: str) -> Person:
    """Does not want to tell the postcode, and keys in the code that is texted instead."""
    person = await house.ring(caller)
    await person.is_told("greeting", 0.3)
    person.presses("1")
    await person.hears("ask_postcode")
    await person.says("no")
    await person.is_told("ask_code", 3.0)
    [text] = house.carrier.texts_to(caller)
    person.presses(text.split()[0])
    await person.hears("confirm")
    await orders(person)
    return person


async def says_maybe(house: House, caller: str) -> Person:
    """Having talked over the greeting; and never says another word."""
    person = await house.ring(caller)
    await person.is_told("greeting", 0.5)
    await person.says("the-usual-please")
    await keys_the_postcode(person)
    await person.hears("confirm")
    await person.says("maybe")
    await person.is_hung_up_on(LONG)
    return person


# people whom the shop cannot serve


async def is_a_stranger(house: House, caller: str) -> Person:
    person = await house.ring(caller)
    await person.hears("how_can_i_help")
    await person.says("id-like-to-reorder-the-usual")
    await person.hears("ask_name")
    await person.says("never-mind")
    await person.hears("anything_else")
    await person.says("no")
    await person.is_hung_up_on()
    return person


async def has_no_history(house: House, caller: str) -> Person:
    person = await knows_the_keys(house, caller)
    await person.hears("anything_else")
    await person.says("where-is-my-order")
    await person.hears("anything_else")
    await person.says("goodbye")
    await person.is_hung_up_on()
    return person


async def asks_for_an_unknown_order(house: House, caller: str) -> Person:
    """It is Sam's."""
    person = await house.ring(caller)
    await person.hears("how_can_i_help")
    await person.says("where-is-order-four-seven-one-two-oh-three")
    await keys_the_postcode(person)
    await person.hears("which_order")
    await person.hangs_up()
    return person


async def says_nothing(house: House, caller: str) -> Person:
    person = await house.ring(caller)
    await person.is_hung_up_on(LONG)
    return person


async def is_only_noise(house: House, caller: str) -> Person:
    """At the question whether to place the order, where it could do harm."""
    person = await hears_the_question(house, caller)
    try:
        await person.says(bursts(10.0, seed=1))
        await person.says(babble(10.0, seed=2))
        began = person.call.handset.frames
        await person.call.until(
            lambda: person.call.handset.heard_since(began), LONG, "the assistant to say something"
        )
        await person.hangs_up()
    except CallIsOver:
        pass  # the assistant may give up first
    return person


async def hangs_up_mid_sentence(house: House, caller: str) -> Person:
    person = await house.ring(caller)
    await person.hears("how_can_i_help")
    saying = asyncio.create_task(person.says("id-like-to-reorder-the-usual"))
    await person.call.wait(0.8)
    await person.hangs_up()
    await asyncio.gather(saying, return_exceptions=True)
    return person


# lines that break


async def is_cut_off_in_the_read_back(house: House, caller: str) -> Person:
    person = await knows_the_keys(house, caller)
    await person.is_told("read_back", 3.0)
    person.call.drop_socket()
    await person.is_connected_again()
    await person.hears("confirm")
    await orders(person)
    return person


async def is_cut_off_after_the_yes(house: House, caller: str) -> Person:
    """Before a word of the receipt was heard."""
    person = await hears_the_question(house, caller)
    await person.says("yes-please")
    await person.does("Commit")
    person.call.drop_socket()
    await person.is_connected_again()
    await person.hears("placed")
    await person.hangs_up()
    return person


async def speaks_into_the_goodbye(house: House, caller: str) -> Person:
    person = await house.ring(caller)
    await person.hears("how_can_i_help")
    await person.says("goodbye")
    await person.is_told("goodbye", 0.3)
    await person.says("wait-a-second")
    await person.hears("how_can_i_help")
    await person.says("goodbye")
    await person.is_hung_up_on()
    return person


async def is_cut_off_in_the_goodbye(house: House, caller: str) -> Person:
    person = await house.ring(caller)
    await person.hears("how_can_i_help")
    await person.says("goodbye")
    await person.is_told("goodbye", 0.3)
    person.call.drop_socket()
    await person.is_hung_up_on()
    return person


async def hangs_up_while_cut_off(house: House, caller: str) -> Person:
    person = await house.ring(caller)
    await person.is_told("greeting", 1.0)
    person.call.drop_socket()
    await person.hangs_up()
    return person


async def comes_in_twice(house: House, caller: str) -> Person:
    """The carrier opens a second stream for a call that is going on."""
    person = await knows_the_keys(house, caller)
    await person.is_told("read_back", 2.0)
    await person.call.second_stream()
    await person.is_connected_again()
    await person.hears("confirm")
    await orders(person)
    return person


async def stalls(house: House, caller: str) -> Person:
    """Sound comes late and all at once: while the caller talks, while we do, and with the yes."""
    person = await house.ring(caller)
    await person.hears("how_can_i_help")
    person.call.stall(1.0)
    await person.says("the-usual-please")
    await person.hears("ask_postcode")
    await person.says("oh-four-one-oh-one")
    await person.is_told("read_back", 2.0)
    person.call.stall(1.5)
    await person.hears("confirm")
    person.call.stall(0.8)
    await orders(person)
    return person


async def has_a_full_disk(house: House, caller: str) -> Person:
    """Not a byte of the recording can be written."""
    facts = house.facts(caller)
    folder = house.archive.open(facts.call_sid, "phone", caller, datetime.now(UTC))
    folder.recording.symlink_to("/dev/full")
    person = await house.ring_as(facts)
    await skip_to_the_usual(person)
    await person.hears("confirm")
    await orders(person)
    return person


JOURNEYS: dict[Journey, str] = {
    says_maybe: household(0),
    follows_the_demo: SAM,
    is_only_noise: household(10),
    changes_the_number: household(2),
    is_cut_off_in_the_read_back: household(13),
    comes_in_twice: household(17),
    keys_the_pin: DEAR,
    gets_a_text: household(12),
    says_nothing: household(9),
    presses_two: household(7),
    stalls: household(18),
    is_cut_off_after_the_yes: household(14),
    interrupts_the_price: household(1),
    presses_one: household(6),
    says_yes_too_early: household(3),
    has_a_full_disk: household(19),
    speaks_into_the_goodbye: household(20),
    hangs_up_at_the_commit: household(5),
    hangs_up_with_the_yes: household(4),
    is_a_stranger: STRANGER,
    has_no_history: NEWCOMER,
    asks_for_an_unknown_order: household(8),
    is_cut_off_in_the_goodbye: household(15),
    hangs_up_mid_sentence: household(11),
    hangs_up_while_cut_off: household(16),
}
"""With the number that each calls from; the longest first."""
