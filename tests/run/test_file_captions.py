"""The picture's own caption as a witness: read from the copy that still has it, and held against
the page's."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import pytest
from PIL import Image, IptcImagePlugin  # noqa: F401 - the reader is registered by importing it

from provenance.config import Config
from provenance.errors import NotFetched
from provenance.model import (
    Article,
    ImageReport,
    InputKind,
    Locator,
    PublishedImage,
    Reading,
    Reason,
    Severity,
)
from provenance.run.pipeline import Pipeline
from tests.stand_ins.drawings import encoded, scene
from tests.stand_ins.fetcher import Answers

SHOWN = "https://cdn.harbour-paper.org/pictures/rescue.jpg?w=640"
WHOLE = "https://cdn.harbour-paper.org/pictures/rescue.jpg"
KYIV = "Rescuers search a damaged building in Kyiv on Tuesday."
LVIV = "Rescuers search a damaged building in Lviv, Ukraine."


def with_caption(image: Image.Image, caption: str) -> bytes:
    """A JPEG whose IPTC block (APP13) holds a caption, as agencies deliver it."""
    dataset = b"".join(
        b"\x1c\x02" + bytes([number]) + len(value).to_bytes(2, "big") + value
        for number, value in ((120, caption.encode()), (80, b"Sam Example"))
    )
    padded = dataset + b"\0" * (len(dataset) % 2)
    block = b"8BIM\x04\x04\0\0" + len(dataset).to_bytes(4, "big") + padded
    segment = b"Photoshop 3.0\0" + block
    plain = encoded(image, quality=85)
    return plain[:2] + b"\xff\xed" + (len(segment) + 2).to_bytes(2, "big") + segment + plain[2:]


def check(table: dict[str, Any], **image: Any) -> tuple[ImageReport, Answers]:
    published = PublishedImage(
        0,
        SHOWN,
        Locator("img", 10),
        caption=Reading(KYIV, Locator("figcaption", 11)),
        credit=Reading("Sam Example/Reuters", Locator("span", 12)),
        **image,
    )
    article = Article("a.html", InputKind.HTML, language="en", images=(published,))
    fetcher = Answers(table)
    (report,) = Pipeline(Config(), fetcher).check(article).images
    return report, fetcher


def found(report: ImageReport) -> dict[str, Severity]:
    return {finding.rule: finding.severity for finding in report.findings}


def test_the_published_file_s_own_caption_contradicts_the_page_s() -> None:
    report, fetcher = check({SHOWN: with_caption(scene(1), LVIV)})
    assert found(report)["file-caption-mismatch"] is Severity.WARNING
    (finding,) = (f for f in report.findings if f.rule == "file-caption-mismatch")
    assert "the file's own caption says: Rescuers search a damaged building in Lviv" in (
        finding.message
    )
    assert [url for url in fetcher.asked if url.startswith(WHOLE)] == [SHOWN]


def test_a_stripped_copy_is_completed_from_the_address_without_its_resizing() -> None:
    whole = with_caption(scene(1, 1200, 800), LVIV)
    report, fetcher = check({SHOWN: encoded(scene(1, 1200, 800).resize((640, 427))), WHOLE: whole})
    assert "file-caption-mismatch" in found(report)
    (finding,) = (f for f in report.findings if f.rule == "file-caption-mismatch")
    assert finding.evidence[-1].where.url == WHOLE
    assert [url for url in fetcher.asked if url.startswith(WHOLE)] == [SHOWN, WHOLE]


def test_another_rendition_that_the_page_names_serves_as_well() -> None:
    other = "https://media.harbour-paper.org/share/rescue-1200.jpg"
    unresized = "https://cdn.harbour-paper.org/plain.jpg"
    table = {unresized: encoded(scene(1)), other: with_caption(scene(1), LVIV), SHOWN: b"no"}
    published = PublishedImage(0, unresized, Locator("img"), Reading(KYIV, Locator("figcaption")),
                               candidates=(other,))  # fmt: skip
    article = Article("a.html", InputKind.HTML, language="en", images=(published,))
    (report,) = Pipeline(Config(), Answers(table)).check(article).images
    assert "file-caption-mismatch" in found(report)


def test_another_picture_at_that_address_says_nothing_about_this_one() -> None:
    report, _ = check({SHOWN: encoded(scene(1)), WHOLE: with_caption(scene(2), LVIV)})
    assert "file-caption-mismatch" not in found(report)
    assert report.picture is not None
    assert report.picture.metadata.description is None


@pytest.mark.parametrize("answer", [NotFetched(Reason.GONE, "404", status=404), b"<html>no</html>"])
def test_a_copy_that_cannot_be_had_costs_nothing(answer: object) -> None:
    report, fetcher = check({SHOWN: encoded(scene(1)), WHOLE: answer})
    assert report.picture is not None
    assert fetcher.asked.count(WHOLE) == 1
    assert not [n for n in report.not_checked if n.reason is Reason.FAILED]


def test_a_caption_that_agrees_passes() -> None:
    agreeing = "Emergency workers at a building hit in Kyiv, Ukraine."
    report, _ = check({SHOWN: with_caption(scene(1), agreeing)})
    assert "file-caption-mismatch" not in found(report)
    assert "file-caption-mismatch" in {passed.rule for passed in report.passed}


def test_what_the_published_file_says_itself_is_kept(tmp_path: Path) -> None:
    exif = Image.Exif()
    exif[0x0131] = "Harbour CMS 3"
    buffer = io.BytesIO()
    scene(1).save(buffer, "JPEG", quality=85, exif=exif)
    report, _ = check({SHOWN: buffer.getvalue(), WHOLE: with_caption(scene(1), LVIV)})
    assert report.picture is not None
    assert report.picture.metadata_url == WHOLE
    assert report.picture.data == buffer.getvalue()
