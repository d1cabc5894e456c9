"""What a yes may say about the proposal besides repeating its words, checked against the proposal: "yes, as
long as it isn't more than I paid", "yes, since it's under fifty dollars".

A condition that the read-back fulfils is none; one that it does not fulfil makes the yes another wish. A
few reasons of the caller's own ("that's within my budget", "I don't need it any more") count as well, as
reasons: as conditions nobody here could check them.
Written, like the lexicon of assent, against lower-case words with contractions written out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ringup.skills.dialogue import naming
from ringup.skills.dialogue.consent import Reader
from ringup.skills.dialogue.proposals import (
    CancelOrder,
    ChangeItems,
    ChangePayment,
    ExchangeItems,
    PlaceOrder,
    Proposal,
    ReturnItems,
)
from ringup.skills.finding import amount
from ringup.skills.shop import Line, PaymentKind
from ringup.skills.understanding.possible.scales import comparing
from ringup.skills.understanding.prices import amount_at_start, price_bounds
from ringup.skills.values import Money

_BECAUSE = r"since|because|cause|given(?: that)?|seeing(?: that| as)?|as|and|for"
_GIVEN = rf"(?:(?:only )?(?:as long as|so long as|provided(?: that)?|providing|if|{_BECAUSE}) )?"
_IT = r"(?:it|that|this|they|those|the (?:price|total|cost|order|new one))"
_THAN_PAID = (
    r"(?: than (?:what )?(?:i|we) (?:have )?(?:already )?(?:paid|pay|spent|did)"
    r"| than (?:before|now|it was))?"
)
_NO_MORE = re.compile(
    rf"{_GIVEN}(?:"
    rf"{_IT} (?:is not|are not|will not be|won't be|is no) (?:any )?(?:more|dearer|higher)(?:"
    rf" expensive)?{_THAN_PAID}"
    rf"|{_IT} (?:does not|doesn't|will not|won't) cost(?: me)?(?: any)?(?: (?:more|extra"
    rf"|anything))+{_THAN_PAID}"
    rf"|{_IT} (?:is|costs|comes to|stays|will be) (?:the )?same(?: price)?(?: or (?:less|lower|cheaper))?"
    r"|(?:i|we) (?:do not|don't|will not|won't)(?: have to| need to)? pay (?:any )?(?:more|extra|anything)"
    r"(?: more| extra| on top)?"
    r"|there is (?:no|nothing) (?:extra|more|additional)(?: (?:cost|charge|fee|to pay))?"
    r"|(?:at|for) no (?:extra|additional|more) (?:cost|charge|money))(?= |$)"
)
_LESS = re.compile(
    rf"{_GIVEN}(?:{_IT} (?:is|are|will be|comes out) (?:even |a bit )?(?:cheaper|less|lower){_THAN_PAID}"
    r"|(?:i|we) (?:get|am getting|will get)(?: some)? money back)(?= |$)"
)
_BOUND = re.compile(
    rf"{_GIVEN}(?:{_IT} (?:is|are|stays|will be|comes to|costs)(?: me)? )?"
    r"(?=(?:not|no|under|below|less|within|up|at most) )"
)
_REASON = re.compile(
    rf"(?:(?:{_BECAUSE}) )?(?:(?:{_IT} is )?(?:well )?(?:within|in|inside) my budget"
    rf"|{_IT} is (?:well )?(?:within|under|less than|below) what i have(?: left| on (?:it|there))*"
    r"|i have enough(?: (?:on (?:it|there)|left|for (?:it|that)))?|i can afford (?:it|that)"
    r"|(?:i|we) (?:do not|don't|no longer) (?:need|want|use) (?:it|them|that|those)(?: any ?more"
    r"| any longer)?"
    r"|(?:i|we) (?:will|can|am happy to|do not mind to) (?:pay|cover|live with|afford|take)"
    r" (?:for )?(?:it|that|the (?:extra|difference|rest|price))"
    r"|i (?:do not|don't) mind (?:that|paying (?:that|it|the difference|a bit more)|the (?:difference"
    r"|price|cost))"
    rf"|(?:{_IT} is )?a (?:gift|present)|(?:{_IT} is )?for the best"
    r"|the (?:price|difference|refund|total|cost|amount) is (?:fine|okay|good|right|all right))(?= |$)"
)


def claims(proposal: Proposal) -> Reader:
    """Reads the true claims that begin at a place in the words, as the places at which they end."""
    cost = _cost(proposal)

    def ends(words: str, at: int) -> Iterator[int]:
        if isinstance(proposal, ReturnItems) and (end := _stays(words, at, proposal)):
            yield end
        if end := _contrast(words, at, proposal) or _enough(words, at, proposal):
            yield end
        if found := _REASON.match(words, at):
            yield found.end()
        if end := _as_it_is(words, at, proposal):
            yield end
        if cost is None:
            return
        if cost.minor <= 0 and (found := _NO_MORE.match(words, at)):
            yield found.end()
        if cost.minor < 0 and (found := _LESS.match(words, at)):
            yield found.end()
        if end := _bounded(words, at, cost) or _stated(words, at, cost):
            yield end

    return ends


def _as_it_is(words: str, at: int, proposal: Proposal) -> int | None:
    """Where a condition ends that begins there and only says how the new thing is: "if it really is blue"."""
    found = _IF_IT_IS.match(words, at)
    if found is None or not isinstance(proposal, ChangeItems | ExchangeItems):
        return None
    own = frozenset(naming.of_lines(tuple(swap.new for swap in proposal.swaps), words))
    told = words[found.end() :].split(" ")
    return len(words) if len(proposal.swaps) == 1 and all(word in own for word in told) else None


_IF_IT_IS = re.compile(
    r"(?:if|as long as|so long as|provided) (?:it|that|this) (?:(?:really|definitely|actually) )*"
    r"(?:is|has|comes in|comes with) (?:(?:really|definitely|actually|an?|the) )*(?=\w)"
)


def _contrast(words: str, at: int, proposal: Proposal) -> int | None:
    """Where the "but" of "the same but bigger" ends, where how the new thing is follows it."""
    found = _BUT.match(words, at)
    if found is None or not isinstance(proposal, ChangeItems | ExchangeItems) or len(proposal.swaps) != 1:
        return None
    swap, follows = proposal.swaps[0], words[found.end() :].split(" ", maxsplit=1)[0]
    new = set(naming.of_lines((swap.new,), words))
    compared = comparing(words[found.end() :], swap.old.options, swap.new.options)
    return found.end() - 1 if follows in new or follows in compared else None


_BUT = re.compile(r"(?:the same(?: ones?)? |same(?: ones?)? |again )?but (?:(?:in|with|a|the|it is) )*(?=\w)")


def _enough(words: str, at: int, proposal: Proposal) -> int | None:
    """Where a condition ends that a gift card holds what is due: no proposal is made where it does not."""
    by = proposal.payment if isinstance(proposal, ChangeItems | ExchangeItems | ChangePayment) else None
    found = _COVERED.match(words, at) if by is not None and by.kind is PaymentKind.GIFT_CARD else None
    return found.end() if found else None


_COVERED = re.compile(
    r"(?:as long as|so long as|provided|if) (?:(?:the|my) (?:gift )?card|there|it|that|the balance)"
    r"(?:'s| is| has| holds| covers)(?: still)?(?: (?:enough|it|that|the difference))(?: for (?:it|that)"
    r"| on (?:it|there)| left)*(?: then)?(?= |$)"
)


def _stays(words: str, at: int, proposal: ReturnItems) -> int | None:
    """Where words end that begin there and name something that is not to go back, as it is not."""
    if (end := _stay(words, at, proposal)) is not None:
        return end
    found = _KEPT.match(words, at)
    if found is None or (found["all_but"] and len(proposal.kept) != 1):
        return None
    own, end = _heads(proposal.lines, words), None
    known, heads = frozenset(naming.of_lines(proposal.kept, words)), _heads(proposal.kept, words) - own
    for word in _WORD.finditer(words, found.end()):
        if word[0] not in known:
            break
        end = word.end() if word[0] in heads else end
    return end


def _heads(lines: tuple[Line, ...], words: str) -> frozenset[str]:
    return frozenset(head for line in lines for head in naming.heads(line, set(words.split())))


def _stay(words: str, at: int, proposal: ReturnItems) -> int | None:
    """The same of "the watch stays"."""
    found = _STAYS.match(words, at)
    own, kept = _heads(proposal.lines, words), _heads(proposal.kept, words)
    return found.end() if found and found["head"] in kept - own else None


_STAYS = re.compile(
    r"(?:and |but )?(?:(?:the|my|that) (?:\w+ )?)?(?P<head>\w+)"
    r" (?:stays?|remains?|is staying|i keep|i am keeping)(?: here| with me)?(?= |$)"
)
_WORD = re.compile(r"[\w']+")
_KEPT = re.compile(
    r"(?:and |but )?(?:(?P<all_but>(?:all|everything|the lot|the rest|anything)(?: of (?:it|them)| there"
    r"| in (?:it|there))?"
    r" (?:but|except(?: for)?|apart from|other than|besides) )"
    r"|(?:not|without|(?:i (?:will )?)?keep(?:ing)?|i am keeping|leave(?: me)?) )(?:(?:the|my|that|this) )*"
)


def _bounded(words: str, at: int, cost: Money) -> int | None:
    """Where a limit ends that begins there and that the cost keeps within."""
    found = _BOUND.match(words, at)
    bounds = price_bounds(words[found.end() :]) if found else ()
    if not found or not bounds or bounds[0].name != "price_to" or bounds[0].start > 0:
        return None
    limit, end = amount(bounds[0].value, cost.currency), found.end() + bounds[0].end
    more = _MORE.match(words, end)
    kept = limit is not None and cost.minor <= limit.minor
    return (more.end() if more else end) if kept else None


def _stated(words: str, at: int, cost: Money) -> int | None:
    """Where the very amount ends that is to be paid or comes back."""
    stated = amount_at_start(words[at:])
    if stated is None or amount(stated[0], cost.currency) != Money(abs(cost.minor), cost.currency):
        return None
    back = _WHERE.match(words, at + stated[1])
    return back.end() if back else at + stated[1]


_WHERE = re.compile(r" (?:back|more|extra|in total|altogether|off)(?= |$)")
_MORE = re.compile(r" (?:more|extra)(?= |$)")


def _cost(proposal: Proposal) -> Money | None:
    """What is still to be paid for it, negative what comes back; None where nothing is said of that."""
    match proposal:
        case PlaceOrder():
            return proposal.total
        case ChangeItems() | ExchangeItems():
            return proposal.difference
        case ReturnItems() | CancelOrder():
            return proposal.refund * -1
        case _:
            return None
