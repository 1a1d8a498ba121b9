"""What an IPTC ninjs item says of its pictures: record and publishing status.

ninjs 3 writes names in camel case, and texts and people as lists; what is read here is the same in
both (https://iptc.org/std/ninjs/).
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from provenance.archive.entry import Notice, Record
from provenance.archive.inputs.status import notice_from
from provenance.articles.cms_fields import objects, text_of
from provenance.articles.formats.ninjs import named, value_of
from provenance.errors import UnreadableInput


def described(data: bytes, origin: str) -> dict[str, tuple[Record, Notice | None]]:
    """Where each picture stands in the item → what is said of it."""
    try:
        item = json.loads(data)
    except (ValueError, RecursionError) as error:
        raise UnreadableInput(f"{origin} is not JSON, so it cannot be read as ninjs.") from error
    return dict(_pictures(item, "$", origin)) if isinstance(item, dict) else {}


def _pictures(
    item: dict[str, Any], path: str, origin: str
) -> Iterator[tuple[str, tuple[Record, Notice | None]]]:
    described = _described(item, path, origin)
    # A bare kill may leave out of what kind of item it is: the id will tell.
    is_bare = path == "$" and "type" not in item and described[1] is not None
    is_shown = path != "$" and item.get("renditions")
    if item.get("type") in ("picture", "graphic") or is_shown or is_bare:
        yield path, described
    if path.count(".associations.") < 2:
        for name, one in named(item.get("associations")):
            yield from _pictures(one, f"{path}.associations.{name}", origin)


def _described(item: dict[str, Any], path: str, origin: str) -> tuple[Record, Notice | None]:
    places = [n for p in _several(item, "place", "places") if (n := _name(p))]
    located = _text(item, "located")
    position = _position(_several(item, "place", "places"))
    record = Record(
        supplier=_supplier(item),
        guid=_text(item, "uri", "guid"),
        version=str(item.get("version") or ""),
        headline=value_of(item, "headline", "headlines", "main") or "",
        description=_text(item, "description_text")
        or value_of(item, "description_html", "descriptions", "caption")
        or "",
        creators=_creators(item),
        credit_line=_text(item, "creditline", "creditLine", "credit_line"),
        copyright_notice=_text(item, "copyrightnotice", "copyrightNotice"),
        source=_supplier(item),
        date_created=_text(item, "contentcreated", "contentCreated"),
        places=tuple(dict.fromkeys([*places, *([located] if located else [])])),
        latitude=position[0] if position else None,
        longitude=position[1] if position else None,
        people=tuple(n for p in _several(item, "person", "people") if (n := _name(p))),
        instructions=_text(item, "ednote", "edNote"),
        usage_terms=_text(item, "usageterms", "usageTerms"),
        embargoed=_text(item, "embargoed"),
        expires=_text(item, "expires", "expirydate"),
        received=_text(item, "versioncreated", "versionCreated", "firstcreated", "firstCreated"),
        origin=f"{origin} {path}",
        fields={
            "places": f"{path}.place" if places else f"{path}.located",
            "description": f"{path}.description_text",
            "date_created": f"{path}.contentcreated",
            "creators": f"{path}.byline",
            "people": f"{path}.person",
        },
    )
    signals = [_text(s, "code", "name") for s in _several(item, "signal", "signals")]
    return record, notice_from(record, _text(item, "pubstatus", "pubStatus"), signals)


def _text(item: dict[str, Any], *names: str) -> str:
    return next((t for n in names if (t := text_of(item.get(n)))), "")


def _several(item: dict[str, Any], *names: str) -> list[dict[str, Any]]:
    return [one for name in names for one in objects(item.get(name))]


def _name(one: dict[str, Any]) -> str:
    return _text(one, "name", "literal") or value_of(one, "", "names", "full") or ""


def _supplier(item: dict[str, Any]) -> str:
    named_ = [_name(s) for s in _several(item, "infosource", "infosources", "infoSources")]
    return next(
        (n for n in named_ if n), _text(item, "source", "copyrightholder", "copyrightHolder")
    )


def _creators(item: dict[str, Any]) -> tuple[str, ...]:
    one = _text(item, "byline", "by")
    many = [_text(b, "byline", "name") for b in _several(item, "bylines")]
    return (one,) if one else tuple(n for n in many if n)


def _position(places: list[dict[str, Any]]) -> tuple[float, float] | None:
    for place in places:
        for name in ("geometry_geojson", "geoJSON", "geometry"):
            shape = place.get(name)
            spot = shape.get("coordinates") if isinstance(shape, dict) else None
            if (
                isinstance(spot, list)
                and len(spot) >= 2
                and all(isinstance(v, int | float) for v in spot[:2])
            ):
                return float(spot[1]), float(spot[0])
    return None
