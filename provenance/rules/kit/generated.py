"""Whether the picture itself states that a trained model generated it."""

from __future__ import annotations

from collections.abc import Iterator

from provenance.model import (
    Case,
    Credentials,
    CredentialsState,
    DisclosureKind,
    Evidence,
    Locator,
    Picture,
)
from provenance.rules.kit import disclosure

_GENERATED = (
    "trainedalgorithmicmedia",
    "compositewithtrainedalgorithmicmedia",
    "compositesynthetic",
)
"""IPTC Digital Source Types (https://cv.iptc.org/newscodes/digitalsourcetype/): made by a trained
model, wholly or in part. `algorithmicMedia` (a fractal, a chart) is another thing."""


def says_generated(case: Case) -> tuple[Evidence, ...]:
    """What in the published file or a confirmed original says so; else empty.

    Credentials whose signature or hash fails say nothing.
    """
    found: list[Evidence] = []
    for label, picture in _pictures(case):
        stated = picture.metadata.digital_source_type
        if stated is not None and _is_generated(stated.value):
            found.append(
                Evidence(
                    f"digital source type in {label}",
                    stated.value,
                    Locator(stated.tag, url=picture.url),
                )
            )
        signed = picture.credentials
        if signed is not None and holds(signed) and _is_generated(signed.digital_source_type or ""):
            value = signed.digital_source_type or ""
            kept = " (kept by a service)" if signed.found_at else ""
            found.append(
                Evidence(
                    f"digital source type in the Content Credentials of {label}{kept}",
                    value,
                    Locator("C2PA", url=signed.found_at),
                )
            )
    return tuple(found)


def hints_generated(case: Case) -> tuple[Evidence, ...]:
    """What names a model or a prompt without stating a source type."""
    return tuple(
        Evidence(f"named in {label}", mark.value, Locator(mark.tag, url=picture.url))
        for label, picture in _pictures(case)
        for mark in picture.metadata.ai_marks
    )


def labelled(case: Case) -> bool:
    """True where the page says that the picture is generated."""
    return DisclosureKind.AI_GENERATED in disclosure.stated(case)


def _pictures(case: Case) -> Iterator[tuple[str, Picture]]:
    if case.picture is not None:
        yield "the published file", case.picture
    yield from (("the original", o.picture) for o in case.confirmed if o.picture is not None)


def _is_generated(value: str) -> bool:
    return value.rstrip("/").rpartition("/")[2].casefold() in _GENERATED


def holds(signed: Credentials) -> bool:
    """True where hashes and signature hold, whoever signed."""
    return signed.state in (
        CredentialsState.VALID,
        CredentialsState.UNTRUSTED,
        CredentialsState.EXPIRED,
    )
