"""What is recommended, and what is offered again, once."""

from __future__ import annotations

from ringup.skills.dialogue import manager
from ringup.skills.dialogue.actions import Ask, FindCompanions, FindProducts, Say
from ringup.skills.dialogue.events import CompanionsFound, CustomerFound, Event, OrdersFound, ProductsFound
from ringup.skills.dialogue.prompts import Key
from ringup.skills.dialogue.state import Step
from ringup.skills.intent import Answer, Name
from ringup.skills.recommendations import Companion
from ringup.skills.shop import OrderStatus, Product
from ringup.skills.shopping.proposal_stages import RecallingOrders
from ringup.skills.shopping.stages import Suggested
from tests.skills.scenes import COFFEE, LAMP, NOW, SAM, order, said, started

LAMPS = Product("lamp", ("desk lamp",), (LAMP,), stock=((LAMP.sku, 3),))
COFFEES = Product("coffee", ("house blend coffee",), (COFFEE,), stock=((COFFEE.sku, 3),))
MONTHLY = tuple(order(str(471203 + n), COFFEE, days_ago=30 * n) for n in (1, 2, 3))
STATUS = said("where is my lamp", Name.ORDER_STATUS, ("product", "lamp"))
ON_ITS_WAY = order("480000", LAMP, status=OrderStatus.SHIPPED, days_ago=1)


def play(*events: Event) -> Step:
    step = manager.advance(manager.begin(started()).state, CustomerFound(NOW, SAM))
    for event in events:
        step = manager.advance(step.state, event)
    return step


def keys(step: Step) -> list[Key]:
    return [action.prompt.key for action in step.actions if isinstance(action, Say | Ask)]


def test_what_goes_with_a_product_is_named_where_it_can_be_had() -> None:
    asked = said("what goes with coffee", Name.RECOMMEND, ("product", "coffee"))
    assert FindCompanions(("coffee",)) in play(asked).actions
    found = CompanionsFound(NOW, (Companion("lamp", named=True, together=0),))
    step = play(asked, found, ProductsFound(NOW, (LAMPS,)))
    assert keys(step) == [Key.GOES_WITH, Key.ANYTHING_ELSE]


def test_without_a_product_it_goes_by_what_was_bought() -> None:
    step = play(said("what do you recommend", Name.RECOMMEND), OrdersFound(NOW, MONTHLY))
    assert FindCompanions(("coffee",)) in step.actions
    for event in (
        CompanionsFound(NOW, (Companion("lamp", named=True, together=0),)),
        ProductsFound(NOW, (LAMPS,)),
    ):
        step = manager.advance(step.state, event)
    assert keys(step) == [Key.GOES_WITH_THEIRS, Key.ANYTHING_ELSE]


def test_nothing_goes_with_it() -> None:
    asked = said("what goes with coffee", Name.RECOMMEND, ("product", "coffee"))
    assert keys(play(asked, CompanionsFound(NOW, ()))) == [Key.NO_ADVICE, Key.ANYTHING_ELSE]


def test_what_is_bought_every_month_is_offered_once_a_status_was_told() -> None:
    step = play(STATUS, OrdersFound(NOW, (ON_ITS_WAY, *MONTHLY)))
    assert FindProducts(("coffee",)) in step.actions
    step = manager.advance(step.state, ProductsFound(NOW, (COFFEES,)))
    assert keys(step) == [Key.USUALLY_BUY]
    assert step.state.task == Suggested("coffee")


def test_yes_begins_an_order_that_is_read_back_like_any_other() -> None:
    step = play(STATUS, OrdersFound(NOW, (ON_ITS_WAY, *MONTHLY)), ProductsFound(NOW, (COFFEES,)))
    step = manager.advance(step.state, said("yes", Name.ANSWER, answer=Answer.YES))
    assert isinstance(step.state.task, RecallingOrders)


def test_it_is_not_offered_again_after_a_no() -> None:
    offered = (STATUS, OrdersFound(NOW, (ON_ITS_WAY, *MONTHLY)), ProductsFound(NOW, (COFFEES,)))
    no = said("no", Name.ANSWER, answer=Answer.NO)
    step = play(*offered, no)
    assert keys(step) == [Key.ANYTHING_ELSE]
    step = manager.advance(step.state, STATUS)
    step = manager.advance(step.state, OrdersFound(NOW, (ON_ITS_WAY, *MONTHLY)))
    assert keys(step) == [Key.ORDER_STATUS, Key.ANYTHING_ELSE]


def test_what_is_sold_out_is_not_offered() -> None:
    gone = Product("coffee", ("house blend coffee",), (COFFEE,), stock=((COFFEE.sku, 0),))
    step = play(STATUS, OrdersFound(NOW, (ON_ITS_WAY, *MONTHLY)), ProductsFound(NOW, (gone,)))
    assert keys(step) == [Key.ANYTHING_ELSE]


def test_nobody_upset_is_sold_anything() -> None:
    upset = said("where is my lamp, useless", Name.ORDER_STATUS, ("product", "lamp"))
    step = play(upset, OrdersFound(NOW, (ON_ITS_WAY, *MONTHLY)))
    assert keys(step) == [Key.ORDER_STATUS, Key.ANYTHING_ELSE]
