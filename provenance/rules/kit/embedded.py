"""Whom the published file itself credits."""

from __future__ import annotations

from provenance.model import (
    Case,
    Credentials,
    CredentialsState,
    Evidence,
    Locator,
    MetadataValue,
)


def embedded_credits(case: Case) -> tuple[MetadataValue, ...]:
    """The creators, credit line and copyright notice that the file states."""
    if case.picture is None:
        return ()
    data = case.picture.metadata
    values = (*data.creators, data.credit_line, data.copyright_notice)
    return tuple(v for v in values if v is not None and any(c.isalpha() for c in v.value))


def credentials(case: Case) -> Credentials | None:
    """The published file's Content Credentials; None where it has none."""
    found = case.picture.credentials if case.picture else None
    return None if found is None or found.state is CredentialsState.ABSENT else found


def signed(case: Case, value: str) -> Evidence:
    """What the Content Credentials say as evidence."""
    url = case.picture.url if case.picture else None
    return Evidence("Content Credentials", value, Locator("C2PA", url=url))


def _url(case: Case) -> str | None:
    picture = case.picture
    return (picture.metadata_url or picture.url) if picture else None


def evidence(case: Case, value: MetadataValue, label: str) -> Evidence:
    """An embedded value as evidence."""
    return Evidence(label, value.value, Locator(value.tag, url=_url(case)))
