"""Immutable values to JSON-ready data and back, for logs, checkpoints and digests.

A member of a union of dataclasses carries its class's name under "type". A module that defines such a
union registers it here with `tagged`. What reads and writes its members is made when it is first needed, or
by `warm`: for all unions it takes a third of a second.
"""

from __future__ import annotations

from collections.abc import Callable
from threading import RLock
from typing import Any, TypeVar, get_args, overload

from cattrs.preconf.json import make_converter
from cattrs.strategies import configure_tagged_union

T = TypeVar("T")

_converter = make_converter()
_waiting: list[Any] = []
_making = RLock()


def to_data(value: object, kind: Any = None) -> Any:
    """Dictionaries, lists, strings and numbers only; dates in ISO 8601.

    `kind` is the declared type where it is a union, such as `Event`.
    """
    return _converter.unstructure(value, unstructure_as=kind)


@overload
def from_data(data: Any, kind: type[T]) -> T: ...


@overload
def from_data(data: Any, kind: Any) -> Any: ...


def from_data(data: Any, kind: Any) -> Any:
    """The inverse of `to_data`. Raises cattrs.errors.ClassValidationError for data of another shape."""
    return _converter.structure(data, kind)


def tagged(union: Any) -> None:
    """Register a union of dataclasses."""
    _waiting.append(union)


def warm() -> None:
    """Make what reads and writes the unions that are registered."""
    for union in tuple(_waiting):
        _make(union)


def _make(union: Any) -> None:
    with _making:
        if union in _waiting:
            configure_tagged_union(union, _converter, tag_name="type")
            _waiting.remove(union)


def _once_made(hook_for: Callable[[Any], Any]) -> Callable[[Any], Any]:
    def hook(union: Any) -> Any:
        _make(union)
        return hook_for(union)

    return hook


def _waits(kind: Any) -> bool:
    return kind in _waiting


_converter.register_unstructure_hook_factory(_waits, _once_made(_converter.get_unstructure_hook))
_converter.register_structure_hook_factory(_waits, _once_made(_converter.get_structure_hook))


def tagged_values(union: Any) -> None:
    """Register a union of anything: strings and numbers as they are, all else as {"type", "value"}."""
    kinds = {getattr(kind, "__name__", str(kind)): kind for kind in get_args(union)}

    def unstructure(value: Any) -> Any:
        if type(value) in (str, int):
            return value
        if isinstance(value, tuple):
            return [unstructure(item) for item in value]
        return {"type": type(value).__name__, "value": _converter.unstructure(value)}

    def structure(data: Any, _: Any) -> Any:
        if isinstance(data, str | int):
            return data
        if isinstance(data, list):
            return tuple(structure(item, None) for item in data)
        return _converter.structure(data["value"], kinds[data["type"]])

    _converter.register_unstructure_hook_func(lambda kind: kind == union, unstructure)
    _converter.register_structure_hook_func(lambda kind: kind == union, structure)
