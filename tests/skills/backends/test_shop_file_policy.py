"""What a shop file allows after a sale, and how customers pay, is taken whole or refused with the reason."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest

from ringup.database.engine import Database
from ringup.skills.backends.shop_file import SAMPLE_SHOP, load_shop
from ringup.skills.backends.shop_file.format import PolicyPart
from ringup.skills.backends.shop_file.policy import policy_data
from ringup.skills.backends.sql.catalog import SqlCatalogDesk
from ringup.skills.backends.sql.customers import SqlCustomerDesk
from ringup.skills.backends.sql.orders import SqlOrderDesk
from ringup.skills.errors import ShopFileInvalid
from ringup.skills.policy import CallerIdFor, Change, Policy
from ringup.skills.shop import OrderStatus, PaymentKind
from tests.database import templates
from tests.skills import sample
from tests.skills.after_sale_sample import CUSTOMERS, KIT, ORDERS, STRICT, policy_part, shop_file
from tests.skills.backends import shops

Data = dict[str, Any]


@pytest.fixture
async def database(tmp_path: Path) -> AsyncIterator[Database]:
    await templates.place(tmp_path / "shop.db")
    database = Database(shops.url(tmp_path))
    yield database
    await database.close()


async def load(database: Database, folder: Path, data: Data) -> None:
    await load_shop(shops.written(folder / "shop.json", data), database, shops.fixed_clock)


def with_policy(policy: Data | None) -> Data:
    data = shop_file()
    data["shop"]["policy"] = policy
    return data


async def test_the_whole_policy_is_taken(database: Database, tmp_path: Path) -> None:
    await load(database, tmp_path, shop_file())
    assert await SqlCatalogDesk(database).policy() == STRICT


async def test_what_a_policy_leaves_out_is_not_allowed(database: Database, tmp_path: Path) -> None:
    await load(database, tmp_path, with_policy({}))
    assert await SqlCatalogDesk(database).policy() == Policy(identify_by=(("name", "postcode"), ("email",)))


async def test_without_a_policy_nothing_is_allowed(database: Database, tmp_path: Path) -> None:
    await load(database, tmp_path, with_policy(None))
    policy = await SqlCatalogDesk(database).policy()
    assert policy.rules == ()
    assert not policy.trusts_caller_id(CallerIdFor.CHANGES)
    assert policy_data(None) is None


async def test_another_file_brings_another_policy(database: Database, tmp_path: Path) -> None:
    await load(database, tmp_path, shop_file())
    await load(database, tmp_path, with_policy({"caller_id_for": ["orders"], "refund_days": [1, 3]}))
    policy = await SqlCatalogDesk(database).policy()
    assert (policy.rules, policy.caller_id_for) == ((), (CallerIdFor.ORDERS,))
    assert policy.refund_days == (1, 3)


async def test_ways_of_paying_and_what_they_paid_are_taken(database: Database, tmp_path: Path) -> None:
    await load(database, tmp_path, shop_file())
    for customer in CUSTOMERS:
        assert await SqlCustomerDesk(database).find(sample.phone(customer)) == customer
        assert await SqlOrderDesk(database).orders_of(customer.id) == ORDERS[customer.id]


async def test_loading_again_changes_nothing(database: Database, tmp_path: Path) -> None:
    await load(database, tmp_path, shop_file())
    await load(database, tmp_path, shop_file())
    assert await SqlCatalogDesk(database).policy() == STRICT
    assert await SqlOrderDesk(database).orders_of(KIT.id) == ORDERS[KIT.id]


def rule(**changes: object) -> Data:
    policy = policy_part()
    policy["rules"][0] |= changes
    return with_policy(policy)


def policy(**changes: object) -> Data:
    return with_policy(policy_part() | changes)


def paying(**changes: object) -> Data:
    data = shop_file()
    data["customers"][0]["payments"][0] |= changes
    return data


@pytest.mark.parametrize(
    ("data", "place", "reason"),
    [
        (rule(change="undo"), "shop.policy.rules[0].change", "this is one of cancel, "),
        (rule(statuses=["lost"]), "shop.policy.rules[0].statuses[0]", "a status is one of placed, "),
        (rule(reasons=[{"words": ["why"]}]), "shop.policy.rules[0].reasons[0].name", "is missing"),
        (rule(reasons=["no reason"]), "shop.policy.rules[0].reasons[0]", ""),
        (rule(once="yes"), "shop.policy.rules[0].once", ""),
        (rule(within_days=0), "shop.policy.rules[0].within_days", ""),
        (rule(twice=True), "shop.policy.rules[0].twice", "means nothing here"),
        (policy(identify_by=[["name", "shoe"]]), "shop.policy.identify_by[0][1]", "this is one of caller_id"),
        (policy(identify_by=[["caller_id"]]), "shop.policy.identify_by[0]", "anybody can call from a number"),
        (policy(identify_by=[["pin"]]), "shop.policy.identify_by[0]", "before a PIN or a code"),
        (policy(identify_by=[["code", "name"]]), "shop.policy.identify_by[0]", "a PIN or a code comes last"),
        (policy(identify_by=[["email", "pin", "code"]]), "shop.policy.identify_by[0]", "a PIN or a code com"),
        (policy(identify_by=[["name", "name"]]), "shop.policy.identify_by[0]", "nothing is asked for twice"),
        (policy(identify_by=[[]]), "shop.policy.identify_by[0]", ""),
        (policy(caller_id_for=["everything"]), "shop.policy.caller_id_for[0]", "this is one of orders, "),
        (policy(refund_other_to=["cash"]), "shop.policy.refund_other_to[0]", "this is one of credit_card, "),
        (policy(refund_at_once=["cash"]), "shop.policy.refund_at_once[0]", "this is one of credit_card, "),
        (policy(refund_days=[5]), "shop.policy.refund_days", ""),
        (policy(refund_days=[5, -1]), "shop.policy.refund_days[1]", ""),
        (paying(kind="cash"), "customers[0].payments[0].kind", "this is one of credit_card, "),
        (paying(last_four="12345"), "customers[0].payments[0].last_four", "these are four digits as text"),
        (paying(balance=5), "customers[0].payments[0].balance", "write an amount as text"),
        (paying(balance="5.001"), "customers[0].payments[0].balance", "5.001 has too many decimals"),
        (paying(id="paypal-1"), "customers[0].payments[1].id", "the payment paypal-1 is there twice"),
        (paying(id="visa-9"), "customers[0].orders[0].payment", "visa-1 is no way of paying"),
        (paying(number="4111"), "customers[0].payments[0].number", "means nothing here"),
    ],
)  # fmt: skip
async def test_a_mistake_is_named(
    database: Database, tmp_path: Path, data: Data, place: str, reason: str
) -> None:
    with pytest.raises(ShopFileInvalid) as caught:
        await load(database, tmp_path, data)
    told = [problem.split(": ", 1)[1] for problem in caught.value.problems]
    assert all(re.match(r"shop\.json:\d+: ", problem) for problem in caught.value.problems)
    assert any(problem.startswith(f"{place}: {reason}") for problem in told), told


def test_every_change_status_and_kind_can_be_written() -> None:
    part = PolicyPart.model_validate(
        {
            "rules": [{"change": c.value, "statuses": [s.value for s in OrderStatus]} for c in Change],
            "caller_id_for": [purpose.value for purpose in CallerIdFor],
            "refund_other_to": [kind.value for kind in PaymentKind],
        }
    )
    data = policy_data(part)
    assert data is not None
    assert [rule["change"] for rule in data["rules"]] == list(Change)


async def test_the_sample_shop_allows_what_it_names(database: Database) -> None:
    await load_shop(SAMPLE_SHOP, database, shops.fixed_clock)
    policy = await SqlCatalogDesk(database).policy()
    cancel = policy.rule(Change.CANCEL)
    assert cancel is not None
    assert OrderStatus.DELIVERED not in cancel.statuses
    back = policy.rule(Change.RETURN)
    assert back is not None
    assert back.statuses == (OrderStatus.DELIVERED,)
