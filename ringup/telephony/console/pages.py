"""Turns templates into pages, and says times and numbers the way operators read them."""

from __future__ import annotations

from datetime import datetime, tzinfo
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import phonenumbers
from jinja2 import Environment, PackageLoader, StrictUndefined
from starlette.requests import Request
from starlette.responses import HTMLResponse

from ringup.skills.shop import ShopProfile
from ringup.telephony.console.transcript import Part

STATIC = Path(__file__).parent / "static"


def page(request: Request, template: str, status: int = 200, **values: Any) -> HTMLResponse:
    """`values` are the template's; `operator` is None where nobody is signed in."""
    session = getattr(request.state, "session", None)
    content = _environment.get_template(template).render(session=session, nonce=request.state.nonce, **values)
    return HTMLResponse(content, status)


def zone_of(profile: ShopProfile) -> ZoneInfo:
    return ZoneInfo(profile.timezone)


def minutes(milliseconds: int) -> str:
    """65,000 is 01:05, and an hour is 60:00."""
    seconds = milliseconds // 1000
    return f"{seconds // 60:02}:{seconds % 60:02}"


def stretch(part: Part) -> str:
    """From when to when; one time for less than a second."""
    start, end = minutes(part.start_ms), minutes(part.end_ms)
    return start if start == end else f"{start}\N{EN DASH}{end}"


def seconds(milliseconds: int) -> str:
    return f"{milliseconds / 1000:.1f} s"


def percent(share: float) -> str:
    """Rounded down: 99.9 is not 100."""
    return f"{int(share * 100 + 1e-9)} %"


def clock(moment: datetime, zone: tzinfo) -> str:
    return moment.astimezone(zone).strftime("%H:%M")


def day(moment: datetime, zone: tzinfo) -> str:
    local = moment.astimezone(zone)
    return f"{local:%a} {local.day} {local:%b %Y}"


def phone(e164: str | None) -> str:
    """Grouped as in its country; as it stands where it is no number."""
    if e164 is None:
        return "No number"
    try:
        number = phonenumbers.parse(e164)
    except phonenumbers.NumberParseException:
        return e164
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.INTERNATIONAL)


def door(name: str) -> str:
    return {"phone": "Phone", "browser": "Speaker page", "text": "Text"}.get(name, name)


def answered_by(how: str) -> str:
    return {"voice": "by voice", "key": "with a key", "text": "in writing"}.get(how, how)


def _new_environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("ringup.telephony.console"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    for read in (minutes, stretch, seconds, percent, clock, day, phone, door, answered_by):
        environment.filters[read.__name__] = read
    return environment


_environment = _new_environment()
