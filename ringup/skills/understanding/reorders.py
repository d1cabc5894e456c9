"""How callers ask to have something again. Written against the outline of an utterance."""

from __future__ import annotations

_WANT = (
    r"(?:(?:can|could|may|might) (?:i|we)(?: also| maybe| possibly)? (?:get|have|order|buy|do"
    r"|grab|take"
    r"|place an order for|put in an order for|ask for|ask you to send|add)"
    r"|(?:can|could|will|would) you(?: also| maybe| possibly)? (?:get|send|order|ship|deliver"
    r"|give|put in"
    r"|bring|do|repeat|place an order for|put in an order for|sort)"
    r"|(?:i|we)(?: also)? (?:would like|want|need|would love|will take|will have|will get"
    r"|am calling"
    r"|am ringing|am phoning|was hoping|am looking|wanted|was wondering if i could|fancy"
    r"|was wondering if you could|like)(?: to)?(?: (?:get|have|order|buy|send|place|make"
    r"|place an order for"
    r"|make an order for|put in an order for))?"
    r"|let (?:me|us) (?:get|have|order)|(?:get|send|order|buy|ship|give|bring|deliver|purchase"
    r"|repeat)"
    r"|(?:place|put in|make|do) an? (?:\w+ )?order (?:for|of)|(?:it is )?time (?:for|to order)|do"
    r"|is it possible to (?:get|have|order)|put (?:me|us) down for|set (?:me|us) up with)"
)
_GAP = (
    r"(?:(?:to|get|have|order|buy|again|me|us|some|more|another|a|an|the|my|our|that|this|those"
    r"|these"
    r"|same|of|NUM|UNIT|extra|additional|new|bit|few|lot|good|lovely|nice|usual|regular|favourite"
    r"|favorite|one|also|maybe|for|delivery|your|any|it|send|only|and|too|supply|refill|fresh"
    r"|kind|sort|normal|great|up|with|PRODUCT) )*"
)
_REST = (
    r"(?: (?:but|and|with|only|except|to|this|for|then|again|because|since|as|in|so|NUM|from"
    r"|before|make|i|delivered|sent|shipped)\b.*)?"
)
_STUFF = r"(?:orders?|one|ones|things?|stuff|basket|delivery|shopping|(?:UNIT of )?PRODUCT|UNIT)"
_LAST_TIME = r"(?:(?:last|previous|prior) (?:time|order|week|month|one)|before|yesterday|the other day)"

_FOR_US = r"(?! change)(?!.* (?:list|changed|removed|appointment|repaired|fixed|turned)\b)"
"""Other things that people want with a product."""

LAST = (
    rf"(?:{_WANT} )?(?:(?:the|to|exactly|have|get|order|that|do|my|it|me|again|for|with) )*same"
    rf"(?: (?:again|{_STUFF}))*(?: (?:as|like|from|i (?:had|got|ordered))"
    rf"(?: (?:the|my|i|we|had|got|ordered|in|did|have|from))*(?: {_LAST_TIME}.*)?)?",
    rf"(?:{_WANT} )?(?:\w+ ){{0,3}}(?:what|whatever|everything|that|PRODUCT) (?:i|we)"
    rf"(?: just)? (?:had|got|ordered|bought)(?: from you)?(?: the)? {_LAST_TIME}.*",
    rf"(?:{_WANT}|redo|duplicate|copy|place|do|repeat)(?: again)? (?:\w+ )?(?:\w+ )?"
    rf"(?:last|previous|latest|most recent) (?:order|purchase|one|delivery|basket)\b.*",
    r"(?:my|the) (?:last|previous|latest|most recent) (?:order|one) again",
    rf"(?:{_WANT} )?(?:(?:order|again|it|the) )*(?:as|like) {_LAST_TIME}",
)
USUAL = (
    rf"(?:{_WANT} )?(?:the )?same(?: {_STUFF})* as (?:always|usual|ever)",
    rf"{_WANT} {_GAP}(?:usual|regular|normal|standard)(?: {_STUFF})*{_REST}",
    rf"(?:it is |that is )?(?:for )?(?:the|my|our|a|same) (?:\w+ )?(?:usual|regular|normal)"
    rf"(?: {_STUFF})*(?: again)?{_REST}",
    r"(?:usual|regular)(?: order)?",
    rf"{_WANT} {_GAP}{_STUFF} (?:i|we) (?:always|usually|normally) (?:get|have|order|buy)",
    rf"{_WANT} {_GAP}what (?:i|we) (?:always|usually|normally) (?:get|have|order|buy)",
)
_HAD = r"(?!my PRODUCT in )"
"""Who wants "my jacket in red" has the jacket."""

PRODUCT = (
    rf"{_WANT} {_HAD}{_GAP}PRODUCT{_FOR_US}",
    rf"(?:i|we) (?:(?:am|are|have|all|almost|nearly|completely) )*(?:out of|running out of"
    rf"|running low on|run out of|ran out of|low on|short on) {_GAP}PRODUCT{_FOR_US}",
    r"(?:(?:do|order|another|one|more|the|same|my|that) )*PRODUCT (?:again|as usual"
    r"|like last time)",
    rf"{_GAP}PRODUCT (?:is|are|has) (?:\w+ )?(?:gone|empty|finished|run out|out)\b.*(?:more"
    rf"|again|order)",
)
AGAIN = (
    rf"(?:{_WANT}|order)(?: (?:to|order|me|us|get|have|it|that|this|them|those|things|stuff|one|the"
    rf"|some|an?|my|for))* (?:again|more(?: of (?:it|that|them|those|the same))?)",
    rf"(?:{_WANT} )?another (?:one|UNIT) of (?:those|these|them|that)",
    rf"(?:{_WANT} )?(?:a |my )?(?:repeat|again) order",
    r"(?:do|have) (?:it|that) again",
)
ANY = (
    rf"(?:{_WANT} )?(?:to )?(?:place|make|put in|put through|do) (?:an?|my) (?:new )?order",
    rf"(?:{_WANT}) (?:to )?(?:to )?(?:order )?(?:something|some things|an order)",
    r"(?:i|we) (?:would like|want|need|am calling|wanted)(?: to)? order",
    r"order|an? order|(?:i would like )?ordering",
)
BARE = (rf"{_GAP}PRODUCT",)
"""Nothing but a product: what is wanted, when anything was asked."""
