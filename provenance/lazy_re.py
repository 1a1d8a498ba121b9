"""`re`, whose `compile` waits until a pattern is first used.

A command names five hundred patterns and uses half of them; compiling one takes a third of a
millisecond (`tests/benchmarks/bench_start.py` prints what a command takes). All else is as in
`re`, but for two things: `match.re` is the compiled pattern and not the one that was named here,
and a mistake shows at the first use. So a pattern that comes from outside is compiled with `re`
itself.
"""

from __future__ import annotations

import re
from re import *  # noqa: F403
from typing import TYPE_CHECKING, Any

if not TYPE_CHECKING:

    def compile(pattern: str | bytes, flags: int = 0) -> _Waiting:
        """A pattern that is compiled when it is first used."""
        return _Waiting(pattern, flags)


_METHODS = (
    "search", "match", "fullmatch", "sub", "subn", "split", "findall", "finditer", "scanner",
    "groups", "groupindex", "flags",
)  # fmt: skip


class _Used:
    """A pattern with the methods of the compiled one."""

    def __init__(self, pattern: str | bytes, flags: int) -> None:
        self.pattern, self._flags = pattern, flags

    def __reduce__(self) -> tuple[type[_Waiting], tuple[str | bytes, int]]:
        return _Waiting, (self.pattern, self._flags)

    def __repr__(self) -> str:
        return f"compile({self.pattern!r}, {self._flags!r})"


class _Waiting(_Used):
    """A pattern before its first use, when it becomes a used one.

    A class that answers for absent attributes is asked for each of them in a slower way.
    """

    def __getattr__(self, name: str) -> Any:
        if name not in _METHODS:
            raise AttributeError(name)
        compiled = re.compile(self.pattern, self._flags)
        self.__dict__.update((method, getattr(compiled, method)) for method in _METHODS)
        self.__class__ = _Used  # type: ignore[assignment]
        return self.__dict__[name]
