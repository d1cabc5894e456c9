"""What a bench prints and keeps."""

from __future__ import annotations

import io
import json
from pathlib import Path

from rich.console import Console

from bench.report import Report, this_machine


def test_results_are_printed_and_kept_with_the_machine(tmp_path: Path) -> None:
    screen = io.StringIO()
    bench = Report("response", "Response time", {"rounds": 5})
    bench.add({"calls": 1, "p50 ms": 812.25})
    bench.add({"calls": 4, "p50 ms": None, "passed": True})
    path = bench.print_and_save(tmp_path / "results", Console(file=screen, width=200))

    assert path == tmp_path / "results" / "response.json"
    kept = json.loads(path.read_text())
    assert kept["rows"] == [
        {"calls": 1, "p50 ms": 812.25},
        {"calls": 4, "p50 ms": None, "passed": True},
    ]
    assert kept["facts"] == {"rounds": 5}
    assert kept["machine"]["cores"] == this_machine().cores
    for shown in ("Response time", "p50 ms", "812.2", "yes", "rounds: 5", str(this_machine())):
        assert shown in screen.getvalue()


def test_the_machine_is_named() -> None:
    machine = this_machine()
    assert machine.cores >= 1
    assert machine.memory_gib > 0
    assert machine.python.startswith("3.")
