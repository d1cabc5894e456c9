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
    r" word|the (?:question|last|price|total))\b(?! to (?!me\b))",
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
_A_LITTLE_MORE = r"(?: \S+){0,8}"
WAIT = (
    rf"(?:hold on|hang on|wait|bear with me|hold the line|stay there|NUM {_MOMENT}"
    rf"|(?:give me |wait |hold )?(?:a|NUM) (?:\w+ )?{_MOMENT}){_A_LITTLE_MORE}",
    rf"let me (?:check|see|think|look|find|get|grab|ask|have a look|go get){_A_LITTLE_MORE}",
    rf"(?:be quiet|quiet|stop talking|shut up){_A_LITTLE_MORE}",
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
COMPLAINT = (
    r"\b(?:make|have|file) a complaint\b",
    r"\b(?:charged|billed) (?:me )?(?:twice|double|two times|too much)"
    r" (?:for|on) (?:my|the|that|this) (?:order|PRODUCT)\b",
    r"\b(?:something|NUM|PRODUCT|part of it|half of it) (?:is|are|was|were) missing from (?:my|the|that)"
    r" (?:order|delivery|parcel|package|box)\b",
)
"""What only people can put right."""
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
    r"(?:thanks|thank you|any ?way|for (?:your|the) help|for everything|very much|so much|then|and|now|okay"
    r"|that is (?:all|it)|have a|nice|good|great|lovely|talking to you|my friend|you too|no"
    r"|again|i|to|say|you|have|must|it is time)"
)
_FAREWELL = (
    r"(?:bye|good bye|(?<!to )see you|see ya|cya|talk to you (?:later|soon)|speak to you (?:later|soon)"
    r"|good ?night|farewell|sayonara|toodles|ta ta|ciao|peace out|au revoir"
    r"|until (?:next time|we meet again|then)"
    r"|take care|take it easy|cheerio|so long|hang up|adios|catch you|signing off"
    r"|(?:nice|great|good|lovely) (?:talking|chatting|speaking|seeing)(?: (?:to|with))? you"
    r"|(?:it (?:is|was|has been) )?(?:nice|great|good|lovely|a pleasure) to (?:talk to|speak with"
    r"|chat with) you"
    r"|i (?:enjoyed|liked) (?:talking|speaking|chatting) (?:to|with) you"
    r"|(?:you )?have a (?:nice|good|great|lovely) (?:\w+)"
    r"|(?:i (?:have to|must|need to|have got to|got to|am going to)|gotta|got to) (?:go|run|hang up|leave"
    r"|get going)"
    r"|i am (?:off|leaving|out(?: of here)?))"
)
GOODBYE = (
    rf"(?=(?:.* )?{_FAREWELL}\b)"
    rf"(?:(?>{_FAREWELL}|{_CHATTER}|later|soon|around|tomorrow|now|in a (?:bit|while))(?: |$))+",
)
"""The group is atomic: its words overlap, and trying every way to split them would take for ever."""

_HELLO = (
    r"(?:hi|hello|hey|hiya|howdy|there|good (?:morning|afternoon|evening|day)|greetings|salutations|yo"
    r"|hola|aloha"
    r"|bonjour|ahoy|sup|wassup|what up|hi ya|heya|well|why|so|to you|you|again|friend|ai|computer"
    r"|assistant|everyone)"
)
_HOW = (
    r"(?:(?:so |and |tell me )?how (?:are|is|have|has|was|do|goes)"
    r" (?:you|things|it|everything|life|your (?:day|week|weekend|morning|evening)|all)"
    r"(?: (?:been|doing|going|feeling|feel|today|with|for|you|lately|these|days|so|far|now|right|there|ai"
    r"|do|are"
    r"|tonight|this|fine|morning|evening|on|day|well))*"
    r"|what is (?:up|new|happening|going on|good)(?: with)?(?: you)?(?: today)?"
    r"|(?:it is )?(?:so )?(?:nice|good|great|lovely|(?:a )?pleasure) to (?:meet|see|talk to|hear from"
    r"|be talking to) you(?: again)?"
    r"|(?:i )?(?:just )?(?:want|wanted|would like|am calling|called) to say (?:hi|hello|good morning)"
    r"|are (?:you|things) (?:doing |going )?(?:okay|well|good|all right)(?: (?:for you|today|with you))?)"
)
GREETING = (
    rf"(?:(?>{_HELLO})(?: |$))+(?:{_HOW}|are you there|(?:is )?(?:anyone|anybody|someone) there)?",
    rf"{_HOW}|(?:is )?(?:anyone|anybody|someone) there|are you there",
    r"(?:it is )?(?:good|nice|great|lovely) to (?:see|meet|hear from) you(?: again)?",
)

SLOWER = (
    r"(?:(?:can|could|will|would) you |i need you to |i want you to )?(?:slow(?: it)? down(?: a (?:bit"
    r"|little))?"
    r"|(?:speak|talk|go|read|say (?:it|that))(?: (?:a (?:bit|little|lot)|much))? (?:more slowly|slower"
    r"|slowly))",
    r"(?:not so fast|slower|slowly|more slowly|(?:that|it|this|you) (?:is|are|was)(?: \w+)? too (?:fast"
    r"|quick))",
)
LOUDER = (
    r"(?:(?:can|could|will|would) you |i need you to |i want you to )?(?:speak up|(?:speak"
    r"|talk)(?: a (?:bit|little))?"
    r" (?:louder|up|more loudly))(?: a (?:bit|little))?",
    r"(?:louder|you are too (?:quiet|soft|low)|a (?:bit|little) louder)",
)
START_OVER = (
    r"(?:(?:can|could|may) (?:we|i|you) |let us |let me |i (?:want|would like|need) to |just )*"
    r"(?:start|begin|do (?:it|this))(?: it| this| all)? (?:over|again|from (?:scratch|the (?:beginning"
    r"|start)))"
    r"(?: (?:again|from (?:scratch|the (?:beginning|start))))?",
    r"(?:go )?back to the (?:start|beginning)",
)
BOT = (
    r"\bare you (?:\w+ ){0,3}(?:bot|robot|machine|computer|human(?: being)?|real|ai|automated|recording"
    r"|person|people"
    r"|program|artificial)\b",
    r"\b(?:am i|is this) (?:\w+ ){0,3}(?:talk\w*|speak\w*|with|to) (?:to |with )?(?:a "
    r"|an )?(?:\w+ )?(?:bot|robot|machine"
    r"|computer|human|ai|person|someone real|recording)\b",
    r"\b(?:is this|is it) (?:a |an )(?:\w+ )?(?:bot|robot|machine|computer|recording|human|ai|automated)\b",
    r"\byou (?:sound like|are) (?:a|an) (?:bot|robot|machine|computer|ai|recording)\b",
    r"^(?:(?:so|and|but|hey) )?what are you(?: (?:really|exactly|anyway))?$",
)
STOP_RECORDING = (
    r"\b(?:do not|not to|stop|without|rather you did not|quit|never) (?:be )?(?:recording|record|taping"
    r"|tape|recorded)\b"
    r"(?! (?:the|my|a) (?:show|game|movie|song))",
    r"\b(?:not|never) (?:want|like|agree|consent|wish)(?: \w+){0,3} (?:recorded|recording|taped)\b",
    r"\b(?:turn|switch|shut) (?:off (?:the|that|your) (?:recording|recorder)|(?:the|that) (?:recording"
    r"|recorder) off)\b",
    r"\b(?:delete|erase|no) (?:the |this |that |any )?recording\b",
)
