"""Who supplies pictures.

Agencies, libraries, stock, platforms; the table is `suppliers.toml`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields, replace
from enum import StrEnum
from functools import cache
from types import MappingProxyType
from typing import Any
from urllib.parse import urlsplit

from provenance.lexicon import read_table
from provenance.values import dataclass


class SupplierKind(StrEnum):
    """What a supplier is, by the section of its row."""

    AGENCY = "agency"
    LIBRARY = "library"
    """Sells editorially: distributes, but its pictures are no stock pictures."""
    STOCK = "stock"
    PLATFORM = "platform"
    BODY = "body"
    """Its pictures are everywhere; it distributes nothing."""
    SOURCE = "source"
    """A place to look for originals that no credit leads to."""


SELLERS = frozenset({SupplierKind.AGENCY, SupplierKind.LIBRARY, SupplierKind.STOCK})
"""The kinds whose pictures nobody can ask for without a contract."""


@dataclass(frozen=True, slots=True)
class Supplier:
    """One row of the table; what each field means stands at its head."""

    id: str
    kind: SupplierKind
    title: str
    names: tuple[str, ...] = ()
    of: str | None = None
    ambiguous: frozenset[str] = frozenset()
    distinctive: bool = False
    partners: frozenset[str] | None = None
    """The ids of agencies it shares pictures with; None where that is not known."""
    item: str | None = None
    search: str | None = None
    hosts: tuple[str, ...] = ()
    news: bool = False
    mixed_files: bool = False
    social: bool = False
    posts: bool = False
    authors: bool = False
    free_stock: bool = False
    search_engine: bool = False
    ask: str = "Find out who made the picture and print the name before the platform's."
    """What to do about a credit that names only this platform."""

    @property
    def counts_as(self) -> str:
        """The id of the supplier that it counts under; its own where it is nobody's brand."""
        return self.of or self.id

    @property
    def printed(self) -> str:
        """Its usual name in a credit line."""
        return self.names[0] if self.names else self.title

    @property
    def domains(self) -> tuple[str, ...]:
        """The web addresses by which a credit may name it, where it sells pictures."""
        if self.kind not in SELLERS or self.of is not None:
            return ()
        pages = (urlsplit(url).hostname for url in (self.item, self.search) if url)
        known = {host.removeprefix("www.") for host in (*self.hosts, *pages) if host}
        return tuple(sorted(known))


_SETS = frozenset({"ambiguous", "partners"})
_KNOWN = {f.name for f in fields(Supplier)} - {"id", "kind"}


def make_supplier(kind: SupplierKind, id: str, row: Mapping[str, Any]) -> Supplier:
    """The supplier that one row describes.

    Raises `ValueError` for a key that no row has.
    """
    if strange := set(row) - _KNOWN:
        raise ValueError(f"{id}: {', '.join(sorted(strange))}")
    values: dict[str, Any] = {
        key: frozenset(value)
        if key in _SETS
        else tuple(value)
        if isinstance(value, list)
        else value
        for key, value in row.items()
    }
    values.setdefault("title", row["names"][0] if row.get("names") else id)
    return Supplier(id, kind, **values)


@cache
def suppliers() -> Mapping[str, Supplier]:
    """All suppliers by id."""
    return complete_suppliers(
        {
            id: make_supplier(kind, id, row)
            for kind in SupplierKind
            for id, row in read_table("suppliers")[kind].items()
        }
    )


def complete_suppliers(rows: Mapping[str, Supplier]) -> Mapping[str, Supplier]:
    """The rows with what follows from others.

    Partners are said once, a network is as social as what it is `of`.
    """
    shared: dict[str, set[str]] = {id: set(row.partners or ()) for id, row in rows.items()}
    for id, row in rows.items():
        for partner in row.partners or ():
            shared[partner].add(id)
    return MappingProxyType(
        {
            id: replace(
                row,
                partners=frozenset(shared[id]) if shared[id] or row.partners is not None else None,
                social=row.social or (row.of is not None and rows[row.of].social),
            )
            for id, row in rows.items()
        }
    )


def supplier(id: str) -> Supplier:
    """The supplier of this id; one without a row is a platform called by its id."""
    title = id.replace("-", " ").title()
    return suppliers().get(id) or Supplier(id, SupplierKind.PLATFORM, title)


def title_of(id: str) -> str:
    """What an editor calls a supplier or source.

    `wikimedia-commons` is "Wikimedia Commons".
    """
    return supplier(id).title


@cache
def posting_platforms() -> frozenset[str]:
    """The platforms on which accounts post."""
    return frozenset(row.id for row in suppliers().values() if row.posts)


@cache
def author_platforms() -> frozenset[str]:
    """The platforms whose house form is "Name on Platform"."""
    return frozenset(row.id for row in suppliers().values() if row.authors)


@cache
def free_stock() -> frozenset[str]:
    """The platforms that give stock pictures away."""
    return frozenset(row.id for row in suppliers().values() if row.free_stock)


def stock_supplier(id: str) -> Supplier | None:
    """The stock library whose file mark or id this is.

    None for one whose files do not tell.
    """
    row = suppliers().get(id)
    stock = row is not None and (row.kind is SupplierKind.STOCK or row.free_stock)
    return row if row is not None and stock and not row.mixed_files else None


def supplier_at(host: str) -> Supplier | None:
    """The supplier whose host this is, subdomains included."""
    labels = host.casefold().strip(".").split(".")[-4:]
    joined = (".".join(labels[i:]) for i in range(len(labels)))
    return next((found for name in joined if (found := _by_host().get(name))), None)


@cache
def _by_host() -> Mapping[str, Supplier]:
    return {host: row for row in suppliers().values() for host in row.hosts}
