"""Reads the scenario files and builds each case as the pipeline would: real claims, real credits,
real credit lines.

A scenario is what an editor sees: the story, the picture's caption and credit, and what the source
says about the picture. `expect` names every finding that must come, as `rule` or `rule:severity`;
`allow` what may come beside; any other finding of severity warning or error is a false one. The
keys are explained in README.md beside the files.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import Any

from provenance.claims import read_claims
from provenance.credits import credit_line, parse_credit, parse_license
from provenance.model import (
    Article,
    Binding,
    Box,
    Case,
    Comparison,
    Confidence,
    Credentials,
    CredentialsState,
    DatedFact,
    DateKind,
    DateSpan,
    Desk,
    EditedRegion,
    EmbeddedDate,
    FileClue,
    Finding,
    Fingerprint,
    InputKind,
    Link,
    Locator,
    Lookup,
    MatchBasis,
    Metadata,
    MetadataValue,
    Original,
    Picture,
    PlaceFact,
    PlaceKind,
    Position,
    Precision,
    PublishedImage,
    Reading,
    Reason,
    Reference,
    Relation,
    SourceRecord,
    Transformation,
)
from provenance.originals.compare import record_claims
from provenance.originals.embedded import embedded_claims
from provenance.run.judgement import run_rules

FOLDER = Path(__file__).parent
PUBLISHED = date(2024, 3, 13)
PAGE = "https://news.example/story"
FILE_PAGE = "https://commons.wikimedia.org/wiki/File:Picture.jpg"
_WIDTH, _HEIGHT = 1200, 800


@dataclass(frozen=True)
class Scenario:
    """One page with one picture, and what the editor must be told."""

    file: str
    story: str
    row: Mapping[str, Any]
    """Its table in the file."""
    expect: Mapping[str, str | None]
    """Rule → severity, None where any will do."""
    allow: frozenset[str]

    @property
    def case(self) -> Case:
        """The case, built when it is asked for: collecting the tests reads no claims."""
        return case_of(self.row)

    def findings(self) -> dict[str, str]:
        """Rule → severity of what the rules find."""
        return {
            o.rule: o.severity.value
            for o in run_rules(self.case, profile="audit")
            if isinstance(o, Finding)
        }


def scenarios() -> Iterator[Scenario]:
    """Every scenario of every file in this folder."""
    for path in sorted(FOLDER.glob("*.toml")):
        for row in tomllib.loads(path.read_text("utf-8"))["case"]:
            wanted = dict(
                item.split(":") if ":" in item else (item, None) for item in row.get("expect", [])
            )
            yield Scenario(path.stem, row["story"], row, wanted, frozenset(row.get("allow", [])))


def case_of(row: Mapping[str, Any]) -> Case:
    """The case of one row, as the pipeline would build it; the keys are in README.md."""
    published = row.get("published", PUBLISHED)
    moment = datetime.combine(published, time(8), UTC) if published else None
    headline, lead = row.get("headline", "A quiet day in parliament"), row.get("lead")
    language = row.get("language", "en")
    article = Article(
        origin=PAGE, kind=InputKind.HTML, url=PAGE, headline=headline, lead=lead, published=moment,
        language=language, body=row.get("body", ""),
    )  # fmt: skip
    told = read_claims(
        "\n".join(filter(None, (headline, lead))), published=moment, language=language
    )
    caption, line = row.get("caption", "The scene."), row.get("credit", "Kenji Arai")
    alt = row.get("alt", "")
    links = tuple(Link(url) for url in row.get("links", []))
    credit = parse_credit(line, links=links) if line else None
    hidden = row.get("structured_credit")
    image = PublishedImage(
        index=0, content_url=row.get("url", f"{PAGE}/picture.jpg"), where=Locator("img", 1),
        caption=Reading(caption, Locator("figcaption", 2)) if caption else None,
        credit=Reading(line, Locator("span", 3)) if line else None, credit_links=links,
        structured_credit=Reading(hidden, Locator("$.creditText")) if hidden else None,
        alt=alt or None,
    )  # fmt: skip
    originals = tuple(_original(record) for record in row.get("record", []))
    file = row.get("file")
    picture = _picture(file) if file is not None or originals else None
    return Case(
        article=article,
        image=image,
        credit=credit,
        picture=picture,
        originals=originals,
        lookups=tuple(_lookup(x) for x in row.get("lookup", [])),
        caption_claims=read_claims(caption, published=moment, language=language, context=told),
        alt_claims=read_claims(alt, published=moment, language=language, context=told),
        article_claims=told,
        file_claims=embedded_claims(picture.metadata if picture else Metadata()),
        file_clues=tuple(_clue(x) for x in row.get("clue", [])),
        desk=_desk(row.get("desk", {})),
    )


def _desk(row: Mapping[str, Any]) -> Desk:
    """What the newsroom has set; lists stand for tuples."""
    return Desk(**{k: tuple(v) if isinstance(v, list) else v for k, v in row.items()})


def _original(row: Mapping[str, Any]) -> Original:
    where = Locator("record", url=row.get("page", FILE_PAGE))

    def reading(key: str) -> Reading | None:
        return Reading(row[key], where) if row.get(key) else None

    dates = [
        (DateKind.CAPTURED, row.get("taken")),
        (DateKind.UPLOADED, row.get("uploaded")),
        (DateKind.POSTED, row.get("posted")),
    ]
    places = [PlaceFact(PlaceKind.SHOWN, row["place"], where)] if row.get("place") else []
    if row.get("position"):
        places.append(PlaceFact(PlaceKind.CAMERA, "", where, *row["position"]))
    license = row.get("license", "public domain")
    title = row.get("title", "Picture")
    record = SourceRecord(
        source=row.get("source", "wikimedia-commons"),
        id=f"File:{title}.jpg",
        where=where,
        page_url=row.get("page", FILE_PAGE),
        title=title,
        description=reading("description"),
        creators=tuple(Reading(n, where) for n in row.get("creators", ["Kenji Arai"])),
        uploader=row.get("uploader"),
        license=parse_license(license) if license else None,
        required_attribution=reading("attribution"),
        source_of_file=reading("source_of_file"),
        links=tuple(Link(u) for u in row.get("links", [])),
        dates=tuple(_dated(k, v, not row.get("prose_date")) for k, v in dates if v),
        places=tuple(places),
        people=tuple(Reading(n, where) for n in row.get("people", [])),
        width=_WIDTH,
        height=_HEIGHT,
        notes=tuple(Reading(n, where) for n in row.get("notes", [])),
        stock=row.get("stock", False),
        basis=MatchBasis(row.get("rung", "same-id")),
    )
    reference = Reference(
        record.source, record.id, record.basis, row.get("clue", record.page_url or "")
    )
    match = row.get("match", "same")
    return Original(
        record,
        reference,
        None,
        _comparison(match) if match != "none" else None,
        record_claims(record),
        credit_line(record, template="{title}, {author}, {source}, {license}", link=True),
    )


def _dated(kind: DateKind, value: date | int, structured: bool) -> DatedFact:
    if isinstance(value, int):
        return DatedFact(
            kind,
            DateSpan(date(value, 1, 1), date(value, 12, 31)),
            Precision.YEAR,
            Locator("record"),
            structured=structured,
        )
    return DatedFact(
        kind, DateSpan(value, value), Precision.DAY, Locator("record"), structured=structured
    )


def _comparison(match: str) -> Comparison:
    what, _, share = match.partition(" ")
    if what == "different":
        return Comparison(Relation.DIFFERENT, Binding.NONE, Confidence.MEDIUM)
    if what == "plain":
        return Comparison(
            Relation.UNDECIDED, Binding.NONE, Confidence.LOW, reason=Reason.PICTURE_TOO_PLAIN
        )
    if what == "same":
        return Comparison(Relation.SAME, Binding.SOFT, Confidence.HIGH, (Transformation.RESIZED,))
    kind = Transformation(what)
    region = Box(0, 0, round(_WIDTH * float(share)), _HEIGHT) if share else None
    edits = (EditedRegion(Box(800, 100, 200, 150), kind),) if kind is Transformation.EDITED else ()
    return Comparison(
        Relation.DERIVED, Binding.SOFT, Confidence.HIGH, (kind,), region, edited_regions=edits
    )


def _picture(row: Mapping[str, Any] | None) -> Picture:
    given = row or {}

    def value(key: str, tag: str) -> MetadataValue | None:
        return MetadataValue(given[key], tag) if given.get(key) else None

    creator = value("creator", "IPTC:By-line")
    taken = given.get("taken")
    gps = given.get("gps")
    metadata = Metadata(
        creators=(creator,) if creator else (),
        credit_line=value("credit_line", "IPTC:Credit"),
        copyright_notice=value("copyright", "IPTC:CopyrightNotice"),
        source=value("source", "IPTC:Source"),
        instructions=value("instructions", "IPTC:SpecialInstructions"),
        usage_terms=value("usage_terms", "XMP-xmpRights:UsageTerms"),
        description=value("description", "IPTC:Caption-Abstract"),
        country=value("country", "IPTC:Country-PrimaryLocationName"),
        digital_source_type=value("source_type", "XMP-iptcExt:DigitalSourceType"),
        date_created=EmbeddedDate(datetime.combine(taken, time(12)), "day", "EXIF:DateTimeOriginal")
        if taken
        else None,
        camera_position=Position(gps[0], gps[1], "EXIF:GPS") if gps else None,
        marks=tuple(MetadataValue(m, "mark") for m in given.get("marks", [])),
    )
    signed = given.get("signed")
    credentials = (
        Credentials(
            CredentialsState(signed["state"]),
            signer=signed.get("signer"),
            creators=tuple(signed.get("creators", [])),
            date_created=datetime.combine(signed["made"], time(12)) if signed.get("made") else None,
            position=Position(*signed["position"]) if signed.get("position") else None,
            digital_source_type=signed.get("source_type"),
        )
        if signed
        else None
    )
    print_ = Fingerprint(1, "0" * 64, "0" * 64, "0" * 16, 0.8)
    return Picture(b"", "0" * 40, "0" * 64, "JPEG", _WIDTH, _HEIGHT, print_, metadata, credentials)


def _lookup(row: Mapping[str, Any]) -> Lookup:
    link = row.get("link")
    reference = Reference(row["source"], link, MatchBasis.SAME_ID, link) if link else None
    return Lookup(
        row["source"],
        reference,
        Reason(row["reason"]) if row.get("reason") else None,
        "as the source answered",
    )


def _clue(row: Mapping[str, Any]) -> FileClue:
    moment = datetime.combine(row["day"], time(12), UTC)
    return FileClue(row["kind"], row["source"], row.get("value", "name"), moment)
