from __future__ import annotations

import contextlib
import json
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from provenance.config import Config, Network
from provenance.errors import NotFetched
from provenance.fetch.exchange import Exchange
from provenance.model import (
    Clues,
    Credit,
    DateKind,
    MatchBasis,
    Reason,
    Reference,
    Retrieved,
    SourceRecord,
)
from provenance.sources import twitter
from provenance.sources.twitter.forms import read_name, read_url
from provenance.sources.twitter.token import js_radix, syndication_token
from tests.stand_ins.fetcher import NOW, Answers, status, with_keys

KEY = "FzQ9t3HXwAAbCdE"
UPLOADED = datetime(2023, 6, 22, 23, 50, 5, 448000, UTC)
POSTED = UPLOADED + timedelta(seconds=2)
POST = str(((int(POSTED.timestamp() * 1000)) - 1288834974657) << 22)
SYNDICATION = "https://cdn.syndication.twimg.com/tweet-result"
OEMBED = "https://publish.twitter.com/oembed"
FIRST_POST = f"{OEMBED}?url=https://twitter.com/jack/status/20"
INDEX = "https://web.archive.org/cdx/search/cdx"


def media(key: str = KEY, **more: Any) -> dict[str, Any]:
    return {
        "media_url_https": f"https://pbs.twimg.com/media/{key}.jpg",
        "expanded_url": f"https://twitter.com/harbour_watch/status/{POST}/photo/1",
        "original_info": {"width": 1600, "height": 1200},
        "url": "https://t.co/qwertyuiop",
        "type": "photo",
        **more,
    }


def tweet(**more: Any) -> dict[str, Any]:
    return {
        "__typename": "Tweet",
        "id_str": POST,
        "created_at": "2023-06-22T23:50:07.000Z",
        "text": "Cranes &amp; smoke at the north quay tonight https://t.co/qwertyuiop",
        "user": {"screen_name": "harbour_watch", "name": "Harbour Watch"},
        "mediaDetails": [media()],
        **more,
    }


def reference(id: str = POST, url: str | None = None) -> Reference:
    return Reference(
        "twitter", id, MatchBasis.SAME_ID, "clue", url or f"https://x.com/harbour_watch/status/{id}"
    )


def looked_up(
    table: dict[str, Any], ref: Reference | None = None, config: Config | None = None
) -> SourceRecord:
    x_itself = {FIRST_POST: {"author_name": "X", "html": "<p>The first post.</p>"}}
    answers = Answers(x_itself | table)
    return twitter.look_up(ref or reference(), answers, config or Config())[0]


def reason_of(
    table: dict[str, Any], ref: Reference | None = None, config: Config | None = None
) -> NotFetched:
    with pytest.raises(NotFetched) as caught:
        looked_up(table, ref, config)
    return caught.value


@pytest.mark.parametrize(
    ("url", "want"),
    [
        ("https://www.twitter.com/harbour_watch/status/123456789012?s=20&t=abc", "123456789012"),
        ("https://m.twitter.com/harbour_watch/statuses/123456789012/", "123456789012"),
        ("https://x.com/i/status/123456789012/video/1", "123456789012"),
        ("https://x.com/web/status/123456789012", "123456789012"),
        ("https://vxtwitter.com/harbour_watch/status/123456789012", "123456789012"),
        ("https://fixupx.com/harbour_watch/status/123456789012", "123456789012"),
        ("https://fixvx.com/harbour_watch/status/123456789012", "123456789012"),
        ("https://xcancel.com/harbour_watch/status/123456789012", "123456789012"),
        (
            "https://web.archive.org/web/20230101000000/https://twitter.com/a_b/status/123456789012",
            "123456789012",
        ),
        (f"http://pbs.twimg.com/media/{KEY}.png:large", f"media/{KEY}"),
        (f"https://i0.wp.com/pbs.twimg.com/media/{KEY}.jpg?w=600", f"media/{KEY}"),
        (
            f"https://cdn.example.org/resize?image=https%3A%2F%2Fpbs.twimg.com%2Fmedia%2F{KEY}.jpg",
            f"media/{KEY}",
        ),
        (f"https://p.twimg.com/{KEY}.jpg", f"media/{KEY}"),
        (f"https://pbs.twimg.com/tweet_video_thumb/{KEY}.jpg", f"media/{KEY}"),
        (f"https://video.twimg.com/tweet_video/{KEY}.mp4", f"media/{KEY}"),
        (
            "https://pbs.twimg.com/amplify_video_thumb/1690000000000000006/img/aB3.jpg",
            "video/1690000000000000006",
        ),
        (
            "https://pbs.twimg.com/profile_images/1690000000000000006/aB3_400x400.jpg",
            "profile/1690000000000000006",
        ),
        ("https://pic.twitter.com/aBcDeFgHiJ", "short/pic.twitter.com/aBcDeFgHiJ"),
    ],
)
def test_every_form_of_address_is_recognised(url: str, want: str) -> None:
    form = read_url(url)
    assert form is not None
    assert form.reference_id == want


@pytest.mark.parametrize(
    "url",
    [
        "https://netflix.com/harbour/status/123456789012",
        "https://twitter.com/harbour_watch",
        "https://twitter.com.example.org/a/status/123456789012",
        "https://pbs.twimg.com/card_img/1690000000000000006/aB3?format=png&name=800x419",
        "https://pbs.twimg.com/media/short.jpg",
        "https://t.co/",
        "http://[broken",
        "https://x.com/a/status/not-a-number",
    ],
)
def test_what_is_no_post_or_picture_of_x_is_left_alone(url: str) -> None:
    assert read_url(url) is None


def test_an_avatar_is_asked_for_in_its_stored_size() -> None:
    form = read_url("https://pbs.twimg.com/profile_images/1690000000000000006/aB3_normal.jpg")
    assert form is not None
    assert form.url == "https://pbs.twimg.com/profile_images/1690000000000000006/aB3.jpg"


@pytest.mark.parametrize(
    "name", [f"{KEY}.jpg", f"{KEY}-1024x768.jpg", f"{KEY} (1).jpeg", f"twitter-{KEY}.png"]
)
def test_a_saved_file_is_recognised_by_its_media_key(name: str) -> None:
    form = read_name(name)
    assert form is not None
    assert form.id == KEY


@pytest.mark.parametrize(
    "name", ["Bridge-Kyiv-001.jpg", "Demonstration12.jpg", "FZQ9T3HXWAABCDE.jpg", f"{KEY}.html"]
)
def test_an_ordinary_name_of_fifteen_letters_is_not_taken_for_a_key(name: str) -> None:
    assert read_name(name) is None


def test_a_link_typed_into_the_credit_is_recognised() -> None:
    credit = Credit(raw="Photo: Harbour Watch (twitter.com/harbour_watch/status/123456789012)")
    found = twitter.recognise(Clues(credit=credit, texts=("Smoke pic.twitter.com/aBcDeFgHiJ",)))
    assert [r.id for r in found] == ["123456789012", "short/pic.twitter.com/aBcDeFgHiJ"]


def test_a_bare_platform_name_leads_nowhere_and_the_sentence_says_what_to_ask_for() -> None:
    assert (
        twitter.recognise(Clues(credit=Credit(raw="@harbour_watch / Twitter", platform="twitter")))
        == ()
    )
    assert "address of the post" in twitter.ASK


@pytest.mark.parametrize(
    ("id", "token"),
    [
        ("20", "6dq1a2xwd93"),
        ("1628832338187636740", "3y54libozsy"),
        ("1697322795510759929", "444aooo9l2p"),
        ("463440424141459456", "14fxvks611f"),
        ("1170041925560258560", "2u3smhgqex"),
        ("604341487988576256", "1gqleu74ja"),
    ],
)
def test_the_token_is_what_a_browser_computes(id: str, token: str) -> None:
    assert syndication_token(id) == token


def test_base_conversion_carries_into_the_integer() -> None:
    assert js_radix(35.99999999999999999) == "10"
    assert js_radix(0.5) == "0.i"


def test_a_post_gives_text_account_times_and_the_picture_in_its_best_size() -> None:
    record = looked_up({SYNDICATION: tweet()})
    assert record.page_url == f"https://x.com/harbour_watch/status/{POST}"
    assert record.description is not None
    assert record.description.text == "Cranes & smoke at the north quay tonight"
    assert record.creators == ()
    assert record.uploader == "Harbour Watch (@harbour_watch)"
    assert record.media_url == f"https://pbs.twimg.com/media/{KEY}?format=jpg&name=orig"
    assert [url.rpartition("=")[2] for url in record.media_urls] == [
        "orig",
        "4096x4096",
        "large",
        "medium",
        "small",
    ]
    assert {d.kind: d.moment for d in record.dates} == {
        DateKind.POSTED: POSTED,
        DateKind.UPLOADED: UPLOADED,
    }
    assert "base 64" in next(d.where.path for d in record.dates if d.kind is DateKind.UPLOADED)
    assert (record.width, record.height) == (1600, 1200)
    assert record.where.url is not None
    assert "token" not in record.where.url


def test_of_several_pictures_all_come_and_the_latest_upload_dates_them() -> None:
    later = "FzRAAAAXwAAbCdE"
    record = looked_up({SYNDICATION: tweet(mediaDetails=[media(), media(later)])})
    assert [url.split("/")[-1].split("?")[0] for url in record.media_urls[:2]] == [KEY, later]
    uploads = [d.moment for d in record.dates if d.kind is DateKind.UPLOADED]
    assert len(uploads) == 1
    assert uploads[0] is not None
    assert uploads[0] > UPLOADED
    assert any(KEY in note.text for note in record.notes)


def test_a_picture_taken_over_from_another_post_links_to_its_first_poster() -> None:
    first = media(expanded_url="https://twitter.com/first_seen/status/1600000000000000000/photo/1")
    record = looked_up({SYNDICATION: tweet(mediaDetails=[first])})
    assert record.links[0].url == "https://x.com/first_seen/status/1600000000000000000"
    assert any("@first_seen" in note.text for note in record.notes)


def test_the_apis_shape_of_a_taken_over_picture_is_read_too() -> None:
    urls = [
        {
            "expanded_url": "https://x.com/first_seen/status/1600000000000000000/photo/1",
            "url": "https://t.co/AbCdEf",
        }
    ]
    said = "Cranes https://example.org/a https://t.co/AbCdEf"
    tweet = {
        "id": POST,
        "text": said,
        "entities": {"urls": urls},
        "withheld": {"country_codes": ["DE", "FR"]},
    }
    record = looked_up({API: {"data": [tweet]}}, config=with_keys(X_BEARER_TOKEN="s3cret"))
    assert [link.url for link in record.links] == [
        "https://x.com/first_seen/status/1600000000000000000"
    ]
    assert record.description is not None
    assert record.description.text == "Cranes https://example.org/a"
    assert "withheld in DE, FR" in [note.text for note in record.notes]


def test_a_quoted_post_follows_as_a_record_of_its_own() -> None:
    quoted = tweet(
        id_str="1600000000000000000", user={"screen_name": "quoted_one", "name": "Quoted"}
    )
    records = twitter.look_up(
        reference(), Answers({SYNDICATION: tweet(mediaDetails=[], quoted_tweet=quoted)}), Config()
    )
    assert [r.id for r in records] == [POST, "1600000000000000000"]
    assert records[0].media_url is None
    assert records[0].links[0].url == "https://x.com/quoted_one/status/1600000000000000000"
    assert records[1].media_url is not None


def test_a_link_under_another_name_is_noted() -> None:
    ref = reference(url=f"https://x.com/someone_else/status/{POST}")
    assert any(
        "@someone_else" in note.text for note in looked_up({SYNDICATION: tweet()}, ref).notes
    )


def test_a_videos_still_is_dated_by_the_id_in_its_address() -> None:
    number = str((int(UPLOADED.timestamp() * 1000) - 1288834974657) << 22)
    still = f"https://pbs.twimg.com/ext_tw_video_thumb/{number}/pu/img/aB3.jpg"
    record = looked_up(
        {SYNDICATION: tweet(mediaDetails=[media(media_url_https=still, type="video")])}
    )
    assert record.media_url == still
    assert UPLOADED in [d.moment for d in record.dates if d.kind is DateKind.UPLOADED]


def test_an_old_post_without_a_time_in_its_id_is_dated_as_stated() -> None:
    old = tweet(id_str="9000000000", created_at="Tue Feb 09 10:00:00 +0000 2010", mediaDetails=[])
    record = looked_up({SYNDICATION: old}, reference("9000000000"))
    assert [d.moment for d in record.dates] == [datetime(2010, 2, 9, 10, tzinfo=UTC)]


def test_a_media_key_alone_gives_upload_time_and_address_without_any_network() -> None:
    record = looked_up({}, Reference("twitter", f"media/{KEY}", MatchBasis.SAME_ID, f"{KEY}.jpg"))
    assert record.media_url == f"https://pbs.twimg.com/media/{KEY}?format=jpg&name=orig"
    assert [(d.kind, d.moment) for d in record.dates] == [(DateKind.UPLOADED, UPLOADED)]
    assert record.page_url is None


TOMBSTONES = {
    "This Post was deleted by the Post author. Learn more": Reason.GONE,
    "This Post is from an account that no longer exists. Learn more": Reason.GONE,
    "This Post is from a suspended account. Learn more": Reason.GATED,
    "Age-restricted adult content": Reason.GATED,
    "You're unable to view this Post because this account owner limits who can view their "
    "Posts.": Reason.GATED,
}


@pytest.mark.parametrize(("said", "want"), TOMBSTONES.items())
def test_a_tombstone_says_gone_only_where_x_says_deleted(said: str, want: Reason) -> None:
    answer = {
        "__typename": "TweetTombstone",
        "tombstone": {"text": {"text": said, "entities": [], "rtl": False}},
    }
    assert reason_of({SYNDICATION: answer, INDEX: []}).reason is want


def test_an_empty_tombstone_is_withheld_not_deleted() -> None:
    assert (
        reason_of({SYNDICATION: {"__typename": "TweetTombstone", "tombstone": {}}}).reason
        is Reason.GATED
    )


def test_an_empty_answer_is_unknown_not_deleted() -> None:
    assert reason_of({SYNDICATION: {}, OEMBED: {}}).reason is Reason.SOURCE_NOT_FOUND


def test_after_an_empty_answer_the_embedding_service_gives_text_and_account() -> None:
    markup = '<blockquote><p lang="en" dir="ltr">Cranes &amp; smoke</p>&mdash; Harbour</blockquote>'
    answer = {
        "author_name": "Harbour Watch",
        "author_url": "https://twitter.com/harbour_watch",
        "html": markup,
    }
    record = looked_up({SYNDICATION: {}, OEMBED: answer})
    assert record.description is not None
    assert record.description.text == "Cranes & smoke"
    assert record.media_url is None
    assert record.uploader == "Harbour Watch (@harbour_watch)"


@pytest.mark.parametrize(
    ("syndication", "oembed", "want"),
    [
        (status(404), status(404), Reason.GONE),
        (status(404), status(403), Reason.GATED),
        (status(403), status(404), Reason.GONE),
        (status(429), status(404), Reason.RATE_LIMITED),
        (status(503), status(404), Reason.NETWORK),
        ("<html>Nothing to see here</html>", status(404), Reason.GONE),
        ("<html>Busy</html>", "<html>Busy</html>", Reason.FAILED),
        (status(400), status(404), Reason.SOURCE_NOT_FOUND),
    ],
)
def test_each_refusal_is_its_own_outcome(syndication: object, oembed: object, want: Reason) -> None:
    assert reason_of({SYNDICATION: syndication, OEMBED: oembed, INDEX: []}).reason is want


@pytest.mark.parametrize(
    ("first_post", "want"),
    [(404, Reason.FAILED), (429, Reason.RATE_LIMITED), (503, Reason.NETWORK)],
)
def test_a_filter_that_answers_404_in_the_place_of_x_makes_no_post_gone(
    first_post: int, want: Reason
) -> None:
    table = {SYNDICATION: status(404), OEMBED: status(404), FIRST_POST: status(first_post)}
    assert reason_of(table).reason is want


def test_a_deleted_post_is_read_from_the_archive_under_either_host() -> None:
    row = [
        "20230623010203",
        f"https://x.com/harbour_watch/status/{POST}",
        "text/html",
        "200",
        "A" * 32,
    ]
    page = (
        '<meta property="og:title" content="Harbour Watch on X"><meta property="og:description" '
        'content="Cranes">'
        f'<img src="/web/20230623010203im_/https://pbs.twimg.com/media/{KEY}.jpg">'
    )
    table = {
        SYNDICATION: status(404),
        OEMBED: status(404),
        f"{INDEX}?url=twitter.com": [],
        f"{INDEX}?url=x.com": [["timestamp", "original", "mimetype", "statuscode", "digest"], row],
        "https://web.archive.org/web/20230623010203id_/": page,
    }
    record = looked_up(table)
    assert (
        record.media_url
        == f"https://web.archive.org/web/20230623010203id_/https://pbs.twimg.com/media/{KEY}.jpg"
    )
    moments = {d.kind: d.moment for d in record.dates}
    assert moments[DateKind.FIRST_SEEN] == datetime(2023, 6, 23, 1, 2, 3, tzinfo=UTC)
    assert moments[DateKind.UPLOADED] == UPLOADED
    assert record.description is not None
    assert record.description.text == "Cranes"
    assert "no such post" in record.notes[0].text


def test_trouble_at_the_archive_leaves_the_post_gone() -> None:
    assert (
        reason_of({SYNDICATION: status(404), OEMBED: status(404), INDEX: status(503)}).reason
        is Reason.GONE
    )


API = "https://api.x.com/2/tweets"
PROBLEM = "https://api.twitter.com/2/problems/"


def test_with_a_token_the_api_answers_and_the_token_shows_nowhere() -> None:
    answer = {
        "data": [
            {
                "id": POST,
                "text": "Cranes &amp; smoke",
                "author_id": "7",
                "created_at": "2023-06-22T23:50:07.000Z",
                "attachments": {"media_keys": ["3_1"]},
            }
        ],
        "includes": {
            "users": [{"id": "7", "username": "harbour_watch", "name": "Harbour Watch"}],
            "media": [
                {
                    "media_key": "3_1",
                    "type": "photo",
                    "url": f"https://pbs.twimg.com/media/{KEY}.jpg",
                }
            ],
        },
    }
    fetcher = Answers({API: answer})
    record = twitter.look_up(reference(), fetcher, with_keys(X_BEARER_TOKEN="s3cret-token"))[0]
    assert record.media_urls[0].startswith(f"https://pbs.twimg.com/media/{KEY}")
    assert fetcher.headers[0]["Authorization"] == "Bearer s3cret-token"
    assert "s3cret" not in repr(record)


@pytest.mark.parametrize(
    ("problem", "want"),
    [("resource-not-found", Reason.GONE), ("not-authorized-for-resource", Reason.GATED)],
)
def test_the_apis_errors_arrive_with_status_200_and_are_told_apart(
    problem: str, want: Reason
) -> None:
    errors = {"errors": [{"detail": "Could not find tweet", "type": PROBLEM + problem}]}
    assert (
        reason_of({API: errors, INDEX: []}, config=with_keys(X_BEARER_TOKEN="s3cret")).reason
        is want
    )


def test_a_refused_token_falls_back_to_what_needs_none() -> None:
    record = looked_up(
        {API: status(401), SYNDICATION: tweet()}, config=with_keys(X_BEARER_TOKEN="old")
    )
    assert record.id == POST


def test_a_short_link_is_followed_to_its_post() -> None:
    body = (
        b'<noscript><META http-equiv="refresh" '
        b'content="0;URL=https://twitter.com/harbour_watch/status/%s/photo/1">'
    )
    page = Exchange("https://t.co/aBcDeFgHiJ", 200, {}, body % POST.encode(), NOW, Retrieved.LIVE)
    short = Reference(
        "twitter", "short/t.co/aBcDeFgHiJ", MatchBasis.SAME_ID, "https://t.co/aBcDeFgHiJ"
    )
    assert looked_up({"https://t.co/": page, SYNDICATION: tweet()}, short).id == POST
    arrived = Exchange(
        f"https://x.com/harbour_watch/status/{POST}", 403, {}, b"", NOW, Retrieved.LIVE
    )
    assert looked_up({"https://t.co/": arrived, SYNDICATION: tweet()}, short).id == POST
    assert reason_of({"https://t.co/": status(404)}, short).reason is Reason.GONE
    away = Exchange("https://example.org/", 200, {}, b"", NOW, Retrieved.LIVE)
    assert reason_of({"https://t.co/": away}, short).reason is Reason.SOURCE_NOT_FOUND


def test_another_address_may_stand_in_for_xs() -> None:
    config = Config().with_(network=Network(endpoints={"twitter": "http://127.0.0.1:9/"}))
    assert looked_up({"http://127.0.0.1:9/tweet-result": tweet()}, config=config).id == POST


@pytest.mark.parametrize(
    "odd",
    [
        {"__typename": "Tweet", "id_str": POST, "user": None, "mediaDetails": {}, "entities": {}},
        {
            "__typename": "Tweet",
            "id_str": POST,
            "mediaDetails": [None, 7, {"media_url_https": 3}],
            "text": 5,
        },
        {
            "__typename": "Tweet",
            "id_str": "x" * 5000,
            "created_at": "never",
            "display_text_range": ["a", None],
        },
        {"__typename": "TweetTombstone", "tombstone": "text"},
        {"__typename": "Tweet", "id_str": {"nested": True}, "quoted_tweet": []},
    ],
)
def test_an_answer_of_another_shape_ends_in_a_record_or_a_reason(odd: object) -> None:
    with contextlib.suppress(NotFetched):
        assert (
            looked_up({SYNDICATION: json.dumps(odd), OEMBED: status(404), INDEX: []}).source
            == "twitter"
        )
