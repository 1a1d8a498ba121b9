"""What a NewsML-G2 document says of its pictures.

Record, publishing status and signals (https://iptc.org/std/NewsML-G2/).
"""

from __future__ import annotations

from xml.etree.ElementTree import Element

from provenance.archive.entry import Notice, Record
from provenance.archive.inputs.status import notice_from
from provenance.articles.safe_xml import child, name, named, read_xml, text


def described(data: bytes, origin: str) -> dict[str, tuple[Record, Notice | None]]:
    """Where each picture item stands → what is said of it. Raises `UnreadableInput`."""
    root = read_xml(data, origin)
    items = [root] if name(root) == "newsitem" else named(root, "newsitem")
    found = {}
    for number, item in enumerate(items):
        if _code(next(iter(named(item, "itemclass")), None)) not in ("picture", "graphic", "image"):
            continue
        path = f"newsItem[{item.get('guid') or number}]"
        record = _record(item, f"{origin} {path}")
        status = _code(next(iter(named(item, "pubstatus")), None))
        signals = [_code(one) for one in named(item, "signal")]
        found[path] = (record, notice_from(record, status, signals))
    return found


def _record(item: Element, origin: str) -> Record:
    meta, content, rights = (
        child(item, part) for part in ("itemmeta", "contentmeta", "rightsinfo")
    )
    shown = [
        label
        for subject in named(item, "subject")
        if _code(subject, "type") in ("geoArea", "place", "POI") and (label := _label(subject))
    ]
    people = [
        label
        for subject in named(item, "subject")
        if _code(subject, "type") in ("person", "per") and (label := _label(subject))
    ]
    supplier = _under_label(content, "infosource")
    position = next(iter(named(item, "position")), None)
    return Record(
        supplier=supplier or _under_label(meta, "provider"),
        guid=item.get("guid") or "",
        version=item.get("version") or "",
        headline=_under(content, "headline"),
        title=_under(meta, "title"),
        description=_caption(content),
        creators=tuple(
            label
            for one in (content if content is not None else ())
            if name(one) == "creator" and (label := _label(one))
        ),
        credit_line=_under(content, "creditline"),
        copyright_notice=_under(rights, "copyrightnotice"),
        source=supplier,
        date_created=_under(content, "contentcreated"),
        places=tuple(dict.fromkeys(_located(content) or shown)),
        latitude=_number(position, "latitude"),
        longitude=_number(position, "longitude"),
        people=tuple(people),
        instructions=_under(meta, "ednote"),
        usage_terms=_under(rights, "usageterms"),
        embargoed=_under(meta, "embargoed"),
        expires=_under(meta, "expires") or _under(rights, "validto"),
        received=_under(meta, "versioncreated") or _under(meta, "firstcreated"),
        origin=origin,
        fields={
            "places": "contentMeta.located",
            "description": "contentMeta.description",
            "date_created": "contentMeta.contentCreated",
            "creators": "contentMeta.creator",
            "people": "contentMeta.subject",
        },
    )


def _code(element: Element | None, attribute: str = "") -> str:
    """The last part of a coded value: `picture` of `ninat:picture`."""
    if element is None:
        return ""
    coded = (
        element.get(attribute)
        if attribute
        else element.get("qcode") or element.get("uri") or element.get("code")
    )
    return (coded or "").rsplit(":", 1)[-1].rsplit("/", 1)[-1]


def _label(element: Element | None) -> str:
    if element is None:
        return ""
    return text(child(element, "name")) or element.get("literal") or ""


def _located(content: Element | None) -> list[str]:
    """Where the picture was taken, and the wider places that this lies in."""
    located = child(content, "located") if content is not None else None
    if located is None:
        return []
    found = [located, *named(located, "broader")]
    return [label for one in found if (label := _label(one))]


def _under_label(parent: Element | None, wanted: str) -> str:
    return _label(child(parent, wanted)) if parent is not None else ""


def _under(parent: Element | None, wanted: str) -> str:
    return (text(child(parent, wanted)) or "") if parent is not None else ""


def _caption(content: Element | None) -> str:
    if content is None:
        return ""
    entries = [e for e in content if name(e) == "description"]
    chosen = [e for e in entries if "caption" in (e.get("role") or "")] or entries
    return text(chosen[0]) or "" if chosen else ""


def _number(element: Element | None, attribute: str) -> float | None:
    try:
        return float((element.get(attribute) if element is not None else None) or "")
    except ValueError:
        return None
