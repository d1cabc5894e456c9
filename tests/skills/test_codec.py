"""Values to data and back, where nothing has been read or written before."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

from ringup.skills import codec
from ringup.skills.codec import from_data, to_data


@dataclass(frozen=True)
class Red:
    shade: int


@dataclass(frozen=True)
class Blue:
    shade: int


@dataclass(frozen=True)
class Wall:
    colour: Red | Blue


@dataclass(frozen=True)
class Square:
    side: int


def test_a_union_can_be_read_before_any_of_it_was_written() -> None:
    codec.tagged(Red | Blue)
    assert from_data({"type": "Blue", "shade": 3}, Red | Blue) == Blue(3)
    assert to_data(Red(1), Red | Blue) == {"type": "Red", "shade": 1}


def test_a_union_within_a_value_is_told_by_its_tag() -> None:
    codec.tagged(Red | Blue)
    data = to_data(Wall(Blue(2)))
    assert data == {"colour": {"type": "Blue", "shade": 2}}
    assert from_data(data, Wall) == Wall(Blue(2))


def test_threads_that_need_a_union_first_at_the_same_moment_all_get_it() -> None:
    codec.tagged(Square | Red)
    codec.tagged(Square | Blue)
    with ThreadPoolExecutor(8) as threads:
        threads.submit(codec.warm)
        written = list(threads.map(lambda side: to_data(Square(side), Square | Red), range(200)))
        read = list(threads.map(lambda data: from_data(data, Square | Red), written))
    assert read == [Square(side) for side in range(200)]
