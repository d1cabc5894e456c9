"""Which variant is wanted in place of another."""

from __future__ import annotations

import pytest

from ringup.skills.shop import Line
from ringup.skills.understanding.possible.variants import variant
from tests.skills.understanding.possible.shelf import line

CURRENT = line("keyboard", "now", 9000, switch="linear", backlight="none", size="full size", waterproof="no")
CLICKY = line(
    "keyboard", "clicky", 9500, switch="clicky", backlight="none", size="full size", waterproof="no"
)
CLICKY_RGB = line(
    "keyboard", "rgb", 12000, switch="clicky", backlight="RGB", size="full size", waterproof="no"
)
SMALL = line("keyboard", "small", 7000, switch="linear", backlight="white", size="60%", waterproof="yes")
ALL = (CURRENT, CLICKY, CLICKY_RGB, SMALL)


HELMETS = tuple(
    line("helmet", f"{size} {air}", size=size, ventilation=air)
    for size in ("S", "M", "L")
    for air in ("low", "medium", "high")
)
EARBUDS = tuple(
    line("earbuds", f"{hours} {water}", battery_life=f"{hours} hours", water_resistance=water)
    for hours in ("4", "8")
    for water in ("IPX4", "IPX7")
)


@pytest.mark.parametrize(
    ("said", "current", "offered", "sku"),
    [
        ("he stays a medium, only with high ventilation", "M low", HELMETS, "M high"),
        ("medium, high", "S low", HELMETS, "M high"),
        ("a medium ventilation", "L low", HELMETS, "L medium"),
        ("eight hours, there's two like that, take the i p x four", "4 IPX7", EARBUDS, "8 IPX4"),
    ],
)
def test_a_value_that_two_options_have_is_told_apart(
    said: str, current: str, offered: tuple[Line, ...], sku: str
) -> None:
    found = variant(said, next(line for line in offered if line.sku == current), offered)
    assert found is not None
    assert found.sku == sku


@pytest.mark.parametrize(
    ("said", "sku"),
    [
        ("the same but with clicky switches", "clicky"),
        ("clicky, full size, with the r g b backlight", "rgb"),
        ("clicky, but no backlight", "clicky"),
        ("clicky, full size, and r g b", "rgb"),
        ("the linear one is too quiet, so clicky", "clicky"),
        ("a waterproof one", "small"),
        ("the cheapest you have", "small"),
        ("the most expensive version", "rgb"),
        ("clicky, the cheapest of those", "clicky"),
        ("not linear, clicky, no backlight is fine", "clicky"),
        ("i'd have loved the waterproof one but clicky without backlight will do", "clicky"),
    ],
)
def test_what_is_said_is_chosen_and_the_rest_stays(said: str, sku: str) -> None:
    found = variant(said, CURRENT, ALL)
    assert found is not None
    assert found.sku == sku


@pytest.mark.parametrize("said", ["", "a nice one", "something else", "linear"])
def test_what_says_nothing_chooses_nothing(said: str) -> None:
    assert variant(said, CURRENT, (CURRENT, CLICKY, CLICKY_RGB)) is None


def test_what_the_thing_has_already_is_no_wish_for_another() -> None:
    grey = line("backpack", "a", color="grey", size="large", material="polyester")
    nylon = line("backpack", "b", color="grey", size="large", material="nylon")
    assert variant("the large grey one", grey, (grey, nylon)) is None
    assert variant("the large grey one in nylon", grey, (grey, nylon)) == nylon


def test_less_of_something_is_to_be_without_it() -> None:
    now, new = (
        line("vacuum", "a", bag="bagged", type="robotic"),
        line("vacuum", "b", bag="bagless", type="robotic"),
    )
    for said in ("without bags, everything else the same", "one with no bag", "bagless"):
        assert variant(said, now, (now, new)) == new


def test_a_value_belongs_to_the_option_that_is_named_behind_it() -> None:
    now = line("sunglasses", "a", frame_color="black", lens_color="green")
    lenses = line("sunglasses", "b", frame_color="black", lens_color="brown")
    both = line("sunglasses", "c", frame_color="brown", lens_color="brown")
    for said in ("brown lenses", "brown lenses in the black frame"):
        assert variant(said, now, (now, both, lenses)) == lenses
    assert variant("a brown frame with brown lenses", now, (now, lenses, both)) == both


def test_units_and_sizes_are_heard_as_people_say_them() -> None:
    laptop = line("laptop", "a", ram="16GB", storage="512GB SSD", screen="15-inch", processor="i5")
    bigger = line("laptop", "b", ram="32GB", storage="1TB SSD", screen="15-inch", processor="i7")
    other = line("laptop", "c", ram="32GB", storage="512GB SSD", screen="17-inch", processor="i9")
    said = "fifteen inch with thirty two gigs and one terabyte, i seven"
    assert variant(said, laptop, (laptop, bigger, other)) == bigger
    shirt = line("shirt", "m", size="M")
    big = line("shirt", "xxl", size="XXL")
    assert variant("a double x l", shirt, (shirt, big, line("shirt", "xl", size="XL"))) == big


def test_what_is_not_enough_is_not_wanted() -> None:
    now, one, four = (
        line("coffee maker", f"{n}", capacity=f"{n} cups" if n > 1 else "1 cup") for n in (2, 1, 4)
    )
    assert variant("two cups isn't gonna cut it, is there a bigger one", now, (now, one, four)) == four


def test_a_value_that_says_not_is_meant_by_not() -> None:
    now = line("earbuds", "x4", water_resistance="IPX4", color="white")
    blue_x4 = line("earbuds", "b4", water_resistance="IPX4", color="blue")
    blue_none = line("earbuds", "b0", water_resistance="not resistant", color="blue")
    assert variant("blue, not water resistant", now, (now, blue_x4, blue_none)) == blue_none


@pytest.mark.parametrize(
    ("said", "sku"),
    [
        ("the rose gold one", "rose"),
        ("gold, not rose gold", "gold"),
        ("with non polarized lenses", "rose"),
        ("non-polarized", "rose"),
        ("size eighty percent", "gold"),
        ("two point five zero kilograms", "heavy"),
        ("three and a half kilos", "heavier"),
    ],
)
def test_values_are_meant_as_they_are_read_out(said: str, sku: str) -> None:
    now = line("glasses", "now", color="black", lenses="polarized", size="full size", weight="1 kg")
    gold = line("glasses", "gold", color="gold", lenses="polarized", size="80%", weight="1 kg")
    rose = line("glasses", "rose", color="rose gold", lenses="non-polarized", size="full size", weight="1 kg")
    heavy = line("glasses", "heavy", color="black", lenses="polarized", size="full size", weight="2.50 kg")
    heavier = line("glasses", "heavier", color="black", lenses="polarized", size="full size", weight="3.5 kg")

    found = variant(said, now, (now, gold, rose, heavy, heavier))

    assert found is not None
    assert found.sku == sku


LAMP = line("lamp", "usb", 9000, power="USB", brightness="low")
PLUG = line("lamp", "plug", 8000, power="AC adapter", brightness="low")
BATTERY = line("lamp", "battery", 9500, power="battery", brightness="low")


@pytest.mark.parametrize(
    ("said", "there", "sku"),
    [
        ("battery, else the ac adapter", (LAMP, PLUG, BATTERY), "battery"),
        ("battery, else the ac adapter", (LAMP, PLUG), "plug"),
        ("a battery if you have it. then ac adapter", (LAMP, PLUG), "plug"),
        ("no battery in stock? then the ac adapter", (LAMP, PLUG), "plug"),
    ],
)
def test_a_second_choice_is_taken_where_the_first_is_not_there(
    said: str, there: tuple[Line, ...], sku: str
) -> None:
    found = variant(said, LAMP, there)
    assert found is not None
    assert found.sku == sku


def test_what_is_the_cheapest_already_stays() -> None:
    assert variant("the cheapest", PLUG, (LAMP, PLUG, BATTERY)) == PLUG


def test_a_price_that_must_not_be_passed_leaves_the_rest_out() -> None:
    assert variant("a battery, not over what i paid", LAMP, (LAMP, PLUG, BATTERY)) is None


def test_a_variant_is_found_by_its_own_number() -> None:
    numbered = line("lamp", "9844888101", 9000, power="USB", brightness="high")
    said = "the one with number nine eight double four triple eight one oh one"
    assert variant(said, LAMP, (LAMP, numbered)) == numbered
