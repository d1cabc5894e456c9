"""What a shop file says is allowed after a sale, as the database keeps it."""

from __future__ import annotations

from typing import Any

from ringup.skills.backends.shop_file.format import PolicyPart
from ringup.skills.codec import from_data, to_data
from ringup.skills.policy import Policy


def policy_data(part: PolicyPart | None) -> dict[str, Any] | None:
    """None for a file without a policy: then nothing is allowed that one would allow."""
    if part is None:
        return None
    data: dict[str, Any] = to_data(from_data(part.model_dump(mode="json"), Policy))
    return data
