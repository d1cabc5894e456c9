"""What the server writes to the terminal: our own messages, and the warnings of libraries.

pipecat's warnings are left out: it warns of every caller who hangs up.
"""

from __future__ import annotations

import logging
import sys

from rich.console import Console
from rich.logging import RichHandler


def set_up_logging(*, verbose: bool = False) -> None:
    """Once a process, before anything is logged. pipecat logs through loguru and is quietened there."""
    from loguru import logger

    logger.remove()
    logger.add(sys.stderr, level="ERROR", format="{level.name:<8} {message}")
    handler = RichHandler(console=Console(stderr=True), show_path=False, rich_tracebacks=False, markup=False)
    logging.basicConfig(level=logging.WARNING, handlers=[handler], format="%(message)s", force=True)
    logging.getLogger("ringup").setLevel(logging.DEBUG if verbose else logging.INFO)
