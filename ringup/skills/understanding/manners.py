"""What callers say in any conversation: again, wait, help, bye. Written against the outline of an
utterance.
"""

from __future__ import annotations

REPEAT = (
    r"(?:what|huh|pardon(?: me)?|sorry|excuse me|come again|say again|i beg your pardon|eh|again)",
    r"(?:sorry )?what (?:was|is) (?:that|it|the question|the total|the price)(?: again| \w+)?",
    r"(?:(?:can|could|will|would|may) (?:you|i|we) |i (?:want|need"
    r"|would like) (?:you )?(?:to )?(?:have )?)*"
    r"(?:repeat|repeated|rephrase|restate|say|tell me|read|hear|run|go over|play)(?: (?:that|it"
    r"|this|the"
    r"|what|you|said|your|question|last|whole|thing|order|message|just|were|saying|to|me|by|back"
    r"|one))*"
    r"(?: (?:again|once more|NUM more time|another time|back|slowly|slower|more slowly|louder"
    r"|over|for me"
    r"|NUM last time|repeated))+",
    r"(?:(?:can|could|will|would) you )?(?:repeat|rephrase|say (?:that|it) again)(?: (?:that|it"
    r"|this|yourself|the"
    r" (?:question|last part|order|total|price|address)|what you(?: just)? said|your (?:question"
    r"|last \w+)))?",
    r"(?:once more|NUM more time|another time)",
)
REPEAT_WITHIN = (
    r"\b(?:did|could|can|do) not (?:quite |really )?(?:hear|catch|get|understand) (?:you|that|it"
    r"|what|a"
    r" word|the (?:question|last|price|total))\b",
    r"\bmissed (?:that|what you|it|the (?:last|price|total|question))\b",
    r"\bwhat (?:did|were) you (?:just )?(?:say|ask|saying|asking)\b",
    r"\bsay (?:that|it)(?: \w+)? (?:again|NUM more time|once more)\b",
    r"\brepeat (?:that|what you|yourself|the question|over)\b",
    r"\b(?:ask|say|tell|read)(?: me)?(?: (?:that|it|the question|your question|this))? again\b",
    r"\bwhat (?:was|is) (?:that|it|the)(?: \w+){0,3} you(?: just)? (?:said|say|asked)\b",
    r"\b(?:that|it) (?:be )?(?:repeated|said again)\b|\bwhat you just said\b$",
)
ABOUT_THE_OFFER = (
    r"(?:how much|what)(?: is| was| does| would| will)*(?: (?:it|that|this|the|total|price|cost|be"
    r"|altogether|in total|all|everything|come|to|order|amount|delivery|address"
    r"|number))+(?: again)?",
    r"when (?:will|does|would|is|do|can|should) .*(?:arriv\w+|come|coming|get (?:here|it|that)"
    r"|deliver\w*|here|expect.*)",
    r"(?:where|to what address|which address)(?: \w+)? (?:will|does|is|are|would) .*(?:go|going"
    r"|sen[dt]|deliver\w*|ship\w*)(?: to)?",
    r"what (?:exactly )?(?:did|am|are|was|is) (?:i|you|we)? ?(?:order\w*|buying|getting|in it"
    r"|in the order).*",
)

_MOMENT = r"(?:moment|second|sec|minute|mo|bit|tick)"
WAIT = (
    rf"(?:hold on|hang on|wait|bear with me|hold the line|stay there|NUM {_MOMENT}"
    rf"|(?:give me |wait |hold )?(?:a|NUM) (?:\w+ )?{_MOMENT})\b",
    r"let me (?:check|see|think|look|find|get|grab|ask|have a look|go get)\b",
    r"(?:be quiet|quiet|stop talking|shut up)\b",
)
LOOKING = (
    r"i (?:need|will need|have|will have) to (?:check|look|find|get|think|ask)(?: \w+){0,6}",
    r"i am (?:looking|thinking|checking|still)(?: \w+){0,6}",
)
_ABOUT = r"(?: (?:you|me|us|about|with|for|exactly|here|now|this|on this line|by phone|today|to|out|i))*"
HELP = (
    r"(?:i need |can you |get )?(?:some )?help(?: me)?(?: out)?",
    r"(?:tell me )?what (?:else )?(?:(?:kinds?|types?|sorts?) of )?(?:things? |questions? |stuff )?"
    r"(?:can|could|do|should|may|am|are) (?:i|you)(?: even| actually| able to)?"
    rf" (?:say|do|ask|order|help|answer|able|sell|have){_ABOUT}",
    rf"how (?:does|do|can) (?:this|it|i|you)(?: thing)? (?:work|use|help|order|start"
    rf"|begin){_ABOUT}",
    r"what (?:are|is) (?:my|the) (?:options|choices|menu)|what is this",
    r"who (?:is this|are you|am i talking to)",
    r"i do not (?:know|understand) (?:what|how) (?:to|i)(?: (?:do|say|can|am|supposed|to|should"
    r"|ask))+",
)
_SOMEONE = (
    r"(?:(?:a|an|the|some|your|real|actual|live|human|another|in|customer|service|sales|support"
    r"|shop) )*"
    r"(?:person|human|being|agent|representative|rep|operator|someone|somebody|anyone|people"
    r"|manager"
    r"|supervisor|staff|employee|assistant|colleague|service|support|advisor|adviser)"
)
PERSON = (
    rf"\b(?:speak|talk|chat|connect|put|transfer|get|give|want|need|reach)(?: (?:me|to|with|through"
    rf"|directly|on|over|us|like|would|a word))* {_SOMEONE}\b(?! (?:order|coffee))",
    r"\b(?:not|no) (?:want )?(?:to )?(?:talk|speak)(?:ing)? to a (?:machine|robot|computer|bot)\b",
    r"\bis there (?:a|any) (?:person|human|one|body)|\bis there (?:someone|anyone|somebody)\b",
)
PERSON_WHOLE = (rf"{_SOMEONE}", r"(?:human|person|agent|operator|representative)(?: \w+)?")
BEYOND_US = (
    r"\b(?:cancel|return|refund|exchange|send back|give back) (?:\w+ )?(?:\w+ )?"
    r"(?:order|purchase|package|parcel|delivery|PRODUCT|DIGITS)\b",
    r"\b(?:get|want|need|like|for) (?:a |my )?(?:refund|money back)\b",
    r"\b(?:order|package|parcel|delivery|PRODUCT|it|they)(?: \w+)? (?:is|was|were|arrived"
    r"|came)(?: \w+)?"
    r" (?:damaged|broken|wrong|faulty)\b",
    r"\b(?:make|have|file) a complaint\b",
)
_DROP = (
    r"(?:never mind(?: (?:that|it|then|about (?:it|that)|the order))*|(?:can you |could you "
    r"|i want to "
    r"|i would like to |let us |you can )?(?:forget|cancel|scrap|drop|abort|scratch|stop|leave|undo"
    r"|discard|delete|skip|quit)(?: (?:it|that|this|all|about|everything|the|my|whole|thing"
    r"|order|be"
    r"|then|for now|last|current|request|command|one|action))*|i (?:have )?changed my mind)"
)
CANCEL = (rf"{_DROP}(?: (?:and )?{_DROP})*",)
CANCEL_FIRST = (
    r"(?:never mind|(?:forget|cancel|stop) (?:it|that|this|the order|my order)"
    r"|i (?:have )?changed my mind)",
)
NOTHING = (
    r"(?:that is|that will be|that would be|that was|this is) (?:all|it"
    r"|everything)(?: (?:for (?:now|today|me)"
    r"|i (?:need|needed|wanted|want)|then))*",
    r"(?:nothing|not)(?: (?:else|more|for now|at all|today|now|right now|at the moment|any ?more"
    r"|really))*",
    r"(?:i am|we are) (?:good|done|fine|all set|okay|finished|all good|all right)(?: (?:for now"
    r"|here|with that))?",
    r"none(?: of (?:it|them|that))?|all (?:good|done|set)|(?:i|we) (?:do not )?(?:want"
    r"|need) (?:nothing|anything)(?: else"
    r"| more)?",
    r"i have (?:everything|all i need)(?: i need)?",
)
_CHATTER = (
    r"(?:thanks|thank you|for (?:your|the) help|for everything|very much|so much|then|and|now|okay"
    r"|that is (?:all|it)|have a|nice|good|great|lovely|talking to you|my friend|you too|no"
    r"|again|i|to|say|you|have|must|it is time)"
)
_FAREWELL = (
    r"(?:bye|good bye|see you|talk to you (?:later|soon)|speak to you (?:later|soon)|good night"
    r"|farewell"
    r"|take care|cheerio|so long|hang up|adios|catch you|nice (?:talking|chatting"
    r"|speaking) (?:to|with) you|(?:you )?have a (?:nice|good|great|lovely) (?:\w+)"
    r"|i (?:have to|must|need to|got to|am going to) (?:go|run|hang up|leave))"
)
GOODBYE = (
    rf"(?=(?:.* )?{_FAREWELL}\b)"
    rf"(?:(?>{_FAREWELL}|{_CHATTER}|later|soon|around|tomorrow)(?: |$))+",
)
"""The group is atomic: its words overlap, and trying every way to split them would take for ever."""

GREETING = (
    r"(?:(?:hi|hello|hey|hiya|howdy|there|good (?:morning|afternoon|evening|day)|greetings"
    r"|yo)(?: |$))+"
    r"(?:how are you(?: doing)?(?: today)?|are you there|anyone there|anybody there"
    r"|is anyone there)?",
    r"how are you(?: doing)?(?: today)?|(?:is )?(?:anyone|anybody|someone) there|are you there",
)
