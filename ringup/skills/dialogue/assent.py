"""The lexicon of assent: what callers say for yes, and what they say around it.

Written against lower-case words with single spaces, contractions written out. Alternatives that begin
alike stand with the longer first, for the first that fits is taken.
"""

from __future__ import annotations

import re

_QUITE = (
    r"(?:(?:all|very|so|quite|just|most|indeed|exactly|absolutely|definitely|totally|completely"
    r"|entirely|certainly|really|actually|precisely|perfectly|surely|for sure|in fact|also|a hundred percent"
    r"|spot|very much) )*"
)
_ADJECTIVES = (
    r"(?:(?:big|definite|hard|clear|firm|certain|solid|strong|correct|right|absolute|resounding|true"
    r"|for sure|good|valid|perfect|accurate) )*"
)
_RIGHT = (
    r"(?:correct(?:ly)?|right|true|accurate|affirmative|factual|valid|confirmed|positive|so|agreed|acceptable"
    rf"|(?:a|an|my|one|the) {_ADJECTIVES}(?:yes|yep|yeah|fact|true|truth|affirmative|statement|information"
    r"|answer|orders?|drinks?|details|items?|address|ones?|way i (?:want|wanted|like) it)"
    r"|a true|truth|facts|yes|yep|yeah|on point|not (?:wrong|false|incorrect|untrue|a lie))"
)
_WELL = (
    r"(?:perfect|good to go(?: now)?|good|great|wonderful|excellent|lovely|awesome|nice|ideal|terrific"
    r"|fantastic|amazing|fabulous|marvellous|brilliant|super|flawless)"
)
_WANTED = (
    r"(?:what|everything|the ones?|the order|how|as|the way) (?:that )?(?:i|we) (?:do )?(?:want|need"
    r"|ordered|asked for"
    r"|wanted|needed|said|meant|had in mind|would like|like)(?: (?:it|that)| to (?:get|have|order|buy))?"
)
_READ = (
    r"(?:what|everything|all) (?:that )?(?:you|was) (?:just |have )*"
    r"(?:said|stated|told me|read(?: (?:out|back|to me))*|have|repeated|say)"
)
_ORDER = (
    r"(?:orders?|items?|drinks?|details|information|info|statement|answer|total|address|price|summary"
    r"|list|response"
    r"|reply)"
)
_OF_OURS = (
    rf"(?:(?:all of )?(?:the|that|this|my|those|these) (?:(?:last|whole|entire) )*{_ORDER}"
    r"(?: (?:to|for) (?:that|this|it)| you (?:just )?(?:gave|made|said|read|have))?)"
)
_IT = (
    r"(?:(?:it|that|this|they|those|these|everything|all)(?: all| here| there| both| one)?"
    rf"|{_READ}|both(?: of (?:them|those|these))?|all of (?:it|that|them|those)|(?:every|each) (?:item"
    rf"|detail)"
    rf"|{_OF_OURS})"
)
_BE = (
    r"(?:(?:do|does|must|has to|have to|will|would) )?"
    r"(?:is|are|was|were|be|looks?|sounds?|seems?|appears?|came (?:up|out)|comes out|reads)(?: like| to be)?"
)
_IS_SO = (
    rf"{_IT} {_BE} {_QUITE}(?:{_WANTED}|{_RIGHT}|how (?:it|that|this) is|as (?:it|they) should be)"
    rf"|(?:it|that|this) (?:is|was) {_QUITE}it"
    rf"|(?:(?:it|that|this|they)(?: all)? )?(?:do(?:es)? )?(?:looks?|sounds?|seems?) {_QUITE}"
    rf"(?:{_RIGHT}|{_WELL}|fine)"
    rf"|(?:everything|all|{_OF_OURS}) (?:(?:here|there) )?(?:is|looks?) {_QUITE}(?:{_WELL}|fine|in order)"
    rf"|(?:it|that) (?:sure|surely|certainly|definitely|absolutely|indeed) (?:is|does)"
    rf"|so it is|is {_QUITE}{_RIGHT}"
    r"|(?:true|affirmative|correct|yes|yep) (?:is|would be) my (?:answer|response|reply)"
    r"|(?:it|that) (?:works|checks out|will do)(?: for me)?|(?:it|everything) is all (?:in )?there"
    r"|(?:it|that|this|everything) really (?:is|does)|(?:it|that) reads (?:well|right)"
    r"|everything is (?:in )?there"
)
_YOU = (
    rf"you (?:are|were) {_QUITE}(?:right|correct|accurate|not (?:wrong|mistaken|incorrect))"
    r"(?: (?:about|on|with|in) (?:that|this|it|saying (?:that|so)))?"
    r"|you (?:have (?=heard|understood|read))?(?:have|heard|understood|read)"
    r" (?:it|that|this|everything|me|my order|the order)(?: all| exactly)*"
    r"(?: (?:right|correct|correctly|down|perfect|perfectly|accurately|exactly|all))*"
    r"|(?:just |exactly )?as you (?:just )?(?:said|read it|told me|put it)"
    r"|you (?:heard|understood|read|did) (?:(?:it|that|me|everything) )?(?:all )?"
    r"(?:right|correctly|perfectly|exactly|well)|(?:you )?(?:nailed|aced) it|you are good to go(?: now)?"
    r"|looks? like you have (?:it|that|everything)(?: (?:right|all))?"
    rf"|(?:just|exactly) (?:{_WANTED}|like (?:that|i (?:said|asked|wanted)))"
)
_THE_ORDER = (
    r"(?:it all|them all|it|that|this|them|the order|my order|that order|this order|the booking|exactly that"
    r"|just that"
    r"|both of (?:them|those|these)|all of (?:it|them|those|that))"
)
_GO = (
    r"go (?:right |on )?ahead(?: (?:and (?:do|place|order|send|confirm|submit|process|book|finish|complete)"
    rf"|with) {_THE_ORDER})?"
    rf"|(?:do|place|order|confirm|submit|process|book|finalize|finish|complete) {_THE_ORDER}(?! (?:is"
    rf"|are|was))"
    rf"|(?:send|put) {_THE_ORDER}(?: (?:off|through|in|on))?|ring (?:it|that|this|them) up"
    r"|please do|do so|go for it|order away|go on"
    r"|let us go for it|go on and (?:do|place|order) it|(?:please )?do go ahead"
    r"|(?:i would|i will) (?:like|have) (?:it|that|this) (?:ordered|placed|done|booked)"
    rf"|i would (?:like|love) (?:you to (?:do|place|order)|to (?:order|place|confirm|book)) {_THE_ORDER}"
    rf"|okay go(?! (?:back|to|away|over|on))"
    rf"|proceed(?: with {_THE_ORDER})?|make (?:it|that|them) (?:happen|so|disappear|go away)|let us"
    rf" (?:do|go with) {_THE_ORDER}"
    r"|i will take (?:it|that|them|those)"
    r"|that would be (?:correct|right|accurate|affirmative|true|(?:a )?yes|lovely|great|wonderful|perfect)"
    r"|you may|i would (?:really )?appreciate (?:it|that)|just do (?:it|that)"
    r"|(?:just |please )?(?:carry|crack) on|fire away"
    r"|(?:let us )?get (?:it|this|that) (?:all )?(?:done|over with)"
    r"|i (?:give|am giving) (?:you )?(?:my|the) (?:consent|okay|go ahead|permission|blessing)"
    r"|(?:you|we) (?:may|can) (?:do|place|proceed|go ahead|continue)(?: (?:that|so|it|with (?:that|it)))?"
)
_I_AGREE = (
    r"i (?:(?:do|can|will|fully|completely|totally|hereby|absolutely|definitely|also|must|certainly) )*"
    r"(?:agree|confirm|accept|approve|concur|consent|vote yes)"
    rf"(?: (?:(?:to|with) )?(?:the (?:truth|correctness) of )?"
    rf"(?:it|that|this|everything|you|{_READ}|{_OF_OURS}))?"
    r"|i do(?: so)?(?: agree| confirm)?"
    r"|i (?:(?:have to|must|am going to|can|will|would) )*(?:say|saying|vote|answer(?: with)?) (?:a |an )?"
    r"(?:yes|yep|yeah|affirmative|true|correct)(?: as my answer| on that)?"
)
_SURELY = (
    r"(?:absolutely|definitely|certainly|totally|completely|indeed|exactly|precisely|perfectly|assuredly"
    r"|undoubtedly|for sure)"
)
_BARE = (
    rf"(?:most|very|quite|so|a hundred percent|{_SURELY}) "
    r"(?:definitely|certainly|true|correct|right|accurate|yes|affirmative)"
    rf"|(?:a )?(?:definite|big|hard|resounding|clear) yes|{_SURELY}|(?:but )?of course"
    r"|(?:by all means|you bet|spot on|the answer is (?:a )?yes)"
    r"|(?:yes|yeah|yep|yup) to (?:both|all|everything|that|it|all of (?:it|them|that))"
    r"|yes|yeah|yep|yup|yea|yeap|yah|yas|yeppers|yuppers|aye|yessir|sure (?:thing|does|is)|sure|surely"
    r"|correct"
    r"|right (?:you are|on)|true|truth|confirmed|confirm|affirm[ai]tive|positive|agreed|accepted"
    r"|approved|accurate|facts?|bingo|you said it|you know it|(?:without|beyond)(?: a| any)? doubt"
    r"|no doubt(?: about (?:it|that))?|no question about it|i am in agreement|it (?:is|does)(?! all)"
    r"|(?:i am )?(?:very |quite |totally )?satisfied(?: with (?:it|that|this|everything))?"
    r"|(?:i am )?(?:fine|good|happy|okay) (?:by|with) (?:me|it|that|this|everything)"
    r"|(?:works|suits|fine|good) (?:for )?me"
)
_KNOWN = (
    r"(?:i (?:(?:can|do|have to|must|just|already) )*(?:see|know|confirm|agree|believe|find|say|tell you"
    r"|want you to know|am telling you|am saying|think)(?: for (?:sure|a fact))?(?: that)?|confirm that"
    r"|my (?:answer|response|reply)(?: (?:to|for|on) (?:that|this|it)(?: one)?)? (?:is|would be))"
)
ASSENT = re.compile(
    rf"(?:{_KNOWN} (?:{_IS_SO}|{_YOU}|(?:a )?yes|affirmative|true|correct)"
    rf"|{_IS_SO}|{_YOU}|{_GO}|{_I_AGREE}|{_BARE}|(?:it|that|they|those|that one|this one) (?:may"
    rf"|can) go)(?= |$)"
)
"""A yes by itself."""

PRAISE = re.compile(
    rf"(?:(?:(?:it|that|this) (?:is|would be) (?!all ){_QUITE}(?:{_WELL}|fine)|perfect)(?: (?:for"
    rf"|with|by) me)?)(?= |$)"
)
"""A yes, unless it thanks: "that's fine, thank you" also declines, and "perfect, thanks" ends a talk."""

THANKS = re.compile(
    r"(?:many )?(?:thanks|thank you|cheers)(?: (?:very|so) much| a lot| again)?"
    r"(?: for (?:confirming|checking|asking|your help|the help)(?: (?:it|that|(?:my|the) order))?)?(?= |$)"
)
COURTESY = re.compile(
    r"(?:(?:sounds|looks|is|that is) about right|good riddance|no regrets|and hurry|and sorry(?! for| about)"
    r"|(?:and )?(?:i am )?(?:very |so )?sorry (?:for|about) (?:the|all the|this|that) (?:trouble|bother|mess"
    r"|fuss|hassle|confusion)"
    r"|grazie|gracias|merci|danke|obrigado|perfetto|perfecto|prego|bravo|bueno|inshallah"
    r"|(?:and )?(?:good luck|bye bye|goodbye) to (?:it|them|that|those)"
    r"|please|then|right|quick(?:ly)? as you can|all correct|if (?:that|it) is (?:okay|all right|fine)"
    r"|go(?= )|sir|ma'am|madam|miss|mate|(?:my )?(?:man|dude|buddy|love|dear|friend|pal)"
    r"|okay|all right|mm hmm|mhm+|uh huh|fine|good|great|cool|nice|awesome|wonderful|excellent|lovely"
    r"|brilliant|super|beautiful|terrific|splendid|amazing|sweet|carefully|quickly|kindly|m+ h+m+"
    r"|with (?:a heavy heart|pleasure|all my heart|joy)"
    r"|before i change my mind|we got there(?: in the end)?|i appreciate (?:it|that)|(?:bless|love) you"
    r"|(?:as soon as (?:possible|you can)|right now|straight away|today|for me|now|when you can|no rush)"
    r"|if you (?:would|could|can|please|do not mind)|you are (?:a star|the best|very kind|an angel|a legend)"
    r"|you(?= go ahead)|(?:that|it) (?:will|would) (?:do|be) (?:great|nice|lovely|fine|perfect|wonderful"
    r"|awesome|good|amazing)"
    r"|(?:is|are) (?:good|fine|great|perfect|lovely)"
    r"|i think so|final answer|(?:i think )?(?:that|it) is for the best"
    r"|(?:i think )?that is (?:lovely|wonderful|great|perfect|good news)"
    r"|sounds (?:good|great|lovely|perfect)|that (?:would|will) suit me(?: (?:very )?well)?"
    r"|(?:i )?can(?:not|'t) wait(?: for (?:it|that|them))?|see you (?:soon|then|later)|you have been"
    r" (?:very |so )?(?:kind|helpful|great)"
    r"|have a (?:good|nice|great|lovely) (?:day|one|evening|night|weekend)|nothing else|siree|boss|friend"
    r"|sadly|unfortunately|luckily|thankfully|obviously|gladly|happily|naturally"
    r"|(?:and |so )?why not(?! (?:the|a|an|in|with|make|do|take|have|get|wait))|come on"
    r"|for (?:heaven's|goodness|god's|pete's) sake|good(?:ness)? (?:lord|heavens|gracious|me)|off you go"
    r"|already|grand|smashing|champion|ace|marvellous|fabulous"
    r"|fair enough|sounds (?:fair|like a plan)|not a (?:problem|moment too soon)|no hesitation|much obliged"
    r"|you have my (?:okay|blessing|permission|consent)|i (?:could|can) ?not agree more"
    r"|(?:i )?can(?:not|'t) argue with that|(?:i )?could(?: not|n't) have (?:put|said) it better(?: myself)?"
    r"|you read my mind|do(?: not|n't) hesitate|(?:no )?you have (?:got )?(?:it )?right|wait no longer"
    r"|like i said|as i said|(?:that is|which is) why i (?:rang|called|am calling)|(?:from|on) my"
    r" (?:side|end|part)"
    r"|(?:oh|ah|aha|wow|well|hey|and|so|let us see)(?= )"
    r"|i (?:(?:do|would|really|also) )*like (?:it|that|this)(?: (?:a lot|very much))?"
    r"|i am (?:ready|sure|happy with (?:it|that|everything))|that (?:is|will be) (?:all|everything)"
    r"|(?:it|they|you|those|these|that|this|i) (?:is|are|do|does|am)(?: indeed)?"
    r"|that one|that|both|all good|all of (?:it|them)|(?:to|with|from|for|by) me|on my end|right away"
    r"|(?:to|about|on|with) that(?: one| question| statement)?|for sure|in fact|indeed|very much"
    r"|no (?:issues?|problems?|changes?|mistakes|errors|complaints|worries|stress)"
    r"|nothing (?:to change|wrong)"
    r"|(?:you did )?(?:a )?(?:great|good|nice) (?:job|work)|well done)(?= |$)"
)
"""What may stand beside a yes without saying anything else. Words that lead on must lead to something."""
