"""Yes, no, or neither. A yes is only ever what the guard would accept as one."""

from __future__ import annotations

import re

from ringup.skills.dialogue.consent import explicit_yes
from ringup.skills.intent import Answer
from ringup.skills.understanding.patterns import OPENERS

YES_WORDS = re.compile(
    r"\b(?:yes|yeah|yep|yup|yea|yeap|(?<!for )sure|correct"
    r"|(?:definitely|absolutely)(?! (?:not|no|false|wrong|untrue|incorrect)\b)|affirmative|true"
    r"|indeed|agreed|accepted|approved|positive|do that|would be (?:great|good|fine|nice|awesome"
    r"|lovely)"
    r"|makes sense|accurate|i agree|not (?:false|wrong))\b"
)
"""They sound like a yes; only `explicit_yes` is one."""

NO_WORDS = re.compile(
    r"\b(?:no|nope|nah|naw|nay|nada|negative|(?:i|ill|i will) pass|not really|i think not"
    r"|rather not"
    r"|prefer not|(?:definitely|absolutely|certainly|seems) (?:not|no)"
    r"|(?<!not )(?:false|inaccurate|incorrect|wrong|erroneous|invalid)"
    r"|do not (?:think|believe) (?:that|so|it))\b"
    r"(?! (?:problem|worries|doubt|idea|clue|matter|knowledge|\w+ idea))"
)

NEGATIVE = re.compile(
    r"(?:do not(?: |$)(?!know|have|even know|really know|mind|care|see why|have a (?:problem|clue))"
    r"|(?:i|we) (?:do|did|would|will|can) not (?:want|say|order|like|need|agree|think so|confirm"
    r"|ask"
    r"|mean|wish|accept|approve|buy|actually|(?:think|believe) (?:that|this|it|so|you))"
    r"|(?:i|we) (?:never|no longer)\b|i said no\b|i say no\b|i am saying no\b|i would say no\b"
    r"|not (?!sure|certain|really sure|quite sure|so sure|too sure|entirely|completely sure|bad"
    r"|a (?:problem|clue)|false|wrong)"
    r"|(?:that|this|it|which|you|what you (?:just )?(?:said|told me)|(?:the|that|your) (?:information"
    r"|statement|answer|order))"
    r" (?:is|are|was|would be|sounds|seems) (?:(?!not)\w+ )?"
    r"(?:not (?!bad|wrong|false|sure)|wrong|incorrect|false|untrue|a no\b)"
    r"|the answer (?:to that )?is (?:no|false)\b|(?:definitely|absolutely|certainly"
    r"|of course) not\b"
    r"|(?:wrong|incorrect|false|never|stop|hell no|no way)\b|i (?:disagree|refuse|decline)\b)"
)
"""Ways to say no without "no"."""

DOUBT = re.compile(
    r"\b(?:maybe|perhaps|possibly|probably|unsure|guess|suppose|whatever|depends|hmm|mm hmm|uh huh"
    r"|not (?:\w+ )?(?:sure|certain)|do not (?:\w+ )?(?:know|mind|care)|no (?:\w+ )?(?:idea|clue)"
    r"|(?:have|has) no \w+ idea|up to you|could be|might|torn|uncertain|unaware|not a clue"
    r"|not confident|possibility|(?:not|no) (?:\w+ )?(?:any )?(?:idea|clue|knowledge|answer)"
    r"|idk|dunno|both|either|i think so|kind of|sort of"
    r"|not have (?:that|this|the|an|any|enough) (?:information|answer|opinion)s?|make up my mind"
    r"|not decided|undecided"
    r"|(?:will|have to|need to) (?:think|know|decide|see)(?: about it)?(?: later)?|hard to say|beats me"
    r"|let me think|okay|all right|fine|i see|got it|go on|who knows|no (?:problem|worries|doubt)"
    r"|why not|can not (?:say|tell|decide)|could not say|if you (?:say so|want|like)|i am sure)\b"
)
"""Words that are neither a yes nor a no, however they sound."""

BARE_DOUBT = re.compile(rf"(?:(?:well|i|am|that|is) )*(?:{DOUBT.pattern}(?: |$))+$")

SHORT = 5
"""Words up to which an answer is taken for one although nothing was asked."""


def answer(text: str, plain: str, *, asked: bool) -> Answer:
    """How `text`, whose outline is `plain`, answers.

    `asked`: a yes or no was asked for. Otherwise only words that can be nothing else count.
    """
    if explicit_yes(text):
        return Answer.YES
    opener = found[0] if (found := OPENERS.match(plain)) else ""
    body = plain[len(opener) :].strip()
    says_yes, says_no = bool(YES_WORDS.search(opener)), bool(NO_WORDS.search(plain))
    if says_yes and (says_no or NEGATIVE.match(body)):
        return Answer.UNSURE
    if not asked and len(plain.split()) > SHORT:
        return Answer.NONE
    if NEGATIVE.match(body):
        return Answer.NO
    return _plain_answer(plain, says_no, asked=asked)


def _plain_answer(plain: str, says_no: bool, *, asked: bool) -> Answer:
    yes = YES_WORDS.search(plain) is not None
    if yes and says_no:
        return Answer.UNSURE
    if BARE_DOUBT.match(plain) or (asked and DOUBT.search(plain)):
        return Answer.UNSURE
    if says_no and (asked or re.match(NO_WORDS, plain)):
        return Answer.NO
    return Answer.UNSURE if yes and asked else Answer.NONE
