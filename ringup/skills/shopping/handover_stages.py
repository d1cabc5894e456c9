"""What a conversation can be in the middle of once a person is to take over."""

from __future__ import annotations

from dataclasses import dataclass

from ringup.skills.handovers import Handover


@dataclass(frozen=True, slots=True)
class HandingOver:
    """The staff are being told."""

    handover: Handover


@dataclass(frozen=True, slots=True)
class AskingNumber:
    """Nobody knows the number to call back. `misses` in a row it was none; `digits` are those so far."""

    handover: Handover
    misses: int = 0
    digits: str = ""


@dataclass(frozen=True, slots=True)
class ConfirmingCallback:
    """The number was read back: asked whether it is what the caller said. `asking`: the question for it, with
    its digits, to go back to."""

    asking: AskingNumber


@dataclass(frozen=True, slots=True)
class PuttingThrough:
    """The line is being given to the staff."""

    handover: Handover
