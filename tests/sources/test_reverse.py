"""Reverse searches and fact-checks: with keys only, and no byte leaves without being switched
on."""

from __future__ import annotations

import base64
from datetime import date
from typing import Any

import pytest

from provenance.config import Config
from provenance.errors import NotFetched
from provenance.model import Clues, DateKind, Fingerprint, MatchBasis, Picture, Reason
from provenance.sources import all_sources, google_fact_check, google_vision, tineye
from tests.stand_ins.fetcher import Answers, status, with_keys

DATA = b"not really a picture"
KEYED = with_keys(GOOGLE_API_KEY="s3cret", TINEYE_API_KEY="s3cret")
FACTS = "https://factchecktools.googleapis.com/v1alpha1/claims:"
VISION = "https://vision.googleapis.com/v1/images:annotate"
TINEYE = "https://api.tineye.com/rest/search/"


def picture(url: str | None = "https://news.example/cranes.jpg") -> Picture:
    return Picture(DATA, "", "", "JPEG", 1, 1, Fingerprint(1, "", "", "", 1.0), url=url)


@pytest.mark.parametrize("id", ["google-fact-check", "google-vision", "tineye"])
def test_without_a_key_nothing_is_asked(id: str) -> None:
    source = next(s for s in all_sources() if s.id == id)
    fetcher = Answers({})
    with pytest.raises(NotFetched) as caught:
        source.by_bytes(picture(), fetcher, Config())
    assert caught.value.reason is Reason.NO_API_KEY
    assert fetcher.asked == []


@pytest.mark.parametrize("source", [google_fact_check, google_vision, tineye])
def test_a_picture_without_a_public_address_is_not_sent_anywhere(source: Any) -> None:
    fetcher = Answers({})
    with pytest.raises(NotFetched) as caught:
        source.by_bytes(picture(None), fetcher, KEYED)
    assert caught.value.reason is Reason.NO_LINK
    assert fetcher.asked == []


REVIEW = {
    "text": "Cranes burning in Kyiv",
    "claimant": "a post",
    "claimReview": [
        {
            "publisher": {"name": "Checkers", "site": "checkers.example"},
            "url": "https://checkers.example/cranes",
            "title": "No, these cranes stand in Japan",
            "reviewDate": "2024-05-02T00:00:00Z",
            "textualRating": "False",
        },
        {"publisher": {}},
    ],
}


def test_a_fact_check_of_the_picture_gives_rating_claim_and_date() -> None:
    fetcher = Answers({f"{FACTS}imageSearch": {"results": [{"claim": REVIEW}]}})
    record = google_fact_check.by_bytes(picture(), fetcher, KEYED)[0]
    assert [n.text for n in record.notes] == ["False", "claimed by a post"]
    assert record.description is not None
    assert record.description.text == "Cranes burning in Kyiv"
    assert [(d.kind, d.span.earliest) for d in record.dates] == [
        (DateKind.REVIEWED, date(2024, 5, 2))
    ]
    assert fetcher.params[0]["imageUri"] == "https://news.example/cranes.jpg"
    assert "s3cret" not in repr(record)


def test_a_search_by_words_reads_the_other_envelope() -> None:
    fetcher = Answers({f"{FACTS}search": {"claims": [REVIEW]}})
    found = google_fact_check.search(Clues(texts=("Cranes burning in Kyiv",)), fetcher, KEYED)
    assert [(r.id, r.basis) for r in found] == [
        ("https://checkers.example/cranes", MatchBasis.NAME)
    ]
    assert (
        google_fact_check.search(Clues(texts=("Cranes",)), Answers({f"{FACTS}search": {}}), KEYED)
        == ()
    )


DETECTED = {
    "responses": [
        {
            "webDetection": {
                "pagesWithMatchingImages": [
                    {"url": "https://words.example/", "pageTitle": "only words"},
                    {
                        "url": "https://crop.example/",
                        "partialMatchingImages": [{"url": "https://crop.example/c.jpg"}],
                    },
                    {
                        "url": "https://whole.example/",
                        "pageTitle": "<b>Cranes</b> in Japan",
                        "fullMatchingImages": [
                            {"url": "x-raw-image:///0a"},
                            {"url": "https://whole.example/a.jpg"},
                        ],
                    },
                ]
            }
        }
    ]
}


def test_vision_is_asked_by_address_and_full_matches_come_first() -> None:
    fetcher = Answers({VISION: DETECTED})
    found = google_vision.by_bytes(picture(), fetcher, KEYED)
    assert [(r.page_url, r.media_url) for r in found] == [
        ("https://whole.example/", "https://whole.example/a.jpg"),
        ("https://crop.example/", "https://crop.example/c.jpg"),
    ]
    assert found[0].title == "Cranes in Japan"
    assert found[0].dates == ()
    image = fetcher.payloads[0]["requests"][0]["image"]  # type: ignore[index]
    assert image == {"source": {"imageUri": "https://news.example/cranes.jpg"}}
    assert "key" not in fetcher.asked[0]


def test_bytes_are_sent_only_where_the_service_is_switched_on() -> None:
    fetcher = Answers({VISION: DETECTED})
    google_vision.by_bytes(picture(None), fetcher, KEYED.with_(upload_to=("google-vision",)))
    image = fetcher.payloads[0]["requests"][0]["image"]  # type: ignore[index]
    assert base64.b64decode(image["content"]) == DATA


def test_a_picture_over_visions_limit_is_not_sent() -> None:
    large = Picture(b"\0" * 7_000_001, "", "", "JPEG", 1, 1, Fingerprint(1, "", "", "", 1.0))
    fetcher = Answers({VISION: DETECTED})
    with pytest.raises(NotFetched) as caught:
        google_vision.by_bytes(large, fetcher, KEYED.with_(upload_to=("google-vision",)))
    assert caught.value.reason is Reason.TOO_LARGE
    assert fetcher.payloads == []


def test_visions_error_for_one_picture_arrives_with_status_200() -> None:
    answer = {
        "responses": [{"error": {"code": 7, "message": "We can not access the URL currently."}}]
    }
    with pytest.raises(NotFetched) as caught:
        google_vision.by_bytes(picture(), Answers({VISION: answer}), KEYED)
    assert caught.value.reason is Reason.FAILED


def test_tineye_tells_when_the_picture_was_first_seen_and_where() -> None:
    match = {
        "image_url": "https://old.example/a.jpg",
        "score": 67.1,
        "width": 350,
        "height": 297,
        "tags": ["stock"],
        "backlinks": [
            {
                "url": "https://old.example/a.jpg",
                "backlink": "https://old.example/page",
                "crawl_date": "2009-04-27",
            },
            {
                "url": "https://old.example/a.jpg",
                "backlink": "https://older.example/page",
                "crawl_date": "2008-04-27",
            },
            {
                "url": "https://old.example/a.jpg",
                "backlink": "https://undated.example/",
                "crawl_date": "",
            },
        ],
    }
    fetcher = Answers(
        {TINEYE: {"code": 200, "messages": [], "results": {"matches": [match, {"tags": None}]}}}
    )
    found = tineye.by_bytes(picture(), fetcher, KEYED)
    assert len(found) == 1
    assert (found[0].dates[0].kind, found[0].dates[0].span.earliest) == (
        DateKind.FIRST_SEEN,
        date(2008, 4, 27),
    )
    assert found[0].page_url == "https://older.example/page"
    assert found[0].stock is True
    assert fetcher.headers[0] == {"x-api-key": "s3cret"}
    assert "s3cret" not in repr(found)


@pytest.mark.parametrize(
    ("answer", "want"),
    [
        ({"code": 400, "messages": ["Could not read that image url"]}, Reason.FAILED),
        (status(429), Reason.RATE_LIMITED),
        (status(401), Reason.GATED),
    ],
)
def test_tineyes_code_counts_as_much_as_the_status(answer: Any, want: Reason) -> None:
    with pytest.raises(NotFetched) as caught:
        tineye.by_bytes(picture(), Answers({TINEYE: answer}), KEYED)
    assert caught.value.reason is want
