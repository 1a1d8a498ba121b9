"""Small reports for tests: one article, one picture in each state."""

from __future__ import annotations

from datetime import UTC, date, datetime

from provenance.model import (
    Article,
    Binding,
    Box,
    Comparison,
    Confidence,
    CreditLine,
    Evidence,
    Finding,
    Fingerprint,
    ImageReport,
    InputKind,
    License,
    Locator,
    MatchBasis,
    NotChecked,
    Original,
    Override,
    Passed,
    Picture,
    PublishedImage,
    Reading,
    Reason,
    Reference,
    Relation,
    Report,
    Retrieved,
    Severity,
    SourceRecord,
    Transformation,
)

FETCHED = datetime(2026, 11, 20, 9, 0, tzinfo=UTC)
RECORD = Locator(
    "extmetadata.GPSLatitude",
    url="https://commons.wikimedia.org/wiki/File:Launcher.jpg",
    fetched=FETCHED,
    retrieved=Retrieved.CACHED,
)


def picture(phash: str = "8f" * 32, quality: float = 0.8) -> Picture:
    return Picture(
        b"\xff\xd8",
        "0" * 40,
        "0" * 64,
        "JPEG",
        800,
        600,
        Fingerprint(1, phash, "0f" * 32, "00", quality),
    )


def finding(
    rule: str = "place-mismatch",
    severity: Severity = Severity.ERROR,
    confidence: Confidence = Confidence.HIGH,
    message: str = "The caption places this picture in Kyiv; its original was taken in Iruma, "
    "Japan.",
) -> Finding:
    return Finding(
        rule,
        severity,
        confidence,
        message,
        (
            Evidence("caption", "Kyiv", Locator("figcaption", line=12, column=3)),
            Evidence("position at Wikimedia Commons", "35.84, 139.41", RECORD),
        ),
        "Name Iruma, Japan, or use another picture.",
    )


def image(
    index: int = 0, caption: str = "A launcher guards Kyiv on Tuesday.", **rest: object
) -> PublishedImage:
    return PublishedImage(
        index=index,
        content_url=f"https://news.example/pictures/{index}.jpg",
        where=Locator("img", line=11),
        caption=Reading(caption, Locator("figcaption", line=12)),
        credit=Reading("Wikimedia Commons", Locator("span.credit", line=13)),
        **rest,  # type: ignore[arg-type]
    )


def original() -> Original:
    record = SourceRecord(
        source="wikimedia-commons",
        id="File:Launcher.jpg",
        where=RECORD,
        page_url="https://commons.wikimedia.org/wiki/File:Launcher.jpg",
        media_url="https://upload.wikimedia.org/wikipedia/commons/0/00/Launcher.jpg",
        title="Launcher at Iruma",
        creators=(Reading("Kenji Arai", RECORD),),
        license=License(
            "CC BY-SA 4.0", "cc-by-sa", "4.0", url="https://creativecommons.org/licenses/by-sa/4.0"
        ),
        width=1600,
        height=1067,
    )
    comparison = Comparison(
        Relation.DERIVED,
        Binding.SOFT,
        Confidence.HIGH,
        (Transformation.CROPPED, Transformation.RESIZED),
        Box(440, 190, 1060, 810),
        distances={"phash": 96.0, "alignment": 0.93},
    )
    line = CreditLine(
        "Launcher at Iruma, Kenji Arai, Wikimedia Commons, CC BY-SA 4.0", "<b>Kenji Arai</b>"
    )
    return Original(
        record,
        Reference(record.source, record.id, MatchBasis.NAME, "search"),
        picture(),
        comparison,
        credit_line=line,
    )


def report(
    *, caption: str = "A launcher guards Kyiv on Tuesday.", headline: str = "Strikes on Kyiv"
) -> Report:
    """Four pictures: one that does not match, one that needs attention, one in order, one not
    verified."""
    warning = finding(
        "platform-as-author", Severity.WARNING, message="The credit names a platform and no author."
    )
    accepted = Override(
        finding("cropped-image", Severity.INFO),
        "M. Example",
        "agreed",
        date(2027, 1, 31),
        origin="inline",
    )
    images = (
        ImageReport(
            image(0, caption),
            picture=picture(),
            originals=(original(),),
            findings=(finding(),),
            overridden=(accepted,),
        ),
        ImageReport(
            image(1),
            findings=(warning,),
            not_checked=(NotChecked("place-mismatch", Reason.OFFLINE, "offline"),),
        ),
        ImageReport(image(2), originals=(original(),), passed=(Passed("place-mismatch"),)),
        ImageReport(
            image(3),
            not_checked=(
                NotChecked(
                    "source reuters",
                    Reason.GATED,
                    "Reuters shows its pictures to customers only",
                    "Reuters",
                ),
                NotChecked("place-mismatch", Reason.GATED),
            ),
        ),
    )
    article = Article(
        "posts/kyiv.html",
        InputKind.HTML,
        url="https://news.example/kyiv",
        headline=headline,
        published=datetime(2024, 3, 13, 5, 40, tzinfo=UTC),
        language="en",
        images=tuple(i.image for i in images),
    )
    return Report(article, images, checked=FETCHED)
