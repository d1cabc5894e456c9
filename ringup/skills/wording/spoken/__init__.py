"""Values as they are said aloud, in words only: voices misread figures and symbols.

`ringup.skills.understanding` reads them back to the same values, as it reads callers. What differs
between languages stands in `ringup.skills.wording.tongues`.
"""

from ringup.skills.wording.spoken.addresses import address
from ringup.skills.wording.spoken.calendar import arriving, day, on_day
from ringup.skills.wording.spoken.clock import short_time, time_of_day
from ringup.skills.wording.spoken.money import money
from ringup.skills.wording.spoken.numbers import code, digits, number, order_number, ordinal, year
from ringup.skills.wording.spoken.phones import phone_number
from ringup.skills.wording.spoken.text import plainly, with_values_said, words_only
from ringup.skills.wording.spoken.things import list_of, one_of, quantity_of, with_article
from ringup.skills.wording.spoken.units import measure

__all__ = [
    "address",
    "arriving",
    "code",
    "day",
    "digits",
    "list_of",
    "measure",
    "money",
    "number",
    "on_day",
    "one_of",
    "order_number",
    "ordinal",
    "phone_number",
    "plainly",
    "quantity_of",
    "short_time",
    "time_of_day",
    "with_article",
    "with_values_said",
    "words_only",
    "year",
]
