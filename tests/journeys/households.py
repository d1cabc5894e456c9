"""The sample shop with more customers: one household for each journey, so that orders are told apart.

Each is a copy of Sam Rivera with a number and order numbers of its own; its usual is one bag of coffee.
"""

from __future__ import annotations

import json
from pathlib import Path

from ringup.skills.backends.shop_file import SAMPLE_SHOP

SAM = "+12025550101"
NEWCOMER = "+12025550103"
DEAR = "+12025550106"
"""Their usual costs more than is sold on caller id alone; their PIN is DEAR_PIN."""

DEAR_PIN = "4321"
DEAR_POSTCODE = "04103"
POSTCODE = "04101"
"""Everybody else's."""

STRANGER = "+12025550177"

MOST = 40


def household(number: int) -> str:
    """The telephone number of household `number`, from 0."""
    assert number < MOST
    return f"+120255503{number:02d}"


def write_shop(path: Path) -> Path:
    """The shop file."""
    shop = json.loads(SAMPLE_SHOP.read_text(encoding="utf-8"))
    [sam] = (customer for customer in shop["customers"] if customer["phone"] == SAM)
    shop["customers"] += [_copy(sam, number) for number in range(MOST)]
    path.write_text(json.dumps(shop), encoding="utf-8")
    return path


def _copy(sam: dict[str, object], number: int) -> dict[str, object]:
    orders = sam["orders"]
    assert isinstance(orders, list)
    usual = [order for order in orders if order["lines"][0]["sku"] == "house-blend-whole"]
    card = f"household-card-{number}"
    own = [
        {**order, "number": f"{100_000 + 10 * number + n}", "payment": card}
        for n, order in enumerate(usual[:3])
    ]
    return {
        **sam,
        "id": f"household-{number}",
        "phone": household(number),
        "email": f"household-{number}@example.com",
        "payments": [{"id": card, "kind": "credit_card", "brand": "Visa", "last_four": "2478"}],
        "orders": own,
    }
