"""Reports with real pictures for the tests of the HTML page: crops, mirror images, edits, and
hostile texts."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime
from functools import cache

from PIL import Image, ImageDraw

from provenance.credits import credit_line
from provenance.model import (
    Article,
    Claims,
    DateClaim,
    DatedFact,
    DateKind,
    DateSpan,
    Evidence,
    Finding,
    ImageReport,
    InputKind,
    Locator,
    MatchBasis,
    Original,
    Picture,
    Place,
    PlaceClaim,
    PlaceFact,
    PlaceKind,
    Precision,
    Reading,
    Reference,
    Report,
    Severity,
)
from provenance.pictures import compare
from tests.stand_ins import drawings, samples
from tests.stand_ins.drawings import read

HOSTILE = (
    "<script>window.ran=1</script></script><img src=x onerror=window.ran=1>",
    "</style><style>*{display:none}</style></title></textarea>",
    '" onmouseover="window.ran=1" x="',
    "javascript:window.ran=1",
    "{{ 7*7 }}{% raw %} ${window.ran=1}",
    "\u202egnp.exe\u202c \u2066hidden\u2069 \u200f",
    "<svg onload=window.ran=1><use href='https://evil.example/x.svg#a'/><style>@import "
    "'https://evil.example/'</style>",
    "<!--<script> --><iframe srcdoc='<script>parent.ran=1</script>'></iframe>",
    "&lt;b&gt; &#x3c;script&#x3e; &amp;",
    "\x00\x1b[31m\x07 ]]>",
    "<meta http-equiv=refresh content='0;url=https://evil.example/'><base "
    "href=https://evil.example/>",
    'https://evil.example/\ud800\x00\u202e"onclick=window.ran=1',
    "https://[evil.example/",
    "long " * 2000,
)
"""Captions that try to be more than text."""


def scene(seed: int = 1, width: int = 900, height: int = 600) -> Image.Image:
    """A made-up town, in the size of these reports."""
    return drawings.scene(seed, width, height)


def original_of(published: Picture, source: Picture, **record: object) -> Original:
    """The original of a published picture, as really compared."""
    plain = samples.original()
    entry = replace(plain.record, width=source.width, height=source.height, **record)  # type: ignore[arg-type]
    reference = Reference(entry.source, entry.id, MatchBasis.SAME_ID, "link")
    return replace(
        plain,
        record=entry,
        reference=reference,
        picture=source,
        comparison=compare(published, source),
    )


def _said(rule: str, severity: Severity, message: str) -> Finding:
    return replace(
        samples.finding(rule, severity, message=message),
        suggestion="Publish it the way it was taken.",
    )


def crop(image: Image.Image) -> Image.Image:
    """300 pixels in from the left, 120 from the top: 500 by 400."""
    return image.crop((300, 120, 800, 520))


def mirror(image: Image.Image) -> Image.Image:
    """Mirrored."""
    return image.transpose(Image.Transpose.FLIP_LEFT_RIGHT)


def edit(image: Image.Image) -> Image.Image:
    """A ball painted into the scene."""
    changed = image.copy()
    pen = ImageDraw.Draw(changed)
    pen.ellipse((380, 240, 480, 340), fill=(220, 40, 30), outline=(250, 230, 40), width=12)
    return changed


def tilt(image: Image.Image) -> Image.Image:
    """Turned by 8 degrees and cut upright out of that."""
    return image.rotate(8, resample=Image.Resampling.BICUBIC).crop((200, 150, 700, 450))


def portrait(image: Image.Image) -> Image.Image:
    """A tall crop."""
    return image.crop((300, 0, 600, 600))


WAYS: dict[str, tuple[Callable[[Image.Image], Image.Image], str, Severity]] = {
    "cropped": (crop, "cropped-image", Severity.INFO),
    "mirrored": (mirror, "mirrored-image", Severity.WARNING),
    "edited": (edit, "edited-image", Severity.ERROR),
    "tilted": (tilt, "cropped-image", Severity.INFO),
    "tall": (portrait, "cropped-image", Severity.INFO),
}
"""What was done to a picture → how, the rule that tells it, its severity."""


@cache
def changed() -> Report:
    """One picture in each of `WAYS`, in that order; then one credited to another picture, one
    in order."""
    source_image = scene(3)
    source = read(source_image)
    images = []
    for number, (name, (way, rule, severity)) in enumerate(WAYS.items()):
        published = read(way(source_image))
        images.append(
            ImageReport(
                samples.image(number, f"A town, {name}.", alt="A town"),
                picture=published,
                originals=(original_of(published, source),),
                findings=(_said(rule, severity, f"The published picture was {name}."),),
            )
        )
    other = read(scene(8))
    images.append(
        ImageReport(
            samples.image(5, "Another town."),
            picture=other,
            originals=(original_of(other, source),),
            findings=(
                _said(
                    "different-image",
                    Severity.ERROR,
                    "The published picture is not the one credited.",
                ),
            ),
        )
    )
    images.append(
        ImageReport(
            samples.image(6, "In order."), picture=source, originals=(original_of(source, source),)
        )
    )
    return replace(samples.report(), images=tuple(images))


@cache
def apart() -> Report:
    """A picture whose place and dates disagree: Kyiv in 2024 by its caption, Iruma in 2012 by
    its source."""
    image_of = scene(3)
    source, published = read(image_of), read(crop(image_of))
    where = samples.RECORD
    places = (
        PlaceFact(PlaceKind.CAMERA, "", where, 35.84, 139.41),
        PlaceFact(PlaceKind.NAMED, "Iruma Air Base", where),
    )
    dates = (
        DatedFact(
            DateKind.CAPTURED, DateSpan(date(2012, 11, 3), date(2012, 11, 3)), Precision.DAY, where
        ),
        DatedFact(
            DateKind.UPLOADED,
            DateSpan(date(2012, 11, 1), date(2012, 11, 30)),
            Precision.MONTH,
            where,
        ),
    )
    caption = "A launcher guards Kyiv on Tuesday."
    kyiv = PlaceClaim(
        "Kyiv", 18, 22, (Place("Kyiv", "city", "UA", latitude=50.45, longitude=30.52),)
    )
    iruma = PlaceClaim(
        "Iruma Air Base", 0, 14, (Place("Iruma", "base", "JP", latitude=35.84, longitude=139.41),)
    )
    tuesday = DateClaim(
        "Tuesday", 26, 33, (DateSpan(date(2024, 3, 12), date(2024, 3, 12)),), Precision.DAY, True
    )
    original = replace(
        original_of(published, source, places=places, dates=dates),
        claims=Claims("Iruma Air Base", places=(iruma,)),
    )
    line = credit_line(original.record, changes=original.changes)
    original = replace(original, credit_line=line)
    credit = replace(
        samples.finding(
            "changes-not-indicated",
            Severity.WARNING,
            message="The licence wants changes indicated.",
        ),
        suggestion=f"Print: {line.text}. This is no legal advice.",
        suggestion_html=line.html,
    )
    image = ImageReport(
        samples.image(0, caption),
        picture=published,
        originals=(original,),
        findings=(
            samples.finding(),
            samples.finding("older-than-event", message="It is older."),
            credit,
        ),
        claims=Claims(caption, places=(kyiv,), dates=(tuesday,)),
    )
    return replace(samples.report(), images=(image,))


@cache
def hostile() -> Report:
    """Every text from outside is hostile: captions, credits, titles, addresses, evidence,
    reasons."""
    picture = read(scene(3))
    plain = original_of(picture, picture)
    images = []
    for number, text in enumerate(HOSTILE):
        bad = Locator(text, url=text, fetched=samples.FETCHED)
        record = replace(
            plain.record,
            title=text,
            page_url=text,
            media_url=text,
            creators=(Reading(text, bad),),
            license=replace(plain.record.license, name=text, url=text),  # type: ignore[type-var]
        )
        line = credit_line(record)
        finding = replace(
            samples.finding(message=text), evidence=(Evidence(text, text, bad),), suggestion=text
        )
        shown = samples.image(number, text, alt=text, title=text)
        images.append(
            ImageReport(
                replace(shown, credit=Reading(text, bad), content_url=text),
                picture=picture,
                originals=(replace(plain, record=record, credit_line=line),),
                findings=(finding,),
            )
        )
    article = Article(
        HOSTILE[0],
        InputKind.HTML,
        url=HOSTILE[3],
        headline=HOSTILE[0],
        language=HOSTILE[2],
        notes=(Reading(HOSTILE[0], bad),),
    )
    return Report(article, tuple(images), checked=datetime(2026, 11, 20, tzinfo=UTC))


def many(count: int) -> Report:
    """An article of `count` pictures, each with an original that was cropped."""
    image_of = scene(3, 1800, 1200)
    source, published = read(image_of), read(image_of.crop((300, 200, 1700, 1100)))
    original = original_of(published, source)
    finding = _said("cropped-image", Severity.INFO, "The published picture is a crop.")
    images = (
        ImageReport(
            samples.image(n, f"Picture {n}."),
            picture=published,
            originals=(original,),
            findings=(finding,),
        )
        for n in range(count)
    )
    return replace(samples.report(), images=tuple(images))
