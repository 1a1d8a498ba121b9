"""What a person is offered where no original was confirmed: pages to open, searches to start."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from provenance.model import (
    Article,
    Binding,
    Comparison,
    Confidence,
    Credit,
    Holding,
    ImageReport,
    InputKind,
    Locator,
    MatchBasis,
    Original,
    Reading,
    Reference,
    Relation,
    Report,
    SourceRecord,
    Use,
)
from provenance.reports import render
from provenance.reports.kit.searches import (
    checklist,
    is_public,
    pages_to_compare,
    reverse_searches,
)
from provenance.reports.kit.text import sentence
from tests.stand_ins.samples import image, original

ADDRESS = "https://media.harbour-paper.org/a b.jpg?w=800&x=1"
SAME = Comparison(Relation.SAME, Binding.SOFT, Confidence.HIGH)
PAGE = "https://www.gettyimages.com/detail/1200000001"


def report(*originals: Original, url: str | None = ADDRESS) -> ImageReport:
    return ImageReport(replace(image(), content_url=url), originals=originals)


def sold(page: str | None = PAGE) -> Original:
    spot = Locator("file name GettyImages-1200000001.jpg")
    record = SourceRecord(
        "agencies", "getty:1200000001", spot, page_url=page, title="Getty Images 1200000001"
    )
    return Original(record, Reference("agencies", record.id, MatchBasis.SAME_ID, "name", page))


def page_of(image_report: ImageReport) -> str:
    article = Article("a.html", InputKind.HTML, images=(image_report.image,))
    return render([Report(article, (image_report,))], "html")


def test_an_unconfirmed_picture_can_be_searched_for_with_one_click_at_four_places() -> None:
    searches = reverse_searches(report())
    assert [link.text for link in searches] == ["Google Lens", "Bing", "Yandex", "TinEye"]
    asked = "https%3A%2F%2Fmedia.harbour-paper.org%2Fa%20b.jpg%3Fw%3D800%26x%3D1"
    assert all(link.url.endswith(asked) for link in searches)


def test_a_confirmed_original_needs_no_search() -> None:
    confirmed = report(original())
    assert (reverse_searches(confirmed), checklist(confirmed)) == ((), ())
    assert pages_to_compare(confirmed) == ()
    assert "by-hand" not in page_of(confirmed).split("</style>")[1]


@pytest.mark.parametrize(
    "url",
    [
        None,
        "a.jpg",
        "file:///home/a.jpg",
        "data:image/png;base64,AA",
        "http://localhost/a.jpg",
        "http://127.0.0.1:8000/a.jpg",
        "http://10.0.0.4/a.jpg",
        "http://cms.internal/a.jpg",
        "https://news.example/a.jpg",
        "http://[::1/a.jpg",
    ],
)
def test_an_address_that_nobody_else_can_open_is_offered_to_no_search(url: str | None) -> None:
    assert reverse_searches(report(url=url)) == ()


def test_a_web_address_is_public() -> None:
    assert is_public("https://www.harbour-paper.org/a.jpg")
    assert is_public("http://8.8.8.8/a.jpg")


def test_the_agency_s_page_is_offered_under_its_name() -> None:
    assert [(k.url, k.text) for k in pages_to_compare(report(sold()))] == [
        (PAGE, "Getty Images 1200000001")
    ]
    assert pages_to_compare(report(sold(page=None))) == ()


def test_html_shows_both_as_buttons_and_asks_for_nothing_by_itself() -> None:
    html = page_of(report(sold()))
    assert f'href="{PAGE}"' in html
    assert "Open at Getty Images 1200000001" in html
    assert "https://tineye.com/search?url=https%3A%2F%2Fmedia.harbour-paper.org" in html
    assert "default-src &#39;none&#39;" in html or "default-src 'none'" in html


def test_the_checklist_has_two_lines_in_the_picture_s_own_words() -> None:
    lines = checklist(report(sold()))
    assert lines[1] == "Who showed it first, and was that before this story?"


@pytest.mark.parametrize(
    ("credit", "named"),
    [
        (Credit("Bild: Ida Brandt/epd", ("Ida Brandt",), ("epd",), "epd"), "by Ida Brandt/epd,"),
        (Credit("Photograph: @harbour_eye", handles=("@harbour_eye",)), "by @harbour_eye,"),
        (Credit("Via Wikimedia", platform="wikimedia-commons"), "by Wikimedia Commons,"),
        (Credit("Foto: privat"), "Who showed it first"),
    ],
)
def test_the_checklist_names_whom_the_credit_names_without_its_lead(
    credit: Credit, named: str
) -> None:
    assert named in checklist(replace(report(sold()), credit=credit))[1]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("api.harbour.example was not asked", "api.harbour.example was not asked."),
        ("https://harbour.example/x is gone!", "https://harbour.example/x is gone!"),
        ("epd shows its pictures to customers", "epd shows its pictures to customers."),
        ("ullstein bild has no record", "ullstein bild has no record."),
        ("iStock gave no answer", "iStock gave no answer."),
        ("@harbour_eye is private", "@harbour_eye is private."),
        ("the Internet Archive has none", "The Internet Archive has none."),
        ("no link leads to it. It is old", "No link leads to it. It is old."),
    ],
)
def test_a_sentence_begins_large_unless_a_name_is_written_small(text: str, told: str) -> None:
    assert sentence(text) == told


# --- what the newsroom printed before ---


def printed(day: int, caption: str, credit: str | None = None) -> Use:
    spot = Locator("archive")
    return Use(
        spot,
        page_url=f"https://paper.example/{day}",
        published=datetime(2024, 3, day, tzinfo=UTC),
        caption=Reading(caption, spot),
        credit=Reading(credit, spot) if credit else None,
    )


def test_earlier_uses_stand_beside_this_one_the_latest_first() -> None:
    holding = Holding("7", SAME, uses=(printed(2, "A street in Iruma."), printed(9, "<b>Kyiv</b>")))
    html = page_of(replace(report(), history=(holding, holding)))
    table = html.partition('class="uses"')[2].partition("</table>")[0]
    assert "You have this picture" in table
    assert "A launcher guards Kyiv on Tuesday." in table
    assert table.index("2024-03-09") < table.index("2024-03-02")
    assert table.count("<tr") == 4  # the head, this page, two uses: each once
    assert "&lt;b&gt;Kyiv&lt;/b&gt;" in table
    assert 'href="https://paper.example/2"' in table


def test_a_picture_never_printed_has_no_such_table() -> None:
    assert 'class="uses"' not in page_of(replace(report(), history=(Holding("7", SAME),)))
