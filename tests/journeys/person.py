"""Somebody on the line who knows what the assistant should say, and waits to have heard it to its end."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from ringup.pipelines import jsonlines
from ringup.telephony.errors import CallIsOver, WaitTimedOut
from ringup.telephony.standin.caller import StandInCall
from ringup.telephony.standin.events import EndedBy, Kind
from ringup.voice.audio import Audio

PATIENCE = 120.0
"""Seconds that a sentence may take to come and be said."""


class Person:
    """A stand-in call, and the assistant's journal of it to tell one prompt from another."""

    def __init__(self, call: StandInCall, folder: Path) -> None:
        """`folder` is the call's in the archive."""
        self.call = call
        self._journal = Journal(folder / "events.jsonl")
        self._taken: set[str] = set()
        self._marks_seen = -1
        self._heard: dict[str, str] = {}

    async def hears(self, *keys: str) -> None:
        """Until a prompt of one of these keys, one more than before, was played to its end."""
        what = " or ".join(keys)
        await self._until(lambda: any(self._take(key) for key in keys), f"{what!r} to be heard")

    async def is_told(self, key: str, seconds: float = 0.0) -> None:
        """Until that long after the first sound of a prompt of that key.

        A busy machine says a filler first, which is no sound of it: whose sound it is, the journal says.
        """
        await self._until(lambda: self._sounds(key), f"the turn of {key!r}")
        since = self.call.handset.frames
        await self._until(lambda: self.call.handset.heard_since(since), f"the sound of {key!r}")
        await self.call.wait(seconds)

    async def says(self, what: str | Audio) -> None:
        await self.call.say(what)

    def presses(self, keys: str) -> None:
        self.call.press(keys)

    async def does(self, kind: str) -> None:
        """Until the assistant has decided on an action of that kind."""
        await self._until(lambda: any(d["type"] == kind for d in self._actions()), f"the action {kind}")

    async def hangs_up(self) -> None:
        await self.call.hang_up()

    async def is_hung_up_on(self, within: float = PATIENCE) -> EndedBy:
        return await self.call.wait_ended(within)

    async def is_connected_again(self) -> None:
        opened = Kind.STREAM_OPENED
        await self.call.until(lambda: len(self.call.happened(opened)) == 2, 10, "a second stream")

    async def _until(self, happened: Callable[[], bool], what: str) -> None:
        try:
            await self.call.until(happened, PATIENCE, what)
        except (WaitTimedOut, CallIsOver) as error:
            error.add_note(f"heard to the end so far: {', '.join(self._played().values())}")
            raise

    def _take(self, key: str) -> bool:
        found = (prompt for prompt, its in self._played().items() if its == key)
        prompt = next((prompt for prompt in found if prompt not in self._taken), None)
        if prompt is not None:
            self._taken.add(prompt)
        return prompt is not None

    def _played(self) -> dict[str, str]:
        """Prompts whose mark came back, with their keys. The journal is read when there are new marks."""
        marks = list(self._marks())
        if len(marks) != self._marks_seen:
            self._marks_seen = len(marks)
            keys = {d["prompt"]: d["key"] for d in self._actions() if "prompt" in d}
            self._heard = {name: keys[name] for name in marks if name in keys}
        return self._heard

    def _marks(self) -> Iterator[str]:
        """Those that a `clear` sent back were not heard."""
        cleared = {event.at for event in self.call.happened(Kind.CLEAR)}
        return (e.detail for e in self.call.happened(Kind.MARK) if e.at not in cleared)

    def _sounds(self, key: str) -> bool:
        """Whether sound of it was sent, and what sounded before is not being played any more: it was heard,
        or cut off."""
        its = {data["prompt"] for data in self._actions() if data.get("key") == key}
        sounded = [data["prompt"] for data in self._data("sounded")]
        place = next((n for n, prompt in enumerate(sounded) if prompt in its), None)
        if not place:
            return place == 0
        over = {event.detail for event in self.call.happened(Kind.MARK)} | self._cut_off()
        return sounded[place - 1] in over

    def _cut_off(self) -> set[str]:
        """Prompts that were, as far as the line knows: their sound goes on until it is told to be silent."""
        if not self.call.happened(Kind.CLEAR):
            return set()
        return {data["prompt"] for data in self._data("event") if data["type"] == "PromptInterrupted"}

    def _actions(self) -> list[dict[str, str]]:
        return self._data("action")

    def _data(self, kind: str) -> list[dict[str, str]]:
        return [note["data"] for note in self._journal.notes() if note["kind"] == kind]


class Journal:
    """A call's journal while it grows. Whoever waits looks at it fifty times a second, and the whole of it
    is read only when there is more."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._size = 0
        self._notes: list[dict[str, Any]] = []

    def notes(self) -> list[dict[str, Any]]:
        size = self._path.stat().st_size if self._path.exists() else 0
        if size != self._size:
            self._size = size
            self._notes = list(jsonlines.read(self._path))
        return self._notes
