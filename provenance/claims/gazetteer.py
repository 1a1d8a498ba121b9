"""The gazetteer.

A read-only SQLite file of places and their names, baked by `tools/bake_places.py`.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from functools import lru_cache
from pathlib import Path

from provenance.model import Place
from provenance.values import dataclass

PATH = Path(__file__).parent / "data" / "places.sqlite"
_BATCH = 500
"""Keys a query: SQLite's oldest limit of parameters is 999."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One place under one of its names."""

    place: Place
    own_name: bool
    """True where the name is the place's main name."""
    demonym: bool
    """True where the name is an adjective or a national ("Ukrainian")."""


class Gazetteer:
    """Look-ups by folded name. Safe for many threads.

    Each look-up borrows a connection to the immutable file: there are as many as ever asked at
    once, not one a thread.
    """

    def __init__(self, path: Path = PATH) -> None:
        self._uri = f"{path.resolve().as_uri()}?mode=ro&immutable=1"
        self._idle: list[sqlite3.Connection] = []

    @contextmanager
    def _connection(self) -> Iterator[sqlite3.Connection]:
        try:
            db = self._idle.pop()
        except IndexError:
            db = sqlite3.connect(self._uri, uri=True, check_same_thread=False)
        try:
            yield db
        finally:
            self._idle.append(db)

    def find(self, keys: Iterable[str]) -> dict[str, tuple[Entry, ...]]:
        """The places under each folded name that is known, most populous first."""
        wanted = list(dict.fromkeys(keys))
        found: dict[str, list[Entry]] = {}
        for at in range(0, len(wanted), _BATCH):
            part = wanted[at : at + _BATCH]
            marks = ",".join("?" * len(part))
            query = (
                "SELECT n.key, n.flag, p.name, p.kind, p.country, p.countries, p.region, "  # noqa: S608
                "p.geonameid, p.latitude, "
                "p.longitude, p.radius, p.population FROM name n JOIN place p ON p.id = n.place"
                f" WHERE n.key IN ({marks})"
            )
            with self._connection() as db:
                rows = db.execute(query, part).fetchall()
            for key, flag, *row in rows:
                found.setdefault(key, []).append(Entry(_place(row), flag == 0, flag == 2))
        return {
            key: tuple(sorted(entries, key=_weight, reverse=True)) for key, entries in found.items()
        }


_KINDS = {"continent": 5, "country": 4, "sea": 3, "area": 3, "region": 2}


def _weight(entry: Entry) -> tuple[int, bool, int]:
    return _KINDS.get(entry.place.kind, 1), entry.own_name, entry.place.population


def _place(row: list[object]) -> Place:
    name, kind, country, countries, region, geonameid, latitude, longitude, radius, population = row
    return Place(
        name=name,  # type: ignore[arg-type]
        kind=kind,  # type: ignore[arg-type]
        country=country,  # type: ignore[arg-type]
        countries=tuple(c for c in str(countries or country or "").split(",") if c),
        region=region,  # type: ignore[arg-type]
        geonameid=geonameid,  # type: ignore[arg-type]
        latitude=None if latitude is None else latitude / 10_000,  # type: ignore[operator]
        longitude=None if longitude is None else longitude / 10_000,  # type: ignore[operator]
        radius_km=radius / 10,  # type: ignore[operator]
        population=population,  # type: ignore[arg-type]
    )


@lru_cache(maxsize=1)
def gazetteer() -> Gazetteer:
    """The gazetteer that ships with the package."""
    return Gazetteer()
