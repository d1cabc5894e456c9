"""A process with its children: decoders work in processes of their own, and belong to what is measured."""

from __future__ import annotations

import psutil


def of(root: psutil.Process) -> list[psutil.Process]:
    """The process, its children and theirs."""
    return [root, *root.children(recursive=True)]


def cpu_seconds(root: psutil.Process) -> float:
    """What all of them that live have used so far, in the kernel's steps of 10 ms each."""
    return sum(sum(one.cpu_times()[:2]) for one in of(root))
