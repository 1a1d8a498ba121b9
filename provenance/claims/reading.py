"""The reader: a text in, its `Claims` out.

And a text's relation to a record's place and date.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, time
from datetime import date as Date
from functools import lru_cache

from provenance import lazy_re as re
from provenance.claims.dates import read_dates
from provenance.claims.disclosures import read_disclosures, read_events
from provenance.claims.gazetteer import gazetteer
from provenance.claims.people import find_people
from provenance.claims.places import read_places
from provenance.claims.relations import relate_claims_date, relate_claims_place, specific
from provenance.model import (
    FIRST_PHOTOGRAPH,
    Claims,
    DateClaim,
    DateRelation,
    DateSpan,
    Place,
    PlaceRelation,
)

_PRINTED = re.compile(
    r"\b(?:published|posted|uploaded|shared|appeared|tweeted|inaugurated|released)\b", re.IGNORECASE
)
"""Words by which a record dates the appearance of a picture: it may have been taken any time
before."""


def read_claims(
    text: str,
    *,
    published: Date | datetime | None = None,
    language: str | None = None,
    context: Claims | None = None,
    names: Sequence[str] = (),
) -> Claims:
    """Places, dates, people, disclosures and event words in `text`.

    `published` is what "Tuesday" and "last month" are read against; without it they are no dates.
    `language` (BCP 47) decides between languages that spell two words alike. `context` holds
    claims around the text (the article's): its places help to tell namesakes apart. `names` are
    the people a source's record names: only they are looked for. At most 6,000 characters are read.
    """
    day = published.date() if isinstance(published, datetime) else published
    moment = published if isinstance(published, datetime) else None
    if day is not None and moment is None:
        moment = datetime.combine(day, time(), UTC)
    if not text:
        return Claims(text, language=_language_of_nothing(language), published=moment)
    around = _decided(context) if context else []
    read = read_places(text, gazetteer(), language=language, context=around)
    return Claims(
        text,
        places=read.claims,
        owners=read.owners,
        unknown_places=read.unknown,
        language=read.language,
        dates=read_dates(
            text,
            published=day,
            language=read.language if language else None,
            names=tuple((claim.start, claim.end) for claim in read.claims),
        ),
        people=find_people(text, names),
        disclosures=read_disclosures(text),
        events=read_events(text),
        published=moment,
    )


@lru_cache(maxsize=64)
def _language_of_nothing(declared: str | None) -> str | None:
    """What a text without words is said to be in."""
    return read_places("", gazetteer(), language=declared).language


def _decided(context: Claims) -> list[Place]:
    """The places around a text of whose country there is no doubt.

    A name that may mean several decides no other, least of all itself: a headline on Brest does not
    say which Brest its caption means.
    """
    return [
        place
        for claim in context.places
        if len({p.country for p in claim.places}) == 1
        for place in claim.places
    ]


def find_place(text: str) -> tuple[Place, ...]:
    """The places a structured field names, in all their readings; empty if unknown.

    What only says where another one lies is left out: of "Milan, Italy" only Milan is meant.
    """
    claims = specific(read_places(text, gazetteer(), field=True).claims)
    return tuple(dict.fromkeys(place for claim in claims for place in claim.places))


def place_at(latitude: float, longitude: float, radius_km: float = 0) -> Place:
    """A bare position.

    Raises `ValueError` where it is not on Earth, and for 0, 0: cameras without a fix write that.
    """
    if not (-90 <= latitude <= 90 and -180 <= longitude <= 180):
        raise ValueError(f"{latitude}, {longitude} is no position on Earth")
    if latitude == 0 and longitude == 0:
        raise ValueError("0, 0 is what cameras without a fix write")
    return Place(
        f"{latitude:.4f}, {longitude:.4f}",
        "position",
        latitude=latitude,
        longitude=longitude,
        radius_km=radius_km,
    )


def relations(
    text: str,
    *,
    place: str | None = None,
    date: str | None = None,
    published: Date | datetime | None = None,
) -> tuple[PlaceRelation, DateRelation]:
    """How a text's place and date lie to those of a record's fields."""
    claims = read_claims(text, published=published)
    shown = _place_relation(claims, place) if place else PlaceRelation.UNKNOWN
    taken = DateRelation.UNKNOWN
    if date:
        taken = relate_claims_date(claims, Claims(date, dates=_record_dates(date)))
    return shown, taken


def _place_relation(claims: Claims, place: str) -> PlaceRelation:
    """How the places of a text lie to a record's.

    All that it names, else what a short text means as a place field, else the countries that it
    describes somebody by.
    """
    record = Claims(place, places=read_places(place, gazetteer(), field=True).claims)
    tried = [claims.places]
    if not claims.places and len(claims.text) < FIELD_CHARS:
        tried.append(read_places(claims.text, gazetteer(), field=True).claims)
    tried.append(claims.owners)
    named = next((places for places in tried if places), ())
    return relate_claims_place(Claims(claims.text, places=named), record)[0]


FIELD_CHARS = 80
"""Characters of the longest text that may be a place field."""


def _record_dates(text: str) -> tuple[DateClaim, ...]:
    dates = read_dates(text)
    if not _PRINTED.search(text):
        return dates
    return tuple(
        DateClaim(
            d.text,
            d.start,
            d.end,
            tuple(DateSpan(FIRST_PHOTOGRAPH, s.latest) for s in d.spans),
            d.precision,
        )
        for d in dates
    )
