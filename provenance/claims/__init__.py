"""What texts claim: places, dates, people, disclosures; and how two claims relate.

The module `relations` imports nothing but the model and may be used by rules and reports.
Everything is loaded on first use. (The function `relations`, for a text against a record, is in
`reading`: here the name is the module's.)
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from provenance.claims.reading import find_place, place_at, read_claims
    from provenance.claims.relations import (
        relate_claims_date,
        relate_claims_place,
        relate_dates,
        relate_places,
    )

__all__ = [
    "find_place",
    "place_at",
    "read_claims",
    "relate_claims_date",
    "relate_claims_place",
    "relate_dates",
    "relate_places",
]


def __getattr__(name: str) -> Any:
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    home = "relations" if name.startswith("relate_") else "reading"
    return getattr(import_module(f"provenance.claims.{home}"), name)
