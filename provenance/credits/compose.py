"""The credit line to print for a picture, from what its source says.

Never invents: what is lacking is shown.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import replace
from html import escape
from string import Formatter

from provenance import lazy_re as re
from provenance.credits.licenses import license_url
from provenance.errors import ConfigError
from provenance.lexicon.folding import letters_of
from provenance.lexicon.suppliers import SupplierKind, suppliers
from provenance.model import (
    CreditLine,
    License,
    Reading,
    SourceRecord,
    Transformation,
    source_name,
)

TEMPLATE = "{title}, {author}, {source}, {license}"
"""Title, author, source, licence: the order Creative Commons recommends (wiki.creativecommons.org,
"Recommended practices for attribution")."""
_SOLD = "{author}/{source}"
"""How agencies and stock libraries ask to be credited; what they sell has no public licence."""
_FIELDS = ("title", "author", "source", "license")
_LABELS = {
    "author": "[author not stated at the source]",
    "license": "[licence not stated at the source]",
}
_MAX_TITLE = 300
"""Characters of a title that are printed; Commons' file names end at 240 bytes."""
_JOINT = re.compile(r"^[\s,;:|/–—-]+")


def credit_line(
    record: SourceRecord,
    *,
    template: str = TEMPLATE,
    link: bool = True,
    changes: Sequence[Transformation] = (),
    authors: Sequence[str] = (),
) -> CreditLine:
    """The line to print under a picture whose source is `record`, as text and as HTML.

    `template` holds any of {title} {author} {source} {license}; `link=True` links title and source
    to the record's page and the licence to its deed. Where the author asks for a certain wording,
    it is printed, with the licence behind it unless the wording names it. An author or licence
    that the source does not state is listed in `missing` and shown in brackets. A title is named
    only where the source supplies one (CC BY 3.0, section 4(b): "the title of the Work if
    supplied"), so its absence is no lack. `changes` are what was done to the original: named at
    the end where the licence asks for that (CC BY 4.0, section 3(a)(1)(B)). `authors` are the
    page's own, for a source that sells pictures and names nobody. Of the newsroom's own record
    its credit line is printed, after the author where it does not name one. Raises `ConfigError`
    where the template names another field or cannot be read.
    """
    parts = _parts(template)
    if record.own and record.license is None and record.credit_line:
        return _house_line(record, record.credit_line)
    if record.sold:
        printed = tuple(Reading(name, record.where) for name in authors)
        record, parts = replace(record, creators=record.creators or printed), _parts(_SOLD)
    return _with_changes(record, _line(record, parts, link), changes)


def _house_line(record: SourceRecord, stated: Reading) -> CreditLine:
    """The credit line that the newsroom keeps with a picture, its author first."""
    wording = _clean(stated.text)
    author = ", ".join(filter(None, (_clean(c.text) for c in record.creators)))
    if author and letters_of(author) not in letters_of(wording):
        wording = f"{author}/{wording}"
    return CreditLine(wording, escape(wording), ())


def _with_changes(
    record: SourceRecord, line: CreditLine, changes: Sequence[Transformation]
) -> CreditLine:
    if not changes or record.license is None or not record.license.demands_changes_indicated:
        return line
    said = f" ({' and '.join(changes)})"
    return replace(line, text=line.text + said, html=line.html + said)


def _line(record: SourceRecord, parts: list[tuple[str, str]], link: bool) -> CreditLine:
    if wanted := _required_line(record):
        return wanted if not link else _link_whole(record, wanted)
    values = _values(record)
    named = {name for _, name in parts}
    missing = tuple(f for f in _FIELDS if f in _LABELS and f in named and not values[f][0])
    text, html = "", ""
    for literal, name in parts:
        value, address = _value(values, name)
        joint = _joint(literal, bool(value or not name), bool(text))
        text += joint + value
        html += escape(joint) + _html(value, address if link else None)
    return CreditLine(text.strip(), html.strip(), missing)


def _value(values: dict[str, tuple[str, str | None]], name: str) -> tuple[str, str | None]:
    """What is printed for a field, and its address; a label where it is lacking."""
    value, address = values[name] if name else ("", None)
    return value or (_LABELS.get(name, "") if name else ""), address


def _joint(literal: str, stands: bool, begun: bool) -> str:
    """The divider in front of a field; one that falls away takes its divider along."""
    joint = literal if stands else ""
    return joint if begun else _JOINT.sub("", joint)


def _values(record: SourceRecord) -> dict[str, tuple[str, str | None]]:
    """What each field of a template is for a record, and the address it is linked to."""
    return {
        "title": (_clean(record.title or "")[:_MAX_TITLE], record.page_url),
        "author": (", ".join(filter(None, (_clean(c.text) for c in record.creators))), None),
        "source": (_source(record), record.page_url),
        "license": (_clean(record.license.name) if record.license else "", _deed(record.license)),
    }


def _parts(template: str) -> list[tuple[str, str]]:
    """The template as (text in front, field name); the last name may be empty."""
    try:
        parsed = list(Formatter().parse(template))
    except ValueError as error:
        raise ConfigError(f"The credit template {template!r} cannot be read: {error}.") from error
    for _, name, format_, conversion in parsed:
        if name is not None and (name not in _FIELDS or format_ or conversion):
            known = ", ".join(f"{{{f}}}" for f in _FIELDS)
            raise ConfigError(f"The credit template has {{{name}}}; it may have {known}.")
    return [(literal, name or "") for literal, name, _, _ in parsed]


def _required_line(record: SourceRecord) -> CreditLine | None:
    """The wording that the author asks for, with the licence added."""
    wording = _clean(record.required_attribution.text) if record.required_attribution else ""
    if not wording:
        return None
    name = _clean(record.license.name) if record.license else _LABELS["license"]
    named = letters_of(name) in letters_of(wording)
    tail = "" if named else f", {name}"
    html = escape(wording) + ("" if named else ", " + _html(name, _deed(record.license)))
    return CreditLine(wording + tail, html, () if record.license else ("license",))


def _link_whole(record: SourceRecord, line: CreditLine) -> CreditLine:
    """A required wording, linked as it stands to the record's page."""
    if not record.page_url or not record.required_attribution:
        return line
    wording = escape(_clean(record.required_attribution.text))
    return CreditLine(
        line.text,
        line.html.replace(
            wording, _html(_clean(record.required_attribution.text), record.page_url), 1
        ),
        line.missing,
    )


def _clean(text: str) -> str:
    """One line of text without control or direction characters.

    Those could reorder what is printed around it.
    """
    kept = (
        " " if c in "\n\r\t\u2028\u2029" else c
        for c in text
        if c in "\n\r\t" or unicodedata.category(c) not in ("Cc", "Cf", "Cs") or c in "\u200c\u200d"
    )
    return " ".join("".join(kept).split())


def _source(record: SourceRecord) -> str:
    """A platform's usual name in a credit, else what an editor calls the source."""
    row = suppliers().get(record.source)
    platform = row is not None and row.kind is SupplierKind.PLATFORM
    return row.printed if row is not None and platform else _clean(source_name(record))


def _deed(license_: License | None) -> str | None:
    if license_ is None:
        return None
    return license_.url or license_url(license_.family, license_.version, license_.jurisdiction)


def _html(text: str, address: str | None) -> str:
    """`text` escaped, linked where the address is one of the web."""
    if address and text and re.match(r"https?://[^\s\"'<>]+$", address, re.IGNORECASE):
        return f'<a href="{escape(address)}">{escape(text)}</a>'
    return escape(text)
