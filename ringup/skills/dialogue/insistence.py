"""A yes with chatter around it ("yep, bye bye tablet", "um yes, the toothbrush, off it goes") is asked about
once more; said again to the same read-back, it counts.

It must say yes early, or where something is to be cancelled tell us to do that, and each other word must be
of the proposal itself or one of a closed list that can neither set a condition, nor doubt, refuse, postpone
or want anything else. Behind a yes that comes first, a harmless remark may stand as well.
"""

from __future__ import annotations

import re

from ringup.skills.bookings.proposals import CancelBooking
from ringup.skills.dialogue.assent import ASSENT
from ringup.skills.dialogue.claims import claims
from ringup.skills.dialogue.consent import lexical_phrases, plain_words
from ringup.skills.dialogue.echoes import all_or_none, counts_otherwise, echoes, names
from ringup.skills.dialogue.proposals import CancelOrder, Proposal
from ringup.skills.dialogue.remarks import is_aside, is_remark

_FILLERS = re.compile(
    r"(?:(?:omg|oh my god|oh my) )?"
    r"(?:(?:um+|uh+|uhm|er+m*|oh|ooh|ah+|aha|ha+|haha|hell|hm+|mm+|ja|yay|wow|well|so|okay|all right|great"
    r"|cool|fine|good|right|lovely|perfect|brilliant|awesome|nice|super|please|and|now|then|thank you"
    r"|thanks) )*"
)
_YES = re.compile(r"(?:yes|yeah|yep|yup)(?= |$)")
YES = re.compile(rf"{_FILLERS.pattern}(?:yes|yeah|yep|yup)(?= |$)")
"""At the beginning, or behind sounds and courtesies."""

EARLY = 12
"""Words among which the yes must be, where it does not come first and they all are of the proposal."""

_MUMBLED = re.compile(r"(?:m+ ?h+m+|u+h? h?u+h)(?= \w)")
_SUPPOSED = re.compile(r"i (?:guess|suppose|think|believe) (?=(?:that|it) is (?:right|correct|it|fine)\b)")
""" "I guess that's right, yes": a doubt that is asked about once more."""

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
        "am", "is", "are", "was", "were", "be", "been", "do", "does", "did", "come", "comes",
        "go", "goes", "going", "looks", "look", "sounds", "sound", "works", "love", "loved", "like",
        "likes", "liked", "enjoy", "a", "an", "the", "of", "on", "in", "at", "to", "for", "from", "with",
        "by", "up", "down", "off", "out", "along", "and", "so", "then", "as", "very", "really", "truly",
        "quite", "pretty", "just", "absolutely", "definitely", "certainly", "totally", "finally",
        "exactly", "indeed", "too", "also", "gladly", "happily", "ready", "happy", "glad", "sure",
        "lucky", "silly", "funny", "easy", "well",
        "quick", "fast", "quickly", "job", "world", "heaven", "same",
    )
)
# fmt: on
"""Words that change nothing in what was read back."""


def leans_to_yes(text: str, proposal: Proposal, elsewhere: frozenset[str] = frozenset()) -> bool:
    """Whether `text` says yes and holds no word that could make it anything else. Alone it confirms
    nothing. `elsewhere`: words of other things and options that the caller might mean."""
    words = plain_words(text)
    own = echoes(proposal, words)
    if "?" in text or counts_otherwise(words, proposal):
        return False
    if (end := assent(words, own) or _told_to_cancel(words, proposal)) is None:
        return False
    rest = words[end:].strip()
    harmless = _adds_nothing(rest, own, proposal) or (
        _YES.match(words)
        and not (elsewhere - CHATTER) & set(rest.split()) - own
        and _remarks(rest, own, proposal)
    )
    return bool(harmless) and all_or_none(words, proposal)


def _remarks(rest: str, own: frozenset[str], proposal: Proposal) -> bool:
    """Whether a remark is all that is left behind words that add nothing; one without a subject only where
    those name something that is proposed."""
    for at in (0, *(found.end() for found in re.finditer(" ", rest))):
        before, behind = rest[:at].strip(), rest[at:]
        if not _adds_nothing(before, own, proposal):
            continue
        apart = names(before, proposal) and _LEADS_ON.search(before) is None
        if is_remark(behind, own, proposal) or (apart and is_aside(behind, own)):
            return True
    return False


_LEADS_ON = re.compile(r" (?:and|with|for|to|from|of|on|as|an?|the|my|your)$")


def assent(words: str, own: frozenset[str]) -> int | None:
    """Where the yes ends that the words begin with, but for a few that mean nothing."""
    if found := _MUMBLED.match(words):
        return found.end()
    filled = _FILLERS.match(words)
    start = filled.end() if filled else 0
    if supposed := _SUPPOSED.match(words, start):
        start = supposed.end() if _YES.search(words) else start
    if found := ASSENT.match(words, start) or _MUMBLED.match(words, start) or _RIGHT.match(words):
        return found.end()
    at = 0
    for word in words.split(" ")[:EARLY]:
        if found := _YES.match(words, at):
            return found.end()
        if word not in CHATTER and word not in own:
            return None
        at += len(word) + 1
    return None


def _told_to_cancel(words: str, proposal: Proposal) -> int | None:
    """Where "cancel it" ends, when something is to be cancelled. It could call that off as well; after the
    question that tells the two apart it cannot."""
    if not isinstance(proposal, CancelOrder | CancelBooking):
        return None
    found = _CANCEL_IT.match(words)
    return found.end() if found else None


_CANCEL_IT = re.compile(
    r"(?:(?:please|just|so|then|okay|well|now|right) )*cancel (?:it|that|them|the (?:whole |entire )?"
    r"(?:order|thing|lot|booking|appointment|table)|that order|my (?:order|booking|appointment))(?= |$)"
)


def _adds_nothing(rest: str, own: frozenset[str], proposal: Proposal) -> bool:
    known, at = claims(proposal), 0
    while at < len(rest):
        word = rest[at:].split(" ", 1)[0]
        ends = [*known(rest, at), *(end for end, _ in lexical_phrases(rest, at))]
        if word in CHATTER or word in own:
            ends.append(at + len(word))
        if not ends:
            return False
        at = max(ends) + 1
    return True
