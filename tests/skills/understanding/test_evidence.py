"""Who is believed when rules, telling words and the model disagree."""

from __future__ import annotations

import pytest

from ringup.skills.intent import Intent, Name
from ringup.skills.understanding.classifier import Guess
from ringup.skills.understanding.evidence import (
    Reading,
    fallback,
    is_surely_not_ours,
    likeliest,
    weighed,
)

STATUS, EXCHANGE, CHANGE = Name.ORDER_STATUS.value, Name.EXCHANGE_ITEMS.value, Name.CHANGE_ITEMS.value
NOTHING = Reading(Intent(Name.UNCLEAR))


def guesses(**chances: float) -> tuple[Guess, ...]:
    rest = 1.0 - sum(chances.values())
    return (*(Guess(label, chance) for label, chance in chances.items()), Guess("other: ours", rest))


def best_of(some: tuple[Guess, ...], ruled: Reading, told: Name | None) -> Guess | None:
    return likeliest(weighed(some, ruled, told))


@pytest.mark.parametrize(
    ("share", "believed"), [(1.0, STATUS), (0.9, STATUS), (0.1, EXCHANGE), (0.0, EXCHANGE)]
)
def test_a_sure_model_outweighs_a_rule_that_explains_little(share: float, believed: str) -> None:
    sure = guesses(exchange_items=0.95, order_status=0.001)
    best = best_of(sure, Reading(Intent(Name.ORDER_STATUS), share), None)

    assert best is not None
    assert best.label == believed


def test_who_asks_nothing_and_tells_what_to_change_does_not_ask_how_an_order_stands() -> None:
    unsure = guesses(order_status=0.85, change_address=0.07)
    for enquires, label in ((True, STATUS), (False, Name.CHANGE_ADDRESS.value)):
        best = likeliest(weighed(unsure, NOTHING, Name.CHANGE_ADDRESS, enquires=enquires))
        assert best is not None
        assert best.label == label


def test_a_rule_for_all_the_words_is_never_outweighed() -> None:
    best = best_of(guesses(exchange_items=0.9999), Reading(Intent(Name.ORDER_STATUS)), None)

    assert best is not None
    assert best.label == STATUS


def test_an_unsure_model_does_not_outweigh_even_a_weak_rule() -> None:
    best = best_of(
        guesses(exchange_items=0.4, order_status=0.2), Reading(Intent(Name.ORDER_STATUS), 0.1), None
    )

    assert best is not None
    assert best.label == STATUS


def test_telling_words_decide_where_the_model_wavers_and_not_where_it_is_sure() -> None:
    wavering = best_of(guesses(exchange_items=0.4, change_items=0.3), NOTHING, Name.CHANGE_ITEMS)
    sure = best_of(guesses(exchange_items=0.9, change_items=0.05), NOTHING, Name.CHANGE_ITEMS)

    assert wavering is not None
    assert sure is not None
    assert (wavering.label, sure.label) == (CHANGE, EXCHANGE)
    assert wavering.probability < 1.0


def test_to_the_model_an_order_and_a_reorder_are_alike() -> None:
    best = best_of(guesses(order=0.95), Reading(Intent(Name.REORDER), 0.0), None)

    assert best is not None
    assert best.label == Name.REORDER


def test_other_business_is_never_believed_but_leaves_little_for_the_rest() -> None:
    best = best_of(guesses(order=0.1), NOTHING, None)

    assert best is not None
    assert (best.label, round(best.probability, 3)) == ("order", 0.1)
    assert is_surely_not_ours((Guess("other: home", 0.9),))
    assert not is_surely_not_ours((Guess("order", 0.9),))
    assert best_of((), NOTHING, None) is None


def test_telling_words_alone_count_only_where_the_model_thinks_of_them_too() -> None:
    nothing = NOTHING.intent
    thought_of = fallback(guesses(change_items=0.2), nothing, Name.CHANGE_ITEMS)

    assert thought_of is not None
    assert thought_of.label == CHANGE
    assert fallback(guesses(change_items=0.05), nothing, Name.CHANGE_ITEMS) is None
    assert fallback(guesses(change_items=0.2), Intent(Name.ORDER_STATUS), Name.CHANGE_ITEMS) is None
    assert fallback(guesses(change_items=0.2), nothing, None) is None


def test_changes_after_the_sale_are_likelier_together_than_each() -> None:
    best = best_of(guesses(order=0.35, change_items=0.3, exchange_items=0.2), NOTHING, None)
    few = best_of(guesses(order=0.6, change_items=0.3, exchange_items=0.05), NOTHING, None)

    assert best is not None
    assert few is not None
    assert (best.label, round(best.probability, 2)) == (CHANGE, 0.5)
    assert few.label == "order"
