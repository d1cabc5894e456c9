"""The address that a request is about."""

from __future__ import annotations

import re

from ringup.skills.dialogue.proposals import ChangeAddress, ChangeProfile
from ringup.skills.dialogue.state import State
from ringup.skills.shop import Order
from ringup.skills.shopping.request_case import Case
from ringup.skills.understanding.possible.addresses import address, corrected
from ringup.skills.understanding.possible.orders import by_description, by_number


def address_said(case: Case, order: Order | None = None) -> str | None:
    """The address that was said last, with what was corrected since. An address may also be that of
    another order."""
    known = (case.customer.address, *(o.address for o in case.state.orders))
    country = _country(case.customer.address)
    current: str | None = None
    for said in case.request.said:
        if said.asked not in ("", "confirm", "address"):
            continue
        now = order.address if order is not None else case.customer.address
        new = _address_of_another(case, said.text, order) or address(said.text, known, country, now)
        new = new or (_address_of_before(case.state) if _SAME_ADDRESS.search(said.text.lower()) else None)
        if new is None and current is not None and said.asked == "confirm":
            new = corrected(said.text, current)
        current = new or current
    return current


def _country(line: str) -> str:
    """What an address in one line ends with after its postcode; "" where it ends with that."""
    last = line.rpartition(",")[2].strip()
    return "" if line.count(",") < FULL_ADDRESS or any(sign.isdigit() for sign in last) else last


FULL_ADDRESS = 3
"""Commas of an address that names its country."""

_SAME_ADDRESS = re.compile(
    r"\bsame (?:new )?(?:address|place|thing|change|correction)\b|\bthe (?:new|same) (?:home|house|address)\b"
)


def _address_of_before(state: State) -> str | None:
    """What the last address was changed to in this call."""
    done = (placed.proposal for placed in reversed(state.placed))
    return next((p.address for p in done if isinstance(p, ChangeAddress | ChangeProfile)), None)


def _address_of_another(case: Case, text: str, order: Order | None) -> str | None:
    """Of "the same address as order ...", "where the tablet is going"."""
    pointing = WHERE_ANOTHER_GOES.search(text.lower())
    if pointing is None:
        return None
    others = tuple(o for o in case.state.orders if order is None or o.number != order.number)
    source = text[pointing.start() :]
    found = by_number(source, others)
    fitting = (found,) if found else by_description(source, others)
    return fitting[0].address if len({o.address for o in fitting}) == 1 else None


WHERE_ANOTHER_GOES = re.compile(
    r"\bsame (?:\w+ )?(?:address )?as\b|\b(?:where|the one|the place"
    r"|the address) (?:\w+ ){1,4}(?:is going|goes|went|is on)\b"
    r"|\b(?:it's|it is|find it|that's) on the (?:order|one)\b|\bon my other order\b"
)
