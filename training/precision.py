"""Which numbers this machine multiplies fastest: cores without instructions for bfloat16 take twice as long
with it as with 32 bits."""

from __future__ import annotations

import time
from functools import cache

import torch

_TRIES = 5


@cache
def quickest(device: str = "cpu") -> torch.dtype:
    """bfloat16 or float32. The CPU is tried; every GPU of today has bfloat16."""
    if device != "cpu":
        return torch.bfloat16
    return min((torch.bfloat16, torch.float32), key=_seconds)


def autocast(device: str = "cpu") -> torch.autocast:
    """Within it, the quickest kind is reckoned with."""
    kind = quickest(device)
    return torch.autocast(device, kind, enabled=kind is not torch.float32)


def _seconds(kind: torch.dtype) -> float:
    wide, tall = torch.ones(1024, 192, dtype=kind), torch.ones(192, 768, dtype=kind)
    taken = []
    for _ in range(_TRIES):
        begun = time.perf_counter()
        wide @ tall
        taken.append(time.perf_counter() - begun)
    return min(taken)
