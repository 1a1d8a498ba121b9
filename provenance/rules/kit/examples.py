"""Builds the cases of the rules' EXAMPLES from plain values.

Claims are written out, not read: an example shows the rule, not the reader of texts.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, time
from typing import Any

from provenance.model import (
    Article,
    Binding,
    Case,
    Claims,
    Comparison,
    Confidence,
    Credit,
    CreditLine,
    DateClaim,
    DatedFact,
    DateKind,
    DateSpan,
    Desk,
    Disclosure,
    DisclosureKind,
    EventWord,
    FileClue,
    Fingerprint,
    Holding,
    InputKind,
    License,
    Link,
    Locator,
    Lookup,
    MatchBasis,
    Metadata,
    MetadataValue,
    Original,
    PersonClaim,
    Picture,
    Place,
    PlaceClaim,
    PlaceFact,
    PlaceKind,
    PlaceSign,
    Precision,
    PublishedImage,
    PublishingStatus,
    Reading,
    Reason,
    Reference,
    Relation,
    Severity,
    SourceRecord,
    Surface,
    Transformation,
    Use,
)
from provenance.values import dataclass

UKRAINE = Place("Ukraine", "country", "UA", ("UA",), None, 690791, 49.0, 32.0, 600.0)
KYIV = Place("Kyiv", "city", "UA", ("UA",), "12", 703448, 50.4501, 30.5234, 15.0, 2_797_553)
ODESA = Place("Odesa", "city", "UA", ("UA",), "17", 698740, 46.4775, 30.7326, 10.0, 1_015_826)
ODESSA_TEXAS = Place(
    "Odessa", "city", "US", ("US",), "TX", 5527554, 31.8457, -102.3676, 10.0, 118_968
)
JAPAN = Place("Japan", "country", "JP", ("JP",), None, 1861060, 35.6854, 139.7531, 1200.0)
IRUMA = Place("Iruma", "city", "JP", ("JP",), "34", 1861402, 35.8355, 139.3911, 5.0, 149_872)
TUESDAY = date(2024, 3, 12)
PUBLISHED = date(2024, 3, 13)

CC_BY_SA = License(
    "CC BY-SA 4.0", "cc-by-sa", "4.0", None, "https://creativecommons.org/licenses/by-sa/4.0/"
)
CC_BY_ND = License(
    "CC BY-ND 4.0", "cc-by-nd", "4.0", None, "https://creativecommons.org/licenses/by-nd/4.0/"
)
PUBLIC_DOMAIN = License("public domain", "pd")

PAGE = "https://news.example/story"
FILE_PAGE = "https://commons.wikimedia.org/wiki/File:Launcher.jpg"


@dataclass(frozen=True, slots=True)
class Example:
    """One case and what its rule must say to it, after the severity steps."""

    story: str
    """One sentence: the situation on the page."""
    case: Case
    severity: Severity | None = None
    """Of the finding; None where none may come."""
    reason: Reason | None = None
    """Of the `NotChecked`; None where none may come."""


def claims(
    text: str,
    *,
    places: Mapping[str, Place | tuple[Place, ...]] | None = None,
    dates: Mapping[str, date | int | tuple[date, date]] | None = None,
    relative: Sequence[str] = (),
    disclosures: Mapping[str, str] | None = None,
    events: Mapping[str, str] | None = None,
    people: Sequence[str] = (),
    mentions: Mapping[str, Place] | None = None,
) -> Claims:
    """What a text claims; keys are the words in it.

    A date is a day, a year, or the first and last day; `mentions` are places named without saying
    that the scene lies there.
    """

    def at(word: str) -> tuple[int, int]:
        start = text.index(word)
        return start, start + len(word)

    return Claims(
        text,
        tuple(
            PlaceClaim(w, *at(w), p if isinstance(p, tuple) else (p,), sign)
            for found, sign in (
                (places or {}, PlaceSign.LOCATIVE),
                (mentions or {}, PlaceSign.MENTION),
            )
            for w, p in found.items()
        ),
        tuple(
            DateClaim(w, *at(w), (span(d),), _precision(d), w in relative)
            for w, d in (dates or {}).items()
        ),
        tuple(PersonClaim(w, *at(w)) for w in people),
        tuple(Disclosure(DisclosureKind(k), w, *at(w)) for w, k in (disclosures or {}).items()),
        tuple(EventWord(k, w, *at(w)) for w, k in (events or {}).items()),
    )


def span(value: date | int | tuple[date, date]) -> DateSpan:
    """A day, a year, or first and last day as a span."""
    if isinstance(value, int):
        return DateSpan(date(value, 1, 1), date(value, 12, 31))
    return DateSpan(*value) if isinstance(value, tuple) else DateSpan(value, value)


def _precision(value: date | int | tuple[date, date]) -> Precision:
    return (
        Precision.YEAR
        if isinstance(value, int)
        else Precision.RANGE
        if isinstance(value, tuple)
        else Precision.DAY
    )


def date_fact(
    value: date | int, kind: DateKind = DateKind.CAPTURED, *, structured: bool = True
) -> DatedFact:
    """A date in a record."""
    return DatedFact(kind, span(value), _precision(value), Locator("record"), structured=structured)


def position(place: Place, kind: PlaceKind = PlaceKind.CAMERA) -> PlaceFact:
    """A bare position in a record."""
    return PlaceFact(kind, "", Locator("record"), place.latitude, place.longitude)


SAME = Comparison(Relation.SAME, Binding.SOFT, Confidence.HIGH)
DIFFERENT = Comparison(Relation.DIFFERENT, Binding.NONE, Confidence.MEDIUM)
TOO_PLAIN = Comparison(
    Relation.UNDECIDED, Binding.NONE, Confidence.LOW, reason=Reason.PICTURE_TOO_PLAIN
)


def derivation(*done: Transformation, **more: Any) -> Comparison:
    """The published picture was made from the original in the given ways."""
    return Comparison(Relation.DERIVED, Binding.SOFT, Confidence.HIGH, tuple(done), **more)


def original(
    title: str = "Launcher",
    *,
    said: Claims | None = None,
    creators: Sequence[str] = ("Kenji Arai",),
    license: License | None = CC_BY_SA,
    places: Sequence[PlaceFact] = (),
    stated: Mapping[str, Place] | None = None,
    dates: Sequence[DatedFact] = (),
    comparison: Comparison | None = SAME,
    source: str = "wikimedia-commons",
    basis: MatchBasis = MatchBasis.SAME_ID,
    clue: str = FILE_PAGE,
    picture: Picture | None = None,
    **record: Any,
) -> Original:
    """An original.

    `stated` are its structured places with their readings, `said` what its words claim.
    """
    where = Locator("record", url=FILE_PAGE)
    named = tuple(PlaceFact(PlaceKind.SHOWN, text, where) for text in stated or {})
    readings = tuple(PlaceClaim(text, 0, 0, (place,)) for text, place in (stated or {}).items())
    words = said or Claims(title)
    author = ", ".join(creators) or "[author missing]"
    printed = f"{title}, {author}, {license.name if license else '[licence missing]'}"
    record.setdefault("description", Reading(words.text, where))
    made = SourceRecord(
        source=source,
        id=f"File:{title}.jpg",
        where=where,
        page_url=FILE_PAGE,
        title=title,
        creators=tuple(Reading(name, where) for name in creators),
        license=license,
        dates=tuple(dates),
        places=(*places, *named),
        basis=basis,
        **record,
    )
    missing = (() if creators else ("author",)) + (() if license else ("license",))
    return Original(
        made, Reference(source, made.id, basis, clue), picture, comparison,
        replace(words, places=(*readings, *words.places)), CreditLine(printed, printed, missing),
    )  # fmt: skip


def held(
    record: SourceRecord | None = None,
    *,
    uses: Sequence[Use] = (),
    supplier: str = "",
    status: PublishingStatus = PublishingStatus.USABLE,
    notice: str = "",
    **more: Any,
) -> Holding:
    """What the newsroom's archive holds of the published picture."""
    said = Reading(notice, Locator("notice")) if notice else None
    return Holding("1", SAME, record, supplier, status, said, uses=tuple(uses), **more)


def printed(
    caption: Claims | None = None,
    *,
    credit: Credit | None = None,
    on: date = date(2023, 5, 4),
    page: str = "https://news.example/earlier",
) -> Use:
    """An earlier printing of the picture."""
    where = Locator("archive", url=page)
    return Use(
        where,
        page,
        published=datetime.combine(on, time(8), UTC),
        caption=Reading(caption.text, where) if caption else None,
        credit=Reading(credit.raw, where) if credit else None,
        claims=caption or Claims(""),
        credited=credit,
    )


def picture(metadata: Metadata | None = None, **more: Any) -> Picture:
    """A published picture with the given embedded metadata."""
    print_ = Fingerprint(1, "0" * 64, "0" * 64, "0" * 16, 0.8)
    return Picture(
        b"", "0" * 40, "0" * 64, "JPEG", 1200, 800, print_, metadata or Metadata(), **more
    )


def in_file(value: str, tag: str = "XMP-photoshop:Credit") -> MetadataValue:
    """One embedded value."""
    return MetadataValue(value, tag)


def example(
    story: str,
    *,
    severity: Severity | None = None,
    reason: Reason | None = None,
    caption: Claims | str | None = None,
    credit: Credit | str | None = None,
    article: Claims | str = "",
    alt: Claims | str = "",
    body: str = "",
    published: date | None = PUBLISHED,
    originals: Sequence[Original] = (),
    lookups: Sequence[Lookup] = (),
    picture: Picture | None = None,
    file_said: Claims | None = None,
    written: Claims | None = None,
    surface: Surface | None = None,
    clues: Sequence[FileClue] = (),
    desk: Desk | None = None,
    history: Sequence[Holding] = (),
    uses_here: Sequence[Use] = (),
    beside: Sequence[str] = (),
    **image: Any,
) -> Example:
    """One example; texts may be given bare where nothing is claimed in them.

    `beside` are the page's other pictures, bare ones.
    """
    said = Claims(caption) if isinstance(caption, str) else caption
    line = Credit(credit) if isinstance(credit, str) else credit
    story_claims = Claims(article) if isinstance(article, str) else article
    described = Claims(alt) if isinstance(alt, str) else alt
    image.setdefault("content_url", f"{PAGE}/picture.jpg")
    links: tuple[Link, ...] = image.pop("credit_links", line.links if line else ())
    shown = PublishedImage(
        index=0,
        where=Locator("img", 10),
        caption=Reading(said.text, Locator("figcaption", 11)) if said else None,
        credit=Reading(line.raw, Locator("span.credit", 12)) if line else None,
        credit_links=links,
        alt=described.text or None,
        **image,
    )
    others = (
        PublishedImage(index=at, content_url=f"{PAGE}/{name}", where=Locator("img", 20 * at))
        for at, name in enumerate(beside, 1)
    )
    moment = datetime.combine(published, time(8), UTC) if published else None
    paper = Article(
        origin=PAGE,
        kind=InputKind.HTML,
        url=PAGE,
        headline=story_claims.text or None,
        published=moment,
        body=body,
        images=(shown, *others),
    )
    case = Case(
        article=paper,
        image=shown,
        credit=line,
        picture=picture,
        originals=tuple(originals),
        lookups=tuple(lookups),
        caption_claims=said or Claims(""),
        alt_claims=described,
        article_claims=story_claims,
        file_claims=file_said or Claims(""),
        writing_claims=written or Claims(""),
        surface=surface,
        file_clues=tuple(clues),
        history=tuple(history),
        uses_here=tuple(uses_here),
        desk=desk or Desk(),
    )
    return Example(story, case, severity, reason)
