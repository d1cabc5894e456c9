"""Every example of docs/shop-file.md can be loaded."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

from ringup.database.engine import Database
from ringup.skills.backends.shop_file.load import load_shop

PAGE = Path(__file__).parents[2] / "docs" / "shop-file.md"
WHOLE, *PARTS = (json.loads(text) for text in re.findall(r"```json\n(.*?)```", PAGE.read_text(), re.DOTALL))


def _merged(whole: Any, part: Any) -> Any:
    """`whole` with what `part` says instead; lists are replaced."""
    if not (isinstance(whole, dict) and isinstance(part, dict)):
        return part
    return {**whole, **{key: _merged(whole.get(key), value) for key, value in part.items()}}


@pytest.mark.parametrize("part", [{}, *PARTS], ids=lambda part: "-".join(part) or "whole")
async def test_an_example_loads(part: dict[str, Any], tmp_path: Path) -> None:
    file = tmp_path / "shop.json"
    file.write_text(json.dumps(_merged(WHOLE, part)))
    database = Database(f"sqlite+aiosqlite:///{tmp_path}/shop.db")
    try:
        await database.migrate()
        loaded = await load_shop(file, database)
    finally:
        await database.close()
    assert loaded.shop == "Mill Lane Shop"


def test_every_section_has_an_example() -> None:
    shown = {key for part in PARTS for key in part}
    assert shown == {"shop", "products", "pages", "vouchers", "bookings", "customers"}
