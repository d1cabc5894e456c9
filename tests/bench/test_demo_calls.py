"""What benches of servers are asked to measure."""

from __future__ import annotations

from pathlib import Path

from bench.demo_calls import counts, parser, tree_name, trees
from bench.server import HERE


def test_this_tree_alone_unless_another_is_named() -> None:
    options = parser("A bench.").parse_args([])
    assert counts(options) == [1, 4, 8]
    assert trees(options.against) == (HERE,)


def test_another_tree_is_measured_in_turn_with_this_one(tmp_path: Path) -> None:
    options = parser("A bench.").parse_args(["--calls", "2,16", "--against", str(tmp_path)])
    assert counts(options) == [2, 16]
    assert [tree_name(tree) for tree in trees(options.against)] == ["this", "other"]
    assert trees(options.against)[1] == tmp_path.resolve()
