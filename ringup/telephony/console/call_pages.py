"""The list of calls, and one call: its page, its waveform and its sound."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import asdict
from datetime import datetime
from pathlib import Path
from typing import Annotated

from fastapi import Query
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from ringup.pipelines.archive import CallArchive, CallRecord
from ringup.pipelines.errors import ArchiveError, CallUnknown
from ringup.skills.shop import ShopProfile
from ringup.telephony.console import transcript
from ringup.telephony.console.errors import NoRecording
from ringup.telephony.console.listing import Progress, Search, find_calls, length_ms, progress
from ringup.telephony.console.pages import page, zone_of
from ringup.telephony.console.sound import sound_response
from ringup.telephony.console.waveform import Waveform, read_waveform

ProfileSource = Callable[[], Awaitable[ShopProfile]]


class CallPages:
    """Reads the archive in threads: a slow disk must not hold up the calls.

    Every page raises ArchiveError, CallUnknown and what `profile` raises.
    """

    def __init__(self, archive: CallArchive, profile: ProfileSource, now: Callable[[], datetime]) -> None:
        self._archive = archive
        self._profile = profile
        self._now = now

    async def listed(
        self,
        request: Request,
        q: Annotated[str, Query(max_length=200)] = "",
        with_order: bool = False,
        before: Annotated[str | None, Query(max_length=100)] = None,
    ) -> Response:
        search = Search(q.strip(), with_order, before)
        found = await run_in_threadpool(find_calls, self._archive, search)
        profile, now = await self._profile(), self._now()
        rows = [(call, progress(call, now), length_ms(call, now)) for call in found.calls]
        rows.sort(key=lambda row: row[1] is not Progress.LIVE)
        older = search.from_call(found.continues_after) if found.continues_after else None
        newest = search.from_call(None)
        return page(
            request,
            "calls.html",
            profile=profile,
            zone=zone_of(profile),
            search=search,
            rows=rows,
            older=older,
            newest=newest,
        )

    async def shown(self, request: Request, call: str) -> Response:
        record = await run_in_threadpool(self._archive.read, call)
        profile, now = await self._profile(), self._now()
        return page(
            request,
            "call.html",
            profile=profile,
            zone=zone_of(profile),
            call=record.summary,
            progress=progress(record.summary, now),
            length=length_ms(record.summary, now),
            turns=transcript.turns_of(record),
            proofs=transcript.proofs_of(record),
            decisions=transcript.decisions_of(record),
            is_recorded=await run_in_threadpool(self._is_recorded, record),
        )

    async def waveform(self, call: str) -> Response:
        """Peaks of both channels. Raises NoRecording."""
        found = await run_in_threadpool(self._waveform, call)
        return JSONResponse(asdict(found))

    async def sound(
        self, request: Request, call: str, until: Annotated[int | None, Query(ge=44)] = None
    ) -> Response:
        """The recording, or its first `until` bytes. Raises NoRecording."""
        has_range = "range" in request.headers
        return await run_in_threadpool(self._sound, call, has_range, until)

    def _is_recorded(self, record: CallRecord) -> bool:
        try:
            self._recording(record.summary.id)
        except NoRecording:
            return False
        return True

    def _waveform(self, call: str) -> Waveform:
        path = self._recording(call)
        try:
            return read_waveform(path)
        except (OSError, ValueError) as error:
            raise ArchiveError(f"a recording cannot be read: {error}") from error

    def _sound(self, call: str, has_range: bool, until: int | None) -> Response:
        path = self._recording(call)
        try:
            return sound_response(path, has_range, until)
        except OSError as error:
            raise ArchiveError(f"a recording cannot be read: {error.strerror}") from error

    def _recording(self, call: str) -> Path:
        """Raises NoRecording where the archive has a call without sound, else as the archive does."""
        try:
            return self._archive.recording(call)
        except CallUnknown as error:
            self._archive.read(call)
            raise NoRecording("nothing of that call was recorded") from error
