"""The text of a shop file: what it holds, and on which line each value stands."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from ringup.skills.errors import ShopFileInvalid

Place = tuple[str | int, ...]
"""The way to a value: keys and positions, as pydantic writes it."""

_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
"""libyaml's where PyYAML was built with it: ten times faster."""


@dataclass(frozen=True, slots=True)
class Problem:
    place: Place
    reason: str


@dataclass(frozen=True, slots=True)
class Source:
    """`data` is what the JSON text says, `lines` where. `name` is how messages call the file."""

    name: str
    data: Any
    lines: Mapping[Place, int]

    def refusal(self, problems: Iterable[Problem]) -> ShopFileInvalid:
        """All problems at once, each with its line, in the order of the file."""
        found = sorted({(self._line(problem.place), _sentence(problem)) for problem in problems})
        return ShopFileInvalid(tuple(f"{self.name}:{line}: {what}" for line, what in found))

    def _line(self, place: Place) -> int:
        """Of the value there; of what should hold it, where there is none."""
        while place and place not in self.lines:
            place = place[:-1]
        return self.lines.get(place, 1)


def read(path: Path) -> Source:
    """Raises ShopFileInvalid for a file that cannot be read, is no JSON, or names a key twice."""
    text = _text(path)
    try:
        data = json.loads(text, parse_constant=_refuse_constant)
        lines, twice = _lines(text)
    except json.JSONDecodeError as error:
        raise _refused(path, error.lineno, f"this is no JSON: {error.msg}") from error
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        raise _refused(path, line, f"this cannot be read: {error.problem}") from error
    except (RecursionError, ValueError, yaml.YAMLError) as error:
        raise _refused(path, 1, f"this is no JSON: {error}") from error
    source = Source(path.name, data, lines)
    if twice:
        raise source.refusal(Problem(place, "is there twice") for place in twice)
    return source


def _text(path: Path) -> str:
    try:
        return path.read_bytes().decode("utf-8-sig")
    except OSError as error:
        problem = f"{path.name}: cannot be read: {error.strerror}"
        raise ShopFileInvalid((problem,)) from error
    except UnicodeDecodeError as error:
        line = error.object.count(b"\n", 0, error.start) + 1
        raise _refused(path, line, "this is not UTF-8 text") from error


def _lines(text: str) -> tuple[dict[Place, int], list[Place]]:
    """The line of each value, and the places that are there twice.

    JSON is read as the YAML that it also is, for the marks of its nodes; only tabs differ.
    """
    lines: dict[Place, int] = {}
    twice: list[Place] = []

    def walk(node: yaml.Node, place: Place, line: int) -> None:
        if place in lines:
            twice.append(place)
        lines[place] = line
        if isinstance(node, yaml.MappingNode):
            for key, value in node.value:
                walk(value, (*place, key.value), key.start_mark.line + 1)
        elif isinstance(node, yaml.SequenceNode):
            for position, value in enumerate(node.value):
                walk(value, (*place, position), value.start_mark.line + 1)

    root = yaml.compose(text.replace("\t", " "), Loader=_LOADER)
    if root is not None:
        walk(root, (), root.start_mark.line + 1)
    return lines, twice


def _refused(path: Path, line: int, reason: str) -> ShopFileInvalid:
    return ShopFileInvalid((f"{path.name}:{line}: {reason}",))


def _refuse_constant(name: str) -> None:
    raise ValueError(f"{name} is no number")


def _sentence(problem: Problem) -> str:
    """Such as "products[0].names: is missing"."""
    steps = (f"[{step}]" if isinstance(step, int) else f".{step}" for step in problem.place)
    where = "".join(steps).removeprefix(".")
    return f"{where}: {problem.reason}" if where else problem.reason
