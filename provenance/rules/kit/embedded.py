"""Whom the published file itself credits."""

from __future__ import annotations

from provenance.model import Case, Evidence, Locator, MetadataValue


def embedded_credits(case: Case) -> tuple[MetadataValue, ...]:
    """The creators, credit line and copyright notice that the file states."""
    if case.picture is None:
        return ()
    data = case.picture.metadata
    values = (*data.creators, data.credit_line, data.copyright_notice)
    return tuple(v for v in values if v is not None and any(c.isalpha() for c in v.value))


def evidence(case: Case, value: MetadataValue, label: str) -> Evidence:
    """An embedded value as evidence."""
    picture = case.picture
    url = (picture.metadata_url or picture.url) if picture else None
    return Evidence(label, value.value, Locator(value.tag, url=url))
