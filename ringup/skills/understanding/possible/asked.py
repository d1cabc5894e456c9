"""What is asked of something that was ordered: "is that the gas or the electric one", "what did it cost me".

Pure. A question counts only where nothing is wanted in the same breath: "is it the gas one, if so send it
back" is a request, and so is what may be one of the shop's goods rather than one's own.
"""

from __future__ import annotations

import re
from enum import Enum, auto


class Fact(Enum):
    PAYMENT = auto()
    PLACED = auto()
    DELIVERED = auto()
    ADDRESS = auto()
    PRICE = auto()
    CONTENTS = auto()
    OPTIONS = auto()


_IT = r"(?:that|it|this|mine|those|these|they|them)"
_THING = rf"(?:{_IT}|the|my|our|i|we)"

_NO_OPTION = r"(?:time|day|date|number|balance|name|address|pin|code|bookings?|appointments?|orders?|shop|if)"
"""What one asks "which" or "what" of that is no option of a thing."""

_PATTERNS: tuple[tuple[Fact, str], ...] = (
    (
        Fact.PAYMENT,
        r"\b(?:which|what)(?: one)?(?: of my)? (?:\w+ )?(?:cards?|account|payment(?: method)?)\b"
        r"(?=.*\b(?:i|my|we|it|that|order)\b)"
        r"|\b(?:how did (?:i|we) pay|what did (?:i|we) (?:use to )?pay (?:\w+ ){0,4}with)\b"
        r"|\b(?:is|was|did) (?:that|it|this) (?:\w+ ){0,2}(?:on|with|from) (?:my |the )?(?:\w+ )?"
        r"(?:card|visa|mastercard|amex|paypal)\b",
    ),
    (
        Fact.PLACED,
        rf"\bwhen (?:did|have|had) (?:i|we) (?:order|buy|bought|place|purchase|get)\b"
        rf"|\bwhen (?:was|were) {_THING}\b.*\b(?:ordered|placed|bought)\b",
    ),
    (
        Fact.DELIVERED,
        rf"\bwhen (?:was|were) {_THING}\b.*\bdelivered\b|\bwhen did {_THING}\b.*\b(?:arrive|come|get here)\b",
    ),
    (
        Fact.ADDRESS,
        rf"\bwhere (?:is|are|was|were|did|does|do|will) {_THING}\b.*"
        r"\b(?:go|going|sent|shipped|delivered) to\b"
        rf"|\b(?:which|what) address\b|\bwhere (?:did|does) {_THING}\b.*\bgo\b",
    ),
    (
        Fact.PRICE,
        rf"\bhow much (?:is|was|were|are|did) (?:only |just )?{_THING}\b"
        r"|\b(?:how much|what) (?:i|we) (?:paid|spent)\b(?! with)"
        rf"|\bwhat {_THING} .*\b(?:costs?|comes? to|came to)\b"
        r"|\bhow much (?:did|have|do|am) (?:i|we) (?:pa(?:y|id|ying)|spen[dt])\b"
        r"|\bwhat (?:did|have|do|am) (?:i|we) (?:pa(?:y|id|ying)|spen[dt])\b"
        rf"|\bwhat (?:did|does|do|would) {_THING}\b.*\b(?:cost|come to|set me back)\b"
        r"|\bwhat(?:'s| is| was) (?:the |my )?(?:\w+ )?(?:price|total)\b",
    ),
    (
        Fact.CONTENTS,
        r"\bwhat(?:'s| is| was| else is| all is| have i got| did i (?:get|have|order|put)| do i have)\b"
        r"(?: \w+)? (?:in|on) (?:(?:my|the|that|this) (?:\w+ ){0,3}?(?:orders?|box|parcel|package|delivery)\b"
        r"|orders? \d|(?:it|there|that|this)(?: one| order)?(?: (?:again|then|now|please|exactly))?\W*$)",
    ),
    (
        Fact.OPTIONS,
        rf"\b(?:is|was|are|were|has|have|does|do|did) {_THING}\b.*\bor\b"
        rf"|\b(?:tell|know|say|remember|check|sure|see)(?: \w+)? (?:if|whether) {_IT}"
        r"(?:'s| is| are| was| has) .*\bor\b"
        rf"|\b(?:is|was|are) {_IT} (?:one )?(?:a|an|the|made of)\b"
        rf"|\b(?:which|what)(?:'s)? (?!{_NO_OPTION}\b)(?:\w+ ){{1,4}}?"
        r"(?:did (?:i|we)|do i have|have i (?:got|picked)"
        r"|(?:was|is|are|were) (?:it|that|they|those|these|mine|the|my|in|on)\b"
        r"|i (?:got|picked|chose|ordered|bought))\b"
        r"|\bwhat (?:is|are|was|were) (?:it|they|that|those|these) made of\b"
        r"|\b(?:which|which one|which two|which ones) (?:did (?:i|we) (?:get|pick|order|choose|buy)"
        r"|(?:was|were) (?:it|they|that|those))\b",
    ),
)
_FACTS = tuple((fact, re.compile(pattern)) for fact, pattern in _PATTERNS)

_TO_KNOW = re.compile(
    r"\b(?:i'd|i would|i) (?:just )?(?:like|want|love|need) to (?:know|ask)\b"
    r"|\bmay i ask\b|\bwould you know\b|\b(?:can|could|would|will) you "
    r"(?:please |just |maybe )*(?:tell|say|check|see|remind|look)\b"
    r"|\bi can(?:'t|not| not) (?:\w+ )?(?:remember|tell|recall)\b"
    r"|\b(?:order|one|that) (?:that |which )?i (?:want|wanted|need|needed)\b"
)
"""What is said around a question, and wants nothing else."""

_WANTS = re.compile(
    r"\b(?:i (?:want|need|wanna|prefer)|i(?:'d| would) (?:like|rather|prefer|love)|"
    r"(?:can|could|may|shall|should) (?:i|we|you|it|that)|would you|let's|give me|get me|make it"
    r"|swap|switch|change|exchange|instead|cancel"
    r"|return|send(?:ing)?|refund\w*|replace|get(?:ting)? rid|(?<!did i )put (?:it|that|them|the|half|some)"
    r"|if not|otherwise|or else|then i|take (?:it|that)|new ones?"
    r"|do you (?:have|sell|carry|stock|do)|have you got|you got|is there|are there|keep|too|not too)\b"
)
_OF_MONEY_BACK = re.compile(
    r"\b(?:(?<!set me )(?<!set us )back|owe|refund\w*|difference|extra|more|cheaper|save|gift card balance"
    r"|left on|all (?:of )?the"
    r"|together|altogether|both|those two|for (?:those|them|these))\b"
)
"""Sums of what was not paid for one thing or one order."""

_OF_THE_WAY = re.compile(r"\b(?:ship\w*|sent|left|arriv\w*|deliver\w*|com(?:e|ing)|track\w*|late|lost|yet)\b")
"""How an order stands, which is told whole."""

_OWN = re.compile(
    r"\b(?:my|mine|our|(?:did|have|do|am) (?:i|we)|(?:i|we)(?:'ve| have| had)? (?:\w+ )?(?:bought|ordered|got"
    r"|get|purchased|picked|chose|paid|own|had)|(?:i've|we've) got|(?:cost|set) me|order)\b"
)


def asked(text: str) -> Fact | None:
    """The fact that is asked for; None where it is no question of that kind, or wants something besides."""
    plain = _plain(text)
    if _WANTS.search(_TO_KNOW.sub(" ", plain)):
        return None
    fact = next((fact for fact, pattern in _FACTS if pattern.search(plain)), None)
    if fact is Fact.PRICE and _OF_MONEY_BACK.search(plain):
        return None
    if fact is Fact.OPTIONS and (_OF_THE_WAY.search(_COMING.sub(" ", plain)) or _OF_MONEY_BACK.search(plain)):
        return None
    return fact


_COMING = re.compile(
    r"\b(?:i've|i have|have) (?:got |ordered )?coming\b|\b(?:that's|is|are) (?:still )?coming\b"
)
"""Said to tell which order, not how it stands."""


def is_of_ones_own(text: str) -> bool:
    """Whether the words themselves tell that it is about something the caller bought."""
    return _OWN.search(_plain(text)) is not None


def points_at_it(text: str) -> bool:
    """Whether it is about what was talked of last."""
    return re.search(rf"\b{_IT}\b|\bthere\b", _plain(text)) is not None


def is_of_the_whole(text: str) -> bool:
    """Whether the order is meant rather than a thing in it."""
    return (
        re.search(r"\b(?:total|orders?|delivery|parcel|box|package|everything)\b", _plain(text)) is not None
    )


def _plain(text: str) -> str:
    """In small letters, with single spaces, and without commas and the sounds of somebody thinking."""
    return " ".join(_SOUNDS.sub(" ", text.lower().replace("\u2019", "'")).split())


_SOUNDS = re.compile(r"[,;]|\b(?:um|uh)\b")
