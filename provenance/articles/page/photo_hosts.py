"""Links to where pictures come from: a photographer's page, a stock library."""

from __future__ import annotations

from functools import lru_cache

from provenance.lexicon.suppliers import SupplierKind, suppliers


@lru_cache(maxsize=1)
def _hosts() -> tuple[str, ...]:
    rows = suppliers().values()
    kept = (row for row in rows if row.authors or row.kind is SupplierKind.STOCK)
    return tuple(host for row in kept for host in row.hosts)


def leads_to_supplier(href: str) -> bool:
    """True for a link to a platform of photographers or to a stock library."""
    host = href.lower().partition("//")[2].partition("/")[0].split(":")[0]
    return any(host == known or host.endswith(f".{known}") for known in _hosts())
