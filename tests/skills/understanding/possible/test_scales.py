"""More and less of something, read against the values that there are."""

from __future__ import annotations

import pytest

from ringup.skills.understanding.possible.scales import preferred

ZOOM = (("zoom", "3x"), ("zoom", "10x"), ("zoom", "5x"))
LIGHT = (("brightness", "medium"), ("brightness", "low"), ("brightness", "high"))
AIR = tuple(("ventilation", value) for value in ("low", "medium", "high"))
ROOM = (("capacity", "500ml"), ("capacity", "1L"), ("capacity", "750ml"))
COLOR = (("color", "red"), ("color", "blue"))


@pytest.mark.parametrize(
    ("said", "known", "current", "values"),
    [
        ("the longest zoom there is", ZOOM, "3x", ("10x", "5x", "3x")),
        ("with a bit more zoom", ZOOM, "3x", ("5x", "10x")),
        ("a dimmer one please", LIGHT, "medium", ("low",)),
        ("the brightest", LIGHT, "low", ("high", "medium", "low")),
        ("one that's less bright", LIGHT, "medium", ("low",)),
        ("not so bright", LIGHT, "high", ("medium", "low")),
        ("something bigger", ROOM, "500ml", ("750ml", "1L")),
        ("the smallest", ROOM, "1L", ("500ml", "750ml", "1L")),
        ("a bigger one", COLOR, "red", ()),
        ("a helmet that lets in more air", AIR, "low", ("high", "medium", "low")),
        ("red or blue", COLOR, "red", ()),
    ],
)
def test_what_there_is_more_of_comes_first(
    said: str, known: tuple[tuple[str, str], ...], current: str, values: tuple[str, ...]
) -> None:
    found = preferred(said, known, ((known[0][0], current),))

    assert tuple(value for _, value in found) == values
