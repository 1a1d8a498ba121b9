from __future__ import annotations

import base64
import hashlib
from datetime import UTC, date, datetime
from typing import Any

import pytest

from provenance.config import Config
from provenance.errors import NotFetched
from provenance.model import Clues, DateKind, Fingerprint, MatchBasis, Picture, Reason, Reference
from provenance.sources import internet_archive
from tests.stand_ins.fetcher import Answers, status

INDEX = "https://web.archive.org/cdx/search/cdx"
HEAD = ["timestamp", "original", "mimetype", "statuscode", "digest"]
PICTURE = "https://example.org/harbour.jpg"
DATA = b"not really a picture"
SHA1 = hashlib.sha1(DATA).hexdigest()
DIGEST = base64.b32encode(hashlib.sha1(DATA).digest()).decode()


def rows(*stamps: str) -> list[list[str]]:
    return [HEAD, *([stamp, PICTURE, "image/jpeg", "200", DIGEST] for stamp in stamps)]


def reference(id: str) -> Reference:
    return Reference("internet-archive", id, MatchBasis.SAME_ID, "clue")


def picture() -> Picture:
    return Picture(
        DATA,
        SHA1,
        hashlib.sha256(DATA).hexdigest(),
        "JPEG",
        1,
        1,
        Fingerprint(1, "", "", "", 1.0),
        url=PICTURE,
    )


def test_a_capture_is_dated_by_the_earliest_of_its_address() -> None:
    table = {INDEX: rows("20150203040506")}
    record = internet_archive.look_up(
        reference(f"web/20190412083000/{PICTURE}"), Answers(table), Config()
    )[0]
    assert record.media_url == f"https://web.archive.org/web/20190412083000id_/{PICTURE}"
    assert [(d.kind, d.moment) for d in record.dates] == [
        (DateKind.FIRST_SEEN, datetime(2015, 2, 3, 4, 5, 6, tzinfo=UTC))
    ]
    assert record.links[0].url == PICTURE


@pytest.mark.parametrize("answer", [[], rows("20200101000000"), b""])
def test_a_capture_dates_itself_where_the_index_knows_no_earlier(answer: Any) -> None:
    record = internet_archive.look_up(
        reference(f"web/20190412083000/{PICTURE}"), Answers({INDEX: answer}), Config()
    )[0]
    assert record.dates[0].span.earliest == date(2019, 4, 12)


def test_trouble_at_the_index_does_not_lose_the_capture() -> None:
    record = internet_archive.look_up(
        reference(f"web/20190412083000/{PICTURE}"), Answers({INDEX: status(503)}), Config()
    )[0]
    assert record.dates[0].span.earliest == date(2019, 4, 12)
    assert "could not be asked" in record.notes[0].text


def test_search_finds_the_earliest_capture_of_an_address() -> None:
    found = internet_archive.search(
        Clues(urls=(PICTURE,)), Answers({INDEX: rows("20150203040506")}), Config()
    )
    assert [(r.basis, r.dates[0].span.earliest) for r in found] == [
        (MatchBasis.NAME, date(2015, 2, 3))
    ]


def test_search_finds_the_same_bytes_by_their_digest() -> None:
    fetcher = Answers({INDEX: rows("20160203040506")})
    found = internet_archive.search(Clues(urls=(PICTURE,), picture=picture()), fetcher, Config())
    assert fetcher.params[0]["filter"] == f"digest:{DIGEST}"
    assert [(r.basis, r.sha1) for r in found] == [(MatchBasis.SAME_BYTES, SHA1)]


def test_search_asks_for_few_addresses() -> None:
    fetcher = Answers({INDEX: []})
    many = tuple(f"https://example.org/{n}.jpg" for n in range(30))
    assert internet_archive.search(Clues(urls=many), fetcher, Config()) == ()
    assert len(fetcher.asked) == 3


def test_an_index_that_answers_with_a_page_is_a_failure_not_an_absence() -> None:
    with pytest.raises(NotFetched) as caught:
        internet_archive.search(
            Clues(urls=(PICTURE,)), Answers({INDEX: "<html>busy</html>"}), Config()
        )
    assert caught.value.reason is Reason.FAILED


def test_an_item_gives_its_record_and_its_pictures() -> None:
    answer = {
        "metadata": {
            "title": "Harbour cranes",
            "creator": ["Hana Walker", "Second Author"],
            "date": "1931",
            "publicdate": "2012-04-05 06:07:08",
            "uploader": "library@example.org",
            "licenseurl": "https://creativecommons.org/publicdomain/mark/1.0/",
        },
        "files": [
            {
                "name": "plate_04.jpg",
                "source": "original",
                "width": "3000",
                "height": "2000",
                "sha1": SHA1,
            },
            {"name": "plate_05.jpg", "source": "original"},
            {"name": "plate_05_thumb.jpg", "source": "derivative"},
            {"name": "__ia_thumb.jpg", "source": "original"},
        ],
    }
    table = {"https://archive.org/metadata/harbour-cranes-1931": answer}
    one = internet_archive.look_up(
        reference("item/harbour-cranes-1931/plate_04.jpg"), Answers(table), Config()
    )[0]
    assert one.media_url == "https://archive.org/download/harbour-cranes-1931/plate_04.jpg"
    assert (one.sha1, one.width) == (SHA1, 3000)
    whole = internet_archive.look_up(
        reference("item/harbour-cranes-1931"), Answers(table), Config()
    )[0]
    assert [c.text for c in whole.creators] == ["Hana Walker", "Second Author"]
    assert {d.kind: d.span.earliest for d in whole.dates} == {
        DateKind.CREATED: date(1931, 1, 1),
        DateKind.UPLOADED: date(2012, 4, 5),
    }
    assert len(whole.media_urls) == 2


def test_an_unknown_item_is_answered_with_an_empty_object() -> None:
    with pytest.raises(NotFetched) as caught:
        internet_archive.look_up(
            reference("item/no-such-thing"),
            Answers({"https://archive.org/metadata/no-such-thing": {}}),
            Config(),
        )
    assert caught.value.reason is Reason.SOURCE_NOT_FOUND
