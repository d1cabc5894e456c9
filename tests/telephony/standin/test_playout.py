from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from ringup.telephony.standin.playout import Playout


def test_a_mark_on_an_empty_buffer_is_echoed_at_once() -> None:
    assert Playout().mark("first") == ["first"]


def test_a_mark_waits_for_the_sound_before_it() -> None:
    playout = Playout()
    playout.add(b"a" * 200)
    assert playout.mark("end") == []
    assert playout.take(160) == (b"a" * 160, [])
    assert playout.take(160) == (b"a" * 40 + b"\xff" * 120, ["end"])
    assert playout.is_empty


def test_clear_drops_the_sound_and_echoes_every_pending_mark_in_order() -> None:
    playout = Playout()
    for name in ("one", "two", "three"):
        playout.add(b"a" * 400)
        playout.mark(name)
    assert playout.take(480)[1] == ["one"]
    assert playout.clear() == ["two", "three"]
    assert playout.take(160) == (b"\xff" * 160, [])
    assert playout.mark("next") == ["next"]


@given(st.lists(st.one_of(st.integers(1, 500), st.just("mark"), st.just("clear"), st.just("take"))))
def test_every_mark_comes_back_once_and_in_order(steps: list[int | str]) -> None:
    playout, sent, echoed = Playout(), 0, []
    for step in steps:
        match step:
            case int(size):
                playout.add(b"a" * size)
            case "mark":
                echoed += playout.mark(str(sent))
                sent += 1
            case "clear":
                echoed += playout.clear()
            case _:
                echoed += playout.take(160)[1]
    echoed += playout.clear()
    assert echoed == [str(number) for number in range(sent)]
