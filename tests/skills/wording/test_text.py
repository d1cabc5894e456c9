"""Names and pages as a shop writes them, said aloud."""

from __future__ import annotations

import re

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from ringup.skills.wording import spoken


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("60W equivalent", "sixty watt equivalent"),
        ("coffee, 2.5 kg", "coffee, two point five kilograms"),
        ("750ml", "seven hundred and fifty milliliters"),
        ("1 lb", "one pound"),
        ("1TB SSD", "one terabyte SSD"),
        ("6.1-inch", "six point one inch"),
        ("30-50 lbs", "thirty to fifty pounds"),
        ("9 x 13 cm", "nine by thirteen centimeters"),
        (
            '9 cm x 13 cm, 27"x12"',
            "nine centimeters by thirteen centimeters, twenty seven inches by twelve inches",
        ),
        ("20000mAh", "twenty thousand milliamp hours"),
        ("3 1/2 cups", "three and a half cups"),
        ("\u00bd lb butter", "a half pound butter"),
        ("size 8 1/2", "size eight and a half"),
        ("350 \u00b0F", "three hundred and fifty degrees Fahrenheit"),
        ("10 ft. cable", "ten foot cable"),
        ("80%", "eighty percent"),
        ("A4", "A four"),
        ("2-piece", "two piece"),
        ("USB 3.0", "USB three point zero"),
        ("1000", "one thousand"),
        ("1080p", "one zero eight zero p"),
        ("salt & pepper", "salt and pepper"),
        ("rug, 6 m\u00b2", "rug, six square meters"),
        ("500 cm\u00b3 jug", "five hundred cubic centimeter jug"),
        ("1 ft\u00b2", "one square foot"),
        ("10 sq m", "ten square meters"),
        ("20 sq. ft. of felt", "twenty square feet of felt"),
        ("2 cu ft", "two cubic feet"),
        ("$5/m\u00b2, 5 \u20ac/m\u00b2", "five dollars per square meter, five euros per square meter"),
        ("price per m\u00b2", "price per square meter"),
        ("\u2153 cup", "a third cup"),
        ("CO\u2082 cartridge", "CO two cartridge"),
        ("\u2167 \u0663", "VIII three"),
        ('13" laptop', "thirteen inch laptop"),
        ("13\u201d laptop", "thirteen inch laptop"),
        ("13\u201c laptop", "thirteen inch laptop"),
        ("6.1\u2033 screen", "six point one inch screen"),
        ("13\u2032\u2032 laptop", "thirteen inch laptop"),
        ("\u00bd\u201d bolt", "a half inch bolt"),
        ("\u201cSlim\u201d, 27\u201d", "Slim, twenty seven inches"),
        ("\u201cRoute 66\u201d mug", "Route sixty six mug"),
        ("latte w/milk", "latte with milk"),
        ("latte w/oat milk", "latte with oat milk"),
        ("latte w/o milk", "latte without milk"),
        ("tea, e.g.mint", "tea, for example mint"),
        ("St. Ives soap", "Saint Ives soap"),
        ("Nr. 5", "number five"),
        ("5th St. shop", "fifth Street shop"),
    ],
)
def test_names_are_said_in_words_and_stay_so(written: str, said: str) -> None:
    assert spoken.words_only(written) == said
    assert spoken.words_only(said) == said


@pytest.mark.parametrize(
    ("written", "said"),
    [
        (
            "Open 9 am-5 pm, Mon-Fri.",
            "Open nine in the morning until five in the afternoon, Monday to Friday.",
        ),
        (
            "Mon.\u2013Sat. 09:00\u201318:00",
            "Monday to Saturday nine in the morning until six in the evening.",
        ),
        (
            "Thu 9-5 and 2-5 pm",
            "Thursday nine until five and two in the afternoon until five in the afternoon.",
        ),
        ("We close at 5 p.m. Come at 12 pm.", "We close at five in the afternoon. Come at noon."),
        ("We open at 9:30.", "We open at nine thirty."),
        (
            "Closed on Dec. 24 and Jan 1, 2027.",
            "Closed on December twenty fourth and January first twenty twenty seven.",
        ),
        ("From 2026-12-24 to 3 May", "From December twenty fourth twenty twenty six to May third."),
        ("Founded in 1987.", "Founded in nineteen eighty seven."),
        (
            "$1,250.50, \u00a33.50 or 5 EUR; $3-$5.",
            "One thousand two hundred and fifty dollars and fifty cents, three pounds and fifty pence or "
            "five euros, three dollars to five dollars.",
        ),
        ("4,50 \u20ac each", "Four euros and fifty cents each."),
        ("$12.50/lb", "Twelve dollars and fifty cents per pound."),
        (
            "(207) 555-0123 or help@harbour.example.",
            "Two zero seven, five five five, zero one two three or help at harbour dot example.",
        ),
        ("See www.harbour.example/returns.", "See harbour dot example slash returns."),
        ("Over 2.5 kg it costs more! 30 days.", "Over two point five kilograms it costs more. Thirty days."),
        (
            "3-5 days, e.g. Tea, coffee etc. We do.",
            "Three to five days, for example Tea, coffee and so on. We do.",
        ),
        ("We are on the 1st floor, 24/7", "We are on the first floor, twenty four seven."),
        ("Free (over $50) for you (3 days): now", "Free, over fifty dollars, for you, three days, now."),
        ("May I ask Dr. Brown?", "May I ask Doctor Brown?"),
    ],
)
def test_pages_are_said_in_words(written: str, said: str) -> None:
    assert spoken.plainly(written) == said


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("Store at -18 \u00b0C.", "Store at minus eighteen degrees Celsius."),
        ("Store at \u221218 \u00b0C.", "Store at minus eighteen degrees Celsius."),
        ("Keep at \u201318\u00b0C", "Keep at minus eighteen degrees Celsius."),
        ("Cold. -1 \u00b0C is best (-2 too)", "Cold. Minus one degree Celsius is best, minus two too."),
        ("from \u221220 to -10 \u00b0C", "From minus twenty to minus ten degrees Celsius."),
        ("-20\u2013-10 \u00b0C", "Minus twenty to minus ten degrees Celsius."),
        ("lens -2.75", "Lens minus two point seven five."),
        ("-5% with the card", "Minus five percent with the card."),
        ("-$5, $-5 or -5 EUR", "Minus five dollars, minus five dollars or minus five euros."),
    ],
)
def test_a_minus_is_said(written: str, said: str) -> None:
    assert spoken.plainly(written) == said


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("size 10-12", "Size ten to twelve."),
        ("size 10\u221212", "Size ten to twelve."),
        ("pages 5 -10", "Pages five to ten."),
        ("A-18", "A eighteen."),
        ("3-5 days", "Three to five days."),
        ("3 years \u20143 at most", "Three years, three at most."),
        ("5 kg -10 kg", "Five kilograms ten kilograms."),
        ("10% -50% off", "Ten percent fifty percent off."),
        ("$5 -$10, 5 $-10 $", "Five dollars to ten dollars, five dollars to ten dollars."),
        ("9 am -5 pm", "Nine in the morning until five in the afternoon."),
    ],
)
def test_a_dash_between_two_is_no_minus(written: str, said: str) -> None:
    assert spoken.plainly(written) == said


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("3 in stock", "three in stock"),
        ("part 471-203", "part four hundred and seventy one two hundred and three"),
        ("model X5-10", "model X five ten"),
        ("Ratio 16:9", "Ratio sixteen nine"),
        ("Main St. Portland", "Main St Portland"),
        ("OK", "OK"),
        ("Sun closed", "Sun closed"),
        ("5G", "five G"),
        ("march 5 miles", "march five miles"),
        ("Order 12/24", "Order twelve twenty four"),
    ],
)
def test_what_is_not_certain_is_left_alone(written: str, said: str) -> None:
    assert spoken.words_only(written) == said


WRITTEN = st.lists(
    st.one_of(
        st.text(max_size=8),
        st.from_regex(
            r"[$\u20ac]?[0-9]{1,6}([.,:/-][0-9]{1,4})?( ?(kg|am|pm|lbs|%|W|\"|st))?", fullmatch=True
        ),
        st.sampled_from(["Mon", "St.", "Dec.", "P.O. Box", "-", ",", ".", "#4B", "Apt", "e.g.", "NW1 6XE"]),
        st.from_regex(
            r"[0-9]{0,2} ?(m|sq|x)?[\u00b2\u00b9\u2083\u00bd\u2155\u2460\u2169\u0663]", fullmatch=True
        ),
    ),
    max_size=8,
).map(" ".join)


@given(WRITTEN)
@example("6 m\u00b2 rug")
def test_whatever_is_written_there_are_only_words(written: str) -> None:
    for said in (spoken.words_only(written), spoken.address(written)):
        assert re.fullmatch(r"[^\W\d_]*(?:[\w\s,']*)", said)
        assert not figures_in(said)
    said = spoken.plainly(written)
    assert not re.search(r"[^\w\s,.?']|_", said)
    assert not figures_in(said)


def figures_in(said: str) -> str:
    """Of any script and kind: digits, superscripts, fractions."""
    return "".join(sign for sign in said if sign.isalnum() and not sign.isalpha())
