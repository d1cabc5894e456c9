"""A yes that says again what was read back, and one that says anything else."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ringup.skills.dialogue.consent import explicit_yes
from ringup.skills.dialogue.echoes import consents, echoes
from ringup.skills.dialogue.proposals import (
    AfterSale,
    CancelOrder,
    ChangeAddress,
    ChangeItems,
    ChangePayment,
    ChangeProfile,
    ExchangeItems,
    PlaceOrder,
    Proposal,
    ReturnItems,
    Swap,
)
from ringup.skills.shop import Line
from ringup.skills.values import CustomerId, OrderNumber, Sku
from tests.skills.after_sale_sample import BLUE, CLOCK, GIFT, GLASS, PAYPAL, RED, STEEL, VISA, usd

WHO, ORDER = CustomerId("kit"), OrderNumber("810004")
HOME = "8 Quay Street, Boston, MA 02111, USA"


def shirt(size: str) -> Line:
    options = (("size", size), ("color", "blue"))
    return Line(Sku(f"shirt-{size}"), "t-shirt", "t-shirts", "", "", 1, usd(20_00), "shirt", options)


CANCEL = CancelOrder(WHO, ORDER, "no longer needed", usd(64_00))
RETURN_ONE = ReturnItems(WHO, ORDER, (GLASS,), VISA, usd(46_00), kept=(RED, CLOCK))
RETURN_TWO = ReturnItems(WHO, ORDER, (RED, GLASS), VISA, usd(58_00), kept=(CLOCK,))
RETURN_ALL = replace(RETURN_TWO, kept=())
CHANGE = ChangeItems(WHO, ORDER, (Swap(RED, BLUE), Swap(STEEL, GLASS)), PAYPAL, usd(6_00))
EXCHANGE = ExchangeItems(WHO, ORDER, (Swap(shirt("M"), shirt("XXL")),), VISA, usd(0))
ADDRESS = ChangeAddress(WHO, ORDER, HOME)
PROFILE = ChangeProfile(WHO, HOME)
PAYMENT = ChangePayment(WHO, ORDER, PAYPAL, usd(64_00))
PLACE = PlaceOrder(WHO, (RED, CLOCK), usd(4_95), usd(41_95), date(2026, 3, 4), HOME)
EACH_KIND: tuple[AfterSale, ...] = (CANCEL, RETURN_TWO, CHANGE, EXCHANGE, ADDRESS, PROFILE, PAYMENT)


def test_options_may_be_repeated_as_they_are_said() -> None:
    camera = replace(GLASS, options=(("zoom", "5x"), ("storage", "SD card"), ("screen", "10-inch")))
    swap = ExchangeItems(WHO, ORDER, (Swap(STEEL, camera),), VISA, usd(0))
    for said in ("five times zoom", "ten inch, that one", "the s d one", "ten inch, five times, s d card"):
        assert consents(f"yes, {said}", swap)
    assert not consents("yes, four times zoom", swap)
    puzzle = replace(GLASS, options=(("pieces", "1500"), ("theme", "art")))
    swap = ExchangeItems(WHO, ORDER, (Swap(STEEL, puzzle),), VISA, usd(0))
    assert consents("yes, fifteen hundred", swap)
    assert not consents("yes, sixteen hundred", swap)


def test_what_tells_things_apart_must_be_true() -> None:
    small = replace(GLASS, product="kettle", options=(("capacity", "1L"), ("color", "black")))
    big = replace(GLASS, product="kettle", options=(("capacity", "2L"), ("color", "silver")))
    back = ReturnItems(WHO, ORDER, (small,), VISA, usd(46_00), kept=(big,))
    assert consents("yeah the little black kettle", back)
    assert not consents("yeah the big black kettle", back)
    weights = (
        replace(STEEL, options=(("weight range", "55-75 lb"),)),
        replace(STEEL, options=(("weight range", "30-50 lb"),)),
    )
    swaps = ChangeItems(WHO, ORDER, (Swap(*weights), Swap(RED, BLUE)), PAYPAL, usd(6_00))
    assert consents("yes, lighter ones and a blue one", swaps)
    assert not consents("yes, heavier ones and a blue one", swaps)


def test_an_order_may_be_named_by_one_of_its_things() -> None:
    cancel = replace(CANCEL, lines=(RED, CLOCK))
    assert consents("yes, cancel the clock one", cancel)
    assert consents("yes, the mug order", cancel)
    assert not consents("yes, cancel the clock", cancel)
    assert not consents("yes, cancel the lamp one", cancel)


def test_words_for_its_order_may_point_at_it() -> None:
    pointing = frozenset({"denver"})
    assert consents("yes, the denver one", RETURN_ONE, pointing)
    assert not consents("yes, the denver one", RETURN_ONE)
    assert not consents("yes, the boston one", RETURN_ONE, pointing)


def test_what_is_named_by_a_part_of_it_is_the_whole() -> None:
    backpack = replace(GLASS, options=(("material", "polyester"), ("compartment", "laptop")))
    swap = ExchangeItems(WHO, ORDER, (Swap(STEEL, backpack),), VISA, usd(0))
    for said in ("polyester with the laptop part", "the laptop kind", "polyester version"):
        assert consents(f"yes, {said}", swap)
    for said in ("part of it", "just the laptop part of it", "the camera part", "the leather version"):
        assert not consents(f"yes, {said}", swap)


def board(length: str, deck: str) -> Line:
    options = (("length", length), ("deck", deck))
    return Line(Sku(f"board-{length}"), "skateboard", "boards", "", "", 1, usd(20_00), "board", options)


SHORTER = ExchangeItems(
    WHO, ORDER, (Swap(board("31 inch", "softwood"), board("28 inch", "hardwood")),), VISA, usd(-6_00)
)


@pytest.mark.parametrize(
    ("text", "says_so"),
    [
        ("yes, the shorter one please", True), ("yes, the cheaper one", True), ("yes, the hard one", True),
        ("yes, the longer one", False), ("yes, a bigger one", False), ("yes, the soft one", False),
        ("yes, the shortest one", False),
    ],
)  # fmt: skip
def test_a_yes_may_say_how_the_new_one_compares_with_the_old_one(text: str, *, says_so: bool) -> None:
    assert consents(text, SHORTER) is says_so


@pytest.mark.parametrize(
    ("text", "proposal"),
    [
        ("yes, call it off", CANCEL), ("yes please, and sorry for the trouble", CANCEL),
        ("yes, we don't need it", CANCEL), ("yes, the clock stays", RETURN_TWO),
        ("yes, everything there but the clock", RETURN_TWO), ("yes, good riddance", RETURN_ONE),
        ("yes, get it out of my house", RETURN_ONE), ("yes, i'll pay the difference", EXCHANGE),
        ("yes, the same but bigger", EXCHANGE), ("yes, that's where it should go", ADDRESS),
        ("yes, take it from paypal", PAYMENT), ("yes, the blue mug and the glass one", CHANGE),
    ],
)  # fmt: skip
def test_a_yes_may_say_the_same_in_its_own_words(text: str, proposal: Proposal) -> None:
    assert consents(text, proposal)


@pytest.mark.parametrize(
    ("text", "proposal"),
    [
        ("yes, the mug stays", RETURN_TWO), ("yes, everything there but the mug", RETURN_TWO),
        ("yes, the same but smaller", EXCHANGE), ("yes, the same but red", EXCHANGE),
        ("yes, the glass one", CHANGE), ("yes, if the card has enough on it", EXCHANGE),
    ],
)  # fmt: skip
def test_what_is_not_so_is_no_yes(text: str, proposal: Proposal) -> None:
    assert not consents(text, proposal)


def test_a_town_may_be_called_what_people_call_it() -> None:
    there = replace(ADDRESS, address="125 Cedar Street, Philadelphia, PA 19128, USA")
    assert consents("yes, to us in philly", there)
    assert not consents("yes, to us in vegas", there)


def test_a_gift_card_is_known_to_hold_what_is_due() -> None:
    by_card = replace(EXCHANGE, payment=GIFT)
    assert consents("yes, as long as the gift card has enough on it", by_card)
    assert consents("if the card's enough for it, then yes please", by_card)


def test_a_yes_may_say_that_it_is_just_those_where_their_number_is_right() -> None:
    assert consents("yes, just those two please", RETURN_TWO)
    assert consents("yeah, only the two of them", RETURN_TWO)
    assert not consents("yes, just those", RETURN_TWO)
    assert not consents("yes, just the one", RETURN_TWO)


def test_a_yes_may_repeat_the_numbers_of_its_card_and_its_order_and_no_others() -> None:
    assert consents(f"yes, {VISA.last_four}", RETURN_ONE)
    assert consents(f"yes, order {ORDER}", CANCEL)
    assert not consents("yes, ninety four oh two", RETURN_ONE)


@pytest.mark.parametrize(
    ("text", "proposal", "consent"),
    [
        ("yes, if it really is the xxl", EXCHANGE, True), ("yes, as long as it is blue", EXCHANGE, True),
        ("yes, if it is the xl", EXCHANGE, False), ("yes, if it is red", EXCHANGE, False),
        ("yes, if it is blue and in stock", EXCHANGE, False), ("yes, if it is", EXCHANGE, False),
        ("yes, if it is blue", CHANGE, False), ("yes, if it is blue", RETURN_ONE, False),
    ],
)  # fmt: skip
def test_a_condition_counts_where_it_only_says_what_is_so(
    text: str, proposal: AfterSale, consent: bool
) -> None:
    assert consents(text, proposal) is consent


@pytest.mark.parametrize(
    "text",
    [
        "yes, all but the clock", "yes, everything except the white wall clock please",
        "yes, and keep the clock", "yes, the mug and the kettle, not the clock", "yes, leave me my clock",
    ],
)  # fmt: skip
def test_a_yes_may_say_what_stays(text: str) -> None:
    assert consents(text, RETURN_TWO)


@pytest.mark.parametrize(
    ("text", "proposal"),
    [
        ("yes, all but the mug", RETURN_TWO), ("yes, but keep the kettle", RETURN_TWO),
        ("yes, all but the clock", RETURN_ALL), ("yes, not the clock", RETURN_ALL),
        ("yes, all but the clock", RETURN_ONE), ("yes, all but the lamp", RETURN_TWO),
        ("yes, keep it", RETURN_TWO), ("all but the clock", RETURN_TWO), ("yes, all but", RETURN_TWO),
    ],
)  # fmt: skip
def test_what_does_not_stay_is_no_yes(text: str, proposal: AfterSale) -> None:
    assert not consents(text, proposal)


@pytest.mark.parametrize("proposal", [*EACH_KIND, PLACE])
@pytest.mark.parametrize("text", ["yes", "yes please", "that's right", "go ahead", "Yes. Do it, thanks!"])
def test_a_plain_yes_is_a_yes_to_all(text: str, proposal: AfterSale | PlaceOrder) -> None:
    assert consents(text, proposal)


@pytest.mark.parametrize(
    ("text", "proposal"),
    [
        ("yes, cancel it", CANCEL),
        ("yes please cancel the whole order", CANCEL),
        ("yes, return it", RETURN_ONE),
        ("yes, take the kettle back", RETURN_ONE),
        ("yes, the glass one, to my visa", RETURN_ONE),
        ("yes, both of those", RETURN_TWO),
        ("yes, the mug and the kettle", RETURN_TWO),
        ("yes that's right, both, refund it to the visa card", RETURN_TWO),
        ("yes, everything", RETURN_ALL),
        ("yes, both of them", CHANGE),
        ("yes, the blue mug and the glass kettle", CHANGE),
        ("yes, change them, on paypal", CHANGE),
        ("yes, the xxl", EXCHANGE),
        ("yes, the double x l, blue", EXCHANGE),
        ("yes, change the address to eight quay street", ADDRESS),
        ("yes, ship it to 8 quay street, boston, 02111", ADDRESS),
        ("yes, both, and everything else like it was", CHANGE),
        ("yes, take them away", RETURN_TWO),
        ("yes, that's where we live", ADDRESS),
        ("yes, make it my default address", PROFILE),
        ("yes, put it on my paypal", PAYMENT),
        ("yes, switch it over to paypal", PAYMENT),
    ],
)  # fmt: skip
def test_a_yes_may_repeat_what_was_read_back(text: str, proposal: AfterSale) -> None:
    assert not explicit_yes(text)
    assert consents(text, proposal)


@pytest.mark.parametrize(
    ("text", "proposal"),
    [
        # only some of it
        ("yes, the mug", RETURN_TWO),
        ("yes, just the kettle", RETURN_TWO),
        ("yes, only one", RETURN_TWO),
        ("yes, just one of them", RETURN_TWO),
        ("yes, the glass kettle", CHANGE),
        # more than it
        ("yes, everything", RETURN_TWO),
        ("yes, and the clock", RETURN_TWO),
        ("yes, all three", RETURN_TWO),
        # something else
        ("yes, the steel one", RETURN_ONE),
        ("yes, the red mug and the steel kettle", CHANGE),
        ("yes, the xl", EXCHANGE),
        ("yes, the medium", EXCHANGE),
        ("yes, to my gift", RETURN_ONE),
        ("yes, to my mastercard", RETURN_ONE),
        ("yes, to paypal", RETURN_ONE),
        ("yes, to nine quay street", ADDRESS),
        ("yes, to 8 quay street, boston, 02112", ADDRESS),
        ("yes, 810005", CANCEL),
        ("yes, stop", CANCEL),
        ("yes, return it", CANCEL),
        ("yes, cancel it", RETURN_ONE),
        ("yes, on the visa", PAYMENT),
        # not yet
        ("yes, cancel it tomorrow", CANCEL),
        ("yes, but cancel it", CANCEL),
        ("no, cancel it", CANCEL),
        ("yes, cancel it?", CANCEL),
        ("yes, if it's the visa", RETURN_ONE),
    ],
)  # fmt: skip
def test_a_yes_with_anything_else_is_none(text: str, proposal: AfterSale) -> None:
    assert not consents(text, proposal)


AGREED = ("good", "okay", "great then", "perfect, please", "fine,")
DEEDS = [
    ("cancel it", CANCEL), ("return them", RETURN_TWO), ("return it", RETURN_ONE), ("swap it", EXCHANGE),
    ("exchange it", EXCHANGE), ("change them", CHANGE), ("change it", ADDRESS), ("update it", PROFILE),
    ("switch it", PAYMENT),
]  # fmt: skip


@pytest.mark.parametrize(("deed", "proposal"), DEEDS)
def test_to_agree_and_tell_us_to_do_it_is_a_yes(deed: str, proposal: AfterSale) -> None:
    assert all(consents(f"{agreed} {deed}", proposal) for agreed in AGREED)


@pytest.mark.parametrize(("deed", "proposal"), DEEDS)
@pytest.mark.parametrize("before", ["", "wait", "no", "um", "please", "actually", "can you", "and"])
def test_only_to_tell_us_to_do_it_could_mean_the_proposal(
    before: str, deed: str, proposal: AfterSale
) -> None:
    assert not consents(f"{before} {deed}".strip(), proposal)


@pytest.mark.parametrize("proposal", EACH_KIND)
@pytest.mark.parametrize("text", ["okay", "it", "the order", "the card", "both", "", "thank you", "maybe"])
def test_words_of_the_read_back_alone_are_no_yes(text: str, proposal: AfterSale) -> None:
    assert not consents(text, proposal)


def test_what_is_ordered_is_never_repeated_in_part() -> None:
    assert echoes(PLACE, "yes the mug") == frozenset()
    assert not consents("yes, the mug", PLACE)
    assert not consents("good, order it tomorrow", PLACE)


STRANGE = (
    "but not no never maybe perhaps unless wait actually instead tomorrow later red steel clock lamp xl gift "
    "mastercard eleven 77 chicago denver almost nearly someone if why which except without half another"
)


@given(
    proposal=st.sampled_from(EACH_KIND),
    word=st.sampled_from(STRANGE.split()),
    before=st.sampled_from(["yes", "yes please", "that's right", "good, change it", "yes, cancel it"]),
    at_front=st.booleans(),
    echoed=st.lists(st.sampled_from(["it", "the", "order", "card", "both", "to", "on"]), max_size=3),
)
def test_one_word_from_elsewhere_is_no_yes(
    proposal: AfterSale, word: str, before: str, at_front: bool, echoed: list[str]
) -> None:
    if word in echoes(proposal, word):
        return
    rest = " ".join(echoed)
    text = f"{word} {before} {rest}" if at_front else f"{before} {rest} {word}"
    assert not consents(text, proposal)


@given(st.text(max_size=200), st.sampled_from(EACH_KIND))
def test_any_text_is_judged(text: str, proposal: AfterSale) -> None:
    consents(text, proposal)


MUGS_AND_KETTLE = replace(CANCEL, lines=(RED, GLASS))


@pytest.mark.parametrize(
    "text", ["yes, cancel that one", "yes, cancel the mug and the kettle", "yes, all of it"]
)
def test_a_cancellation_may_be_named_whole(text: str) -> None:
    assert consents(text, MUGS_AND_KETTLE)


@pytest.mark.parametrize("text", ["yes, cancel the mug", "yes, just the kettle", "yes, the lamp"])
def test_a_part_of_a_cancellation_is_no_yes(text: str) -> None:
    assert not consents(text, MUGS_AND_KETTLE)


@pytest.mark.parametrize(
    ("text", "proposal"),
    [
        ("yes, as long as it isn't more than i paid", replace(CHANGE, difference=usd(-6_00))),
        ("yes if it's no more than i paid", replace(CHANGE, difference=usd(0))),
        ("yes, since it's cheaper", replace(CHANGE, difference=usd(-6_00))),
        ("yes, as long as it's under ten dollars", CHANGE),
        ("yes, six dollars more", CHANGE),
        ("yes, provided it is at most six dollars", CHANGE),
        ("yes, fifty eight dollars back", RETURN_TWO),
        ("yes, that's within what i have left", CHANGE),
        ("yes please, i don't need them any more", RETURN_TWO),
    ],
)
def test_a_yes_may_state_what_is_true_of_it(text: str, proposal: AfterSale) -> None:
    assert not explicit_yes(text)
    assert consents(text, proposal)


@pytest.mark.parametrize(
    ("text", "proposal"),
    [
        ("yes, as long as it isn't more than i paid", CHANGE),
        ("yes, since it's cheaper", CHANGE),
        ("yes, as long as it's under five dollars", CHANGE),
        ("yes, seven dollars more", CHANGE),
        ("yes, fifty seven dollars back", RETURN_TWO),
        ("yes, if it's under ten dollars with delivery", CHANGE),
        ("yes, as long as it isn't more than i paid", ADDRESS),
        ("yes, if i can afford it", CHANGE),
        ("yes, as long as it's within my budget", CHANGE),
        ("yes, provided it's a gift", RETURN_ONE),
        ("yes, only if i don't need it any more", RETURN_ONE),
        ("as long as it's under ten dollars", CHANGE),
        ("yes, both", RETURN_ONE),
        ("yes, both", replace(RETURN_TWO, lines=(RED, GLASS, STEEL))),
    ],
)
def test_a_yes_that_states_what_is_not_true_is_none(text: str, proposal: AfterSale) -> None:
    assert not consents(text, proposal)
