"""What a long, winding request is about after the sale, by its telling words alone.

People tell a story ("it turned out too weak, there was a bottle as well but I keep that, so can I trade
it"), which no pattern for whole sentences fits. Here a verb anywhere and a thing of the shop's anywhere are
enough. Everything found so only opens a task that asks on and reads back.
"""

from __future__ import annotations

import re

from ringup.skills.intent import Name
from ringup.skills.understanding.outline import Outline

CERTAINTY = 0.6
"""How sure a request is that only its telling words were found of."""

_THING = re.compile(
    r"\b(?:PRODUCT|orders?|ordered|purchases?|delivery|deliveries|package|parcel|DIGITS|bought)\b"
)
_NOT_OURS = re.compile(
    r"\b(?:SERVICE|reservations?|appointments?|bookings?|tables?|flights?|hotel|subscription|list|alarm|meeting|calendar"
    r"|songs?|playlist|checks?|credit score|bank|insurance|credit card (?:fraud|limit)|rewards?)\b"
)
_NEGATED = re.compile(r"\b(?:not|never|instead of|rather than|was going to|was thinking of) (?:\w+ ){0,1}$")

_TO_SEND = r"(?:send|sent|ship|shipped|deliver|delivered|go|going|come|redirect|forward|reroute)"
_PLACE = r"(?:address|place|home|house|apartment|office|work|instead)"
_METHOD = (
    r"(?:payment(?: method)?|visa|master ?card|amex|american express|pay ?pal|(?:gift |credit |debit )?card)"
)
_CHANGE = r"(?:chang\w+|modif\w+|switch\w*|upgrad\w+|swap\w*|exchang\w+|replac\w+|convert\w*|turn\w*)"

_MINE = r"(?:my|the|that|this|it|them|those|these)"
_BUYS = re.compile(
    r"\b(?:buy|purchase|looking for|do you (?:have|sell|carry)|add|basket|cart|to order"
    r"|order (?:an?|some|NUM|the|me|another))\b"
)
"""Words of somebody who buys, not of somebody who changes what was bought."""

_CUES: tuple[tuple[Name, re.Pattern[str]], ...] = tuple(
    (name, re.compile(pattern))
    for name, pattern in (
        (
            Name.CHANGE_PROFILE,
            r"\baddress\b.*\b(?:account|profile|default|on file)\b"
            r"|\b(?:account|profile|default)\b.*\baddress\b",
        ),
        (
            Name.CHANGE_ADDRESS,
            rf"\b(?:{_CHANGE}|correct|fix|update|new|different|other|wrong|same)\b.*\baddress\b"
            rf"|\b{_TO_SEND}\b (?:\w+ ){{0,5}}?to (?:my|the|a|our|another|an?other)\b.*\b{_PLACE}\b"
            rf"|\b(?:needs?|should|has) to (?:go|come) to\b|\bcorrect (?:it|that) on\b",
        ),
        (
            Name.EXCHANGE_ITEMS,
            r"\b(?:exchang\w+|trad(?:e|ing)|swap\w*|replac\w+)\b"
            r"|\b(?:return|back)\b.*\b(?:get|have|want) (?:me )?(?:the )?(?:very )?(?:same|another|one)\b",
        ),
        (
            Name.RETURN_ITEMS,
            r"\breturn(?:ing|ed|s)?\b"
            r"|\b(?:send|sending|give|giving|bring|ship|shipping|take|taking) (?:\w+ ){0,8}?back\b"
            r"|\btake back\b|\b(?:want|get|have|like) (?:my|the) money back\b|\bgoes? back\b",
        ),
        (Name.CANCEL_ORDER, r"\bcancel\w*\b|\bcall off\b"),
        (Name.RETURN_ITEMS, r"\brefund\b"),
        (
            Name.CHANGE_PAYMENT,
            rf"\b(?:{_CHANGE}|put|use|charge|move|pay)\b.*\b{_METHOD}\b|\b{_METHOD}\b.*\binstead\b",
        ),
        (
            Name.CHANGE_ITEMS,
            rf"\b{_CHANGE}\b|\bmake (?:it|that|them|mine)\b|\binstead\b|\bdifferent\b"
            r"|\btoo (?:big|small|large|tight|weak|bright|dark|heavy|light|hard|slow|short|long"
            r"|loud|expensive)\b"
            r"|\bone size (?:smaller|bigger|larger|up|down)\b"
            rf"|\b{_MINE} (?:\w+ ){{0,2}}(?:PRODUCT )?in (?!the|my|a|an|that|one|there|it|stock"
            rf"|this|your)\w+\b"
            r"|\b(?:should|has to|needs? to|have to) be\b"
            r"|\b(?:priciest|cheapest|most expensive|higher|lower|larger|smaller|bigger)\b",
        ),
    )
)


def about(plain: Outline) -> Name | None:
    """The change that is asked for, or None. Of several the one named first in the list above."""
    text = plain.text
    if not _THING.search(text) or (_NOT_OURS.search(text) and not plain.of("PRODUCT")):
        return None
    found = next((name for name, cue in _CUES if _meant(cue, text)), None)
    return None if found is Name.CHANGE_ITEMS and _BUYS.search(text) else found


def _meant(cue: re.Pattern[str], text: str) -> bool:
    return any(not _NEGATED.search(text[: found.start()]) for found in cue.finditer(text))
