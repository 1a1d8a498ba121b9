"""The HTML page without a browser: its policy, its budget, what it chooses to show."""

from __future__ import annotations

import base64
import hashlib
import io
import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, datetime
from html.parser import HTMLParser

import numpy as np
import pytest
from PIL import Image

from provenance.model import (
    Comparison,
    Credentials,
    CredentialsState,
    DateSpan,
    Metadata,
    MetadataValue,
    NotChecked,
    Picture,
    Precision,
    Reason,
    Relation,
    Report,
    Severity,
)
from provenance.pictures import read_picture
from provenance.reports import RenderOptions, html, render
from provenance.reports.html import pairs, sketches
from tests.stand_ins import html_samples, samples
from tests.stand_ins.drawings import encoded


class Tags(HTMLParser):
    """Every tag with its attributes, and the text of script and style."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.inside: dict[str, str] = {}
        self._open = ""
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        self._open = tag

    def handle_data(self, data: str) -> None:
        self.inside[self._open] = self.inside.get(self._open, "") + data

    def handle_endtag(self, tag: str) -> None:
        self._open = ""


def page(*reports: Report) -> str:
    return render(reports, "html", RenderOptions())


def with_image(report: Report, number: int = 0, **changes: object) -> Report:
    """The report with only this picture, changed."""
    return replace(report, images=(replace(report.images[number], **changes),))  # type: ignore[arg-type]


def test_the_policy_names_the_pages_own_script_and_style_and_allows_nothing_else() -> None:
    found = Tags(page(samples.report()))
    (policy,) = (
        a["content"] for t, a in found.tags if a.get("http-equiv") == "Content-Security-Policy"
    )
    assert policy == html.policy()
    for kind in ("script", "style"):
        digest = base64.b64encode(hashlib.sha256(found.inside[kind].encode()).digest()).decode()
        assert f"{kind}-src 'sha256-{digest}'" in policy
    assert policy.startswith("default-src 'none'; img-src data:;")
    assert "unsafe" not in policy


@pytest.mark.parametrize("report", [samples.report, html_samples.apart, html_samples.hostile])
def test_nothing_in_the_page_needs_more_than_the_policy_allows(
    report: Callable[[], Report],
) -> None:
    for tag, attributes in Tags(page(report())).tags:
        assert not [name for name in attributes if name.startswith("on") or name == "style"]
        assert tag not in ("link", "iframe", "object", "embed", "base", "video", "audio")
        assert (attributes.get("src") or "data:").startswith(
            "data:image/jpeg;base64,"
        ) or "src" not in attributes
        if tag == "a":
            assert re.match(r"https?://|#", attributes["href"] or "")
        if tag == "use":
            assert (attributes["href"] or "").startswith("#")


def test_a_hostile_report_can_be_written_to_a_file() -> None:
    text = page(html_samples.hostile())
    assert text.encode("utf-8")
    assert not re.search("[\x00-\x08\x0b-\x1f\x7f\u202a-\u202e\u2066-\u2069]", text)


@pytest.mark.parametrize("count", [1, 20, 60, 200])
def test_all_thumbnails_together_keep_to_the_budget(count: int) -> None:
    room = pairs.allowance(count)
    assert 3 * count * room * 4 / 3 <= pairs.PAGE_BUDGET or room == pairs.SMALLEST
    assert room <= pairs.LARGEST


@pytest.mark.parametrize("room", [60_000, 12_000, 3_000])
def test_a_thumbnail_keeps_to_its_room(room: int) -> None:
    source = html_samples.read(html_samples.scene(3, 1800, 1200))
    published = html_samples.read(html_samples.scene(3, 1800, 1200).crop((300, 200, 1500, 1000)))
    made = pairs.pair(published, html_samples.original_of(published, source), room)
    for thumbnail in (made.published, made.original, made.part):
        assert thumbnail is not None
        assert len(base64.b64decode(thumbnail.address.split(",")[1])) <= room


def test_the_comparison_stores_no_picture_twice() -> None:
    source = html_samples.read(html_samples.scene(3))
    made = pairs.pair(source, html_samples.original_of(source, source))
    assert made.part is None
    assert made.region is None, "all of it was published: there is no part to outline"


def test_a_small_picture_is_not_blown_up() -> None:
    small = html_samples.read(html_samples.scene(3, 300, 200))
    made = pairs.pair(small, None)
    assert made.published is not None
    assert (made.published.width, made.published.height) == (300, 200)


def test_what_is_see_through_is_shown_over_white() -> None:
    clear = Image.new("RGBA", (60, 40), (0, 0, 0, 0))
    made = pairs.pair(read_picture(encoded(clear, "PNG")), None)
    assert made.published is not None
    shown = Image.open(io.BytesIO(base64.b64decode(made.published.address.split(",")[1])))
    assert np.asarray(shown).min() > 250


def test_a_file_that_does_not_decode_here_is_shown_from_the_pixels_that_were_compared() -> None:
    known = html_samples.read(html_samples.scene(3))
    assert known.preview is not None
    broken = replace(known, data=b"no picture")
    assert pairs.pair(broken, None).published is not None
    assert pairs.pair(replace(broken, preview=None), None).published is None


def test_a_part_is_outlined_in_the_pixels_that_were_compared_whatever_the_record_says() -> None:
    source = html_samples.read(html_samples.scene(3))
    published = html_samples.read(html_samples.crop(html_samples.scene(3)))
    for size in ((None, None), (900, 600), (400, 400)):
        original = html_samples.original_of(published, source)
        told = replace(original, record=replace(original.record, width=size[0], height=size[1]))
        region = pairs.pair(published, told).region
        assert region is not None
        assert region.x == pytest.approx(300 * 640 / 900, abs=3), size
        assert region.width == pytest.approx(500 * 640 / 900, abs=4), size


def test_a_very_large_picture_is_not_decoded_again() -> None:
    known = html_samples.read(html_samples.scene(3))
    assert known.preview is not None
    huge = replace(known, data=b"would take a gigabyte", width=9000, height=6000)
    made = pairs.pair(huge, None)
    assert made.published is not None
    assert made.published.width == known.preview.width


def picture_texts(report: Report) -> str:
    """The page's text as a reader sees it, without script and style."""
    text = re.sub(r"<(script|style).*?</\1>", " ", page(report), flags=re.S)
    return " ".join(re.sub(r"<[^>]+>", " ", text).split())


def test_where_there_is_no_original_the_look_up_says_why() -> None:
    why = (
        NotChecked("creator-mismatch", Reason.SOURCE_NOT_CONFIRMED),
        NotChecked("source reuters", Reason.GATED, "Reuters shows no picture", "Reuters"),
    )
    text = picture_texts(with_image(samples.report(), 3, not_checked=why))
    assert "No original to compare with. Reuters shows no picture." in text
    assert "look-up: Reuters" in text


def test_a_picture_found_by_search_and_ruled_out_is_not_shown() -> None:
    report = html_samples.changed()
    assert "A different picture" in picture_texts(with_image(report, 5))
    assert "A different picture" not in picture_texts(with_image(report, 5, findings=()))


def test_a_close_call_is_shown_and_not_called_the_original() -> None:
    plain = samples.original()
    comparison = replace(
        plain.comparison or Comparison, relation=Relation.UNDECIDED, detail="Too close to call."
    )  # type: ignore[type-var]
    close = replace(plain, comparison=comparison, picture=html_samples.read(html_samples.scene(3)))
    text = picture_texts(with_image(samples.report(), 0, originals=(close,)))
    assert "Not proved to be the original. Too close to call." in text
    assert "credit line" not in text.replace("Suggested credit lines", "")


def test_the_line_to_print_says_what_was_changed_where_a_licence_wants_that() -> None:
    text = picture_texts(html_samples.apart())
    assert (
        "Print this credit line Launcher at Iruma, Kenji Arai, Wikimedia Commons, CC BY-SA 4.0 "
        "(cropped)" in text
    )
    assert "Print the corrected credit line." in text
    assert text.count("Launcher at Iruma, Kenji Arai") == 1, (
        "the line stands once, not with every finding"
    )


def test_a_line_without_its_author_is_not_offered_for_printing() -> None:
    original = samples.original()
    assert original.credit_line is not None
    lacking = replace(original, credit_line=replace(original.credit_line, missing=("author",)))
    assert 'class="credit-line' not in page(with_image(samples.report(), 0, originals=(lacking,)))


def test_what_the_file_itself_says_stands_beside_what_the_page_says() -> None:
    picture: Picture = replace(
        samples.picture(),
        metadata=Metadata(creators=(MetadataValue("Ana Ruiz", "EXIF:Artist"),)),
        credentials=Credentials(CredentialsState.VALID, signer="Example Camera"),
    )
    text = picture_texts(with_image(samples.report(), 0, picture=picture))
    assert "In the file Ana Ruiz" in text
    assert "Content Credentials valid, signed by Example Camera" in text
    absent = replace(picture, credentials=Credentials(CredentialsState.ABSENT))
    assert "Content Credentials" not in picture_texts(
        with_image(samples.report(), 0, picture=absent)
    )


def test_the_article_is_summed_up_in_one_sentence() -> None:
    text = picture_texts(samples.report())
    assert (
        "1 of 4 pictures does not match, 1 needs attention, 1 is not verified, 1 is consistent "
        "with its original." in text
    )
    assert "The picture does not match." in picture_texts(with_image(samples.report()))
    assert "No editorial pictures were found" in picture_texts(replace(samples.report(), images=()))


def test_evidence_says_when_it_was_had_and_from_where() -> None:
    text = picture_texts(samples.report())
    assert "extmetadata.GPSLatitude · from the cache, fetched 2026-11-20 09:00 UTC · open" in text
    assert "caption Kyiv line 12" in text


@pytest.mark.parametrize(
    ("moment", "told"),
    [
        ("2023-11-04T23:10:00+05:30", "published 2023-11-04 23:10 UTC+05:30"),
        ("2023-11-04T21:05:00-03:00", "published 2023-11-04 21:05 UTC-03:00"),
        ("2023-11-04T21:05:00+00:00", "published 2023-11-04 21:05 UTC"),
        ("2023-11-04T21:05:00", "published 2023-11-04 21:05<"),
    ],
)
def test_a_moment_is_told_with_its_own_zone(moment: str, told: str) -> None:
    article = replace(samples.report().article, published=datetime.fromisoformat(moment))
    assert told in page(replace(samples.report(), article=article, checked=None))


def test_a_very_long_text_is_cut_but_the_line_to_print_is_not() -> None:
    long = "word " * 2000
    original = samples.original()
    assert original.credit_line is not None
    full = replace(original, credit_line=replace(original.credit_line, text=long, html=long))
    text = page(with_image(samples.report(caption=long), 0, originals=(full,), findings=()))
    assert f'<p class="line" dir="auto">{long.strip()}</p>' in text
    assert "…" in text
    assert text.count("word") < 2000 * 3 + 2000


def test_only_a_language_tag_is_taken_for_one() -> None:
    report = samples.report()
    for tag, taken in (("uk-UA", True), ('en" onclick="x', False), ("", False), (None, False)):
        article = replace(report.article, language=tag)
        assert ("lang=" in page(replace(report, article=article)).split("<main", 1)[1]) is taken


def outlines() -> Iterator[list[tuple[float, float]]]:
    for part in sketches.land().split("z")[:-1]:
        numbers = [float(n) for n in part[1:].split()]
        yield list(zip(numbers[::2], numbers[1::2], strict=True))


def on_land(latitude: float, longitude: float) -> bool:
    x, y = longitude + 180, 90 - latitude
    inside = False
    for ring in outlines():
        for (x1, y1), (x2, y2) in zip(ring, ring[1:] + ring[:1], strict=True):
            if (y1 > y) != (y2 > y) and x < (x2 - x1) * (y - y1) / (y2 - y1) + x1:
                inside = not inside
    return inside


@pytest.mark.parametrize(
    "place",
    [
        (50.45, 30.52),
        (36.2, 138.2),
        (-25, 134),
        (-10, -55),
        (40, -100),
        (66, -173),
        (64, 178),
        (78, 16),
    ],
)
def test_the_sketch_has_land_where_there_is_land(place: tuple[float, float]) -> None:
    assert on_land(*place)


@pytest.mark.parametrize(
    "sea", [(0, -30), (40, -45), (0, 80), (30, 170), (43, 34), (-50, -100), (10, -150)]
)
def test_the_sketch_has_sea_where_there_is_sea(sea: tuple[float, float]) -> None:
    assert not on_land(*sea)


def test_a_sketch_shows_both_places_whatever_lies_between_them() -> None:
    for latitude, longitude in (
        (35.84, 139.41),
        (50.5, 30.6),
        (-54.8, -68.3),
        (70, -179),
        (-89, 10),
        (0, 0),
    ):
        report = html_samples.apart()
        image = report.images[0]
        fact = replace(image.originals[0].record.places[0], latitude=latitude, longitude=longitude)
        record = replace(image.originals[0].record, places=(fact,))
        moved = replace(image, originals=(replace(image.originals[0], record=record),))
        drawn = sketches.sketch(report, moved)
        assert drawn is not None
        west, north, width, height = map(float, drawn.view.split())
        assert 0 <= west <= west + width <= 360.01
        assert 0 <= north <= north + height <= 180.01
        assert height == pytest.approx(width / 2, abs=0.01)
        for dot in (drawn.claimed, drawn.source):
            assert 0 <= dot.x <= 100
            assert 0 <= dot.y <= 100


def test_no_sketch_is_drawn_of_places_that_nobody_disputes_or_knows() -> None:
    report = html_samples.apart()
    image = report.images[0]
    assert sketches.sketch(report, replace(image, findings=image.findings[1:])) is None
    assert sketches.sketch(report, replace(image, originals=())) is None


def test_dates_are_told_as_exactly_as_they_are_known() -> None:
    span = DateSpan(date(2012, 11, 1), date(2012, 11, 30))
    told = [
        sketches._day(span, p)
        for p in (Precision.YEAR, Precision.MONTH, Precision.DAY, Precision.RANGE)
    ]
    assert told == [
        ("2012", "2012"),
        ("2012-11", "November 2012"),
        ("2012-11-01", "1 November 2012"),
        ("2012-11-01", "1 November 2012 to 30 November 2012"),
    ]


def test_one_date_alone_makes_no_time_line() -> None:
    report = html_samples.apart()
    image = report.images[0]
    alone = replace(report, article=replace(report.article, published=None))
    bare = replace(image, originals=(), claims=replace(image.claims, dates=image.claims.dates[:1]))
    assert sketches.timeline(alone, bare) is None
    assert sketches.timeline(report, bare) is not None
    assert (
        sketches.timeline(
            report, replace(bare, findings=(samples.finding("missing-credit", Severity.ERROR),))
        )
        is None
    )
