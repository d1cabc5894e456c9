from __future__ import annotations

from dataclasses import replace

import pytest

from ringup.skills.dialogue.actions import FindOrders
from ringup.skills.dialogue.events import KeyPressed, OrdersFound, UtteranceHeard
from ringup.skills.dialogue.prompts import Key
from ringup.skills.intent import Answer, Name, Rated, Word
from ringup.skills.shop import OrderStatus
from tests.skills.scenes import COFFEE, LAMP, NOW, SAM, order, said
from tests.skills.shopping.test_reorder import after, keys, play

WHERE = said("where is my order", Name.ORDER_STATUS)
LAMP_COMES = order("471203", LAMP, status=OrderStatus.SHIPPED)
COFFEE_COMES = order("480001", COFFEE, status=OrderStatus.DELAYED)
OLD = order("300000", COFFEE)


def test_the_one_open_order_is_told_at_once() -> None:
    step = play(WHERE)
    assert step.actions == (FindOrders(SAM.id),)
    step = after(step, OrdersFound(NOW, (LAMP_COMES, OLD)))
    assert keys(step) == [Key.ORDER_STATUS, Key.ANYTHING_ELSE]
    assert step.state.said[0].value("number") == "471203"


def test_of_several_open_orders_the_caller_picks_by_product() -> None:
    step = play(WHERE, OrdersFound(NOW, (LAMP_COMES, COFFEE_COMES, OLD)))
    assert keys(step) == [Key.WHICH_ORDER]
    step = after(step, said("the lamp", Name.CHOOSE, ("product", "lamp")))
    assert step.state.said[0].value("number") == "471203"


def test_of_all_of_them_is_told_how_they_stand() -> None:
    found = OrdersFound(NOW, (LAMP_COMES, COFFEE_COMES, OLD))
    several = play(said("which orders have not come yet", Name.ORDER_STATUS), found)
    asked_for = after(play(WHERE, found), said("all of them", Name.UNCLEAR))
    for step in (several, asked_for):
        assert keys(step) == [Key.ORDER_STATUS, Key.ORDER_STATUS, Key.ANYTHING_ELSE]


def test_a_word_of_a_number_that_was_misheard_asks_for_none() -> None:
    step = play(WHERE, OrdersFound(NOW, (LAMP_COMES, COFFEE_COMES)))
    faint = said("both could one if you are", Name.UNCLEAR, confidence=0.28)
    digits = said("all and two nine nine", Name.GIVE_NUMBER, ("digits", "299"))
    enough = said("that's all", Name.NOTHING)
    for words in (faint, digits, enough):
        assert Key.ORDER_STATUS not in keys(after(step, words))


def test_a_number_may_come_in_groups() -> None:
    step = play(WHERE, OrdersFound(NOW, (LAMP_COMES, order("471999", COFFEE, status=OrderStatus.PACKED))))
    step = after(step, said("four seven one", Name.GIVE_NUMBER, ("digits", "471")))
    assert keys(step) == [Key.MORE_DIGITS]
    step = after(step, said("two oh three", Name.GIVE_NUMBER, ("digits", "203")))
    assert step.state.said[0].value("number") == "471203"


def test_a_number_may_be_keyed_in() -> None:
    step = play(WHERE, OrdersFound(NOW, (LAMP_COMES, order("471999", COFFEE, status=OrderStatus.PACKED))))
    for key in "471203":
        step = after(step, KeyPressed(NOW, key))
    assert keys(step) == [Key.ORDER_STATUS, Key.ANYTHING_ELSE]


def test_an_unknown_number_is_said_back_and_the_own_orders_are_offered() -> None:
    step = play(said("where is 999999", Name.ORDER_STATUS, ("order", "999999")))
    step = after(step, OrdersFound(NOW, (LAMP_COMES,)))
    assert keys(step) == [Key.ORDER_UNKNOWN, Key.WHICH_ORDER]


def test_without_open_orders_the_newest_is_told() -> None:
    step = play(WHERE, OrdersFound(NOW, (OLD,)))
    assert step.state.said[0].value("status") is OrderStatus.DELIVERED


def test_without_orders_the_caller_is_told() -> None:
    assert keys(play(WHERE, OrdersFound(NOW, ()))) == [Key.NO_ORDERS, Key.ANYTHING_ELSE]


def test_one_digit_misheard_or_lost_still_finds_the_own_order() -> None:
    for number in ("47123", "471303"):
        step = play(said("where is it", Name.ORDER_STATUS, ("order", number)))
        step = after(step, OrdersFound(NOW, (LAMP_COMES, COFFEE_COMES)))
        assert step.state.said[0].value("number") == "471203"


def test_a_number_that_is_close_to_two_orders_is_asked_for_again() -> None:
    twin = order("471204", COFFEE, status=OrderStatus.SHIPPED)
    step = play(said("where is it", Name.ORDER_STATUS, ("order", "471205")))
    step = after(step, OrdersFound(NOW, (LAMP_COMES, twin)))
    assert keys(step) == [Key.ORDER_UNKNOWN, Key.WHICH_ORDER]


def rated(
    *numbers: tuple[str, float], text: str = "four seven won", name: Name = Name.UNCLEAR
) -> UtteranceHeard:
    return said(text, name, rated=tuple(Rated(*number) for number in numbers))


YES = said("yes", Name.ANSWER, answer=Answer.YES)
NO = said("no", Name.ANSWER, answer=Answer.NO)
ASKED = (WHERE, OrdersFound(NOW, (LAMP_COMES, COFFEE_COMES, OLD)))


def test_a_number_that_is_surely_heard_is_not_asked_about() -> None:
    step = play(*ASKED, rated(("471203", 0.93), ("480001", 0.05)))
    assert keys(step) == [Key.ORDER_STATUS, Key.ANYTHING_ELSE]
    assert step.state.said[0].value("number") == "471203"


def test_a_number_that_is_not_sure_is_read_back_first() -> None:
    step = play(*ASKED, rated(("471203", 0.6), ("480001", 0.3)))
    assert keys(step) == [Key.IS_IT_ORDER]
    assert step.state.said[0].value("number") == "471203"
    for answer in (YES, KeyPressed(NOW, "1")):
        told = after(step, answer)
        assert keys(told) == [Key.ORDER_STATUS, Key.ANYTHING_ELSE]
        assert told.state.said[0].value("number") == "471203"


@pytest.mark.parametrize(("probability", "told"), [(0.9, Key.ORDER_STATUS), (0.3, Key.IS_IT_ORDER)])
def test_a_digit_that_was_hardly_heard_is_asked_about(probability: float, told: Key) -> None:
    text = "four seven one two oh three"
    heard = said(text, Name.GIVE_NUMBER, ("digits", "471203"))
    words = tuple(Word(word, probability if word == "two" else 0.95) for word in text.split())
    step = play(*ASKED, replace(heard, utterance=replace(heard.utterance, words=words)))
    assert keys(step)[0] is told


def test_after_a_no_the_second_best_is_proposed_and_then_the_caller_is_asked_again() -> None:
    step = play(*ASKED, rated(("471203", 0.6), ("480001", 0.3)))
    step = after(step, NO)
    assert keys(step) == [Key.IS_IT_ORDER]
    assert step.state.said[0].value("number") == "480001"
    assert keys(after(step, KeyPressed(NOW, "2"))) == [Key.WHICH_ORDER]


def test_instead_of_a_no_another_number_or_product_may_be_said() -> None:
    step = play(*ASKED, rated(("471203", 0.6)))
    number = said("no four eight oh oh oh one", Name.GIVE_NUMBER, ("digits", "480001"), answer=Answer.NO)
    for answer in (number, said("the coffee", Name.CHOOSE, ("product", "coffee"))):
        assert after(step, answer).state.said[0].value("number") == "480001"
    part = after(step, said("four eight oh", Name.GIVE_NUMBER, ("digits", "480")))
    assert part.state.said[0].value("number") == "480001"


def test_a_whole_number_counts_though_another_was_begun() -> None:
    step = play(*ASKED, said("four", Name.GIVE_NUMBER, ("digits", "4")))
    assert keys(step) == [Key.MORE_DIGITS]
    assert keys(after(step, rated(("480001", 0.95)))) == [Key.ORDER_STATUS, Key.ANYTHING_ELSE]


def test_words_that_ask_for_something_else_are_no_number() -> None:
    step = play(*ASKED, rated(("471203", 0.95), text="never mind", name=Name.CANCEL))
    assert keys(step) == [Key.ANYTHING_ELSE]


def test_a_number_that_is_none_of_the_orders_is_not_proposed() -> None:
    step = play(*ASKED, rated(("999999", 0.95)))
    assert Key.IS_IT_ORDER not in keys(step)
    assert Key.ORDER_STATUS not in keys(step)


def test_a_slip_that_the_recogniser_did_not_rate_is_read_back_first() -> None:
    slip = ("digits", "471204")
    heard = said("four seven one two oh four", Name.GIVE_NUMBER, slip, rated=(Rated("999999", 0.4),))
    step = play(*ASKED, heard)
    assert keys(step) == [Key.IS_IT_ORDER]
    assert step.state.said[0].value("number") == "471203"
    unrated = play(*ASKED, said("four seven one two oh four", Name.GIVE_NUMBER, slip))
    assert keys(unrated) == [Key.ORDER_STATUS, Key.ANYTHING_ELSE]


def test_the_part_that_was_misheard_may_be_put_right() -> None:
    twin = order("471208", COFFEE, status=OrderStatus.SHIPPED)
    step = play(WHERE, OrdersFound(NOW, (LAMP_COMES, twin)), rated(("471203", 0.6)))
    step = after(step, said("no, the last one is an eight", Name.UNCLEAR, answer=Answer.NO))
    assert keys(step) == [Key.ORDER_STATUS, Key.ANYTHING_ELSE]
    assert step.state.said[0].value("number") == "471208"


def test_keys_and_voice_add_up() -> None:
    step = play(WHERE, OrdersFound(NOW, (LAMP_COMES, order("471999", COFFEE, status=OrderStatus.PACKED))))
    for key in "471":
        step = after(step, KeyPressed(NOW, key))
    step = after(step, said("two oh three", Name.GIVE_NUMBER, ("digits", "203")))
    assert step.state.said[0].value("number") == "471203"


def test_no_key_is_a_miss_where_a_number_is_expected() -> None:
    step = play(*ASKED)
    for key in "#9#":
        step = after(step, KeyPressed(NOW, key))
        assert step.state.misses == 0
    assert keys(step) == [Key.ORDER_UNKNOWN, Key.WHICH_ORDER]
