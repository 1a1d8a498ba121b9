"""What says that a picture comes from a stock library."""

from __future__ import annotations

from provenance.lexicon.suppliers import (
    free_stock,
    stock_supplier,
    supplier_at,
    suppliers,
    title_of,
)
from provenance.model import (
    Case,
    Credit,
    CreditFlag,
    CreditKind,
    Evidence,
    Locator,
    source_name,
)
from provenance.model.addresses import host_of
from provenance.rules.kit import evidence
from provenance.rules.kit.credits import agencies_in

_IDS = frozenset({"agency-id", "media-id", "page", "stock-id"})
"""The clues that are the library's own id of the picture."""
Sign = tuple[str, tuple[Evidence, ...]]
"""The library's name, empty where it has none, and what says so."""


def stock_evidence(case: Case) -> Sign | None:
    """What says that the picture is of a stock library; None where nothing does."""
    credit = case.credit
    if credit is not None and _is_stock(credit) and _others_news(credit.raw):
        return None
    return next((found for read in _SIGNS if (found := read(case))), None)


def _is_stock(credit: Credit) -> bool:
    return credit.kind is CreditKind.STOCK or CreditFlag.STOCK in credit.flags


def _in_credit(case: Case) -> Sign | None:
    credit = case.credit
    if credit is None or not _is_stock(credit):
        return None
    if credit.platform and credit.platform in free_stock():
        name = title_of(credit.platform)
    elif credit.distributor or credit.organizations:
        name = credit.distributor or credit.organizations[0]
    else:
        name = title_of(credit.platform) if credit.platform else ""
    return name, evidence.credit(case)


def _at_source(case: Case) -> Sign | None:
    found = next((o for o in case.confirmed if o.record.stock), None)
    if found is None:
        return None
    page = found.record.page_url or found.record.id
    return source_name(found.record), (evidence.at_source(found, "original", page),)


def _in_marks(case: Case) -> Sign | None:
    for mark in case.picture.metadata.marks if case.picture else ():
        if library := stock_supplier(mark.value):
            return library.title, (Evidence("mark in the file", mark.value, Locator(mark.tag)),)
    return None


def _in_file_name(case: Case) -> Sign | None:
    for clue in case.file_clues:
        if clue.kind in _IDS and (library := stock_supplier(clue.source)):
            return library.title, (Evidence("file name", clue.value, clue.where),)
    return None


def _in_address(case: Case) -> Sign | None:
    for url in (case.image.content_url, case.image.link, *case.image.candidates):
        at = supplier_at(host_of(url)) if url else None
        if url and at and (library := stock_supplier(at.id)):
            return library.title, (Evidence("address of the picture", url, case.image.where),)
    return None


_SIGNS = (_in_credit, _at_source, _in_marks, _in_file_name, _in_address)
"""The page's own word first, then the source's, the file's, and its name's and address's."""


def _others_news(line: str) -> bool:
    """True where an agency is credited beside a library that also sells news."""
    beside = {id for id in agencies_in(line) if not suppliers()[id].news}
    return bool(beside) and "istock" not in line.casefold()
