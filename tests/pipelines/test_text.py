from __future__ import annotations

import pytest

from ringup.pipelines.text import Reply, TextCall
from ringup.skills.dialogue.events import number_of
from ringup.skills.dialogue.prompts import Key
from ringup.skills.understanding.gazetteer import Gazetteer
from ringup.skills.understanding.rules import RulesUnderstander
from ringup.skills.values import CallId, PhoneNumber
from ringup.skills.wording import english
from tests.skills import sample
from tests.skills.desks import desks as desks_of
from tests.skills.fakes import FakeShop


def text_call(shop: FakeShop) -> TextCall:
    desks = desks_of(shop)
    return TextCall(desks, RulesUnderstander(Gazetteer(shop.product_list)), lambda: sample.NOW)


async def begun(shop: FakeShop, caller: PhoneNumber | None = sample.SAM.phone) -> tuple[TextCall, Reply]:
    call = text_call(shop)
    return call, await call.begin(CallId("text-1"), caller)


async def test_a_typed_yes_answers_what_was_printed_before_it() -> None:
    shop = FakeShop()
    call, greeting = await begun(shop)
    assert greeting.actions == ({"type": "FindCustomer", "phone": {"e164": "+12025550101"}},)
    asked = await call.type("the usual")
    assert (asked.expects, asked.say[-1]) == ("yes_no", english.FIXED[Key.CONFIRM])
    done = await call.type("yes")
    assert [number_of(receipt) for receipt in done.receipts] == ["600001"]
    assert [action["type"] for action in done.actions] == ["Commit"]
    assert len(shop.placed) == 1
    after = await call.type("thanks, bye")
    assert (after.ended, after.receipts, after.actions) == (True, (), ())


async def test_a_pin_is_checked_and_not_repeated() -> None:
    call, _ = await begun(FakeShop(), sample.ROBIN.phone)
    assert (await call.type("the usual")).expects == "pin"
    checked = await call.type("4321")
    assert checked.actions == ({"type": "CheckSecret", "secret": "pin", "customer": "robin"},)
    assert checked.expects == "yes_no"


async def test_after_the_end_nothing_is_said() -> None:
    call, _ = await begun(FakeShop())
    assert (await call.type("goodbye")).ended
    after = await call.type("the usual")
    assert (after.say, after.ended) == ((), True)


@pytest.mark.parametrize("method", ["profile", "products"])
async def test_a_shop_that_cannot_be_read_apologises_and_ends(method: str) -> None:
    shop = FakeShop()
    shop.fail(method)
    _, reply = await begun(shop)
    assert reply == Reply((english.FIXED[Key.DESK_DOWN],), "anything", (), (), True)
