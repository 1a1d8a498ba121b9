"""The common ground of the free stock libraries."""

from __future__ import annotations

from collections.abc import Iterator

from provenance.model import (
    Clues,
    DatedFact,
    License,
    Locator,
    MatchBasis,
    Reading,
    Reference,
    SourceRecord,
)
from provenance.pictures.clues import file_clues


def references(source: str, clues: Clues) -> Iterator[Reference]:
    """One reference for each id of the library in the clues' addresses and file names."""
    told = [(clue, file_clues(urls=(clue,))) for clue in clues.urls]
    told += [(clue, file_clues(file_names=(clue,))) for clue in clues.file_names]
    for clue, facts in told:
        for fact in facts:
            if fact.kind == "agency-id" and fact.source == source:
                yield Reference(
                    source, fact.value, MatchBasis.SAME_ID, clue, clue if "://" in clue else None
                )
                break


def bare_record(
    source: str,
    reference: Reference,
    license: License,
    *,
    page: str | None,
    media: str | None,
    key: str,
    dates: tuple[DatedFact, ...] = (),
) -> SourceRecord:
    """What the address or name tells without asking anybody."""
    spot = Locator(f"address or name {reference.clue}", url=reference.url)
    return SourceRecord(
        source=source,
        id=reference.id,
        where=spot,
        page_url=page,
        media_url=media,
        preview_url=media,
        license=license,
        dates=dates,
        notes=(Reading(f"author and title are only told to a key ({key})", spot),),
        basis=MatchBasis.SAME_ID,
        stock=True,
    )
