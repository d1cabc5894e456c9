"""How callers arrange appointments and tables. Written against the outline of an utterance."""

from __future__ import annotations

_NOT_OURS = (
    r"(?!.*\b(?:hotel|flights?|cars?|oil|tires?|tyres?|meetings?|rooms?|mechanic|calendar|rental|truck"
    r"|vehicle|brakes"
    r"|reminders?|remind|maintenance|service my|taxi|uber|agenda|schedule for)\b)"
    r"(?!.*\b(?:do not|never|not to) (?:cancel|move|change|delete|remove|reschedule|book|make|touch)\b)"
)
"""Other things that people book, the places where they write them down, and what must not be done."""

_FIRM = r"(?:reservations?|bookings?|appointments?)"
_BOOKED = rf"(?:{_FIRM}|table|SERVICE)"
_FEW = r"(?:\S+ ){0,6}?"

_MY = r"(?:my|our|the|that|this|a|an|another)"
_BEFORE_SERVICE = rf"(?:{_MY} |(?!PRODUCT|order|no|not|how|what|when|where|which)\S+ ){{0,5}}?"
"""What may stand between a verb and the service: "a quick", "for saturday the"."""

CANCEL_BOOKING = (
    rf"{_NOT_OURS}.*\bcancel(?:ling|ing)? {_FEW}{_BOOKED}\b",
    rf"{_NOT_OURS}.*\b(?:call off|remove|delete|drop|scrap|abandon|get rid of|undo|revoke|nix|close|discard"
    rf"|void|take back|withdraw|erase|release|unreserve|unbook|no need (?:for|to \w+)) {_FEW}{_FIRM}\b",
    rf"{_NOT_OURS}.*\b{_FIRM}\b.*\b(?:cancell?ed|cancel (?:it|that|this|them)|no longer needed|not needed"
    rf"|not need it)\b",
    rf"{_NOT_OURS}.*\bno longer (?:need|want|require) {_FEW}(?:table|{_FIRM})\b",
    rf"{_NOT_OURS}.*\b(?:call off|remove|delete|drop|scrap|skip|get rid of|undo|forget"
    rf"|no longer (?:need|want)|not (?:need|want)|can not (?:make(?: it to)?|come to|keep)"
    rf"|not (?:coming|going) to) {_FEW}SERVICE\b",
    rf"{_NOT_OURS}.*\bSERVICE\b.*\b(?:cancell?ed|cancel(?: (?:it|that|this|them))?|no longer needed"
    rf"|not needed|not need it)\b",
    rf"{_NOT_OURS}.*\b(?:no longer|not) (?:need|want|require) (?:my|the|a|that|those|our) {_FEW}{_FIRM}\b",
)
MOVE_BOOKING = (
    rf"{_NOT_OURS}.*\b(?:reschedule|postpone) {_FEW}{_BOOKED}\b",
    rf"{_NOT_OURS}.*\b(?:move|change|push|shift|switch|bring forward) (?:my|the|our|that) {_FEW}{_BOOKED}\b",
)
WAITLIST = (
    r"\b(?:if|when|as soon as) (?:\S+ ){0,5}(?:SERVICE|slot|spot|table|appointment|opening"
    r"|anything|something)\b"
    r".*\b(?:opens? up|frees? up|comes? up|gets? free|becomes? (?:free|available))\b",
    r"\b(?:put|add|get|join|on|place) (?:me |us )?(?:on |to )?(?:the |your |a )?wait(?:ing)? ?list\b",
    r"\bwait(?:ing)? ?list (?:for|please|at|on)\b",
)
FIND_BOOKING = (
    rf"{_NOT_OURS}.*\b(?:confirm|verify|check|double check|check on|check for|see if|look up|find) "
    rf"(?!.*\b(?:make|takes?|accepts?|cancel)\b){_FEW}{_FIRM}\b",
    rf"{_NOT_OURS}.*\b(?:do|did|have) (?:i|we) (?:still |already )?(?:have |got |had )?(?:an? |any |the "
    rf"|my |our )?{_FEW}{_FIRM}\b",
    rf"{_NOT_OURS}.*\b(?:do|did|have|is|was|am) (?:i|we|there|it) .*\bSERVICE\b.*\b(?:booked|down|scheduled"
    rf"|on the books?)\b",
    rf"{_NOT_OURS}(?:when|what time|what day) (?:is|are|was|did i book|have i got|do i have) "
    rf"(?:my|our|the|an?) {_FEW}{_BOOKED}\b",
    rf"{_NOT_OURS}.*\bwhen (?:my|our) {_FEW}{_BOOKED} (?:is|was)\b",
)
AVAILABILITY = (
    r"(?:.*\b)?(?:when|what (?:days?|times?)|which (?:days?|times?)|how soon"
    r"|what is the (?:earliest|soonest|next))\b"
    r"(?! (?:is|are|was) (?:my|our)).*\bSERVICE\b",
    r"(?:.*\b)?(?:is|are|do|have|got|any|anything|something)\b.*\b(?:free|available|availability|slots?|openings?"
    r"|spots?|spaces?|room)\b.*\b(?:SERVICE|STAFF)\b",
    r"(?:.*\b)?(?:is|are|do|have|got|any)\b.*\b(?:SERVICE|STAFF)\b.*\b(?:free|available|slots?|openings?|spots?"
    r"|possible|in|there|work(?:ing)?)(?: |$)",
)
_COSTS = r"(?:cost|price[ds]?|charge[ds]?|take|last|include[ds]?|involve[ds]?)"
ABOUT_A_SERVICE = (
    r"(?:.*\b)?how (?:much|long|many|does|do|is)\b.*\bSERVICE\b",
    rf"(?:.*\b)?(?:what|do|does|is|are|can|tell me about)\b.*\bSERVICE\b.*\b(?:{_COSTS}|free of charge"
    rf"|for free|included|about|like)\b",
    rf"(?:.*\b)?(?:what|tell me)\b.*\b(?:{_COSTS}|about) .*\bSERVICE\b",
    r"(?:.*\b)?(?:do|can) you (?:also |still )?(?:do|offer|provide|have|run) (?:any )?SERVICE$",
)
BOOK_A_SERVICE = (
    rf"{_NOT_OURS}.*\b(?:book|reserve|hold|get|need|have|want|like|arrange|schedule|make|fancy|set up"
    rf"|come (?:in|by|over|round)(?: for)?|bring (?:\S+ ){{1,3}}in for|put me down for|sign (?:me|us) up for"
    rf"|sort out|in for|up for|interested in) {_BEFORE_SERVICE}SERVICE\b",
    r"(?:an? |the |one |NUM )?(?:\S+ )?SERVICE\b(?! (?:is|was|were|has|did))",
)
BOOK = (
    rf"{_NOT_OURS}.*\b(?:book|reserve|hold|get|need|have|want|like|give|save) (?:me |us )?(?:an? |the "
    rf"|NUM )?(?:\S+ )?"
    r"table (?:for|at|on|to)\b",
    rf"{_NOT_OURS}(?!.*\b(?:how|take|accept|cancel|confirm|check)\b).*\b(?:make|book|need|place|set up"
    rf"|schedule|like|want|get)"
    r" (?:me |us |to make )?(?:an? |NUM )(?:\w+ )?(?:reservations?|bookings?|appointment)\b",
)
