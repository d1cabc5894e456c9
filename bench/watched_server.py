"""`ringup serve` with a watch over its event loop. Started by `bench.event_loop`, never by hand.

    python bench/watched_server.py RESULT

Runs the server of whichever source tree is first on the path. SIGUSR1 starts the measurement anew; on
SIGTERM what was seen is written to RESULT as JSON.

A beat every few milliseconds tells how late the loop is. A thread of its own looks, whenever the beat
is overdue, at what the loop's thread is doing: the innermost function of our own, or of a library where
none of ours is on the stack.
"""

from __future__ import annotations

import asyncio
import faulthandler
import json
import os
import re
import signal
import sys
import tempfile
import threading
import time
from collections import defaultdict
from pathlib import Path

import psutil
import uvloop

from ringup.cli.logs import set_up_logging
from ringup.pipelines.bootstrap import open_assistant
from ringup.pipelines.settings import load_settings
from ringup.telephony.app import create_app
from ringup.telephony.server import bind, serve_until_stopped

BEAT = 0.010
"""Seconds."""

OVERDUE = 0.010
"""Seconds of lag from which on it is worth knowing who is to blame."""

LOOK = 0.002
"""Seconds between two looks of the watching thread."""

WATCH = "watch"


class Watch:
    """Lag of the loop, and who caused it. `beats` are (lag, the loop thread's own work, the process's work
    meanwhile) in seconds."""

    def __init__(self) -> None:
        self._loop_thread = threading.get_ident()
        self._last = time.monotonic()
        self._stopped = threading.Event()
        self.reset()
        threading.Thread(target=self._look, name=WATCH, daemon=True).start()

    def reset(self) -> None:
        self.beats: list[tuple[float, float, float]] = []
        self.blamed: dict[str, list[float]] = defaultdict(list)
        self.cpu = threads_cpu()
        self.process = time.process_time()
        self.began = time.monotonic()

    async def beat(self) -> None:
        while True:
            before, worked, all_worked = time.monotonic(), time.thread_time(), time.process_time()
            self._last = before
            await asyncio.sleep(BEAT)
            late = time.monotonic() - before - BEAT
            self.beats.append((late, time.thread_time() - worked, time.process_time() - all_worked))

    def seen(self) -> dict[str, object]:
        self._stopped.set()
        now = threads_cpu()
        return {
            "seconds": time.monotonic() - self.began,
            "process_cpu": time.process_time() - self.process,
            "thread_cpu": {name: used - self.cpu.get(name, 0.0) for name, used in now.items()},
            "beats": self.beats,
            "blamed": self.blamed,
        }

    def _look(self) -> None:
        stall, who = 0.0, ""
        while not self._stopped.wait(LOOK):
            last = self._last
            if time.monotonic() - last > BEAT + OVERDUE:
                if stall != last:
                    stall, who = last, self._who()
                    self.blamed[who].append(0.0)
                self.blamed[who][-1] = time.monotonic() - last - BEAT

    def _who(self) -> str:
        """From the stacks as text: frames that are held on to keep alive what they hold."""
        with tempfile.TemporaryFile("w+") as file:
            faulthandler.dump_traceback(file, all_threads=True)
            file.seek(0)
            stacks = file.read().split("\n\n")
        own = next((stack for stack in stacks if f"{self._loop_thread:#018x}" in stack), "")
        return _culprit(own)


def _culprit(stack: str) -> str:
    """The innermost function of ours, else the innermost; the innermost comes first."""
    places = re.findall(r'File "(.+)", line \d+ in (.+)', stack)
    if not places or places[0][1] in ("select", "_run_once"):
        return "nobody: another thread holds the interpreter, or the machine is busy"
    ours = (place for place in places if f"{os.sep}ringup{os.sep}" in place[0])
    path, name = next(ours, places[0])
    return f"{Path(path).parent.name}/{Path(path).stem}.{name}"


def threads_cpu() -> dict[str, float]:
    """Seconds that the threads that live have used, those of one pool together under its name."""
    used: defaultdict[str, float] = defaultdict(float)
    names = {thread.native_id: thread.name for thread in threading.enumerate()}
    for thread in psutil.Process().threads():
        name = names.get(thread.id, "native")
        used[name.rpartition("_")[0] or name] += thread.user_time + thread.system_time
    return used


async def main(result: Path) -> None:
    settings = load_settings()
    bound = bind(settings.host, settings.port)
    async with open_assistant(settings) as assistant:
        watch = Watch()
        asyncio.get_running_loop().add_signal_handler(signal.SIGUSR1, watch.reset)
        beating = asyncio.create_task(watch.beat())
        await serve_until_stopped(create_app(assistant, settings), bound)
        beating.cancel()
        await asyncio.to_thread(result.write_text, json.dumps(watch.seen()))


if __name__ == "__main__":
    set_up_logging()
    uvloop.run(main(Path(sys.argv[1])))
