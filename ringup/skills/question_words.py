"""English words of questions about a shop: which of them only ask, and which mean the same.

All are as people say them; `ringup.skills.knowledge` stems them.
"""

from __future__ import annotations

_ASKING = """
a about accept accepted actually address all allow allowed also always am an and any anybody anyone
anything are around as ask asking at available be because been before being bit both but by bye can
come could curious currently did do does doing done earlier either else ever every exactly exist
find first folks for from further get getting give given go goes going got guess guys had happen
happening has have having he hear hello help her here hey hi him his how i if in info information
into is it its item just kind know let like likely ll long look looking lot made make many matter
may maybe me mean might mind moment more most much must my need normally not now of off offer
offered ok okay on one online or our out over people perhaps person please possible possibly product
provide question quick quickly quite re really regarding right said say see shall she shop should
show since so some somebody someone something sometimes sorry sort soon still stock store such sure
take takes taking tell than thank thanks that the their them then there these they thing think this
those though through time to today tomorrow tonight too try type understand until up us use used
using usually ve very via wait want wanted was way we well were what whatever when where whether
which while who whose why will wish with within without wonder wondering would yes yet you good
better your yours stuff start end policy rule option options buy buying ordering d s t m ma sir
madam sell selling late chance instead somewhere anywhere put bring big bigger small smaller another
don doesn didn isn aren won couldn wouldn guy again case everything nothing each other stay able
best during form forms method methods ways sister brother mother father mum mom dad wife husband
friend friends daughter son girlfriend boyfriend colleague boss handle deal questions answer explain
describe detail details regard there's add added adding away came spend spending spent different
difference became become begin began brought chose choose chosen decide enough expect far few fine
general great happy hope important later less little lose main meant move notice often part plan
prefer reach ready reason receive received rest seem several side simple started stop straight
suppose thought told totally turn usual whole worth wrong amount back yourselves anywhere charged during over
"""
ASKING = frozenset(_ASKING.split())
"""Words that say nothing of what a question is about."""

_GROUPS = """
hour open opening close closing shut closed
deliver delivery postage ship shipping shipment shipped courier post mail send dispatch
cost price charge fee free dollar cent euro pound
refund reimburse reimbursement
return returning
exchange swap
pay payment
gift present
keep kept hold
wrap wrapping
order purchase
damaged broken faulty defective damage
phone telephone call ring
abroad overseas international internationally foreign
cancel cancellation cancelled cancelling
track tracking
located location
parcel package
arrive arrival
quick fast express
minimum least
waterproof rainproof
wash washable washing
wheelchair accessible accessibility disabled
guarantee warranty guaranteed
message note greeting words
expire expiry expires expired
neighbor neighbour
park parking
recycled recyclable recycle
""".strip().splitlines()

SAME_WORDS = {word: words[0] for words in map(str.split, _GROUPS) for word in words}
"""Of words that mean the same in a shop, the first."""

PHRASES = (
    (r"e[ -]mail", "email"),
    (r"(?:send|sending|bring|bringing|give|giving|take|taking)(?: \w+)? back", "return"),
    (r"pick(?:ing)?(?: \w+)? up|pick-up|click and collect|collect(?:ing|ion)?", "pickup"),
    (r"money(?:'s)? (?:back|refunded|returned)|(?:back|refund) (?:my|the) money", "refund"),
    (r"how much", "cost"),
    (r"(?:during|in) the week", "monday friday"),
    (r"how old|how long have you been", "founded"),
    (r"weekends?", "saturday sunday"),
    (r"week ?days?", "monday friday"),
    (r"where (?:are you|(?:is|can i find) (?:the|your|this) (?:shop|store)|do i find you)", "located"),
    (r"(?:which|what) (?:town|city|street|part of town)", "located"),
    (r"(?:you|your|shop's|store's) address|find us", "located"),
    (r"change my mind|changed my mind|do(?:es)?(?: not|n't) (?:like|fit|want)", "return"),
    (r"(?:outside|out of)(?: of)? the (?:country|states|us)|(?:an)?other countr(?:y|ies)", "abroad"),
    (r"business hours|hours of business", "hours"),
    (r"(?:talk|speak) (?:to|with)", "phone"),
    (r"gift[ -]?(?:cards?|vouchers?|certificates?)|store credit", "giftcard"),
    (
        r"return (?:postage|shipping|delivery)|(?:postage|shipping) (?:on|for"
        r"|of) (?:a )?returns?",
        "return cost",
    ),
    (r"(?:have to|need to|must i|must we|do i|do we) pay (?:for|the|any|anything)", "cost"),
    (r"(?:leave|put|stop|park)(?: \w+){0,2} (?:car|van|truck)", "parking"),
    (r"(?:good|valid) for|run out|still valid", "expire"),
    (r"address of (?:the|your) (?:shop|store)|(?:shop|store)(?:'s)? address", "located"),
    (
        r"easter|boxing day|new year(?:'?s)?(?: day| eve)?|labou?r day|memorial day|independence day"
        r"|(?:bank|public|national) holidays?",
        "public holiday",
    ),
    (r"credit cards?|debit cards?|visa|mastercard|amex", "card"),
)
"""What is one thing in several words, and the word under which it is known."""

_TIMES = """
morning afternoon evening night noon midnight monday tuesday wednesday thursday friday saturday sunday day
week month year january february march april may june july august september october november december
"""
TIMES = frozenset(_TIMES.split())
"""Words that say when: a question is about something else."""
