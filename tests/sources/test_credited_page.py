from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest

from provenance.config import Config
from provenance.errors import NotFetched
from provenance.fetch.exchange import Exchange
from provenance.model import Clues, Credit, DateKind, Link, MatchBasis, Reason, Reference, Retrieved
from provenance.sources import credited_page
from tests.stand_ins.fetcher import NOW, Answers, status

URL = "https://blog.example.org/2019/04/cranes.html"
PAGE = """<html><head><title>Cranes</title>
<meta property="article:published_time" content="2019-04-12T08:30:00Z"></head><body><article><h1>Cranes at dusk</h1>
<p>Two cranes stand at the north quay of the harbour. They have been there for thirty years and will not move soon.</p>
<figure><img src="/a.jpg" width="800" height="600">
<figcaption>Two cranes at dusk. Photo: Hana Walker</figcaption></figure>
<p>Behind them the town begins, with its towers and its bridges and the long road that leads down to the water.</p>
<figure><img src="https://cdn.example.org/b.jpg" width="800" height="600"><figcaption>The town</figcaption></figure>
</article></body></html>"""  # noqa: E501


def looked_up(answer: Any, url: str = URL) -> Any:
    return credited_page.look_up(
        Reference("credited-page", url, MatchBasis.NAME, url, url), Answers({url: answer}), Config()
    )[0]


def page(body: str | bytes, kind: str = "text/html; charset=utf-8") -> Exchange:
    data = body.encode() if isinstance(body, str) else body
    return Exchange(URL, 200, {"content-type": kind}, data, NOW, Retrieved.LIVE)


def test_all_pictures_of_the_page_come_as_one_record_and_the_pixels_decide() -> None:
    record = looked_up(page(PAGE))
    assert record.media_urls == ("https://blog.example.org/a.jpg", "https://cdn.example.org/b.jpg")
    assert record.basis is MatchBasis.NAME
    assert [(d.kind, d.moment) for d in record.dates] == [
        (DateKind.PUBLISHED, datetime(2019, 4, 12, 8, 30, tzinfo=UTC))
    ]


def test_what_the_page_prints_beside_a_picture_is_kept_with_its_address() -> None:
    notes = [(note.text, note.where.url) for note in looked_up(page(PAGE)).notes]
    assert any(
        "Hana Walker" in text and url == "https://blog.example.org/a.jpg" for text, url in notes
    )


def test_an_address_that_answers_with_a_picture_is_that_picture() -> None:
    assert looked_up(page(b"\xff\xd8\xff", "image/jpeg")).media_url == URL


@pytest.mark.parametrize(
    "answer",
    [
        page("<html><body><p>Nothing but words.</p></body></html>"),
        page(b"%PDF-1.7", "application/pdf"),
        page(b""),
    ],
)
def test_a_page_without_pictures_is_said_to_have_none(answer: Exchange) -> None:
    with pytest.raises(NotFetched) as caught:
        looked_up(answer)
    assert caught.value.reason is Reason.SOURCE_NOT_FOUND


@pytest.mark.parametrize(
    ("code", "want"), [(404, Reason.GONE), (403, Reason.GATED), (503, Reason.NETWORK)]
)
def test_the_reason_of_the_network_is_kept(code: int, want: Reason) -> None:
    with pytest.raises(NotFetched) as caught:
        looked_up(status(code))
    assert caught.value.reason is want


def test_a_members_only_site_is_gated_without_being_asked() -> None:
    url = "https://www.instagram.com/harbour_watch/"
    fetcher = Answers({})
    with pytest.raises(NotFetched) as caught:
        credited_page.look_up(
            Reference("credited-page", url, MatchBasis.NAME, url), fetcher, Config()
        )
    assert caught.value.reason is Reason.GATED
    assert fetcher.asked == []


def test_only_what_the_credit_names_is_followed() -> None:
    credit = Credit(
        raw="Hana Walker (www.example.org/cranes.html), CC BY 4.0",
        links=(
            Link("https://blog.example.org/cranes"),
            Link("https://creativecommons.org/licenses/by/4.0/"),
            Link("https://blog.example.org/"),
            Link("https://www.google.com/search?q=cranes"),
            Link("mailto:hana@example.org"),
        ),
    )
    found = credited_page.recognise(
        Clues(urls=("https://news.example/own-picture.jpg",), credit=credit)
    )
    assert [r.id for r in found] == [
        "https://blog.example.org/cranes",
        "https://www.example.org/cranes.html",
    ]
