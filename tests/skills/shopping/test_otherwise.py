"""What was said for the case that a wish cannot be met."""

from __future__ import annotations

import pytest

from ringup.skills.policy import Change
from ringup.skills.shopping.otherwise import Leave, instead
from ringup.skills.shopping.proposal_stages import Request, Said


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("in glass please, and if you don't have that just cancel the order", Change.CANCEL),
        ("in glass please, if there isn't one i'd like to send it back", Change.RETURN),
        ("in glass, otherwise take it back", Change.RETURN),
        ("in glass. if not i keep mine", Leave.AS_IT_IS),
        ("in glass, if that's not possible leave it as it is", Leave.AS_IT_IS),
        ("in glass, failing that never mind", Leave.AS_IT_IS),
        ("in glass, or if you have none then in steel", None),
        ("in glass, i don't want to cancel the order", None),
        ("in glass", None),
    ],
)
def test_it_is_read(said: str, meant: Change | Leave | None) -> None:
    assert instead(Request(Change.CHANGE_ITEMS, (Said("", said),))) is meant


def test_the_latest_counts() -> None:
    said = (Said("", "in glass, if not then cancel it"), Said("options", "glass, otherwise leave it"))
    assert instead(Request(Change.CHANGE_ITEMS, said)) is Leave.AS_IT_IS
