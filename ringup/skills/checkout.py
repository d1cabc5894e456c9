"""Where a confirmed proposal is carried out: recorded first, then done by its desk, then settled.

The record is durable before the shop is asked, so a crash at any point is settled on the next start;
the shop keeps the key unique, so settling twice does it once. What is not known to have been refused
is pending, and done later: nobody is told that it was not.
"""

from __future__ import annotations

import asyncio
import logging
from dataclasses import dataclass

from ringup.skills.dialogue.events import AnyReceipt, CommitFailure, number_of
from ringup.skills.dialogue.guard import Confirmed
from ringup.skills.dialogue.proposals import Proposal
from ringup.skills.errors import (
    DeskUnavailable,
    NotAllowed,
    NotConfirmed,
    OfferChanged,
    OutOfStock,
    SlotTaken,
)
from ringup.skills.ports import CommitmentLedger, Till

log = logging.getLogger(__name__)

Outcome = AnyReceipt | CommitFailure


@dataclass(frozen=True, slots=True)
class Settled:
    """A commitment of an earlier run, and what became of it now."""

    confirmed: Confirmed[Proposal]
    outcome: Outcome


class Checkout:
    """Shared by all calls. A commit belongs to the checkout, not to the call: neither barge-in nor
    hang-up cancels it."""

    def __init__(self, till: Till, ledger: CommitmentLedger) -> None:
        self._till = till
        self._ledger = ledger
        self._running: dict[str, asyncio.Task[Outcome]] = {}
        self._unsure: dict[str, Confirmed[Proposal]] = {}

    async def place(self, confirmed: Confirmed[Proposal]) -> Outcome:
        """The receipt, or why there is none. A second call with the same key joins the first. Raises
        NotConfirmed (a programming error) for anything that the guard did not make."""
        task = self._running.get(confirmed.key)
        if task is None:
            task = asyncio.create_task(self._record_and_place(confirmed), name="checkout")
            self._running[confirmed.key] = task
            task.add_done_callback(lambda _: self._running.pop(confirmed.key, None))
        return await asyncio.shield(task)

    async def settle(self) -> tuple[Settled, ...]:
        """Finish what a crash or an outage left open. Safe to run at any time, beside calls."""
        try:
            waiting = await self._ledger.unsettled()
        except DeskUnavailable:
            log.warning("the ledger cannot be read now; settling later")
            return ()
        except Exception:
            log.exception("the ledger failed in a way it should not; settling later")
            return ()
        recorded = {confirmed.key for confirmed in waiting}
        unsure = [confirmed for key, confirmed in self._unsure.items() if key not in recorded]
        left = [confirmed for confirmed in (*waiting, *unsure) if confirmed.key not in self._running]
        return tuple([Settled(confirmed, await self._settled(confirmed, recorded)) for confirmed in left])

    async def drain(self) -> None:
        """Wait for the commits under way, before the process ends."""
        await asyncio.gather(*self._running.values(), return_exceptions=True)

    async def _settled(self, confirmed: Confirmed[Proposal], recorded: set[str]) -> Outcome:
        if confirmed.key not in recorded:
            return await self._record_and_place(confirmed)
        self._unsure.pop(confirmed.key, None)
        return await self._place(confirmed)

    async def _record_and_place(self, confirmed: Confirmed[Proposal]) -> Outcome:
        try:
            await self._ledger.record(confirmed)
        except DeskUnavailable:
            if not await self._is_recorded(confirmed.key):
                unsure = confirmed.key in self._unsure
                return CommitFailure.PENDING if unsure else CommitFailure.NOT_RECORDED
        except NotConfirmed:
            raise
        except Exception:
            log.exception("the ledger failed in a way it should not; whether it has an order is not known")
            self._unsure[confirmed.key] = confirmed
            return CommitFailure.PENDING
        self._unsure.pop(confirmed.key, None)
        return await self._place(confirmed)

    async def _is_recorded(self, key: str) -> bool:
        """Only its answer may have been lost. False also where the ledger cannot be read."""
        try:
            return any(confirmed.key == key for confirmed in await self._ledger.unsettled())
        except Exception:
            log.exception("whether the ledger has an order cannot be read")
            return False

    async def _place(self, confirmed: Confirmed[Proposal]) -> Outcome:
        try:
            receipt = await self._till.write(confirmed)
        except DeskUnavailable:
            return CommitFailure.PENDING
        except OutOfStock as error:
            await self._close(confirmed.key, error.code)
            return CommitFailure.OUT_OF_STOCK
        except OfferChanged as error:
            await self._close(confirmed.key, error.code)
            return CommitFailure.OFFER_CHANGED
        except NotAllowed as error:
            await self._close(confirmed.key, error.code)
            return CommitFailure.NOT_ALLOWED
        except SlotTaken as error:
            await self._close(confirmed.key, error.code)
            return CommitFailure.SLOT_TAKEN
        except Exception:
            log.exception("the shop failed in a way it should not; the order stays recorded")
            return CommitFailure.PENDING
        await self._close(confirmed.key, number_of(receipt) or "done")
        return receipt

    async def _close(self, key: str, outcome: str) -> None:
        """An order exists or was refused already; closing its record can wait for the next settling."""
        try:
            await self._ledger.settle(key, outcome)
        except DeskUnavailable:
            log.warning("a commitment could not be closed in the ledger; settling later")
        except Exception:
            log.exception("the ledger failed in a way it should not; settling later")
