"""What says that a picture comes from a stock library."""

from __future__ import annotations

from urllib.parse import urlsplit

from provenance.lexicon import read_table
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

_ALSO_STOCK = frozenset({"shutterstock", "alamy"})
"""Agencies that are stock libraries first. Where another one is credited too, the picture is
that agency's news."""


def stock_evidence(case: Case) -> tuple[str, tuple[Evidence, ...]] | None:
    """The library's name (empty where it has none) and what says so; None where nothing does."""
    credit = case.credit
    if credit is not None and (credit.kind is CreditKind.STOCK or CreditFlag.STOCK in credit.flags):
        if agencies_in(credit.raw) - _ALSO_STOCK and "istock" not in credit.raw.casefold():
            return None
        name = credit.distributor or next(iter(credit.organizations), "") or (credit.platform or "")
        title = evidence.platform_title(name) if name == credit.platform else name
        return title, evidence.credit(case)
    for original in case.confirmed:
        if original.record.stock:
            title = source_name(original.record)
            return title, (
                evidence.stated(
                    original, "original", original.record.page_url or original.record.id
                ),
            )
    known = read_table("stock_marks")
    for mark in case.picture.metadata.marks if case.picture else ():
        name = known["marks"].get(mark.value.casefold())
        if name:
            return str(name), (Evidence("mark in the file", mark.value, Locator(mark.tag)),)
    for clue in case.file_clues:
        if clue.source in known["marks"] and clue.kind in (
            "agency-id",
            "media-id",
            "page",
            "stock-id",
        ):
            return str(known["marks"][clue.source]), (
                Evidence("file name", clue.value, clue.where),
            )
    for url in (case.image.content_url, case.image.link, *case.image.candidates):
        host = (urlsplit(url).hostname or "") if url and "://" in url else ""
        library = next(
            (v for k, v in known["hosts"].items() if host == k or host.endswith(f".{k}")), None
        )
        if library and url:
            return str(library), (Evidence("address of the picture", url, case.image.where),)
    return None
