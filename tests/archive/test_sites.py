"""What is read from an address: a WordPress site's library and posts, a feed's items."""

from __future__ import annotations

from typing import Any

import pytest

from provenance.archive.archive import Archive
from provenance.archive.ingest import Ingest
from provenance.errors import UnreadableInput
from tests.stand_ins.drawings import encoded, scene
from tests.stand_ins.fetcher import Answers, status

SITE = "https://paper.example"
API = f"{SITE}/wp-json/wp/v2"
FILE = f"{SITE}/wp-content/uploads/2023/05/harbour.jpg"
MEDIA = {
    "id": 7, "link": f"{SITE}/harbour/", "source_url": FILE,
    "date_gmt": "2023-05-04T08:00:00", "modified_gmt": "2023-05-04T08:00:00",
    "title": {"rendered": "Harbour"}, "caption": {"rendered": "<p>The harbour of Odesa.</p>"},
    "media_details": {"image_meta": {"credit": "Jane Doe", "created_timestamp": "1683100000"}},
}  # fmt: skip
POST = {
    "id": 9, "link": f"{SITE}/storm/", "modified_gmt": "2023-05-05T08:00:00",
    "date_gmt": "2023-05-05T08:00:00", "featured_media": 7,
    "title": {"rendered": "Storm over the harbour"},
    "content": {"rendered": f'<figure><img src="{FILE}"><figcaption>The harbour of Odesa on Friday.'
                            " Photo: Jane Doe</figcaption></figure><p>It rained.</p>"},
}  # fmt: skip


def site(**changes: Any) -> Answers:
    table = {
        f"{API}/media?": [MEDIA], f"{API}/posts?": [POST], FILE: encoded(scene(1)),
    } | changes  # fmt: skip
    return Answers(table)


def test_the_library_gives_records_and_the_posts_give_uses(archive: Archive) -> None:
    added = Ingest(archive, fetcher=site()).add_address(SITE)
    assert (added.counts.pictures, added.counts.records, added.counts.uses) == (1, 1, 1)
    (kept,) = archive.store.all()
    (record,), (use,) = kept.records, kept.uses
    assert (record.title, record.description) == ("Harbour", "The harbour of Odesa.")
    assert record.creators == ("Jane Doe",)
    assert record.date_created == "2023-05-03"
    assert use.page_url == f"{SITE}/storm/"
    assert use.headline == "Storm over the harbour"
    assert "Odesa on Friday" in use.caption
    assert "Jane Doe" in use.credit


def test_only_what_changed_is_read_again(archive: Archive) -> None:
    Ingest(archive, fetcher=site()).add_address(SITE)
    again = site()
    added = Ingest(archive, fetcher=again).add_address(SITE)
    assert added.unchanged == 2
    assert FILE not in again.asked


def test_a_picture_that_is_gone_is_left_out_and_said(archive: Archive) -> None:
    added = Ingest(archive, fetcher=site(**{FILE: status(404)})).add_address(SITE)
    assert added.counts.pictures == 0
    assert len(added.troubles) == 2
    again = Ingest(archive, fetcher=site()).add_address(SITE)
    assert again.unchanged == 0
    assert again.counts.pictures == 1


def test_a_site_that_is_no_wordpress_is_said_in_one_sentence(archive: Archive) -> None:
    fetcher = Answers({SITE: "<html><body>Hello</body></html>"})
    with pytest.raises(UnreadableInput, match="did not answer as WordPress does"):
        Ingest(archive, fetcher=fetcher).add_address(SITE)


FEED, PAGE = f"{SITE}/feed", f"{SITE}/2024/flood"
ITEM = "<item><title>Flood</title><link>{page}</link><pubDate>{day} 08:00:00 GMT</pubDate></item>"
STORY = f'''<html><body><article><h1>Flood</h1>
<figure><img src="{FILE}" width="900">
<figcaption>The market of Bergen under water. Photo: Ida Moe</figcaption></figure>
<p>It rained for three days.</p></article></body></html>'''


def feed(day: str = "Tue, 12 Mar 2024", **changes: Any) -> Answers:
    item = ITEM.format(page=PAGE, day=day)
    rss = f"<rss version='2.0'><channel><title>News</title>{item}</channel></rss>"
    return Answers({FEED: rss, PAGE: STORY, FILE: encoded(scene(1))} | changes)


def test_a_feed_gives_what_its_items_pages_print(archive: Archive) -> None:
    added = Ingest(archive, fetcher=feed()).add_address(FEED)
    assert (added.counts.pictures, added.counts.uses) == (1, 1)
    (use,) = next(archive.store.all()).uses
    assert (use.page_url, use.published[:10]) == (PAGE, "2024-03-12")
    assert "market of Bergen" in use.caption
    assert "Ida Moe" in use.credit


def test_of_a_feed_only_new_items_are_read_again(archive: Archive) -> None:
    Ingest(archive, fetcher=feed()).add_address(FEED)
    assert Ingest(archive, fetcher=feed()).add_address(FEED).unchanged == 1
    assert Ingest(archive, fetcher=feed("Wed, 13 Mar 2024")).add_address(FEED).unchanged == 0


def test_an_item_whose_page_is_gone_is_said_and_tried_again(archive: Archive) -> None:
    added = Ingest(archive, fetcher=feed(**{PAGE: status(404)})).add_address(FEED)
    (trouble,) = added.troubles
    assert trouble.startswith(PAGE)
    assert Ingest(archive, fetcher=feed()).add_address(FEED).counts.uses == 1
