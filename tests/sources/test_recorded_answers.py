"""The sources on answers that real services gave. The recordings lie beside the checkout and
are not part of it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from provenance.config import Config
from provenance.errors import NotFetched
from provenance.fetch.exchange import Exchange
from provenance.model import (
    Clues,
    DateKind,
    Fingerprint,
    MatchBasis,
    Picture,
    Reason,
    Reference,
    Retrieved,
)
from provenance.sources import flickr, google_fact_check, google_vision, openverse, tineye, twitter
from provenance.sources.kit.answers import text
from provenance.sources.twitter.answers import from_syndication
from provenance.sources.twitter.forms import status_form
from tests.stand_ins.fetcher import NOW, Answers, with_keys

RECORDED = Path(__file__).parents[2].parent / "shared" / "data" / "api-examples"
pytestmark = pytest.mark.skipif(
    not RECORDED.is_dir(), reason="the recorded answers are not beside this checkout"
)
KEYED = with_keys(GOOGLE_API_KEY="k", TINEYE_API_KEY="k", X_BEARER_TOKEN="k")


def recorded(name: str) -> Any:
    return json.loads((RECORDED / name).read_text("utf-8"))


def picture() -> Picture:
    return Picture(
        b"", "", "", "JPEG", 1, 1, Fingerprint(1, "", "", "", 1.0), url="https://news.example/a.jpg"
    )


def test_a_recorded_post() -> None:
    name = next(path.name for path in RECORDED.glob("twitter_tweet_result_photo_*.json"))
    answer = recorded(name)
    exchange = Exchange(
        "https://cdn.syndication.twimg.com/tweet-result", 200, {}, b"", NOW, Retrieved.LIVE
    )
    (record,) = from_syndication(answer, exchange, status_form(answer["id_str"], None))
    stated = {d.kind: d.moment for d in record.dates}
    posted, uploaded = stated[DateKind.POSTED], stated[DateKind.UPLOADED]
    assert posted is not None
    assert uploaded is not None
    assert 0 <= (posted - uploaded).total_seconds() < 3600
    assert record.width == answer["mediaDetails"][0]["original_info"]["width"]
    assert record.description is not None
    assert "t.co" not in record.description.text.split()[-1]
    assert record.links


@pytest.mark.parametrize(
    ("key", "want"),
    [
        ("deleted_200", Reason.GONE),
        ("age_gated_or_withheld_200", Reason.GATED),
        ("age_restricted_text_variant_200", Reason.GATED),
    ],
)
def test_recorded_tombstones(key: str, want: Reason) -> None:
    answer = recorded("twitter_tweet_result_other_outcomes.json")[key]
    table = {"https://cdn.syndication.twimg.com/": answer, "https://web.archive.org/": []}
    with pytest.raises(NotFetched) as caught:
        twitter.look_up(
            Reference("twitter", "20", MatchBasis.SAME_ID, ""), Answers(table), Config()
        )
    assert caught.value.reason is want


def test_recorded_errors_of_the_api() -> None:
    answer = recorded("twitter_v2_errors.json")["partial_200"]
    with pytest.raises(NotFetched) as caught:
        twitter.look_up(
            Reference("twitter", "20", MatchBasis.SAME_ID, ""),
            Answers({"https://api.x.com/": answer}),
            KEYED,
        )
    assert caught.value.reason is Reason.GATED


def test_a_recorded_embedding_of_a_post() -> None:
    answer = recorded("twitter_oembed.json")
    table = {"https://cdn.syndication.twimg.com/": {}, "https://publish.twitter.com/": answer}
    (reference,) = twitter.recognise(Clues(urls=(answer["url"],)))
    record = twitter.look_up(reference, Answers(table), Config())[0]
    assert record.description is not None
    assert "<" not in record.description.text
    assert (
        record.uploader == f"{answer['author_name']} (@{answer['author_url'].rpartition('/')[2]})"
    )
    assert (
        f"{record.dates[0].span.earliest:%B} {record.dates[0].span.earliest.day}, "
        in answer["html"]
    )


def test_a_recorded_embedding_of_a_photo() -> None:
    answer = recorded("flickr_oembed.json")
    reference = flickr.recognise(
        Clues(urls=(answer["web_page_short_url"], answer["url"], answer["web_page"]))
    )
    assert len({r.id for r in reference}) == 1
    record = flickr.look_up(
        reference[0], Answers({"https://www.flickr.com/services/oembed/": answer}), Config()
    )[0]
    assert record.license is not None
    assert record.license.family == "all-rights-reserved"


def test_every_recorded_photos_addresses_hold_its_id() -> None:
    for photo in recorded("flickr_photo_search_list_real.json"):
        urls = [url for name, url in photo.items() if name.startswith("url_")]
        assert {flickr.photo_id(url) for url in urls} == {photo["id"]}


def test_recorded_openverse_fact_check_vision_and_tineye_answers() -> None:
    image = recorded("openverse_image.json")
    table = {"https://api.openverse.org/": image}
    record = openverse.look_up(
        Reference("openverse", image["id"], MatchBasis.SAME_ID, ""), Answers(table), Config()
    )[0]
    assert record.license is not None
    assert record.license.name == "CC0"
    facts = recorded("factcheck.json")
    found = google_fact_check.search(
        Clues(texts=("juice",)), Answers({"https://factcheck": facts["claims_search"]}), KEYED
    )
    assert found[0].notes[0].text == "False"
    shape = Answers({"https://factcheck": facts["claims_imageSearch_shape"]})
    assert len(google_fact_check.by_bytes(picture(), shape, KEYED)) == 1
    vision = Answers({"https://vision": recorded("vision_webdetection.json")})
    assert len(google_vision.by_bytes(picture(), vision, KEYED)) == 1
    match = tineye.by_bytes(
        picture(), Answers({"https://api.tineye.com": recorded("tineye_match.json")}), KEYED
    )[0]
    assert text(match.dates[0].span.earliest.isoformat()) == "2008-04-27"
