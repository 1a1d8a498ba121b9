"""Bluesky, Mastodon, Telegram, Instagram, Facebook: posts and how they end."""

from __future__ import annotations

import hashlib
from datetime import UTC, datetime
from typing import Any

import pytest

from provenance.config import Config
from provenance.errors import NotFetched
from provenance.model import Clues, DateKind, MatchBasis, Reason, Reference
from provenance.pictures.clues import bluesky_cid
from provenance.sources import bluesky, facebook, instagram, mastodon, telegram
from tests.stand_ins.fetcher import Answers, status

THREAD = "https://public.api.bsky.app/xrpc/app.bsky.feed.getPostThread"
DID = "did:plc:abcdefghijklmnopqrstuvwx"
SHA256 = hashlib.sha256(b"the file as it was uploaded").hexdigest()
CID = bluesky_cid(SHA256)
SERVICE = {"service": [{"id": "#atproto_pds", "serviceEndpoint": "https://pds.example.com/"}]}


def sky_post(**more: Any) -> dict[str, Any]:
    image = {
        "alt": "Two cranes",
        "image": {"ref": {"$link": CID}},
        "aspectRatio": {"width": 1600, "height": 1200},
    }
    shown = {
        "thumb": "https://cdn.bsky.app/img/feed_thumbnail/x",
        "fullsize": "https://cdn.bsky.app/img/x",
        "alt": "Two cranes",
    }
    post = {
        "uri": f"at://{DID}/app.bsky.feed.post/3kabcdefghi2k",
        "author": {
            "did": DID,
            "handle": "harbour.example.com",
            "displayName": "Harbour Watch",
            "labels": [],
        },
        "record": {
            "text": "Cranes at dusk",
            "createdAt": "2024-05-01T10:00:00.000Z",
            "embed": {"$type": "app.bsky.embed.images", "images": [image]},
        },
        "embed": {"$type": "app.bsky.embed.images#view", "images": [shown]},
        "indexedAt": "2024-05-01T10:00:03.000Z",
    }
    return {"thread": {"$type": "app.bsky.feed.defs#threadViewPost", "post": {**post, **more}}}


def sky(answer: Any, **more: Any) -> Any:
    reference = Reference(
        "bluesky", "harbour.example.com/3kabcdefghi2k", MatchBasis.SAME_ID, "clue"
    )
    return bluesky.look_up(
        reference, Answers({THREAD: answer, "https://plc.directory/": SERVICE, **more}), Config()
    )[0]


def test_a_bluesky_post_gives_the_very_file_and_its_hash() -> None:
    record = sky(sky_post())
    assert record.sha256 == SHA256
    assert (
        record.media_url
        == f"https://pds.example.com/xrpc/com.atproto.sync.getBlob?did={DID}&cid={CID}"
    )
    assert {d.kind: d.moment.second for d in record.dates} == {
        DateKind.POSTED: 0,
        DateKind.FIRST_SEEN: 3,
    }
    assert "claimed" in next(d.where.path for d in record.dates if d.kind is DateKind.POSTED)
    assert record.uploader == "Harbour Watch (@harbour.example.com)"
    assert record.creators == ()


def test_without_the_directory_the_cdns_copy_serves() -> None:
    record = sky(sky_post(), **{"https://plc.directory/": status(503)})
    assert record.media_url == "https://cdn.bsky.app/img/x"


def test_a_directory_that_names_no_secure_server_is_not_followed() -> None:
    odd = {"service": [{"id": "#atproto_pds", "serviceEndpoint": "http://169.254.169.254/"}]}
    assert (
        sky(sky_post(), **{"https://plc.directory/": odd}).media_url == "https://cdn.bsky.app/img/x"
    )


@pytest.mark.parametrize(
    ("answer", "want"),
    [
        ({"thread": {"$type": "app.bsky.feed.defs#notFoundPost", "notFound": True}}, Reason.GONE),
        ({"error": "NotFound", "message": "Post not found"}, Reason.GONE),
        ({"thread": {"$type": "app.bsky.feed.defs#blockedPost", "blocked": True}}, Reason.GATED),
        (
            sky_post(author={"handle": "a.example", "labels": [{"val": "!no-unauthenticated"}]}),
            Reason.GATED,
        ),
        ({"error": "InvalidRequest", "message": "bad uri"}, Reason.SOURCE_NOT_FOUND),
        ({"thread": {"$type": "app.bsky.new#thing"}}, Reason.SOURCE_NOT_FOUND),
    ],
)
def test_each_way_bluesky_says_no_is_its_own_reason(answer: Any, want: Reason) -> None:
    with pytest.raises(NotFetched) as caught:
        sky(answer)
    assert caught.value.reason is want


def test_a_picture_address_alone_tells_the_files_hash() -> None:
    reference = Reference("bluesky", f"blob/{DID}/{CID}", MatchBasis.SAME_ID, "clue")
    record = bluesky.look_up(reference, Answers({"https://plc.directory/": SERVICE}), Config())[0]
    assert record.sha256 == SHA256
    assert record.preview_url == f"https://cdn.bsky.app/img/feed_fullsize/plain/{DID}/{CID}@jpeg"


UPLOAD = datetime(2024, 5, 1, 9, 59, 30, tzinfo=UTC)
ATTACHMENT = str(int(UPLOAD.timestamp() * 1000) << 16)
STATUS = "https://social.example.org/api/v1/statuses/112360000000000001"


def toot(**more: Any) -> dict[str, Any]:
    file = {
        "id": ATTACHMENT,
        "type": "image",
        "url": "https://files.social.example.org/original/a.jpeg",
        "preview_url": "https://files.social.example.org/small/a.jpeg",
        "remote_url": None,
        "meta": {"original": {"width": 1600, "height": 1200}},
        "description": "Two cranes",
    }
    return {
        "id": "112360000000000001",
        "created_at": "2024-05-01T10:00:00.000Z",
        "url": "https://social.example.org/@harbour_watch/112360000000000001",
        "content": "<p>Cranes at dusk<br>seen today</p>",
        "account": {"acct": "harbour_watch", "display_name": "Harbour Watch"},
        "media_attachments": [file],
        **more,
    }


def mast(answer: Any) -> Any:
    reference = Reference(
        "mastodon", "social.example.org/112360000000000001", MatchBasis.SAME_ID, "clue"
    )
    return mastodon.look_up(reference, Answers({STATUS: answer}), Config())[0]


def test_a_mastodon_post_gives_text_times_and_picture() -> None:
    record = mast(toot())
    assert record.description.text == "Cranes at dusk\nseen today"
    assert {d.kind: d.moment for d in record.dates} == {
        DateKind.POSTED: datetime(2024, 5, 1, 10, tzinfo=UTC),
        DateKind.UPLOADED: UPLOAD,
    }
    assert record.media_url == "https://files.social.example.org/original/a.jpeg"


def test_a_copy_of_another_servers_post_links_to_where_it_comes_from() -> None:
    copy = toot(
        url="https://other.example.net/@first/1", account={"acct": "first@other.example.net"}
    )
    copy["media_attachments"][0]["remote_url"] = "https://files.other.example.net/a.jpeg"
    assert [link.url for link in mast(copy).links] == [
        "https://files.other.example.net/a.jpeg",
        "https://other.example.net/@first/1",
    ]


def test_a_boost_is_read_as_the_boosted_post() -> None:
    assert mast(toot(reblog=toot(id="999999999999999999"), media_attachments=[])).id.endswith(
        "999999999999999999"
    )


@pytest.mark.parametrize(
    ("code", "want"), [(404, Reason.GONE), (401, Reason.GATED), (503, Reason.NETWORK)]
)
def test_mastodon_tells_deleted_from_closed(code: int, want: Reason) -> None:
    with pytest.raises(NotFetched) as caught:
        mast(status(code))
    assert caught.value.reason is want


def test_another_sites_page_of_the_same_form_is_no_mastodon_post() -> None:
    with pytest.raises(NotFetched) as caught:
        mast({"unexpected": True})
    assert caught.value.reason is Reason.FAILED
    assert (
        mastodon.recognise(Clues(urls=("https://www.tiktok.com/@someone/112360000000000001",)))
        == ()
    )


def test_an_old_attachment_number_holds_no_time() -> None:
    url = "https://files.social.example.org/media_attachments/files/022/345/792/original/0a1b2c3d4e5f6071.jpeg"
    reference = mastodon.recognise(Clues(urls=(url,)))[0]
    record = mastodon.look_up(reference, Answers({}), Config())[0]
    assert record.dates == ()
    assert record.media_url == url


PAGE = """<div class="tgme_widget_message" data-post="harbour_watch/1204">
<a class="tgme_widget_message_owner_name" href="https://t.me/harbour_watch"><span>Harbour Watch</span></a>
<a class="tgme_widget_message_forwarded_from_name" href="https://t.me/first_seen/77">First Seen</a>
<a class="tgme_widget_message_photo_wrap" style="width:800px;background-image:url('https://cdn4.example.net/file/a.jpg')"></a>
<a class="tgme_widget_message_photo_wrap" style="background-image:url(https://cdn4.example.net/file/b.jpg)"></a>
<div class="tgme_widget_message_text">Cranes<br>at dusk</div>
<a class="tgme_widget_message_date"><time datetime="2024-05-01T10:00:00+00:00"></time></a></div>"""  # noqa: E501


def tele(page: Any, id: str = "harbour_watch/1204") -> Any:
    reference = Reference("telegram", id, MatchBasis.SAME_ID, "clue")
    return telegram.look_up(reference, Answers({"https://t.me/": page}), Config())[0]


def test_a_telegram_post_gives_text_time_pictures_and_where_it_was_forwarded_from() -> None:
    record = tele(PAGE)
    assert record.description.text == "Cranes\nat dusk"
    assert record.media_urls == (
        "https://cdn4.example.net/file/a.jpg",
        "https://cdn4.example.net/file/b.jpg",
    )
    assert record.dates[0].moment == datetime(2024, 5, 1, 10, tzinfo=UTC)
    assert record.links[0].url == "https://t.me/first_seen/77"
    assert record.uploader == "Harbour Watch (@harbour_watch)"


@pytest.mark.parametrize(
    ("page", "want"),
    [
        ('<div class="tgme_widget_message_error">Post not found</div>', Reason.GONE),
        (
            '<div class="tgme_widget_message_error">Please open Telegram to view this post</div>',
            Reason.GATED,
        ),
        ("<html><body>Join the group</body></html>", Reason.SOURCE_NOT_FOUND),
    ],
)
def test_telegram_says_gone_only_where_it_says_not_found(page: str, want: Reason) -> None:
    with pytest.raises(NotFetched) as caught:
        tele(page)
    assert caught.value.reason is want


def test_a_private_channel_is_gated_without_being_asked() -> None:
    with pytest.raises(NotFetched) as caught:
        tele(PAGE, "c/1500000000/1204")
    assert caught.value.reason is Reason.GATED


def test_an_instagram_code_dates_the_post_without_any_network() -> None:
    number = (int(UPLOAD.timestamp() * 1000) - 1314220021721) << 23
    code = ""
    while number:
        number, digit = divmod(number, 64)
        code = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"[digit] + code
    reference = instagram.recognise(Clues(urls=(f"https://www.instagram.com/p/{code}/?hl=en",)))[0]
    record = instagram.look_up(reference, Answers({}), Config())[0]
    assert record.dates[0].moment == UPLOAD
    assert record.media_url is None
    assert "members" in record.notes[0].text


def test_a_facebook_photo_is_an_address_for_a_person() -> None:
    reference = facebook.recognise(
        Clues(urls=("https://www.facebook.com/photo?fbid=1020000000000001",))
    )[0]
    record = facebook.look_up(reference, Answers({}), Config())[0]
    assert record.page_url == "https://www.facebook.com/photo.php?fbid=1020000000000001"
    assert record.media_url is None


@pytest.mark.parametrize(
    "typed",
    [
        "https://www.facebook.com/harbour.watch",
        "https://facebook.com.example.org/photo?fbid=1020000000000001",
    ],
)
def test_a_profile_is_no_photo(typed: str) -> None:
    assert facebook.recognise(Clues(urls=(typed,))) == ()
