"""How a caller feels, from their words alone. Pure.

Each turn adds what its words weigh and forgets part of what was before, so that one sharp word passes and
a second one does not. What is said in anger is matched as phrases: "order it again" is none, "not again"
is.
"""

from __future__ import annotations

import re

FORGOTTEN = 0.6
"""Share of a mood that is left after one more turn."""

UPSET = 1.0
"""From here somebody is offered, once."""

FURIOUS = 2.0
"""From here somebody is called without asking."""

WORST = 4.0

_SWEARING = r"(?:fuck\w*|shit\w*|bullshit|bloody|damn\w*|goddamn\w*|crap|arse\w*|asshole\w*|bastard\w*|wtf)"
_MANY = r"(?:second|third|fourth|fifth|sixth|tenth|hundredth|umpteenth|\d+(?:nd|rd|th))"
_OFTEN = r"(?:twice|two|three|four|five|six|seven|ten|many|several|so many|a hundred|a thousand|\d+)"
_USELESS = (
    r"(?:useless|worthless|hopeless|incompetent|stupid|idiot(?:s|ic)?|moron\w*|pathetic|garbage|rubbish|dumb)"
)
_BAD = r"(?:terrible|awful|horrible|appalling|dreadful|worst|a nightmare)"

WEIGHTS: tuple[tuple[re.Pattern[str], float], ...] = tuple(
    (re.compile(rf"\b(?:{pattern})\b"), weight)
    for pattern, weight in (
        (r"scam\w*|fraud\w*|rip(?:ped)? ?off|thie(?:f|ves)|robbed|stole", 1.0),
        (r"ridiculous|outrageous|unacceptable|disgrace\w*|disgusting|insane", 1.0),
        (r"a joke(?! \w)|beyond belief", 1.0),
        (r"(?:are|you(?: are|'re)?) (?:\w+ )?kidding(?: me)?|you (?:have|'ve)? ?got to be kidding", 1.0),
        (r"(?:i am|i'm|im) (?:\w+ )?(?:angry|furious|livid|fuming|outraged)", 1.2),
        (r"(?:i am|i'm|im) (?:\w+ )?(?:annoyed|upset|frustrated|unhappy|fed up|not happy)|fed up", 0.8),
        (r"sick (?:and tired )?of|had enough|enough of this|losing my patience|lost my patience", 1.0),
        (r"(?:i will|i'll|i'm going to|going to|let me) (?:sue|report you)|my lawyer|small claims", 1.2),
        (rf"(?:the|my) {_MANY} time", 0.8),
        (rf"(?:called|rung|phoned|told you|asked you|asked|said(?: it| that| this)?) {_OFTEN} times", 0.8),
        (r"not again|wrong again|late again|broken again|again and again|over and over|yet again", 0.6),
        (r"how many times|(?:i )?already (?:told|said|gave) (?:you|that|it)|for the last time", 0.6),
        (r"you (?:never|don't|do not|aren't|are not) (?:listen|understand)\w*|nobody (?:helps|cares)", 0.6),
        (rf"{_USELESS}", 0.8),
        (rf"{_BAD} (?:\w+ )?(?:service|shop|company|experience|people|ever)|(?:this|that) is {_BAD}", 0.8),
        (r"hate (?:this|you|talking to)|waste of (?:my )?time|wasting my time|shut up|what the hell", 0.8),
        (r"for (?:god|goodness|heaven|christ|pete)(?:'?s)? sake|come on now|oh come on", 0.5),
        (_SWEARING, 0.9),
        (r"fuck (?:you|off|this)|piece of shit|go to hell|screw you", 1.4),
    )
)
_SHOUTED = re.compile(r"[!?]{2,}")
_LOUD = re.compile(r"\b[A-Z]{4,}\b")
_PRAISE = re.compile(r"\b(?:not|isn't|never) (?:a )?(?:scam|ridiculous|terrible|bad|upset|angry|annoyed)\b")


def weigh(text: str) -> float:
    """What one utterance adds: 0 for most, about 1 for a complaint, more for several. Shouting makes what
    is there weigh more, and is nothing by itself."""
    plain = _PRAISE.sub("", text.lower().replace("\u2019", "'"))
    weight = sum(each for pattern, each in WEIGHTS if pattern.search(plain))
    return weight * (1.3 if _is_shouted(text) else 1.0)


def felt(before: float, text: str) -> float:
    """The mood after a turn, from 0 (calm) to WORST."""
    now = before * FORGOTTEN + weigh(text)
    return round(min(WORST, now), 2) if now >= 0.05 else 0.0


def _is_shouted(text: str) -> bool:
    return bool(_SHOUTED.search(text)) or len(_LOUD.findall(text)) > 1
