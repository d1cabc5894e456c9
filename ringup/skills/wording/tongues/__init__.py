"""What is said differently in each language, as tables: one `Tongue` a language."""

from ringup.skills.wording.tongues.english import ENGLISH
from ringup.skills.wording.tongues.tongue import (
    AddressWords,
    CalendarWords,
    ClockWords,
    Currency,
    Tongue,
    Unit,
)

__all__ = ["ENGLISH", "AddressWords", "CalendarWords", "ClockWords", "Currency", "Tongue", "Unit"]
