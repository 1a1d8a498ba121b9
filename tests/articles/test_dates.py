"""When an article was published: by its data, whatever form the date has there."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone

import pytest

from provenance.articles.dates import read_date

EAST = timezone(timedelta(hours=2))


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("2031-01-03T17:40:00Z", datetime(2031, 1, 3, 17, 40, tzinfo=UTC)),
        ("2031-01-03T17:40:00+0200", datetime(2031, 1, 3, 17, 40, tzinfo=EAST)),
        ("2031-01-03T17:40:00+02:00CET", datetime(2031, 1, 3, 17, 40, tzinfo=EAST)),
        ("2031-01-03T17:40:00 GMT", datetime(2031, 1, 3, 17, 40, tzinfo=UTC)),
        ("2031-01-03T17:40:00EET", datetime(2031, 1, 3, 17, 40)),
        ("2031-01-03T17:40:00.1234567", datetime(2031, 1, 3, 17, 40, 0, 123456)),
        ("3.1.2031", datetime(2031, 1, 3)),
        ("January 3, 2031", datetime(2031, 1, 3)),
        ("Fri, 03 Jan 2031 17:40:00 +0000", datetime(2031, 1, 3, 17, 40, tzinfo=UTC)),
    ],
)
def test_a_date_is_read_in_the_forms_that_pages_write(text, date):
    assert read_date(text) == date


@pytest.mark.parametrize(
    "text", ["", "soon", "Thu., January 08, 2031, 2:00 p.m. - 3:00 p.m. ET", "2031-13-40", "1" * 80]
)
def test_what_is_no_date_is_none(text):
    assert read_date(text) is None


@pytest.mark.parametrize("text", ["0001-01-01T00:00:00Z", "9999-12-31", "01.01.0001"])
def test_what_a_system_writes_where_nobody_set_a_date_is_none(text):
    assert read_date(text) is None


def test_a_date_that_cannot_be_read_hides_no_good_one(read_page):
    head = (
        '<script type="application/ld+json">{"@type":"NewsArticle","datePublished":"soon"}</script>'
        '<meta property="og:article:published_time" content="2031-01-03T17:40:00Z">'
    )
    assert read_page(head=head).published == datetime(2031, 1, 3, 17, 40, tzinfo=UTC)


def test_the_hour_of_an_event_is_no_date_of_the_article(read_page):
    event = "<time datetime='Thu., January 08, 2031, 2:00 p.m. - 3:00 p.m. ET'>on Thursday</time>"
    assert read_page(first=event).published is None
    later = "<aside><time datetime='2031-02-01'>1 February</time></aside>"
    assert read_page(after=later).published is None
    assert read_page(first="<time datetime='2031-01-03'>3 January</time>").published == datetime(
        2031, 1, 3
    )
