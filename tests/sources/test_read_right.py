"""What sources answer is read as it is meant: texts whole, holders no authors, uploads no captures.

Each kind was found in recorded answers of other repositories; the answers here are made up.
"""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import pytest

from provenance.config import Config
from provenance.fetch.exchange import Exchange
from provenance.model import (
    DatedFact,
    DateKind,
    MatchBasis,
    PlaceKind,
    Precision,
    Reference,
    Retrieved,
    SourceRecord,
)
from provenance.sources import bluesky, internet_archive, mastodon, wikimedia_commons
from provenance.sources.flickr.answers import from_info, from_oembed
from provenance.sources.kit.answers import linked_addresses, plain
from provenance.sources.twitter.answers import from_v2
from provenance.sources.twitter.forms import status_form
from provenance.sources.wikimedia_commons.api import commons
from provenance.sources.wikimedia_commons.cleaning import authors_in, read_field
from provenance.sources.wikimedia_commons.dating import read_date
from provenance.sources.wikimedia_commons.structured import read_structured
from tests.sources.test_wikimedia_commons import Answers as WikiAnswers
from tests.sources.test_wikimedia_commons import meta, page
from tests.stand_ins.fetcher import NOW, Answers

EXCHANGE = Exchange("https://api.example/answer", 200, {}, b"{}", NOW, Retrieved.LIVE)


def notes(record: SourceRecord) -> list[str]:
    return [note.text for note in record.notes]


def links(record: SourceRecord) -> dict[str, str]:
    return {link.url: link.text for link in record.links}


# --- text out of HTML ---


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        (
            '<p>The port tonight, via <a class="u-url mention">@<span>pier_cam</span></a>. '
            '<a>#<span>Kyiv</span></a> <a href="https://news.example/a-long">'
            '<span class="invisible">https://</span><span class="ellipsis">news.example/a-lo</span>'
            '<span class="invisible">ng</span></a></p>',
            "The port tonight, via @pier_cam. #Kyiv https://news.example/a-long",
        ),
        ("<p>One.</p><p>Two.</p>", "One.\nTwo."),
        ("First<br>second<br />third", "First\nsecond\nthird"),
        ("<b>Description</b>: a <i>red</i> crane", "Description: a red crane"),
        ("<ul><li>One</li><li>Two</li></ul>", "One\nTwo"),
        ("<table><tr><td>Maker</td><td>Jane Roe</td></tr></table>", "Maker Jane Roe"),
        ("line one\nline two", "line one line two"),
        ("<p></p>", None),
        (None, None),
    ],
)
def test_only_block_tags_part_words(markup: str | None, text: str | None) -> None:
    assert plain(markup) == text


def test_links_are_read_without_mentions_and_each_once() -> None:
    markup = (
        '<a class="mention" href="https://social.example/@a">@a</a> '
        '<a href="https://news.example/x?a=1&amp;b=2">x</a>'
        '<a href="https://news.example/x?a=1&amp;b=2">x</a><a href="javascript:alert(1)">j</a>'
    )
    assert linked_addresses(markup, without=("mention",)) == ("https://news.example/x?a=1&b=2",)


# --- Mastodon ---

STATUS = "https://social.example/@harbour/110500000000000001"


def toot(**more: Any) -> SourceRecord:
    post = {
        "id": "110500000000000001",
        "created_at": "2023-06-07T10:00:00.000Z",
        "url": STATUS,
        "content": "<p>The port.</p>",
        "account": {"acct": "harbour", "display_name": "Harbour Watch"},
        "media_attachments": [],
        **more,
    }
    reference = mastodon.recognise(_clues(STATUS))[0]
    return mastodon.look_up(reference, Answers({"https://social.example": post}), Config())[0]


def _clues(url: str) -> Any:
    from provenance.model import Clues

    return Clues(urls=(url,))


def attachment(moment: datetime) -> dict[str, Any]:
    identity = int(moment.timestamp() * 1000) << 16
    return {"id": str(identity), "type": "image", "url": "https://files.example/1.jpg"}


def test_a_content_warning_is_part_of_what_the_post_says() -> None:
    record = toot(spoiler_text="Old photo, 2014, not mine", sensitive=True)
    assert record.description is not None
    assert record.description.text == "Old photo, 2014, not mine\nThe port."
    assert "content warning: Old photo, 2014, not mine" in notes(record)
    assert "marked as sensitive" in notes(record)
    assert notes(toot(sensitive=False)) == []


def test_a_quoted_post_and_links_are_where_it_leads_next() -> None:
    record = toot(
        content='<p>See <a href="https://news.example/a">this</a> '
        '<a href="https://social.example/tags/kyiv" class="hashtag">#kyiv</a></p>',
        card={"url": "https://news.example/card"},
        quote={"state": "accepted", "quoted_status": {"url": "https://other.example/@b/1"}},
    )
    assert links(record) == {
        "https://other.example/@b/1": "quoted post",
        "https://news.example/a": "link in the post",
        "https://news.example/card": "link in the post",
    }


def posted(record: SourceRecord) -> datetime | None:
    return next(d.moment for d in record.dates if d.kind is DateKind.POSTED)


def test_an_edited_post_dates_its_picture_by_the_edit_unless_the_upload_was_before() -> None:
    edited = "2023-06-07T12:00:00.000Z"
    later = attachment(datetime(2023, 6, 7, 11, 59, tzinfo=UTC))
    record = toot(edited_at=edited, media_attachments=[later])
    assert posted(record) == datetime(2023, 6, 7, 12, tzinfo=UTC)
    assert any("has been edited" in note for note in notes(record))
    earlier = attachment(datetime(2023, 6, 7, 9, 59, tzinfo=UTC))
    assert posted(toot(edited_at=edited, media_attachments=[earlier])) == datetime(
        2023, 6, 7, 10, tzinfo=UTC
    )
    assert posted(toot(media_attachments=[later])) == datetime(2023, 6, 7, 10, tzinfo=UTC)


# --- Bluesky ---


def skeet(**more: Any) -> SourceRecord:
    post = {
        "uri": "at://did:plc:abcdefghijklmnopqrstuvwx/app.bsky.feed.post/3kabcdefghi2k",
        "author": {"handle": "harbour.example.com", "did": "did:plc:abcdefghijklmnopqrstuvwx"},
        "record": {"text": "The port: www.fund.example/x...", "createdAt": "2023-06-07T10:00:00Z"},
        "indexedAt": "2023-06-07T10:00:01Z",
        **more,
    }
    url = "https://bsky.app/profile/harbour.example.com/post/3kabcdefghi2k"
    table = {"https://public.api.bsky.app": {"thread": {"post": post}}}
    return bluesky.look_up(bluesky.recognise(_clues(url))[0], Answers(table), Config())[0]


def test_the_addresses_behind_shortened_links_and_cards_are_kept() -> None:
    feature = {"$type": "app.bsky.richtext.facet#link", "uri": "https://www.fund.example/xyz"}
    record = skeet(
        record={"text": "x", "createdAt": "2023-06-07T10:00:00Z",
                "facets": [{"features": [feature]}]},
        embed={"external": {"uri": "https://news.example/card"}},
    )  # fmt: skip
    assert links(record) == {
        "https://www.fund.example/xyz": "link in the post",
        "https://news.example/card": "link in the post",
    }


def test_an_index_time_that_repeats_the_claim_is_no_second_witness() -> None:
    kinds = [d.kind for d in skeet().dates]
    assert kinds == [DateKind.POSTED, DateKind.FIRST_SEEN]
    assert [d.kind for d in skeet(indexedAt="2023-06-07T10:00:00Z").dates] == [DateKind.POSTED]


# --- Flickr ---


def photo(**more: Any) -> SourceRecord:
    body = {
        "id": "52830949513",
        "owner": {"nsid": "1@N01", "username": "exlib", "realname": "Example Library"},
        "title": {"_content": "The harbour"},
        "description": {"_content": ""},
        "license": "4",
        "dateuploaded": "1392443514",
        "dates": {"taken": "2014-02-11 09:12:13", "takengranularity": 0, "takenunknown": "0"},
        **more,
    }
    return from_info({"photo": body}, EXCHANGE)


def creators(record: SourceRecord) -> list[str]:
    return [creator.text for creator in record.creators]


@pytest.mark.parametrize(
    ("text", "author"),
    [
        ("Roe, Jane, photographer. Harbour, 1902.", "Roe, Jane"),
        ("The harbour, photograph by Jane Roe.", "Jane Roe"),
        ("Maker: Jane Roe (French, 1857–1927)", "Jane Roe"),
        ("Taken by Jane Roe", "Jane Roe"),
        ("A view. Photographed by Jane Roe, 1902", "Jane Roe"),
        ("Photographer: J. A. Roe; gelatin print", "J. A. Roe"),
        ("The harbour in the fog", None),
    ],
)
@pytest.mark.parametrize("license", ["7", "8", "10"])
def test_of_what_an_institution_shows_only_the_text_names_the_author(
    text: str, author: str | None, license: str
) -> None:
    record = photo(license=license, description={"_content": text})
    assert creators(record) == ([author] if author else [])
    assert record.uploader == "exlib"
    assert any("holds the picture" in note for note in notes(record))


def test_a_person_s_own_picture_is_the_account_s() -> None:
    assert creators(photo(description={"_content": "Photo by my friend Jo Ray"})) == [
        "Example Library"
    ]
    keyless = {"author_name": "Example Library", "title": "Harbour", "license_id": "7"}
    assert creators(from_oembed(keyless, EXCHANGE, "1")) == []


def captures(record: SourceRecord) -> list[DatedFact]:
    return [d for d in record.dates if d.kind is DateKind.CAPTURED]


@pytest.mark.parametrize("hours", [-7, -4, 0, 1, 14])
def test_the_second_of_the_upload_by_another_zone_s_clock_is_no_capture(hours: int) -> None:
    upload = 1392443514
    taken = datetime.fromtimestamp(upload + hours * 3600, UTC).strftime("%Y-%m-%d %H:%M:%S")
    record = photo(dates={"taken": taken, "takengranularity": 0, "takenunknown": "0"})
    assert captures(record) == []
    assert "capture date unknown: Flickr repeats the upload date" in notes(record)


def test_a_capture_a_second_beside_a_whole_hour_stands() -> None:
    taken = datetime.fromtimestamp(1392443514 - 7201, UTC).strftime("%Y-%m-%d %H:%M:%S")
    record = photo(dates={"taken": taken, "takengranularity": 0, "takenunknown": "0"})
    assert [d.span.earliest for d in captures(record)] == [date(2014, 2, 15)]
    assert captures(photo())[0].span.earliest == date(2014, 2, 11)


def test_the_day_of_the_scan_is_not_when_an_archive_s_picture_was_taken() -> None:
    record = photo(license="7", description={"_content": "Portrait of a sailor, 1943"})
    assert captures(record) == []
    assert any("date it to 1943" in note for note in notes(record))
    own = photo(license="4", description={"_content": "The pier of 1943 today"})
    assert captures(own) != []


@pytest.mark.parametrize("taken", ["0000-01-01 00:00:00", "0000-00-00 00:00:00"])
def test_a_date_of_noughts_is_said_to_be_unknown(taken: str) -> None:
    record = photo(dates={"taken": taken, "takengranularity": 6, "takenunknown": "0"})
    assert captures(record) == []
    assert "capture date unknown: Flickr states none" in notes(record)


@pytest.mark.parametrize(
    ("accuracy", "expected"),
    [
        ("16", [(PlaceKind.CAMERA, "Port, Iruma, Saitama, Japan", 35.84)]),
        ("12", [(PlaceKind.CAMERA, "Port, Iruma, Saitama, Japan", 35.84)]),
        ("11", [(PlaceKind.SHOWN, "Iruma, Saitama, Japan", None)]),
        ("6", [(PlaceKind.SHOWN, "Saitama, Japan", None)]),
        ("3", [(PlaceKind.SHOWN, "Japan", None)]),
        ("1", []),
        ("0", []),
    ],
)
def test_only_what_was_put_on_a_near_map_is_a_camera_s_position(
    accuracy: str, expected: list[tuple[PlaceKind, str, float | None]]
) -> None:
    location = {
        "latitude": "35.84",
        "longitude": "139.41",
        "accuracy": accuracy,
        "neighbourhood": {"_content": "Port"},
        "locality": {"_content": "Iruma"},
        "region": {"_content": "Saitama"},
        "country": {"_content": "Japan"},
    }
    places = photo(location=location).places
    assert [(p.kind, p.text, p.latitude) for p in places] == expected


def test_restricted_pictures_and_stills_of_videos_are_noted() -> None:
    record = photo(safety_level="2", media="video")
    assert {"marked as restricted", "a video: the picture is its still"} <= set(notes(record))
    assert notes(photo(safety_level="0", media="photo")) == []


# --- X ---

MEDIA = {
    "media_key": "3_1",
    "type": "photo",
    "url": "https://pbs.twimg.com/media/FzQ9t3HXwAAbCdE.jpg",
}
USERS = [
    {"id": "1", "username": "repeater", "name": "Repeater"},
    {"id": "2", "username": "jane_roe", "name": "Jane Roe"},
]
ORIGINAL = {
    "id": "1690000000000000001",
    "author_id": "2",
    "text": "The port tonight",
    "attachments": {"media_keys": ["3_1"]},
}


def post(includes: dict[str, Any] | None = None, **more: Any) -> tuple[SourceRecord, ...]:
    data = {"id": "1690000000000000009", "author_id": "1", "text": "Hm.", **more}
    answer = {"data": [data], "includes": {"users": USERS, "media": [MEDIA], **(includes or {})}}
    return from_v2(answer, EXCHANGE, status_form("1690000000000000009", "repeater"))


def test_a_retweet_is_the_post_of_whoever_wrote_it() -> None:
    (record,) = post(
        {"tweets": [ORIGINAL]},
        text="RT @jane_roe: The port tonight https://t.co/abc",
        referenced_tweets=[{"type": "retweeted", "id": ORIGINAL["id"]}],
        attachments={"media_keys": ["3_1"]},
    )
    assert (record.id, record.uploader) == (ORIGINAL["id"], "Jane Roe (@jane_roe)")
    assert record.description is not None
    assert record.description.text == "The port tonight"
    assert "repeated by @repeater" in notes(record)
    assert not any("the link names" in note for note in notes(record))


def test_a_retweet_of_a_post_that_x_does_not_show_is_nobody_s_own() -> None:
    (record,) = post(
        text="RT @jane_roe: The port", referenced_tweets=[{"type": "retweeted", "id": "123"}]
    )
    assert (record.uploader, record.credit_line) == (None, None)
    assert "original post" in links(record).values()


def test_a_quoting_post_without_pictures_is_followed_to_the_quoted_one() -> None:
    referenced = [{"type": "quoted", "id": ORIGINAL["id"]}]
    own, quoted = post({"tweets": [ORIGINAL]}, referenced_tweets=referenced)
    assert own.uploader == "Repeater (@repeater)"
    assert quoted.uploader == "Jane Roe (@jane_roe)"
    assert "quoted post" in links(own).values()
    assert len(post({"tweets": [ORIGINAL]}, referenced_tweets=referenced,
                    attachments={"media_keys": ["3_1"]})) == 1  # fmt: skip


def test_marks_and_places_of_posts_are_read() -> None:
    place = {"id": "p1", "full_name": "Odesa", "country": "Ukraine"}
    (record,) = post({"places": [place]}, possibly_sensitive=True, geo={"place_id": "p1"})
    assert "marked as sensitive" in notes(record)
    assert [(p.text, p.structured) for p in record.places] == [("Odesa, Ukraine", False)]
    assert post()[0].places == ()


# --- archive.org ---


@pytest.mark.parametrize(
    ("url", "family"),
    [
        ("http://creativecommons.org/licenses/by-nc-sa/3.0/", "cc-by-nc-sa"),
        ("https://creativecommons.org/licenses/by/4.0/", "cc-by"),
        ("https://creativecommons.org/publicdomain/zero/1.0/", "cc0"),
        ("http://creativecommons.org/publicdomain/mark/1.0/", "pd"),
        ("https://rights.example/terms", "other"),
    ],
)
def test_an_item_s_licence_is_the_one_its_address_names(url: str, family: str) -> None:
    about = {"title": "Harbour", "licenseurl": url, "uploader": "jane@mail.example"}
    fetcher = Answers({"https://archive.org/metadata/harbour": {"metadata": about, "files": []}})
    reference = Reference("internet-archive", "item/harbour", MatchBasis.SAME_ID, "x")
    (record,) = internet_archive.look_up(reference, fetcher, Config())
    assert record.license is not None
    assert record.license.family == family
    assert record.uploader is None


# --- Commons ---

ALPHA = '<a href="/wiki/User:Alpha">Alpha</a>'


@pytest.mark.parametrize(
    ("artist", "authors"),
    [
        (f"No machine-readable author provided. {ALPHA} assumed (based on copyright claims).", []),
        (f'Original uploaded by {ALPHA} (Transfered by <a href="/b">Beta</a>)', []),
        ("<ul><li>Photo by Ada Roe</li><li>Cropped and retouched by Bo Ray</li></ul>", ["Ada Roe"]),
        (f"Jane Roe - {ALPHA}", ["Jane Roe"]),
        ("Titre : Le port. Auteur : Roe, Jane (1929-2012). Photographe", ["Roe, Jane"]),
        ("alpha at https://www.flickr.com/photos/alpha/", ["alpha"]),
        ('Unknown<span style="display: none;">Unknown </span> Photograf', []),
        ("Unknown (Jane Roe confessed to taking some of them, the rest …)", []),
        ("Unknown, possibly Jane Roe", []),
        ("photographer unknown", []),
        ("Unidentified", []),
        ("self", []),
        ("See page for author", []),
        ("Please contact the museum before any reuse", []),
        ("The author died in 1938, so this work is free", []),
        ("{{unknown|author}}", []),
        ("Jane Roe (Example Agency)", ["Jane Roe (Example Agency)"]),
        ("Jane Roe (talk)", ["Jane Roe"]),
        ("Jane Roe (USAF)", ["Jane Roe"]),
        ("Attribution required: Jane Roe", ["Jane Roe"]),
        (f"{ALPHA} assumed (based on copyright claims).", []),
        ("Alpha angenommen (basierend auf den Rechteinhaber-Angaben)", []),
        ("Alpha is assumed to be the author", []),
        ("AnonymousUnknown author", []),
        ("<bdi>Unknown author</bdi><span>Unknown author</span>", []),
        ("AnonymousAnonymous artist", []),
        ("Anonyme", []),
        ("<span>Jane Roe</span><span>Unknown author</span>", ["Jane Roe"]),
        ("<span>Jane Roe</span><b>Jane Roe</b>", ["Jane Roe"]),
        ("Jane Roe (USAF)Unknown author", ["Jane Roe"]),
        ("Jane McDonald", ["Jane McDonald"]),
        ("Ada DeVries", ["Ada DeVries"]),
        ("bobo", ["bobo"]),
        ("Holland, W. J.", ["Holland, W. J."]),
        ("Ludwig van der Rohe", ["Ludwig van der Rohe"]),
        ("Ministry of Defence of Ukraine", ["Ministry of Defence of Ukraine"]),
        ("State Emergency Service of Ukraine", ["State Emergency Service of Ukraine"]),
        ("Агенція новин", ["Агенція новин"]),
        ("alpha", ["alpha"]),
        ('<a href="/wiki/User:X">the blue crane</a>', ["the blue crane"]),
    ],
)
def test_an_author_is_a_name_and_neither_a_sentence_nor_an_instruction(
    artist: str, authors: list[str]
) -> None:
    assert list(authors_in(read_field(artist))[0]) == authors


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("c1900", date(1895, 1, 1), date(1905, 12, 31)),
        ("created/published:  c1900.", date(1895, 1, 1), date(1905, 12, 31)),
        ("23.09.2010", date(2010, 9, 23), date(2010, 9, 23)),
        ("Sept. 23, 2010", date(2010, 9, 23), date(2010, 9, 23)),
        ("1 novembre 2010", date(2010, 11, 1), date(2010, 11, 1)),
        ("20100923", date(2010, 9, 23), date(2010, 9, 23)),
        ("6th century", date(501, 1, 1), date(600, 12, 31)),
        ("23/09/2010", date(2010, 1, 1), date(2010, 12, 31)),
        ("20101399", None, None),
    ],
)
def test_dates_are_read_in_the_forms_that_people_write(
    text: str, first: date | None, last: date | None
) -> None:
    read = read_date(text)
    assert (read.span.earliest if read else None) == first
    assert (read.span.latest if read else None) == last


def file_record(**fields: str) -> SourceRecord:
    fetcher = WikiAnswers(
        ({"prop": "imageinfo"}, {"query": {"pages": [page(extmetadata=meta(**fields))]}})
    )
    reference = Reference(
        wikimedia_commons.SOURCE, "File:Harbour crane.jpg", MatchBasis.SAME_ID, ""
    )
    return wikimedia_commons.look_up(reference, fetcher, Config())[0]


@pytest.mark.parametrize(
    ("categories", "kind"),
    [
        ("1834 paintings|Portrait paintings of men", DateKind.CREATED),
        ("Lithographs of ships", DateKind.CREATED),
        ("Cranes in Odesa", DateKind.CAPTURED),
        ("Paintings in the museum|Photographs of exhibitions", DateKind.CAPTURED),
        ("Mapsof", DateKind.CAPTURED),
    ],
)
def test_a_painting_is_made_and_not_captured_in_its_year(categories: str, kind: DateKind) -> None:
    record = file_record(DateTimeOriginal="1834", Categories=categories)
    assert [d.kind for d in record.dates if d.span.earliest.year == 1834] == [kind]


def inception(**qualifiers: Any) -> DatedFact:
    time = {"time": "+1910-00-00T00:00:00Z", "precision": 9}
    snak = {"snaktype": "value", "datavalue": {"value": time}}
    statement = {"mainsnak": snak, "rank": "normal", "qualifiers": qualifiers}
    entity = {"id": "M1", "statements": {"P571": [statement]}}
    fetcher = WikiAnswers(({"action": "wbgetentities"}, {"entities": {"M1": entity}}))
    (fact,) = read_structured(commons(fetcher, Config()), 1, fetcher, Config()).dates
    return fact


def snaks(value: dict[str, Any]) -> list[dict[str, Any]]:
    return [{"snaktype": "value", "datavalue": {"value": value}}]


def test_the_qualifiers_of_an_inception_count() -> None:
    assert inception().precision is Precision.YEAR
    circa = inception(P1480=snaks({"id": "Q5727902"}))
    assert (circa.span.earliest, circa.span.latest) == (date(1905, 1, 1), date(1915, 12, 31))
    between = inception(
        P1319=snaks({"time": "+1891-00-00T00:00:00Z", "precision": 9}),
        P1326=snaks({"time": "+1899-00-00T00:00:00Z", "precision": 9}),
    )
    assert (between.span.earliest, between.span.latest) == (date(1891, 1, 1), date(1899, 12, 31))
