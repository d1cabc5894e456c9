"""How callers ask where an order is. Written against the outline of an utterance."""

from __future__ import annotations

_POSSESSIVE = r"(?:my|the|our|that|this|an|a|his|her|your|some|any|all)"
_ADJECTIVES = (
    r"(?:(?:last|latest|recent|most|previous|other|new|newest|online|whole|entire|missing|current"
    r"|coffee|usual|first|second|of|my|the|for|PRODUCT|two|earlier|own|stupid|damn|bloody"
    r"|amazon) )*"
    r"(?:(?!is|are|was|will|has)\w+ )??"
)
_ORDER = (
    rf"(?:(?:{_POSSESSIVE} )?{_ADJECTIVES}"
    r"(?:orders?|packages?|parcels?|deliver(?:y|ies)|shipments?|purchases?)"
    r"(?: (?:number )?(?:DIGITS|NUM))?"
    rf"|(?:my|our|the|all) {_ADJECTIVES}(?:stuff|things|items?|goods)|(?:my|our) UNIT)"
)
_THING = rf"(?:{_ORDER}|(?:{_POSSESSIVE} )?{_ADJECTIVES}(?:UNIT of )?PRODUCT)"
_IT = r"(?:it|that|this|they|them)"
_COMES = (
    r"(?:arriv\w+|com(?:e|es|ing)(?! from)|get(?:s|ting)? (?:here|there|to me|delivered|shipped)"
    r"|ship\w*"
    r"|deliver\w*|sent(?: out)?|be (?:here|delivered|shipped|sent|there|with me)|left|leave|leaving"
    r"|gone out|go out|going out|out for delivery|on (?:its|the|their) way|here(?: yet)?"
    r"|turn(?:ed)? up"
    r"|show(?:n|ed)? up|land(?:ed)?|dispatched|ready|packed|reach\w*|due|made it|expected|close)"
)
_LATER = rf"(?:(?: \w+){{0,3}} {_COMES}\b|(?: (?:i|we) ordered)?(?: then)?$)"
"""What follows a product, where the question could be about anything but its delivery."""

_GOING = r"(?:has|have|did|is|are|was|were|will|would|does|do|had)"

STATUS = (
    rf"\bwhere(?: abouts)? (?:is|are|was|did|has|have|the|my)(?: hell| heck)?(?: is"
    rf"| are)? ?{_THING}",
    rf"\bwhere {_THING} (?:is|are|has|have)\b",
    rf"\b{_GOING} (?:not )?{_THING} (?:not )?(?:\w+ ){{0,4}}{_COMES}\b",
    rf"\bwhen (?:will|is|does|do|are|can|should|would|might|did|was)"
    rf"(?: (?:i|we) (?:expect|get|receive|have|see))?(?: to (?:get|receive|see))?"
    rf" ?(?:{_ORDER}|{_THING}{_LATER})",
    rf"\bwhen (?:i|we) (?:can|could|will|should) (?:expect|get|receive|have) {_THING}",
    rf"\bwhen {_THING} (?:will|is|are|comes?|arrives?|gets?|ships?)\b",
    rf"\b(?:track|trace|locate|find|look up|look for|look into|follow up|check on|check up on)"
    rf"(?: (?:on|where|the status of|about|for))* {_THING}",
    r"\b(?:track|trace|locate|look up|check)(?: (?:number|on|order))* (?:DIGITS|NUM)\b",
    rf"\bstatus (?:of|on|for|with|about) (?:order )?(?:(?:number )?DIGITS|{_THING})",
    r"\b(?:order|delivery|shipping|package|tracking|parcel) (?:status|update|tracking)\b",
    rf"\btracking (?:number |information |info |details )?(?:of|on|for) {_THING}",
    rf"\b(?:update|news|information|info|word|progress)(?: \w+)? (?:on|about|for|of) {_ORDER}",
    rf"\b(?:know|ask|calling|call|asking|wondering|phoning|ringing|inquire|enquire|question|see"
    rf"|hear|curious)(?: \w+)? (?:about|on|regarding|after|for) {_THING}",
    rf"\b(?:what|how) (?:about|is (?:happening|going on|up) with|happened (?:to|with)|became of"
    rf"|is taking|is) (?:{_POSSESSIVE} )?{_ADJECTIVES}(?:order|package|parcel|delivery|shipment)\b",
    rf"\bhow (?:long|far|soon|much longer|is) (?:\w+ ){{0,4}}(?:{_ORDER}|{_THING} \w+ {_COMES})",
    rf"\b{_THING} (?:has|have|is|are|was|did|does|still)(?: still| yet)* not(?: \w+)? {_COMES}\b",
    rf"\b{_THING} (?:is|are|still|has|have)(?: \w+)? (?:late|missing|lost|delayed|never arrived)\b",
    rf"\b{_THING} never (?:came|arrived|showed up|turned up)\b",
    rf"\b(?:i|we) (?:have|did|still have|had) not (?:\w+ )?(?:receive|received|get|got|had|seen)"
    rf"(?: \w+)? {_THING}",
    rf"\b(?:still |been )?(?:waiting|expecting) (?:\w+ )?(?:for|on) {_THING}",
    rf"\b(?:if|whether|see|check|that) {_THING} {_GOING} (?:\w+ ){{0,3}}{_COMES}\b",
    rf"\b(?:current )?location of {_THING}|\bupdate (?:me|us) on {_THING}",
    r"\bstatus (?:of|on) (?:it|this|that)$|\bstatus my (?:order|package)\b",
    rf"\b(?:order(?:s|ed)?|package|parcel|delivery|purchase)\b.*\b(?:when )?{_GOING} (?:it|they"
    rf"|is) "
    rf"(?:\w+ )?{_COMES}\b",
    rf"\bwhat day (?:will|is|does|should) {_THING}",
    rf"\b(?:it is|this is|i am (?:here|on)) (?:about|regarding|concerning) {_ORDER}",
)
"""Asking how an order stands."""

STATUS_OF_IT = (
    rf"where (?:is|are) {_IT}(?: now)?",
    rf"{_GOING} (?:not )?(?:it|they)(?: \w+){{0,2}} {_COMES}",
    rf"when (?:will|is|does|do|are|should) (?:it|they)(?: \w+)? {_COMES}",
    r"(?:i want to |i would like to |can i |can you )?track(?: it| that)?",
    r"(?:(?:it|this|that) is )?(?:for |about |with )?(?:my |the )?order(?: number)?(?: is)? DIGITS",
)
