"""What lists articles: sitemaps, feeds, a WordPress site; else one article."""

from __future__ import annotations

import json
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import urljoin, urlsplit
from xml.etree.ElementTree import Element

from provenance.archive.inputs import wordpress
from provenance.articles import read_feed, recognise_kind
from provenance.articles.safe_xml import child, name, read_xml, text
from provenance.audit.item import Item, ItemKind, LeftOut
from provenance.errors import NotFetched, UnreadableInput
from provenance.fetch import Fetches
from provenance.model import Article, InputKind
from provenance.run.targets import is_address

_DEEPEST = 3
"""Sitemaps that name sitemaps that name sitemaps; the protocol allows one such step."""
_MOST_SITEMAPS = 50_000
"""Sitemaps of one index, as the protocol allows."""
_MOST_PAGES = 10_000
"""Pages of one feed's history."""
_MOST_BYTES = 50_000_000
"""Bytes of one sitemap when it is unpacked, as the protocol allows."""
_API = "/wp-json"


def items_of(url: str, fetcher: Fetches) -> Iterator[Item | LeftOut]:
    """The articles that an address names; offline, what is not at hand is one article.

    A sitemap, its index, a feed with its history (RFC 5005) and the front page of a WordPress site
    (or the address of its REST API) name many; any other address is an article itself.
    """
    if urlsplit(url).path.rstrip("/").endswith(_API):
        yield from _posts(url.rstrip("/").removesuffix(_API), fetcher)
        return
    try:
        body = _fetched(url, fetcher)
    except NotFetched as error:
        if _is_list_by_name(url):
            yield LeftOut(url, f"{url} could not be read: {error.detail}.")
        else:
            yield Item(url, ItemKind.ADDRESS, url)
        return
    if _is_front_of_wordpress(url, body):
        yield from _posts(url, fetcher)
    else:
        yield from _in_bytes(url, body, fetcher, lambda: Item(url, ItemKind.ADDRESS, url))


def items_in_file(path: Path, fetcher: Fetches) -> Iterator[Item | LeftOut]:
    """The articles that a file lists, or the one that it is."""
    one = Item(str(path), ItemKind.FILE, str(path))
    head = _head_of(path)
    if head.startswith(b"\x1f\x8b") or (b"<" in head and b"<html" not in head.lower()):
        try:
            body = path.read_bytes() if path.stat().st_size <= _MOST_BYTES else b""
            yield from _in_bytes(str(path), _unpacked(body), fetcher, lambda: one)
        except UnreadableInput:
            yield one  # reading it says what is wrong
        return
    yield one


def _head_of(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            return file.read(4_096)
    except OSError:
        return b""


def _in_bytes(
    origin: str, body: bytes, fetcher: Fetches, alone: Callable[[], Item]
) -> Iterator[Item | LeftOut]:
    root = _root(body, origin)
    if root is not None and name(root) in ("urlset", "sitemapindex"):
        yield from _in_sitemap(origin, root, fetcher, 0)
    elif _is_feed(body, origin):
        yield from _in_feed(origin, body, fetcher)
    else:
        yield alone()


def _root(body: bytes, origin: str) -> Element | None:
    """The first element where the bytes are a sitemap's."""
    head = body[:2_000].lower()
    if b"<urlset" not in head and b"<sitemapindex" not in head:
        return None
    return read_xml(body, origin)


def _in_sitemap(
    origin: str, root: Element, fetcher: Fetches, depth: int
) -> Iterator[Item | LeftOut]:
    locations = [text(child(entry, "loc")) for entry in root]
    named = [url for url in locations if url and is_address(url)]
    if name(root) == "urlset":
        yield from (Item(url, ItemKind.ADDRESS, url) for url in named)
        return
    if depth >= _DEEPEST:
        yield LeftOut(origin, f"{origin} names sitemaps more than {_DEEPEST} deep.")
        return
    for url in named[:_MOST_SITEMAPS]:
        try:
            found = _root(_fetched(url, fetcher), url)
            if found is None:
                yield LeftOut(url, f"{url} is no sitemap.")
            else:
                yield from _in_sitemap(url, found, fetcher, depth + 1)
        except NotFetched as error:
            yield LeftOut(url, f"{url} could not be read: {error.detail}.")
        except UnreadableInput as error:
            yield LeftOut(url, str(error))


def _is_feed(body: bytes, origin: str) -> bool:
    try:
        return recognise_kind(body, origin) == InputKind.FEED
    except UnreadableInput:
        return False


def _in_feed(origin: str, body: bytes, fetcher: Fetches) -> Iterator[Item | LeftOut]:
    """The items of a feed and, online, of the older documents that it leads to."""
    seen = {origin}
    for _ in range(_MOST_PAGES):
        base = origin if is_address(origin) else None
        for at, article in enumerate(read_feed(body, origin=origin, base_url=base)):
            yield _feed_item(article, at, origin, body)
        older = _older(body, origin)
        if older is None or older in seen:
            return
        seen.add(older)
        try:
            origin, body = older, _fetched(older, fetcher)
        except NotFetched as error:
            yield LeftOut(older, f"{older} could not be read: {error.detail}.")
            return


def _feed_item(article: Article, at: int, origin: str, body: bytes) -> Item:
    """The item as it stands in the feed where its captions do, else the page it names."""
    key = article.url if article.url and is_address(article.url) else f"{origin}#{at + 1}"
    if key == article.url and not (article.images and all(i.caption for i in article.images)):
        return Item(key, ItemKind.ADDRESS, key)
    return Item(key, ItemKind.FEED, origin, at, 0, body)


def _older(body: bytes, origin: str) -> str | None:
    """The document with the items before these (RFC 5005)."""
    for link in read_xml(body, origin).iter():
        if name(link) == "link" and link.get("rel") in ("prev-archive", "next"):
            url = urljoin(origin, link.get("href") or "")
            return url if is_address(url) else None
    return None


def _posts(site: str, fetcher: Fetches) -> Iterator[Item]:
    for entry in wordpress.entries(site, fetcher, ("posts",)):
        link = str(entry.document.get("link") or "")
        if link:
            document = json.dumps(entry.document, sort_keys=True).encode()
            yield Item(link, ItemKind.WORDPRESS, link, document=document)


def _is_front_of_wordpress(url: str, body: bytes) -> bool:
    """True for a page that announces the REST API of the very site it is the front of."""
    head = body[:200_000]
    place = head.find(b"https://api.w.org/")
    tag = head[head.rfind(b"<", 0, place) : head.find(b">", place)].decode("utf-8", "replace")
    if place < 0 or "href=" not in tag:
        return False
    api = tag.split("href=", 1)[1].strip("\"' ").split('"')[0].split("'")[0]
    front = urljoin(url, api).partition(_API)[0].partition("?rest_route")[0]
    front = front.removesuffix("/index.php")
    return front.rstrip("/").split("://")[-1] == url.rstrip("/").split("://")[-1]


def _fetched(url: str, fetcher: Fetches) -> bytes:
    return _unpacked(fetcher.get(url, kind="page", max_bytes=_MOST_BYTES).body)


def _unpacked(body: bytes) -> bytes:
    """The bytes, out of gzip where they are in it. Raises `UnreadableInput`."""
    if not body.startswith(b"\x1f\x8b"):
        return body
    try:
        return zlib.decompressobj(31).decompress(body, _MOST_BYTES)
    except zlib.error as error:
        raise UnreadableInput(f"what is packed in it is broken: {error}.") from error


def _is_list_by_name(url: str) -> bool:
    path = urlsplit(url).path.lower()
    return path.endswith((".xml", ".xml.gz", ".rss", ".atom"))
