"""Categories as evidence: "Photographs taken on 2012-04-14", "Exercises in Japan".

They are kept by people and templates, so what is read from them counts as prose, not as a field.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from provenance import lazy_re as re
from provenance.fetch.exchange import Exchange
from provenance.model import (
    FIRST_PHOTOGRAPH,
    DatedFact,
    DateKind,
    DateSpan,
    PlaceFact,
    PlaceKind,
    Reading,
)
from provenance.sources.wikimedia_commons.dating import read_date
from provenance.sources.wikimedia_commons.words import table

_TAKEN = re.compile(
    r"(?:^(?P<place>.{2,60}) )?photographs taken on (?P<date>\d{4}-\d\d-\d\d)$", re.IGNORECASE
)
_MONTHS = "January|February|March|April|May|June|July|August|September|October|November|December"
_WHEN_WHERE = re.compile(
    rf"^(?P<when>(?:(?:{_MONTHS}) )?\d{{4}}) (?:[^\d]{{0,60}} )?(?:in|at|from) "
    rf"(?P<where>[^\d]{{2,80}})$"
)
_WHERE_WHEN = re.compile(
    rf"^(?P<where>.{{2,80}}?)(?: photographs)?,? (?:in|during) (?P<when>(?:(?:{_MONTHS}) "
    rf")?\d{{4}})$"
)
_LAST_PLACE = re.compile(
    r"\b(?:in|at|near|of) (?:the )?(?P<where>[^\W\d_][^()|]{1,80}?)(?: with known IDs)?(?: "
    r"\([^)]*\))?$"
)
_WITH_PLACE = (
    (_TAKEN, "place"), (_WHEN_WHERE, "where"), (_WHERE_WHEN, "where"), (_LAST_PLACE, "where"),
)  # fmt: skip
"""What holds a place, in the order of trying, and the group it stands in."""
_LATEST = date(2100, 1, 1)
"""After it a number is no year of a photograph."""
_ABOUT_WIKI = re.compile(
    r"^(?:Files|Media|Images|Pages|PD\b|CC-|GFDL|Self-published|Uploaded|Photos uploaded|Taken with"
    r"|Photographs taken with|Artworks with|Flickr|License|Attribution|Items "
    r"with|Template|Author died|Supported by"
    r"|Content made|All media|No QIC|Deletion requests)",
    re.IGNORECASE,
)
"""Categories that describe the upload, the licence or the camera, not the scene."""


def category_dates(categories: tuple[str, ...], exchange: Exchange) -> Iterator[DatedFact]:
    """Dates that category names state, as prose about the capture."""
    for name in categories:
        taken = _TAKEN.match(name)
        matched = taken or _WHEN_WHERE.match(name) or _WHERE_WHEN.match(name)
        if matched is None or _ABOUT_WIKI.match(name):
            continue
        read = read_date(matched["date"] if taken else matched["when"])
        if read and read.span.earliest >= FIRST_PHOTOGRAPH and read.span.latest <= _LATEST:
            yield DatedFact(
                DateKind.CAPTURED,
                DateSpan(read.span.earliest, read.span.latest),
                read.precision,
                exchange.where("category"),
                text=name,
                structured=False,
            )


def category_places(categories: tuple[str, ...], exchange: Exchange) -> Iterator[PlaceFact]:
    """Places that category names end in or stand before a date.

    The reader of places decides what they are.
    """
    seen: set[str] = set()
    for name in categories:
        text = "" if _ABOUT_WIKI.match(name) else _place_in(name)
        if text and text[0].isupper() and text.lower() not in seen:
            seen.add(text.lower())
            yield PlaceFact(
                PlaceKind.NAMED, text, exchange.where(f"category {name!r}"), structured=False
            )


def _place_in(name: str) -> str:
    """What stands where a place does in a category's name; empty for none."""
    found = ((pattern.search(name), group) for pattern, group in _WITH_PLACE)
    text = next(((first[group] or "").strip() for first, group in found if first), "")
    inner = _LAST_PLACE.search(text)
    return inner["where"] if inner else text


def category_notes(
    categories: tuple[str, ...], exchange: Exchange, *, nominated: bool
) -> Iterator[Reading]:
    """What categories say about the file: to be deleted, retouched, a montage."""
    said: set[str] = set()
    for name in categories:
        for start, note in table("category_notes").items():
            known = note in said or (nominated and "deletion" in start)
            if name.lower().startswith(start) and not known:
                said.add(note)
                yield Reading(note, exchange.where(f"category {name!r}"))
