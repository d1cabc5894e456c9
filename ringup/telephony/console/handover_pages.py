"""The callers who wait for a person: listed with what they wanted, and struck off once dealt with."""

from __future__ import annotations

from typing import Annotated
from urllib.parse import quote

from fastapi import Form
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from ringup.skills.handovers import Reach, Waiting, Why
from ringup.skills.ports import StaffDesk
from ringup.telephony.console.call_pages import ProfileSource
from ringup.telephony.console.errors import FormRefused
from ringup.telephony.console.pages import page, zone_of
from ringup.telephony.console.sessions import PATH, same

HANDOVERS = f"{PATH}/handovers"

REASONS = {
    Why.ASKED: "Asked for a person",
    Why.UPSET: "Upset",
    Why.NOT_UNDERSTOOD: "Not understood",
    Why.NOT_ALLOWED: "Not allowed to the assistant",
    Why.NOT_KNOWN: "Question without an answer",
    Why.NOT_IDENTIFIED: "Not identified",
}
REACHES = {Reach.THROUGH: "Put through", Reach.CALLBACK: "To be called back"}


class HandoverPages:
    """Without a `staff` desk nobody ever waits. Every page raises what the desk and `profile` raise."""

    def __init__(self, staff: StaffDesk | None, profile: ProfileSource) -> None:
        self._staff = staff
        self._profile = profile

    async def listed(self, request: Request) -> Response:
        waiting = await self._staff.waiting() if self._staff else ()
        profile = await self._profile()
        return page(
            request,
            "handovers.html",
            profile=profile,
            zone=zone_of(profile),
            rows=[_row(each) for each in waiting],
        )

    async def dealt_with(
        self,
        request: Request,
        key: Annotated[str, Form(max_length=128)] = "",
        token: Annotated[str, Form(max_length=200)] = "",
    ) -> Response:
        """Raises FormRefused for a form that is not of this session."""
        if not same(request.state.session.token, token):
            raise FormRefused("the form's token is not the session's")
        if self._staff is not None:
            await self._staff.dealt_with(key)
        return RedirectResponse(HANDOVERS, 303)


def _row(waiting: Waiting) -> dict[str, object]:
    handover = waiting.handover
    return {
        "key": handover.key,
        "call": quote(handover.call),
        "asked_at": waiting.asked_at,
        "name": handover.name or "unknown",
        "phone": handover.phone.e164 if handover.phone else None,
        "why": REASONS[handover.why],
        "reach": REACHES[waiting.reach],
        "summary": handover.summary,
    }
