"""What an audit can be pointed at, and the articles it finds there."""

from __future__ import annotations

import gzip
import json
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from pytest_httpserver import HTTPServer

from provenance.audit.inputs import Lister
from provenance.audit.inputs.archives import ArchivedFetcher, Archives
from provenance.audit.item import Item, ItemKind, LeftOut
from provenance.audit.outcome import State
from provenance.config import Config, Network
from provenance.errors import NotFetched
from provenance.fetch import Fetcher
from tests.stand_ins import drawings

from .conftest import page

STORY = "https://paper.example/2024/ferry"
PHOTO = "https://paper.example/p/harbour.jpg"


@pytest.fixture
def archives(tmp_path: Path) -> Iterator[Archives]:
    opened = Archives(tmp_path / "archives.sqlite")
    yield opened
    opened.close()


def found(targets: list[str], archives: Archives, tmp_path: Path, **network: Any) -> list[Any]:
    config = Config(network=Network(**{"offline": True, **network}), cache=tmp_path / "cache")
    with Fetcher(config) as fetcher:
        return list(Lister(fetcher, archives).find(targets))


def keys(items: list[Any]) -> list[str]:
    return [one.key for one in items if isinstance(one, Item)]


def record(url: str, body: bytes, kind: str, status: str = "200 OK", **more: str) -> bytes:
    """One answer as WARC 1.1 writes it."""
    lines = "".join(f"{name}: {value}\r\n" for name, value in more.items())
    http = f"HTTP/1.1 {status}\r\nContent-Type: {kind}\r\n{lines}\r\n".encode() + body
    head = (
        f"WARC/1.1\r\nWARC-Type: response\r\nWARC-Target-URI: {url}\r\n"
        "WARC-Date: 2024-05-19T08:00:00Z\r\nContent-Type: application/http; msgtype=response\r\n"
        f"Content-Length: {len(http)}\r\n\r\n"
    )
    return head.encode() + http + b"\r\n\r\n"


def warc(path: Path | None = None, *, packed: bool = True) -> bytes:
    """A crawl of one article with its picture, and a redirect to it."""
    text = page("The ferry", url=STORY, picture="/p/harbour.jpg").encode()
    records = (
        record(STORY, text, "text/html; charset=utf-8"),
        record(PHOTO, drawings.encoded(drawings.scene()), "image/jpeg"),
        record("https://paper.example/old", b"", "text/html", "301 Moved", Location=STORY),
        record("https://paper.example/gone", b"no", "text/html", "404 Not Found"),
    )
    data = b"".join(map(gzip.compress, records) if packed else records)
    if path is not None:
        path.write_bytes(data)
    return data


def test_a_folder_of_saved_pages_gives_its_pages_in_order_and_nothing_else(
    site: Path, archives: Archives, tmp_path: Path
) -> None:
    (site / "about").write_text("<!DOCTYPE html><html><p>without an ending</p></html>")
    (site / "politics" / "storm-1_files").mkdir()
    (site / "politics" / "storm-1_files" / "frame.html").write_text(page("An advertisement"))
    (site / "robots.txt").write_text("User-agent: *\nDisallow: /search\n")
    names = [Path(key).name for key in keys(found([str(site)], archives, tmp_path))]
    assert names == ["about", *(f"storm-{n}.html" for n in range(6))]


def test_what_is_not_understood_in_a_folder_is_told_and_not_dropped(
    site: Path, archives: Archives, tmp_path: Path
) -> None:
    (site / "export.json").write_text('{"heading": "Flood", "photos": []}')
    (site / "feed.xml").write_text("<rss version='2.0'><channel><title>P</title></channel></rss>")
    (site / "all.json").write_bytes(b" " * 20_000_001)
    left = [one for one in found([str(site)], archives, tmp_path) if isinstance(one, LeftOut)]
    assert {Path(one.origin).name for one in left} == {"all.json", "export.json"}
    assert "more than 20 MB" in left[0].why


def test_a_line_of_a_cms_s_export_is_an_article_of_its_own(
    archives: Archives, tmp_path: Path, loaded: Any
) -> None:
    rows = [
        {"headline": f"Line {n}", "images": [{"url": PHOTO, "caption": "The harbour of Odesa."}]}
        for n in range(3)
    ]
    file = tmp_path / "export.jsonl"
    file.write_text("\n".join(json.dumps(row) for row in [*rows[:2], {}, rows[2]]), "utf-8")
    items = found([str(file)], archives, tmp_path)
    assert [one.kind for one in items] == [ItemKind.LINE] * 4
    outcomes = loaded.check(items)
    assert [o.headline for o in outcomes] == ["Line 0", "Line 1", "", "Line 2"]
    assert outcomes[2].state is State.UNREAD
    assert keys(items)[3] == f"{file}#4"


def test_a_sitemap_its_index_and_what_it_leads_to(
    httpserver: HTTPServer, archives: Archives, tmp_path: Path
) -> None:
    def loc(kind: str, *urls: str) -> str:
        return "".join(f"<{kind}><loc>{url}</loc></{kind}>" for url in urls)

    space = "xmlns='http://www.sitemaps.org/schemas/sitemap/0.9'"
    one, gone = httpserver.url_for("/one.xml.gz"), httpserver.url_for("/gone.xml")
    index = f"<sitemapindex {space}>{loc('sitemap', one, gone)}</sitemapindex>"
    listed = f"<urlset {space}>{loc('url', STORY, f'{STORY}-2')}</urlset>"
    httpserver.expect_request("/sitemap.xml").respond_with_data(index, content_type="text/xml")
    httpserver.expect_request("/one.xml.gz").respond_with_data(gzip.compress(listed.encode()))
    items = found(
        [httpserver.url_for("/sitemap.xml")], archives, tmp_path,
        offline=False, allowed_addresses=("127.0.0.1/32",),
    )  # fmt: skip
    assert keys(items) == [STORY, f"{STORY}-2"]
    (left,) = [one for one in items if isinstance(one, LeftOut)]
    assert left.origin == gone
    (tmp_path / "sitemap.xml").write_text(listed)
    assert keys(found([str(tmp_path / "sitemap.xml")], archives, tmp_path)) == keys(items)


def test_a_feed_is_followed_into_its_history(
    httpserver: HTTPServer, archives: Archives, tmp_path: Path
) -> None:
    def feed(number: int, older: str = "") -> str:
        return (
            "<feed xmlns='http://www.w3.org/2005/Atom'><title>Paper</title>"
            f"{older}<entry><title>Story {number}</title>"
            f"<link href='https://paper.example/{number}'/></entry></feed>"
        )

    link = f"<link rel='prev-archive' href='{httpserver.url_for('/1')}'/>"
    httpserver.expect_request("/feed").respond_with_data(feed(2, link), content_type="text/xml")
    httpserver.expect_request("/1").respond_with_data(feed(1), content_type="text/xml")
    items = found(
        [httpserver.url_for("/feed")], archives, tmp_path,
        offline=False, allowed_addresses=("127.0.0.1/32",),
    )  # fmt: skip
    assert keys(items) == ["https://paper.example/2", "https://paper.example/1"]


def test_a_wordpress_site_is_paged_through_its_rest_api(
    httpserver: HTTPServer, archives: Archives, tmp_path: Path, loaded: Any
) -> None:
    posts = [
        {
            "id": n, "link": f"https://paper.example/{n}", "date_gmt": "2024-05-18T09:00:00",
            "title": {"rendered": f"Post {n}"},
            "content": {"rendered": f"<p>It rained.</p><figure><img src='{PHOTO}'><figcaption>"
                        "The harbour. Photo: Mia Brandt</figcaption></figure>"},
        }
        for n in range(101)
    ]  # fmt: skip
    api = "/wp-json/wp/v2/posts"
    for number, some in (("1", posts[:100]), ("2", posts[100:])):
        query = {"per_page": "100", "page": number, "orderby": "id"}
        httpserver.expect_request(api, query_string=query).respond_with_json(some)
    front = f"<html><head><link rel='https://api.w.org/' href='{httpserver.url_for('/wp-json/')}'>"
    httpserver.expect_request("/").respond_with_data(front, content_type="text/html")
    items = found(
        [httpserver.url_for("/")], archives, tmp_path,
        offline=False, allowed_addresses=("127.0.0.1/32",),
    )  # fmt: skip
    assert keys(items) == [f"https://paper.example/{n}" for n in range(101)]
    (outcome,) = loaded.check(items[100:])
    assert (outcome.headline, len(outcome.pictures)) == ("Post 100", 1)


@pytest.mark.parametrize("packed", [True, False], ids=["gzip", "plain"])
def test_a_web_archive_gives_its_pages_with_the_pictures_in_it(
    packed: bool, archives: Archives, tmp_path: Path, loaded: Any
) -> None:
    file = tmp_path / ("crawl.warc.gz" if packed else "crawl.warc")
    warc(file, packed=packed)
    items = found([str(file)], archives, tmp_path)
    assert keys(items) == [STORY]
    (outcome,) = loaded.check(items)
    assert outcome.state is State.CHECKED
    assert outcome.pictures[0].sha256
    assert outcome.held, "the picture came out of the archive"


def test_a_wacz_says_itself_which_of_its_answers_are_pages(
    archives: Archives, tmp_path: Path, loaded: Any
) -> None:
    with zipfile.ZipFile(tmp_path / "crawl.wacz", "w") as packed:
        packed.writestr("archive/data.warc.gz", warc())
        lines = [{"format": "json-pages-1.0", "id": "pages"}, {"url": STORY, "ts": "2024"}]
        packed.writestr("pages/pages.jsonl", "\n".join(json.dumps(line) for line in lines))
    items = found([str(tmp_path / "crawl.wacz")], archives, tmp_path)
    assert keys(items) == [STORY]
    assert loaded.check(items)[0].pictures[0].phash


def test_an_archive_answers_for_itself_only_and_follows_its_own_redirects(
    archives: Archives, tmp_path: Path
) -> None:
    warc(tmp_path / "crawl.warc.gz")
    found([str(tmp_path / "crawl.warc.gz")], archives, tmp_path)
    config = Config(network=Network(offline=True), cache=tmp_path / "cache")
    with Fetcher(config) as beyond:
        fetcher = ArchivedFetcher(archives, beyond, 1_000_000)
        assert b"The ferry" in fetcher.get("https://paper.example/old", kind="page").body
        with pytest.raises(NotFetched, match="offline"):
            fetcher.get("https://paper.example/gone", kind="page")
        with pytest.raises(NotFetched, match="more than"):
            ArchivedFetcher(archives, beyond, 1_000).get(PHOTO, kind="picture")


def test_what_a_damaged_archive_still_holds_is_used_and_the_rest_is_told(
    archives: Archives, tmp_path: Path
) -> None:
    whole = warc()
    (tmp_path / "cut.warc.gz").write_bytes(whole[: len(whole) // 2])
    (tmp_path / "none.warc").write_bytes(b"this is no archive at all\n" * 9)
    (tmp_path / "none.wacz").write_bytes(b"this is no zip")
    names = [str(tmp_path / name) for name in ("cut.warc.gz", "none.warc", "none.wacz")]
    items = found(names, archives, tmp_path)
    told = {Path(one.origin).name for one in items if isinstance(one, LeftOut)}
    assert {"none.warc", "none.wacz"} <= told
    assert keys(items) == [STORY]


def test_a_target_that_is_not_there_is_told_and_ends_nothing(
    site: Path, archives: Archives, tmp_path: Path
) -> None:
    items = found([str(tmp_path / "none.jsonl"), str(site)], archives, tmp_path)
    assert len(keys(items)) == 6
    assert isinstance(items[0], LeftOut)
