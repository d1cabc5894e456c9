"""Where everything is put together: settings in, a running assistant out."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import AsyncExitStack, asynccontextmanager, suppress
from dataclasses import dataclass
from typing import Protocol, TypeVar

from ringup.pipelines.archive import CallArchive
from ringup.pipelines.call import Engines
from ringup.pipelines.calls import Calls
from ringup.pipelines.detect import load_turn_detector, silero
from ringup.pipelines.engines import load_recognizer, load_synthesizer
from ringup.pipelines.errors import ArchiveError, CallUnknown
from ringup.pipelines.logbook import Listener, Logbook, keep_once, purchase_of
from ringup.pipelines.recovery import confirmed_and_open, journal
from ringup.pipelines.settings import RecognizerChoice, Settings
from ringup.pipelines.shopfront import Shop, now, open_shop
from ringup.skills import codec
from ringup.skills.conversation import Conversation
from ringup.skills.dialogue.events import AnyReceipt, CommitFailure
from ringup.skills.dialogue.guard import Confirmed
from ringup.skills.dialogue.proposals import Proposal
from ringup.skills.ports import TextSender
from ringup.skills.understanding import patterns
from ringup.skills.vocabulary import Vocabulary
from ringup.voice.turns.assents import AssentModel
from ringup.voice.turns.onset import OnsetModel

log = logging.getLogger(__name__)

SETTLE_EVERY = 30.0
"""Seconds between attempts to finish orders that the shop's system could not take."""

Progress = Callable[[str], None]
"""Told in a few words what is being waited for."""


class _Closable(Protocol):
    async def close(self) -> None: ...


_Engine = TypeVar("_Engine", bound=_Closable)


@dataclass(frozen=True, slots=True)
class Assistant:
    """All of it."""

    shop: Shop
    engines: Engines
    archive: CallArchive
    calls: Calls


@asynccontextmanager
async def open_assistant(
    settings: Settings,
    listener: Listener | None = None,
    progress: Progress = lambda _: None,
    texts: TextSender | None = None,
    meanwhile: Callable[[], object] = lambda: None,
) -> AsyncIterator[Assistant]:
    """Everything loaded and warm; orders that a crash left open are settled first. `meanwhile` is done on a
    thread while the engines load, which happens mostly outside of Python."""
    async with AsyncExitStack() as stack:
        shop = await stack.enter_async_context(open_shop(settings, texts))
        vocabulary = await shop.names.vocabulary()
        engines, *_ = await asyncio.gather(
            _load_engines(settings, vocabulary, stack, progress),
            asyncio.to_thread(_warm),
            asyncio.to_thread(meanwhile),
        )
        archive = CallArchive(settings.data_dir / "calls")

        def converse(logbook: Logbook) -> Conversation:
            return Conversation(shop.desks, shop.understander, now, logbook, glance=shop.glance)

        calls = Calls(
            archive,
            engines,
            shop.desks.checkout,
            converse,
            now,
            settings.max_calls,
            listener,
            keep_until_refused=settings.keep_until_refused,
        )
        await settle(shop, archive)
        await finish_confirmed(shop, archive)
        calls.expect_back()
        settling = asyncio.create_task(_keep_settling(shop, archive), name="settling")
        stack.push_async_callback(_cancelled, settling)
        stack.push_async_callback(calls.stop)
        yield Assistant(shop, engines, archive, calls)


async def finish_confirmed(shop: Shop, archive: CallArchive) -> None:
    """Place what callers had confirmed when the last run ended, even if the ledger did not have it yet.

    Before any call is taken: only then is every unfinished call one that nobody answers.
    """
    for call, confirmed in _confirmed_and_open(archive):
        outcome = await shop.desks.checkout.place(confirmed)
        if not isinstance(outcome, CommitFailure):
            log.info("an order that was confirmed just before the last run ended has been placed")
            _keep_evidence(archive, confirmed, outcome)
        else:
            log.warning("an order that call %s confirmed is not placed: %s", call, outcome.value)


def _confirmed_and_open(archive: CallArchive) -> Iterator[tuple[str, Confirmed[Proposal]]]:
    try:
        for call in archive.unfinished():
            folder = archive.open(call.id, call.door, call.caller, call.started_at)
            if (confirmed := confirmed_and_open(journal(folder))) is not None:
                yield call.id, confirmed
    except ArchiveError:
        log.exception("calls that the last run left open cannot be looked at")


async def settle(shop: Shop, archive: CallArchive) -> None:
    """Finish confirmed orders that have no receipt yet, and keep their evidence with the call."""
    for settled in await shop.desks.checkout.settle():
        if isinstance(settled.outcome, CommitFailure):
            log.warning("a confirmed order is not placed yet: %s", settled.outcome.value)
            continue
        log.info("an order that was confirmed earlier has been placed")
        _keep_evidence(archive, settled.confirmed, settled.outcome)


def _keep_evidence(archive: CallArchive, confirmed: Confirmed[Proposal], receipt: AnyReceipt) -> None:
    """Beside the call's recording, if there is one: calls by typing have none."""
    try:
        call = archive.read(confirmed.key.rpartition(":")[0]).summary
        folder = archive.open(call.id, call.door, call.caller, call.started_at)
        keep_once(folder, purchase_of(confirmed, receipt, recorded=folder.summary.recorded))
    except CallUnknown:
        return
    except ArchiveError:
        log.exception("the evidence of a settled order could not be kept with its call")


async def _keep_settling(shop: Shop, archive: CallArchive) -> None:
    while True:
        await asyncio.sleep(SETTLE_EVERY)
        await settle(shop, archive)


async def _cancelled(task: asyncio.Task[None]) -> None:
    task.cancel()
    with suppress(asyncio.CancelledError):
        await task


def _warm() -> None:
    """Make what would else be made for the first caller, while all others waited."""
    codec.warm()
    patterns.warm()


async def _load_engines(
    settings: Settings, vocabulary: Vocabulary, stack: AsyncExitStack, progress: Progress
) -> Engines:
    """All at once, what takes longest first: each is a while on a thread, or in processes, of its own. They
    are closed with `stack`."""

    async def loaded(loading: Awaitable[_Engine]) -> _Engine:
        engine = await loading
        stack.push_async_callback(engine.close)
        return engine

    recognizer, synthesizer, turns, onsets, assents, _ = await asyncio.gather(
        loaded(load_recognizer(settings, vocabulary, progress)),
        loaded(load_synthesizer(settings, progress)),
        loaded(asyncio.to_thread(load_turn_detector)),
        loaded(asyncio.to_thread(OnsetModel)),
        loaded(asyncio.to_thread(AssentModel)),
        asyncio.to_thread(silero),
    )
    without_noise = settings.recognizer is RecognizerChoice.SPHINX
    return Engines(recognizer, synthesizer, turns, onsets, assents, synthesizer.prepare, without_noise)
