"""`dataclass`, whose methods are written only where that pays.

The standard library writes six methods of each value as text and compiles them, half a millisecond
a class; a command begins with two hundred classes and makes few instances of most of them. Here a
frozen value with slots shares all methods, and the standard library writes its `__init__` when so
many have been made that it pays. All else is as there: `fields`, `replace`, matching, pickling.
"""

from __future__ import annotations

import dataclasses
import inspect
from operator import attrgetter
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from dataclasses import dataclass as dataclass
else:

    def dataclass(cls: type | None = None, /, **options: bool) -> Any:
        """The decorator of the standard library; see the module."""

        def decorated(given: type) -> type:
            if options == _VALUE and not any(map(dataclasses.is_dataclass, given.__bases__)):
                return _value(given)
            return dataclasses.dataclass(**options)(given)

        return decorated if cls is None else decorated(cls)


_VALUE = {"frozen": True, "slots": True}
_FEW = 32
"""Instances of a class before its `__init__` is written: that takes .3 ms, and then .002 ms less
for each (`tests/benchmarks/bench_start.py` prints what a command takes)."""


def _value(given: type) -> type:
    """A frozen dataclass with slots, made of the class given."""
    written = {k: v for k, v in given.__dict__.items() if k not in ("__dict__", "__weakref__")}
    if given.__doc__ is None:
        given.__doc__ = given.__name__  # else a signature is looked up, which takes as long again
    made: Any = dataclasses.dataclass(init=False, repr=False, eq=False, slots=True)(given)
    fields = dataclasses.fields(made)
    compared = tuple(f.name for f in fields if f.compare)
    key: Any = attrgetter(*compared) if compared else lambda _value: ()

    def write() -> Any:
        whole = type(given.__name__, given.__bases__, written)
        built: Any = dataclasses.dataclass(frozen=True, repr=False, eq=False)(whole)
        made.__init__ = built.__init__
        return made.__init__

    left = iter(range(_FEW if all(f.init and not f.kw_only for f in fields) else 0))

    def __init__(self: Any, *args: object, **named: object) -> None:
        if next(left, None) is None or not _fill(self, fields, args, named):
            write()(self, *args, **named)

    def __eq__(self: Any, other: Any) -> bool:
        return key(self) == key(other) if other.__class__ is self.__class__ else NotImplemented

    def __hash__(self: Any) -> int:
        return hash(key(self))

    shared = (__eq__, __repr__, __setattr__, __delattr__, __getstate__, __setstate__)
    for method in (__init__, *shared):
        if method.__name__ not in written:
            setattr(made, method.__name__, method)
    if written.get("__hash__") is None:
        made.__hash__ = __hash__
    made.__signature__ = _Signature(write)
    params = made.__dataclass_params__
    params.init = params.repr = params.eq = params.frozen = True
    return made  # type: ignore[no-any-return]


def _fill(
    self: Any,
    fields: tuple[dataclasses.Field[Any], ...],
    args: tuple[object, ...],
    named: dict[str, object],
) -> bool:
    """Set the fields from a constructor's arguments; False where those do not fit."""
    given = {f.name: value for f, value in zip(fields, args, strict=False)} | named
    if len(given) != len(args) + len(named):
        return False
    for field in fields:
        if field.name in given:
            value = given.pop(field.name)
        elif field.default is not dataclasses.MISSING:
            value = field.default
        elif field.default_factory is not dataclasses.MISSING:
            value = field.default_factory()
        else:
            return False
        object.__setattr__(self, field.name, value)
    if given:
        return False
    if hasattr(self, "__post_init__"):
        self.__post_init__()
    return True


class _Signature:
    """What a value is made of, for who asks: documentation and debuggers."""

    def __init__(self, write: Any) -> None:
        self.write = write

    def __get__(self, value: object, owner: type) -> inspect.Signature | None:
        if value is not None:
            return None
        own = inspect.signature(self.write())
        return own.replace(parameters=list(own.parameters.values())[1:])


def __repr__(self: Any) -> str:
    shown = (f"{f.name}={getattr(self, f.name)!r}" for f in dataclasses.fields(self) if f.repr)
    return f"{type(self).__qualname__}({', '.join(shown)})"


def __setattr__(self: object, name: str, _value: object) -> None:
    raise dataclasses.FrozenInstanceError(f"cannot assign to field {name!r}")


def __delattr__(self: object, name: str) -> None:
    raise dataclasses.FrozenInstanceError(f"cannot delete field {name!r}")


def __getstate__(self: Any) -> list[object]:
    return [getattr(self, f.name) for f in dataclasses.fields(self)]


def __setstate__(self: Any, state: list[object]) -> None:
    for field, value in zip(dataclasses.fields(self), state, strict=True):
        object.__setattr__(self, field.name, value)
