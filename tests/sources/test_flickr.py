from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import pytest

from provenance.config import Config
from provenance.errors import NotFetched
from provenance.model import (
    Clues,
    Credit,
    DateKind,
    MatchBasis,
    PlaceKind,
    Precision,
    Reason,
    Reference,
    SourceRecord,
)
from provenance.sources import flickr
from tests.stand_ins.fetcher import Answers, status, with_keys

REST = "https://api.flickr.com/services/rest/"
OEMBED = "https://www.flickr.com/services/oembed/"
PHOTO = "52800000001"
KEYED = with_keys(FLICKR_API_KEY="s3cret-key")


def content(value: str) -> dict[str, str]:
    return {"_content": value}


def info(**more: Any) -> dict[str, Any]:
    photo = {
        "id": PHOTO,
        "dateuploaded": "1600000000",
        "license": "5",
        "owner": {
            "nsid": "100000001@N02",
            "username": "harbourwalker",
            "realname": "Hana Walker",
            "path_alias": None,
        },
        "title": content("Cranes at dusk"),
        "description": content("The <b>north</b> quay &amp; its cranes"),
        "dates": {"taken": "2019-05-16 19:16:36", "takengranularity": "0", "takenunknown": "0"},
        "tags": {"tag": [{"raw": "Yokohama"}, {"raw": "harbour"}]},
        "location": {
            "latitude": "35.45",
            "longitude": "139.64",
            "locality": content("Naka"),
            "country": content("Japan"),
        },
    }
    return {"photo": {**photo, **more}, "stat": "ok"}


SIZES = {
    "stat": "ok",
    "sizes": {
        "size": [
            {
                "label": "Thumbnail",
                "width": 100,
                "height": 67,
                "source": "https://live.example/t.jpg",
                "media": "photo",
            },
            {
                "label": "Original",
                "width": "6000",
                "height": "4000",
                "source": "https://live.example/o.jpg",
                "media": "photo",
            },
            {
                "label": "Medium 640",
                "width": 640,
                "height": 427,
                "source": "https://live.example/z.jpg",
                "media": "photo",
            },
            {
                "label": "1080p",
                "width": 1920,
                "height": 1080,
                "source": "https://live.example/v.mp4",
                "media": "video",
            },
        ]
    },
}
HISTORY = {
    "stat": "ok",
    "license_history": [
        {
            "date_change": "1650000000",
            "old_license": "Attribution License",
            "new_license": "Attribution-ShareAlike License",
        },
        {"date_change": "1600000000", "old_license": "Attribution License", "new_license": ""},
    ],
}


def rest(**answers: Any) -> dict[str, Any]:
    given = {"getInfo": info(), "getSizes": SIZES, "licenses.getLicenseHistory": HISTORY, **answers}
    return {f"{REST}?method=flickr.photos.{method}": answer for method, answer in given.items()}


def looked_up(table: dict[str, Any], config: Config = KEYED) -> SourceRecord:
    return flickr.look_up(
        Reference("flickr", PHOTO, MatchBasis.SAME_ID, "clue"), Answers(table), config
    )[0]


@pytest.mark.parametrize(
    ("url", "want"),
    [
        ("https://www.flickr.com/photos//harbour_walker//52800000001//", "52800000001"),
        ("https://flickr.com/photo/harbour_walker/52800000001", "52800000001"),
        ("https://www.flickr.com/photo_zoom.gne?id=52800000001&size=o", "52800000001"),
        ("https://www.flickr.com/photo.gne?short=2orKNtB", "52800000001"),
        ("http://farm66.staticflickr.com/65535/52800000001_0a1b2c3d4e_o_d.jpg", "52800000001"),
        ("http://static.flickr.com/42/100000001_0a1b2c3d4e.jpg", "100000001"),
        ("http://photos1.flickr.com/100000001_0a1b2c3d4e_b.jpg", "100000001"),
        ("https://live.staticflickr.com/video/52800000001/0a1b2c3d4e/1080p.mp4", "52800000001"),
        ("https://www.flickr.com/photos/harbour_walker/albums/72177720300000000", None),
        ("https://www.flickr.com/photos/harbour_walker/", None),
        ("https://flic.kr/s/aHsmT0000", None),
        ("https://flickr.com.example.org/photos/a/52800000001", None),
        ("https://live.staticflickr.com/65535/cover.jpg", None),
    ],
)
def test_photos_are_recognised_and_albums_and_profiles_are_not(url: str, want: str | None) -> None:
    assert flickr.photo_id(url) == want


def test_a_saved_file_is_recognised_but_two_numbers_are_not() -> None:
    names = (
        "52800000001_0a1b2c3d4e_k.jpg",
        "2200000001_295411974.jpg",
        "2200000001_2954119740.jpg",
        "1_2.jpg",
    )
    assert [r.clue for r in flickr.recognise(Clues(file_names=names))] == [
        "52800000001_0a1b2c3d4e_k.jpg"
    ]


def test_a_short_address_typed_into_the_credit_counts() -> None:
    found = flickr.recognise(Clues(credit=Credit(raw="Hana Walker, flic.kr/p/2orKNtB")))
    assert [(r.id, r.clue) for r in found] == [(PHOTO, "flic.kr/p/2orKNtB")]


def test_with_a_key_the_record_keeps_capture_upload_place_and_licence_apart() -> None:
    record = looked_up(rest())
    assert record.title == "Cranes at dusk"
    assert record.description is not None
    assert record.description.text == "The north quay & its cranes"
    assert [c.text for c in record.creators] == ["Hana Walker"]
    assert record.uploader == "harbourwalker"
    assert record.license is not None
    assert (record.license.name, record.license.family) == ("CC BY-SA 2.0", "cc-by-sa")
    dates = {d.kind: d for d in record.dates}
    assert dates[DateKind.CAPTURED].span.earliest == date(2019, 5, 16)
    assert dates[DateKind.CAPTURED].moment is None
    assert dates[DateKind.UPLOADED].moment == datetime(2020, 9, 13, 12, 26, 40, tzinfo=UTC)
    assert [(p.kind, p.text, p.latitude) for p in record.places] == [
        (PlaceKind.CAMERA, "Naka, Japan", 35.45)
    ]
    assert record.categories == ("Yokohama", "harbour")
    assert record.page_url == f"https://www.flickr.com/photos/100000001@N02/{PHOTO}/"


def test_the_largest_size_is_the_original_and_a_small_one_suffices_to_compare() -> None:
    record = looked_up(rest())
    assert (record.media_url, record.preview_url) == (
        "https://live.example/o.jpg",
        "https://live.example/z.jpg",
    )
    assert (record.width, record.height) == (6000, 4000)


def test_a_change_of_licence_is_told() -> None:
    notes = [n.text for n in looked_up(rest()).notes]
    assert notes == [
        "licence changed from Attribution License to Attribution-ShareAlike License on 2022-04-15"
    ]


@pytest.mark.parametrize(
    ("granularity", "precision", "first", "last"),
    [
        ("4", Precision.MONTH, date(2019, 5, 1), date(2019, 5, 31)),
        ("6", Precision.YEAR, date(2019, 1, 1), date(2019, 12, 31)),
        ("8", Precision.RANGE, date(2014, 1, 1), date(2024, 12, 31)),
    ],
)
def test_a_coarse_capture_date_stays_coarse(
    granularity: str, precision: Precision, first: date, last: date
) -> None:
    taken = {"taken": "2019-05-01 00:00:00", "takengranularity": granularity, "takenunknown": "0"}
    captured = next(
        d for d in looked_up(rest(getInfo=info(dates=taken))).dates if d.kind is DateKind.CAPTURED
    )
    assert (captured.precision, captured.span.earliest, captured.span.latest) == (
        precision,
        first,
        last,
    )


def test_an_unknown_capture_date_is_not_taken_from_the_upload() -> None:
    taken = {"taken": "2020-09-13 12:26:40", "takengranularity": "0", "takenunknown": "1"}
    record = looked_up(rest(getInfo=info(dates=taken)))
    assert [d.kind for d in record.dates] == [DateKind.UPLOADED]


def test_the_record_stands_where_sizes_and_history_fail() -> None:
    record = looked_up(
        rest(getSizes=status(503), **{"licenses.getLicenseHistory": {"stat": "fail", "code": 1}})
    )
    assert record.title == "Cranes at dusk"
    assert record.media_url is None


@pytest.mark.parametrize(
    ("code", "want"),
    [
        (1, Reason.GONE),
        (2, Reason.GATED),
        (100, Reason.NO_API_KEY),
        (105, Reason.NETWORK),
        (999, Reason.FAILED),
    ],
)
def test_errors_that_arrive_with_status_200_are_told_apart(code: int, want: Reason) -> None:
    with pytest.raises(NotFetched) as caught:
        looked_up(rest(getInfo={"stat": "fail", "code": code, "message": "no"}))
    assert caught.value.reason is want


def test_without_a_key_the_embedding_service_gives_title_author_and_licence() -> None:
    answer = {
        "type": "photo",
        "title": "Cranes at dusk",
        "author_name": "harbourwalker",
        "width": "1024",
        "height": 683,
        "url": "https://live.staticflickr.com/65535/52800000001_0a1b2c3d4e_b.jpg",
        "web_page": f"https://www.flickr.com/photos/harbourwalker/{PHOTO}/",
        "license_id": "4",
    }
    record = looked_up({OEMBED: answer}, Config())
    assert record.license is not None
    assert record.license.name == "CC BY 2.0"
    assert (record.width, record.height) == (1024, 683)
    assert record.dates == ()


def test_the_key_shows_in_no_record() -> None:
    assert "s3cret-key" not in repr(looked_up(rest()))


def test_search_asks_by_words_and_needs_a_key() -> None:
    hit = {
        "id": "1",
        "owner": "100000001@N02",
        "title": "Cranes",
        "url_z": "https://live.example/z.jpg",
        "license": "0",
    }
    fetcher = Answers({REST: {"stat": "ok", "photos": {"photo": [hit]}}})
    found = flickr.search(Clues(texts=("The cranes of Yokohama at dusk in 2019",)), fetcher, KEYED)
    assert [(r.id, r.preview_url, r.basis) for r in found] == [
        ("1", "https://live.example/z.jpg", MatchBasis.NAME)
    ]
    assert "Yokohama" in fetcher.params[0]["text"]
    with pytest.raises(NotFetched) as caught:
        flickr.search(Clues(texts=("cranes",)), fetcher, Config())
    assert caught.value.reason is Reason.NO_API_KEY
