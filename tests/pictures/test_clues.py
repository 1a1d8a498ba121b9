"""What addresses and file names tell by themselves."""

from __future__ import annotations

import hashlib
import time
from datetime import UTC, date, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from provenance.model import Metadata, MetadataValue
from provenance.pictures import clues as c
from provenance.pictures.clues import file_clues
from provenance.pictures.clues.suppliers import word_of

NOW = datetime(2026, 6, 1, tzinfo=UTC)


def facts(*, url: str | None = None, name: str | None = None) -> set[tuple[str, str, str]]:
    found = file_clues(urls=[url] if url else [], file_names=[name] if name else [])
    return {(clue.kind, clue.source, clue.value) for clue in found}


@pytest.mark.parametrize(
    ("key", "number", "upload"),
    [
        ("BdoEjD4IEAIq86Z", 421654515495211010, "2014-01-10T14:47:25.113"),
        ("CTVZxo9UYAI5Qs9", 663535229450084354, "2015-11-09T01:55:01.246"),
        ("DrXpcpjXcAU04Y-", 1060009965715419141, "2018-11-07T03:24:04.516"),
        ("ERXEAEVUcAEibdW", 1231105578597904385, "2020-02-22T06:36:57.430"),
        ("FBpIzDGXEAQxabu", 1448550271995547652, "2021-10-14T07:24:32.263"),
        ("GFgWPFmXgAA9PCX", 1754176503317757952, "2024-02-04T16:14:04.071"),
        ("G8PQKvjXcAAupvN", 2000671542464704512, "2025-12-15T20:57:21.060"),
        ("HDSVVJRXkAAsO7m", 2032413522349494272, "2026-03-13T11:08:38.802"),
    ],
)
def test_a_twitter_media_key_holds_its_id_and_upload_time(
    key: str, number: int, upload: str
) -> None:
    assert c.twitter_media_id(key) == number
    assert c.twitter_media_time(key, now=NOW) == datetime.fromisoformat(upload + "+00:00")


@pytest.mark.parametrize(
    "key", ["", "F5xyz", "FwzAl51X0AAEwA", "FwzAl51X0AAEwATx", "FwzAl51X0AAEw+T", "é" * 15]
)
def test_what_is_no_media_key_has_no_id(key: str) -> None:
    assert c.twitter_media_id(key) is None
    assert c.twitter_media_time(key) is None


@pytest.mark.parametrize("key", ["ZZZZZZZZZZZZZZZ", "AAAAAAAAAAAAAAA"])
def test_a_media_key_from_the_future_or_before_the_scheme_has_no_time(key: str) -> None:
    assert c.twitter_media_time(key, now=NOW) is None


def test_status_ids_date_the_post() -> None:
    assert c.snowflake_time(1641086480675225601) == datetime(
        2023, 3, 29, 14, 34, 41, 562000, tzinfo=UTC
    )
    assert c.snowflake_time("2023357708301455483") == datetime(
        2026, 2, 16, 11, 24, 4, 484000, tzinfo=UTC
    )
    assert c.snowflake_time(20) is None, "counted before snowflakes"
    assert c.snowflake_time(2023357708301455483, now=datetime(2020, 1, 1, tzinfo=UTC)) is None, (
        "in the future"
    )
    assert c.snowflake_time("12a") is None
    assert c.snowflake_time(1 << 70) is None


def test_instagram_codes_and_ids_date_the_post() -> None:
    assert c.instagram_media_id("BqvsDleB3lV") == 1922949326347663701
    assert c.instagram_media_time("BqvsDleB3lV") == datetime(
        2018, 11, 29, 1, 4, 4, 757000, tzinfo=UTC
    )
    assert c.instagram_media_id("Bqxp0VSBgJg") == 1923502432034620000
    assert c.instagram_media_time(1922949326347663701) == c.instagram_media_time("BqvsDleB3lV")
    assert c.instagram_media_id("BqvsDleB3lV" + "x" * 28) == 1922949326347663701, (
        "a private post's code is longer"
    )
    assert c.instagram_media_time("abc12") is None
    assert c.instagram_media_id("not a code") is None


def test_bluesky_ids_hold_a_claimed_time_and_the_exact_hash() -> None:
    digest = hashlib.sha256(b"a picture").hexdigest()
    cid = c.bluesky_cid(digest)
    assert cid.startswith("bafkrei")
    assert c.sha256_of_cid(cid) == digest
    assert c.sha256_of_cid(cid[:-1]) is None
    assert c.sha256_of_cid("bafkrei" + "1" * 52) is None
    micro = int(datetime(2024, 5, 4, 3, 2, 1, tzinfo=UTC).timestamp() * 1_000_000) << 10
    tid = "".join(
        "234567abcdefghijklmnopqrstuvwxyz"[micro >> shift & 31] for shift in range(60, -1, -5)
    )
    assert c.bluesky_tid_time(tid) == datetime(2024, 5, 4, 3, 2, 1, tzinfo=UTC)
    assert c.bluesky_tid_time("zzzzzzzzzzzzz") is None
    with pytest.raises(ValueError, match="64 hex digits"):
        c.bluesky_cid("abcd")


def test_hashes_in_the_forms_that_archives_and_wikis_ask_for() -> None:
    sha1 = hashlib.sha1(b"").hexdigest()
    assert c.wayback_digest(sha1) == "3I42H3S6NNFQ2MSVX7XZKYAYSCX5QBYJ"
    assert c.base36_sha1(sha1) == "phoiac9h4m842xq45sp7s6u21eteeq1"
    assert c.base36_sha1("0" * 39 + "1") == "0" * 30 + "1"
    with pytest.raises(ValueError, match="40 hex digits"):
        c.base36_sha1("ff")


def test_flickr_short_codes_and_photo_ids_are_one() -> None:
    assert c.flickr_photo_id("2ouuqFT") == 52830949513
    assert c.flickr_short_id(52830949513) == "2ouuqFT"
    assert c.flickr_photo_id("0OIl") is None


def test_commons_keeps_a_file_under_the_hash_of_its_name() -> None:
    assert c.commons_path("Example.jpg") == "a/a9/Example.jpg"
    assert c.commons_path("File:example.jpg") == "a/a9/Example.jpg"
    assert c.commons_path("Straße (2), x.jpg").endswith("/Stra%C3%9Fe_%282%29%2C_x.jpg")


def test_stock_addresses_hold_the_upload_time() -> None:
    assert c.unsplash_upload_time("photo-1563693267403-0123456789ab") == datetime(
        2019, 7, 21, 7, 14, 27, 403000, tzinfo=UTC
    )
    assert c.unsplash_upload_time("photo-9963693267403-0123456789ab") is None
    url = "https://cdn.pixabay.com/photo/2017/07/14/23/25/kebab-2505236_960_720.jpg"
    assert c.pixabay_upload_time(url) == datetime(2017, 7, 14, 23, 25)
    assert ("agency-id", "pixabay", "2505236") in facts(url=url)


@pytest.mark.parametrize(
    ("key", "day"),
    [
        ("20334576846542", date(2020, 11, 29)),
        ("20347576846542", date(2020, 12, 12)),
        ("21231676546876", date(2021, 8, 19)),
        ("21228676546876", date(2021, 8, 16)),
        ("19170371225240", date(2019, 6, 19)),
        ("20000576846542", None),
        ("21366676546876", None),
        ("2033457684", None),
    ],
)
def test_an_ap_key_states_its_day(key: str, day: date | None) -> None:
    assert c.ap_date(key) == day


def test_a_reuters_name_states_time_id_service_and_slug() -> None:
    found = c.reuters_name("2020-01-04T134950Z_497563801_RC219E9V8GB0_RTRMADP_5_KENYA-LOCUSTS.JPG")
    assert found == c.ReutersName(
        datetime(2020, 1, 4, 13, 49, 50, tzinfo=UTC), "RC219E9V8GB0", "RTRMADP", "KENYA-LOCUSTS"
    )
    assert c.reuters_name("2020-13-04T134950Z_497563801_RC219E9V8GB0_RTRMADP_5_X.JPG") is None
    assert c.reuters_name("holiday.jpg") is None


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("gettyimages-463454038.jpg", ("agency-id", "getty", "463454038")),
        ("GettyImages-1230436470.jpg", ("agency-id", "getty", "1230436470")),
        (
            "gettyimages-463454038-612x612.jpg",
            ("page", "getty", "https://www.gettyimages.com/detail/463454038"),
        ),
        ("AFP-529181721.jpg", ("agency-id", "getty", "529181721")),
        ("AFP_32KY6W2.jpg", ("agency-id", "afp", "32KY6W2")),
        ("AFP_AFP_32KY6W2.jpg", ("agency-id", "afp", "32KY6W2")),
        ("000_32KY6W2.jpg", ("agency-id", "afp", "32KY6W2")),
        ("AP_20334576846542.jpg", ("sent-time", "ap", "2020-11-29")),
        ("AP21231676546876.jpg", ("agency-id", "ap", "21231676546876")),
        ("x_RC219E9V8GB0_y.jpg", ("agency-id", "reuters", "RC219E9V8GB0")),
        ("epa12345678.jpg", ("agency-id", "epa", "12345678")),
        ("2.73456789.jpg", ("agency-id", "pa", "2.73456789")),
        ("shutterstock_1346536700.jpg", ("agency-id", "shutterstock", "1346536700")),
        ("red-car-260nw-683592736.jpg", ("agency-id", "shutterstock", "683592736")),
        ("istock-1167916751.jpg", ("agency-id", "istock", "1167916751")),
        ("AdobeStock_123456789.jpeg", ("agency-id", "adobe-stock", "123456789")),
        ("depositphotos_141240730-stock.jpg", ("agency-id", "depositphotos", "141240730")),
        ("42-70266837.jpg", ("agency-id", "corbis", "42-70266837")),
        ("jane-doe-Abc_def-123-unsplash.jpg", ("agency-id", "unsplash", "Abc_def-123")),
        ("pexels-jane-doe-1234567.jpg", ("agency-id", "pexels", "1234567")),
        ("IMG-20150413-WA0008.jpg", ("save-time", "whatsapp", "2015-04-13")),
        (
            "WhatsApp Image 2021-04-11 at 16.35.45.jpeg",
            ("save-time", "whatsapp", "2021-04-11T16:35:45"),
        ),
        (
            "WhatsApp Image 2021-04-11 at 6.14.23 PM.jpeg",
            ("save-time", "whatsapp", "2021-04-11T18:14:23"),
        ),
        (
            "WhatsApp Image 2021-04-11 at 12.14.23 AM.jpeg",
            ("save-time", "whatsapp", "2021-04-11T00:14:23"),
        ),
        (
            "whatsapp_image_2022-06-24_at_12.00.52_pm.jpg",
            ("save-time", "whatsapp", "2022-06-24T12:00:52"),
        ),
        (
            "WhatsApp-Image-2021-07-15-at-20.22.51.jpg",
            ("save-time", "whatsapp", "2021-07-15T20:22:51"),
        ),
        ("FB_IMG_1588888888888.jpg", ("save-time", "facebook", "2020-05-07T22:01:28.888Z")),
        ("received_1234567890123.jpeg", ("platform", "messenger", "received_1234567890123.jpeg")),
        ("photo_2023-05-01_12-34-56.jpg", ("save-time", "telegram", "2023-05-01T12:34:56")),
        ("Screenshot_20230501-123456_Maps.png", ("save-time", "screenshot", "2023-05-01T12:34:56")),
        (
            "Screen Shot 2023-05-01 at 1.34.56 PM.png",
            ("save-time", "screenshot", "2023-05-01T13:34:56"),
        ),
        (
            "Bildschirmfoto 2023-05-01 um 12.34.56.png",
            ("save-time", "screenshot", "2023-05-01T12:34:56"),
        ),
        ("IMG_20230501_123456.jpg", ("capture-time", "camera", "2023-05-01T12:34:56")),
        ("PXL_20230501_123456789.jpg", ("capture-time", "camera", "2023-05-01T12:34:56Z")),
        ("20230501_123456.jpg", ("capture-time", "camera", "2023-05-01T12:34:56")),
        ("DSC_0012.JPG", ("camera-name", "camera", "DSC_0012.JPG")),
        ("IMG_4711.jpg", ("camera-name", "camera", "IMG_4711.jpg")),
        (
            "117058814_1027842260987699_3785046957720581696_n.jpg",
            ("page", "facebook", "https://www.facebook.com/photo.php?fbid=1027842260987699"),
        ),
        ("saved FwzAl51X0AAEwAT.jpg", ("upload-time", "twitter", "2023-05-23T07:42:39.158Z")),
    ],
)
def test_a_file_name_tells_where_it_was(name: str, expected: tuple[str, str, str]) -> None:
    assert expected in facts(name=name)


@pytest.mark.parametrize(
    "name",
    [
        "harvest.jpg",
        "2020-report.png",
        "Congratulations.jpg",
        "Film2019_Poster.jpg",
        "Gaza_2023_Nov_1.jpg",
        "map-1200x800.png",
        "kitchen_20231301_123456.jpg",
        "",
        ".",
    ],
)
def test_a_plain_name_tells_nothing(name: str) -> None:
    assert facts(name=name) == set()


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        (
            "https://twitter.com/a/status/1641086480675225601?s=20",
            ("post-time", "twitter", "2023-03-29T14:34:41.562Z"),
        ),
        (
            "https://pbs.twimg.com/media/FwzAl51X0AAEwAT?format=jpg&name=small",
            ("media-id", "twitter", "1660914120005242880"),
        ),
        (
            "https://www.instagram.com/p/BqvsDleB3lV/",
            ("post-time", "instagram", "2018-11-29T01:04:04.757Z"),
        ),
        (
            "https://lookaside.instagram.com/seo/google_widget/crawler/?media_id=1922949326347663701",
            ("post-time", "instagram", "2018-11-29T01:04:04.757Z"),
        ),
        (
            "https://lookaside.fbsbx.com/lookaside/crawler/media/?media_id=1027842260987699",
            ("media-id", "facebook", "1027842260987699"),
        ),
        ("https://flic.kr/p/2ouuqFT", ("media-id", "flickr", "52830949513")),
        (
            "https://live.staticflickr.com/65535/52830949513_0123456789_b.jpg",
            ("media-id", "flickr", "52830949513"),
        ),
        (
            "https://thumb.wikimedia.org/wikipedia/commons/thumb/a/a9/Example.jpg/330px-Example.jpg",
            ("page", "wikimedia-commons", "https://commons.wikimedia.org/wiki/File:Example.jpg"),
        ),
        (
            "https://media.gettyimages.com/id/1230436470/photo/a.jpg?s=612x612",
            ("agency-id", "getty", "1230436470"),
        ),
        (
            "https://www.gettyimages.com/detail/news-photo/a-b-c/463454038",
            ("agency-id", "getty", "463454038"),
        ),
        ("https://c8.alamy.com/comp/2RPF3GK/a-b-2RPF3GK.jpg", ("agency-id", "alamy", "2RPF3GK")),
        ("https://l450v.alamy.com/450v/2rpf3gk/a-b-2rpf3gk.jpg", ("agency-id", "alamy", "2RPF3GK")),
        ("https://www.alamy.com/a-b-image241550815.html", ("agency-id", "alamy", "241550815")),
        (
            "https://www.alamy.com/stock-photo-a-b-140727427.html",
            ("agency-id", "alamy", "140727427"),
        ),
        (
            "https://www.shutterstock.com/image-photo/red-car-1346536700",
            ("agency-id", "shutterstock", "1346536700"),
        ),
        (
            "https://media.gettyimages.com/photos/ferry-at-dusk-picture-id1200000001",
            ("agency-id", "getty", "1200000001"),
        ),
        (
            "https://as1.ftcdn.net/v2/jpg/01/40/00/00/1000_F_140000001_aBcDeFgH.jpg",
            ("agency-id", "adobe-stock", "140000001"),
        ),
        (
            "https://depositphotos.com/141240730/stock-photo-a.html",
            ("agency-id", "depositphotos", "141240730"),
        ),
        (
            "https://images.pexels.com/photos/67636/rose-67636.jpeg?w=10",
            ("agency-id", "pexels", "67636"),
        ),
        (
            "https://unsplash.com/photos/a-red-car-Abc_def-123",
            ("agency-id", "unsplash", "Abc_def-123"),
        ),
        (
            "https://i.ytimg.com/vi/abcdefghijk/maxresdefault.jpg",
            ("page", "youtube", "https://www.youtube.com/watch?v=abcdefghijk"),
        ),
        (
            "https://web.archive.org/web/20200102030405im_/https://a.example/b.jpg",
            ("archive-time", "internet-archive", "2020-01-02T03:04:05Z"),
        ),
        (
            "https://m.example/media_attachments/files/110/345/792/012/345/678/original/a.jpg",
            ("media-id", "mastodon", "110345792012345678"),
        ),
    ],
)
def test_an_address_tells_where_it_comes_from(url: str, expected: tuple[str, str, str]) -> None:
    assert expected in facts(url=url)


@pytest.mark.parametrize(
    ("wrapped", "inner"),
    [
        ("https://i0.wp.com/a.example/b/c.jpg?resize=300%2C200", "https://a.example/b/c.jpg"),
        (
            "https://web.archive.org/web/20200102030405im_/http://a.example/b.jpg",
            "http://a.example/b.jpg",
        ),
        ("https://a-example.cdn.ampproject.org/i/s/a.example/b.jpg", "https://a.example/b.jpg"),
        (
            "https://a-example.cdn.ampproject.org/ii/w820/s/a.example/b.jpg",
            "https://a.example/b.jpg",
        ),
        ("https://nitter.example/pic/orig/media%2FKEY.jpg", "https://pbs.twimg.com/media/KEY.jpg"),
        (
            "https://nitter.example/pic/enc/bWVkaWEvS0VZLmpwZw==",
            "https://pbs.twimg.com/media/KEY.jpg",
        ),
        (
            "https://p.example/x?image=https%3A%2F%2Fa.example%2Fb.jpg&w=3",
            "https://a.example/b.jpg",
        ),
        ("https://p.example/x?url=https://a.example/b.jpg", "https://a.example/b.jpg"),
        (
            "https://p.example/fetch/w_300/https%3A%2F%2Fa.example%2Fb.jpg",
            "https://a.example/b.jpg",
        ),
        ("https://a.example/_next/image?url=%2Fb.jpg&w=640", "https://a.example/b.jpg"),
        ("https://a.example/cdn-cgi/image/width=80/b/c.jpg", "https://a.example/b/c.jpg"),
        ("https://images.weserv.nl/?url=a.example/b.jpg", "http://a.example/b.jpg"),
        ("https://i1.wp.com/p.example/x?y=1", "https://p.example/x"),
        ("https://a.example/photo.jpg?id=3", "https://a.example/photo.jpg?id=3"),
        ("not an address", "not an address"),
        ("https://[broken/b.jpg", "https://[broken/b.jpg"),
    ],
)
def test_proxies_are_seen_through(wrapped: str, inner: str) -> None:
    assert c.unwrap_proxies(wrapped) == inner


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("https://A.example/b.jpg?utm_source=x&fbclid=y", "https://a.example/b.jpg"),
        ("https://a.example:443/b.jpg#top", "https://a.example/b.jpg"),
        ("https://a.example/b.jpg?w=300&quality=80", "https://a.example/b.jpg"),
        ("https://a.example/wp-content/uploads/2020/01/b-300x200.jpg",
         "https://a.example/wp-content/uploads/2020/01/b.jpg"),
        ("https://pbs.twimg.com/media/FwzAl51X0AAEwAT.jpg:large",
         "https://pbs.twimg.com/media/FwzAl51X0AAEwAT?format=jpg&name=small"),
        ("https://mobile.twitter.com/a/status/1641086480675225601/photo/1?s=20",
         "https://x.com/a/status/1641086480675225601"),
        ("https://upload.wikimedia.org/wikipedia/commons/thumb/a/a9/Example.jpg/330px-Example.jpg",
         "https://upload.wikimedia.org/wikipedia/commons/a/a9/Example.jpg"),
        ("https://thumb.wikimedia.org/wikipedia/commons/thumb/a/a9/Example.jpg/960px-Example.jpg?utm_source=c",
         "https://upload.wikimedia.org/wikipedia/commons/a/a9/Example.jpg"),
        ("https://farm4.staticflickr.com/3040/2362225867_4a87ab8baf_b.jpg",
         "https://live.staticflickr.com/3040/2362225867_4a87ab8baf.jpg"),
    ],
)  # fmt: skip
def test_two_addresses_of_one_picture_share_a_form(one: str, other: str) -> None:
    assert c.canonical_url(one) == c.canonical_url(other)


def test_signed_addresses_keep_their_sizes() -> None:
    url = "https://a.example/b.jpg?width=300&s=0123456789abcdef"
    assert c.canonical_url(url) == url


@settings(max_examples=200, deadline=None)
@given(
    st.text(max_size=200)
    | st.from_regex(r"https?://[a-z.]{1,12}/[\w%/.?&=:-]{0,80}", fullmatch=True)
)
def test_no_text_breaks_it_and_the_canonical_form_is_final(text: str) -> None:
    file_clues(urls=[text], file_names=[text])
    assert c.canonical_url(c.canonical_url(text)) == c.canonical_url(text)


@pytest.mark.parametrize(
    ("pattern", "word"),
    [
        (r"(?:^|\.)quayside\.[a-z.]{2,6}/(?:photo|image)-(?P<id>\d{6})", "quayside"),
        (r"(?:^|[^a-z0-9])quay[-_ ]?side[-_](?:id-(?:no-)?)?(?P<id>\d{6})(?!\d)", "quay"),
        (r"quays?(?P<id>\d{6})", ""),
        (r"[](]quay-(?P<id>\d{6})", "quay"),
        (r"\xabquay-(?P<id>\d{6})", "quay"),
        (r"^(?P<id>\d{6})-[a-z]{4}\dwharf?", ""),
        (r"quayside-(?P<id>\d{6})|harbour-(?P<id2>\d{6})", ""),
    ],
)
def test_a_form_is_looked_for_only_beside_a_word_that_all_it_finds_have(
    pattern: str, word: str
) -> None:
    assert word_of(pattern) == word


def test_each_fact_is_told_once() -> None:
    url = "https://pbs.twimg.com/media/FwzAl51X0AAEwAT.jpg"
    found = file_clues(urls=[url, url + ":large"], file_names=["FwzAl51X0AAEwAT.jpg"])
    assert [clue.kind for clue in found] == ["upload-time", "media-id"]


def test_embedded_marks_and_ids_become_clues() -> None:
    found = file_clues(
        metadata=Metadata(
            marks=(MetadataValue("getty", "XMP-getty:AssetID"),),
            supplier_image_id=MetadataValue("123456789", "XMP-getty:AssetID"),
        )
    )
    assert ("platform", "getty", "getty") in {(x.kind, x.source, x.value) for x in found}
    assert ("agency-id", "getty", "123456789") in {(x.kind, x.source, x.value) for x in found}


def test_instagrams_files_are_not_called_facebooks() -> None:
    url = "https://scontent-a.cdninstagram.com/v/t51.29350-15/117058814_1027842260987699_37850469_n.jpg"
    assert {source for _, source, _ in facts(url=url)} == {"instagram"}


@pytest.mark.slow
def test_hostile_addresses_and_names_cost_little() -> None:
    begun = time.process_time()
    texts = [
        "a" * 8000,
        "-" * 8000,
        "http://gettyimages.com/" + "a-" * 3900,
        "https://x.alamy.com/" + "image1" * 1300,
        "https://www.shutterstock.com/" + "-1" * 3900,
        "https://p.example/?" + "url=http://" * 700,
        "https://a.example/" + "https://" * 900,
        "https://unsplash.com/photos/" + "a" * 7000,
    ]
    for text in texts:
        file_clues(urls=[text], file_names=[text])
    assert time.process_time() - begun < 2


def test_a_line_break_in_an_address_inside_another_breaks_nothing() -> None:
    wrapped = "https://img.example/w:300/https://\rcdn.example/a.jpg?x=1"
    assert c.unwrap_proxies(wrapped) == "https://cdn.example/a.jpg?x=1"
