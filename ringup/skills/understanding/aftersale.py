"""How callers ask to change, cancel or send back what they ordered. Written against the outline of an
utterance.
"""

from __future__ import annotations

_MINE = r"(?:(?:my|the|an?|that|this|our|all|of|both|every|one|any|another|these|those|each|NUM) )*"
_WHICH = r"(?:(?:whole|entire|last|latest|recent|most|pending|open|other|first|second|new|current|online) )*"
ORDER = rf"{_MINE}{_WHICH}(?:PRODUCT )?(?:orders?|purchases?)(?: (?:number )?(?:\w )?(?:DIGITS|NUM))?"
_CHANGE = r"(?:change|update|correct|fix|edit|modify|switch|alter|adjust|amend|move)"
_THING = r"(?:PRODUCT|UNIT|items?|purchase|things?|everything|stuff|order|package|parcel)"
_UNSENT = (
    r"(?=.*\b(?:(?:has|have|is|did) not (?:been )?(?:yet )?(?:ship\w*|sent|gone|left|go)|before it"
    r"|pending)\b)"
)

CANCEL_ORDER = (
    rf"\bcancel(?:ling|ing)? {ORDER}\b(?! checks?| history)",
    r"\bcancel(?:ling|ing)? (?:number )?(?:\w )?DIGITS\b",
    rf"\bcancel(?:ling|ing)? {_MINE}(?:UNIT of )?PRODUCT (?:that )?(?:i|we) (?:just )?(?:ordered|bought"
    rf"|have on order)",
    rf"\b{ORDER} (?:to be )?cancell?ed\b",
    rf"\b(?:stop|call off|undo|revoke) {ORDER}\b(?! (?:status|checks?))",
    rf"\bget rid of {ORDER}\b",
)
RETURN_ITEMS = (
    rf"\b(?:return|send back|give back|bring back|returning|sending back) {_MINE}(?:(?!to"
    rf"|from)\S+ ){{0,2}}?{_THING}\b",
    rf"\b(?:send|give|bring|take|sending) {_MINE}(?:\S+ )?PRODUCT back\b",
    r"\b(?:get|want|need|like|have|give me) (?:an?|my) (?:full )?(?:refund|money back)\b",
    rf"\brefund {_MINE}{_THING}\b",
    rf"\b(?:{_THING}|one|NUM|they|it) (?:of them )?(?:has |have )?(?:arrived|came|got here|was delivered)"
    r"(?: (?:all|completely|totally|badly|quite))?"
    r" (?:broken|damaged|smashed|cracked|faulty|defective|in pieces)\b",
    r"\b(?:got|received|sent me|came|delivered) the wrong (?:PRODUCT|item|thing|product|size|colou?r|one)\b",
)
REFUND_STATUS = (
    r"\bwhere (?:is|are) (?:my|the) (?:refund|money)\b",
    r"\b(?:when|how long|how soon|how much longer)\b.* (?:refund(?:ed)?|money back)\b",
    r"\b(?:has|have|did|was|is) (?:\S+ ){0,3}(?:(?:my|the|that) refund|refunded|you refund)\b",
    r"\bstatus (?:of|on) (?:my|the|a) refund\b|\brefund status\b",
    r"\b(?:waiting|wait) (?:for|on) (?:my|the|a) (?:refund|money)\b",
    r"\bnot (?:\w+ )?(?:received|got|gotten|seen|had) (?:my|the|a) (?:refund|money)\b",
    r"\bmy refund (?:has|is|did|never|still)\b",
)
EXCHANGE_ITEMS = (
    rf"\b(?:exchange|exchanging|trade|swap) {_MINE}(?:(?!rate|currency|dollars?)\S+ ){{0,3}}?"
    r"(?:PRODUCT|items?|order|purchase)\b",
    r"\b(?:want|need|like|get|have|send me|for) a replacement(?: (?:PRODUCT|for (?:my"
    r"|the) (?:\S+ )?PRODUCT))?$",
)
CHANGE_PROFILE = (
    rf"\b{_CHANGE} (?:my |the )*(?:account|profile|home|default|own)(?: (?:shipping|delivery))? address\b",
    rf"\b{_CHANGE} (?:my |the )?address (?:\S+ ){{0,3}}(?:account|profile|records?|file)\b",
    r"\baddress (?:on|in) my (?:account|profile|records?)\b.*\b(?:wrong|changed?|updated?|correct)\b",
)
CHANGE_ADDRESS = (
    rf"\b{_CHANGE} (?:the |my |an? )*(?:(?:delivery|shipping|mailing) address|address (?:of|on|for) {ORDER})",
    rf"\b(?:send|ship|deliver|redirect|forward) {ORDER} to (?:a different|another|my new|my other"
    rf"|the other|my work)\b",
    rf"\b{ORDER} (?:is |are )?going to the wrong (?:address|place)\b",
)
CHANGE_PAYMENT = (
    rf"\b{_CHANGE} (?:the |my )*(?:payment|card)(?: method)? (?:\S+ ){{0,3}}?(?:of|on|for|in) {ORDER}\b",
    rf"\b(?:pay|charge) (?:for )?{ORDER} (?:with|on|by|to) (?:another|a different|my|the other)\b",
    r"\b(?:change|switch|update) (?:the |my )?payment method\b(?! (?:for|on) (?:my|the) \w+ bill)",
)
CHANGE_ITEMS = (
    rf"{_UNSENT}.*\b(?:{_CHANGE}|swap|exchange|upgrade|replace) (?:\S+ ){{0,4}}?(?:PRODUCT|items?|it|them"
    rf"|one|order)\b",
    rf"\b(?:{_CHANGE}|swap|replace) (?:something|anything|(?:the |an? |some )?(?:items?|things?)) (?:in"
    rf"|on|of|from) {ORDER}",
    rf"\b(?:{_CHANGE}|swap) {_MINE}(?:\S+ )?PRODUCT (?:\S+ ){{0,2}}?(?:in|on|from) {ORDER}",
    r"\b(?:modify|edit|amend) (?:my|the|that|an?) (?:\w+ )?order\b",
)
