"""Whether the picture itself states that a trained model generated it."""

from __future__ import annotations

from collections.abc import Iterator

from provenance import lazy_re as re
from provenance.lexicon.folding import key_of
from provenance.lexicon.phrases import load_vocabulary
from provenance.model import (
    Case,
    Credentials,
    CredentialsState,
    CreditFlag,
    DisclosureKind,
    Evidence,
    Locator,
    Metadata,
    MetadataValue,
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
        for mark in (*picture.metadata.ai_marks, *_credited(picture.metadata))
    )


def _credited(metadata: Metadata) -> Iterator[MetadataValue]:
    """The fields for author, credit, source and software that name a generator."""
    single = (metadata.credit_line, metadata.source, metadata.software)
    for value in (*metadata.creators, *single):
        if value is not None and names_generator(value.value):
            yield value


_PARTS = re.compile(r"[/|,;()\[\]·•\n]|\s[-–—]\s")
"""What stands between the names of a credit."""
_VERSION = re.compile(r"v?\d\w{0,7}|v|version")
_MOST_READ = 300
"""Characters of a field that are read."""


def names_generator(text: str) -> bool:
    """True where a credit or a part of it names a generator or says generated.

    A name of one word must stand alone but for a lead and a version: "Sora Kim" is a person.
    """
    return any(_is_generator(key_of(part)) for part in _PARTS.split(text[:_MOST_READ]))


def _is_generator(words: tuple[str, ...]) -> bool:
    phrases = load_vocabulary().phrases
    at, named, alone = 0, False, True
    while at < len(words):
        found = phrases.starting(words, at, len(words))
        if found and CreditFlag.AI_GENERATED in found[1].flags:
            if found[0] - at > 1:
                return True
            named = True
        elif named or not found or found[1].supplier:
            alone = alone and named and _VERSION.fullmatch(words[at]) is not None
        at = found[0] if found else at + 1
    return named and alone


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
