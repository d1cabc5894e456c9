"""How people order, written against the outline of an utterance: ITEM, VALUE, NUM and REGULAR stand
for what the menu and the amounts gave, "," and "." for marks."""

from __future__ import annotations

import re

# fmt: off
_STOPS = (
    r"with|and|but|or|to|in|on|for|from|into|the|a|an|one|please|then|plus|also|is|are|be|it|i|you|that|this"
    r"|of|not|no|without|instead|ITEM|NUM|have|has|get|like|want|need|make|made|,|\.|these|those|another|both"
    r"|each|other|rest|first|second|third|last|can|could|me|us|my|we|more"
)
# fmt: on
_ADJECTIVE = rf"(?!(?:{_STOPS})(?: |$))\S+"
_BEFORE = rf"(?:(?:VALUE(?: and| ,)?(?= (?:VALUE|ITEM))|VALUE|{_ADJECTIVE}) ){{0,6}}?"
_OF = rf"(?:(?:{_ADJECTIVE} )?of (?:(?:the|your|my|those|these) )?)?"
_NTH = r"(?:first|second|third|fourth|fifth|last)"

UNIT = re.compile(
    rf"(?:(?P<determiner>(?:the )?other|another|an?|the|my|that|this|those|these|some|our|NUM|one|any)"
    rf"(?P<more> (?:more|additional|extra))? {_OF}(?P<before>{_BEFORE})|(?:VALUE )*)(?P<what>ITEM)\b"
    rf"|(?P<article>an?|the|that|another) (?:{_BEFORE}(?:VALUE|REGULAR) )(?P<pronoun>ones?)\b"
)
"""Something of the menu with all that stands before it: "a large decaf ITEM", "two cups of ITEM", and
"a decaf one"."""

_OPTIONS = r"(?:VALUE|REGULAR)(?:(?: and)? (?:VALUE|REGULAR))*"
ELIDED = re.compile(
    rf"(?P<determiner>an?|one|NUM) {_OPTIONS}(?= (?:, )?(?:and )?(?:an?|one|NUM) "
    rf"(?:(?:and |, )?(?:an? |one |NUM )?{_OPTIONS} ){{1,3}}?ITEM\b)"
)
"""The first of "a decaf and a regular ITEM"."""

_OF_THEM = r"(?: of (?:them|those|these|which|the \S+|my \S+))?"
PORTION = re.compile(
    rf"(?P<rest>the others?(?: ones?)?|the rest|the remaining(?: NUM| one)?|other one)\b{_OF_THEM}"
    rf"|(?:the )?(?P<nth>{_NTH})(?: one| NUM)?\b{_OF_THEM}"
    rf"|(?P<all>both|each|all|every one)(?: one)?\b{_OF_THEM}"
    rf"|(?P<some>another|a (?:second|third|fourth)|one|NUM)(?: one)?\b{_OF_THEM}"
    rf"(?! {_ADJECTIVE} of VALUE)"
    r"(?=(?: (?!ITEM|NUM|one|another|other|\.)\S+){0,8}? (?:VALUE|REGULAR)\b)"
)
"""Part of what was just ordered: "one of them", "the other", "the second one", "both"."""

OUT_OF = re.compile(r" of (?:the|your|my|those|these) ")

AFTER_WITH = frozenset({"with", "add", "has", "having", "plus", "extra", "includes"})
"""An amount after these is one of an option, not of an item."""

REMOVING = re.compile(
    r"\b(?:remove|delete|cancel|get rid of|leave (?:off|out)|drop|lose|scratch|skip|forget|never mind"
    r"|no longer (?:want|need)|do not (?:want|need)|does not need"
    r"|did not (?:want|order|ask for)|take (?:off|out|away)"
    r"|minus|hold|scrap|(?:take|leave)(?= (?:\S+ ){1,5}?(?:off|out|away)\b))\b"
)
CHANGING = re.compile(
    r"\b(?:change|switch|swap|replace|update|modify|turn|correct|edit"
    r"|(?:make|do)(?= (?:it|that|this|them|those|these|the|my|both|all|one of)\b))\b"
)
ADDING = re.compile(r"\b(?:add|like|want|get|have|order|need|give|include|put|take|try|grab|bring|make)\b")

INSTEAD = re.compile(r"\binstead\b(?! of)|\b(?:wanted|meant|said|asked for|ordered)\b")
"""It takes the place of what is there."""

CORRECTING = re.compile(
    r"(?:(?:oh|well|sorry|wait|hey|um|uh|,) )*(?:no|nope|actually|yes|yeah|correct|right)\b"
)
"""An utterance that begins so speaks of what is there already,"""

BESIDES_IT = re.compile(r"\b(?:also|too|as well|add|plus|more|in addition|additional|and then)\b")
"""unless it says that something comes on top."""

OF_WHAT_IS_THERE = re.compile(
    r"(?:^|.* )(?:to|for|on|in|from|off|of|into|onto|with)(?: (?:the|my|that|this|both|each|all))*$"
)
FROM = re.compile(r"(?:from|on|in|off|of)(?: (?:the|my|that|this))*$")
THE_SAME = re.compile(r"\bsame(?: thing)?(?: with| for| on| to| in)(?: (?:the|my))?$")
BESIDES = re.compile(r"(?:^|.* )(?:instead of|rather than|not)(?: (?:the|my|an?|that))?$")

AIM = re.compile(
    rf"\b(?:to|for|on|in|from|off|of|into|onto) (?:(?:the|my|that|this) )?"
    rf"(?:(?P<nth>{_NTH})(?: one| (?:VALUE )*ITEM)?\b|(?:VALUE )*ITEM\b|(?:VALUE )+one\b)"
)
"""What the options of a sentence are for: "add caramel to the ITEM", "on the second one"."""

_IT = (
    r"(?:it|that|this|them|those|these|(?:the |my )?(?:VALUE )*ITEM"
    r"|the (?:quantity|number|amount)(?: of \S+)?)"
)
QUANTITY = re.compile(
    rf"\b(?:make|change|do|set|switch|turn|bring|keep) {_IT}(?: (?:to|be|into|up|down|just|only|a))* "
    r"(?P<number>NUM|one)(?! (?:VALUE|percent|ITEM))\b"
    r"|^(?:(?:no|actually|just|only|rather|oh|wait|sorry|i|we|want|would|like|will|have|take"
    r"|meant|said|need|,) )*"
    r"(?P<bare>NUM|one)(?: of (?:them|those|it|these))?(?: (?:instead|please|in total|,|total))*(?: \.)?$"
)
"""How many of what is there already."""

ANOTHER = re.compile(
    r"^(?:(?!VALUE|ITEM|REGULAR)\S+ ){0,7}?(?:(?P<number>NUM|one) more|another(?: one)?"
    r"|(?P<extra>NUM|one) extra)"
    r"(?: of (?:them|those|it|these|the same))?(?: (?:please|too|,|as well|like that))*(?: \.)?$"
)
"""More of the same."""

_LEAD = (
    r"(?:(?:hi|hello|hey|yes|yeah|but|so|ok|okay|all right|well|wait|no|nope|actually|and|um|uh|oh|,|there"
    r"|first|good evening|good afternoon|how are you(?: doing)?(?: today)?"
    r"|how is it going|how do you do|good|morning|please|just) )*"
    r"(?:(?:can|could|would|will) (?:you|i) (?:please |maybe )?)?"
)
ASKING = re.compile(
    rf"{_LEAD}(?:what (?!about)|which\b|who\b|where\b|why\b|when\b"
    r"|how (?!about|are you|is it going|do you do)|tell me\b|let me know\b"
    r"|(?:i|we) (?:was|were|am|are) wondering (?!if (?:i|we) )|(?:i )?wonder (?!if (?:i|we) )|know\b"
    r"|(?:i|we) (?:would (?:like|love)|want|need) to know\b)"
)
"""The beginning of a question about the menu, which orders nothing."""

ASKING_FOR = re.compile(
    rf"{_LEAD}(?:do (?:you|yall|any) (?!think|mind)|is there\b|are there\b|does\b|did you\b|have you\b"
    r"|is (?:the|your|a|it|that)\b|are (?:the|your|you)\b)"
)
"""The beginning of one that orders when it is asked for politely: "do you have a double espresso, please"."""

POLITE = re.compile(
    r"\bplease\b|\b(?:can|could|may) (?:i|we) (?:\S+ )?(?:get|have|order|try|grab)\b"
    r"|\b(?:i|we) (?:can|could|would|will) (?:\S+ )?(?:get|have|take|like|love|order|try)\b"
)

TAKING_IT = re.compile(r"\b(?:have|take|get|like|want|try) (?:one|it|that|NUM)\b")
CLEARING = re.compile(
    r"\b(?:start (?:all )?over|(?:cancel|remove|delete|clear|scrap|forget) (?:everything"
    r"|(?:it )?all(?= please| \.|$)|the whole (?:thing|order)|(?:my|the|this|that) order|the basket|the cart"
    r"|all of (?:it|them))|empty (?:the|my) \w+)\b"
)
SO_MANY = re.compile(r"NUM of (?:them|those|these)\b")
"""How many of what was just named."""

PLURAL = re.compile(r"\b(?:them|both|all|those|these|everything|each)\b")
NTH = {"first": 0, "second": 1, "third": 2, "fourth": 3, "fifth": 4, "last": -1}
