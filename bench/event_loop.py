"""What holds the server's event loop up, and what a call costs, at 1, 4 and 8 calls at once.

    python -m bench.event_loop [--calls 1,4,8] [--against TREE]

The stand-in carrier and its callers run here; the server runs in a process of its own, with a watch over
its loop (`bench.watched_server`). `--against` names another source tree, whose server is measured in turn
with this one's, so that both feel the same load of the machine.

Lag is how late a beat of the loop came, while calls were on. "own" is as much of it as the server's own
process worked meanwhile, whichever of its threads: what is left on a machine with nothing else to do.
CPU without recognition leaves out the decoders' threads or processes. Memory is resident, that of the
decoders' processes apart.
"""

from __future__ import annotations

import asyncio
import json
import signal
import tempfile
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from bench.demo_calls import calls_at_once, counts, parser, tree_name, trees
from bench.report import Report
from bench.server import HERE, Server, running
from bench.waveform import read_channels, stretches
from ringup.telephony.standin.carrier import StandInCarrier

WATCHED = str(Path(__file__).with_name("watched_server.py"))
RECOGNITION = "sphinx"
"""What the threads of the embedded recogniser are called."""

NOT_THE_CALLS = {"watch"}
MOST_BLAMED = 12


@dataclass(frozen=True, slots=True)
class Watched:
    """One server that carried so many calls. `seen` is what its watch wrote down; `call_seconds` are those
    of all calls together, `greetings` the milliseconds from each pick-up to the first sound."""

    calls: int
    completed: int
    call_seconds: float
    megabytes: float
    decoder_megabytes: float
    idle_megabytes: float
    recognition: float
    greetings: list[int]
    seen: dict[str, Any]


async def measure(calls: int, tree: Path) -> Watched:
    with tempfile.TemporaryDirectory() as folder:
        data = Path(folder)
        result = data / "seen.json"
        async with StandInCarrier() as carrier:
            async with running(carrier, data, calls, tree, (WATCHED, str(result))) as server:
                idle = server.own_megabytes
                server.process.send_signal(signal.SIGUSR1)
                children = _children_cpu(server)
                watching = asyncio.create_task(_peak(server))
                ended = await calls_at_once(carrier, server, calls)
                watching.cancel()
                peak, decoders = await watching
                recognition = _children_cpu(server) - children
                server.process.send_signal(signal.SIGTERM)
            seen = json.loads(result.read_text())
        greetings = [_greeting(path) for path in sorted((data / "calls").glob("*/recording.wav"))]
    return Watched(
        calls,
        sum(one.completed for one in ended),
        sum(one.seconds for one in ended),
        peak,
        decoders,
        idle,
        recognition + _by_name(seen, RECOGNITION),
        greetings,
        seen,
    )


async def _peak(server: Server) -> tuple[float, float]:
    """The most that the server and its decoders took, until this is cancelled."""
    own = decoders = 0.0
    try:
        while True:
            own = max(own, server.own_megabytes)
            decoders = max(decoders, server.megabytes - server.own_megabytes)
            await asyncio.sleep(0.5)
    except asyncio.CancelledError:
        return own, decoders


def _children_cpu(server: Server) -> float:
    return server.cpu - sum(server.process.cpu_times()[:2])


def _by_name(seen: dict[str, Any], name: str) -> float:
    used: dict[str, float] = seen["thread_cpu"]
    return sum(seconds for thread, seconds in used.items() if thread.startswith(name))


def _greeting(recording: Path) -> int:
    _, assistant, rate = read_channels(recording)
    return next((stretch.start_ms for stretch in stretches(assistant, rate)), -1)


def _row(watched: Watched, tree: Path, fewest: Watched) -> dict[str, str | float]:
    beats = np.array(watched.seen["beats"]) * 1000
    lag, own_lag = beats[:, 0], np.minimum(beats[:, 0], beats[:, 2])
    watch = sum(_by_name(watched.seen, name) for name in NOT_THE_CALLS)
    own = watched.seen["process_cpu"] - _by_name(watched.seen, RECOGNITION) - watch
    more = watched.calls - fewest.calls
    further = (watched.megabytes - fewest.megabytes) / more if more else 0.0
    return {
        "server": tree_name(tree),
        "calls": watched.calls,
        "completed": watched.completed,
        "greeting ms": max(watched.greetings, default=-1),
        **{f"lag p{share}": _ms(lag, share) for share in (50, 95, 99, 100)},
        **{f"own p{share}": _ms(own_lag, share) for share in (95, 99, 100)},
        "cores a call": round(own / watched.call_seconds, 4),
        "recognition": round(watched.recognition / watched.call_seconds, 4),
        "MB": round(watched.megabytes),
        "MB idle": round(watched.idle_megabytes),
        "MB a further call": round(further, 1),
        "MB of decoders": round(watched.decoder_megabytes),
    }


def _ms(lags: npt.NDArray[np.float64], share: int) -> float:
    return round(float(np.percentile(lags, share)), 1)


def _blame(all_seen: Iterable[dict[str, Any]]) -> dict[str, str]:
    """Who held the loop up: how often, the longest and all together, in milliseconds."""
    stalls: defaultdict[str, list[float]] = defaultdict(list)
    for seen in all_seen:
        for who, lengths in seen["blamed"].items():
            stalls[who] += lengths
    most = Counter({who: sum(lengths) for who, lengths in stalls.items()}).most_common(MOST_BLAMED)
    return {
        f"held up by {who}": f"{len(stalls[who])} times, longest {max(stalls[who]) * 1000:.0f} ms, "
        f"together {together * 1000:.0f} ms"
        for who, together in most
    }


async def main() -> None:
    options = parser(__doc__.splitlines()[0]).parse_args()
    found: list[tuple[Path, Watched]] = []
    for calls in counts(options):
        for tree in trees(options.against):
            found.append((tree, await measure(calls, tree)))
    blame = _blame(watched.seen for tree, watched in found if tree == HERE)
    report = Report("event_loop", "event loop, ms", blame)
    for tree, watched in found:
        fewest = min((other for at, other in found if at == tree), key=lambda other: other.calls)
        report.add(_row(watched, tree, fewest))
    report.print_and_save()


if __name__ == "__main__":
    asyncio.run(main())
