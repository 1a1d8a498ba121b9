"""Structured data on Commons: the entity `M<page id>` behind a file page.

Its traps: the key is `statements` and empty is a list; a snak may have no value (`somevalue`,
`novalue`); an author without a Wikidata item is `somevalue` with the name in a qualifier; labels
are on Wikidata.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import field
from typing import Any

from provenance.config import Config
from provenance.errors import NotFetched
from provenance.fetch.exchange import Exchange, Fetches
from provenance.model import (
    DatedFact,
    DateKind,
    DateSpan,
    Link,
    PlaceFact,
    PlaceKind,
    Precision,
    Reading,
    Reason,
)
from provenance.model.addresses import is_web_address
from provenance.pictures.clues import flickr_short_id
from provenance.sources.wikimedia_commons.api import Wiki, as_dict, as_list, as_text
from provenance.sources.wikimedia_commons.dating import widen_circa, wikibase_time
from provenance.sources.wikimedia_commons.words import table
from provenance.values import dataclass

_EARTH = "http://www.wikidata.org/entity/Q2"
_PLACES = {"P1071": PlaceKind.CAMERA, "P276": PlaceKind.SHOWN}
"""Location of creation: where the camera was. Location: where the thing shown is."""
_POSITIONS = {"P1259": PlaceKind.CAMERA, "P9149": PlaceKind.SHOWN, "P625": PlaceKind.SHOWN}
_DATES = {"P571": DateKind.CREATED, "P577": DateKind.PUBLISHED}
_LABELLED = ("P170", "P180", "P1071", "P276", "P275", "P6216")
_POLE, _ANTIMERIDIAN = 90, 180
"""Degrees."""
_MOST_STATEMENTS = 50
_LONGEST_URL, _NAME, _LABEL = 2000, 200, 300
"""Characters of an address, of an author's name and of a label that are kept."""
_MOST_LABELS = 50
"""Entities one request may name without a log-in."""


@dataclass(frozen=True, slots=True)
class StructuredData:
    """What the entity says, in the record's terms."""

    creators: tuple[Reading, ...] = ()
    dates: tuple[DatedFact, ...] = ()
    places: tuple[PlaceFact, ...] = ()
    depicts: tuple[str, ...] = ()
    license: str | None = None
    """The licence's short name."""
    links: tuple[Link, ...] = ()
    """Next hops: the source of the file, the Flickr photo."""
    notes: tuple[str, ...] = field(default=())


def read_structured(wiki: Wiki, page: int, fetcher: Fetches, config: Config) -> StructuredData:
    """The structured data of the file with this page id; empty where it has none.

    Raises `NotFetched` where the entity could not be read. Labels that could not be read become a
    note.
    """
    try:
        data, exchange = wiki.ask({"action": "wbgetentities", "ids": f"M{page}", "props": "claims"})
    except NotFetched as error:
        if error.reason is Reason.FAILED and "(badvalue)" in error.detail:
            return StructuredData()  # a wiki without Wikibase does not know this action
        raise
    entity = as_dict(as_dict(data.get("entities")).get(f"M{page}"))
    statements = as_dict(entity.get("statements"))
    if not statements:
        return StructuredData()
    wanted = [
        item
        for name in _LABELLED
        for item in _items(statements, name)
        if item not in table("license_items")
    ]
    labels, note = _labels(list(dict.fromkeys(wanted))[:_MOST_LABELS], fetcher, config)
    return StructuredData(
        creators=tuple(_creators(statements, labels, exchange)),
        dates=tuple(_dates(statements, exchange)),
        places=tuple(_places(statements, labels, exchange)),
        depicts=tuple(labels[item] for item in _items(statements, "P180") if item in labels),
        license=_license(statements, labels),
        links=tuple(dict.fromkeys(_links(statements))),
        notes=(note,) if note else (),
    )


def flickr_page(photo: str) -> str | None:
    """The short address of a Flickr photo, which needs no account name."""
    if not re.fullmatch(r"[1-9]\d{0,18}", photo):
        return None
    return f"https://flic.kr/p/{flickr_short_id(photo)}"


def _statements(statements: Mapping[str, Any], name: str) -> list[dict[str, Any]]:
    """A property's statements without the deprecated ones, preferred first."""
    kept = [s for s in map(as_dict, as_list(statements.get(name))) if s.get("rank") != "deprecated"]
    return sorted(kept, key=lambda s: s.get("rank") != "preferred")[:_MOST_STATEMENTS]


def _value(snak: Mapping[str, Any]) -> Any:
    """A snak's value; None for `somevalue` and `novalue`."""
    return as_dict(snak.get("datavalue")).get("value") if snak.get("snaktype") == "value" else None


def _values(statements: Mapping[str, Any], name: str) -> Iterator[Any]:
    for statement in _statements(statements, name):
        value = _value(as_dict(statement.get("mainsnak")))
        if value is not None:
            yield value


def _qualifier(statement: Mapping[str, Any], name: str) -> Iterator[str]:
    for snak in as_list(as_dict(statement.get("qualifiers")).get(name)):
        text = as_text(_value(as_dict(snak)))
        if text:
            yield text


def _items(statements: Mapping[str, Any], name: str) -> list[str]:
    """The Q-ids a property names."""
    ids = (as_text(as_dict(value).get("id")) for value in _values(statements, name))
    return [i for i in ids if re.fullmatch(r"Q\d{1,12}", i)]


def _labels(ids: list[str], fetcher: Fetches, config: Config) -> tuple[dict[str, str], str | None]:
    """Names of Wikidata items, in English or else any language; and a note on failure."""
    if not ids:
        return {}, None
    endpoint = config.network.endpoints.get("wikidata", "https://www.wikidata.org/w/api.php")
    wikidata = Wiki("www.wikidata.org", endpoint, fetcher)
    languages = "|".join(
        dict.fromkeys(["en", "mul", *(tag.partition("-")[0] for tag in config.languages)])
    )
    try:
        data, _ = wikidata.ask(
            {
                "action": "wbgetentities",
                "ids": "|".join(ids),
                "props": "labels",
                "languages": languages,
            }
        )
    except NotFetched as error:
        return (
            {},
            f"the names of {len(ids)} Wikidata items could not be read ({error.reason}): "
            f"{error.detail}",
        )
    found: dict[str, str] = {}
    for item, entity in as_dict(data.get("entities")).items():
        labels = as_dict(as_dict(entity).get("labels"))
        for label in [labels.get("en"), labels.get("mul"), *labels.values()]:
            text = as_text(as_dict(label).get("value"))
            if text:
                found[item] = text[:_LABEL]
                break
    return found, None


def _creators(
    statements: Mapping[str, Any], labels: Mapping[str, str], exchange: Exchange
) -> Iterator[Reading]:
    where = exchange.where("P170 (creator)")
    for statement in _statements(statements, "P170"):
        item = as_text(as_dict(_value(as_dict(statement.get("mainsnak")))).get("id"))
        name = labels.get(item) if item else None
        for text in (
            [name]
            if name
            else [*_qualifier(statement, "P2093"), *_qualifier(statement, "P4174")][:1]
        ):
            yield Reading(text[:_NAME], where)


def _dates(statements: Mapping[str, Any], exchange: Exchange) -> Iterator[DatedFact]:
    for name, kind in _DATES.items():
        for statement in _statements(statements, name):
            value = as_dict(_value(as_dict(statement.get("mainsnak"))))
            if read := _apply_qualifiers(statement, wikibase_time(value)):
                where = exchange.where(
                    f"{name} ({'inception' if name == 'P571' else 'publication date'})"
                )
                yield DatedFact(kind, read[0], read[1], where, text=as_text(value.get("time")))


_CIRCA = "Q5727902"


def _apply_qualifiers(
    statement: Mapping[str, Any], stated: tuple[DateSpan, Precision] | None
) -> tuple[DateSpan, Precision] | None:
    """The date as its qualifiers narrow or loosen it.

    P1319 and P1326 are the earliest and the latest date, P1480 says "circa".
    """
    qualifiers = as_dict(statement.get("qualifiers"))

    def values(name: str) -> Iterator[Mapping[str, Any]]:
        for snak in as_list(qualifiers.get(name)):
            yield as_dict(_value(as_dict(snak)))

    first, last = (
        next(filter(None, map(wikibase_time, map(dict, values(name)))), None)
        for name in ("P1319", "P1326")
    )
    if first and last and first[0].earliest <= last[0].latest:
        return DateSpan(first[0].earliest, last[0].latest), Precision.RANGE
    if stated and any(value.get("id") == _CIRCA for value in values("P1480")):
        return widen_circa(stated[0]), Precision.RANGE
    return stated


def _places(
    statements: Mapping[str, Any], labels: Mapping[str, str], exchange: Exchange
) -> Iterator[PlaceFact]:
    words = {
        "P1071": "location of creation",
        "P276": "location",
        "P1259": "coordinates of the point of view",
        "P9149": "coordinates of depicted place",
        "P625": "coordinates",
    }
    for name, kind in _POSITIONS.items():
        for value in map(as_dict, _values(statements, name)):
            position = position_on_earth(value.get("latitude"), value.get("longitude"))
            if position and value.get("globe", _EARTH) == _EARTH:
                yield PlaceFact(kind, "", exchange.where(f"{name} ({words[name]})"), *position)
    for name, kind in _PLACES.items():
        for item in _items(statements, name):
            if item in labels:
                yield PlaceFact(kind, labels[item], exchange.where(f"{name} ({words[name]})"))


def position_on_earth(latitude: object, longitude: object) -> tuple[float, float] | None:
    """A position in decimal degrees; None for none, or for 0, 0 (an empty field)."""
    try:
        here = float(as_text(latitude)), float(as_text(longitude))
    except ValueError:
        return None
    on_earth = abs(here[0]) <= _POLE and abs(here[1]) <= _ANTIMERIDIAN
    return here if on_earth and here != (0.0, 0.0) else None


def _license(statements: Mapping[str, Any], labels: Mapping[str, str]) -> str | None:
    for item in [*_items(statements, "P275"), *_items(statements, "P6216")]:
        known = table("license_items").get(item)
        if known:
            return known
    return next((labels[item] for item in _items(statements, "P275") if item in labels), None)


def _links(statements: Mapping[str, Any]) -> Iterator[Link]:
    """Described-at addresses and file addresses of the source, then the Flickr photo."""
    for statement in _statements(statements, "P7482"):
        for name in ("P973", "P2699"):
            for url in _qualifier(statement, name):
                if is_web_address(url) and len(url) < _LONGEST_URL:
                    yield Link(url, "source of file")
    for value in _values(statements, "P12120"):
        page = flickr_page(as_text(value))
        if page:
            yield Link(page, "Flickr photo")
