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
_BOOKED = rf"(?:{_FIRM}|table)"
_FEW = r"(?:\S+ ){0,6}?"

CANCEL_BOOKING = (
    rf"{_NOT_OURS}.*\bcancel(?:ling|ing)? {_FEW}{_BOOKED}\b",
    rf"{_NOT_OURS}.*\b(?:call off|remove|delete|drop|scrap|abandon|get rid of|undo|revoke|nix|close|discard"
    rf"|void|take back|withdraw|erase|release|unreserve|unbook|no need (?:for|to \w+)) {_FEW}{_FIRM}\b",
    rf"{_NOT_OURS}.*\b{_FIRM}\b.*\b(?:cancell?ed|cancel (?:it|that|this|them)|no longer needed|not needed"
    rf"|not need it)\b",
    rf"{_NOT_OURS}.*\b(?:no longer|not) (?:need|want|require) (?:my|the|a|that|those|our) {_FEW}{_FIRM}\b",
)
MOVE_BOOKING = (
    rf"{_NOT_OURS}.*\b(?:reschedule|postpone) {_FEW}{_BOOKED}\b",
    rf"{_NOT_OURS}.*\b(?:move|change|push|shift|switch|bring forward) (?:my|the|our|that) {_FEW}{_BOOKED}\b",
)
WAITLIST = (
    r"\b(?:put|add|get|join|on|place) (?:me |us )?(?:on |to )?(?:the |your |a )?wait(?:ing)? ?list\b",
    r"\bwait(?:ing)? ?list (?:for|please|at|on)\b",
)
FIND_BOOKING = (
    rf"{_NOT_OURS}.*\b(?:confirm|verify|check|double check|check on|check for|see if|look up|find) "
    rf"(?!.*\b(?:make|takes?|accepts?|cancel)\b){_FEW}{_FIRM}\b",
    rf"{_NOT_OURS}.*\b(?:do|did|have) (?:i|we) (?:still |already )?(?:have |got |had )?(?:an? |any |the "
    rf"|my |our )?{_FEW}{_FIRM}\b",
    rf"{_NOT_OURS}(?:when|what time) (?:is|are|was) (?:my|our) {_FEW}{_BOOKED}\b",
)
BOOK = (
    rf"{_NOT_OURS}.*\b(?:book|reserve|hold|get|need|have|want|like|give|save) (?:me |us )?(?:an? |the "
    rf"|NUM )?(?:\S+ )?"
    r"table (?:for|at|on|to)\b",
    rf"{_NOT_OURS}(?!.*\b(?:how|take|accept|cancel|confirm|check)\b).*\b(?:make|book|need|place|set up"
    rf"|schedule|like|want|get)"
    r" (?:me |us |to make )?(?:an? |NUM )(?:\w+ )?(?:reservations?|bookings?|appointment)\b",
)
