"""A caller's remark beside a yes: "yes, i'll sleep better", "yes, white and clicky, peace at last".

A remark is a statement of somebody's own words and has no closed lexicon. So it confirms nothing by
itself, and is no remark at all where one of its words could set a condition, doubt, refuse, postpone, ask,
want anything, name another thing, or speak to somebody else in the room. Beside a yes to a new order or
booking there is none: those spend money or time, and the caller of anything else has told us what to do
with it before.
"""

from __future__ import annotations

import re

from ringup.skills.bookings.proposals import BookSlot, JoinWaitlist, MoveBooking
from ringup.skills.dialogue.proposals import CancelOrder, PlaceOrder, Proposal, ReturnItems
from ringup.skills.understanding.corpus.moments import MONTHS, WEEKDAYS
from ringup.skills.understanding.number_words import SCALES, TEENS, TENS, UNITS

MOST_WORDS = 12
LEAST_WORDS = 3
"""One who is cut short has not said what they think."""

_PEOPLE = (
    r"(?:wife|husband|partner|girlfriend|boyfriend|kids?|children|son|daughter|sister|brother|nephew|niece|uncle"
    r"|aunt|cousin|grandma|grandpa|grandmother|grandfather|landlord|colleagues?|doctor|teacher|mum|mom|mother"
    r"|dad|father|family|neighbou?rs?|dog|cat|boss|roommate|flatmate|friends?)"
)
_BODY = (
    r"(?:feet|foot|toes?|heels?|ankles?|legs?|hips?|shoulders?|neck|skin|nose|teeth|hair|back|knees?|arms?"
    r"|hands?|head|ears?|eyes?|wrists?|wallet|budget|life|floor)"
)
_LEAD = re.compile(
    r"^(?:(?:please|and|so|then|well|oh|ha|honestly|really|obviously|finally|because|cause|since|as|for"
    r"|thank you|thanks|(?:we|you|i) (?:both|all) know(?: that)?) )*"
)
_SUBJECT = re.compile(
    r"(?:i|we|you|he|she|it|they|that|this|those|these|somebody|someone|everybody|nobody"
    rf"|(?:my|the|our) (?:{_PEOPLE}|{_BODY})) "
)
_POSSESSED = re.compile(rf"\b(?:my|the|our|his|her|their|a|an) (?!{_PEOPLE}\b|{_BODY}\b)(\w+)")
_PREDICATE = re.compile(r"\b(?:be|am|is|are|was) (?:the|a|an) \w+")
"""What somebody is; nothing that is sold."""

_FAMILIAR = frozenset(("bit", "lot", "while", "time", "rest", "same", "way", "best", "little", "one"))

_GIVEN_BACK = re.compile(
    r"\b(?:do not|don't|does not|doesn't|did not|didn't|will not|won't|never|cannot|can't|am not|is not)"
    r" (?:(?:really|even|ever|actually|once|going to|gonna) )*"
    r"(?:fit|like|liked|love|loved|need|want|wanted|used|worn|use|wear|work|run|suit|match|play|ride|see|sleep|reach|close|open|charge|miss|help|last|hold"
    r"|running|using|wearing|playing|riding)\b"
)
"""What is no reason to keep a thing."""

_GRATEFUL = re.compile(
    r"\bfor (?:everyone|everybody|my|our|her|his|their)(?:'s)? (?:safety|sake|peace of mind|health)\b"
    rf"|\b(?:(?:(?:my|the|our) {_PEOPLE} )?says? )?(?:thank you|thanks|cheers)\b"
    r"|\byou(?: are| have)? (?:saving|saved|made|making) my (?:day|week|month|year|life)\b"
    r"|\byou are (?:an? |the |my )?(?:angel|star|hero|legend|treasure|gem|lifesaver|best)\b"
)
"""Thanks, whoever they come from."""

_HURRIES = re.compile(
    r"\b(?:quick(?:ly)? )?before (?:he|she|they|anyone|anybody|somebody|my \w+|i|we)"
    r"(?!.* (?:confirm|approve|agree|decide|say|think|know|check|ask|pay)\w*\b)(?: \w+){1,4}$"
)
"""Why it has to be done now; "before" a day or hour would be a condition."""

_UNDER_WAY = re.compile(r"\b(?:am|are|is|was|were|been)(?: \w+)? (?!going\b|nothing\b|everything\b)\w+ing\b")
"""What somebody is just doing is told to others."""

# fmt: off
DENIED = frozenset(
    (
        # conditions, doubt, contrast
        "if", "unless", "provided", "providing", "only", "except", "but", "however", "though",
        "although", "until", "till", "once", "when", "whenever", "whether", "while", "before",
        "after", "first", "depends", "depending", "assuming", "suppose", "supposing", "maybe",
        "perhaps", "might", "may", "could", "would", "should", "guess", "probably", "possibly",
        "doubt", "doubts", "unsure", "sure", "or", "either", "rather", "instead", "otherwise",
        "least", "long", "apart", "without", "yet", "minus", "subject", "pending", "preferably",
        "whichever", "whatever", "whoever", "wherever",
        # no
        "no", "not", "nope", "nah", "none", "nothing", "never", "neither", "nor", "hardly",
        "cannot", "against",
        # later, and something else
        "wait", "hold", "hang", "stop", "later", "tomorrow", "tonight", "minute", "moment",
        "second", "sec", "soon", "another", "other", "others", "else", "different", "more", "less",
        "fewer", "extra", "add", "plus", "also", "too", "additional", "next", "wanted", "want",
        "wants", "need", "needs", "needed", "wish", "hope", "prefer", "change", "changed", "swap",
        "switch", "keep", "keeping", "kept", "leave", "half", "part", "some", "few", "actually",
        "already", "still", "wondering",
        # saying, hearing, thinking
        "know", "knew", "heard", "hear", "listen", "listening", "see", "saw", "understand",
        "understood", "think", "thought", "thinking", "consider", "considering", "decide",
        "deciding", "decided", "remember", "believe", "say", "said", "saying", "mean", "meant",
        "tell", "told", "telling", "talk", "talking", "speak", "speaking", "spoke", "ask", "asked",
        "asking", "call", "calling", "called", "phone", "line", "check", "checking", "read",
        "reading", "repeat", "look", "looking", "hello", "hi", "hey", "guessing", "get", "got",
        # refusal
        "refuse", "refuses", "decline", "declined", "reject", "deny", "denied", "dispute",
        "disagree", "object", "oppose", "forget", "wrong", "mistake", "mistaken", "error", "bad",
        "hate", "joke", "joking", "kidding", "kid", "lie", "lying", "lied", "pass", "skip",
        "withdraw", "quit", "abort", "cancel", "cancelling", "regret", "mind", "sorry",
        "scam", "ridiculous", "again", "person", "human", "agent", "operator", "forgot", "forgotten",
        "missed", "missing", "spelled", "spelt",
        # asking
        "what", "which", "who", "whose", "where", "how", "why", "can", "do", "does", "did", "any",
        # to others in the room
        "coming", "there", "here", "dinner", "door", "home", "baby", "buy", "bought", "order",
        "ordered", "ordering", "pay", "paying", "paid", "book", "send", "sending", "have", "has",
        "had", "give", "take", "taking", "put", "afraid", "awful", "wonder", "fed", "disappointed",
        "expensive", "closed", "busy", "you", "your", "people", "try", "trying", "done", "doing",
        "made", "making", "make", "one", "two", "three", "four", "five", "ten",
    )
)
# fmt: on


IF_SO = re.compile(r"\b(?:as|so) long as\b")
"""A condition of words each of which could be harmless."""


def is_aside(words: str, own: frozenset[str]) -> bool:
    """Whether `words`, behind a yes that names what is to be done, are a few words without a verb of their
    own that could add to it ("peace at last")."""
    said = words.split()
    return (
        1 <= len(said) <= MOST_WORDS_ASIDE
        and not (DENIED | COUNTED) & set(said) - own
        and _ADDING.match(words) is None
        and not any(word.isdigit() for word in said)
    )


MOST_WORDS_ASIDE = 4
# fmt: off
COUNTED = frozenset(
    (
        *UNITS, *TEENS, *TENS, *SCALES, *WEEKDAYS, *MONTHS, "hundred", "dozen", "couple", "single", "double",
        "each", "free", "price", "prices", "cost", "costs", "charge", "charged", "fee", "money", "discount",
        "dollars", "dollar", "cents", "pounds", "refund", "card", "cash", "today", "week", "month", "morning",
        "afternoon", "evening", "overnight", "express", "delivery", "store", "shop", "size", "colour",
        "color", "brand", "model", "version", "address", "street", "place", "quantity", "amount",
        "everything", "all", "any", "anything",
    )
)
# fmt: on
"""What could be another number, price, time or kind."""

_ADDING = re.compile(r"(?:and|with|plus|for|to|from|on|in|at|by|an?|the|some|my|your|our) ")


def may_stand_beside(proposal: Proposal) -> bool:
    """Whether a yes to it may have a remark at all."""
    return not isinstance(proposal, PlaceOrder | BookSlot | MoveBooking | JoinWaitlist)


def without_courtesy(words: str) -> str:
    """Plain words without thanks, and without why it has to be done now."""
    return " ".join(_GRATEFUL.sub(" ", _HURRIES.sub(" ", words)).split())


def is_remark(words: str, own: frozenset[str], proposal: Proposal) -> bool:
    """Whether `words`, plain and behind a yes, are such a remark. `own`: words of the proposal."""
    if not may_stand_beside(proposal):
        return False
    words = without_courtesy(words)
    if not words:
        return True
    return not IF_SO.search(words) and _UNDER_WAY.search(words) is None and _is_harmless(words, own, proposal)


def _is_harmless(words: str, own: frozenset[str], proposal: Proposal) -> bool:
    if isinstance(proposal, CancelOrder | ReturnItems):
        words = _GIVEN_BACK.sub("really always fails", words)
    remark = _LEAD.sub("", words)
    said = remark.split()
    if _SUBJECT.match(remark) is None or not LEAST_WORDS <= len(said) <= MOST_WORDS:
        return False
    strange = [found[1] for found in _POSSESSED.finditer(_PREDICATE.sub("be", remark))]
    return not DENIED & set(said) - own and all(word in own | _FAMILIAR for word in strange)
