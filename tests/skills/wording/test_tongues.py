"""Another language is another table."""

from __future__ import annotations

from datetime import date, time

import pytest

from ringup.skills.shop import Line
from ringup.skills.values import Money, PhoneNumber, Sku
from ringup.skills.wording import spoken
from tests.skills.wording.german import GERMAN

TODAY = date(2026, 11, 21)
LAMPS = Line(Sku("lamp"), "Lampe", "Lampen", "", "", 2, Money(100, "EUR"))


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        (spoken.money(Money(4995, "EUR"), GERMAN), "neunundvierzig Euro und f\u00fcnfundneunzig Cent"),
        (spoken.money(Money(-100, "EUR"), GERMAN), "minus ein Euro"),
        (spoken.money(Money(150, "XYZ"), GERMAN), "ein x y z und f\u00fcnfzig Hundertstel"),
        (spoken.order_number("4712", GERMAN), "vier sieben eins zwei"),
        (
            spoken.phone_number(PhoneNumber("+4930123456"), GERMAN),
            "null drei null, eins zwei drei vier f\u00fcnf sechs",
        ),
        (spoken.day(date(2026, 11, 22), TODAY, GERMAN), "morgen"),
        (spoken.arriving(date(2026, 12, 4), TODAY, GERMAN), "kommt am Freitag, der vierte Dezember"),
        (spoken.time_of_day(time(15, 30), GERMAN), "halb vier nachmittags"),
        (spoken.quantity_of(LAMPS, GERMAN), "zwei Lampen"),
        (spoken.list_of(["Tee", "Kaffee"], GERMAN), "Tee und Kaffee"),
        (spoken.one_of(["Tee", "Kaffee"], GERMAN), "Tee oder Kaffee"),
        (spoken.words_only("2.5 kg & 60 W", GERMAN), "zwei Komma f\u00fcnf Kilogramm und sechzig Watt"),
        (spoken.words_only("-5 kg", GERMAN), "minus f\u00fcnf Kilogramm"),
        (
            spoken.address("Lange Str. 12, 10115 Berlin", GERMAN),
            "Lange Str zw\u00f6lf, eins null eins eins f\u00fcnf Berlin",
        ),
        (spoken.address("PO Box 7, PF 12", GERMAN), "PO Box sieben, Postfach zw\u00f6lf"),
        (spoken.address("5th Str 1", GERMAN), "f\u00fcnf th Str eins"),
        (spoken.words_only("1st, Dez. 2nd, 3rd Dez", GERMAN), "eins st, Dez zwei nd, drei rd Dez"),
        (
            spoken.plainly("Offen Mo-Fr 09:00-18:00, z.B. am 3. Dez. 2026.", GERMAN),
            "Offen Montag bis Freitag neun morgens bis sechs abends, zum Beispiel am dritte Dezember "
            "zweitausendsechsundzwanzig.",
        ),
    ],
)  # fmt: skip
def test_what_is_said_is_in_the_language_of_the_table(said: str, expected: str) -> None:
    assert said == expected
