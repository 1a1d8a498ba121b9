"""Which types of things a text names: weapons, aircraft, ships, rockets, animals."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache

from provenance import lazy_re as re
from provenance.rules.kit.evidence import words

_MOST = 4_000
"""Characters of a text that are read."""
_LOOSE = "~"
"""Before a pattern that is also an everyday word."""


def named_types(text: str) -> Mapping[str, frozenset[str]]:
    """Family → the types of it that the text names; families without one are left out."""
    read = text[:_MOST]
    found = {family: _types_in(family, read) for family in words("types")}
    return {family: types for family, types in found.items() if types}


def exclude(ours: Iterable[str], theirs: Iterable[str]) -> bool:
    """True where no type of the one side can be one of the other."""
    others = tuple(theirs)
    return not any(_kin(one, other) for one in ours for other in others)


def _kin(one: str, other: str) -> bool:
    """True for one type, and for one of the other's kind: "Leopard 2", "Leopard"."""
    a, b = sorted((one.casefold(), other.casefold()), key=len)
    # what follows a ship's name with a capital need not be part of it: "USS Nimitz Sailors"
    return b.startswith(a) or a.split()[:2] == b.split()[:2]


def _types_in(family: str, text: str) -> frozenset[str]:
    rows = words("types")[family]
    if not _any_of(family).search(text):
        return frozenset()
    if "named" in rows:
        return frozenset(_compiled((rows["named"],)).findall(text))
    beside = _compiled(tuple(rows.get("context", ())), part=True)
    context = bool(rows.get("context")) and beside.search(text) is not None
    return frozenset(
        name
        for name, patterns in rows.items()
        if name != "context"
        and (pattern := _pattern(tuple(patterns), context)) is not None
        and pattern.search(text)
    )


@cache
def _any_of(family: str) -> re.Pattern[str]:
    """What finds any type of a family, everyday words too; most texts name none."""
    rows = words("types")[family]
    if "named" in rows:
        return _compiled((rows["named"],))
    every = (p.lstrip(_LOOSE) for name, row in rows.items() if name != "context" for p in row)
    return _compiled(tuple(every))


@cache
def _pattern(patterns: tuple[str, ...], context: bool) -> re.Pattern[str] | None:
    counted = tuple(p.lstrip(_LOOSE) for p in patterns if context or not p.startswith(_LOOSE))
    return _compiled(counted) if counted else None


@cache
def _compiled(patterns: tuple[str, ...], *, part: bool = False) -> re.Pattern[str]:
    whole = "|".join(patterns)
    return re.compile(whole if part else rf"(?<![\w-])(?:{whole})(?![\w-])")
