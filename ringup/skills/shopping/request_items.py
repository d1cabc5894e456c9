"""Which pieces of an order a request is about, and what they are swapped for."""

from __future__ import annotations

import re
from dataclasses import replace

from ringup.skills.dialogue.prompts import Key
from ringup.skills.dialogue.proposals import ChangeItems, ExchangeItems, Proposal, ReturnItems, Swap
from ringup.skills.shop import Line, Order, Product
from ringup.skills.shopping.otherwise import instead, nearest, wants
from ringup.skills.shopping.request_case import Case, Missing, Refused, Unknown, first, values_of
from ringup.skills.understanding.possible.items import items, named
from ringup.skills.understanding.possible.variants import variant, wished
from ringup.skills.understanding.possible.words import clauses
from ringup.skills.values import Money


def lines_of(case: Case, order: Order) -> tuple[Line, ...] | Missing:
    pieces = pieces_of(order)
    if len(pieces) == 1:
        return pieces
    places = _the_others(case, pieces)
    if places is None:
        places = _places(case.said("items"), pieces)
    if places is None:
        values = values_of(change=case.request.change, lines=order.lines)
        return Missing("items", Key.ASK_ITEMS, Key.ITEMS_AGAIN, values)
    return tuple(pieces[place] for place in sorted(places))


def _the_others(case: Case, pieces: tuple[Line, ...]) -> frozenset[int] | None:
    """Of "no, the other jacket" the one that was not proposed; None where that is not said, or not one."""
    declined = _proposed_lines(case.request.declined)
    latest = next((text for text in map(str.lower, case.said("items")) if _OTHER.search(text)), None)
    if not declined or latest is None or _OTHER_STAYS.search(latest):
        return None
    left = [place for place, piece in enumerate(pieces) if piece not in declined]
    alike = [place for place in left if named(latest, (pieces[place],))]
    alike = alike or [p for p in left if pieces[p].product in {line.product for line in declined}]
    return frozenset(alike) if len({pieces[place].sku for place in alike}) == 1 else None


_OTHER = re.compile(r"\bthe other (?!orders?\b|delivery\b|parcel\b|box\b)\w+\b")
_OTHER_STAYS = re.compile(r"\b(?:not|keep|leave) the other\b|\bother\b[^,.;]*\b(?:is|are|stays?|fine|okay)\b")


def _proposed_lines(proposal: Proposal | None) -> tuple[Line, ...]:
    match proposal:
        case ReturnItems(lines=lines):
            return lines
        case ChangeItems(swaps=swaps) | ExchangeItems(swaps=swaps):
            return tuple(swap.old for swap in swaps)
        case _:
            return ()


def _places(texts: tuple[str, ...], pieces: tuple[Line, ...]) -> frozenset[int] | None:
    """Of the latest words that name any; words that only add to what was said before are added to it."""
    found: frozenset[int] | None = None
    for text in texts:
        named = items(text, pieces)
        if named is not None:
            found = named | (found or frozenset())
        if named is not None and not _ADDS.search(text.lower()):
            break
    return found


_ADDS = re.compile(r"\b(?:as well|too|also|in addition|on top)\b")


def pieces_of(order: Order) -> tuple[Line, ...]:
    """One line for each piece: two of a kind can go back one by one."""
    return tuple(replace(line, quantity=1) for line in order.lines for _ in range(line.quantity))


def without(pieces: tuple[Line, ...], some: tuple[Line, ...]) -> tuple[Line, ...]:
    """The pieces that are left when some are taken away."""
    left = list(pieces)
    for piece in some:
        left.remove(piece)
    return tuple(left)


def swaps_of(case: Case, order: Order) -> tuple[Swap, ...] | Missing | Unknown | Refused:
    lines = _to_swap(case, order)
    if not isinstance(lines, tuple):
        return lines
    known = {product.id: product for product in case.request.products}
    if unknown := tuple(dict.fromkeys(line.product for line in lines if line.product not in known)):
        gone = set(unknown) & set(case.request.looked_up)
        return Refused(Key.NO_LONGER_SOLD) if gone else Unknown(unknown)
    swaps, has_another = [], instead(case.request) is not None
    for line in lines:
        product = known[line.product]
        offered = tuple(v for v in product.variants if product.left(v.sku) > 0)
        if all(variant.sku == line.sku for variant in offered):
            return Refused(Key.NO_SUCH_VARIANT, values_of(line=line))
        texts = tuple(_about(text, line, lines) for text in _options_said(case))
        new = first(texts, lambda text: variant(text, line, offered))  # noqa: B023
        if (new is None or has_another) and (none := _not_to_be_had(texts, line, product, offered)):
            return none
        if new is None:
            values = values_of(line=line, choices=_choices(offered))
            return Missing("options", Key.ASK_OPTIONS, Key.OPTIONS_AGAIN, values)
        if new.sku != line.sku:
            swaps.append(Swap(line, replace(new, quantity=1)))
    return tuple(swaps) or Refused(Key.NO_SUCH_VARIANT, values_of(line=lines[0]))


def _not_to_be_had(
    texts: tuple[str, ...], line: Line, product: Product, offered: tuple[Line, ...]
) -> Missing | None:
    """Where nothing that is left has all that was asked for last."""
    wanted = next((found for text in texts if (found := wants(text, product.variants, line))), None)
    if wanted is None or wanted <= set(line.options) or any(wanted <= set(v.options) for v in offered):
        return None
    as_wanted = replace(line, options=tuple(option for option in _in_order(product) if option in wanted))
    values = values_of(line=as_wanted, lines=nearest(wanted, line, offered))
    return Missing("options", Key.NOT_TO_BE_HAD, Key.NOT_TO_BE_HAD, values)


def _in_order(product: Product) -> tuple[tuple[str, str], ...]:
    return tuple(dict.fromkeys(option for line in product.variants for option in line.options))


def _to_swap(case: Case, order: Order) -> tuple[Line, ...] | Missing | Unknown:
    lines = lines_of(case, order)
    if isinstance(lines, Missing):
        return _fitting(case, pieces_of(order)) or lines
    return _told_instead(case, order, lines)


def _fitting(case: Case, pieces: tuple[Line, ...]) -> tuple[Line, ...] | Unknown | None:
    """The one thing that can be as it was said it should be, where none was named: only sunglasses have
    brown lenses. None where several can, or none."""
    wishes = _wishes(case)
    if not wishes:
        return None
    known = {product.id: product for product in case.request.products}
    seen = {*known, *case.request.looked_up}
    if unknown := tuple(dict.fromkeys(piece.product for piece in pieces if piece.product not in seen)):
        return Unknown(unknown)
    fits = {
        piece.sku: max(_new_in(text, piece, known[piece.product].variants) for text in wishes)
        for piece in pieces
        if piece.product in known
    }
    most = max(fits.values(), default=0)
    best = [piece for piece in pieces if fits.get(piece.sku) == most > 0]
    return (best[0],) if len({piece.sku for piece in best}) == 1 else None


def _wishes(case: Case) -> tuple[str, ...]:
    return tuple(text for text in _options_said(case) if _HOW.search(text.lower()))


_HOW = re.compile(
    r"\b(?:in|with|without|make|made|should be|could be|has to be|instead|rather|the ones?|same|prefer|let'?s"
    r"|let me|want\w*|like|need|do)\b"
)
"""Of words that tell how something should be."""


def _new_in(text: str, piece: Line, variants: tuple[Line, ...]) -> int:
    """How many options of it the words ask for that it does not have."""
    wanted = {option for option, sign in wished(text, variants, piece).items() if sign > 0}
    return len(wanted - set(piece.options))


def _told_instead(case: Case, order: Order, lines: tuple[Line, ...]) -> tuple[Line, ...]:
    """Asked how one thing should be, a caller may tell how others should be: then those are meant, unless
    they are of the same kinds."""
    pieces, kinds = pieces_of(order), {line.product for line in lines}
    answers = [said.text for said in case.request.said if said.asked == "options"]
    for text in reversed(answers):
        places = items(text, pieces) or frozenset()
        told = tuple(pieces[place] for place in sorted(places))
        others = any(line.product not in kinds for line in told)
        if others and len(told) > 1 and any(line not in told for line in lines):
            return told
    return lines


def _options_said(case: Case) -> tuple[str, ...]:
    """All that was said of the new options, then that together with how the request began."""
    texts = case.said("options")
    opening = case.request.said[0].text
    together = tuple(f"{opening}. {text}" for text in texts if text != opening)
    return (*texts, *together)


def _about(text: str, line: Line, lines: tuple[Line, ...]) -> str:
    """The clauses that are about that line: those that name it and what follows each; of several lines,
    clauses before any name are about them all."""
    if len(lines) == 1:
        return text
    kept, about = [], True
    for clause in _finer(text):
        if mentioned := named(clause, lines):
            about = lines.index(line) in mentioned
        if about:
            kept.append(clause)
    return ". ".join(kept)


def _finer(text: str) -> tuple[str, ...]:
    parts = (part for clause in clauses(text) for part in clause.split(" and the "))
    return tuple(part for part in parts if part.strip())


def _choices(offered: tuple[Line, ...]) -> tuple[str, ...]:
    """What the variants on offer differ in: "black or silver"."""
    values: dict[str, dict[str, None]] = {}
    for line in offered:
        for name, value in line.options:
            values.setdefault(name, {})[value] = None
    return tuple(" or ".join(found) for found in values.values() if len(found) > 1)


def total_of(lines: tuple[Line, ...]) -> Money:
    return Money(sum(line.total.minor for line in lines), lines[0].unit_price.currency)
