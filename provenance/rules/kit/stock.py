"""What says that a picture comes from a stock library."""

from __future__ import annotations

from urllib.parse import urlsplit

from provenance.lexicon.suppliers import stock_supplier, supplier_at, suppliers, title_of
from provenance.model import (
    Case,
    CreditFlag,
    CreditKind,
    Evidence,
    Locator,
    source_name,
)
from provenance.rules.kit import evidence
from provenance.rules.kit.credits import agencies_in

_IDS = frozenset({"agency-id", "media-id", "page", "stock-id"})
"""The clues that are the library's own id of the picture."""


def stock_evidence(case: Case) -> tuple[str, tuple[Evidence, ...]] | None:
    """The library's name (empty where it has none) and what says so; None where nothing does."""
    credit = case.credit
    if credit is not None and (credit.kind is CreditKind.STOCK or CreditFlag.STOCK in credit.flags):
        if _others_news(credit.raw):
            return None
        name = credit.distributor or next(iter(credit.organizations), "") or (credit.platform or "")
        title = title_of(name) if name == credit.platform else name
        return title, evidence.credit(case)
    for original in case.confirmed:
        if original.record.stock:
            title = source_name(original.record)
            return title, (
                evidence.at_source(
                    original, "original", original.record.page_url or original.record.id
                ),
            )
    for mark in case.picture.metadata.marks if case.picture else ():
        if library := stock_supplier(mark.value):
            return library.title, (Evidence("mark in the file", mark.value, Locator(mark.tag)),)
    for clue in case.file_clues:
        if clue.kind in _IDS and (library := stock_supplier(clue.source)):
            return library.title, (Evidence("file name", clue.value, clue.where),)
    for url in (case.image.content_url, case.image.link, *case.image.candidates):
        host = (urlsplit(url).hostname or "") if url and "://" in url else ""
        at = supplier_at(host)
        if url and at and (library := stock_supplier(at.id)):
            return library.title, (Evidence("address of the picture", url, case.image.where),)
    return None


def _others_news(line: str) -> bool:
    """True where an agency is credited beside a library that also sells news: then the picture is
    that agency's."""
    beside = {id for id in agencies_in(line) if not suppliers()[id].news}
    return bool(beside) and "istock" not in line.casefold()
