"""What a long, winding request is about after the sale, by its telling words alone.

People tell a story ("it turned out too weak, there was a bottle as well but I keep that, so can I trade
it"), which no pattern for whole sentences fits. Here a verb anywhere and a thing of the shop's anywhere are
enough. Everything found so only opens a task that asks on and reads back.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from ringup.skills.intent import Name
from ringup.skills.understanding.outline import Outline

_THING = re.compile(
    r"\b(?:PRODUCT|orders?|ordered|purchases?|delivery|deliveries|package|parcel|DIGITS|bought)\b"
)
_NOT_OURS = re.compile(
    r"\b(?:SERVICE|reservations?|appointments?|bookings?|tables?|flights?|hotel|subscription|list|alarm|meeting|calendar"
    r"|songs?|playlist|checks?|credit score|bank|insurance|credit card (?:fraud|limit)|rewards?)\b"
)
_OWNED = re.compile(
    r"\b(?:my|mine|our|orders?|ordered|bought|got|received|arrived|came|come|coming|sent|delivered|purchased?"
    r"|delivery|parcel|package|box|pending|shipped|on its way|DIGITS)\b"
    r"|\bthere is (?:an?|the) (?:\w+ ){0,2}PRODUCT\b"
    r"|\b(?:the|this|that|these|those) (?!cheap|most|best|big|pric)(?:\w+ ){0,2}PRODUCT\b|\bPRODUCT (?:is"
    r"|are) too\b"
)
"""Words of somebody who has the thing already, or waits for it."""

_ASKS = re.compile(
    r"\b(?:tracking|how (?:much|many|long)|which (?:card|colou?r|size|kind|one is)"
    r"|what (?:colou?r|size|kind|type|make) (?:is|are|was|were|did)|can not tell"
    r"|(?:can|could) you (?:tell|say)(?: me)? (?:what|which|if (?:that|it|they))"
    r"|what (?:did|do|have) i (?:pay|paid|spend|spent))\b"
)
"""Of somebody who wants to know something, and maybe no more than that."""

_ENQUIRES = re.compile(
    r"\b(?:(?<!is )where|(?:when|what|how) (?:is|are|was|were|will|do|does|did|long|soon|much|can|should)"
    r"|whether|wonder\w*|know|check|see|find out|look (?:up|into|at)|tell|say|track\w*|status|news|update"
    r"|chas\w+|details?|late|delay\w*|stuck|lost|missing|wait\w*|yet|(?:has|have|did|does|is|are|was)"
    r" (?:it(?! too late| possible)"
    r"|they|you|that|my|the|this|there)|any (?:sign|word|idea|news)|not (?:\w+ )?(?:here|come|arrived?|shown"
    r"|turned|moved)|never (?:came|arrived|turned|got|showed)|supposed|promised|should have|calling about)\b"
)
"""Of somebody who wants to know how something stands, or complains of how it does."""

_NEGATED = re.compile(
    r"\b(?:not|never|instead of|rather than|was going to|was thinking of)"
    r" (?:(?!so\b|then\b|and\b|but\b|please\b|now\b)\w+ )?$"
)

_TO_SEND = r"(?:send|sent|ship|shipped|deliver|delivered|go|going|come|redirect|forward|reroute)"
_PLACE = r"(?:address|place|home|house|apartment|office|work|instead)"
_METHOD = (
    r"(?:payment(?: method)?|visa|master ?card|amex|american express|pay ?pal|(?:gift |credit |debit )?card)"
)
_CHANGE = r"(?:chang\w+|modif\w+|switch\w*|upgrad\w+|swap\w*|exchang\w+|replac\w+|convert\w*|turn\w*)"

_NOT_MONEY = rf"(?! (?:my |the |an? )?(?:\w+ )?{_METHOD})"
_NUMBER_OF = r"(?:house|suite|flat|apartment|unit|street) (?:number|name)"
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
            rf"\b(?:address|{_NUMBER_OF})\b.*\b(?:account|profile|default|on file)\b"
            rf"|\b(?:account|profile|default)\b.*\b(?:address|{_NUMBER_OF})\b"
            rf"|\b(?:you have|got) my {_NUMBER_OF}\b",
        ),
        (
            Name.CANCEL_ORDER,
            r"\b(?:scrap|bin|ditch|axe|kill|dump|call off) (?:it|that|this|the|my|everything)\b",
        ),
        (
            Name.CHANGE_ADDRESS,
            rf"\b(?:{_CHANGE}|correct|fix|update|new|different|other|wrong|same)\b.*\baddress(?:es)?\b"
            r"|\baddress(?:es)?\b.*\b(?:chang\w+|correct\w*|fix\w*|updat\w+|wrong|mistyped|put right)\b"
            r"|\b(?:wrong|old|previous|new|other) (?:place|house|home|flat|apartment|town|city|state)\b"
            r"|\b(?:order|orders|parcel|package|it|(?<!PRODUCT )(?<!order )(?<!one )that|they)"
            r" (?:is |are )?(?:still )?(?:going|headed"
            r"|on its way) to\b"
            rf"|\b{_TO_SEND}\b (?:\w+ ){{0,5}}?to (?:my|the|a|our|another|an?other)\b.*\b{_PLACE}\b"
            r"|\b(?:needs?|should|has|have|like|want|wants|supposed)(?: \w+)? to (?:go|come) to\b"
            rf"{_NOT_MONEY}|\bshould (?:go|come) to\b{_NOT_MONEY}"
            rf"|\b(?:{_TO_SEND}) (?:it|them|that|this|everything|my (?:\w+ )?order|order|DIGITS"
            rf"|PRODUCT) (?:\w+ )?to\b"
            rf"{_NOT_MONEY}"
            r"|\b(?:it|them|that|this|everything|order|like|want|need|have) (?:\w+ )?"
            r"(?:sent|delivered|shipped|brought|redirected) to\b"
            r"|\b(?:send|bring|ship|deliver) (?:it|them|that|this) (?:home|here|over)\b"
            r"|\b(?:should|can|could|must|has to|needs to) (?:it |they |that |this )?(?:go|come)"
            r" (?:here|home)\b"
            r"|\b(?:correct|fix) (?:it|that) on\b",
        ),
        (
            Name.EXCHANGE_ITEMS,
            r"\b(?:exchang\w+|trad(?:e|ing)|swap\w*|replac\w+)\b"
            r"|\b(?:is|are|was) (?:no good|not (?:\w+ ){0,2}enough|not what i|the wrong)\b"
            r"|\b(?:return|back)\b.*\b(?:get|have|want) (?:me )?(?:the )?(?:very )?(?:same|another|one)\b",
        ),
        (
            Name.RETURN_ITEMS,
            r"\breturn(?:ing|ed|s)?\b"
            r"|\b(?:send|sending|give|giving|bring|ship|shipping|take|taking) (?:\w+ ){0,8}?back\b"
            r"|\brid of\b|\btake back\b"
            r"|\b(?:want|get|have|like) (?:my|the) money back\b|\bgo(?:es|ing)? back\b",
        ),
        (
            Name.CANCEL_ORDER,
            r"\bcancel\w*\b|\bcall off\b|\bno longer (?:want|need)\b"
            r"|\b(?:can|may|could|should|might as well) go\b"
            r"(?= ?(?:$|it|please|now|then|so|and|my|the|we|i)\b)"
            r"|\b(?:do|does) not (?:\w+ )?(?:want|need) (?:\w+ ){1,3}?(?:any ?more|any longer)\b",
        ),
        (Name.RETURN_ITEMS, r"\brefund\b"),
        (
            Name.CHANGE_PAYMENT,
            rf"\b(?:{_CHANGE}|put|use|charge|move|pay)\b.*\b{_METHOD}\b|\b{_METHOD}\b.*\binstead\b",
        ),
        (
            Name.CHANGE_ITEMS,
            rf"\b{_CHANGE}\b",
        ),
    )
)
_WISH = re.compile(
    r"\bmake (?:it|that|them|mine|the|my)\b|\binstead\b|\bdifferent\b|\brather (?:have|not)\b"
    r"|\b(?:too|so) (?:many|few|plain|big|small|large|tight|weak|bright|dark|heavy|light|hard"
    r"|slow|short|long|loud|tall|wide"
    r"|expensive)\b|\bone size (?:smaller|bigger|larger|up|down)\b"
    rf"|\b{_MINE} (?:\w+ ){{0,2}}(?:PRODUCT )?in (?!the|my|a|an|that|one|there|it|stock|this|your)\w+\b"
    r"|\b(?:should|has to|needs? to|have to|could|can)(?: it| they| that)? be\b|\bprefer\b|\bmeant\b"
    r"|\b(?:want|need|like) (?:a |an |the |it |one |NUM )?(?:\w+ )?(?:in|ones?)\b"
    r"|\b(?:i (?:would|will)|let us|let me) (?:do|go for|go with|take|have) (?:the|a|an|NUM"
    r"|\w+ (?:one|ones|in|on))\b"
    r"|\bgive me (?:the|a|an|your|one|NUM)\b|\bis there (?:one|another|a version)\b"
    r"|\btoo (?!late\b|bad\b|soon\b|please\b)\w+"
    r"|\bshould (?:have|come|be|get)\b|\bneeds (?:to be|more|less|fewer|a \w+er)\b"
    r"|\b(?:too late|possible|any way|any chance) (?:to|i|of|we)\b.*\b(?:have|get|make|having|getting"
    r"|making)\b"
    r"|\bwhat if\b|\bi wanted\b|\b(?:with|has|have|get|had) (?:more|less|fewer|an? \w+er)\b"
    r"|\bsomething (?!other)\w+er\b|\b(?:a|the) (?!other)\w+er (?:one|ones|version)\b"
    r"|\b(?:priciest|dearest|cheapest|most expensive|higher|lower|larger|smaller|bigger|brighter|better|most"
    r"|easiest|longest)\b"
)
"""How somebody speaks of what they would rather have; a change where they have one, or wait for it."""


def about(plain: Outline) -> Name | None:
    """The change that is asked for, or None. Of several the one named first in the list above."""
    text = plain.text
    if not _THING.search(text) or (_NOT_OURS.search(text) and not plain.of("PRODUCT")):
        return None
    return told(text, owned=_OWNED.search(text) is not None)


@dataclass(frozen=True, slots=True)
class Cues:
    """What telling words say. `about`: the change that is asked for, or None. `hints`: every change that
    words speak for. `owned`: they are plainly about something bought before. `asks`: they want to know
    something, and maybe no more than that. `enquires`: how an order stands may be what they want to know."""

    about: Name | None
    hints: frozenset[Name]
    owned: bool
    asks: bool
    enquires: bool = True


def read(plain: Outline) -> Cues:
    """All of it at once."""
    text = plain.text
    hints = frozenset(name for name, cue in _CUES if _meant(cue, text))
    bought, asks = _BOUGHT.search(text) is not None, _ASKS.search(text) is not None
    return Cues(about(plain), hints, bought, asks, _ENQUIRES.search(text) is not None)


def told(text: str, *, owned: bool) -> Name | None:
    """The same of words in small letters, contractions written out. `owned`: whether they are about
    something that the caller has, or has ordered."""
    found = next((name for name, cue in _CUES if _meant(cue, text)), None)
    if found is None and owned and _meant(_WISH, text):
        found = Name.CHANGE_ITEMS
    if found in _MAY_BE_ASKED and _ASKS.search(text):
        return None
    return None if found is Name.CHANGE_ITEMS and _BUYS.search(text) and not _HAS_IT.search(text) else found


_MAY_BE_ASKED = (Name.CHANGE_ITEMS, Name.CHANGE_PAYMENT, Name.CANCEL_ORDER)
_HAS_IT = re.compile(
    r"\b(?:i|we) (?:have )?(?:just )?(?:ordered|bought|got|received)\b|\b(?:my|the|that) order\b"
)


_BOUGHT = re.compile(
    r"\bon order\b|\b(?:i|we) (?:have |got )+(?:\w+ ){1,6}?(?:coming|on its way|on the way)\b"
    r"|\b(?:i|we) (?:have |had )?(?:just |already )?(?:ordered|bought|received)\b"
    r"|\byou (?:have )?(?:just |already )?(?:sent|brought|delivered|shipped)\b"
    r"|\b(?:that|which) (?:just |already |finally )?(?:came|arrived)\b"
    r"|\b(?:in|from) (?:my|that|the) (?:\w+ )?order\b|\bin there\b|\b(?:over)?spent\b|\bin the one with\b"
    r"|\b(?:the|that|this|my|these|those) (?:\w+ )?PRODUCT (?:(?:is|are|was|were) (?:\w+ )?too \w+|dies|died"
    r"|broke|leaks?|stopped|hurts?|pinch\w*|never worked|does not (?:work|fit))\b"
)


def _meant(cue: re.Pattern[str], text: str) -> bool:
    return any(not _NEGATED.search(text[: found.start()]) for found in cue.finditer(text))
