"""Agencies, stock libraries and Openverse: what an id, a name and a key tell."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import pytest

from provenance.config import Config
from provenance.credits import parse_credit
from provenance.errors import NotFetched
from provenance.model import (
    Clues,
    Credit,
    DateKind,
    EmbeddedDate,
    Fingerprint,
    MatchBasis,
    Metadata,
    MetadataValue,
    Picture,
    Reason,
    Reference,
)
from provenance.originals.compare import build_original
from provenance.sources import agencies, openverse, pexels, pixabay, unsplash
from tests.stand_ins.fetcher import Answers, clues_from, status, with_keys


def told(clue: str) -> Any:
    return agencies.look_up(agencies.recognise(clues_from(clue))[0], Answers({}), Config())[0]


def test_a_reuters_name_states_when_the_picture_was_sent() -> None:
    record = told("2021-08-19T101500Z_400000001_RC2A0B1C2D3E_RTRMADP_3_HARBOUR-CRANES.JPG")
    assert [(d.kind, d.moment) for d in record.dates] == [
        (DateKind.PUBLISHED, datetime(2021, 8, 19, 10, 15, tzinfo=UTC))
    ]
    assert record.stock is False
    assert "RC2A0B1C2D3E" in record.links[0].url


def test_an_ap_key_states_its_day() -> None:
    assert told("AP21231000000001.jpg").dates[0].span.earliest == date(2021, 8, 19)


def test_a_stock_library_is_marked_as_one_and_its_page_is_named() -> None:
    record = told("AdobeStock_140000001.jpeg")
    assert record.stock is True
    assert record.page_url == "https://stock.adobe.com/140000001"
    assert record.media_url is None
    assert "only to customers" in record.notes[0].text


def test_a_credit_alone_names_the_agency_but_no_picture() -> None:
    record = told("Jane Example / Getty Images")
    assert (record.id, record.basis, record.page_url) == ("getty", MatchBasis.NAME, None)
    assert record.dates == ()


def test_an_id_makes_the_credits_bare_name_superfluous() -> None:
    credit = Credit(raw="AFP via Getty Images", organizations=("AFP", "Getty Images"))
    found = agencies.recognise(Clues(credit=credit, file_names=("GettyImages-1200000001.jpg",)))
    assert [r.id for r in found] == ["getty:1200000001", "afp"]


def test_a_mark_in_the_file_names_the_library() -> None:
    metadata = Metadata(
        marks=(MetadataValue("shutterstock", "IPTC:OriginalTransmissionReference"),)
    )
    picture = Picture(b"", "", "", "JPEG", 1, 1, Fingerprint(1, "", "", "", 1.0), metadata=metadata)
    assert [r.id for r in agencies.recognise(Clues(picture=picture))] == ["shutterstock"]


@pytest.mark.parametrize("printed", ["Apt Pictures", "Harrisburg, PA", "Reuters Institute"])
def test_a_name_that_only_begins_like_an_agencys_is_left_alone(printed: str) -> None:
    assert agencies.recognise(Clues(credit=Credit(raw=printed, organizations=(printed,)))) == ()


def credited(credit: str, *names: str) -> Reference:
    return agencies.recognise(Clues(credit=parse_credit(credit), file_names=names))[0]


@pytest.mark.parametrize(
    ("credit", "id"),
    [
        ("Sam Example / Getty Images 1200000001", "getty:1200000001"),
        ("Sam Example (1200000001) / Getty Images", "getty:1200000001"),
        ("Alamy Stock Photo 2AB3CD4", "alamy:2AB3CD4"),
        ("Shutterstock / 1300000001", "shutterstock:1300000001"),
        ("imago0123456789", "imago:0123456789"),
        ("Sam Example / Getty Images, 12 May 2024", "getty"),
        ("Sam Example / Reuters 2024", "reuters"),
    ],
)
def test_an_id_printed_in_the_credit_counts_like_one_in_a_file_name(credit: str, id: str) -> None:
    assert credited(credit).id == id


@pytest.mark.parametrize(
    ("credit", "name", "address"),
    [
        ("Sam Example / Getty Images", "GettyImages-1200000001.jpg",
         "https://www.gettyimages.com/detail/1200000001"),
        ("Sam Example / AP", "AP21231000000001.jpg",
         "https://newsroom.ap.org/editorial-photos-videos/search?query=21231000000001"),
        ("REUTERS/Jo Sample", "crane.jpg",
         "https://www.reutersconnect.com/all?search=all%3AJo%20Sample"),
        ("REUTERS", "crane.jpg", None),
        ("Jo Sample / AFP", "crane.jpg", "https://www.afpforum.com/"),
        ("Jo Sample / AFP via Getty Images", "crane.jpg",
         "https://www.gettyimages.com/search/2/image?phrase=Jo%20Sample"),
    ],
)  # fmt: skip
def test_a_person_is_led_to_the_picture_s_page_or_the_search_that_is_nearest_to_it(
    credit: str, name: str, address: str | None
) -> None:
    assert credited(credit, name).url == address


def test_without_an_author_the_search_is_for_the_caption_s_words() -> None:
    clues = Clues(
        credit=parse_credit("Getty Images"), texts=("The ferry leaves Novomorsk on Tuesday.",)
    )
    assert agencies.recognise(clues)[0].url == (
        "https://www.gettyimages.com/search/2/image?phrase=ferry%20leaves%20Novomorsk"
    )


def test_the_search_by_author_takes_the_file_s_own_day_along() -> None:
    taken = EmbeddedDate(datetime(2024, 5, 12, 9, 0), "second", "EXIF:DateTimeOriginal")
    picture = Picture(
        b"", "", "", "JPEG", 1, 1, Fingerprint(1, "", "", "", 1.0), Metadata(date_created=taken)
    )
    clues = Clues(credit=parse_credit("REUTERS/Jo Sample"), picture=picture)
    assert agencies.recognise(clues)[0].url == (
        "https://www.reutersconnect.com/all?search=all%3AJo%20Sample%202024-05-12"
    )


@pytest.mark.parametrize(
    ("credit", "name", "line", "missing"),
    [
        ("Sam Example / Getty Images", "GettyImages-1200000001.jpg",
         "Sam Example/Getty Images", ()),
        ("REUTERS/Jo Sample", "crane.jpg", "Jo Sample/Reuters", ()),
        ("Getty Images", "GettyImages-1200000001.jpg",
         "[author not stated at the source]/Getty Images", ("author",)),
    ],
)  # fmt: skip
def test_the_line_to_print_holds_the_printed_author_and_the_agency_s_name(
    credit: str, name: str, line: str, missing: tuple[str, ...]
) -> None:
    found = credited(credit, name)
    (record,) = agencies.look_up(found, Answers({}), Config())
    printed = build_original(record, found, None, None, Config()).credit_line
    assert printed is not None
    assert (printed.text, printed.missing) == (line, missing)
    assert record.creators == ()  # the page's word, not the agency's


def test_an_agency_nobody_knows_is_not_found() -> None:
    with pytest.raises(NotFetched) as caught:
        agencies.look_up(
            Reference("agencies", "nobody:1", MatchBasis.SAME_ID, "clue"), Answers({}), Config()
        )
    assert caught.value.reason is Reason.SOURCE_NOT_FOUND


def reference(source: str, id: str, url: str | None = None) -> Reference:
    return Reference(source, id, MatchBasis.SAME_ID, url or id, url)


def test_an_unsplash_address_holds_its_upload_time() -> None:
    record = unsplash.look_up(
        reference("unsplash", "photo-1563000000000-0a1b2c3d4e5f"), Answers({}), Config()
    )[0]
    assert record.dates[0].moment == datetime(2019, 7, 13, 6, 40, tzinfo=UTC)
    assert record.media_url == "https://images.unsplash.com/photo-1563000000000-0a1b2c3d4e5f"
    assert record.stock is True


def test_with_a_key_unsplash_names_the_author_and_the_key_shows_nowhere() -> None:
    photo = {
        "id": "aB3dE5gH1j0",
        "created_at": "2019-07-13T06:40:00Z",
        "width": 6000,
        "height": 4000,
        "user": {"name": "Jane Example", "username": "janeex"},
        "urls": {
            "full": "https://images.unsplash.com/photo-1?q=85",
            "regular": "https://images.unsplash.com/photo-1?w=1080",
        },
        "location": {
            "name": "Yokohama, Japan",
            "position": {"latitude": 35.45, "longitude": 139.64},
        },
    }
    fetcher = Answers({"https://api.unsplash.com/photos/aB3dE5gH1j0": photo})
    record = unsplash.look_up(
        reference("unsplash", "aB3dE5gH1j0"), fetcher, with_keys(UNSPLASH_ACCESS_KEY="s3cret")
    )[0]
    assert [c.text for c in record.creators] == ["Jane Example"]
    assert record.places[0].text == "Yokohama, Japan"
    assert fetcher.headers[0] == {"Authorization": "Client-ID s3cret"}
    assert "s3cret" not in repr(record)


def test_without_a_key_an_unsplash_page_is_only_an_address() -> None:
    record = unsplash.look_up(reference("unsplash", "aB3dE5gH1j0"), Answers({}), Config())[0]
    assert (record.page_url, record.media_url) == ("https://unsplash.com/photos/aB3dE5gH1j0", None)


def test_pexels_serves_the_picture_by_its_number() -> None:
    record = pexels.look_up(reference("pexels", "1400001"), Answers({}), Config())[0]
    assert record.media_url == "https://images.pexels.com/photos/1400001/pexels-photo-1400001.jpeg"
    old = "https://images.pexels.com/photos/67001/cranes-dusk-67001.jpeg?w=500"
    record = pexels.look_up(reference("pexels", "67001", old), Answers({}), Config())[0]
    assert record.media_url == "https://images.pexels.com/photos/67001/cranes-dusk-67001.jpeg"
    photo = {
        "id": 1400001,
        "photographer": "Jane Example",
        "src": {"original": "https://images.pexels.com/x.jpeg"},
    }
    table = {"https://api.pexels.com/v1/photos/1400001": photo}
    record = pexels.look_up(
        reference("pexels", "1400001"), Answers(table), with_keys(PEXELS_API_KEY="s3cret")
    )[0]
    assert [c.text for c in record.creators] == ["Jane Example"]


def test_a_pixabay_address_holds_the_day_of_its_upload() -> None:
    url = "https://cdn.pixabay.com/photo/2017/07/14/23/25/cranes-2500002_960_720.jpg"
    record = pixabay.look_up(reference("pixabay", "2500002", url), Answers({}), Config())[0]
    assert (record.dates[0].kind, record.dates[0].span.earliest) == (
        DateKind.UPLOADED,
        date(2017, 7, 14),
    )
    assert record.dates[0].moment is None
    assert record.media_url == url


def test_pixabays_key_goes_as_a_parameter_and_shows_nowhere() -> None:
    hit = {
        "id": 2500002,
        "user": "janeex",
        "pageURL": "https://pixabay.com/photos/id-2500002/",
        "imageWidth": 4000,
    }
    fetcher = Answers({"https://pixabay.com/api/": {"hits": [hit]}})
    config = with_keys(PIXABAY_API_KEY="s3cret")
    record = pixabay.look_up(reference("pixabay", "2500002"), fetcher, config)[0]
    assert fetcher.params[0]["key"] == "s3cret"
    assert "s3cret" not in repr(record)
    for answer in ({"hits": []}, status(400)):
        with pytest.raises(NotFetched) as caught:
            pixabay.look_up(
                reference("pixabay", "1"), Answers({"https://pixabay.com/api/": answer}), config
            )
        assert caught.value.reason is Reason.SOURCE_NOT_FOUND


UUID = "0b54f3a2-1c1d-4c58-9d5e-1f2a3b4c5d6e"
HIT = {
    "id": UUID,
    "title": "Cranes at dusk",
    "foreign_landing_url": "https://www.flickr.com/photos/harbourwalker/52800000001",
    "url": "https://live.staticflickr.com/65535/52800000001_0a1b2c3d4e_b.jpg",
    "creator": "harbourwalker",
    "license": "by-sa",
    "license_version": "2.0",
    "source": "flickr",
    "attribution": '"Cranes at dusk" by harbourwalker is licensed under CC BY-SA 2.0.',
    "tags": [{"name": "crane"}, {"name": None}],
    "thumbnail": f"https://api.openverse.org/v1/images/{UUID}/thumb/",
    "width": 1024,
    "height": 683,
}
IMAGES = "https://api.openverse.org/v1/images/"


def test_openverse_links_on_to_the_page_that_counts() -> None:
    record = openverse.look_up(
        reference("openverse", UUID), Answers({f"{IMAGES}{UUID}/": HIT}), Config()
    )[0]
    assert record.links[0].url == HIT["foreign_landing_url"]
    assert record.license is not None
    assert record.license.name == "CC BY-SA 2.0"
    assert record.categories == ("crane",)
    assert record.dates == ()


def test_openverse_searches_flickr_by_the_credited_name_where_flickr_is_all_the_credit_says() -> (
    None
):
    fetcher = Answers({IMAGES: {"results": [HIT, {"id": None}]}})
    credit = Credit(raw="harbourwalker / Flickr", creators=("harbourwalker",), platform="flickr")
    found = openverse.search(Clues(credit=credit, texts=("Cranes at dusk",)), fetcher, Config())
    assert [(r.id, r.basis) for r in found] == [(UUID, MatchBasis.NAME)]
    assert (fetcher.params[0]["source"], fetcher.params[0]["creator"]) == (
        "flickr",
        "harbourwalker",
    )
    assert "Authorization" not in fetcher.headers[0]


def test_openverse_searches_by_the_words_that_name_something() -> None:
    fetcher = Answers({IMAGES: {"results": []}})
    caption = (
        "The picture shows two of the large cranes that stand at the harbour of Yokohama "
        "in Japan, 2019"
    )
    assert (
        openverse.search(Clues(texts=(caption,)), fetcher, with_keys(OPENVERSE_TOKEN="s3cret"))
        == ()
    )
    words = fetcher.params[0]["q"].split()
    assert {"Yokohama", "Japan", "2019"} <= set(words)
    assert len(words) == 6
    assert fetcher.headers[0] == {"Authorization": "Bearer s3cret"}


def test_openverse_without_words_asks_nothing() -> None:
    with pytest.raises(NotFetched) as caught:
        openverse.search(Clues(texts=("", "…")), Answers({}), Config())
    assert caught.value.reason is Reason.NO_LINK
