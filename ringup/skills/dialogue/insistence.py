"""A yes with chatter around it ("yep, bye bye tablet", "um yes, the toothbrush, off it goes") is asked about
once more; said again to the same read-back, it counts.

It must begin with assent, and each other word must be of the proposal itself or one of a closed list that
can neither set a condition, nor doubt, refuse, postpone or want anything else.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ringup.skills.dialogue.assent import ASSENT, COURTESY, PRAISE, THANKS
from ringup.skills.dialogue.claims import claims
from ringup.skills.dialogue.consent import plain_words
from ringup.skills.dialogue.echoes import all_or_none, counts_otherwise, echoes
from ringup.skills.dialogue.proposals import Proposal

_FILLERS = re.compile(
    r"(?:(?:um+|uh+|uhm|er+m*|oh|ooh|ah+|aha|ha+|haha|hm+|mm+|yay|wow|well|so|okay|all right|great|cool|fine"
    r"|good|right|lovely|perfect|brilliant|awesome|nice|super|please|and|now|then|thank you|thanks) )*"
)
_RIGHT = re.compile(r"right(?= |$)")

# fmt: off
CHATTER = frozenset(
    (
        # sounds and courtesy
        "ah", "aha", "bless", "bye", "byebye", "cheers", "cool", "dear", "darling", "duck", "er", "erm",
        "fab", "good", "goodbye", "goodness", "great", "ha", "haha", "hallelujah", "heavens", "hmm",
        "honey", "hooray", "hurrah", "lovely", "ma'am", "mate", "man", "m", "mm", "nice", "oh", "ooh",
        "perfect", "phew", "please", "pal", "right", "sir", "super", "sweet", "sweetheart", "ta", "thank",
        "thanks", "um", "uh", "uhm", "wonderful", "wow", "yay", "yeah", "yep", "yes", "yup", "legend",
        "star", "champ", "boss", "bro", "buddy", "friend", "fella", "guys", "girl", "appreciate",
        "promise", "swear",
        # who and what
        "i", "you", "we", "he", "she", "it", "they", "me", "us", "him", "her", "them", "my", "your",
        "our", "his", "their", "mine", "yours", "ours", "this", "that", "these", "those", "everybody",
        "everyone", "somebody", "thing", "things", "fellow", "one",
        # how it is and what becomes of it
        "am", "is", "are", "was", "were", "be", "been", "do", "does", "did", "come", "comes", "coming",
        "go", "goes", "going", "looks", "look", "sounds", "sound", "works", "love", "loved", "like",
        "likes", "liked", "enjoy", "a", "an", "the", "of", "on", "in", "at", "to", "for", "from", "with",
        "by", "up", "down", "off", "out", "along", "and", "so", "then", "as", "very", "really", "truly",
        "quite", "pretty", "just", "absolutely", "definitely", "certainly", "totally", "finally",
        "exactly", "indeed", "too", "also", "gladly", "happily", "ready", "happy", "glad", "sure",
        "lucky", "silly", "funny", "easy", "quick", "fast", "quickly", "job", "world", "heaven",
    )
)
# fmt: on
"""Words that change nothing in what was read back."""


def leans_to_yes(text: str, proposal: Proposal) -> bool:
    """Whether `text` begins as a yes and holds no word that could make it anything else. Alone it confirms
    nothing."""
    words = plain_words(text)
    filled = _FILLERS.match(words)
    start = filled.end() if filled else 0
    found = ASSENT.match(words, start) or _RIGHT.match(words)
    if "?" in text or found is None or counts_otherwise(words, proposal):
        return False
    rest, own = words[found.end() :].strip(), echoes(proposal, words)
    return _adds_nothing(rest, own, proposal) and all_or_none(words, proposal)


def _adds_nothing(rest: str, own: frozenset[str], proposal: Proposal) -> bool:
    known, at = claims(proposal), 0
    while at < len(rest):
        end = max((*known(rest, at), *_phrases(rest, at)), default=at)
        word = rest[at:].split(" ", 1)[0]
        if end == at:
            if word not in CHATTER and word not in own:
                return False
            end = at + len(word)
        at = end + 1
    return True


def _phrases(words: str, at: int) -> Iterator[int]:
    for lexicon in (ASSENT, PRAISE, THANKS, COURTESY):
        if found := lexicon.match(words, at):
            yield found.end()
